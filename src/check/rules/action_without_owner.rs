//! An action that nobody has.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::assessment::ActionStatus;
use crate::text::names_nobody;

pub const RULE: Rule = Rule {
    code: Code::new("action-without-owner"),
    severity: Severity::Warning,
    summary: "An open action has no owner.",
    why: "What belongs to nobody is not done. HSE's inspections of NHS trusts, as the Social Partnership Forum tells them, found roles and responsibilities unclear.",
    behind: Behind::Sources(&["S10"]),
    bad: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        due: 2026-12-18\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2026-12-18\n",
    fix: "write the role of one person who will see to it under `owner`",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    for (i, action) in row.answer.actions.iter().enumerate().filter(|(_, a)| a.status == ActionStatus::Open) {
        if action.owner.as_deref().is_none_or(names_nobody) {
            let item = subject.part(row, "actions").item(i);
            let owner = item.field("owner");
            let id = &row.requirement.id;
            let (at, message) = if owner.is_there() {
                (owner, format!("`owner` of an action for {id} names nobody"))
            } else {
                (item, format!("an action for {id} has no owner"))
            };
            found.at(at.span(), message);
        }
    }
}
