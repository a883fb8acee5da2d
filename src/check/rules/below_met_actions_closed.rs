//! A gap whose actions are all over.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::assessment::ActionStatus;
use crate::text::says_nothing;

pub const RULE: Rule = Rule {
    code: Code::new("below-met-actions-closed"),
    severity: Severity::Warning,
    summary: "A requirement is rated below met, and all its actions are done or stopped.",
    why: "Either the actions worked and the rating is out of date, or they did not and nothing is planned any more. HSE's guidance on acting is to learn and to revisit plans; row E5 of the 2024 working list asks for a plan refreshed after each assessment.",
    behind: Behind::Sources(&["S1", "S19"]),
    bad: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2026-10-30\n        status: done\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2026-10-30\n        status: done\n      - what: Publish the statement\n        owner: Chief executive\n        due: 2026-12-18\n",
    fix: "look at the rating again, or add what is to be done next",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let actions = &row.answer.actions;
    let all_closed = actions.iter().all(|action| action.status != ActionStatus::Open);
    let is_named = actions.iter().any(|action| !says_nothing(&action.what));
    if subject.card.paired.is_below_met(row.answer) && all_closed && is_named {
        let id = &row.requirement.id;
        found.at(subject.verdict(row), format!("{id} is rated below met, and all its actions are done or stopped"));
    }
}
