//! The evidence, for who has to have it ready on the day of the meeting: what lapses, what carries much, what changed.

use std::collections::BTreeMap;

use super::words::{is_are, named, rating_id};
use crate::assessment::{Evidence, is_same_title};
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Currency, Row, Scorecard};
use crate::standard::RequirementId;
use crate::text::{count_of, list_of};

/// So many rows on one piece of evidence are many: when it falls, they fall together.
const MANY: usize = 3;

/// How the file of a piece of evidence was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// It is not the file whose digest was recorded.
    Changed,
    /// There is no such file below the folder looked in.
    Missing,
    /// It is there and could not be read.
    Unreadable,
    /// It is there, and no digest was recorded.
    Unrecorded,
    /// It is the file whose digest was recorded.
    Same,
    /// It says no place, or one that is no file below a folder, as an address.
    NoFile,
}

impl Found {
    /// As printed.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Changed => "changed since its digest was recorded",
            Self::Missing => "not found",
            Self::Unreadable => "could not be read",
            Self::Unrecorded => "found, no digest recorded",
            Self::Same => "unchanged",
            Self::NoFile => "not a file in the folder",
        }
    }
}

/// How files were found, by requirement and position of the evidence.
pub type Files = BTreeMap<(RequirementId, usize), Found>;

/// A piece of evidence with its row.
struct Piece<'a> {
    row: &'a Row<'a>,
    at: usize,
    evidence: &'a Evidence,
    now: Currency,
    then: Currency,
}

fn pieces<'a>(card: &'a Scorecard<'a>) -> Vec<Piece<'a>> {
    let months = card.paired.standard.evidence_months;
    let piece = |row: &'a Row<'a>, at: usize, evidence: &'a Evidence| Piece {
        row,
        at,
        evidence,
        now: Currency::of(evidence, card.as_at, months),
        then: Currency::of(evidence, card.judged_on, months),
    };
    card.rows.iter().flat_map(|row| row.answer.evidence.iter().enumerate().map(move |(at, e)| piece(row, at, e))).collect()
}

/// The last day on which a piece of evidence counts.
fn last_day(then: Currency) -> Cell {
    match then {
        Currency::PastReview(day) | Currency::Expired(day) => Cell::Date(Some(day)),
        Currency::Current | Currency::Unnamed | Currency::Undated | Currency::Later => Cell::Empty,
    }
}

fn is_current(currency: Currency) -> bool {
    currency == Currency::Current
}

/// The evidence of an assessment, with how its files were found where somebody looked.
#[must_use]
pub fn evidence(card: &Scorecard<'_>, files: Option<&Files>) -> Document {
    let a = card.paired.assessment;
    let mut page = Document::new(format!("{}, {}: evidence", a.organisation.name, a.cycle.name));
    let pieces = pieces(card);
    let rows = card.rows.iter().filter(|r| !r.answer.evidence.is_empty()).count();
    let on = if a.cycle.meeting.is_some() { "the day of the meeting, " } else { "" };
    let current = pieces.iter().filter(|p| is_current(p.then)).count();
    page.paragraph(format!(
        "{} for {}. {current} {} current on {on}{}. {} of {} met requirements can be shown.",
        count_of(pieces.len(), "piece of evidence", "pieces of evidence"),
        count_of(rows, "requirement", "requirements"),
        is_are(current),
        day::long(card.judged_on),
        card.total.shown,
        card.total.met,
    ));
    if let Some(files) = files {
        files_section(&mut page, &pieces, files);
    }
    let mut lapsing: Vec<&Piece<'_>> = pieces.iter().filter(|p| is_current(p.now) && !is_current(p.then)).collect();
    lapsing.sort_by_key(|p| match p.then {
        Currency::PastReview(day) | Currency::Expired(day) => Some(day),
        _ => None,
    });
    if !lapsing.is_empty() {
        page.heading(2, "Lapses before the meeting");
        page.paragraph(format!(
            "Current on {}, and not any more on the day of the meeting. Renew it, or have it reviewed.",
            day::long(card.as_at)
        ));
        list(&mut page, &lapsing, "Counts until", |p| last_day(p.then));
    }
    let stale: Vec<&Piece<'_>> = pieces.iter().filter(|p| !is_current(p.now) && !is_current(p.then)).collect();
    if !stale.is_empty() {
        page.heading(2, "Not current");
        list(&mut page, &stale, "Why", |p| p.then.in_words().map_or(Cell::Empty, Cell::Text));
    }
    many(&mut page, &pieces);
    page
}

fn list(page: &mut Document, pieces: &[&Piece<'_>], what: &str, why: impl Fn(&Piece<'_>) -> Cell) {
    let mut table = Table::new(["Requirement", "Evidence", what, "Leaves it without any"]);
    table.rows = pieces
        .iter()
        .map(|p| {
            let without = if p.row.met && !p.row.evidenced { "yes" } else { "no" };
            vec![named(p.row.requirement).into(), p.evidence.title.as_str().into(), why(p), without.into()]
        })
        .collect();
    page.table(table);
}

