//! The public paper: figures, and of what people wrote only the words that somebody looked at and cleared.
//!
//! Nothing else of the file gets in: no places of evidence, no names, no owner but by role, no notes.

use std::collections::BTreeMap;

use super::committee::current;
use super::common;
use super::extent::{Texts, nouns};
use super::frame::{Frame, Paper};
use super::outcomes::Detail;
use super::reader::Reader;
use super::words::{count_words, is_are, is_open, named, rating_of};
use crate::assessment::{ActionStatus, Paired, Piece, Release, Role, Verdict, is_same_title, sign_off};
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Row, Scorecard};
use crate::text::{clean_line, count_of};

/// The paper.
#[must_use]
pub fn public(card: &Scorecard<'_>, frame: &Frame<'_>) -> Document {
    let title =
        format!("Violence prevention and reduction: self-assessment {}, for the public", card.paired.assessment.cycle.name);
    let mut paper = Paper::new(Reader::Public, title, card, frame);
    super::front::sheet(&mut paper);
    let position = common::position_in_words(card);
    paper.begin("position", "The position").paragraph(position);
    common::changes(&mut paper);
    common::ratings(&mut paper);
    essential(&mut paper);
    requirements(&mut paper);
    staff_side(&mut paper);
    // Totals only: a group can be so small that its people are known.
    common::outcomes(&mut paper, Detail::Whole);
    left_out(&mut paper);
    common::method(&mut paper);
    paper.finish()
}

fn essential(paper: &mut Paper<'_>) {
    let card = paper.card;
    let all = card.rows.iter().filter(|r| r.requirement.essential.is_some()).count();
    let open: Vec<String> = card
        .rows
        .iter()
        .filter(|r| r.requirement.essential.is_some() && !r.met)
        .map(|r| format!("{}: {}", named(r.requirement), r.state.in_words(card.paired.standard).to_lowercase()))
        .collect();
    let body = paper.begin("essential", "Essential requirements that are not met");
    match (all, open.len()) {
        (0, _) => body.paragraph("The list has no essential requirements."),
        (all, 0) => body.paragraph(format!("None. All {all} are met.")),
        (all, n) => {
            body.paragraph(format!("{n} of {all} {} not met. Which are essential is this project's choice.", is_are(n)));
            body.list(open);
        }
    }
}

fn requirements(paper: &mut Paper<'_>) {
    let card = paper.card;
    // A column of nothing but "held back" tells nobody anything.
    let reasons = card.rows.iter().any(|row| matches!(reason(card, row), Reason::Cleared(_)));
    paper.begin("requirements", "Every requirement").paragraph(if reasons {
        "\"Held back\" means that a reason is on file and was not cleared for publication. Owners of actions are given by role."
    } else {
        "No reason for a rating was cleared for publication. Owners of actions are given by role."
    });
    let mut table = Table::new(["Requirement", "Rating", "Evidence", "Actions"]);
    if reasons {
        table = Table::new(["Requirement", "Rating", "Reason", "Evidence", "Actions"]);
    }
    for row in &card.rows {
        let mut cells = vec![named(row.requirement).into(), rating_of(row, card)];
        if reasons {
            cells.push(match reason(card, row) {
                Reason::Cleared(text) => text.into(),
                Reason::HeldBack => "Held back".into(),
                Reason::None => "None given".into(),
            });
        }
        cells.push(evidence(paper, row).into());
        cells.push(actions(paper, row).into());
        table.rows.push(cells);
        paper.names(row);
    }
    paper.body().table(table);
}

/// The words if they were cleared.
fn cleared<'t>(card: &Scorecard<'_>, row: &Row<'_>, piece: Piece, text: &'t str) -> Option<&'t str> {
    let release = card.paired.assessment.release(&row.requirement.id, piece, text);
    matches!(release, Release::Cleared(_)).then_some(text)
}

/// The reason for a rating, or for leaving a row out, as far as the public may know it.
enum Reason {
    None,
    HeldBack,
    Cleared(String),
}

fn reason(card: &Scorecard<'_>, row: &Row<'_>) -> Reason {
    let on_file = match (&row.answer.verdict, &row.answer.because) {
        (Some(Verdict::NotApplicable { reason, .. }), _) => Some((Piece::NotApplicable, reason)),
        (_, Some(because)) => Some((Piece::Because, because)),
        _ => None,
    };
    let Some((piece, text)) = on_file else { return Reason::None };
    cleared(card, row, piece, text).map_or(Reason::HeldBack, |text| Reason::Cleared(clean_line(text).into_owned()))
}

fn evidence(paper: &mut Paper<'_>, row: &Row<'_>) -> String {
    let card = paper.card;
    let all = &row.answer.evidence;
    if all.is_empty() {
        return "None named".to_owned();
    }
    let titles: Vec<&str> = all.iter().filter_map(|e| cleared(card, row, Piece::Evidence, &e.title)).collect();
    paper.shown.evidence += titles.len();
    let count = format!("{} named, {} current", all.len(), current(card, row.answer));
    if titles.is_empty() { count } else { format!("{count}: {}", titles.join("; ")) }
}

