//! A rating that nobody can follow.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;

pub const RULE: Rule = Rule {
    code: Code::new("reason-missing"),
    severity: Severity::Warning,
    summary: "A requirement is rated, and no reason is given.",
    why: "A rating without a reason can't be challenged by the board, checked by staff side or understood by whoever assesses next. Row G4 of the 2024 working list asks for ratings with reasons and evidence.",
    behind: Behind::Sources(&["S1", "S3"]),
    bad: "answers:\n  L1:\n    rating: amber\n    actions: [{ what: Agree the statement, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-10-14\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The director is named, and the statement is not yet agreed.\n    actions: [{ what: Agree the statement, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-10-14\n",
    fix: "say under `because` what is in place and what is missing",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    if row.answer.rating().is_some() && row.answer.because.is_none() {
        found.at(subject.verdict(row), format!("{} is rated, and nothing says why", row.requirement.id));
    }
}
