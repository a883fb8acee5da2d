//! Last time's answer in this time's file.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::subject::ids;
use crate::score::{Row, State};
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("carried-unconfirmed"),
    severity: Severity::Warning,
    summary: "Answers were carried over, and nobody has confirmed them.",
    why: "What was true of another edition or in another year is a starting note and no answer. It counts for nothing until someone looks again.",
    behind: Behind::Sources(&["S2"]),
    bad: "answers:\n  E5:\n    carried:\n      - { from: nhs-england-vpr@2020, requirement: ACT-4, relation: overlaps, rating: met }\n",
    good: "answers:\n  E5:\n    rating: amber\n    because: The plan was refreshed, and two actions lost their dates.\n    actions: [{ what: Agree dates, owner: VPR lead, due: 2026-12-18 }]\n    carried:\n      - { from: nhs-england-vpr@2020, requirement: ACT-4, relation: overlaps, rating: met }\n    confirmed: { on: 2026-10-14, by: VPR lead, looked_at: The plan of May }\n",
    fix: "go through them with `vpr assess`, which shows what was said and asks again",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let rows: Vec<&Row<'_>> = subject.sound_rows().filter(|r| r.state == State::Carried).collect();
    if let Some(first) = rows.first() {
        let message = format!("{} carried over and not confirmed", count_of(rows.len(), "answer is", "answers are"));
        found.problem(subject.part(first, "carried").span(), message, |d| d.note(format!("unconfirmed: {}", list_of(&ids(&rows)))));
    }
}
