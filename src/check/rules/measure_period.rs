//! A period that cannot be right.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::day;
use crate::measures::Fault;

/// So many months before a cycle opens, a count may still be of last year's report.
const LONGEST_AGO: u32 = 24;

pub const RULE: Rule = Rule {
    code: Code::new("measure-period"),
    severity: Severity::Warning,
    summary: "The period of a measure ends before it begins, has not ended yet, or was over years before the cycle.",
    why: "A count says something only together with the days it was counted over. Half of a period beside a whole one looks like an improvement.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "measures:\n  - { measure: people-harmed, period: { from: 2026-09-30, to: 2026-04-01 }, count: 12 }\n",
    good: "measures:\n  - { measure: people-harmed, period: { from: 2026-04-01, to: 2026-09-30 }, count: 12 }\n",
    fix: "write the first and the last day that were counted",
    find: Find::Fields(&["measures"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (fault, at) in subject.measured(&[Fault::PeriodReversed, Fault::PeriodOpen]) {
        found.problem(at.field("period").span(), &fault.message, |d| d.help(&fault.help));
    }
    let [Some(opened), ..] = subject.days_of_cycle() else { return };
    let all = subject.top().field("measures");
    for (i, measure) in subject.assessment().measures.iter().enumerate() {
        let (from, to) = measure.period;
        if from <= to && day::months_after(to, LONGEST_AGO) < opened {
            let message =
                format!("{}: the period ended on {}, more than two years before the cycle opened", measure.measure, day::long(to));
            found.problem(all.item(i).field("period").span(), message, |d| {
                d.help("correct the year; what is as old as that belongs to an earlier cycle's file")
            });
        }
    }
}
