//! What was left out on purpose.

use crate::check::{Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::assessment::Part;
use crate::score::Row;
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("parts-skipped"),
    severity: Severity::Note,
    summary: "Parts of answers were left out on purpose.",
    why: "The walk lets a person go on without a reason, evidence or an action, and records it. A reader should know that it was a choice, and of how much.",
    sources: &[],
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    skipped: [evidence]\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-09-30\n",
    fix: "fill them in when they are known, and remove them from `skipped`",
    find: Find::Whole(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let rows: Vec<&Row<'_>> = subject.card.rows.iter().filter(|r| !left_out(r, subject).is_empty()).collect();
    if let Some(first) = rows.first() {
        let count = count_of(rows.len(), "answer leaves", "answers leave");
        let which: Vec<String> =
            rows.iter().map(|row| format!("{} ({})", row.requirement.id, list_of(&left_out(row, subject)))).collect();
        found.problem(subject.part(first, "skipped").span(), format!("{count} parts out on purpose"), |d| d.note(list_of(&which)));
    }
}

/// The parts that were skipped and are missing still.
fn left_out(row: &Row<'_>, subject: &Subject<'_>) -> Vec<&'static str> {
    let answer = row.answer;
    let missing = |part: &&Part| match part {
        Part::Because => answer.because.is_none(),
        Part::Evidence => answer.evidence.is_empty(),
        Part::Actions => answer.actions.is_empty() && subject.card.paired.is_below_met(answer),
    };
    answer.skipped.iter().filter(missing).map(|part| part.id()).collect()
}
