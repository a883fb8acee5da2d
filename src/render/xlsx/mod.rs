//! A workbook for people who sort, filter and print: real dates and numbers, and text that stays text.
//!
//! Nothing a stranger wrote becomes a formula, neither on opening nor when a cell is edited later. The workbook carries the
//! day it is told and no other time, so that the same input gives the same bytes.

mod cells;
mod page;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, FormatAlign, XlsxError};

use super::{Document, Table};
use crate::text::clean_line;
use cells::{Formats, day_of, lines_of, put, set_lines, widths_of};

/// A4, as workbooks number the sizes of paper.
const A4: u8 = 9;

/// What goes into a workbook.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// Its title, for its properties.
    pub title: String,
    /// What must be said wherever its figures are shown: at the foot of every printed sheet, at most 150 characters of it.
    pub notice: String,
    /// The day it says it was made.
    pub created: Date,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet with the name on its tab: at most 31 characters, none of them `[ ] : * ? / \`.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The name.
    pub name: &'static str,
    /// What is on it.
    pub content: Content,
}

/// What a sheet holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Something to read from top to bottom.
    Page(Document),
    /// One table to sort and filter, its header in the first row.
    Data(Table),
}

/// Height of a row where nothing else is set, in pixels: a heading has room in it.
const ROW_HEIGHT: u32 = 20;
/// Width of a column where nothing else is set, in pixels: that of ten points of Arial.
const COLUMN_WIDTH: u32 = 64;

/// The workbook as a file.
///
/// # Errors
/// When there is more than a workbook can hold: over a million rows on a sheet.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new(FormatAlign::Right, true);
    let on_a_page = Formats::new(FormatAlign::Right, false);
    let mut file = rust_xlsxwriter::Workbook::new();
    // Widths of columns are counted in digits of the type that the workbook begins with, so it is the one of the cells: where
    // another is not installed, its stand-in may be wider, and a page is printed smaller than people can read.
    file.set_default_format(&cells::plain(), ROW_HEIGHT, COLUMN_WIDTH)?;
    let mut properties = DocProperties::new().set_title(clean_line(&workbook.title).chars().take(200).collect::<String>());
    if let Some(day) = day_of(workbook.created) {
        properties = properties.set_creation_datetime(&day);
    }
    file.set_properties(&properties);
    // An ampersand begins an instruction there.
    let notice: String = clean_line(&workbook.notice).chars().take(150).collect();
    let footer = format!("&L&A&C{}&RPage &P of &N", notice.replace('&', "&&"));
    for sheet in &workbook.sheets {
        let drawn = file.add_worksheet();
        drawn.set_name(sheet.name)?;
        drawn.set_paper_size(A4).set_landscape().set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
        drawn.set_footer(&footer);
        match &sheet.content {
            Content::Page(document) => page::write(drawn, document, &on_a_page)?,
            Content::Data(table) => data(drawn, table, &formats)?,
        }
    }
    file.save_to_buffer()
}

/// A table over the whole sheet.
fn data(sheet: &mut rust_xlsxwriter::Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    let widths = widths_of(table);
    for ((column, width), i) in table.columns.iter().zip(&widths).zip(0..) {
        sheet.write_string_with_format(0, i, clean_line(&column.header), formats.header(column.align))?;
        sheet.set_column_width(i, u32::try_from(*width).unwrap_or(u32::MAX))?;
    }
    let header = table.columns.iter().zip(&widths).map(|(column, width)| lines_of(&column.header, *width));
    set_lines(sheet, 0, header.max().unwrap_or(1))?;
    for (row, r) in table.rows.iter().zip(1..) {
        for (cell, c) in row.iter().zip(0..) {
            put(sheet, r, c, cell, formats)?;
        }
        let lines = row.iter().zip(&widths).map(|(cell, width)| lines_of(&cell.in_words(), *width));
        set_lines(sheet, r, lines.max().unwrap_or(1))?;
    }
    let (rows, columns) = (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), u16::try_from(table.columns.len()).unwrap_or(1));
    sheet.autofilter(0, 0, rows, columns.saturating_sub(1))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}
