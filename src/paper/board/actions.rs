//! What is being done, what was left out, and what nobody has decided yet.

use super::super::words::{MOST_SHOWN, cut, has_open_action, ids, is_are, is_open, named, score, stopped, task};
use crate::assessment::{ActionStatus, Verdict};
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Row, Scorecard, State, Task};
use crate::text::{clean_line, count_of};

pub fn actions(paper: &mut Document, card: &Scorecard<'_>) {
    paper.heading(2, "Actions");
    let (overdue, due) = (card.overdue(), card.due_before_meeting());
    let of = |status: ActionStatus| card.tasks().filter(|t| t.action.status == status).count();
    let open = of(ActionStatus::Open);
    let mut text = format!(
        "{}: {open} open, {} done, {} stopped. Of the open ones, {} {} overdue",
        count_of(card.tasks().count(), "action", "actions"),
        of(ActionStatus::Done),
        of(ActionStatus::Stopped),
        overdue.len(),
        is_are(overdue.len()),
    );
    if card.paired.assessment.cycle.meeting.is_some() {
        text.push_str(&format!(" and {} more {} due before the meeting", due.len(), is_are(due.len())));
    }
    paper.paragraph(stopped(&text));
    let below = |row: &Row<'_>| matches!(row.state, State::Rated(_)) && !row.met;
    let bare: Vec<_> = card.rows.iter().filter(|r| below(r) && !has_open_action(r)).map(|r| r.requirement).collect();
    if !bare.is_empty() {
        let rows = count_of(bare.len(), "requirement is", "requirements are");
        paper.paragraph(format!("{rows} below met without an open action: {}.", ids(bare.iter().copied())));
    }
    tasks(paper, &format!("Overdue on {}", day::long(card.as_at)), &overdue);
    tasks(paper, "Due before the meeting", &due);
    let named = |t: &Task<'_>| overdue.iter().chain(&due).any(|o| std::ptr::eq(o.action, t.action));
    let rated_below = |t: &Task<'_>| card.rows.iter().any(|r| r.requirement.id == t.requirement.id && below(r));
    let mut rest: Vec<Task<'_>> = card.tasks().filter(|t| is_open(t.action) && !named(t) && rated_below(t)).collect();
    rest.sort_by_key(|t| (t.action.due.is_none(), t.action.due));
    let heading = if overdue.is_empty() && due.is_empty() {
        "Open, on requirements below met"
    } else {
        "Other open actions on requirements below met"
    };
    tasks(paper, heading, &rest);
}

fn tasks(paper: &mut Document, heading: &str, tasks: &[Task<'_>]) {
    if tasks.is_empty() {
        return;
    }
    paper.heading(3, heading);
    let mut table = Table::new(["Ref", "Action", "Owner", "Due"]);
    table.rows = tasks.iter().take(MOST_SHOWN).map(task).collect();
    paper.table(table);
    if let Some(cut) = cut(tasks.len()) {
        paper.paragraph(cut);
    }
}

pub fn left_out(paper: &mut Document, card: &Scorecard<'_>) {
    paper.heading(2, "Not applicable");
    let total = &card.total;
    let rows: Vec<&Row<'_>> = card.not_applicable().collect();
    if rows.is_empty() {
        paper.paragraph("No requirement was called not applicable.");
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
                (true, _) => "counts at 0",
                (false, 1) => "counts as one that applies",
                (false, _) => "count as ones that apply",
            }
        ));
    }
    if total.has_many_not_applicable() {
        text.push_str(" Warning: that is more than one in ten. The board should ask whether each of them is right.");
    }
    paper.paragraph(text);
    let mut table = Table::new(["Requirement", "Reason", "Approved by"]);
    table.rows = rows.iter().take(MOST_SHOWN).map(|row| not_applicable(row)).collect();
    paper.table(table);
    if let Some(cut) = cut(rows.len()) {
        paper.paragraph(cut);
    }
}

fn not_applicable(row: &Row<'_>) -> Vec<Cell> {
    let (reason, approved_by) = match &row.answer.verdict {
        Some(Verdict::NotApplicable { reason, approved_by }) => (reason.as_str(), approved_by.as_deref()),
        _ => ("", None),
    };
    let approver = match row.state {
        State::NotApplicable { justified: true } => approved_by.unwrap_or_default().to_owned(),
        _ => approved_by.map_or_else(|| "nobody".to_owned(), |by| format!("{by}, who also assessed it")),
    };
    vec![named(row.requirement).into(), reason.into(), approver.into()]
}

pub fn undecided(paper: &mut Document, card: &Scorecard<'_>) {
    let total = &card.total;
    paper.heading(2, "Not assessed, and carried from earlier");
    let confirmed = card.rows.iter().filter(|r| !r.answer.carried.is_empty() && r.answer.verdict.is_some()).count();
    let carried = confirmed + total.carried;
    if carried > 0 {
        paper.paragraph(format!(
            "{} carried from an earlier cycle or edition; {confirmed} of {carried} confirmed. The others count {} until someone looks again.",
            count_of(carried, "answer was", "answers were"),
            if card.is_scored() { "as 0" } else { "as open" },
        ));
        each(paper, &card.rows.iter().filter(|r| r.state == State::Carried).collect::<Vec<_>>());
    }
    if total.not_assessed == 0 {
        let none = if carried == 0 { ", and none is carried from earlier" } else { "" };
        paper.paragraph(format!("0 of {} requirements that apply are not assessed{none}.", total.applicable));
        return;
    }
    paper.paragraph(format!(
        "{} of {} requirements that apply {} not assessed{}:",
        total.not_assessed,
        total.applicable,
        is_are(total.not_assessed),
        if card.is_scored() { " and count as 0" } else { "" }
    ));
    each(paper, &card.rows.iter().filter(|r| r.state == State::NotAssessed).collect::<Vec<_>>());
}

fn each(paper: &mut Document, rows: &[&Row<'_>]) {
    let item = |row: &&Row<'_>| match &row.answer.later {
        Some(later) => format!("{} (put off: {})", named(row.requirement), clean_line(later)),
        None => named(row.requirement),
    };
    paper.list(rows.iter().take(MOST_SHOWN).map(item).collect());
    if let Some(cut) = cut(rows.len()) {
        paper.paragraph(cut);
    }
}
