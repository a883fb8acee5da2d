//! Where an assessment stands, for the pauses of the walk: the stages, and what is most worth doing next.

use crate::render::{Block, Cell, Document, Table};
use crate::score::{Scorecard, View, next_steps};

/// How many next steps are named.
const STEPS: usize = 3;

/// A table of the stages, then three things to do.
#[must_use]
pub fn standing(card: &Scorecard<'_>) -> Document {
    let mut document = Document::new("Where it stands");
    let scale = &card.paired.standard.scale;
    let mut headers = vec!["Stage".to_owned()];
    headers.extend(scale.ratings.iter().rev().map(|r| r.label.clone()));
    headers.extend(["Not rated".to_owned(), "Not applicable".to_owned()]);
    let mut table = Table::new([]);
    table.columns = headers
        .into_iter()
        .enumerate()
        .map(|(i, header)| crate::render::Column {
            header,
            align: if i == 0 { crate::render::Align::Left } else { crate::render::Align::Right },
        })
        .collect();
    table.rows = card.stages.iter().map(|(stage, view)| row(stage.title(), view)).collect();
    table.rows.push(row("All", &card.total));
    document.table(table);
    if card.paired.standard.rated().any(|row| row.also.is_some()) {
        document.paragraph("A requirement of two stages counts in both, once in All, and is asked in the first.");
    }
    let steps: Vec<String> = next_steps(card, STEPS).iter().map(|s| s.in_words(card)).collect();
    if !steps.is_empty() {
        document.heading(3, "Most worth doing next");
        document.blocks.push(Block::Steps(steps));
    }
    document
}

fn row(name: &str, view: &View) -> Vec<Cell> {
    let mut cells = vec![Cell::text(name)];
    cells.extend(view.by_rating.iter().rev().map(|n| Cell::Count(*n)));
    cells.push(Cell::Count(view.not_assessed + view.carried));
    cells.push(Cell::Count(view.not_applicable + view.not_approved));
    cells
}
