//! An action for some day.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::assessment::ActionStatus;

pub const RULE: Rule = Rule {
    code: Code::new("action-without-date"),
    severity: Severity::Warning,
    summary: "An open action has no date.",
    why: "An action without a date is never late, so nobody asks after it. Row E5 of the 2024 working list asks for owners and dates.",
    behind: Behind::Sources(&["S1"]),
    bad: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2026-12-18\n",
    fix: "write the day by which it will be done under `due`",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    for (i, action) in row.answer.actions.iter().enumerate().filter(|(_, a)| a.status == ActionStatus::Open) {
        if action.due.is_none() {
            let at = subject.part(row, "actions").item(i).span();
            found.at(at, format!("an action for {} has no date", row.requirement.id));
        }
    }
}
