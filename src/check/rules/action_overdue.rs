//! An action whose day has passed.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::text::{Span, list_of};
use jiff::civil::Date;

use crate::assessment::ActionStatus;
use crate::check::subject::ids;
use crate::day;

/// So many are told of one by one; more are one finding, or a file from last year would be nothing else.
const FEW: usize = 5;

pub const RULE: Rule = Rule {
    code: Code::new("action-overdue"),
    severity: Severity::Warning,
    summary: "An open action was due before today.",
    why: "Gaps are to be given corrective actions and these followed to completion (row CHECK-9 of the 2020 working list). A board that is shown old dates learns that dates do not matter.",
    behind: Behind::Sources(&["S19"]),
    bad: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2026-10-30\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: The statement is not yet agreed.\n    actions:\n      - what: Agree the statement\n        owner: Chief executive\n        due: 2026-10-30\n        status: done\n      - what: Publish the statement\n        owner: Chief executive\n        due: 2026-12-18\n",
    fix: "write `status: done` or `status: stopped` if it is; else agree a new day with its owner and say in the reason why it slipped",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let mut overdue: Vec<(Date, &Row<'_>, Span)> = Vec::new();
    for row in subject.sound_rows() {
        for (i, action) in row.answer.actions.iter().enumerate().filter(|(_, a)| a.status == ActionStatus::Open) {
            if let Some(due) = action.due.filter(|due| *due < subject.today()) {
                overdue.push((due, row, subject.part(row, "actions").item(i).field("due").span()));
            }
        }
    }
    if overdue.len() <= FEW {
        for (due, row, at) in overdue {
            found.at(at, format!("an action for {} was due on {}", row.requirement.id, day::long(due)));
        }
    } else if let Some((longest, _, at)) = overdue.iter().min_by_key(|(due, ..)| *due) {
        let message = format!("{} actions are overdue, this one the longest, since {}", overdue.len(), day::long(*longest));
        let mut rows: Vec<&Row<'_>> = overdue.iter().map(|(_, row, _)| *row).collect();
        rows.dedup_by_key(|row| &row.requirement.id);
        let others = overdue.iter().filter(|(.., other)| other != at);
        found.problem(*at, message, |d| {
            let told = d.note(format!("they are under {}", list_of(&ids(&rows))));
            others.fold(told, |d, (due, _, at)| d.related(*at, format!("due {}", day::long(*due))))
        });
    }
}
