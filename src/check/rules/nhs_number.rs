//! A patient's number.

use crate::check::{Behind, Find, Kind, Rule};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("nhs-number"),
    severity: Severity::Error,
    summary: "A text holds what looks like an NHS number.",
    why: "Board papers are public, and an NHS number names one patient. Ten digits whose check digit is right, parted as NHS numbers are or close behind \"NHS number\" or \"patient\", are very rarely anything else. Ten in a row without that are a reference as often as not, as every eleventh passes the check, ten behind such a word in other groups may be figures or days, and ten behind \"meeting ID\" are a call by video: each is a warning.",
    behind: Behind::Own("It is this project's own, as papers are published. Your information governance lead decides what may stand in one."),
    bad: "answers:\n  L1:\n    later: Look at the incident of 3 May, patient 943 476 5919.\n",
    good: "answers:\n  L1:\n    later: Look at the incident of 3 May, reference 2026-1187.\n",
    fix: "take the number out, or write the incident's own reference instead; check earlier copies of the file as well",
    find: Find::Private(Kind::NhsNumber),
};
