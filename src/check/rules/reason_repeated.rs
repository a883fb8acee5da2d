//! One reason pasted under many answers.

use crate::check::alike::alike;
use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::text::{count_of, list_of, says_nothing};

/// So many answers may share a reason: two rows can have the same cause.
const MOST: usize = 2;

pub const RULE: Rule = Rule {
    code: Code::new("reason-repeated"),
    severity: Severity::Warning,
    summary: "The same reason stands under three or more answers.",
    why: "A reason says why this requirement has this rating. The same words under many of them mean that most were not looked at. \
          HSE's guidance is to confirm that plans are in effect and not just on paper.",
    behind: Behind::Sources(&["S20"]),
    bad: "answers:\n  L1: { rating: amber, because: Work is under way. }\n  L2: { rating: amber, because: Work is under way. }\n  L3: { rating: amber, because: Work is under way. }\n",
    good: "answers:\n  L1: { rating: amber, because: The director left in May; the post is advertised., actions: [{ what: Fill the post, owner: Chief executive, due: 2026-12-18 }] }\n  L2: { rating: amber, because: The statement is agreed with staff side and goes to the board in January., actions: [{ what: Table the statement, owner: Board secretary, due: 2027-01-28 }] }\n",
    fix: "say of each requirement what is in place and what is missing there",
    find: Find::Answers(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    // What says nothing at all is told of by a rule of its own.
    let reason = |because: &&str| !says_nothing(because);
    let reasons = subject.sound_rows().filter_map(|row| Some((row.answer.because.as_deref().filter(reason)?, &row.requirement.id)));
    for ids in alike(reasons).into_iter().filter(|ids| ids.len() > MOST) {
        let Some((first, others)) = ids.split_first() else { continue };
        let rows = count_of(ids.len(), "answer", "answers");
        let names: Vec<&str> = others.iter().map(|id| id.as_str()).collect();
        let at = |id| subject.answer(id).field("because").span();
        found.problem(at(first), format!("the same reason stands under {rows}"), |d| {
            let told = d.label("here first").note(format!("also under {}", list_of(&names)));
            others.iter().fold(told, |d, id| d.related(at(id), "again"))
        });
    }
}
