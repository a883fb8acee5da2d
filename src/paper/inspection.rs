//! The inspection paper: the same answers under what inspectors and others look for, what they would ask, what could be shown.

use super::committee::gap;
use super::common;
use super::frame::{Frame, Paper};
use super::lens::{basis, behind, themes};
use super::reader::Reader;
use super::words::{is_are, named, rating_of};
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Currency, LensCard, Row, Scorecard};
use crate::standard::Show;
use crate::text::count_of;

/// The paper. The first lens is the inspector's own list; its themes come with the questions, those of others without.
#[must_use]
pub fn inspection(card: &Scorecard<'_>, frame: &Frame<'_>) -> Document {
    let title = format!("Violence prevention and reduction: what an inspector would ask, {}", card.paired.assessment.cycle.name);
    let mut paper = Paper::new(Reader::Inspection, title, card, frame);
    super::front::sheet(&mut paper);
    let position = common::position_in_words(card);
    let body = paper.begin("position", "The position");
    body.paragraph(
        "Prepared by the organisation for itself, to see what an inspector would ask and what could be put on the table. It is not the result of an inspection, and no inspector has seen it.",
    );
    body.paragraph(position);
    common::changes(&mut paper);
    paper.begin("lenses", "Under what others look for");
    if frame.lenses.is_empty() {
        paper
            .body()
            .paragraph(format!("No lens leads to {}: its rows are listed below by themselves.", card.paired.standard.reference));
    }
    for over in frame.lenses {
        through(&mut paper, over);
    }
    requirements(&mut paper);
    common::method(&mut paper);
    paper.finish()
}

/// A lens: every item with the rows behind it, and how many of those can be shown.
fn through(paper: &mut Paper<'_>, over: &LensCard<'_>) {
    let card = paper.card;
    let body = paper.body();
    body.heading(3, &over.lens.title);
    body.paragraph(&over.lens.about);
    body.paragraph(basis(card, over));
    if over.lens.show != Show::Rows {
        body.table(themes(card, over));
    }
    for (index, theme) in over.lens.themes.iter().enumerate() {
        body.heading(4, &theme.title);
        let mut table = Table::new(["Item", "What it says", "Requirements and ratings", "#With current evidence"]);
        for (item, rows) in over.items.iter().filter(|(item, _)| item.theme == index) {
            let own = over.lens.show != Show::OwnPart || item.employer;
            let shown = rows.iter().filter(|r| r.evidenced).count();
            table.rows.push(vec![
                Cell::text(&item.id),
                Cell::text(&item.text),
                Cell::text(behind(card, over, item, rows)),
                if own && !rows.is_empty() { Cell::Text(format!("{shown} of {}", rows.len())) } else { "–".into() },
            ]);
        }
        body.table(table);
    }
}

/// Every requirement once: the question, and what could be shown for it.
fn requirements(paper: &mut Paper<'_>) {
    let card = paper.card;
    paper.begin("requirements", "What would be asked, and what could be shown").paragraph(
        "Every requirement once, in the order of the list. What could be shown is the evidence that is current on the day it is judged; the question is this project's.",
    );
    let mut table = Table::new(["Requirement", "Rating", "What an inspector would ask", "What could be shown", "Gap"]);
    for row in &card.rows {
        let shown = could_be_shown(paper, row);
        table.rows.push(vec![
            named(row.requirement).into(),
            rating_of(row, card),
            row.requirement.question.as_str().into(),
            shown.into(),
            gap(card, row).into(),
        ]);
        paper.names(row);
    }
    paper.body().table(table);
}

fn could_be_shown(paper: &mut Paper<'_>, row: &Row<'_>) -> String {
    let card = paper.card;
    let months = card.paired.standard.evidence_months;
    let current = row.answer.evidence.iter().filter(|e| Currency::of(e, card.judged_on, months) == Currency::Current);
    let mut shown: Vec<String> = Vec::new();
    for e in current {
        let title = paper.statement(&format!("A title of evidence for {}", row.requirement.id), &e.title);
        let dated = e.dated.map(|d| format!(" ({})", day::long(d))).unwrap_or_default();
        shown.push(format!("{title}{dated}"));
    }
    paper.shown.evidence += shown.len();
    let rest = row.answer.evidence.len() - shown.len();
    match (shown.is_empty(), rest) {
        (true, 0) => "Nothing is named".to_owned(),
        (true, _) => format!("Nothing current; {} {} named", count_of(rest, "other item", "other items"), is_are(rest)),
        (false, 0) => shown.join("; "),
        (false, _) => format!("{}; {} {} not current", shown.join("; "), count_of(rest, "other", "others"), is_are(rest)),
    }
}
