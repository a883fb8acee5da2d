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
/// Height of a line, and the highest a row can be, in points.
const LINE: f64 = 13.5;
const HIGHEST: f64 = 409.0;
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

impl Formats {
    /// Formats with figures to one side; a thin line below each row where there are many.
    pub fn new(figures: FormatAlign, ruled: bool) -> Self {
        let plain = || Format::new().set_font_name("Arial").set_font_size(10).set_align(FormatAlign::Top);
        let line = || plain().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(LINE_COLOUR));
        let base = || if ruled { line() } else { plain() };
        let words = || base().set_text_wrap();
        let header = || words().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(HEADER));
        let number = |shown: &str| base().set_num_format(shown).set_align(figures);
        Self {
            header: header(),
            header_of_figures: header().set_align(figures),
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
        Cell::Empty | Cell::Date(None) => {}
        Cell::Text(text) => words(sheet, row, column, text, &formats.words, formats)?,
        Cell::Rating(word, tone) => words(sheet, row, column, word, formats.rating(*tone), formats)?,
        Cell::Count(count) => {
            // A count is of things in a file of 5 MB at most.
            let count = u32::try_from(*count).unwrap_or(u32::MAX);
            sheet.write_number_with_format(row, column, count, &formats.count)?;
        }
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

/// Characters that a column of a table has room for, by what is in it.
pub fn width_of(table: &Table, column: usize) -> usize {
    let (least, most) = COLUMN;
    let longest_line = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let cells = cells.map(|cell| match cell {
        Cell::Date(Some(_)) => 12,
        other => longest_line(&other.in_words()),
    });
    // The button of the filter takes three.
    let header = table.columns.get(column).map_or(0, |c| c.header.split(' ').map(|w| w.chars().count()).max().unwrap_or(0) + 3);
    cells.max().unwrap_or(0).max(header).clamp(least, most) + 1
}

/// Lines that a text takes in a column of this width, which is measured in digits of a wider type.
pub fn lines_of(text: &str, width: usize) -> usize {
    let characters = (width * 8 / 7).max(1);
    text.lines().map(|line| line.chars().count().div_ceil(characters).max(1)).sum::<usize>().max(1)
}

/// Makes a row high enough for so many lines; not every program finds that out by itself.
pub fn set_lines(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        let height = f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * LINE;
        sheet.set_row_height(row, height.min(HIGHEST))?;
    }
    Ok(())
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
