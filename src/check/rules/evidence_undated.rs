//! Evidence from any time.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;

pub const RULE: Rule = Rule {
    code: Code::new("evidence-undated"),
    severity: Severity::Warning,
    summary: "A requirement is rated as met, and its evidence has no date.",
    why: "Without its date a document can be from any year, so it never counts as current. A reader in a meeting can't ask the file.",
    behind: Behind::Sources(&["S20"]),
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-09-30\n",
    fix: "write the day it is from under `dated`; if it has none, name something that has",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    if !row.met || row.evidenced || subject.judged_on().is_none() {
        return;
    }
    for (i, _) in row.answer.evidence.iter().enumerate().filter(|(_, evidence)| evidence.dated.is_none()) {
        let at = subject.part(row, "evidence").item(i).span();
        found.at(at, format!("evidence for {} has no date, so it can't count", row.requirement.id));
    }
}
