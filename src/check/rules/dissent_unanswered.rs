//! A disagreement that nobody responded to.

use crate::assessment::sign_off::unanswered;
use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::State;

pub const RULE: Rule = Rule {
    code: Code::new("dissent-unanswered"),
    // Two parties may go on disagreeing, and a file that says so is in order.
    severity: Severity::Note,
    summary: "Somebody who signed disagrees with a rating, and the answer has not changed since.",
    why: "A recorded disagreement is worth something when it is looked into. Any change of the answer since the signature is a response: another rating, evidence, a reason that takes it up. The sign-off then has to be given again.",
    behind: Behind::Sources(&["S10"]),
    bad: "sign_off:\n  - role: staff-side\n    name: A Person\n    on: 2026-11-19\n    covers: sha256:23b55749f6ce8c1d344969beb1989219d8fbb4942185df253d465727a432a62c\n    disagrees: [{ requirement: L1, rating: red, reason: Night staff have not seen it., publish: false }]\nanswers:\n  L1: { rating: amber, because: The plan is written and not in use., evidence: [{ title: VPR plan, dated: 2026-09-30 }], actions: [{ what: Put it to use, owner: VPR lead, due: 2026-12-18 }], assessed: 2026-11-20 }\n",
    good: "sign_off:\n  - role: staff-side\n    name: A Person\n    on: 2026-11-19\n    covers: sha256:23b55749f6ce8c1d344969beb1989219d8fbb4942185df253d465727a432a62c\n    disagrees: [{ requirement: L1, rating: red, reason: Night staff have not seen it., publish: false }]\n  - { role: staff-side, name: A Person, on: 2026-11-21, covers: sha256:b8b0a05e914da7f74f8e0999ae284957afde0a4fd1d9b63e77d02cc7d7c0bb33 }\nanswers:\n  L1: { rating: amber, because: The plan is written and not in use at night., evidence: [{ title: VPR plan, dated: 2026-09-30 }], actions: [{ what: Put it to use, owner: VPR lead, due: 2026-12-18 }], assessed: 2026-11-20 }\n",
    fix: "take the disagreement up in the answer, as its reason or its actions, and have it signed again; leave it where both sides know that they differ",
    find: Find::Whole(look),
};

const NOT_ASSESSED: &str = "assess it with `vpr assess`, and have it signed again";

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (sign_off, dissent) in unanswered(subject.assessment(), subject.standing()) {
        let list = subject.signed_as(sign_off.role).field("disagrees");
        let index = sign_off.disagrees.iter().position(|d| std::ptr::eq(d, dissent)).unwrap_or_default();
        let who = sign_off.role.title().to_lowercase();
        let id = &dissent.requirement;
        let at = list.item(index).field("requirement").span();
        let is_open = subject.card.rows.iter().any(|row| row.requirement.id == *id && row.state == State::NotAssessed);
        if is_open {
            found.problem(at, format!("{who} disagrees on {id}, which is not assessed yet"), |d| d.help(NOT_ASSESSED));
        } else {
            found.at(at, format!("{who} disagrees on {id}, and the answer has not changed since they signed"));
        }
    }
}
