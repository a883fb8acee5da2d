//! An answer that has everything but what it comes to.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::{Row, State};

pub const RULE: Rule = Rule {
    code: Code::new("rating-missing"),
    severity: Severity::Warning,
    summary: "An answer has a reason, evidence or actions, and no rating.",
    why: "Whoever wrote it takes the requirement for assessed, and it counts as nothing. A rating is one short line, and the first to be lost when two versions of a file are put together.",
    behind: Behind::Own("It follows from how this program scores: an answer without a rating counts nothing."),
    bad: "answers:\n  L1:\n    because: The director is named, and the statement is not yet agreed.\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The director is named, and the statement is not yet agreed.\n    actions: [{ what: Agree the statement, owner: Chief executive, due: 2026-12-18 }]\n",
    fix: "add the rating; where it is still to be decided, say under `later` whom to ask or what to find",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let answer = row.answer;
    let says_something = answer.because.is_some() || !answer.evidence.is_empty() || !answer.actions.is_empty();
    if row.state == State::NotAssessed && says_something && answer.later.is_none() {
        let id = &row.requirement.id;
        found.at(subject.answer(id).span(), format!("the answer to {id} has no rating, and counts as not assessed"));
    }
}
