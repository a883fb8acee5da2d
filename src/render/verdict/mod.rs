//! What a check found, in a format for people or for a machine. The same problems and counts in each.
//!
//! A [`Verdict`] writes one file at a time, on any thread and in any order; a [`Sheet`] puts what was written together, in the
//! files' order. Between the two only text is held, so that a hundred thousand files need no more memory than a few.

mod github;
mod gitlab;
mod json;
mod junit;
mod problem;
mod sarif;
mod sheet;
mod text;

pub use github::GitHub;
pub use gitlab::GitLab;
pub use json::Json;
pub use junit::JUnit;
pub use sarif::Sarif;
pub use sheet::{Held, Sheet, Written};
pub use text::{Text, summary};

use crate::check::{FileReport, Tally};
use crate::diagnostic::Severity;

/// A format.
pub trait Verdict: Sync {
    /// What stands before the first file.
    fn begin(&self) -> String {
        String::new()
    }
    /// What a file is written as: nothing, one entry, or an entry for each problem.
    fn file(&self, file: &FileReport) -> Vec<Entry>;
    /// What stands between two entries.
    fn between(&self) -> &'static str {
        ""
    }
    /// Most problems that whoever reads the format takes, if there is a limit: then the worst are kept, and told at the end.
    fn most(&self) -> Option<usize> {
        None
    }
    /// What stands after the last entry.
    fn end(&self, tally: &Tally, held: &Held) -> String;
}

/// A part of what is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub rank: Rank,
    /// As it is written.
    pub text: String,
}

/// What an entry is about; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A problem that is so bad.
    Problem(Severity),
    /// Something else that has to be said.
    Aside,
}

impl Entry {
    /// The one entry of a format that writes each file as a whole, or tells it beside its problems.
    const fn aside(text: String) -> Self {
        Self { rank: Rank::Aside, text }
    }

    const fn problem(severity: Severity, text: String) -> Self {
        Self { rank: Rank::Problem(severity), text }
    }
}
