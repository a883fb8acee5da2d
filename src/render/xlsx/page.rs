//! A document on a sheet, from top to bottom: words across the whole width, tables one below the other.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::super::{Block, Cell, Chart, Document, Table, markup};
use super::cells::{Formats, lines_of, put, set_lines, words};
use crate::text::clean_line;

/// Columns that words run across.
const ACROSS: u16 = 10;
/// Widths of the first column and of the others, in characters.
const WIDTHS: (u16, u16) = (36, 12);

pub fn write(sheet: &mut Worksheet, document: &Document, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_column_width(0, WIDTHS.0)?;
    sheet.set_column_range_width(1, ACROSS - 1, WIDTHS.1)?;
    sheet.set_screen_gridlines(false);
    sheet.write_string_with_format(0, 0, clean_line(&document.title), &formats.title)?;
    let facts_look = Formats::new(FormatAlign::Left, false);
    let mut row = 2;
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => {
                row += 1;
                sheet.write_string_with_format(row, 0, clean_line(text), &formats.heading)?;
                row += 1;
            }
            Block::Paragraph(text) | Block::Notice(text) | Block::Code(text) => {
                row = across(sheet, row, 0, text, &formats.words, formats)? + 1;
            }
            Block::Markdown(text) => {
                row = across(sheet, row, 0, &markup::to_text(text, usize::MAX), &formats.words, formats)? + 1;
            }
            Block::List(items) | Block::Steps(items) => {
                for item in items {
                    row = across(sheet, row, 0, item, &formats.words, formats)?;
                }
                row += 1;
            }
            Block::Facts(facts) => {
                for (label, value) in facts {
                    words(sheet, row, 0, label, &formats.label, formats)?;
                    row = match value {
                        Cell::Text(text) => across(sheet, row, 1, text, &formats.words, formats)?,
                        other => {
                            put(sheet, row, 1, other, &facts_look)?;
                            row + 1
                        }
                    };
                }
                row += 1;
            }
            Block::Table(table) | Block::Chart(Chart { table, .. }) => row = write_table(sheet, row, table, formats)? + 1,
        }
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, mut row: u32, table: &Table, formats: &Formats) -> Result<u32, XlsxError> {
    if let Some(caption) = &table.caption {
        row = across(sheet, row, 0, caption, &formats.label, formats)?;
    }
    for (column, i) in table.columns.iter().zip(0..) {
        sheet.write_string_with_format(row, i, clean_line(&column.header), formats.header(column.align))?;
    }
    let width = |column: u16| usize::from(if column == 0 { WIDTHS.0 } else { WIDTHS.1 });
    let lines = table.columns.iter().zip(0..).map(|(column, i)| lines_of(&column.header, width(i)));
    set_lines(sheet, row, lines.max().unwrap_or(1))?;
    for cells in &table.rows {
        row += 1;
        for (cell, i) in cells.iter().zip(0..) {
            put(sheet, row, i, cell, formats)?;
        }
        let lines = cells.iter().zip(0..).map(|(cell, i)| lines_of(&cell.in_words(), width(i)));
        set_lines(sheet, row, lines.max().unwrap_or(1))?;
    }
    Ok(row + 1)
}

/// A text across the sheet from a column on, in a row as high as it needs; gives the row after it.
fn across(sheet: &mut Worksheet, row: u32, from: u16, text: &str, look: &Format, formats: &Formats) -> Result<u32, XlsxError> {
    let width = if from == 0 { WIDTHS.0 + (ACROSS - 1) * WIDTHS.1 } else { (ACROSS - from) * WIDTHS.1 };
    // No program finds the height of merged cells by itself.
    sheet.merge_range(row, from, row, ACROSS - 1, "", look)?;
    words(sheet, row, from, text, look, formats)?;
    set_lines(sheet, row, lines_of(text, usize::from(width)))?;
    Ok(row + 1)
}
