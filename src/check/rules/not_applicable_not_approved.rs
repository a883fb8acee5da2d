//! A requirement set aside by whoever assessed it.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::assessment::Verdict;
use crate::score::{Row, State};
use crate::text::names_nobody;

pub const RULE: Rule = Rule {
    code: Code::new("not-applicable-not-approved"),
    severity: Severity::Warning,
    summary: "A requirement is put down as not applicable, and nobody other than its assessor approved that.",
    why: "What does not apply leaves the score, so leaving it out is a decision. Until someone else has approved it, it counts as not met.",
    behind: Behind::Own("It follows from how this program scores: what does not apply leaves the score, and what is not assessed counts nothing."),
    bad: "answers:\n  I7:\n    not_applicable: No body-worn cameras are used and none are planned.\n",
    good: "answers:\n  I7:\n    not_applicable: No body-worn cameras are used and none are planned.\n    approved_by: Executive lead\n",
    fix: "have someone other than its assessor approve it, and write their role under `approved_by`",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let Some(Verdict::NotApplicable { approved_by, .. }) = &row.answer.verdict else { return };
    if row.state == (State::NotApplicable { justified: true }) {
        return;
    }
    let id = &row.requirement.id;
    let (field, message) = match approved_by {
        Some(by) if names_nobody(by) => ("approved_by", format!("{id} is not applicable, and `approved_by` names nobody")),
        // Another approved it, without a reason: `reason-says-nothing` is about that.
        Some(by) if row.answer.assessor().is_none_or(|who| !subject.assessment().is_one_person(by, who)) => return,
        Some(_) => ("approved_by", format!("{id} is not applicable by approval of whoever assessed it")),
        None => ("not_applicable", format!("{id} is not applicable, and nobody approved that")),
    };
    found.at(subject.part(row, field).span(), message);
}
