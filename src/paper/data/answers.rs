//! Every row of the standard with its answer.

use jiff::civil::Date;
use serde::Serialize;

use super::super::movement::Movements;
use super::super::requirements::{listed, state, verification};
use crate::assessment::{ActionStatus, Answer, Carried as CarriedOver, CarriedVerdict, Verdict};
use crate::score::{Currency, Scorecard};
use crate::standard;

/// A row with its answer.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: &'a str,
    stage: &'static str,
    also: Option<&'static str>,
    domain: Option<&'a str>,
    title: &'a str,
    requirement: &'a str,
    essential: bool,
    weight: u32,
    state: &'static str,
    rating: Option<&'a str>,
    /// What it was the last time, and how it moved since, where that is known: from the last cycle's file, else from what was
    /// carried.
    last_rating: Option<&'a str>,
    movement: Option<&'static str>,
    label: Option<&'a str>,
    points: Option<u32>,
    met: bool,
    /// Whether some evidence is current on the day evidence is judged.
    evidenced: bool,
    because: Option<&'a str>,
    evidence: Vec<Evidence<'a>>,
    actions: Vec<Action<'a>>,
    skipped: Vec<&'static str>,
    not_applicable: Option<&'a str>,
    approved_by: Option<&'a str>,
    carried: Vec<Carried<'a>>,
    confirmed: Option<Confirmed<'a>>,
    later: Option<&'a str>,
    assessed: Option<Date>,
    assessed_by: Option<&'a str>,
    verification: String,
}

#[derive(Debug, Serialize)]
struct Evidence<'a> {
    title: &'a str,
    #[serde(rename = "where")]
    location: Option<&'a str>,
    dated: Option<Date>,
    review_by: Option<Date>,
    current: bool,
    /// Why it is not current.
    finding: Option<String>,
}

#[derive(Debug, Serialize)]
struct Action<'a> {
    what: &'a str,
    owner: Option<&'a str>,
    due: Option<Date>,
    status: &'static str,
    overdue: bool,
}

#[derive(Debug, Serialize)]
struct Carried<'a> {
    from: String,
    requirement: &'a str,
    relation: &'static str,
    rating: Option<&'a str>,
    not_applicable: Option<&'a str>,
    because: Option<&'a str>,
    assessed: Option<Date>,
}

#[derive(Debug, Serialize)]
struct Confirmed<'a> {
    on: Date,
    by: &'a str,
    looked_at: Option<&'a str>,
}

/// The rows that the table of requirements lists.
pub fn all<'a>(card: &Scorecard<'a>, movements: &Movements<'_>) -> Vec<Row<'a>> {
    listed(card).map(|(row, answer)| one(card, movements, row, answer)).collect()
}

fn one<'a>(card: &Scorecard<'a>, movements: &Movements<'_>, row: &'a standard::Requirement, answer: &'a Answer) -> Row<'a> {
    let standard = card.paired.standard;
    let rated = card.rows.iter().find(|rated| rated.requirement.id == row.id);
    let rating = answer.rating().and_then(|r| standard.scale.rating(r));
    let (not_applicable, approved_by) = match &answer.verdict {
        Some(Verdict::NotApplicable { reason, approved_by }) => (Some(reason.as_str()), approved_by.as_deref()),
        _ => (None, None),
    };
    let evidence: Vec<Evidence<'_>> = answer
        .evidence
        .iter()
        .map(|e| {
            let currency = Currency::of(e, card.judged_on, standard.evidence_months);
            Evidence {
                title: &e.title,
                location: e.location.as_deref(),
                dated: e.dated,
                review_by: e.review_by,
                current: currency == Currency::Current,
                finding: currency.in_words(),
            }
        })
        .collect();
    Row {
        id: row.id.as_str(),
        stage: row.stage.id(),
        also: row.also.map(standard::Stage::id),
        domain: standard.domain_of(row).map(|d| d.id.as_str()),
        title: &row.title,
        requirement: &row.requirement,
        essential: row.essential.is_some(),
        weight: row.weight,
        state: state(card, row, answer),
        rating: answer.rating(),
        last_rating: rated.and_then(|rated| movements.rating_before(card, rated)),
        movement: rated.and_then(|rated| movements.of(card, rated).in_data()),
        label: rating.map(|r| r.label.as_str()),
        points: rating.map(|r| r.points),
        met: row.is_rated() && rating.is_some_and(|r| r.met),
        evidenced: evidence.iter().any(|e| e.current),
        because: answer.because.as_deref(),
        evidence,
        actions: answer
            .actions
            .iter()
            .map(|a| Action {
                what: &a.what,
                owner: a.owner.as_deref(),
                due: a.due,
                status: a.status.id(),
                overdue: a.status == ActionStatus::Open && a.due.is_some_and(|due| due < card.as_at),
            })
            .collect(),
        skipped: answer.skipped.iter().map(|part| part.id()).collect(),
        not_applicable,
        approved_by,
        carried: answer.carried.iter().map(carried).collect(),
        confirmed: answer.confirmed.as_ref().map(|c| Confirmed { on: c.on, by: &c.by, looked_at: c.looked_at.as_deref() }),
        later: answer.later.as_deref(),
        assessed: answer.assessed,
        assessed_by: answer.assessed_by.as_deref(),
        verification: verification(standard, row),
    }
}

fn carried(c: &CarriedOver) -> Carried<'_> {
    let (rating, not_applicable) = match &c.verdict {
        CarriedVerdict::Rating(rating) => (Some(rating.as_str()), None),
        CarriedVerdict::NotApplicable(reason) => (None, Some(reason.as_str())),
    };
    Carried {
        from: c.from.to_string(),
        requirement: c.requirement.as_str(),
        relation: c.relation.id(),
        rating,
        not_applicable,
        because: c.because.as_deref(),
        assessed: c.assessed,
    }
}