/// Evidence that many ratings stand on.
fn many(page: &mut Document, pieces: &[Piece<'_>]) {
    let mut groups: Vec<Vec<&Piece<'_>>> = Vec::new();
    for piece in pieces {
        // The place tells two minutes of one committee apart; without one the title has to do.
        let same = |other: &Evidence| match (&piece.evidence.location, &other.location) {
            (Some(a), Some(b)) => a == b,
            (None, None) => is_same_title(&piece.evidence.title, &other.title),
            _ => false,
        };
        match groups.iter_mut().find(|g| g.first().is_some_and(|first| same(first.evidence))) {
            Some(group) => group.push(piece),
            None => groups.push(vec![piece]),
        }
    }
    let rows = |group: &[&Piece<'_>]| -> Vec<String> {
        let mut ids: Vec<String> = group.iter().map(|p| p.row.requirement.id.to_string()).collect();
        ids.dedup();
        ids
    };
    groups.retain(|g| rows(g).len() >= MANY);
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    if groups.is_empty() {
        return;
    }
    page.heading(2, "What many ratings stand on");
    page.paragraph("If one of these turns out not to show what is said, all its ratings are in doubt at once.");
    let mut table = Table::new(["Evidence", "Requirements", "The only current evidence for", "Current then"]);
    table.rows = groups
        .iter()
        .map(|group| {
            let alone = |p: &&&Piece<'_>| {
                is_current(p.then)
                    && pieces.iter().filter(|o| o.row.requirement.id == p.row.requirement.id && is_current(o.then)).count() == 1
            };
            let only: Vec<String> = group.iter().filter(alone).map(|p| p.row.requirement.id.to_string()).collect();
            let current = group.first().is_some_and(|p| is_current(p.then));
            let title = group.first().map(|p| p.evidence.title.clone()).unwrap_or_default();
            vec![
                title.into(),
                list_of(&rows(group)).into(),
                if only.is_empty() { Cell::text("none") } else { list_of(&only).into() },
                if current { "yes" } else { "no" }.into(),
            ]
        })
        .collect();
    page.table(table);
}

fn files_section(page: &mut Document, pieces: &[Piece<'_>], files: &Files) {
    page.heading(2, "Files");
    let of = |p: &Piece<'_>| files.get(&(p.row.requirement.id.clone(), p.at)).copied().unwrap_or(Found::NoFile);
    let counted = |found: Found| pieces.iter().filter(|p| of(p) == found).count();
    let all = [Found::Same, Found::Changed, Found::Unrecorded, Found::Missing, Found::Unreadable, Found::NoFile];
    let counts: Vec<String> =
        all.iter().filter(|f| counted(**f) > 0).map(|f| format!("{} {}", counted(*f), f.in_words())).collect();
    page.paragraph(format!("{}.", list_of(&counts)));
    let mut wrong: Vec<&Piece<'_>> =
        pieces.iter().filter(|p| matches!(of(p), Found::Changed | Found::Missing | Found::Unreadable)).collect();
    wrong.sort_by_key(|p| of(p));
    if !wrong.is_empty() {
        let mut table = Table::new(["Requirement", "Evidence", "Where", "File"]);
        table.rows = wrong
            .iter()
            .map(|p| {
                let place = p.evidence.location.clone().unwrap_or_default();
                vec![named(p.row.requirement).into(), p.evidence.title.as_str().into(), place.into(), of(p).in_words().into()]
            })
            .collect();
        page.table(table);
    }
}

/// Every piece of evidence on a line.
#[must_use]
pub fn evidence_table(card: &Scorecard<'_>, files: Option<&Files>) -> Table {
    let mut table = Table::new([
        "id",
        "title",
        "rating",
        "evidence_title",
        "evidence_where",
        "evidence_dated",
        "evidence_review_by",
        "state",
        "digest",
        "file",
    ]);
    table.rows = pieces(card)
        .iter()
        .map(|p| {
            let e = p.evidence;
            let file = files.map(|files| files.get(&(p.row.requirement.id.clone(), p.at)).copied().unwrap_or(Found::NoFile));
            vec![
                p.row.requirement.id.as_str().into(),
                p.row.requirement.title.as_str().into(),
                rating_id(p.row, card),
                e.title.as_str().into(),
                e.location.clone().map_or(Cell::Empty, Cell::Text),
                Cell::Date(e.dated),
                Cell::Date(e.review_by),
                p.then.in_words().unwrap_or_else(|| "current".to_owned()).into(),
                e.digest.as_ref().map_or(Cell::Empty, |d| d.as_str().into()),
                file.map_or(Cell::Empty, |f| f.in_words().into()),
            ]
        })
        .collect();
    table
}
