//! Tables of what the answers hold, for programs: one thing a row, headings as in the files.

use super::frame::Frame;
use super::movement::Movements;
use super::requirements::{listed, requirements};
use crate::assessment::{ActionStatus, Amount, Dissent, SignOff};
use crate::measures::printable;
use crate::render::{Cell, Table};
use crate::score::{Currency, Scorecard};

/// A table of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every requirement with its answer; what `vpr answer` takes back.
    Requirements,
    /// Every piece of evidence.
    Evidence,
    /// Every action.
    Actions,
    /// Every count.
    Measures,
    /// Every sign-off, with the disagreements that may be published.
    Signoffs,
}

impl Kind {
    /// Every table with its name.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Requirements, "requirements"),
        (Self::Evidence, "evidence"),
        (Self::Actions, "actions"),
        (Self::Measures, "measures"),
        (Self::Signoffs, "signoffs"),
    ];
}

/// The table of a kind; of what stands around the answers it takes the last cycle and whether signers are named.
#[must_use]
pub fn table(kind: Kind, card: &Scorecard<'_>, frame: &Frame<'_>) -> Table {
    match kind {
        Kind::Requirements => requirements(card, &Movements::new(card, frame.last)),
        Kind::Evidence => evidence(card),
        Kind::Actions => actions(card),
        Kind::Measures => measures(card),
        Kind::Signoffs => signoffs(card, frame.with_names),
    }
}

/// Every piece of evidence, with whether it is current on the day evidence is judged.
#[must_use]
pub fn evidence(card: &Scorecard<'_>) -> Table {
    let months = card.paired.standard.evidence_months;
    let mut table =
        Table::new(["requirement", "requirement_title", "title", "where", "dated", "review_by", "current", "finding"]);
    for (row, answer) in listed(card) {
        table.rows.extend(answer.evidence.iter().map(|e| {
            let currency = Currency::of(e, card.judged_on, months);
            vec![
                Cell::text(row.id.as_str()),
                Cell::text(&row.title),
                Cell::text(&e.title),
                optional(e.location.as_ref()),
                Cell::Date(e.dated),
                Cell::Date(e.review_by),
                yes_no(currency == Currency::Current),
                optional(currency.in_words().as_ref()),
            ]
        }));
    }
    table
}

/// Every action, with whether it is overdue.
#[must_use]
pub fn actions(card: &Scorecard<'_>) -> Table {
    let mut table = Table::new(["requirement", "requirement_title", "essential", "what", "owner", "due", "status", "overdue"]);
    for (row, answer) in listed(card) {
        table.rows.extend(answer.actions.iter().map(|a| {
            let overdue = a.status == ActionStatus::Open && a.due.is_some_and(|due| due < card.as_at);
            vec![
                Cell::text(row.id.as_str()),
                Cell::text(&row.title),
                yes_no(row.essential.is_some()),
                Cell::text(&a.what),
                optional(a.owner.as_ref()),
                Cell::Date(a.due),
                a.status.id().into(),
                yes_no(overdue),
            ]
        }));
    }
    table
}

fn measures(card: &Scorecard<'_>) -> Table {
    let mut table = Table::new(["measure", "from", "to", "by", "#count", "#fewer_than", "withheld", "#out_of"]);
    let number =
        |n: Option<u64>| n.map_or(Cell::Empty, |n| usize::try_from(n).map_or_else(|_| n.to_string().into(), Cell::Count));
    table.rows = printable(&card.paired.assessment.measures)
        .into_iter()
        .map(|m| {
            let by: Vec<String> = m.by.iter().map(|(dimension, value)| format!("{dimension}: {value}")).collect();
            let (count, fewer_than, withheld) = match m.amount {
                Amount::Count(count) => (Some(count), None, "no"),
                Amount::FewerThan(limit) => (None, Some(limit), "no"),
                Amount::Withheld => (None, None, "yes"),
            };
            vec![
                m.measure.into(),
                Cell::Date(Some(m.period.0)),
                Cell::Date(Some(m.period.1)),
                by.join("; ").into(),
                number(count),
                number(fewer_than),
                withheld.into(),
                number(m.out_of),
            ]
        })
        .collect();
    table
}

/// Disagreements that are not for publication stay in the assessment, and so do names of signers unless they are asked for.
/// With them goes what a sign-off covers: it is a digest over the name, on which a guess at the name could be tried.
fn signoffs(card: &Scorecard<'_>, with_names: bool) -> Table {
    let mut table =
        Table::new(["role", "name", "on", "covers", "superseded", "#disagreements", "requirement", "rating", "reason"]);
    let all = &card.paired.assessment.sign_off;
    for (i, signed) in all.iter().enumerate() {
        let superseded = all[i + 1..].iter().any(|later| later.role == signed.role);
        let mut public = signed.disagrees.iter().filter(|d| d.publish);
        // The record itself has a line, with its first disagreement on it.
        table.rows.push(signoff(signed, superseded, public.next(), with_names));
        table.rows.extend(public.map(|dissent| signoff(signed, superseded, Some(dissent), with_names)));
    }
    table
}

fn signoff(signed: &SignOff, superseded: bool, dissent: Option<&Dissent>, with_names: bool) -> Vec<Cell> {
    let named = |text: &str| if with_names { Cell::text(text) } else { Cell::Empty };
    let of = |text: fn(&Dissent) -> &str| dissent.map_or(Cell::Empty, |d| Cell::text(text(d)));
    vec![
        signed.role.id().into(),
        named(&signed.name),
        Cell::Date(Some(signed.on)),
        named(signed.covers.as_str()),
        yes_no(superseded),
        Cell::Count(signed.disagrees.len()),
        of(|d| d.requirement.as_str()),
        of(|d| &d.rating),
        of(|d| &d.reason),
    ]
}

fn optional(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, Cell::text)
}

fn yes_no(yes: bool) -> Cell {
    if yes { "yes" } else { "no" }.into()
}
