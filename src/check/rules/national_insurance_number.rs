//! An employee's number.

use crate::check::{Behind, Find, Kind, Rule};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("national-insurance-number"),
    severity: Severity::Error,
    summary: "A text holds what looks like a National Insurance number.",
    why: "Board papers are public, and a National Insurance number names one person, here most likely a member of staff who was hurt.",
    behind: Behind::Own("It is this project's own, as papers are published. Your information governance lead decides what may stand in one."),
    bad: "answers:\n  L1:\n    later: Look for the statement of the porter, JG 10 31 06 A.\n",
    good: "answers:\n  L1:\n    later: Look for the statement of the porter, reference 2026-1187.\n",
    fix: "take the number out, or write the incident's own reference instead; check earlier copies of the file as well",
    find: Find::Private(Kind::NationalInsurance),
};
