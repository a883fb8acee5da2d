//! A standard made to measure.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::subject::ids;
use crate::score::Row;
use crate::text::{count_of, list_of};

/// One in so many may be left out.
const MOST_IS_ONE_IN: usize = 10;

pub const RULE: Rule = Rule {
    code: Code::new("not-applicable-too-many"),
    severity: Severity::Warning,
    summary: "More than a tenth of the requirements are put down as not applicable.",
    why: "A score over what is left says little about the standard, and organisations can no longer be set side by side.",
    behind: Behind::Own("It follows from how this program scores: what does not apply leaves the score, and what is not assessed counts nothing."),
    bad: "answers:\n  C3: { not_applicable: We have none of this at C3., approved_by: Executive lead }\n  C4: { not_applicable: We have none of this at C4., approved_by: Executive lead }\n  C7: { not_applicable: We have none of this at C7., approved_by: Executive lead }\n  I6: { not_applicable: We have none of this at I6., approved_by: Executive lead }\n  I7: { not_applicable: We have none of this at I7., approved_by: Executive lead }\n  I8: { not_applicable: We have none of this at I8., approved_by: Executive lead }\n",
    good: "answers:\n  C3: { not_applicable: We have none of this at C3., approved_by: Executive lead }\n  C4: { not_applicable: We have none of this at C4., approved_by: Executive lead }\n  C7: { not_applicable: We have none of this at C7., approved_by: Executive lead }\n  I6: { not_applicable: We have none of this at I6., approved_by: Executive lead }\n  I7: { not_applicable: We have none of this at I7., approved_by: Executive lead }\n",
    fix: "look at each again: what you do little of applies, and can be rated",
    find: Find::Fields(&["answers"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let rows: Vec<&Row<'_>> = subject.card.not_applicable().collect();
    let all = subject.card.rows.len();
    let Some(first) = rows.first() else { return };
    if rows.len() * MOST_IS_ONE_IN > all {
        let message = format!("{} of {} are put down as not applicable", rows.len(), count_of(all, "requirement", "requirements"));
        found.problem(subject.verdict(first), message, |d| d.note(format!("they are {}", list_of(&ids(&rows)))));
    }
}
