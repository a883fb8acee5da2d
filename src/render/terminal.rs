//! A document on a screen of a given width, without colour.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};
use textwrap::core::display_width;

use super::wrap::{fold, wrap};
use super::{Align, Block, Cell, Chart, Document, Look, Table, markup};
use crate::text::{clean, clean_line};

/// Narrowest column that words can still be read in.
const NARROWEST_COLUMN: usize = 8;
/// Longest word that a column makes room for.
const LONGEST_WORD: usize = 16;
/// Spaces between two columns.
const GAP: usize = 2;
/// The one of them that belongs to the column; the other is the rule's junction.
const PADDING: u16 = 1;
/// Widest column of labels beside their facts.
const WIDEST_LABEL: usize = 24;

/// The document as lines of at most `width` columns, ending in a line feed.
#[must_use]
pub fn write(document: &Document, width: usize, look: Look) -> String {
    let mut out = title(&document.title, width, look);
    // A rule parts a heading from what follows; without one a blank line has to.
    let mut ruled = look == Look::Drawn;
    for block in &document.blocks {
        let part = write_block(block, width, look);
        if !part.is_empty() {
            out.push_str(if ruled { "\n" } else { "\n\n" });
            out.push_str(&part);
            ruled = look == Look::Drawn && matches!(block, Block::Heading { level: 2, .. });
        }
    }
    out.push('\n');
    out
}

/// One block, without a line feed at its end.
#[must_use]
pub fn write_block(block: &Block, width: usize, look: Look) -> String {
    match block {
        Block::Heading { level: 2, text } => title(text, width, look),
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Notice(text) => wrap(text, width, "", "", true).join("\n"),
        Block::Code(text) => clean(text.trim_end()).lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"),
        Block::Markdown(text) => markup::to_text(text, width).trim_end().to_owned(),
        Block::List(items) => each(items.iter().map(|item| wrap(item, width, "- ", "  ", true))),
        Block::Steps(items) => each(items.iter().enumerate().map(|(i, item)| {
            let marker = format!("{}. ", i + 1);
            wrap(item, width, &marker, &" ".repeat(marker.len()), true)
        })),
        Block::Table(table) | Block::Chart(Chart { table, .. }) => write_table(table, width, look),
        Block::Facts(facts) => write_facts(facts, width, look),
    }
}

fn each(items: impl Iterator<Item = Vec<String>>) -> String {
    items.flatten().collect::<Vec<_>>().join("\n")
}

fn title(text: &str, width: usize, look: Look) -> String {
    let lines = wrap(text, width, "", "", true);
    let longest = lines.iter().map(|line| display_width(line)).max().unwrap_or(0);
    let text = lines.join("\n");
    if look == Look::Drawn { format!("{text}\n{}", "=".repeat(longest)) } else { text }
}

fn write_facts(facts: &[(String, Cell)], width: usize, look: Look) -> String {
    let widest = facts.iter().map(|(label, _)| display_width(label)).max().unwrap_or(0) + GAP;
    let beside = look == Look::Drawn && widest <= WIDEST_LABEL && width >= widest * 2;
    each(facts.iter().map(|(label, value)| {
        let label = clean_line(label);
        let value = value.in_words();
        if beside {
            let first = format!("{label}{}", " ".repeat(widest.saturating_sub(display_width(&label))));
            wrap(&value, width, &first, &" ".repeat(widest), true)
        } else {
            wrap(&format!("{label}: {value}"), width, "", "  ", true)
        }
    }))
}

/// A table in columns, or row by row where a person listens, or where the columns would be too narrow to read.
#[must_use]
pub fn write_table(table: &Table, width: usize, look: Look) -> String {
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|c| clean_line(&c.in_words()).into_owned()).collect()).collect();
    let columns = measure(table, &rows);
    let least: usize = columns.iter().map(|c| c.least).sum::<usize>() + GAP * columns.len().saturating_sub(1);
    let body =
        if look == Look::Plain || least > width { row_by_row(table, &rows, width) } else { drawn(table, &rows, &columns, width) };
    match &table.caption {
        Some(caption) => format!("{}\n{body}", wrap(caption, width, "", "", true).join("\n")),
        None => body,
    }
}

/// How wide a column would be, and the least it can do with.
struct Measured {
    natural: usize,
    least: usize,
}

fn measure(table: &Table, rows: &[Vec<String>]) -> Vec<Measured> {
    let word = |text: &str| text.split(' ').map(display_width).max().unwrap_or(0);
    table
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cells = || rows.iter().filter_map(|row| row.get(i));
            let widest = cells().map(|c| display_width(c)).max().unwrap_or(0);
            // An empty column still takes one.
            let natural = widest.max(display_width(&column.header)).max(1);
            let least = match column.align {
                // Figures are never broken; their header may be, between words.
                Align::Right => widest.max(word(&column.header)).max(1),
                // Words are broken only where one alone would fill a screen.
                Align::Left => {
                    let longest = cells().map(|c| word(c)).max().unwrap_or(0).min(LONGEST_WORD);
                    natural.min(NARROWEST_COLUMN.max(word(&column.header)).max(longest))
                }
            };
            Measured { natural, least }
        })
        .collect()
}

/// The widths of columns: each gets what it needs at least, then the rest goes where it is wanted, column by column evenly.
fn share(columns: &[Measured], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(|c| c.least).collect();
    let mut left = width.saturating_sub(widths.iter().sum::<usize>() + GAP * columns.len().saturating_sub(1));
    while left > 0 {
        let mut gave = false;
        for (given, column) in widths.iter_mut().zip(columns) {
            if left > 0 && *given < column.natural {
                *given += 1;
                left -= 1;
                gave = true;
            }
        }
        if !gave {
            break;
        }
    }
    widths
}

