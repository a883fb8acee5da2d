//! A lens over an assessment, on the screen and in the board paper.

use super::words::headline;
use crate::day;
use crate::render::{Align, Cell, Column, Document, Table};
use crate::score::{LensCard, Row, Scorecard};
use crate::standard::Show;
use crate::standard::lens::Item;
use crate::text::list_of;

/// The document for `vpr status --lens`: every theme, then every item with its rows.
#[must_use]
pub fn lens(card: &Scorecard<'_>, over: &LensCard<'_>) -> Document {
    let a = card.paired.assessment;
    let mut document = Document::new(format!("{}: {}, {}", over.lens.title, a.organisation.name, a.cycle.name));
    document.notice(card.paired.standard.notice());
    document.paragraph(&over.lens.about);
    document.paragraph(basis(card, over));
    if over.lens.show != Show::Rows {
        document.table(themes(card, over));
    }
    for (index, theme) in over.lens.themes.iter().enumerate() {
        document.heading(2, &theme.title);
        let mut table = Table::new(["Item", "What it says", "Rows"]);
        for (item, rows) in over.items.iter().filter(|(item, _)| item.theme == index) {
            let mut text = item.text.clone();
            for extra in [&item.figure, &item.check].into_iter().flatten() {
                text.push_str(&format!(" ({extra})"));
            }
            table.rows.push(vec![Cell::text(&item.id), Cell::text(text), Cell::text(behind(card, over, item, rows))]);
        }
        document.table(table);
    }
    document
}

/// The lens in the board paper: what it is, and its themes.
pub fn section(paper: &mut Document, card: &Scorecard<'_>, over: &LensCard<'_>) {
    paper.heading(2, &over.lens.title);
    paper.paragraph(&over.lens.about);
    paper.paragraph(basis(card, over));
    paper.table(themes(card, over));
}

fn basis(card: &Scorecard<'_>, over: &LensCard<'_>) -> String {
    let mapping = "Which requirements stand behind which item is our mapping, not the source's.";
    let through = if over.through_crosswalk {
        format!(" The answers to {} are seen through our crosswalk to {}.", card.paired.standard.reference, over.lens.standard)
    } else {
        String::new()
    };
    format!("{mapping}{through} As of {}.", day::long(over.lens.as_of))
}

fn themes(card: &Scorecard<'_>, over: &LensCard<'_>) -> Table {
    let scale = &card.paired.standard.scale;
    let scored = card.is_scored() && matches!(over.lens.show, Show::Score | Show::OwnPart);
    // A score never stands without the other where anything was left out.
    let left_out = over.themes.iter().any(|(_, view)| view.not_applicable > 0);
    let mut table = Table::new(["Theme", "Answers"]);
    let right = |header: &str| Column { header: header.to_owned(), align: Align::Right };
    if scored {
        table.columns.push(right("Project score"));
        table.columns.extend(left_out.then(|| right("Left out at 0")));
        table.columns.push(right("Can be shown"));
    }
    for (title, view) in over.themes.iter().filter(|(_, view)| view.rows > 0) {
        let mut cells = vec![Cell::text(*title), Cell::text(headline(view, scale))];
        if scored {
            cells.push(Cell::Ratio(view.score));
            cells.extend(left_out.then_some(Cell::Ratio(view.score_with_all.or(view.score))));
            cells.push(Cell::Ratio(view.score_shown));
        }
        table.rows.push(cells);
    }
    table
}

/// The rows behind an item, with their ratings where the lens may show them; or why there are none.
pub fn behind(card: &Scorecard<'_>, over: &LensCard<'_>, item: &Item, rows: &[Row<'_>]) -> String {
    if let Some(why) = &item.no_rows {
        return why.clone();
    }
    let whose = item.addressee.as_ref().filter(|_| over.lens.show == Show::OwnPart && !item.employer);
    if let Some(addressee) = whose {
        // Which rows bear on it, and not how they stand: a rating beside it would read as an answer to it.
        let ids: Vec<&str> = rows.iter().map(|row| row.requirement.id.as_str()).collect();
        let background = if ids.is_empty() { String::new() } else { format!(" Background: {}.", list_of(&ids)) };
        return format!("Not yours to answer: {addressee}.{background}");
    }
    if rows.is_empty() {
        return "No requirement of this edition bears on it.".to_owned();
    }
    let names: Vec<String> = rows
        .iter()
        .map(|row| {
            let id = &row.requirement.id;
            if over.lens.show == Show::Rows {
                id.to_string()
            } else {
                format!("{id} {}", row.state.in_words(card.paired.standard).to_lowercase())
            }
        })
        .collect();
    list_of(&names)
}
