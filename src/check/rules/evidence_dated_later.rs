//! Evidence from a day that has not come.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::day;

pub const RULE: Rule = Rule {
    code: Code::new("evidence-dated-later"),
    severity: Severity::Warning,
    summary: "Evidence is dated after the day it is judged on, or after today.",
    why: "What does not exist yet shows nothing. Either the date is mistyped, or the rating rests on a plan.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28 }\nanswers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2027-02-01\n",
    good: "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28 }\nanswers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        dated: 2026-11-02\n",
    fix: "write the day it is from; name it once it is there",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let (Some(judged_on), today) = (subject.judged_on(), subject.today()) else { return };
    for (i, evidence) in row.answer.evidence.iter().enumerate() {
        let Some(dated) = evidence.dated else { continue };
        let (when, on) = if dated > judged_on { ("the day it is judged on", judged_on) } else { ("today", today) };
        if dated > on {
            let at = subject.part(row, "evidence").item(i).field("dated").span();
            found.at(at, format!("evidence for {} is dated after {when}, {}", row.requirement.id, day::long(on)));
        }
    }
}
