//! Handed in, and nobody stood by it.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::day;

pub const RULE: Rule = Rule {
    code: Code::new("sign-off-missing"),
    severity: Severity::Warning,
    summary: "The file was handed in, and nobody has signed it off.",
    why: "An assessment that nobody stands by is one person's draft. The Social Partnership Forum recommends that employers put the standard in place, monitor it and review it with trade unions, and a sign-off is where that shows.",
    behind: Behind::Sources(&["S10", "S1"]),
    bad: "cycle: { name: 2026-H2, opened: 2026-10-01, submitted: 2026-11-20, meeting: 2027-01-28 }\n",
    good: "cycle: { name: 2026-H2, opened: 2026-10-01, submitted: 2026-11-20, meeting: 2027-01-28 }\nsign_off:\n  - { role: executive-lead, name: A Person, on: 2026-11-18, covers: sha256:4f00506f04c21f2f8b978a9915cc27a50358d4ae6f58c0b193f485ea87354aea }\n  - { role: staff-side, name: Another Person, on: 2026-11-19, covers: sha256:cc1d9bbf26150a0fc9003afef58c0d3aa3ae1cfe4ac7d1d0cbe4440572c2a5dd }\n",
    fix: "have the executive lead and staff side sign it off with `vpr sign`; if it was not handed in yet, take `submitted` out until then",
    find: Find::Fields(&["sign_off"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let [_, submitted, _] = subject.days_of_cycle();
    if subject.assessment().sign_off.is_empty()
        && let Some(submitted) = submitted.filter(|day| *day <= subject.today())
    {
        let at = subject.top().field("cycle").field("submitted").span();
        found.at(at, format!("handed in on {}, and nobody has signed it off", day::long(submitted)));
    }
}
