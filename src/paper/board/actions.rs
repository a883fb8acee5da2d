//! What is being done, what was left out, and what nobody has decided yet.

use super::super::frame::Paper;
use super::super::words::{MOST_SHOWN, cut, has_open_action, ids, is_are, named, score, stopped, task};
use crate::assessment::{ActionStatus, Verdict};
use crate::day;
use crate::render::Table;
use crate::score::{Row, State, Task};
use crate::text::{clean_line, count_of, names_nobody, says_nothing};

pub fn actions(paper: &mut Paper<'_>) {
    let card = paper.card;
    let (overdue, due) = (card.overdue(), card.due_before_meeting());
    paper.begin("actions", "Actions");
    let of = |status: ActionStatus| card.tasks().filter(|t| t.action.status == status).count();
    let mut text = format!(
        "{}: {} open, {} done, {} stopped. Of the open ones, {} {} overdue",
        count_of(card.tasks().count(), "action", "actions"),
        of(ActionStatus::Open),
        of(ActionStatus::Done),
        of(ActionStatus::Stopped),
        overdue.len(),
        is_are(overdue.len()),
    );
    if card.paired.assessment.cycle.meeting.is_some() {
        text.push_str(&format!(" and {} more {} due before the meeting", due.len(), is_are(due.len())));
    }
    let mut text = stopped(&text);
    let below = |row: &&Row<'_>| matches!(row.state, State::Rated(_)) && !row.met;
    let bare: Vec<&Row<'_>> = card.rows.iter().filter(below).filter(|r| !has_open_action(r)).collect();
    if !bare.is_empty() {
        let rows = count_of(bare.len(), "requirement is", "requirements are");
        text.push_str(&format!(" {rows} below met without an open action: {}.", ids(bare.iter().map(|r| r.requirement))));
    }
    bare.iter().take(MOST_SHOWN).for_each(|row| paper.names(row));
    paper.body().paragraph(text);
    tasks(paper, &format!("Overdue on {}", day::long(card.as_at)), &overdue);
    // One list of actions is what a page of a board paper holds; the committee has the plan.
    if overdue.is_empty() {
        tasks(paper, "Due before the meeting", &due);
    }
}

fn tasks(paper: &mut Paper<'_>, heading: &str, tasks: &[Task<'_>]) {
    if tasks.is_empty() {
        return;
    }
    let card = paper.card;
    let mut table = Table::new(["Ref", "Action", "Owner", "Due"]);
    for one in tasks.iter().take(MOST_SHOWN) {
        let mut cells = task(one);
        if let Some(cell) = cells.get_mut(1) {
            *cell = paper.statement(&format!("An action on {}", one.requirement.id), &one.action.what).into();
        }
        table.rows.push(cells);
        paper.shown.actions += 1;
        card.rows.iter().filter(|r| r.requirement.id == one.requirement.id).for_each(|r| paper.names(r));
    }
    paper.body().heading(3, heading);
    paper.body().table(table);
    if let Some(cut) = cut(tasks.len()) {
        paper.body().paragraph(cut);
    }
}

/// What was left out, what was carried and not confirmed, what was not assessed.
pub fn open(paper: &mut Paper<'_>) {
    paper.begin("open", "Left out, and still open");
    left_out(paper);
    undecided(paper);
}

fn left_out(paper: &mut Paper<'_>) {
    let card = paper.card;
    let total = &card.total;
    let rows: Vec<&Row<'_>> = card.not_applicable().collect();
    if rows.is_empty() {
        paper.body().paragraph("No requirement was called not applicable.");
        return;
    }
    let mut text = format!(
        "{} of {} requirements {} called not applicable, and {} left out.",
        rows.len(),
        total.rows,
        is_are(rows.len()),
        count_of(total.not_applicable, "is", "are"),
    );
    if card.is_scored() {
        text.push_str(&format!(" Project score: {}.", score(total)));
    }
    if total.not_approved > 0 {
        text.push_str(&format!(
            " {} {} no reason, or no approver other than who assessed it, and so {}.",
            total.not_approved,
            if total.not_approved == 1 { "has" } else { "have" },
            match (card.is_scored(), total.not_approved) {
                (true, 1) => "counts at 0",
                (true, _) => "count at 0",
                (false, 1) => "counts as one that applies",
                (false, _) => "count as ones that apply",
            }
        ));
    }
    if total.has_many_not_applicable() {
        text.push_str(" Warning: that is more than one in ten. The board should ask whether each of them is right.");
    }
    paper.body().paragraph(text);
    let mut items = Vec::new();
    for row in rows.iter().take(MOST_SHOWN) {
        items.push(not_applicable(paper, row));
        paper.names(row);
    }
    paper.body().list(items);
    if let Some(cut) = cut(rows.len()) {
        paper.body().paragraph(cut);
    }
}

fn not_applicable(paper: &mut Paper<'_>, row: &Row<'_>) -> String {
    let Some(Verdict::NotApplicable { reason, approved_by }) = &row.answer.verdict else { return named(row.requirement) };
    let approval = match (row.state, approved_by) {
        (State::NotApplicable { justified: true }, Some(by)) => format!("approved by {by}"),
        (_, Some(by)) if !names_nobody(by) && says_nothing(reason) => format!("approved by {by}, without a reason"),
        (_, Some(by)) if !names_nobody(by) => format!("approved by {by}, who also assessed it"),
        _ => "approved by nobody".to_owned(),
    };
    let reason = paper.statement(&format!("Why {} does not apply", row.requirement.id), reason);
    format!("{} ({approval}): {}", named(row.requirement), stopped(&clean_line(&reason)))
}

fn undecided(paper: &mut Paper<'_>) {
    let card = paper.card;
    let total = &card.total;
    let confirmed = card.rows.iter().filter(|r| !r.answer.carried.is_empty() && r.answer.verdict.is_some()).count();
    let carried = confirmed + total.carried;
    if carried > 0 {
        paper.body().paragraph(format!(
            "{} carried from an earlier cycle or edition; {confirmed} of {carried} confirmed. The others count {} until someone looks again.",
            count_of(carried, "answer was", "answers were"),
            if card.is_scored() { "as 0" } else { "as open" },
        ));
        each(paper, State::Carried);
    }
    if total.not_assessed == 0 {
        let none = if carried == 0 { ", and none is carried from earlier" } else { "" };
        paper.body().paragraph(format!("0 of {} requirements that apply are not assessed{none}.", total.applicable));
        return;
    }
    paper.body().paragraph(format!(
        "{} of {} requirements that apply {} not assessed{}:",
        total.not_assessed,
        total.applicable,
        is_are(total.not_assessed),
        if card.is_scored() { " and count as 0" } else { "" }
    ));
    each(paper, State::NotAssessed);
}

fn each(paper: &mut Paper<'_>, state: State) {
    let card = paper.card;
    let rows: Vec<&Row<'_>> = card.rows.iter().filter(|r| r.state == state).collect();
    let mut items = Vec::new();
    for row in rows.iter().take(MOST_SHOWN) {
        items.push(match &row.answer.later {
            Some(later) => {
                let later = paper.statement(&format!("Why {} was put off", row.requirement.id), later);
                format!("{} (put off: {})", named(row.requirement), clean_line(&later))
            }
            None => named(row.requirement),
        });
        paper.names(row);
    }
    paper.body().list(items);
    if let Some(cut) = cut(rows.len()) {
        paper.body().paragraph(cut);
    }
}
