//! Requirements that nobody has looked at.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::{Row, State};
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("not-assessed"),
    severity: Severity::Warning,
    summary: "Requirements that apply have no answer.",
    why: "What is not assessed counts as nothing in the score, and a reader can't know whether it was forgotten or avoided.",
    behind: Behind::Own("It follows from how this program scores: what does not apply leaves the score, and what is not assessed counts nothing."),
    bad: "answers:\n  L1:\n    later: Ask the director.\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The director is named, and the statement is not yet agreed.\n    actions: [{ what: Agree the statement, owner: Chief executive, due: 2026-12-18 }]\n",
    fix: "answer them with `vpr assess`, which goes on at the first that is open",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let card = &subject.card;
    let open: Vec<&str> = subject.sound_rows().filter(|r| r.state == State::NotAssessed).map(|r| r.requirement.id.as_str()).collect();
    let at = subject.top().field("answers").span();
    if open.len() == card.rows.len() {
        found.at(at, "nothing is assessed yet");
    } else if !open.is_empty() {
        let are = if open.len() == 1 { "is" } else { "are" };
        let may_be_there = |row: &Row<'_>| {
            let id = &row.requirement.id;
            !subject.faults.spare_answer(id.as_str()) && !subject.answer(id).is_there()
        };
        let message = if card.rows.iter().any(may_be_there) {
            // Some may be assessed under a name that is misspelt or out of place.
            format!("at least {} not assessed", count_of(open.len(), "requirement is", "requirements are"))
        } else {
            let all = count_of(card.total.applicable, "requirement", "requirements");
            format!("{} of {all} {are} not assessed", open.len())
        };
        found.problem(at, message, |d| d.note(format!("open {are} {}", list_of(&open))));
    }
}
