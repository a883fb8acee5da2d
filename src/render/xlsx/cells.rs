//! Values as cells: each with its type, none of them a formula.

use jiff::civil::Date;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::super::csv::looks_like_formula;
use super::super::{Align, Cell, Table, Tone};
use crate::score::Ratio;
use crate::text::clean;

/// Most units of UTF-16 that a cell holds.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that is cut.
const CUT: &str = " … (cut here: a cell holds no more; the JSON report has all of it)";
/// Narrowest and widest column, in characters.
const COLUMN: (usize, usize) = (8, 40);
/// Characters across a sheet. Printed on A4 across, its 10 points come out as 7.5 or more.
const ACROSS: usize = 176;
/// Longest word that a column makes room for where there is too little for all.
const LONGEST_WORD: usize = 14;
/// Height of a line, and the highest a row can be, in points.
const LINE: f64 = 13.5;
const HIGHEST: f64 = 409.0;
/// Height of a row that nobody sets, likewise.
pub const ROW: f64 = 15.0;
/// NHS dark blue.
const HEADER: u32 = 0x00_30_87;
/// NHS mid grey.
const LINE_COLOUR: u32 = 0x76_86_92;

/// The looks a cell can have.
pub struct Formats {
    header: Format,
    header_of_figures: Format,
    pub title: Format,
    pub heading: Format,
    pub label: Format,
    pub words: Format,
    /// Words that would be a formula if someone edited the cell; it is marked so that they stay words.
    guarded: Format,
    count: Format,
    date: Format,
    share: Format,
    /// Shares that rounding would show as nothing or as everything.
    nearly_none: Format,
    nearly_all: Format,
    ratings: [Format; Tone::ALL.len()],
}

/// The type of all that is not a heading.
pub fn plain() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10)
}

impl Formats {
    /// Formats with figures to one side; a thin line below each row where there are many.
    pub fn new(figures: FormatAlign, ruled: bool) -> Self {
        let plain = || plain().set_align(FormatAlign::Top);
        let line = || plain().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(LINE_COLOUR));
        let base = || if ruled { line() } else { plain() };
        let words = || base().set_text_wrap();
        let header = || words().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(HEADER));
        // A figure at the right edge would run into the day or the word that begins the next column.
        let indent = u8::from(figures == FormatAlign::Right);
        let number = |shown: &str| base().set_num_format(shown).set_align(figures).set_indent(indent);
        Self {
            header: header(),
            header_of_figures: header().set_align(figures).set_indent(indent),
            title: base().set_bold().set_font_size(16).set_font_color(Color::RGB(HEADER)),
            heading: base().set_bold().set_font_size(12).set_font_color(Color::RGB(HEADER)),
            label: words().set_bold(),
            words: words(),
            guarded: words().set_quote_prefix(),
            count: number("0"),
            date: base().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
            share: number("0%"),
            nearly_none: number("\"<1%\""),
            nearly_all: number("\">99%\""),
            ratings: Tone::ALL.map(|tone| words().set_background_color(Color::RGB(tone.tint()))),
        }
    }

    pub fn header(&self, side: Align) -> &Format {
        if side == Align::Right { &self.header_of_figures } else { &self.header }
    }

    fn share(&self, ratio: Ratio) -> &Format {
        // The paper prints it so; the cell holds the exact figure all the same.
        match ratio.to_string().as_str() {
            "<1%" => &self.nearly_none,
            ">99%" => &self.nearly_all,
            _ => &self.share,
        }
    }

    fn rating(&self, tone: Tone) -> &Format {
        Tone::ALL.iter().position(|t| *t == tone).and_then(|i| self.ratings.get(i)).unwrap_or(&self.words)
    }
}

/// Writes a cell as what it is.
pub fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        // With the look of a cell: the line below a row goes on where there is nothing to say.
        Cell::Empty | Cell::Date(None) => {
            sheet.write_blank(row, column, &formats.words)?;
        }
        Cell::Text(text) => words(sheet, row, column, text, &formats.words, formats)?,
        Cell::Rating(word, tone) => words(sheet, row, column, word, formats.rating(*tone), formats)?,
        Cell::Count(count) => match u32::try_from(*count) {
            Ok(count) => {
                sheet.write_number_with_format(row, column, count, &formats.count)?;
            }
            // Nobody counts so much, and nothing is rounded for whoever writes that they did.
            Err(_) => words(sheet, row, column, &count.to_string(), &formats.words, formats)?,
        },
        Cell::Ratio(None) => words(sheet, row, column, "–", &formats.words, formats)?,
        Cell::Ratio(Some(ratio)) => {
            sheet.write_number_with_format(row, column, ratio.as_number(), formats.share(*ratio))?;
        }
        Cell::Date(Some(date)) => match day_of(*date) {
            Some(day) => {
                sheet.write_datetime_with_format(row, column, day, &formats.date)?;
            }
            // A workbook knows no day before 1900.
            None => words(sheet, row, column, &date.to_string(), &formats.words, formats)?,
        },
    }
    Ok(())
}

