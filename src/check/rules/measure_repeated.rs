//! The same days counted twice.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::measures::Fault;

pub const RULE: Rule = Rule {
    code: Code::new("measure-repeated"),
    severity: Severity::Warning,
    summary: "The same is counted twice, or for two periods that share days.",
    why: "Of two numbers for the same days one is wrong. The difference of two periods that overlap says what neither says alone, and that can be a handful of people.",
    behind: Behind::Own("It follows from arithmetic."),
    bad: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-06-30 }, count: 12 }\n  - { measure: people-harmed, period: { from: 2026-06-01, to: 2026-09-30 }, count: 14 }\n",
    good: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-06-30 }, count: 12 }\n  - { measure: people-harmed, period: { from: 2026-07-01, to: 2026-09-30 }, count: 11 }\n",
    fix: "keep one number for each day that was counted",
    find: Find::Fields(&["measures"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (fault, at) in subject.measured(&[Fault::PeriodsOverlap, Fault::CountedTwice]) {
        found.problem(at.field("period").span(), &fault.message, |d| d.help(&fault.help));
    }
}
