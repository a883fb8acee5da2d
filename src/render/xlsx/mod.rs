//! A workbook for people who sort, filter and print: real dates and numbers, and text that stays text.
//!
//! Nothing a stranger wrote becomes a formula, neither on opening nor when a cell is edited later. The workbook carries the
//! day it is told and no other time, so that the same input gives the same bytes.

mod cells;
mod page;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, XlsxError};

use super::{Document, Table};
use crate::text::clean_line;
use cells::{Formats, day_of, put, width_of};

/// A4, as workbooks number the sizes of paper.
const A4: u8 = 9;

/// What goes into a workbook.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// Its title, for its properties.
    pub title: String,
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

/// The workbook as a file.
///
/// # Errors
/// When there is more than a workbook can hold: over a million rows on a sheet.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut file = rust_xlsxwriter::Workbook::new();
    let mut properties = DocProperties::new().set_title(clean_line(&workbook.title).chars().take(200).collect::<String>());
    if let Some(day) = day_of(workbook.created) {
        properties = properties.set_creation_datetime(&day);
    }
    file.set_properties(&properties);
    for sheet in &workbook.sheets {
        let drawn = file.add_worksheet();
        drawn.set_name(sheet.name)?;
        drawn.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
        drawn.set_footer("&L&A&RPage &P of &N");
        match &sheet.content {
            Content::Page(document) => page::write(drawn, document, &formats)?,
            Content::Data(table) => data(drawn, table, &formats)?,
        }
    }
    file.save_to_buffer()
}

/// A table over the whole sheet.
fn data(sheet: &mut rust_xlsxwriter::Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (column, i) in table.columns.iter().zip(0..) {
        sheet.write_string_with_format(0, i, clean_line(&column.header), &formats.header)?;
        sheet.set_column_width(i, width_of(table, usize::from(i)))?;
    }
    for (row, r) in table.rows.iter().zip(1..) {
        for (cell, c) in row.iter().zip(0..) {
            put(sheet, r, c, cell, formats)?;
        }
    }
    let (rows, columns) = (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), u16::try_from(table.columns.len()).unwrap_or(1));
    sheet.autofilter(0, 0, rows, columns.saturating_sub(1))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}
