//! The catalogue of outcome measures: what may be counted beside the ratings, in which unit, by which groups.
//!
//! Choice, names and groups are this project's judgement. What an assessment counts is checked against it, so that the same
//! word means the same thing from one cycle to the next.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{refer, toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{Source, Span, did_you_mean, nearest, shown};
use crate::tree::{Arena, Entry, Fields, Node, date, integer, text, truth, word};

/// The catalogue in the binary.
pub const MEASURES: (&str, &str) = ("measures.toml", include_str!("../../standards/measures.toml"));

/// Units as files have them.
const UNITS: &[(&str, Unit)] =
    &[("count", Unit::Count), ("people", Unit::People), ("sessions", Unit::Sessions), ("per cent", Unit::PerCent)];

/// What can be counted, and by what.
#[derive(Debug, Clone)]
pub struct Measures {
    /// The day it was made.
    pub as_of: Date,
    /// What to mind when counting.
    pub note: String,
    /// Ways to break a number down.
    pub dimensions: Vec<Dimension>,
    /// What is counted.
    pub definitions: Vec<Definition>,
}

/// A way to break a number down.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its id: `staff_group`.
    pub id: String,
    /// As printed.
    pub title: String,
    /// Its groups.
    pub values: Vec<String>,
    /// Where it holds several breakdowns, how the values of each begin: `ethnicity` for `ethnicity-white`.
    pub parts: Vec<String>,
    /// Whether the groups are protected characteristics of people. Then even "none" says something about the few there are.
    pub protected: bool,
}

/// What is counted.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its id: `incidents-reported`.
    pub id: String,
    /// As printed.
    pub title: String,
    /// What one of it is.
    pub unit: Unit,
    /// What counts.
    pub meaning: String,
    /// What it must not be taken for.
    pub not: String,
    /// Ids of the dimensions it may be broken down by.
    pub dimensions: Vec<String>,
    /// The measure whose incidents or people it is some of. What is known of the one then bounds the other.
    pub part_of: Option<String>,
    /// Its rate is given per so many of what it is out of: 100 as a share, 1,000 for what happens to people at work.
    pub per: u64,
    /// Keys of the sources that support the topic.
    pub sources: Vec<String>,
}

/// What one of a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Events.
    Count,
    /// Different people.
    People,
    /// Sessions of training; nobody can be recognised by their number.
    Sessions,
    /// A whole per cent from somebody else's survey.
    PerCent,
}

impl Unit {
    /// Whether a small number could point at people.
    #[must_use]
    pub const fn is_of_people(self) -> bool {
        matches!(self, Self::Count | Self::People)
    }

    /// As files have it.
    #[must_use]
    pub fn id(self) -> &'static str {
        UNITS.iter().find(|(_, unit)| *unit == self).map_or("", |(id, _)| id)
    }
}

impl Dimension {
    /// The breakdown a value belongs to: its part, or the empty text where the dimension is one breakdown.
    #[must_use]
    pub fn part(&self, value: &str) -> &str {
        let begins = |part: &&String| value.strip_prefix(part.as_str()).is_some_and(|rest| rest.starts_with('-'));
        self.parts.iter().filter(begins).max_by_key(|p| p.len()).map_or("", String::as_str)
    }
}

impl Measures {
    /// The catalogue in the binary. One that does not parse is empty here; a test walks it.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Measures> = LazyLock::new(|| {
            let source = Source::new(format!("built-in file {}", MEASURES.0), MEASURES.1);
            let none = Measures { as_of: Date::MIN, note: String::new(), dimensions: Vec::new(), definitions: Vec::new() };
            parse(&source, &mut Diagnostics::new(source.clone())).unwrap_or(none)
        });
        &EMBEDDED
    }

    /// A measure by its id.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|d| d.id == id)
    }

    /// A dimension by its id.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|d| d.id == id)
    }

    /// A measure named in a file, or a report with the one most likely meant.
    pub fn named(&self, entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<&Definition> {
        let written = text(entry, sink)?;
        let found = self.definition(&written);
        if found.is_none() {
            let ids = self.definitions.iter().map(|d| d.id.as_str());
            let help = near(&written, ids, "`vpr measures list` shows what can be counted");
            let message = format!("there is no measure `{}`", shown(&written));
            sink.push(Diagnostic::error(Code::UNKNOWN_MEASURE, entry.value.span, message).help(help));
        }
        found
    }

    /// A dimension by which a measure may be broken down, or a report.
    pub fn dimension_of(&self, definition: &Definition, written: &str, at: Span, sink: &mut Diagnostics) -> Option<&Dimension> {
        let found = self.dimension(written).filter(|d| definition.dimensions.contains(&d.id));
        if found.is_none() {
            let fallback = match definition.dimensions.as_slice() {
                [] => format!("{} is not broken down at all", definition.id),
                some => format!("{} is broken down by {}", definition.id, crate::text::list_of(some)),
            };
            let help = near(written, definition.dimensions.iter().map(String::as_str), &fallback);
            let message = format!("{} is not broken down by `{}`", definition.id, shown(written));
            sink.push(Diagnostic::error(Code::UNKNOWN_DIMENSION, at, message).help(help));
        }
        found
    }

    /// A group of a dimension, or a report.
    pub fn value_of(dimension: &Dimension, written: &str, at: Span, sink: &mut Diagnostics) -> Option<String> {
        if dimension.values.iter().any(|v| v == written) {
            return Some(written.to_owned());
        }
        let help = near(
            written,
            dimension.values.iter().map(String::as_str),
            &format!("it can be {}", crate::text::list_of(&dimension.values)),
        );
        let message = format!("`{}` has no group `{}`", dimension.id, shown(written));
        sink.push(Diagnostic::error(Code::UNKNOWN_DIMENSION, at, message).help(help));
        None
    }
}

