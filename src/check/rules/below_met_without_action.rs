//! A gap that nobody is going to close.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::assessment::{Action, ActionStatus};
use crate::text::says_nothing;

pub const RULE: Rule = Rule {
    code: Code::new("below-met-without-action"),
    severity: Severity::Warning,
    summary: "A requirement is rated below met, and no action is named.",
    why: "The standard asks for an assessment that is turned into an improvement plan. A gap without an action is the same gap in the next cycle, and a board that notes it \
          has nothing to hold anyone to.",
    behind: Behind::Sources(&["S1", "S19"]),
    bad: "answers:\n  W3:\n    rating: amber\n    because: 71% of exposed staff are trained.\n",
    good: "answers:\n  W3:\n    rating: amber\n    because: 71% of exposed staff are trained.\n    actions:\n      - what: Book the remaining portering staff\n        owner: Head of facilities\n        due: 2026-12-18\n",
    fix: "add what will be done, by whom and by when under `actions`",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    // One that is over is an action all the same, unless all are: that is a rule of its own.
    let named = || row.answer.actions.iter().filter(|action: &&Action| !says_nothing(&action.what));
    let is_over = |action: &Action| action.status != ActionStatus::Open;
    let none_to_come = named().next().is_none() || named().all(is_over) && !row.answer.actions.iter().all(is_over);
    if subject.card.paired.is_below_met(row.answer) && none_to_come {
        let id = row.requirement.id.as_str();
        found.at(subject.verdict(row), format!("{id} is rated below met, and no action is to change that"));
    }
}
