//! A small count that the others give away.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::measures::Fault;

pub const RULE: Rule = Rule {
    code: Code::new("measure-given-away"),
    severity: Severity::Warning,
    summary: "A number that was left out of a breakdown can be worked out from the others.",
    why: "A breakdown adds up to its whole. When one group alone is left out, the difference gives it away, and with it a handful of people.",
    behind: Behind::Own("It is this project's own way to keep small numbers apart from people. Your information governance lead sets the limit."),
    bad: "measures:\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, count: 40 }\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, by: { kind_of_incident: physical }, count: 36 }\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, by: { kind_of_incident: verbal }, fewer_than: 5 }\n",
    good: "measures:\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, count: 40 }\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, by: { kind_of_incident: physical }, count: 28 }\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, by: { kind_of_incident: threat }, withheld: true }\n  - { measure: incidents-reported, period: { from: 2026-04-01, to: 2026-09-30 }, by: { kind_of_incident: verbal }, fewer_than: 5 }\n",
    fix: "write `withheld: true` for another group of the same breakdown; where each is small, leave the breakdown out",
    find: Find::Fields(&["measures"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (fault, at) in subject.measured(&[Fault::GivenAway]) {
        found.problem(at.field("measure").span(), &fault.message, |d| d.help(&fault.help));
    }
}
