//! A count so small that it points at people.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::measures::Fault;

pub const RULE: Rule = Rule {
    code: Code::new("measure-small-count"),
    severity: Severity::Warning,
    summary: "An exact count of one to four is in the file, or is what a count leaves of its whole; it can point at people.",
    why: "Three assaults on one ward are three people whom colleagues can name; when 37 of 40 are trained, so are the three who are not. Assessments go to boards and commissioners and are published, so exact small counts stay out of the file altogether.",
    behind: Behind::Own("It is this project's own way to keep small numbers apart from people. Your information governance lead sets the limit."),
    bad: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-09-30 }, count: 3 }\n",
    good: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-09-30 }, fewer_than: 5 }\n",
    fix: "write `fewer_than: 5` instead of a small `count`, and `withheld: true` instead of `count` and `out_of` that differ by little",
    find: Find::Fields(&["measures"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (fault, at) in subject.measured(&[Fault::SmallCount]) {
        found.problem(at.field("count").span(), &fault.message, |d| d.help(&fault.help));
    }
}
