//! A problem in a file, as facts: what, where, why it matters, what to do.
//!
//! A [`Diagnostic`] belongs to one file and holds no wording of any output format. Parsers collect all they find in a
//! [`Diagnostics`] sink and go on, so that a person with five mistakes needs one run.

use std::collections::BTreeMap;
use std::fmt;

use crate::text::edit::Edit;
use crate::text::{Position, Source, Span};

/// How bad a problem is. The order is from worst to mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file can't be used until it is mended.
    Error,
    /// The file can be used; someone should look.
    Warning,
    /// Worth knowing; nobody has to do anything.
    Note,
}

impl Severity {
    /// Every severity with its name, from worst to mildest.
    pub const ALL: &'static [(Self, &'static str)] = &[(Self::Error, "error"), (Self::Warning, "warning"), (Self::Note, "note")];
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(severity, _)| severity == self).map_or("", |(_, name)| name))
    }
}

/// What kind of problem it is: a kebab-case name that scripts may rely on.
///
/// The parsers' own are listed here; a rule of `check` defines its code in its own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal,)+) => {
        impl Code {
            $($(#[$doc])* pub const $constant: Self = Self($name);)+

            /// Every code that a parser gives.
            pub const OF_PARSERS: &'static [Self] = &[$(Self::$constant,)+];
        }
    };
}

codes! {
    /// Larger than an assessment or pack can sensibly be.
    TOO_LARGE = "too-large",
    /// Bytes that are not UTF-8.
    NOT_UTF8 = "not-utf8",
    /// The file is a document of another program.
    NOT_TEXT = "not-text",
    /// A character that could rewrite the screen or turn text around.
    UNSAFE_CHARACTER = "unsafe-character",
    /// The file is not YAML or TOML.
    SYNTAX = "syntax",
    /// Nested more deeply than any assessment is.
    TOO_DEEP = "too-deep",
    /// More values than any assessment has.
    TOO_MANY_VALUES = "too-many-values",
    /// `&name` or `*name`, which stand for text elsewhere.
    ANCHOR_OR_ALIAS = "anchor-or-alias",
    /// `!tag`, which asks for a type of its own.
    TAG = "tag",
    /// More than one document in a file.
    SEVERAL_DOCUMENTS = "several-documents",
    /// The same key twice in one mapping.
    DUPLICATE_KEY = "duplicate-key",
    /// Nothing in it.
    EMPTY = "empty",
    /// A format number this version does not know.
    FORMAT_UNKNOWN = "format-unknown",
    /// A field nobody defined.
    UNKNOWN_FIELD = "unknown-field",
    /// A field that has to be there.
    MISSING_FIELD = "missing-field",
    /// Text where a number belongs, a list where a text belongs, and the like.
    WRONG_TYPE = "wrong-type",
    /// A field with nothing in it.
    EMPTY_VALUE = "empty-value",
    /// Not a day in the calendar, or not written as year-month-day.
    BAD_DATE = "bad-date",
    /// The right type, but not a value this field can have.
    BAD_VALUE = "bad-value",
    /// A standard or edition that is not installed.
    UNKNOWN_STANDARD = "unknown-standard",
    /// A requirement the standard does not have.
    UNKNOWN_REQUIREMENT = "unknown-requirement",
    /// A rating the standard's scale does not have.
    UNKNOWN_RATING = "unknown-rating",
    /// A measure the catalogue does not have.
    UNKNOWN_MEASURE = "unknown-measure",
    /// A way to break a measure down, or a group of it, that the catalogue does not have.
    UNKNOWN_DIMENSION = "unknown-dimension",
    /// Two things that can't both be true of one answer.
    CONTRADICTION = "contradiction",
    /// An id used twice in a pack.
    DUPLICATE_ID = "duplicate-id",
    /// A pack that says it is one that is built in, or already loaded.
    PACK_TAKEN = "pack-taken",
    /// Answered against another text of the pack than the one at hand.
    PACK_CHANGED = "pack-changed",
}

impl Code {
    /// The code of a rule.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name as printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One problem at one place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where in the file; the first byte when the whole file is meant.
    pub span: Span,
    /// What is wrong, in one clause without a full stop.
    pub message: String,
    /// A few words at the marked place.
    pub label: String,
    /// Other places that matter, each with its few words.
    pub related: Vec<(Span, String)>,
    /// Why it matters.
    pub note: Option<String>,
    /// What to do next.
    pub help: Option<String>,
    /// Edits that put it right, where it can be put right in one way only; else none.
    pub fix: Vec<Edit>,
    /// Whether each of the edits stands for itself, so that some can be made without the others.
    pub fix_has_parts: bool,
}