fn drawn(table: &Table, rows: &[Vec<String>], columns: &[Measured], width: usize) -> String {
    let widths = share(columns, width);
    // Cells are folded here: the table's own way takes time that grows with the square of a long word.
    let cells = |row: &[String]| -> Vec<String> {
        row.iter().zip(&widths).map(|(cell, width)| fold(cell, *width, "", "", true).join("\n")).collect()
    };
    let headers: Vec<String> = table.columns.iter().map(|c| clean_line(&c.header).into_owned()).collect();
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width + GAP).unwrap_or(u16::MAX))
        .set_header(cells(&headers))
        .add_rows(rows.iter().map(|row| cells(row)));
    for (i, given) in widths.iter().copied().enumerate() {
        let Some(column) = drawn.column_mut(i) else { continue };
        column.set_padding((0, PADDING));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(
            u16::try_from(given).unwrap_or(u16::MAX).saturating_add(PADDING),
        )));
        if table.columns.get(i).is_some_and(|c| c.align == Align::Right) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut lines: Vec<String> = drawn.lines().map(|line| line.trim_end().to_owned()).collect();
    // The rule under the header runs through the last column's padding, which is cut from every other line.
    if let Some(rule) = lines.iter_mut().find(|line| !line.is_empty() && line.bytes().all(|b| b == b'-')) {
        rule.truncate(rule.len().saturating_sub(usize::from(PADDING)));
    }
    lines.join("\n")
}

/// Each row as a sentence: "Plan: met 6, amber 3, score 58%".
fn row_by_row(table: &Table, rows: &[Vec<String>], width: usize) -> String {
    let headers: Vec<String> = table.columns.iter().map(|c| inside_sentence(&clean_line(&c.header))).collect();
    let has_commas = rows.iter().any(|row| row.iter().skip(1).any(|cell| cell.contains([',', ';'])));
    let between = if has_commas { "; " } else { ", " };
    each(rows.iter().map(|row| {
        let named = row.iter().zip(&headers).skip(1).filter(|(cell, _)| !cell.is_empty());
        let values: Vec<String> = named.map(|(cell, header)| format!("{header} {cell}")).collect();
        let first = row.first().map_or("", String::as_str);
        let colon = if values.is_empty() { "" } else { ": " };
        wrap(&format!("{first}{colon}{}", values.join(between)), width, "", "  ", true)
    }))
}

/// A header without its capital, unless it is an abbreviation.
fn inside_sentence(header: &str) -> String {
    let mut chars = header.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => header.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Ratio;
    use proptest::prelude::*;

    fn stages() -> Table {
        let mut table = Table::new(["Stage", "#Met", "#Score", "What it says"]);
        table.rows = vec![
            vec![
                "Plan".into(),
                Cell::Count(6),
                Cell::Ratio(Ratio::new(1, 2)),
                "written and agreed, mostly, and known to all".into(),
            ],
            vec!["Do".into(), Cell::Count(12), Cell::Ratio(None), Cell::Empty],
        ];
        table
    }

    #[test]
    fn a_table_has_columns_where_there_is_room() {
        let expected = "\
Stage  Met  Score  What it says
--------------------------------------
Plan     6    50%  written and agreed,
                   mostly, and known
                   to all
Do      12      –";
        assert_eq!(write_table(&stages(), 38, Look::Drawn), expected);
    }

    #[test]
    fn a_table_is_told_row_by_row_where_there_is_none() {
        let told = "Plan: met 6; score 50%; what it says written and agreed, mostly, and known to all\nDo: met 12; score –";
        assert_eq!(write_table(&stages(), 100, Look::Plain), told);
        assert!(write_table(&stages(), 24, Look::Drawn).starts_with("Plan: met 6; score 50%;"));
    }

    #[test]
    fn facts_stand_beside_their_labels() {
        let mut document = Document::new("Paper");
        document
            .blocks
            .push(Block::Facts(vec![("Purpose".to_owned(), "To note\nand agree".into()), ("Day".to_owned(), Cell::Date(None))]));
        document.notice("A working list.");
        assert_eq!(
            write(&document, 40, Look::Drawn),
            "Paper\n=====\nPurpose  To note\n         and agree\nDay      –\n\nA working list.\n"
        );
        assert_eq!(write(&document, 40, Look::Plain), "Paper\n\nPurpose: To note\n  and agree\nDay: –\n\nA working list.\n");
    }

    proptest! {
        #![proptest_config(crate::drawn::cases(200))]
        #[test]
        fn nothing_overflows_and_nothing_unsafe_is_shown(
            cells in proptest::collection::vec("[a-fé漢\u{301} \n\t\u{1b}\u{202e}]{0,40}", 4..12), any in "\\PC{0,40}", width in 20..120usize
        ) {
            // How wide rare scripts are when joined, libraries do not agree on: they are only asked not to do harm.
            let mut odd = Document::new(any.clone());
            odd.list(vec![any]);
            prop_assert!(!write(&odd, width, Look::Drawn).contains(crate::text::is_unsafe));

            let mut document = Document::new(cells[0].clone());
            let mut table = Table::new(["Ref", "", "#Number", "Long header of words"]);
            table.columns[1].header = cells[1].clone();
            for row in cells.chunks_exact(4) {
                table.rows.push(row.iter().map(|c| c.as_str().into()).collect());
            }
            document.table(table);
            document.list(cells.clone());
            for look in [Look::Drawn, Look::Plain] {
                let shown = write(&document, width, look);
                prop_assert!(!shown.contains(crate::text::is_unsafe));
                for line in shown.lines() {
                    prop_assert!(display_width(line) <= width, "{} wide at {}: {}", display_width(line), width, line);
                }
            }
        }
    }
}
