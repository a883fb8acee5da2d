//! Rules about demands: they say nothing of their own, a file of expectations does.

use crate::check::{Behind, Find, Rule};
use crate::diagnostic::{Code, Severity};

/// Another edition is answered.
pub const STANDARD: Code = Code::new("expected-standard");
/// The pack is not one built in.
pub const PACK: Code = Code::new("expected-pack");
/// A requirement is rated lower, or not at all.
pub const RATING: Code = Code::new("expected-rating");
/// A requirement has no current evidence.
pub const EVIDENCE: Code = Code::new("expected-evidence");
/// Too many are not assessed.
pub const ASSESSED: Code = Code::new("expected-assessed");
/// Too many are not applicable.
pub const APPLICABLE: Code = Code::new("expected-applicable");
/// A role has not signed, or not what is there now.
pub const SIGN_OFF: Code = Code::new("expected-sign-off");
/// Answers are too old.
pub const RECENT: Code = Code::new("expected-recent");
/// A score is too low.
pub const FLOOR: Code = Code::new("expected-floor");
/// A file in the folder is no assessment.
pub const FILE: Code = Code::new("expected-file");

/// Errors of a file leave open whether it meets the demands.
pub const NOT_COMPARED: Code = Code::new("expected-not-compared");

/// What to do about a demand that is not met.
pub fn help(code: Code) -> &'static str {
    ALL.iter().find(|rule| rule.code == code).map_or("", |rule| rule.fix)
}

const fn rule(
    code: Code,
    summary: &'static str,
    why: &'static str,
    (bad, good): (&'static str, &'static str),
    fix: &'static str,
) -> Rule {
    Rule { code, severity: Severity::Error, summary, why, behind: Behind::Demand, bad, good, fix, find: Find::Elsewhere }
}

/// Every one of them. The examples are parts of a submission; the demand stands in the comment.
pub const ALL: &[Rule] = &[
    rule(
        STANDARD,
        "The file answers another edition than the one expected.",
        "Editions have other rows and other scales: answers to one can't be read as answers to another.",
        (
            "# standard = \"nhs-england-vpr@2024\" is expected\nstandard: nhs-england-vpr@2020\n",
            "standard: nhs-england-vpr@2024\n",
        ),
        "ask for an assessment against the edition named, or expect this one",
    ),
    rule(
        PACK,
        "The pack that was answered is not one built into the program.",
        "A pack from outside can leave rows out or ask for less. Who compares organisations has to know that all answered the same.",
        ("# packs = \"embedded\" is expected\nstandard: our-own-list@1\n", "standard: nhs-england-vpr@2024\n"),
        "answer a pack that `vpr standard list` shows as built in",
    ),
    rule(
        RATING,
        "A requirement is rated lower than expected, or not at all.",
        "Some requirements matter by themselves, whatever the total is; a commissioner or board names them.",
        ("# L1 at least amber is expected\nanswers:\n  L1: { rating: red }\n", "answers:\n  L1: { rating: amber }\n"),
        "see what the requirement asks with `vpr standard show`, and what would have to change",
    ),
    rule(
        EVIDENCE,
        "A requirement that has to be shown has no current evidence.",
        "A rating is a claim. Where it is expected to be shown, evidence has to be dated and current on the day of the meeting.",
        (
            "# L1 shown is expected\nanswers:\n  L1: { rating: green }\n",
            "answers:\n  L1: { rating: green, evidence: [{ title: Minute 112/26, dated: 2026-09-30 }] }\n",
        ),
        "name the document that shows it, with its date and the day it has to be looked at again",
    ),
    rule(
        ASSESSED,
        "More requirements are not assessed than expected.",
        "An assessment of half of the list says nothing about the other half.",
        ("# not_assessed = 0 is expected\nanswers:\n  L1: { later: Ask the director. }\n", "answers:\n  L1: { rating: amber }\n"),
        "answer them with `vpr assess`, and confirm what was carried",
    ),
    rule(
        APPLICABLE,
        "More requirements are put down as not applicable than expected.",
        "What does not apply leaves the denominator, so a score can be raised by leaving rows out.",
        (
            "# not_applicable = 0 is expected\nanswers:\n  I7: { not_applicable: No cameras., approved_by: Executive lead }\n",
            "answers:\n  I7: { rating: amber }\n",
        ),
        "look again at whether each of them does not apply, and who approved that",
    ),
    rule(
        SIGN_OFF,
        "A role that has to sign has not signed, or what it signed was changed since.",
        "An assessment that staff side or the executive lead has not stood by is one person's view.",
        (
            "# signed = [\"staff-side\"] is expected\nsign_off: []\n",
            "# the file as `vpr sign FILE --role staff-side` leaves it, and nothing changed since\n",
        ),
        "ask them to look at it and sign with `vpr sign`",
    ),
    rule(
        RECENT,
        "Answers are older than expected.",
        "What was true a year ago need not be true on the day a board reads it.",
        (
            "# oldest_months = 6 is expected\nanswers:\n  L1: { rating: green, assessed: 2025-01-15 }\n",
            "answers:\n  L1: { rating: green, assessed: 2026-10-15 }\n",
        ),
        "look at these requirements again; `vpr assess --only ID` asks one",
    ),
    rule(
        FLOOR,
        "A project score is below what is expected.",
        "A floor is there for whoever asks for one. Named requirements say more than a total.",
        ("# a floor with least = 60 is expected\nanswers:\n  L1: { rating: red }\n", "answers:\n  L1: { rating: green }\n"),
        "where there is a score, `vpr explain score` lists what each requirement brings and what would move it",
    ),
    Rule {
        severity: Severity::Note,
        ..rule(
            NOT_COMPARED,
            "Errors in the file leave open whether it meets what is expected.",
            "What is expected is only compared with what is known. Without a word on it, the errors would look like all there is to \
             put right.",
            ("# L1 at least amber is expected\nanswers:\n  L1: { rating: ambre }\n", "answers:\n  L1: { rating: amber }\n"),
            "put the errors right, then check again",
        )
    },
    rule(
        FILE,
        "A file in the folder is not an assessment, or its name does not end as that of one.",
        "A submission under a wrong name or with its first lines lost would be passed over. Who expects none of that gets told.",
        ("# allow_skipped = false is expected\ntitle: Notes for the meeting\n", "format: 1\n"),
        "take it out of the folder, or add the lines that make it an assessment",
    ),
];
