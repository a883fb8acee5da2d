//! A person's mailbox.

use crate::check::{Behind, Find, Kind, Rule};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("email-address"),
    severity: Severity::Warning,
    summary: "A text holds what looks like a person's e-mail address.",
    why: "Board papers are public, and an address names a person, who may be one that others look for. The mailbox of an office is not meant, and is left alone.",
    behind: Behind::Own("It is this project's own, as papers are published. Your information governance lead decides what may stand in one."),
    bad: "answers:\n  L1:\n    later: Ask jane.smith@nhs.net for the minute.\n",
    good: "answers:\n  L1:\n    later: Ask the company secretary for the minute.\n",
    fix: "write the role instead, or the mailbox of the office",
    find: Find::Private(Kind::Email),
};
