//! Every rule there is, in the order in which `vpr check --list-rules` lists them: one file and one line each.

macro_rules! rules {
    ($($name:ident,)+) => {
        $(mod $name;)+

        /// The rules that have a file of their own.
        const OWN: &[&Rule] = &[$(&$name::RULE,)+];
    };
}

rules! {
    met_without_evidence,
    below_met_without_action,
    reason_repeated,
    not_assessed,
    nhs_number,
    out_of_order,
    stray_space,
    no_final_newline,
}

pub(super) mod expected;

use std::sync::LazyLock;

use super::Rule;
use crate::diagnostic::Code;

/// Every rule there is.
pub static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| OWN.iter().copied().chain(expected::ALL).collect());

/// A rule by the name of its code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.as_str() == code)
}

/// What a problem is called where its own words would quote what must not be shown; nothing for a rule that never quotes.
#[must_use]
pub fn summary(code: Code) -> Option<&'static str> {
    match find(code.as_str()) {
        Some(rule) if rule.is_sensitive() => None,
        Some(rule) => Some(rule.summary),
        None => Some("a problem whose words can't be shown"),
    }
}
