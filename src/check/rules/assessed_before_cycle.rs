//! An answer from before this cycle.

use jiff::civil::Date;

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::subject::ids;
use crate::day;
use crate::score::Row;
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("assessed-before-cycle"),
    severity: Severity::Warning,
    summary: "Answers were assessed before the cycle opened.",
    why: "They belong to the cycle before. Copied on with their old day they say nothing about now; copied on with a new one they would say something untrue.",
    behind: Behind::Sources(&["S6"]),
    bad: "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28 }\nanswers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-09-14\n",
    good: "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28 }\nanswers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-10-14\n",
    fix: "assess them again in this cycle; start a cycle from the last file with `vpr new --from`, which carries answers over to be confirmed",
    find: Find::Answers(look),
};

/// Nothing assessed today would be of this cycle either.
const TO_COME: &str = "the cycle has not opened yet: look whether `opened` is right, else assess when it has";

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let [Some(opened), ..] = subject.days_of_cycle() else { return };
    let is_early = |day: Option<Date>| day.is_some_and(|day| day < opened);
    // Whoever confirms what was carried looks again, and has to in this cycle.
    let confirmed = |row: &Row<'_>| row.answer.confirmed.as_ref().map(|c| c.on);
    let is_before =
        |row: &&Row<'_>| row.answer.verdict.is_some() && (is_early(row.answer.assessed) || is_early(confirmed(row)));
    let rows: Vec<&Row<'_>> = subject.sound_rows().filter(is_before).collect();
    if let Some(first) = rows.first() {
        let count = count_of(rows.len(), "answer was", "answers were");
        let message = format!("{count} assessed before the cycle opened on {}", day::long(opened));
        let at = if is_early(first.answer.assessed) {
            subject.part(first, "assessed")
        } else {
            subject.part(first, "confirmed").field("on")
        };
        found.problem(at.span(), message, |d| {
            let told = d.label("here first").note(format!("assessed before: {}", list_of(&ids(&rows))));
            if opened > subject.today() { told.help(TO_COME) } else { told }
        });
    }
}
