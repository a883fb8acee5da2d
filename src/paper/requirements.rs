//! The requirements table: everything the answers hold, a line for each requirement and more where they are needed.

use super::movement::Movements;
use crate::assessment::edit::TAKEN;
use crate::assessment::{Action, Answer, Carried, CarriedVerdict, Confirmed, Evidence, Verdict};
use crate::render::{Align, Cell, Column, Table};
use crate::score::{Scorecard, State};
use crate::standard::{Requirement, Standard, Wording};
use crate::text::clean;

/// Where what is known of before stands in the table.
const BEFORE: usize = 6;

/// The rows of the standard that a table lists, in its order: a withdrawn one only where it was answered.
pub fn listed<'a>(card: &Scorecard<'a>) -> impl Iterator<Item = (&'a Requirement, &'a Answer)> {
    let paired = card.paired;
    let rows = paired.standard.requirements.iter().map(move |row| (row, paired.answer(&row.id)));
    rows.filter(|(row, answer)| !row.retired || !answer.is_empty())
}

/// The table, for the CSV report. Evidence n and action n stand on line n of their requirement; all else on its first.
/// The last rating and the movement have columns where anything is known of before.
pub fn requirements(card: &Scorecard<'_>, movements: &Movements<'_>) -> Table {
    // What `vpr answer` takes stands in the middle, what it only shows around it.
    let headings = ["id", "stage", "domain", "title", "essential", "state"].into_iter();
    let before: &[&str] = if movements.is_known() { &["last_rating", "movement"] } else { &[] };
    let headings = headings.chain(before.iter().copied()).chain(TAKEN.iter().copied()).chain([
        "carried",
        "confirmed",
        "verification",
        "standard",
    ]);
    let columns = headings.map(|header| Column { header: header.to_owned(), align: Align::Left }).collect();
    let mut table = Table { caption: None, columns, rows: Vec::new() };
    for (requirement, answer) in listed(card) {
        let lines = answer.evidence.len().max(answer.actions.len()).max(1);
        for n in 0..lines {
            let mut cells = line(card, requirement, answer, n);
            if movements.is_known() {
                let row = card.rows.iter().find(|row| n == 0 && row.requirement.id == requirement.id);
                let rating = row.and_then(|row| movements.rating_before(card, row));
                let movement = row.and_then(|row| movements.of(card, row).in_data());
                cells.splice(BEFORE..BEFORE, [rating, movement].map(|word| word.map_or(Cell::Empty, Cell::text)));
            }
            table.rows.push(cells);
        }
    }
    table
}

fn line(card: &Scorecard<'_>, requirement: &Requirement, answer: &Answer, n: usize) -> Vec<Cell> {
    let standard = card.paired.standard;
    let first = |cell: Cell| if n == 0 { cell } else { Cell::Empty };
    let optional = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
    let own = |text: &str| Cell::Text(clean(text).into_owned());
    let (reason, approved_by) = match &answer.verdict {
        Some(Verdict::NotApplicable { reason, approved_by }) => (Cell::text(reason.as_str()), optional(approved_by)),
        _ => (Cell::Empty, Cell::Empty),
    };
    let stage = requirement
        .also
        .map_or_else(|| requirement.stage.id().to_owned(), |also| format!("{}, {}", requirement.stage.id(), also.id()));
    let skipped: Vec<&str> = answer.skipped.iter().map(|part| part.id()).collect();
    let mut cells = vec![
        Cell::text(requirement.id.as_str()),
        first(stage.into()),
        first(own(standard.domain_of(requirement).map_or("", |d| d.id.as_str()))),
        first(own(&requirement.title)),
        first(if requirement.essential.is_some() { "yes" } else { "no" }.into()),
        first(state(card, requirement, answer).into()),
        first(answer.rating().map_or(Cell::Empty, Cell::text)),
        first(optional(&answer.because)),
    ];
    cells.extend(evidence(answer.evidence.get(n)));
    cells.extend(action(answer.actions.get(n)));
    cells.extend([
        first(skipped.join(", ").into()),
        first(reason),
        first(approved_by),
        first(optional(&answer.later)),
        first(Cell::Date(answer.assessed)),
        first(optional(&answer.assessed_by)),
        first(answer.carried.iter().map(carried).collect::<Vec<_>>().join("\n").into()),
        first(answer.confirmed.as_ref().map_or(Cell::Empty, |c| confirmed(c).into())),
        first(own(&verification(standard, requirement))),
        first(standard.reference.to_string().into()),
    ]);
    cells
}

fn evidence(evidence: Option<&Evidence>) -> [Cell; 4] {
    let Some(e) = evidence else { return [const { Cell::Empty }; 4] };
    [e.title.clone().into(), e.location.clone().unwrap_or_default().into(), Cell::Date(e.dated), Cell::Date(e.review_by)]
}

fn action(action: Option<&Action>) -> [Cell; 4] {
    let Some(a) = action else { return [const { Cell::Empty }; 4] };
    [a.what.clone().into(), a.owner.clone().unwrap_or_default().into(), Cell::Date(a.due), a.status.id().into()]
}

pub fn state(card: &Scorecard<'_>, requirement: &Requirement, answer: &Answer) -> &'static str {
    if !requirement.is_rated() {
        return "not scored";
    }
    match State::of(answer, card.paired.assessment, card.paired.standard) {
        State::Rated(_) => "rated",
        State::NotApplicable { justified: true } => "not applicable",
        State::NotApplicable { justified: false } => "not applicable, not approved",
        State::Carried => "carried",
        State::NotAssessed => "not assessed",
    }
}

/// "from nhs-england-vpr@2020 ACT-4 (overlaps): met; because …; assessed 2026-04-02".
pub fn carried(c: &Carried) -> String {
    let verdict = match &c.verdict {
        CarriedVerdict::Rating(rating) => rating.clone(),
        CarriedVerdict::NotApplicable(reason) => format!("not applicable, {reason}"),
    };
    let because = c.because.as_ref().map(|b| format!("; because {b}")).unwrap_or_default();
    let assessed = c.assessed.map(|d| format!("; assessed {d}")).unwrap_or_default();
    format!("from {} {} ({}): {verdict}{because}{assessed}", c.from, c.requirement, c.relation.id())
}

pub fn confirmed(c: &Confirmed) -> String {
    let looked_at = c.looked_at.as_ref().map(|l| format!("; looked at {l}")).unwrap_or_default();
    format!("{} by {}{looked_at}", c.on, c.by)
}

pub fn verification(standard: &Standard, requirement: &Requirement) -> String {
    match (&requirement.provenance.verified, standard.wording) {
        (Some(v), _) => format!("wording checked locally by {} on {} against {}", v.by, v.on, v.source),
        (None, Wording::WorkingList) => "working list, not verified".to_owned(),
        (None, Wording::Official) => "pack says official wording, not verified here".to_owned(),
    }
}
