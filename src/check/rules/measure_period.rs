//! A period that cannot be right.

use crate::check::{Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::measures::Fault;

pub const RULE: Rule = Rule {
    code: Code::new("measure-period"),
    severity: Severity::Warning,
    summary: "The period of a measure ends before it begins, or has not ended yet.",
    why: "A count says something only together with the days it was counted over. Half of a period beside a whole one looks like an improvement.",
    sources: &[],
    bad: "measures:\n  - { measure: people-harmed, period: { from: 2026-09-30, to: 2026-04-01 }, count: 12 }\n",
    good: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-09-30 }, count: 12 }\n",
    fix: "write the first and the last day that were counted",
    find: Find::Whole(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (fault, at) in subject.measured(&[Fault::PeriodReversed, Fault::PeriodOpen]) {
        found.problem(at.field("period").span(), &fault.message, |d| d.help(&fault.help));
    }
}
