//! Evidence that has lapsed by the day it is relied on.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::day;
use crate::score::{Currency, Row};

pub const RULE: Rule = Rule {
    code: Code::new("evidence-out-of-date"),
    severity: Severity::Warning,
    summary: "A requirement is rated as met, and its evidence is out of date on the day it is judged.",
    why: "Evidence is judged on the day of the meeting, because that is when the board relies on it. HSE's inspections of NHS trusts, as the Social Partnership Forum tells them, found that controls were not monitored and reviewed to see whether they work; old evidence shows that something once did.",
    behind: Behind::Sources(&["S10", "S20"]),
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2025-09-30\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2025-09-30\n      - title: Board minute confirming the portfolio\n        dated: 2026-09-24\n",
    fix: "name newer evidence, or look at this again and write the day by which it has to be reviewed under `review_by`",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let Some(judged_on) = subject.judged_on().filter(|_| row.met && !row.evidenced) else { return };
    for (i, evidence) in row.answer.evidence.iter().enumerate() {
        if evidence.review_by.is_some_and(|review_by| evidence.dated.is_some_and(|dated| review_by < dated)) {
            // Which of the two days is wrong decides; a rule of its own says so.
            continue;
        }
        let (field, last) = match Currency::of(evidence, judged_on, subject.standard().evidence_months) {
            Currency::PastReview(day) => ("review_by", day),
            Currency::Expired(day) => ("dated", day),
            Currency::Current | Currency::Unnamed | Currency::Undated | Currency::Later => continue,
        };
        let at = subject.part(row, "evidence").item(i).field(field).span();
        let message = format!("evidence for {} counted until {}", row.requirement.id, day::long(last));
        found.problem(at, message, |d| d.note(format!("it is judged on {}", day::long(judged_on))));
    }
}
