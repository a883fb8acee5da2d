//! A pack that is not built in.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("pack-local"),
    severity: Severity::Note,
    summary: "The standard comes from a pack outside the program.",
    why: "Whoever wrote the pack decided what is asked, what counts as met and what is essential. Results can only be compared with others that were answered to the same text.",
    behind: Behind::Own("It follows from what can be compared: only answers to the same text."),
    bad: "standard: northfield-house-rules@2026\nanswers: {}\n",
    good: "standard: nhs-england-vpr@2024\n",
    fix: "make sure that whoever reads the result has the same pack; compare its digest with `vpr standard show`",
    find: Find::Fields(&["standard"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let standard = subject.standard();
    if standard.origin.is_some() {
        let message = format!("{} is a pack from outside the program", standard.reference);
        found.problem(subject.top().field("standard").span(), message, |d| d.note(format!("its digest is {}", standard.digest)));
    }
}
