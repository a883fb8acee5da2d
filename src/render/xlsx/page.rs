//! A document on a sheet, from top to bottom: words across the whole width, tables one below the other.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::super::{Align, Block, Cell, Chart, Document, Table, markup};
use super::cells::{Formats, ROW, lines_of, put, set_lines, words};
use crate::text::clean_line;

/// Columns that words run across.
const ACROSS: u16 = 10;
/// Widths of the first column and of the others, in characters.
const WIDTHS: (u16, u16) = (34, 14);
/// What is left of A4 across between the margins, and how wide a column of so many characters is, in points: as wide as
/// the widest of the programs that print it makes it.
const PAPER: (f64, f64) = (760.0, 508.0);
const CHARACTER: f64 = 5.6;
const GAP: f64 = 4.0;

pub fn write(sheet: &mut Worksheet, document: &Document, formats: &Formats) -> Result<(), XlsxError> {
    let columns = document.blocks.iter().map(columns_of).fold(ACROSS, u16::max);
    sheet.set_column_width(0, WIDTHS.0)?;
    sheet.set_column_range_width(1, columns - 1, WIDTHS.1)?;
    sheet.set_screen_gridlines(false);
    let mut page = Page { sheet, formats, row: 0, heights: BTreeMap::new(), parts: Vec::new() };
    page.sheet.write_string_with_format(0, 0, clean_line(&document.title), &formats.title)?;
    page.row = 2;
    let mut below_heading = false;
    for block in &document.blocks {
        // What a heading is about stays with it.
        if !below_heading {
            page.parts.push(page.row);
        }
        below_heading = matches!(block, Block::Heading { .. });
        page.block(block)?;
    }
    page.print(columns)
}

fn columns_of(block: &Block) -> u16 {
    match block {
        Block::Table(table) | Block::Chart(Chart { table, .. }) => u16::try_from(table.columns.len()).unwrap_or(u16::MAX),
        _ => 0,
    }
}

/// Which columns of the sheet each column of a table takes. Figures have one each; a table of words shares out the width of
/// the page by what is in it, and its first column is wide already.
fn places(table: &Table) -> Vec<Range<u16>> {
    let spare = usize::from(ACROSS).saturating_sub(table.columns.len());
    let has_figures = table.columns.iter().any(|column| column.align == Align::Right);
    let longest = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.in_words().chars().count().min(usize::from(ACROSS * WIDTHS.1))).max().unwrap_or(0)
    };
    let mut shares = vec![0; table.columns.len()];
    if !has_figures {
        let all: usize = (1..table.columns.len()).map(longest).sum();
        for (column, share) in shares.iter_mut().enumerate().skip(1) {
            *share = spare * longest(column) / all.max(1);
        }
        // What division leaves over goes to the longest, so that every table ends where the page does.
        let left = spare - shares.iter().sum::<usize>();
        if let Some(column) = (1..table.columns.len()).max_by_key(|column| longest(*column)) {
            shares[column] += left;
        }
    }
    let mut next = 0;
    let place = |share: usize| {
        let start = next;
        next += 1 + u16::try_from(share).unwrap_or(0);
        start..next
    };
    shares.into_iter().map(place).collect()
}

/// The sheet so far.
struct Page<'s> {
    sheet: &'s mut Worksheet,
    formats: &'s Formats,
    /// The row to write next.
    row: u32,
    /// How high rows are that are higher than others, in points.
    heights: BTreeMap<u32, f64>,
    /// Where parts begin that are kept on one page.
    parts: Vec<u32>,
}

