//! A sign-off of a day that has not come.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::day;
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("sign-off-in-future"),
    severity: Severity::Warning,
    summary: "A sign-off bears a day after today.",
    why: "Nobody has signed on a day that has not come: it is mistyped, or was written for somebody who is still to look.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "sign_off:\n  - { role: staff-side, name: A Person, on: 2026-12-19, covers: sha256:f34f3eaf5ef0ab49d806bc854df7d8c1a8dc761d1a5eba5bae5eb1d63d3eacfb }\n",
    good: "sign_off: []\n",
    fix: "have them sign with `vpr sign` on the day they do",
    find: Find::Fields(&["sign_off"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let all = subject.top().field("sign_off");
    for (i, sign_off) in subject.assessment().sign_off.iter().enumerate().filter(|(_, s)| s.on > subject.today()) {
        let message = format!("the sign-off as {} is of a day to come, {}", sign_off.role.title().to_lowercase(), day::long(sign_off.on));
        found.at(all.item(i).field("on").span(), message);
    }
}
