//! Signed, and changed since.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::day;
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("sign-off-stale"),
    severity: Severity::Warning,
    summary: "A sign-off does not cover what is in the file now.",
    why: "Whoever signed stood by what they read. When an answer is changed afterwards, their name stands under something they have not seen. Doing an open action and handing the file in are not changes.",
    behind: Behind::Sources(&["S10"]),
    bad: "# L1 was green when this was signed.\nsign_off:\n  - { role: staff-side, name: A Person, on: 2026-11-19, covers: sha256:f34f3eaf5ef0ab49d806bc854df7d8c1a8dc761d1a5eba5bae5eb1d63d3eacfb }\nanswers:\n  L1: { rating: amber, because: The plan is written and not in use., evidence: [{ title: VPR plan, dated: 2026-09-30 }], actions: [{ what: Put it to use, owner: VPR lead, due: 2026-12-18 }], assessed: 2026-11-20 }\n",
    good: "# Staff side saw the change and signed again.\nsign_off:\n  - { role: staff-side, name: A Person, on: 2026-11-19, covers: sha256:f34f3eaf5ef0ab49d806bc854df7d8c1a8dc761d1a5eba5bae5eb1d63d3eacfb }\n  - { role: staff-side, name: A Person, on: 2026-11-21, covers: sha256:816957c9c148d18ffa0e88b56460615cc1d8a325adab911cc2e98c37c679e00d }\nanswers:\n  L1: { rating: amber, because: The plan is written and not in use., evidence: [{ title: VPR plan, dated: 2026-09-30 }], actions: [{ what: Put it to use, owner: VPR lead, due: 2026-12-18 }], assessed: 2026-11-20 }\n",
    fix: "show them what changed, with `vpr verify FILE --against COPY`, and have them sign again with `vpr sign`; or take the change back",
    find: Find::Whole(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for standing in subject.standing().iter().filter(|s| !s.covers()) {
        let role = standing.sign_off.role;
        let who = role.title().to_lowercase();
        let on = day::long(standing.sign_off.on);
        let at = subject.signed_as(role).field("covers").span();
        found.at(at, format!("the sign-off as {who} of {on}: {}", standing.cover.in_words()));
    }
}