fn actions(paper: &mut Paper<'_>, row: &Row<'_>) -> String {
    let card = paper.card;
    let all = &row.answer.actions;
    if all.is_empty() {
        return "None".to_owned();
    }
    let of = |status| all.iter().filter(|a| a.status == status).count();
    let mut parts = vec![count_words(&[
        (of(ActionStatus::Open), "open"),
        (of(ActionStatus::Done), "done"),
        (of(ActionStatus::Stopped), "stopped"),
    ])];
    for action in all {
        let Some(what) = cleared(card, row, Piece::Action, &action.what) else { continue };
        paper.shown.actions += 1;
        let due = action.due.filter(|_| is_open(action)).map(|due| format!(", due {}", day::long(due))).unwrap_or_default();
        let owner = action.owner.as_deref().map_or_else(|| "no owner".to_owned(), |owner| role_of(card, owner));
        parts.push(format!("{} ({owner}{due}, {})", clean_line(what), action.status.id()));
    }
    parts.join("; ")
}

/// An owner as a role: only titles that the list of requirements or of roles knows get into print, as anything else could be
/// a name.
/// The owner as a role that is known: that of the assessment, or one of the list's own.
pub fn role_of(card: &Scorecard<'_>, owner: &str) -> String {
    let assessment = card.paired.assessment;
    if let Some((role, _)) = assessment.roles.iter().find(|(_, title)| is_same_title(title, owner)) {
        return role.title().to_owned();
    }
    let known = card.paired.standard.requirements.iter().flat_map(|r| r.owner.split([';', ',']));
    let known = known.chain(Role::ALL.iter().map(|(.., title)| *title));
    known.map(str::trim).find(|title| is_same_title(title, owner)).map_or_else(|| "owner held back".to_owned(), str::to_owned)
}

fn staff_side(paper: &mut Paper<'_>) {
    let card = paper.card;
    let assessment = card.paired.assessment;
    let standing = sign_off::current(assessment);
    paper.begin("staff-side", "Staff side and sign-offs");
    if standing.is_empty() {
        paper.body().paragraph("No sign-off is recorded, neither by the executive lead nor by staff side.");
        return;
    }
    paper.body().paragraph("By role, without names. A record is not a signature: it says what the file says.");
    let mut table = Table::new(["Role", "Recorded on", "#Disagreements"]);
    let mut words = Vec::new();
    for s in &standing {
        table.rows.push(vec![Cell::text(s.role.title()), Cell::Date(Some(s.on)), Cell::Count(s.disagrees.len())]);
        for d in s.disagrees.iter().filter(|d| d.publish) {
            let release = assessment.release(&d.requirement, Piece::Disagreement, &d.reason);
            if matches!(release, Release::Cleared(_)) {
                words.push(format!("{} disagrees on {}: {}", s.role.title(), d.requirement, d.reason));
            }
        }
    }
    paper.body().table(table);
    let all: usize = standing.iter().map(|s| s.disagrees.len()).sum();
    let held = all - words.len();
    paper.body().list(words);
    if held > 0 {
        paper.body().paragraph(format!("The words of {} are held back.", count_of(held, "disagreement", "disagreements")));
    }
}

/// What was left out and why, in counts.
fn left_out(paper: &mut Paper<'_>) {
    let lines = Texts::all(&paper.card.paired).iter().map(Texts::in_words).collect();
    let body = paper.begin("held-back", "What was left out of this paper");
    body.paragraph(
        "Free text can hold what identifies a person. It is printed only where somebody looked at the words as they stand and cleared them.",
    );
    body.list(lines);
    body.paragraph(
        "Always left out: where evidence is kept, the names of signers, owners of actions other than by role, notes of what to do later, \
         what was carried over from earlier, who assessed and approved, the board's own front sheet, and outcomes of single groups.",
    );
}

/// What a public paper holds back, a line for each requirement and cause, for the person who makes it. Words are counted and
/// not shown, so that the list can be sent on.
#[must_use]
pub fn held_back(paired: &Paired<'_>) -> Document {
    let mut document = Document::new("Held back from the public paper");
    let mut counts: BTreeMap<(usize, &str), BTreeMap<Piece, usize>> = BTreeMap::new();
    let rows: Vec<_> = paired.rows().map(|(row, _)| row).collect();
    for w in paired.words() {
        let why = match w.release {
            Release::Cleared(_) => continue,
            Release::HeldBack(_) => "looked at, and held back",
            Release::NotLookedAt => "not looked at yet",
            Release::NotReleased => "not released by who wrote it",
        };
        let place = rows.iter().position(|r| r.id == *w.requirement).unwrap_or(rows.len());
        *counts.entry((place, why)).or_default().entry(w.piece).or_default() += 1;
    }
    document.list(Texts::all(paired).iter().map(Texts::in_words).collect());
    let mut table = Table::new(["Requirement", "Held back", "Why"]);
    for ((place, why), pieces) in counts {
        let row = rows.get(place).map_or_else(String::new, |r| named(r));
        let pieces: Vec<String> = pieces
            .into_iter()
            .map(|(piece, count)| {
                let [_, many, one] = nouns(piece);
                if count == 1 { one.to_owned() } else { format!("{count} {many}") }
            })
            .collect();
        table.rows.push(vec![row.into(), pieces.join(", ").into(), why.into()]);
    }
    if table.rows.is_empty() {
        document.paragraph("Nothing is held back.");
    } else {
        document.table(table);
    }
    document
}
