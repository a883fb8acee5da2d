//! An answer from any time.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::subject::ids;
use crate::score::Row;
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("assessed-undated"),
    severity: Severity::Note,
    summary: "Answers do not say when they were assessed.",
    why: "Without its day an answer can't be too old, nor from before the cycle, so those checks pass it by.",
    behind: Behind::Own("It follows from the rules on the age of answers, which need their day."),
    bad: "answers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n",
    good: "answers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-10-14\n",
    fix: "write the day under `assessed`; `vpr assess` and `vpr answer` do it by themselves",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let is_undated = |row: &&Row<'_>| row.answer.verdict.is_some() && row.answer.assessed.is_none();
    let rows: Vec<&Row<'_>> = subject.sound_rows().filter(is_undated).collect();
    if let Some(first) = rows.first() {
        let count = count_of(rows.len(), "answer has", "answers have");
        found.problem(subject.verdict(first), format!("{count} no day of assessment"), |d| {
            d.label("here first").note(format!("undated: {}", list_of(&ids(&rows))))
        });
    }
}
