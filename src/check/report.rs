//! What a check says of many files, before any format.

use crate::diagnostic::{Diagnostics, Severity};

/// A file and what came of it.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// Its path as it may be printed, parts divided by `/`.
    pub path: String,
    /// Its path as a URI that programs find it by: relative where it can be, every unusual byte percent-encoded.
    pub uri: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a file.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was checked; these are its problems.
    Checked(Diagnostics),
    /// It was checked, and what was to be put right in it could not be written: its problems as they are, and why not.
    Unwritten(Diagnostics, String),
    /// It was not checked, as it is no assessment, and how that was seen.
    Skipped(&'static str),
    /// It was not looked at, though its name may be that of an assessment, and why not.
    PassedOver(&'static str),
    /// It is no assessment, and none such may be there: the problem that it is.
    Refused(Diagnostics),
    /// It could not be read, and why not.
    Unread(String),
    /// There is no file to look at: nothing of that name, a pattern that matches nothing, a folder with no assessment in it.
    Missing(String),
}

impl Outcome {
    /// The problems that are told of the file, where any are.
    #[must_use]
    pub const fn problems(&self) -> Option<&Diagnostics> {
        match self {
            Self::Checked(problems) | Self::Unwritten(problems, _) | Self::Refused(problems) => Some(problems),
            _ => None,
        }
    }
}

/// How many of what, over all files. The same whatever the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Files that were checked.
    pub checked: usize,
    /// Of these, files without any problem.
    pub clean: usize,
    /// Of these, files that could not be written, though there was something to put right.
    pub unwritten: usize,
    /// Files that are no assessments, or may be some and were not looked at for their names.
    pub skipped: usize,
    /// Of these, files that were not looked at for their names.
    pub passed_over: usize,
    /// Of these, files that are refused for it.
    pub refused: usize,
    /// Files and folders that could not be read.
    pub unread: usize,
    /// Names, folders and patterns with no file to them.
    pub missing: usize,
    /// Files that ignore files name, where these were asked for.
    pub ignored: usize,
    /// Files of folders that are of other kinds, as `.docx`, and were not looked at.
    pub of_other_kinds: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// How many of all problems can be put right by `--fix`.
    pub fixable: usize,
}

impl Tally {
    /// Counts a file in.
    pub fn add(&mut self, file: &FileReport) {
        if let Some(problems) = file.outcome.problems() {
            self.errors += problems.count(Severity::Error);
            self.warnings += problems.count(Severity::Warning);
            self.notes += problems.count(Severity::Note);
            self.fixable += problems.fixable().count();
        }
        match &file.outcome {
            Outcome::Checked(problems) => {
                self.checked += 1;
                self.clean += usize::from(problems.is_empty());
            }
            Outcome::Unwritten(..) => {
                self.checked += 1;
                self.unwritten += 1;
            }
            Outcome::Skipped(_) => self.skipped += 1,
            Outcome::PassedOver(_) => {
                self.skipped += 1;
                self.passed_over += 1;
            }
            Outcome::Refused(_) => {
                self.skipped += 1;
                self.refused += 1;
            }
            Outcome::Unread(_) => self.unread += 1,
            Outcome::Missing(_) => self.missing += 1,
        }
    }

    /// Counts in what was counted elsewhere.
    pub const fn include(&mut self, other: &Self) {
        self.checked += other.checked;
        self.clean += other.clean;
        self.unwritten += other.unwritten;
        self.skipped += other.skipped;
        self.passed_over += other.passed_over;
        self.refused += other.refused;
        self.unread += other.unread;
        self.missing += other.missing;
        self.ignored += other.ignored;
        self.of_other_kinds += other.of_other_kinds;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.fixable += other.fixable;
    }

    /// Files found, whatever came of them.
    #[must_use]
    pub const fn found(&self) -> usize {
        self.checked + self.skipped + self.unread
    }

    /// Whether the check was of all that it was given, and of anything at all, and put right all that it was to. A run that was
    /// not is never a good one, whatever it found: an empty folder would be the best of all submissions.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.checked > 0 && self.unread == 0 && self.missing == 0 && self.unwritten == 0
    }

    /// Whether a problem is at least so bad.
    #[must_use]
    pub const fn has_at_least(&self, severity: Severity) -> bool {
        let warnings = self.warnings > 0 && matches!(severity, Severity::Warning | Severity::Note);
        let notes = self.notes > 0 && matches!(severity, Severity::Note);
        self.errors > 0 || warnings || notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_fails_a_run_that_asks_for_no_worse() {
        let none = Tally::default();
        let one_of_each = [Tally { errors: 1, ..none }, Tally { warnings: 1, ..none }, Tally { notes: 1, ..none }];
        let fails = |severity| one_of_each.map(|tally| tally.has_at_least(severity));
        assert_eq!(fails(Severity::Error), [true, false, false]);
        assert_eq!(fails(Severity::Warning), [true, true, false]);
        assert_eq!(fails(Severity::Note), [true, true, true]);
        assert!(!none.has_at_least(Severity::Note));
    }
}
