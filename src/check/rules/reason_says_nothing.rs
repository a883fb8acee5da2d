//! A reason that only fills its field.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;
use crate::assessment::Verdict;
use crate::text::says_nothing;

pub const RULE: Rule = Rule {
    code: Code::new("reason-says-nothing"),
    severity: Severity::Warning,
    summary: "A reason is there and says nothing: \"TBC\", \"n/a\", \"see above\".",
    why: "A filled field looks like an assessed requirement, and the reader finds out only in the meeting. What does not apply has to say why, or nobody can tell it from what was avoided.",
    behind: Behind::Own("It follows from the rule that a reason has to be there, which has its sources."),
    bad: "answers:\n  L1:\n    rating: green\n    because: TBC\n    evidence: [{ title: Minute 112/26, dated: 2026-09-30 }]\n",
    good: "answers:\n  L1:\n    rating: green\n    because: The chief people officer holds the portfolio, minute 112/26.\n    evidence: [{ title: Minute 112/26, dated: 2026-09-30 }]\n",
    fix: "say what is in place and what is missing; leave the field out while that is not known",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    let id = &row.requirement.id;
    if row.answer.because.as_deref().is_some_and(says_nothing) {
        found.at(subject.part(row, "because").span(), format!("the reason for {id} says nothing"));
    }
    if let Some(Verdict::NotApplicable { reason, approved_by }) = &row.answer.verdict
        && says_nothing(reason)
    {
        let message = format!("{id} is not applicable, and the reason says nothing");
        let remove = if approved_by.is_some() { "remove this line and `approved_by`" } else { "remove this line" };
        let help = format!("say what about the organisation makes it so; if it does apply, {remove}, and rate it");
        found.problem(subject.part(row, "not_applicable").span(), message, |d| d.help(help));
    }
}
