//! A day that makes a person findable.

use crate::check::{Behind, Find, Kind, Rule};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("date-of-birth"),
    severity: Severity::Error,
    summary: "A text holds a day said to be one of birth.",
    why: "Board papers are public, and a day of birth beside a place or a ward is often enough to name a patient or a colleague. A day of the years since the standard, with other words between, may be of something else: it is a warning.",
    behind: Behind::Own("It is this project's own, as papers are published. Your information governance lead decides what may stand in one."),
    bad: "answers:\n  L1:\n    later: Look at the incident of 3 May, patient born 14/02/1961.\n",
    good: "answers:\n  L1:\n    later: Look at the incident of 3 May, reference 2026-1187.\n",
    fix: "take the day out, or write the incident's own reference instead; check earlier copies of the file as well",
    find: Find::Private(Kind::BirthDate),
};
