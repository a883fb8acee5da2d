//! Sections that several papers have, and facts about a row that each says the same way.

pub mod charts;
mod method;
mod ratings;
mod sign_offs;

pub use method::{method, outcomes};
pub use ratings::{changes, position_in_words, ratings};
pub use sign_offs::{dissents_on, sign_offs};

use crate::assessment::Verdict;
use crate::score::{Currency, Row, Scorecard};
use crate::text::clean_line;

/// The reason on file, on one line.
pub fn found(row: &Row<'_>) -> String {
    let reason = match (&row.answer.because, &row.answer.verdict) {
        (_, Some(Verdict::NotApplicable { reason, .. })) => reason,
        (Some(because), _) => because,
        (None, None) => match &row.answer.later {
            Some(later) => return format!("nothing yet; put off: {}", clean_line(later)),
            None => return "nothing yet".to_owned(),
        },
        (None, _) => return "no reason given".to_owned(),
    };
    clean_line(reason).into_owned()
}

/// What is wrong with the evidence of a row that is met and can't be shown, piece by piece.
pub fn unshown_because(card: &Scorecard<'_>, row: &Row<'_>) -> String {
    let months = card.paired.standard.evidence_months;
    let each: Vec<String> = row
        .answer
        .evidence
        .iter()
        .filter_map(|e| Some(format!("{}: {}", e.title, Currency::of(e, card.judged_on, months).in_words()?)))
        .collect();
    if each.is_empty() { "No evidence named".to_owned() } else { each.join("; ") }
}
