//! Every rule there is, in the order in which `vpr check --list-rules` lists them: one file and one line each.

mod parsers;

macro_rules! rules {
    ($($name:ident,)+) => {
        $(mod $name;)+

        /// The rules that have a file of their own.
        const OWN: &[&Rule] = &[$(&$name::RULE,)+];
    };
}

rules! {
    met_without_evidence,
    evidence_out_of_date,
    evidence_undated,
    evidence_dated_later,
    evidence_review_before_date,
    evidence_repeated,
    rating_missing,
    reason_missing,
    reason_says_nothing,
    reason_repeated,
    below_met_without_action,
    below_met_actions_closed,
    action_without_owner,
    action_without_date,
    action_overdue,
    action_due_after_next_cycle,
    not_applicable_not_approved,
    not_applicable_essential,
    not_applicable_too_many,
    not_assessed,
    parts_skipped,
    carried_unconfirmed,
    carried_not_there,
    confirmed_without_looking,
    assessed_in_future,
    assessed_before_cycle,
    assessed_too_long_ago,
    assessed_undated,
    cycle_out_of_order,
    roles_missing,
    sign_off_missing,
    sign_off_stale,
    sign_off_in_future,
    sign_off_too_early,
    sign_off_same_name,
    dissent_unanswered,
    measure_small_count,
    measure_given_away,
    measure_period,
    measure_repeated,
    measure_out_of_range,
    ods_code_shape,
    pack_superseded,
    pack_local,
    row_not_rated,
    nhs_number,
    national_insurance_number,
    date_of_birth,
    email_address,
    telephone_number,
    secret_in_link,
    text_cut_short,
    path_misread,
    out_of_order,
    stray_space,
    no_final_newline,
}

pub(super) mod expected;
pub mod of_run;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Find, Rule};
use crate::diagnostic::Code;

/// Every rule there is: the parsers' own first, those of runs last.
pub static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let own = OWN.iter().copied();
    parsers::RULES.iter().chain(own).chain(expected::ALL).chain(of_run::ALL).collect()
});

/// A rule by the name of its code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.as_str() == code)
}

/// The fields at the top of a file that rules look at as a whole, each once.
pub(super) static FIELDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let of_rules = ALL.iter().flat_map(|rule| match rule.find {
        Find::Fields(fields, _) => fields,
        _ => &[],
    });
    of_rules.copied().collect()
});

/// What a problem is called where its own words would quote what must not be shown; nothing for a rule that never quotes.
#[must_use]
pub fn summary(code: Code) -> Option<&'static str> {
    match find(code.as_str()) {
        Some(rule) if rule.is_sensitive() => None,
        Some(rule) => Some(rule.summary),
        None => Some("a problem whose words can't be shown"),
    }
}