impl Page<'_> {
    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        let formats = self.formats;
        match block {
            Block::Heading { text, .. } => {
                self.sheet.write_string_with_format(self.row + 1, 0, clean_line(text), &formats.heading)?;
                self.row += 2;
            }
            Block::Paragraph(text) | Block::Notice(text) | Block::Code(text) => {
                self.across(0, text, &formats.words)?;
                self.row += 1;
            }
            Block::Markdown(text) => {
                self.across(0, &markup::to_text(text, usize::MAX), &formats.words)?;
                self.row += 1;
            }
            Block::List(items) | Block::Steps(items) => {
                for item in items {
                    self.across(0, item, &formats.words)?;
                }
                self.row += 1;
            }
            Block::Facts(facts) => {
                let figures = Formats::new(FormatAlign::Left, false);
                for (label, value) in facts {
                    words(self.sheet, self.row, 0, label, &formats.label, formats)?;
                    match value {
                        Cell::Text(text) => self.across(1, text, &formats.words)?,
                        other => {
                            put(self.sheet, self.row, 1, other, &figures)?;
                            self.row += 1;
                        }
                    }
                }
                self.row += 1;
            }
            Block::Table(table) | Block::Chart(Chart { table, .. }) => {
                self.table(table)?;
                self.row += 1;
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        if let Some(caption) = &table.caption {
            self.across(0, caption, &self.formats.label)?;
        }
        let places = places(table);
        for (column, place) in table.columns.iter().zip(&places) {
            let look = self.formats.header(column.align);
            self.merge(place, look)?;
            self.sheet.write_string_with_format(self.row, place.start, clean_line(&column.header), look)?;
        }
        let width = |place: &Range<u16>| {
            let first = if place.start == 0 { WIDTHS.0 } else { WIDTHS.1 };
            usize::from(first + (place.end - place.start - 1) * WIDTHS.1)
        };
        let lines = table.columns.iter().zip(&places).map(|(column, place)| lines_of(&column.header, width(place)));
        self.end_row(lines.max())?;
        for cells in &table.rows {
            for (cell, place) in cells.iter().zip(&places) {
                self.merge(place, &self.formats.words)?;
                put(self.sheet, self.row, place.start, cell, self.formats)?;
            }
            let lines = cells.iter().zip(&places).map(|(cell, place)| lines_of(&cell.in_words(), width(place)));
            self.end_row(lines.max())?;
        }
        Ok(())
    }

    /// Makes one cell of those that a column of a table takes in this row.
    fn merge(&mut self, place: &Range<u16>, look: &Format) -> Result<(), XlsxError> {
        if place.end - place.start > 1 {
            self.sheet.merge_range(self.row, place.start, self.row, place.end - 1, "", look)?;
        }
        Ok(())
    }

    /// A text across the sheet from a column on, in a row as high as it needs.
    fn across(&mut self, from: u16, text: &str, look: &Format) -> Result<(), XlsxError> {
        let width = if from == 0 { WIDTHS.0 + (ACROSS - 1) * WIDTHS.1 } else { (ACROSS - from) * WIDTHS.1 };
        // No program finds the height of merged cells by itself.
        self.sheet.merge_range(self.row, from, self.row, ACROSS - 1, "", look)?;
        words(self.sheet, self.row, from, text, look, self.formats)?;
        self.end_row(Some(lines_of(text, usize::from(width))))
    }

    /// Makes the row as high as its lines ask for, and goes to the next.
    fn end_row(&mut self, lines: Option<usize>) -> Result<(), XlsxError> {
        let height = set_lines(self.sheet, self.row, lines.unwrap_or(1))?;
        self.heights.insert(self.row, height);
        self.row += 1;
        Ok(())
    }

    /// As wide as the paper, and broken between parts. A program that fits a sheet to the paper by itself heeds no breaks, so
    /// the scale is given.
    fn print(self, columns: u16) -> Result<(), XlsxError> {
        let wide = |characters: u16| f64::from(characters) * CHARACTER + GAP;
        let width = wide(WIDTHS.0) + f64::from(columns - 1) * wide(WIDTHS.1);
        let percent = (10..=100).rev().find(|percent| width * f64::from(*percent) / 100.0 <= PAPER.0).unwrap_or(10);
        let room = PAPER.1 * 100.0 / f64::from(percent);
        let height = |rows: Range<u32>| rows.map(|row| self.heights.get(&row).copied().unwrap_or(ROW)).sum::<f64>();
        let mut used = height(0..self.parts.first().copied().unwrap_or(self.row));
        let mut breaks = Vec::new();
        for (i, start) in self.parts.iter().enumerate() {
            let own = height(*start..self.parts.get(i + 1).copied().unwrap_or(self.row));
            if used + own > room {
                breaks.push(*start);
                used = 0.0;
            }
            used += own;
        }
        self.sheet.set_print_scale(percent);
        self.sheet.set_page_breaks(&breaks)?;
        Ok(())
    }
}