/// Writes a text; nothing in it acts.
pub fn words(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    look: &Format,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let text = fitting(text);
    if text.is_empty() {
        sheet.write_blank(row, column, look)?;
        return Ok(());
    }
    let look = if looks_like_formula(&text) { &formats.guarded } else { look };
    sheet.write_string_with_format(row, column, text, look)?;
    Ok(())
}

/// The text as far as a cell holds it, and a word where that is not all.
fn fitting(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let text = clean(text.trim());
    if text.encode_utf16().count() <= LONGEST {
        return text.into_owned();
    }
    let mut left = LONGEST - CUT.encode_utf16().count();
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept + CUT
}

pub fn day_of(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Characters that each column of a table has room for, by what is in it. Where that is more than a page takes, each keeps
/// room for its words, and the rest goes to those with the most to say.
pub fn widths_of(table: &Table) -> Vec<usize> {
    let wanted: Vec<(usize, usize, usize)> = (0..table.columns.len()).map(|column| wanted(table, column)).collect();
    let all = |of: fn(&(usize, usize, usize)) -> usize| wanted.iter().map(of).sum::<usize>();
    let (least, most) = (all(|w| w.0), all(|w| w.1));
    if most <= ACROSS {
        return wanted.iter().map(|w| w.1).collect();
    }
    let left = ACROSS.saturating_sub(least);
    let weight = all(|w| w.2).max(1);
    wanted.iter().map(|(least, most, weighs)| (least + left * weighs / weight).min(*most)).collect()
}

/// Least and most that a column wants, and its share of what is left between them.
fn wanted(table: &Table, column: usize) -> (usize, usize, usize) {
    let (least, most) = COLUMN;
    let count = |text: &str| text.chars().count();
    let longest_word = |text: &str| text.split_whitespace().map(count).max().unwrap_or(0);
    let (mut word, mut line, mut written) = (0, 0, 0);
    for cell in table.rows.iter().filter_map(|row| row.get(column)) {
        if let Cell::Date(Some(_)) = cell {
            (word, line) = (word.max(12), line.max(12));
            continue;
        }
        let text = cell.in_words();
        word = word.max(longest_word(&text).min(LONGEST_WORD));
        line = line.max(text.lines().map(count).max().unwrap_or(0));
        written += count(&text);
    }
    // The button of the filter takes three.
    let header = table.columns.get(column).map_or(0, |c| longest_word(&c.header) + 3);
    let narrowest = word.max(header).clamp(least, most) + 1;
    let widest = line.max(header).clamp(least, most) + 1;
    // A column that is nearly empty has long cells too, but few of them.
    (narrowest, widest, if widest > narrowest { written } else { 0 })
}

/// Lines that a text takes in a column of this width, which is measured in digits of a wider type.
pub fn lines_of(text: &str, width: usize) -> usize {
    let characters = (width * 8 / 7).max(1);
    text.lines().map(|line| line.chars().count().div_ceil(characters).max(1)).sum::<usize>().max(1)
}

/// Makes a row high enough for so many lines; not every program finds that out by itself. Gives how high it is, in points.
pub fn set_lines(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<f64, XlsxError> {
    if lines <= 1 {
        return Ok(ROW);
    }
    let height = f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * LINE;
    sheet.set_row_height(row, height.min(HIGHEST))?;
    Ok(height.min(HIGHEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let long = "\u{1f600}".repeat(20_000);
        let kept = fitting(&long);
        assert!(kept.encode_utf16().count() <= LONGEST && kept.ends_with("has all of it)"), "{}", kept.len());
        assert_eq!(fitting(&"x".repeat(LONGEST)).len(), LONGEST);
        assert_eq!(fitting(" a\tb\r\n\u{1b}c "), "a b\n\u{fffd}c");
    }

    #[test]
    fn a_day_no_workbook_knows_is_none() {
        assert!(day_of(jiff::civil::date(1899, 12, 30)).is_none());
        assert!(day_of(jiff::civil::date(2026, 11, 22)).is_some());
    }
}