fn near<'a>(written: &str, known: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(written, known).map_or_else(|| otherwise.to_owned(), |n| did_you_mean(written, n))
}

/// Reads a catalogue. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, sink: &mut Diagnostics) -> Option<Measures> {
    let before = sink.count(Severity::Error);
    let arena = Arena::for_file(source);
    let root = toml::parse(source, &arena, sink)?;
    let mut f = Fields::of(&root, Span::default(), "the catalogue of measures", sink)?;
    refer::known_format(&mut f, sink)?;
    let as_of = f.required("as_of", "as_of = 2026-11-22", sink).and_then(|e| date(e, sink));
    let note = f.required("note", "note = \"…\"", sink).and_then(|e| text(e, sink));
    let mut dimensions: Vec<Dimension> = Vec::new();
    for node in f.list("dimension", sink) {
        let Some(dimension) = dimension(node, sink) else { continue };
        unless_there(&dimension.id, dimensions.iter().map(|d| d.id.as_str()), node.span, sink);
        dimensions.push(dimension);
    }
    let mut definitions: Vec<Definition> = Vec::new();
    for node in f.list("measure", sink) {
        let Some(definition) = definition(node, &dimensions, &definitions, sink) else { continue };
        unless_there(&definition.id, definitions.iter().map(|d| d.id.as_str()), node.span, sink);
        definitions.push(definition);
    }
    f.finish(sink);
    if sink.count(Severity::Error) > before {
        return None;
    }
    Some(Measures { as_of: as_of?, note: note?, dimensions, definitions })
}

fn unless_there<'a>(id: &str, mut known: impl Iterator<Item = &'a str>, at: Span, sink: &mut Diagnostics) {
    if known.any(|k| k == id) {
        let message = format!("`{}` stands here twice", shown(id));
        sink.push(Diagnostic::error(Code::DUPLICATE_ID, at, message).help("give each its own id"));
    }
}

fn dimension(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Dimension> {
    let mut f = Fields::of(node, node.span, "a dimension", sink)?;
    let id = f.required("id", "id = \"staff_group\"", sink).and_then(|e| text(e, sink));
    let title = f.required("title", "title = \"Staff group\"", sink).and_then(|e| text(e, sink));
    let values = f.texts("values", sink);
    let parts = f.texts("parts", sink).into_iter().map(|(t, _)| t).collect();
    let protected = f.optional("protected").and_then(|e| truth(e, sink)).unwrap_or(false);
    f.finish(sink);
    for (index, (value, at)) in values.iter().enumerate() {
        unless_there(value, values.iter().take(index).map(|(v, _)| v.as_str()), *at, sink);
    }
    let places: Vec<Span> = values.iter().map(|(_, at)| *at).collect();
    let values = values.into_iter().map(|(t, _)| t).collect();
    let dimension = Dimension { id: id?, title: title?, values, parts, protected };
    for (value, at) in dimension.values.iter().zip(places) {
        if !dimension.parts.is_empty() && dimension.part(value).is_empty() {
            let message = format!("`{}` belongs to none of the `parts`", shown(value));
            sink.push(Diagnostic::error(Code::BAD_VALUE, at, message).help("begin it with one of them and a hyphen"));
        }
    }
    Some(dimension)
}

fn definition(node: &Node<'_>, dimensions: &[Dimension], earlier: &[Definition], sink: &mut Diagnostics) -> Option<Definition> {
    let mut f = Fields::of(node, node.span, "a measure", sink)?;
    let mut words = |name: &'static str, sink: &mut Diagnostics| {
        f.required(name, &format!("{name} = \"…\""), sink).and_then(|e| text(e, sink))
    };
    let (id, title, meaning, not) = (words("id", sink), words("title", sink), words("meaning", sink), words("not", sink));
    let unit = f.required("unit", "unit = \"count\"", sink).and_then(|e| word(e, UNITS, sink));
    let mut by = Vec::new();
    for (written, at) in f.texts("dimensions", sink) {
        if dimensions.iter().any(|d| d.id == written) {
            by.push(written);
        } else {
            let help = near(&written, dimensions.iter().map(|d| d.id.as_str()), "name one of the dimensions above");
            let message = format!("there is no dimension `{}`", shown(&written));
            sink.push(Diagnostic::error(Code::UNKNOWN_DIMENSION, at, message).help(help));
        }
    }
    let part_of = f.optional("part_of").and_then(|e| {
        let written = text(e, sink)?;
        // Only what stands above can be named, so that no measure is part of itself.
        let found = earlier.iter().any(|d| d.id == written);
        if !found {
            let message = format!("there is no measure `{}` above this one", shown(&written));
            let help = near(&written, earlier.iter().map(|d| d.id.as_str()), "name a measure that stands above this one");
            sink.push(Diagnostic::error(Code::UNKNOWN_MEASURE, e.value.span, message).help(help));
        }
        found.then_some(written)
    });
    let per = f.optional("per").map_or(Some(100), |e| integer(e, 100, 1000, sink));
    let sources = f.texts("sources", sink).into_iter().map(|(t, _)| t).collect();
    f.finish(sink);
    Some(Definition {
        id: id?,
        title: title?,
        unit: unit?,
        meaning: meaning?,
        not: not?,
        dimensions: by,
        part_of,
        per: per?,
        sources,
    })
}
