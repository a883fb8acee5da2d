//! What the keys of provenance stand for: the public sources that were read.

use super::{refer, toml};
use crate::diagnostic::{Diagnostics, Severity};
use crate::text::{Source, Span};
use crate::tree::{Arena, Fields, text};

/// The table of sources in the binary.
pub const SOURCES: (&str, &str) = ("sources.toml", include_str!("../../standards/sources.toml"));

/// A public source.
#[derive(Debug, Clone)]
pub struct PublicSource {
    /// Its key: `S10`.
    pub key: String,
    /// What it is.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as far as known: a year, a month or a day.
    pub date: Option<String>,
    /// Where it was.
    pub address: String,
    /// How much of it was read.
    pub read: String,
    /// What a user of it has to know.
    pub note: Option<String>,
}

/// The sources in the binary. A table that does not parse is empty here; a test walks it.
#[must_use]
pub fn embedded() -> Vec<PublicSource> {
    let source = Source::new(format!("built-in table {}", SOURCES.0), SOURCES.1);
    let mut sink = Diagnostics::new(source.clone());
    parse(&source, &mut sink).unwrap_or_default()
}

/// Reads a table of sources. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, sink: &mut Diagnostics) -> Option<Vec<PublicSource>> {
    let before = sink.count(Severity::Error);
    let arena = Arena::for_file(source);
    let root = toml::parse(source, &arena, sink)?;
    let mut f = Fields::of(&root, Span::default(), "the table of sources", sink)?;
    refer::known_format(&mut f, sink)?;
    let table = f.required("sources", "[sources.S1]", sink)?;
    let entries = Fields::of(&table.value, table.key_span, "`sources`", sink)?;
    let mut sources = Vec::new();
    for entry in entries.entries() {
        let Some(mut s) = Fields::of(&entry.value, entry.key_span, "a source", sink) else { continue };
        let mut words = |name: &'static str, sink: &mut Diagnostics| {
            s.required(name, &format!("{name} = \"…\""), sink).and_then(|e| text(e, sink))
        };
        let (title, publisher, address, read) =
            (words("title", sink), words("publisher", sink), words("address", sink), words("read", sink));
        // An empty date says that none is known.
        let date = s.optional("date").filter(|e| !e.value.is_blank()).and_then(|e| text(e, sink));
        let note = s.text("note", sink);
        s.finish(sink);
        if let (Some(title), Some(publisher), Some(address), Some(read)) = (title, publisher, address, read) {
            sources.push(PublicSource { key: entry.key.to_string(), title, publisher, date, address, read, note });
        }
    }
    f.finish(sink);
    if sink.count(Severity::Error) > before { None } else { Some(sources) }
}

impl PublicSource {
    /// "Social Partnership Forum, Ways to tackle …, 2025-04 (S10)".
    #[must_use]
    pub fn in_words(&self) -> String {
        let date = self.date.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
        format!("{}, {}{date} ({})", self.publisher, self.title, self.key)
    }
}
