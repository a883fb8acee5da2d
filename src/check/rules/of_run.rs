//! What is said of a run, and of files that nobody looked into. Formats that show problems and nothing else tell it as one.

use crate::check::{Behind, Find, Rule};
use crate::diagnostic::{Code, Severity};

/// A file or folder can't be read, or there is none.
pub const NOT_READ: Code = Code::new("not-read");
/// What was to be put right in a file could not be written.
pub const NOT_WRITTEN: Code = Code::new("not-written");
/// There is no assessment among all that was named.
pub const NOTHING_CHECKED: Code = Code::new("nothing-checked");
/// More problems of a file than are shown.
pub const NOT_SHOWN: Code = Code::new("not-shown");
/// Files that are no assessments.
pub const SKIPPED: Code = Code::new("skipped");

const fn rule(
    code: Code,
    severity: Severity,
    summary: &'static str,
    why: &'static str,
    (bad, good): (&'static str, &'static str),
    fix: &'static str,
) -> Rule {
    Rule { code, severity, summary, why, behind: Behind::Format, bad, good, fix, find: Find::Run }
}

/// Every one of them. The examples are commands.
pub const ALL: &[Rule] = &[
    rule(
        NOT_READ,
        Severity::Error,
        "A file or folder could not be read, or there is none of that name.",
        "What can't be read can't be found right or wrong. The run ends with status 3, so that nobody takes it for right.",
        ("vpr check northfield.ymal\n", "vpr check northfield.yaml\n"),
        "look at the reason given with it: a name mistyped, a link that leads nowhere, or a file that you may not read",
    ),
    rule(
        NOT_WRITTEN,
        Severity::Error,
        "What --fix was to put right in a file could not be written.",
        "A build that puts files right and goes on with them would go on with one that is as it was. The run ends with status 3.",
        ("vpr check read-only.yaml --fix\n", "vpr check read-only.yaml --diff\n"),
        "look at the reason given with it: a file or folder that you may not write to, or a disk that is full; the file is as it was",
    ),
    rule(
        NOTHING_CHECKED,
        Severity::Error,
        "No assessment was among what was named, so nothing was checked.",
        "An empty folder has no mistakes in it. Were that a good result, a build would stay green on the day its files moved.",
        ("vpr check drafts\n", "vpr check northfield.yaml\n"),
        "name the files or the folder that hold the assessments",
    ),
    rule(
        NOT_SHOWN,
        Severity::Warning,
        "A file has more problems than are shown of one.",
        "Whoever puts right what is shown would take the file for sound. The counts are always those of all problems.",
        ("vpr check northfield.yaml --max-per-file 1\n", "vpr check northfield.yaml --max-per-file 100\n"),
        "put right what is shown and check again, or ask for more with --max-per-file",
    ),
    rule(
        SKIPPED,
        Severity::Note,
        "Files of a folder were skipped: nothing in them says that they are assessments, or their names end in another way.",
        "A submission under another name, or with its first lines lost, would be missing from the results without a word.",
        ("vpr check .\n", "vpr check northfield.yaml\n"),
        "name a file to have it checked whatever it holds; an expectations file can ask that a folder hold nothing else",
    ),
];
