//! What was left out on purpose.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::assessment::{Part, Verdict};
use crate::check::subject::ids;
use crate::score::Row;
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("parts-skipped"),
    severity: Severity::Note,
    summary: "Parts of answers were left out on purpose.",
    why: "The walk lets a person go on without a reason, evidence or an action, and records it. A reader should know that it was a choice, and of how much.",
    behind: Behind::Own("It follows from the walk, which records what a person left out."),
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    skipped: [evidence]\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-09-30\n",
    fix: "fill them in when they are known, and remove them from `skipped`",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let left_out = |part: Part| -> Vec<&Row<'_>> { subject.sound_rows().filter(|row| is_left_out(row, part, subject)).collect() };
    let by_part: Vec<(Part, Vec<&Row<'_>>)> = Part::ALL.iter().map(|(part, _)| (*part, left_out(*part))).collect();
    let is_short = |row: &&Row<'_>| by_part.iter().any(|(part, _)| is_left_out(row, *part, subject));
    let short: Vec<&Row<'_>> = subject.sound_rows().filter(is_short).collect();
    if let Some(first) = short.first() {
        let count = count_of(short.len(), "answer leaves", "answers leave");
        let which = by_part.iter().filter(|(_, rows)| !rows.is_empty());
        let which: Vec<String> = which.map(|(part, rows)| format!("`{}` of {}", part.id(), list_of(&ids(rows)))).collect();
        found.problem(subject.part(first, "skipped").span(), format!("{count} parts out on purpose"), |d| {
            d.note(format!("left out: {}", which.join("; ")))
        });
    }
}

/// Whether a part was skipped and is missing still.
fn is_left_out(row: &Row<'_>, part: Part, subject: &Subject<'_>) -> bool {
    let answer = row.answer;
    // Of what does not apply nothing of the kind is asked.
    if matches!(answer.verdict, Some(Verdict::NotApplicable { .. })) {
        return false;
    }
    let is_missing = match part {
        Part::Because => answer.because.is_none(),
        Part::Evidence => answer.evidence.is_empty(),
        Part::Actions => answer.actions.is_empty() && subject.card.paired.is_below_met(answer),
    };
    is_missing && answer.skipped.contains(&part)
}
