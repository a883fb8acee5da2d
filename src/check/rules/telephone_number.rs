//! A person's telephone.

use crate::check::{Behind, Find, Kind, Rule};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("telephone-number"),
    severity: Severity::Warning,
    summary: "A text holds what looks like a telephone number.",
    why: "Board papers are public, and a direct line or mobile belongs to a person. Helplines and services (0800, 0808, 03…) are left alone.",
    behind: Behind::Own("It is this project's own, as papers are published. Your information governance lead decides what may stand in one."),
    bad: "answers:\n  L1:\n    later: Ask the lead on 07700 900123.\n",
    good: "answers:\n  L1:\n    later: Ask the lead, or call the helpline on 0800 111 2222.\n",
    fix: "write the role instead; keep numbers where the paper can't take them along",
    find: Find::Private(Kind::Phone),
};
