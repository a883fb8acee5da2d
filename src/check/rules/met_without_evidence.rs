//! A claim that nothing shows.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::text::says_nothing;

pub const RULE: Rule = Rule {
    code: Code::new("met-without-evidence"),
    severity: Severity::Warning,
    summary: "A requirement is rated as met, and no evidence is named.",
    why: "HSE's inspections of NHS trusts, as the Social Partnership Forum tells them, found policies in place more often than a \
          check that they work. A rating that names no evidence can't be told from a hope, and counts as a gap in assurance in \
          every paper.",
    behind: Behind::Sources(&["S10", "S20"]),
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-09-30\n",
    fix: "name the document, minute or record that shows it, with its date under `evidence`; or rate what can be shown",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    // A title that only fills its field names nothing.
    if row.met && row.answer.evidence.iter().all(|evidence| says_nothing(&evidence.title)) {
        let id = row.requirement.id.as_str();
        let missing = if row.answer.evidence.is_empty() {
            "nothing is named that shows it"
        } else {
            "no title of its evidence says what shows it"
        };
        found.at(subject.verdict(row), format!("{id} is rated as met, and {missing}"));
    }
}
