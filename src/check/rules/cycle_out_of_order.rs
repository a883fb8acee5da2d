//! Days of the cycle that can't be so.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("cycle-out-of-order"),
    severity: Severity::Warning,
    summary: "The cycle was handed in before it opened, or meets before it was handed in or opened.",
    why: "What is current, late or overdue is judged by these days. One of them is wrong.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "cycle: { name: 2026-H2, opened: 2026-10-01, submitted: 2026-09-20, meeting: 2027-01-28 }\n",
    good: "cycle: { name: 2026-H2, opened: 2026-10-01, submitted: 2026-12-20, meeting: 2027-01-28 }\n",
    fix: "correct the day that is wrong: a cycle opens, is handed in, and comes to the meeting",
    find: Find::Fields(&[], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let days: Vec<_> = ["opened", "submitted", "meeting"].into_iter().zip(subject.days_of_cycle()).filter_map(|(field, day)| day.map(|day| (field, day))).collect();
    for ((earlier, first), (later, second)) in days.iter().zip(days.iter().skip(1)) {
        if second < first {
            let place = |field| subject.top().field("cycle").field(field).span();
            found.problem(place(later), format!("`{later}` is before `{earlier}`"), |d| d.related(place(earlier), "this is later"));
        }
    }
}