impl Diagnostic {
    /// An error with its place and message; the rest is added by the methods below.
    #[must_use]
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            note: None,
            help: None,
            fix: Vec::new(),
            fix_has_parts: false,
        }
    }

    /// A warning with its place and message.
    #[must_use]
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// Every text in it.
    fn words(&self) -> impl Iterator<Item = &str> {
        let words = [&self.message, &self.label].into_iter().chain(self.related.iter().map(|(_, label)| label));
        let put_in = self.fix.iter().filter_map(|edit| match edit {
            Edit::Replace { new, .. } => Some(new),
            Edit::Move { .. } => None,
        });
        words.chain(put_in).chain(&self.note).chain(&self.help).map(String::as_str)
    }

    /// Words at the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    fn add_note(&mut self, more: &str) {
        let before = self.note.take().map(|note| note + "; ").unwrap_or_default();
        self.note = Some(before + more);
    }

    /// What to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Edits that put it right. Only what can be read in one way has any: never a guess by likeness.
    #[must_use]
    pub fn fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.fix.extend(edits);
        self
    }

    /// The same, where each edit stands for itself: some of them can be left out.
    #[must_use]
    pub fn fix_each(self, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { fix_has_parts: true, ..self.fix(edits) }
    }

    /// Leaves out what of the fix would change certain lines: all of it, where it is in one piece.
    fn leave_alone(&mut self, source: &Source, lines: &[usize]) {
        let before = self.fix.len();
        let changes_one = |edit: &Edit| source.touches(edit.span(), lines);
        if self.fix_has_parts {
            self.fix.retain(|edit| !changes_one(edit));
        } else if self.fix.iter().any(changes_one) {
            self.fix.clear();
        }
        if self.fix.len() < before {
            self.note.get_or_insert_with(|| {
                "what would change stands on a line that holds what may identify someone or open a door, and no such line is \
                 changed for you"
                    .to_owned()
            });
        }
    }
}

/// In what a file is written: how a problem is put right depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Assessments.
    Yaml,
    /// Packs, and what is expected of assessments.
    Toml,
}

/// A group of a kind of file, and the fields that belong there and nowhere else: what to tell whoever put one of them elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Home {
    /// What the group is called in messages: "an action".
    pub group: &'static str,
    /// The field that holds the group, or a list of such groups; nothing for the top of the file.
    pub below: &'static str,
    /// Where that is: "in an action, below `actions`".
    pub place: &'static str,
    /// The field that each such group has, or should; nothing where that goes without saying.
    pub first: &'static str,
    /// Its fields that no other group has. One that two groups have is of a home that names both, behind theirs.
    pub fields: &'static [&'static str],
}

