//! A confirmation that does not say what was looked at.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::subject::ids;
use crate::score::Row;
use crate::text::{count_of, list_of, says_nothing};

pub const RULE: Rule = Rule {
    code: Code::new("confirmed-without-looking"),
    severity: Severity::Note,
    summary: "A carried answer was confirmed, and nothing says what was looked at.",
    why: "A confirmation is worth what stands behind it: a document, a walk round, a talk with the ward. Staff side can only follow what is written down.",
    behind: Behind::Own("It is this project's own, so that others can follow why what was carried holds still."),
    bad: "answers:\n  E5:\n    rating: green\n    because: The plan was refreshed in May.\n    evidence: [{ title: Plan, dated: 2026-05-14 }]\n    carried:\n      - { from: nhs-england-vpr@2020, requirement: ACT-4, relation: overlaps, rating: met }\n    confirmed: { on: 2026-10-14, by: VPR lead }\n",
    good: "answers:\n  E5:\n    rating: green\n    because: The plan was refreshed in May.\n    evidence: [{ title: Plan, dated: 2026-05-14 }]\n    carried:\n      - { from: nhs-england-vpr@2020, requirement: ACT-4, relation: overlaps, rating: met }\n    confirmed: { on: 2026-10-14, by: VPR lead, looked_at: The plan and its last three reviews }\n",
    fix: "write under `looked_at` what was looked at",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let unsaid = |row: &&Row<'_>| row.answer.confirmed.as_ref().is_some_and(|c| c.looked_at.as_deref().is_none_or(says_nothing));
    let rows: Vec<&Row<'_>> = subject.sound_rows().filter(unsaid).collect();
    if let Some(first) = rows.first() {
        let count = count_of(rows.len(), "carried answer was", "carried answers were");
        let message = format!("{count} confirmed without a word on what was looked at");
        found.problem(subject.part(first, "confirmed").span(), message, |d| d.note(format!("confirmed so: {}", list_of(&ids(&rows)))));
    }
}
