//! More than there are.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::measures::Fault;

pub const RULE: Rule = Rule {
    code: Code::new("measure-out-of-range"),
    severity: Severity::Warning,
    summary: "A measure counts more than there are to count.",
    why: "A number that can't be makes the others doubtful. Mostly the two were swapped, or the whole is of another year.",
    behind: Behind::Own("It follows from arithmetic."),
    bad: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-09-30 }, count: 120, out_of: 98 }\n",
    good: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-09-30 }, count: 98, out_of: 120 }\n",
    fix: "look at both numbers, `count` and `out_of`",
    find: Find::Fields(&["measures"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (fault, at) in subject.measured(&[Fault::MoreThanAll]) {
        found.problem(at.field("count").span(), &fault.message, |d| d.help(&fault.help));
    }
}
