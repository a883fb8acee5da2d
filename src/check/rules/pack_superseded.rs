//! An edition that has been replaced.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::standard::Status;

pub const RULE: Rule = Rule {
    code: Code::new("pack-superseded"),
    severity: Severity::Warning,
    summary: "The file answers an edition that a later one has replaced.",
    why: "NHS England expects organisations to move to the second edition by their next work plan review. Ratings of two editions can't be added up or set side by side.",
    behind: Behind::Sources(&["S2"]),
    bad: "standard: nhs-england-vpr@2020\nanswers: {}\n",
    good: "standard: nhs-england-vpr@2024\n",
    fix: "finish the cycle if it is under way, and start the next one on the current edition; what you have can be carried over, to be confirmed",
    find: Find::Fields(&["standard"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let standard = subject.standard();
    if standard.status == Status::Superseded {
        let all = subject.catalogue.all();
        let by = all.iter().find(|s| s.replaces.as_ref().is_some_and(|r| standard.is_called(r)));
        let by = by.map(|s| format!(" by {}", s.reference)).unwrap_or_default();
        found.at(subject.top().field("standard").span(), format!("{} was replaced{by}", standard.reference));
    }
}
