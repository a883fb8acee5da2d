//! A sign-off from before what it covers.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::day;
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("sign-off-too-early"),
    severity: Severity::Warning,
    summary: "A sign-off bears a day before an answer that it covers was assessed.",
    why: "Nobody can have stood by what was not there yet: one of the two days is wrong. A sign-off that is put back can also seem to come before a disagreement that it takes the place of.",
    behind: Behind::Own("It follows from the calendar."),
    bad: "sign_off:\n  - { role: staff-side, name: A Person, on: 2026-11-19, covers: sha256:d21d173b2d604ba36011e9c0889b1d782eb193ee8b2ec0a2320ff2fb08c659f7 }\nanswers:\n  L1: { rating: amber, because: The plan is written and not in use., evidence: [{ title: VPR plan, dated: 2026-09-30 }], actions: [{ what: Put it to use, owner: VPR lead, due: 2026-12-18 }], assessed: 2026-11-20 }\n",
    good: "sign_off:\n  - { role: staff-side, name: A Person, on: 2026-11-21, covers: sha256:6e1b302d995b3ec443d4b7635f39fcc3b81b7dc29a212abdd67e7433eb805a35 }\nanswers:\n  L1: { rating: amber, because: The plan is written and not in use., evidence: [{ title: VPR plan, dated: 2026-09-30 }], actions: [{ what: Put it to use, owner: VPR lead, due: 2026-12-18 }], assessed: 2026-11-20 }\n",
    fix: "have them sign again with `vpr sign` on the day they do",
    find: Find::Whole(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    // One assessed in the future is told of by a rule of its own.
    let days = subject.sound_rows().filter_map(|row| Some((row.answer.assessed?, row))).filter(|(day, _)| *day <= subject.today());
    let Some((assessed, row)) = days.max_by_key(|(day, _)| *day) else { return };
    for standing in subject.standing().iter().filter(|s| s.covers() && s.sign_off.on < assessed) {
        let role = standing.sign_off.role;
        let (who, on) = (role.title().to_lowercase(), day::long(standing.sign_off.on));
        let message = format!(
            "the sign-off as {who} is of {on}, and covers the answer to {} assessed on {}",
            row.requirement.id,
            day::long(assessed)
        );
        found.at(subject.signed_as(role).field("on").span(), message);
    }
}
