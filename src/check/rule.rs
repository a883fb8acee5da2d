//! What a rule is: its words for people, and the function that looks.

use super::{Found, Kind, Layout, Subject};
use crate::diagnostic::{Code, Severity};
use crate::score::Row;

/// A kind of problem that `vpr check` knows: what it is called, why it matters, and how it is found.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, stable for ever.
    pub code: Code,
    /// How bad it is where no expectations say otherwise.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub summary: &'static str,
    /// Why the rule exists: what goes wrong without it.
    pub why: &'static str,
    /// What it rests on.
    pub behind: Behind,
    /// Part of a file that breaks the rule.
    pub bad: &'static str,
    /// The same part put right.
    pub good: &'static str,
    /// How to put it right.
    pub fix: &'static str,
    /// Who finds it.
    pub find: Find,
}

/// What a rule rests on. Nobody has to take its word for it.
#[derive(Debug, Clone, Copy)]
pub enum Behind {
    /// Public sources, by their keys in `standards/sources.toml`.
    Sources(&'static [&'static str]),
    /// The format of the file: it says how one is read and written, and nothing about the subject.
    Format,
    /// Whatever whoever wrote the expectations rests on.
    Demand,
    /// No public source, and what it follows from instead, in sentences.
    Own(&'static str),
}

/// Who finds a problem, and from what.
#[derive(Debug, Clone, Copy)]
pub enum Find {
    /// The parsers, or the comparison with expectations: the rule only explains.
    Elsewhere,
    /// The run as a whole: no place in a file is wrong, and the rule only explains.
    Run,
    /// The scan of the text for what may identify someone or open a door. What it finds is never printed.
    Private(Kind),
    /// A look at how the file is written, whatever errors it has.
    Layout(fn(&Layout<'_>, &mut Found<'_>)),
    /// A look at each answer. It is looked at even when other answers of the file have errors.
    Row(fn(&Subject<'_>, &Row<'_>, &mut Found<'_>)),
    /// A look at all answers together, without those that have errors.
    Answers(fn(&Subject<'_>, &mut Found<'_>)),
    /// A look at these fields of the file, once they have no error, whatever the rest has.
    Fields(&'static [&'static str], fn(&Subject<'_>, &mut Found<'_>)),
    /// A look at the whole file, once it has no error: what a sign-off covers is all of it.
    Whole(fn(&Subject<'_>, &mut Found<'_>)),
}

impl Rule {
    /// Whether no file of expectations can change its severity: it says that a file can't be read, or is about no file.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.find, Find::Run) || (Code::OF_PARSERS.contains(&self.code) && self.severity == Severity::Error)
    }

    /// Whether what it finds must not be printed.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        matches!(self.find, Find::Private(_))
    }
}
