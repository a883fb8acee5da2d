//! An answer older than the review interval.

use jiff::civil::Date;

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::subject::ids;
use crate::day;
use crate::score::Row;
use crate::text::{count_of, list_of};

pub const RULE: Rule = Rule {
    code: Code::new("assessed-too-long-ago"),
    severity: Severity::Warning,
    summary: "Answers are older, on the day of the meeting, than the time between two assessments.",
    why: "The board would be assured of how things were. Under the first edition providers were to review their status and assure the board twice a year; the second edition's own interval is not known here, and six months is this project's default.",
    behind: Behind::Sources(&["S6", "S7"]),
    bad: "cycle: { name: 2026-H2, meeting: 2027-01-28, review_months: 6 }\nanswers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-07-14\n",
    good: "cycle: { name: 2026-H2, meeting: 2027-01-28, review_months: 6 }\nanswers:\n  L1:\n    rating: red\n    because: Nobody holds the portfolio.\n    actions: [{ what: Name a director, owner: Chief executive, due: 2026-12-18 }]\n    assessed: 2026-10-14\n",
    fix: "look at them again and write the new day; set `review_months` if another interval was agreed",
    find: Find::Answers(look),
};

const TOO_FAR: &str = "the meeting is further off than an answer lasts: look whether its day is right, else look at them again when it is nearer";

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(months)) = (subject.judged_on(), subject.review_months()) else { return };
    if !subject.faults.spare_of_cycle("opened") {
        return;
    }
    let opened = subject.assessment().cycle.opened;
    // What is older than the cycle is told of by a rule of its own.
    let is_old = |day: Date| day::months_are_over(day, months, on) && opened.is_none_or(|opened| day >= opened);
    let rows: Vec<&Row<'_>> =
        subject.sound_rows().filter(|r| r.answer.verdict.is_some() && r.answer.assessed.is_some_and(is_old)).collect();
    if let Some(first) = rows.first() {
        let count = count_of(rows.len(), "answer is", "answers are");
        let message = format!("{count} more than {} old on {}", count_of(months as usize, "month", "months"), day::long(on));
        // No answer of today would last until then.
        let is_far = day::months_are_over(subject.today(), months, on);
        found.problem(subject.part(first, "assessed").span(), message, |d| {
            let told = d.label("here first").note(format!("older: {}", list_of(&ids(&rows))));
            if is_far { told.help(TOO_FAR) } else { told }
        });
    }
}
