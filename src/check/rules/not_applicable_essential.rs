//! A gate walked around.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::{Row, State};

pub const RULE: Rule = Rule {
    code: Code::new("not-applicable-essential"),
    severity: Severity::Warning,
    summary: "An essential requirement is put down as not applicable.",
    why: "Essential requirements are this project's choice, each with its reason in law, which binds every employer. One that is left out caps the overall band as if it were not met.",
    behind: Behind::Own("Which requirements are essential is this project's choice. `vpr standard show ID` gives the reason of each."),
    bad: "answers:\n  W1:\n    not_applicable: All our staff are clinical.\n    approved_by: Executive lead\n",
    good: "answers:\n  W1:\n    rating: red\n    because: No role has an assessment of its own yet.\n    actions:\n      - { what: Assess the roles at risk, owner: Health and safety lead, due: 2027-01-15 }\n",
    fix: "rate it; `vpr standard show ID@EDITION ROW` says why it is essential",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    if row.requirement.essential.is_some() && matches!(row.state, State::NotApplicable { .. }) {
        let (id, pack) = (&row.requirement.id, &subject.standard().reference);
        let help = format!("rate it; `vpr standard show {pack} {id}` says why it is essential");
        found.problem(subject.verdict(row), format!("{id} is essential, and put down as not applicable"), |d| d.help(help));
    }
}
