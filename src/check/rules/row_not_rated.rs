//! An answer that counts for nothing.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::standard::Requirement;

pub const RULE: Rule = Rule {
    code: Code::new("row-not-rated"),
    severity: Severity::Note,
    summary: "A requirement is answered that the organisation is not rated on: withdrawn, or a partner's part.",
    why: "The answer is kept and counts nowhere. Someone may believe that it does.",
    behind: Behind::Sources(&["S35"]),
    bad: "standard: nhs-wales-orv@2024\nanswers:\n  WAL-9:\n    rating: met\n    because: The police have said so.\n",
    good: "standard: nhs-wales-orv@2024\nanswers:\n  WAL-1:\n    rating: not-met\n    because: Nothing is agreed yet.\n    actions: [{ what: Agree it with the police, owner: Security lead, due: 2026-12-18 }]\n",
    fix: "leave it if it is a record; what is yours to answer belongs under a row that is asked",
    find: Find::Fields(&[], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for id in subject.assessment().answers.keys() {
        if let Some(why) = subject.standard().requirement(id).and_then(Requirement::not_rated_because) {
            found.at(subject.answer(id).span(), format!("{id} {why}"));
        }
    }
}
