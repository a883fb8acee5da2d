//! Which parts of a file its errors leave sound.

use crate::diagnostic::{Diagnostics, Severity};
use crate::tree::{Entry, Node};

/// Where the errors of a file stand, by its parts.
#[derive(Debug, Default)]
pub struct Faults<'n> {
    /// Whether there is any.
    any: bool,
    /// The fields at the top that are there, and whether each is sound.
    fields: Vec<(&'n str, bool)>,
    /// Whether an error stands in none of their values. Then a field that is not there may be one whose name is misspelt.
    elsewhere: bool,
    /// Answers, by their requirement, and whether each is sound. Only looked into where the answers are not.
    answers: Vec<(&'n str, bool)>,
}

impl<'n> Faults<'n> {
    /// The errors found so far in a file.
    #[must_use]
    pub fn of(root: &'n Node<'_>, sink: &Diagnostics) -> Self {
        if !sink.has_errors() {
            return Self::default();
        }
        let errors = Errors(sink.sorted().iter().filter(|d| d.severity == Severity::Error).map(|d| d.span.start).collect());
        let by_name = |entries: &'n [Entry<'_>]| entries.iter().map(|e| (e.key.as_ref(), !errors.are_in(e))).collect();
        let answers = root.entries().iter().find(|e| e.key == "answers");
        let inside: usize = root.entries().iter().map(|e| errors.count(e.value.span.start, e.value.last_byte())).sum();
        Self {
            any: true,
            fields: by_name(root.entries()),
            elsewhere: inside < errors.0.len(),
            answers: answers.map(|a| by_name(a.value.entries())).unwrap_or_default(),
        }
    }

    /// Whether there is no error at all.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        !self.any
    }

    /// Whether what the file says in a field at its top is known, or that it says nothing there.
    #[must_use]
    pub fn spare(&self, field: &str) -> bool {
        self.is_none() || self.fields.iter().find(|(name, _)| *name == field).map_or(!self.elsewhere, |(_, sound)| *sound)
    }

    /// The same of the answer to a requirement.
    #[must_use]
    pub fn spare_answer(&self, id: &str) -> bool {
        self.spare("answers") || self.answers.iter().find(|(name, _)| *name == id).is_some_and(|(_, sound)| *sound)
    }
}

/// Where the errors of a file start, in order.
struct Errors(Vec<usize>);

impl Errors {
    fn are_in(&self, entry: &Entry<'_>) -> bool {
        self.count(entry.key_span.start, entry.value.last_byte()) > 0
    }

    /// How many start from one byte to another.
    fn count(&self, first: usize, last: usize) -> usize {
        let from = self.0.partition_point(|at| *at < first);
        self.0.partition_point(|at| *at <= last).saturating_sub(from)
    }
}