/// The problems of one file, with the file.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    source: Source,
    syntax: Syntax,
    homes: &'static [Home],
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list for a file.
    #[must_use]
    pub const fn new(source: Source) -> Self {
        Self { source, syntax: Syntax::Yaml, homes: &[], list: Vec::new() }
    }

    /// Says that the file is not read as YAML.
    pub const fn read_as(&mut self, syntax: Syntax) {
        self.syntax = syntax;
    }

    /// Says where the fields of the file belong.
    pub const fn belong(&mut self, homes: &'static [Home]) {
        self.homes = homes;
    }

    /// Where the fields of the file belong, as far as that was said.
    #[must_use]
    pub const fn homes(&self) -> &'static [Home] {
        self.homes
    }

    /// In what the file is written.
    #[must_use]
    pub const fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Takes a problem in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Takes back the latest problem of a kind, which turns out to be another one's doing.
    pub fn withdraw(&mut self, is_meant: impl Fn(&Diagnostic) -> bool) {
        if let Some(place) = self.list.iter().rposition(is_meant) {
            self.list.remove(place);
        }
    }

    /// The same problems of the file under another name.
    #[must_use]
    pub fn renamed(mut self, name: &str) -> Self {
        self.source = self.source.renamed(name);
        self
    }

    /// The file they are about.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// All problems, by place.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        sorted.sort_by_key(|d| (d.span, d.severity, d.code));
        sorted
    }

    /// The worst problems, so many at most, by place.
    #[must_use]
    pub fn worst(&self, most: usize) -> Vec<&Diagnostic> {
        let sorted = self.sorted();
        if sorted.len() <= most {
            return sorted;
        }
        let mut by_severity: Vec<(usize, &Diagnostic)> = sorted.into_iter().enumerate().collect();
        by_severity.sort_by_key(|(place, d)| (d.severity, *place));
        by_severity.truncate(most);
        by_severity.sort_by_key(|(place, _)| *place);
        by_severity.into_iter().map(|(_, d)| d).collect()
    }

    /// How many of each kind there are, the worst first.
    #[must_use]
    pub fn by_code(&self) -> BTreeMap<(Severity, Code), usize> {
        let mut counts = BTreeMap::new();
        self.list.iter().for_each(|d| *counts.entry((d.severity, d.code)).or_default() += 1);
        counts
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// How many are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// The problems that can be put right in one way only, in the order found.
    pub fn fixable(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(|d| !d.fix.is_empty())
    }

    /// Adds to the first error, by place, that is meant: what else it keeps from being done.
    pub fn tell_at_first(&mut self, is_meant: impl Fn(&Diagnostic) -> bool, words: &str) {
        let errors = self.list.iter_mut().filter(|d| d.severity == Severity::Error && is_meant(d));
        if let Some(first) = errors.min_by_key(|d| d.span) {
            first.add_note(words);
        }
    }

    /// Whether the field whose name stands at a place stands in the file a second time, with something else on its line.
    #[must_use]
    pub fn is_repeated_otherwise(&self, first: Span) -> bool {
        let text = self.source.text();
        let said = |name: Span| {
            let line = text.get(name.end..).unwrap_or_default().lines().next().unwrap_or_default();
            let value = line.split(" #").next().map(|value| value.trim_start_matches([' ', ':']).trim_end());
            // What stands on further lines is not compared.
            value.filter(|value| !value.is_empty() && !value.starts_with(['|', '>'])).map(str::to_owned)
        };
        let again = self.list.iter().filter(|d| d.code == Code::DUPLICATE_KEY);
        again
            .filter(|d| d.related.iter().any(|(place, _)| *place == first))
            .any(|d| said(d.span).is_none_or(|again| Some(again) != said(first)))
    }

    /// Adds to errors of some kinds what else each keeps from being done, by the place where it starts, and better advice where there
    /// is some.
    pub fn tell_at_places(&mut self, codes: &[Code], told: &BTreeMap<usize, (String, Option<String>)>) {
        for problem in self.list.iter_mut().filter(|d| codes.contains(&d.code)) {
            if let Some((words, help)) = told.get(&problem.span.start) {
                problem.add_note(words);
                if help.is_some() {
                    problem.help.clone_from(help);
                }
            }
        }
    }

    /// The same problems, none of which may be put right by a program, and why.
    #[must_use]
    pub fn without_fixes(mut self, why: &str) -> Self {
        for problem in self.list.iter_mut().filter(|d| !d.fix.is_empty()) {
            problem.fix.clear();
            problem.add_note(why);
        }
        self
    }

    /// Whether anything stops the file from being used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The same problems with nothing that stands on the lines of these spans: neither the lines, nor what a message quotes.
    /// `summary` gives what a problem of a kind is called when it can't be told in its own words, and nothing for a kind whose
    /// words never quote the file; `is_private` tells whether words hold such a thing. The spans come in order. No fix changes
    /// such a line either: nobody could see what was changed.
    #[must_use]
    pub fn without_private(
        mut self,
        spans: &[Span],
        summary: impl Fn(Code) -> Option<&'static str>,
        is_private: impl Fn(&str) -> bool,
    ) -> Self {
        if self.list.is_empty() {
            return self;
        }
        // Words may hold on one line what stands on several, and be found private only so.
        let quotes: Vec<bool> = self.list.iter().map(|d| summary(d.code).is_some() && d.words().any(&is_private)).collect();
        let quoted = self.list.iter().zip(&quotes).filter(|(_, quotes)| **quotes).map(|(d, _)| d.span);
        let all: Vec<Span> = spans.iter().copied().chain(quoted).collect();
        let hidden = self.source.lines_of_all(&all);
        let why = if spans == [Span::new(0, self.source.text().len())] {
            "the file holds so much that may identify someone or open a door that none of it is shown"
        } else {
            "this line holds what may identify someone or open a door, so it is not shown"
        };
        for (problem, quotes) in self.list.iter_mut().zip(quotes) {
            problem.leave_alone(&self.source, &hidden);
            let Some(summary) = summary(problem.code) else { continue };
            problem.related.retain(|(place, _)| !self.source.touches(*place, &hidden));
            let on_the_line = self.source.touches(problem.span, &hidden);
            if quotes || !problem.fix_has_parts && on_the_line {
                problem.fix.clear();
            }
            if on_the_line || quotes {
                summary.clone_into(&mut problem.message);
                problem.label.clear();
                problem.related.iter_mut().for_each(|(_, label)| label.clear());
                problem.note = Some(why.to_owned());
                problem.help = Some("put that right first, then check again to see this problem in full".to_owned());
            }
        }
        if !hidden.is_empty() {
            self.source = self.source.without_lines(&hidden);
        }
        self
    }

    /// Where a problem is, to tell a person.
    #[must_use]
    pub fn position(&self, diagnostic: &Diagnostic) -> Position {
        self.source.position(diagnostic.span.start)
    }
}
