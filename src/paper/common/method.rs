//! How the figures were made, and the outcomes that stand beside them.

use super::super::frame::{Paper, Reader};
use super::super::words::{MOST_SHOWN, cut, sentence};
use crate::assessment::{Amount, Measure};
use crate::day;
use crate::render::{Cell, Table};
use crate::standard::Scale;
use crate::text::{count_of, list_of};

pub fn method(paper: &mut Paper<'_>) {
    let card = paper.card;
    let standard = card.paired.standard;
    let cap = |index: usize| standard.scale.bands.get(index).map_or("", |b| b.label.as_str());
    let evidence = format!(
        "Current evidence has a date not after the day it is judged on, and its review day has not passed; without a review day it counts for {} months. Undated evidence never counts.",
        standard.evidence_months
    );
    // The public has no file to explain.
    let explain = if paper.reader() == Reader::Public { "" } else { " \"vpr explain score\" shows each requirement's part." };
    let lines = if card.is_scored() {
        vec![
            format!(
                "Project score: points gained as a share of the points possible over the {} that apply ({}). Not assessed and carried answers gain 0. Not applicable is left out only with a reason and an approver other than who assessed it; else it counts at 0. It is this project's figure, not the publisher's.",
                count_of(card.total.applicable, "requirement", "requirements"),
                points(&standard.scale)
            ),
            format!(
                "Bands: {}. An essential requirement at the worst rating, or without one, holds the band at \"{}\" or lower; one that is partly met, at \"{}\" or lower. The labels are this project's own.",
                bands(&standard.scale),
                cap(standard.scale.cap_worst),
                cap(standard.scale.cap_partly)
            ),
            format!("{evidence} Figures are rounded once, in print, half up.{explain}"),
        ]
    } else {
        vec![
            "Not applicable is left out only with a reason and an approver other than who assessed it; else it counts as one that applies.".to_owned(),
            evidence,
        ]
    };
    paper.begin("method", "How the figures were made").list(lines);
}

fn points(scale: &Scale) -> String {
    let each: Vec<String> =
        scale.ratings.iter().rev().map(|r| format!("{} {} points", r.label.to_lowercase(), r.points)).collect();
    let met: Vec<String> = scale.ratings.iter().filter(|r| r.met).map(|r| r.label.to_lowercase()).collect();
    format!("{}; {} counts as met", list_of(&each), list_of(&met))
}

fn bands(scale: &Scale) -> String {
    let each: Vec<String> = scale.bands.iter().map(|b| format!("\"{}\" from {}%", b.label, b.from)).collect();
    list_of(&each)
}

/// How much of the outcomes a paper prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    All,
    /// As many as a board reads.
    Few,
    /// What is counted over everybody, and of no single group.
    Totals,
}

/// Outcomes beside compliance: totals first, then those of groups.
pub fn outcomes(paper: &mut Paper<'_>, extent: Extent) {
    let card = paper.card;
    let mut all: Vec<&Measure> = card.paired.assessment.measures.iter().collect();
    let recorded = all.len();
    if extent == Extent::Totals {
        all.retain(|m| m.by.is_empty());
    }
    // The sort is stable, so the file's order holds among totals and among groups.
    all.sort_by_key(|m| !m.by.is_empty());
    let body = paper.begin("outcomes", "Outcomes beside compliance");
    if recorded == 0 {
        body.paragraph(
            "No outcome is recorded in the assessment: no count of incidents, injuries or absences, and no survey result. Ratings say what is in place, not whether anyone is safer.",
        );
        return;
    }
    if all.is_empty() {
        body.paragraph("Outcomes are recorded for single groups only, and are left out here.");
        return;
    }
    body.paragraph(
        "Counts as the organisation gave them. They never change a rating or a score. A small number is given as \"fewer than\".",
    );
    let most = if extent == Extent::Few { MOST_SHOWN } else { all.len() };
    let mut table = Table::new(["Measure", "Period", "Group", "#Count", "#Out of"]);
    table.rows = all.iter().take(most).map(|m| line(m)).collect();
    body.table(table);
    if let Some(cut) = cut(all.len()).filter(|_| extent == Extent::Few) {
        body.paragraph(cut);
    }
}

fn line(m: &Measure) -> Vec<Cell> {
    let words = |id: &str| sentence(&id.replace(['-', '_'], " "));
    let group: Vec<String> =
        m.by.iter().map(|(dimension, value)| format!("{}: {}", words(dimension), words(value).to_lowercase())).collect();
    let amount = match m.amount {
        Amount::Count(count) => count.to_string(),
        Amount::FewerThan(limit) => format!("fewer than {limit}"),
    };
    vec![
        words(&m.measure).into(),
        format!("{} to {}", day::long(m.period.0), day::long(m.period.1)).into(),
        if group.is_empty() { "All".into() } else { group.join(", ").into() },
        amount.into(),
        m.out_of.map_or_else(|| "–".to_owned(), |of| of.to_string()).into(),
    ]
}
