//! An action that outlasts the next assessment.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::assessment::ActionStatus;
use crate::day;

pub const RULE: Rule = Rule {
    code: Code::new("action-due-after-next-cycle"),
    severity: Severity::Warning,
    summary: "An open action is due after the next assessment.",
    why: "The next assessment will find the same gap, with nothing to show for the time between. Assurance was to be given twice a year under the first edition.",
    behind: Behind::Sources(&["S6"]),
    bad: "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28, review_months: 6 }\nanswers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2027-09-30\n",
    good: "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28, review_months: 6 }\nanswers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement with staff side\n        owner: Chief executive\n        due: 2027-03-31\n",
    fix: "make of it a first step that can be done and shown before then, with a day of its own; the rest is for the cycle after",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let [opened, _, meeting] = subject.days_of_cycle();
    let from = meeting.or(opened).filter(|_| subject.faults.spare_of_cycle("meeting"));
    let (Some(from), Some(months)) = (from, subject.review_months()) else { return };
    let next = day::months_after(from, months);
    for (i, action) in row.answer.actions.iter().enumerate().filter(|(_, a)| a.status == ActionStatus::Open) {
        if action.due.is_some_and(|due| due > next) {
            let at = subject.part(row, "actions").item(i).field("due").span();
            let id = &row.requirement.id;
            found.at(at, format!("an action for {id} is due after the next assessment, {}", day::long(next)));
        }
    }
}
