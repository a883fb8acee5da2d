//! A house style: the order of a paper's sections, their headings and its front sheet, from files a trust keeps.
//!
//! `template.toml` names the paper, the order and the headings; `front-sheet.md` is Markdown with placeholders such as
//! `{organisation}`. Neither can take away whose wording the requirements are in, what the guard found, or what a paper covers.

mod front_sheet;

pub use front_sheet::FrontSheet;

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::standard::toml;
use crate::text::{Source, Span, list_of, nearest, shown};
use crate::tree::{Arena, Fields, integer, text, texts, word};

/// The format of `template.toml` that this version reads.
const FORMAT: u64 = 1;

/// A house style for one paper.
#[derive(Debug, Clone)]
pub struct Style {
    reader: Reader,
    order: Option<Vec<&'static str>>,
    headings: BTreeMap<&'static str, String>,
    front_sheet: Option<FrontSheet>,
}

impl Style {
    /// Reads `template.toml`. `None` means the sink has an error; all are reported.
    #[must_use]
    pub fn parse(source: &Source, sink: &mut Diagnostics) -> Option<Self> {
        let before = sink.count(Severity::Error);
        let arena = Arena::for_file(source);
        let root = toml::parse(source, &arena, sink)?;
        let mut f = Fields::of(&root, Span::default(), "the template", sink)?;
        let format = f.required("format", "format = 1", sink).and_then(|e| integer(e, FORMAT, FORMAT, sink));
        let readers: Vec<(&str, Reader)> = Reader::ALL.iter().map(|(reader, id, _)| (*id, *reader)).collect();
        let reader = f.required("for", "for = \"board\"", sink).and_then(|e| word(e, &readers, sink));
        let ordered = f.optional("order");
        let written = ordered.map_or_else(Vec::new, |e| texts(e, sink));
        let headings = f.optional("headings");
        f.finish(sink);
        let reader = reader?;
        let mut order: Vec<&'static str> = Vec::new();
        for (name, at) in &written {
            let Some(section) = section(reader, name, *at, sink) else { continue };
            if order.contains(&section) {
                sink.push(
                    Diagnostic::error(Code::DUPLICATE_ID, *at, format!("the section `{section}` stands here twice"))
                        .help("keep it once"),
                );
            } else {
                order.push(section);
            }
        }
        let mut named = BTreeMap::new();
        if let Some(headings) = headings
            && let Some(f) = Fields::of(&headings.value, headings.key_span, "`headings`", sink)
        {
            for entry in f.entries() {
                let section = section(reader, &entry.key, entry.key_span, sink);
                if let (Some(section), Some(heading)) = (section, text(entry, sink)) {
                    named.insert(section, heading);
                }
            }
        }
        let style = Self { reader, order: ordered.map(|_| order), headings: named, front_sheet: None };
        (format.is_some() && sink.count(Severity::Error) == before).then_some(style)
    }

    /// The same with a front sheet of its own.
    #[must_use]
    pub fn with_front_sheet(mut self, front_sheet: FrontSheet) -> Self {
        self.front_sheet = Some(front_sheet);
        self
    }

    /// The paper it is for.
    #[must_use]
    pub const fn reader(&self) -> Reader {
        self.reader
    }

    /// The sections in order, where it says so; those it does not name are left out.
    #[must_use]
    pub fn order(&self) -> Option<&[&'static str]> {
        self.order.as_deref()
    }

    /// What it calls a section.
    #[must_use]
    pub fn heading(&self, section: &str) -> Option<&str> {
        self.headings.get(section).map(String::as_str)
    }

    /// Its own front sheet.
    #[must_use]
    pub const fn front_sheet(&self) -> Option<&FrontSheet> {
        self.front_sheet.as_ref()
    }
}

/// A section that the paper has.
fn section(reader: Reader, name: &str, at: Span, sink: &mut Diagnostics) -> Option<&'static str> {
    let found = reader.sections().iter().find(|id| **id == name).copied();
    if found.is_none() {
        let help = match nearest(name, reader.sections().iter().copied()) {
            Some(near) => crate::text::did_you_mean(name, near),
            None => format!("its sections are {}", list_of(reader.sections())),
        };
        let message = format!("the {} has no section `{}`", reader.title(), shown(name));
        sink.push(Diagnostic::error(Code::BAD_VALUE, at, message).label("not a section").help(help));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(toml: &str) -> Vec<String> {
        let source = Source::new("template.toml", toml);
        let mut sink = Diagnostics::new(source.clone());
        let style = Style::parse(&source, &mut sink);
        assert_eq!(style.is_none(), sink.has_errors());
        sink.sorted().iter().map(|d| format!("{} {}", sink.position(d), d.message)).collect()
    }

    #[test]
    fn every_mistake_in_a_template_has_its_place() {
        let toml = "format = 2\nfor = \"board\"\nfont = \"Arial\"\norder = [\"position\", \"risk\", \"position\"]\n[headings]\nscope = \"What\"\nrisks = \"\"\n";
        assert_eq!(
            problems(toml),
            [
                "1:10 `format` is 2, but can be from 1 to 1",
                "3:1 the template has no field `font`",
                "4:22 the board paper has no section `risk`",
                "4:30 the section `position` stands here twice",
                "6:1 the board paper has no section `scope`",
                "7:1 `risks` has nothing in it",
            ]
        );
        assert_eq!(problems("format = 1\nfor = \"bored\"\n"), ["2:7 `for` can't be `bored`"]);
        assert_eq!(problems("format = 1\nfor = \"public\"\norder = []\n"), Vec::<String>::new());
    }
}
