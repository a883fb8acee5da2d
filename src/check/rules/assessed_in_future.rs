//! A day of assessment that has not come.

use jiff::civil::Date;

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::day;

pub const RULE: Rule = Rule {
    code: Code::new("assessed-in-future"),
    severity: Severity::Warning,
    summary: "An answer was assessed, confirmed or carried from one assessed on a day after today.",
    why: "The day is mistyped, or the answer was written before anyone looked.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "answers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-12-14\n",
    good: "answers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-10-14\n",
    fix: "write the day on which it was assessed",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let id = &row.requirement.id;
    let is_to_come = |day: &Date| *day > subject.today();
    if let Some(day) = row.answer.assessed.filter(is_to_come) {
        found.at(subject.part(row, "assessed").span(), format!("{id} is assessed on a day to come, {}", day::long(day)));
    }
    for (i, carried) in row.answer.carried.iter().enumerate() {
        if let Some(day) = carried.assessed.filter(is_to_come) {
            let at = subject.part(row, "carried").item(i).field("assessed").span();
            found.at(at, format!("what is carried to {id} is assessed on a day to come, {}", day::long(day)));
        }
    }
    if let Some(day) = row.answer.confirmed.as_ref().map(|c| c.on).filter(is_to_come) {
        let at = subject.part(row, "confirmed").field("on").span();
        found.at(at, format!("{id} is confirmed on a day to come, {}", day::long(day)));
    }
}
