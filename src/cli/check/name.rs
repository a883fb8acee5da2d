//! What files are called in what is printed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use super::uri;
use crate::check::{FileReport, Outcome, masked};
use crate::store::{self, Found};

/// A file that was found, and what stands for its name where that may not be printed.
pub struct Named {
    pub found: Found,
    covered: Option<String>,
}

impl Named {
    /// Names that hold what may identify someone are covered. Where that makes two alike, a number tells them apart: programs take
    /// the same problem in the same file for one.
    pub fn all(found: Vec<Found>) -> Vec<Self> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let name = |found: Found| {
            let covered = covered(&found.path).map(|name| {
                let count = seen.entry(name.clone()).or_default();
                *count += 1;
                if *count == 1 { name } else { name.replacen('\u{2026}', &format!("\u{2026} ({count})"), 1) }
            });
            Self { found, covered }
        };
        found.into_iter().map(name).collect()
    }

    /// What came of it, under its name.
    pub fn report(&self, outcome: Outcome) -> FileReport {
        report(&self.found.path, self.covered.clone(), outcome)
    }
}

/// What came of what is no file of its own, such as standard input.
pub fn report_of(path: &Path, outcome: Outcome) -> FileReport {
    report(path, covered(path), outcome)
}

fn report(path: &Path, covered: Option<String>, outcome: Outcome) -> FileReport {
    let Some(path) = covered else { return FileReport { path: printed(path), uri: uri::of(path), outcome } };
    // Who looks for the file finds it by the rest of its name.
    let outcome = match outcome {
        Outcome::Checked(problems) => Outcome::Checked(problems.renamed(&path)),
        Outcome::Unwritten(problems, why) => Outcome::Unwritten(problems.renamed(&path), why),
        Outcome::Refused(problems) => Outcome::Refused(problems.renamed(&path)),
        other => other,
    };
    FileReport { uri: uri::of(Path::new(&path)), path, outcome }
}

fn printed(path: &Path) -> String {
    let shown = store::shown(path);
    if cfg!(windows) { shown.replace('\\', "/") } else { shown }
}

fn covered(path: &Path) -> Option<String> {
    match masked(&printed(path)) {
        Cow::Owned(covered) => Some(covered),
        Cow::Borrowed(_) => None,
    }
}
