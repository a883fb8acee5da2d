//! One person in two roles.

use crate::assessment::sign_off::same_name;
use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("sign-off-same-name"),
    severity: Severity::Warning,
    summary: "The same name stands under the sign-offs of two roles.",
    why: "The Social Partnership Forum recommends that employers put the standard in place, monitor it and review it with trade unions. One person who signs in two roles is no partnership.",
    behind: Behind::Sources(&["S10"]),
    bad: "sign_off:\n  - { role: executive-lead, name: A Person, on: 2026-11-18, covers: sha256:f6f975757abd396aab26cc1f2b06f130b466af3a3bffbfabcecf25604fba8353 }\n  - { role: staff-side, name: A Person, on: 2026-11-19, covers: sha256:7764d776df660380df5c8a4ab509f1c1441834bdcc61301662530daaebf604cc }\n",
    good: "sign_off:\n  - { role: executive-lead, name: A Person, on: 2026-11-18, covers: sha256:f6f975757abd396aab26cc1f2b06f130b466af3a3bffbfabcecf25604fba8353 }\n  - { role: staff-side, name: Another Person, on: 2026-11-19, covers: sha256:08dfb056d7bb9992d59945a83eea3a2362e583185a2f2f8e2c6c1b8ac44f6cd6 }\n",
    fix: "have each role signed off by who holds it, with `vpr sign`",
    find: Find::Fields(&["sign_off"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (a, b) in same_name(subject.assessment()) {
        let [first, second] = [a, b].map(|role| subject.signed_as(role).field("name").span());
        let [one, other] = [a, b].map(|role| role.title().to_lowercase());
        let message = format!("the same name stands under {one} and {other}");
        found.problem(second, message, |d| d.related(first, format!("here as {one}")));
    }
}
