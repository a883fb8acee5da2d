//! A problem as formats for machines tell it: clean words of bounded length, and its place in lines and columns.

use std::collections::HashMap;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::render::diagnostics::brief;
use crate::text::{Source, Span, count_of, list_of};

/// Most bytes of a line that tell it from other lines.
const TELLING: usize = 1_000;
/// Most other places that are told in one paragraph.
const MOST_PLACES: usize = 5;
/// Longest part of a file that is quoted, in characters.
const QUOTED: usize = 200;

/// A problem, told.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    pub code: &'static str,
    #[serde(serialize_with = "as_text")]
    pub severity: Severity,
    pub message: String,
    #[serde(flatten)]
    pub place: Place,
    pub label: Option<String>,
    pub note: Option<String>,
    pub help: Option<String>,
    pub related: Vec<Related>,
    /// What tells it from every other problem of the file, and stays the same when lines above it come and go.
    #[serde(skip)]
    pub fingerprint: Fingerprint,
    /// What the file says there.
    #[serde(skip)]
    pub quoted: String,
}

/// Where it is: lines and columns from one, columns in characters, the end one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Another place that matters.
#[derive(Debug, Clone, Serialize)]
pub struct Related {
    pub message: String,
    #[serde(flatten)]
    pub place: Place,
}

/// The code, what is said and the line's text as a digest, and which of several alike it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    pub digest: String,
    pub nth: usize,
}

/// The worst problems of a file by place, no more than so many, and how many more there are.
pub fn told(uri: &str, problems: &Diagnostics, most: usize) -> (Vec<Problem>, usize) {
    let mut alike = HashMap::new();
    let told: Vec<Problem> = problems
        .worst(most)
        .into_iter()
        .map(|d| {
            let mut told = Problem::new(uri, problems.source(), d);
            let nth = alike.entry(told.fingerprint.digest.clone()).or_insert(0);
            *nth += 1;
            told.fingerprint.nth = *nth;
            told
        })
        .collect();
    let rest = problems.len() - told.len();
    (told, rest)
}

impl Problem {
    fn new(uri: &str, source: &Source, d: &Diagnostic) -> Self {
        let words = |text: &Option<String>| text.as_deref().map(brief).filter(|text| !text.is_empty());
        let quoted = source.text().get(d.span.start..d.span.end).unwrap_or_default();
        Self {
            code: d.code.as_str(),
            severity: d.severity,
            message: brief(&d.message),
            place: Place::of(source, d.span),
            label: words(&Some(d.label.clone())),
            note: words(&d.note),
            help: words(&d.help),
            related: d
                .related
                .iter()
                .map(|(span, label)| Related { message: brief(label), place: Place::of(source, *span) })
                .collect(),
            fingerprint: Fingerprint::of(uri, source, d),
            quoted: brief(&quoted.chars().take(QUOTED).collect::<String>()),
        }
    }

    /// All there is to say, a paragraph, with the lines of other places.
    pub fn in_full(&self) -> String {
        self.paragraph(&self.other_lines())
    }

    /// The same for a format that has places of its own for them.
    pub fn in_words(&self) -> String {
        self.paragraph(&[])
    }

    fn paragraph(&self, places: &[String]) -> String {
        let parts = [("Note: ", self.note.as_ref()), ("Help: ", self.help.as_ref())];
        let said = parts.into_iter().filter_map(|(name, text)| text.map(|text| format!("{name}{}", stopped(text))));
        [stopped(&self.message)].into_iter().chain(places.iter().cloned()).chain(said).collect::<Vec<_>>().join(" ")
    }

    /// Of each thing that is said of other places, the lines it is said of: the first few of all, and how many more there are.
    fn other_lines(&self) -> Vec<String> {
        let is_on_another = |other: &&Related| !other.message.is_empty() && other.place.line != self.place.line;
        let mut others: Vec<(usize, &str)> =
            self.related.iter().filter(is_on_another).map(|other| (other.place.line, other.message.as_str())).collect();
        others.sort_unstable();
        others.dedup();
        let rest = others.len().saturating_sub(MOST_PLACES);
        let mut said: Vec<(&str, Vec<String>)> = Vec::new();
        for (line, words) in others.into_iter().take(MOST_PLACES) {
            match said.iter_mut().find(|(known, _)| *known == words) {
                Some((_, lines)) => lines.push(line.to_string()),
                None => said.push((words, vec![line.to_string()])),
            }
        }
        let told = |(words, lines): (&str, Vec<String>)| {
            let line = if lines.len() == 1 { "line" } else { "lines" };
            format!("See {line} {}: {}", list_of(&lines), stopped(words))
        };
        let rest = (rest > 0).then(|| format!("{} like these.", count_of(rest, "more place is", "more places are")));
        said.into_iter().map(told).chain(rest).collect()
    }
}

impl Place {
    /// The start of a file.
    pub const START: Self = Self { line: 1, column: 1, end_line: 1, end_column: 1 };

    fn of(source: &Source, span: Span) -> Self {
        let (start, end) = (source.position(span.start), source.position(span.end));
        Self { line: start.line.get(), column: start.column.get(), end_line: end.line.get(), end_column: end.column.get() }
    }
}

impl Fingerprint {
    /// The text of the line and not its number, so that it stays when the file grows. Lines that must not be shown are
    /// covered before any format sees them: a digest of a telephone number would be the number to whoever tries them all.
    fn of(uri: &str, source: &Source, d: &Diagnostic) -> Self {
        let (line, _) = source.line(source.position(d.span.start).line);
        let line = line.trim();
        let line = &line[..line.floor_char_boundary(TELLING)];
        Self { digest: digest(&[uri, d.code.as_str(), &brief(&d.message), line]), nth: 0 }
    }

    /// For what is said once of a whole file.
    pub fn of_file(uri: &str, name: &str) -> String {
        digest(&[uri, name])
    }
}

fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// A clause with its full stop.
fn stopped(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn as_text<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(severity)
}
