//! A review due before there was anything to review.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;

pub const RULE: Rule = Rule {
    code: Code::new("evidence-review-before-date"),
    severity: Severity::Warning,
    summary: "Evidence has a review date before its own date.",
    why: "One of the two dates is wrong, and which one decides whether the evidence counts.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-09-30\n        review_by: 2025-09-30\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-09-30\n        review_by: 2027-09-30\n",
    fix: "look at the document and correct the date that is wrong",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    for (i, evidence) in row.answer.evidence.iter().enumerate() {
        if let (Some(dated), Some(review_by)) = (evidence.dated, evidence.review_by)
            && review_by < dated
        {
            let item = subject.part(row, "evidence").item(i);
            let message = format!("evidence for {} was to be reviewed before it was written", row.requirement.id);
            found.problem(item.field("review_by").span(), message, |d| d.related(item.field("dated").span(), "dated here"));
        }
    }
}
