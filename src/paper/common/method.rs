//! How the figures were made, and the outcomes that stand beside them.

use super::super::frame::Paper;
use super::super::outcomes::{self, Detail};
use super::super::reader::Reader;
use crate::assessment::Assessment;
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
            if paper.reader() == Reader::Board {
                // A board has its own band explained under the position.
                "Every band, and what holds one down: in the committee paper. The labels are this project's own.".to_owned()
            } else {
                format!(
                    "Bands: {}. An essential requirement at the worst rating, or without one, holds the band at \"{}\" or lower; one that is partly met, at \"{}\" or lower. The labels are this project's own.",
                    bands(&standard.scale),
                    cap(standard.scale.cap_worst),
                    cap(standard.scale.cap_partly)
                )
            },
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

/// Outcomes beside compliance, those of the last cycle beside them where it was given.
pub fn outcomes(paper: &mut Paper<'_>, detail: Detail) {
    let (card, last) = (paper.card, paper.frame.last);
    let earlier: Vec<&Assessment> = last.into_iter().collect();
    outcomes::body(paper.begin("outcomes", "Outcomes beside compliance"), card, &earlier, detail);
}
