//! A second way to cut the same answers: an inspector's findings, recommendations, statements, survey items, law.

use jiff::civil::Date;

use super::refer::{self, Find};
use super::{RequirementId, Standard, StandardRef, toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{Source, Span, nearest, shown};
use crate::tree::{Arena, Fields, Node, date, text, truth, word};

/// A lens whose rows are all there.
#[derive(Debug, Clone)]
pub struct Lens {
    /// What to call it on the command line.
    pub id: String,
    /// As printed.
    pub title: String,
    /// What it is and what stands behind it.
    pub about: String,
    /// The day it was made.
    pub as_of: Date,
    /// The edition whose rows it names.
    pub standard: StandardRef,
    /// How much may be said through it.
    pub show: Show,
    /// Parts, in order.
    pub themes: Vec<Theme>,
    /// Items, in order.
    pub items: Vec<Item>,
    /// Keys of the sources read.
    pub sources: Vec<String>,
}

/// How much may be said through a lens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Counts and scores of each theme.
    Score,
    /// The same, for items that the organisation itself can answer; the rest is another's.
    OwnPart,
    /// Counts under "our mapping", no score.
    Counts,
    /// Which rows bear on each item, without figures: a score beside them would read as a result of another kind.
    Rows,
}

impl Show {
    /// Every extent with its name in lenses.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("score", Self::Score), ("own-part", Self::OwnPart), ("counts", Self::Counts), ("rows", Self::Rows)];
}

/// A part of a lens.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its id.
    pub id: String,
    /// As printed.
    pub title: String,
}

/// An item of a lens.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its code.
    pub id: String,
    /// Index of its theme.
    pub theme: usize,
    /// What it says, in our words.
    pub text: String,
    /// Who can act on it, where that is not the organisation alone.
    pub addressee: Option<String>,
    /// Whether the organisation itself can answer it.
    pub employer: bool,
    /// The day on which it was as the text says.
    pub as_of: Option<Date>,
    /// What to mind before using it.
    pub check: Option<String>,
    /// How sure we are of the text where it was not read in a public source.
    pub confidence: Option<String>,
    /// A published figure, with its source.
    pub figure: Option<String>,
    /// Rows that bear on it.
    pub requirements: Vec<RequirementId>,
    /// Why there are none.
    pub no_rows: Option<String>,
}

/// Reads a lens over a pack at hand. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, find: Find<'_>, sink: &mut Diagnostics) -> Option<Lens> {
    let before = sink.count(Severity::Error);
    let arena = Arena::for_file(source);
    let root = toml::parse(source, &arena, sink)?;
    let lens = read(&root, find, sink);
    if sink.count(Severity::Error) > before { None } else { lens }
}

fn read(root: &Node<'_>, find: Find<'_>, sink: &mut Diagnostics) -> Option<Lens> {
    let mut f = Fields::of(root, Span::default(), "the lens", sink)?;
    refer::known_format(&mut f, sink)?;
    let mut words = |name: &'static str, sink: &mut Diagnostics| {
        f.required(name, &format!("{name} = \"…\""), sink).and_then(|e| text(e, sink))
    };
    let (id, title, about) = (words("id", sink), words("title", sink), words("about", sink));
    let as_of = f.required("as_of", "as_of = 2026-11-22", sink).and_then(|e| date(e, sink));
    let standard = f.required("standard", "standard = \"id@edition\"", sink).and_then(|e| refer::pack(e, find, sink));
    let show = f.required("show", "show = \"counts\"", sink).and_then(|e| word(e, Show::ALL, sink));
    let sources = f.texts("sources", sink).into_iter().map(|(t, _)| t).collect();
    let mut themes: Vec<Theme> = Vec::new();
    for node in f.list("theme", sink) {
        let Some(theme) = theme(node, sink) else { continue };
        if themes.iter().any(|t| t.id == theme.id) {
            sink.push(
                Diagnostic::error(Code::DUPLICATE_ID, node.span, format!("there are two themes `{}`", shown(&theme.id)))
                    .help("give each its own id"),
            );
        }
        themes.push(theme);
    }
    let standard = standard?;
    let mut items: Vec<Item> = Vec::new();
    for node in f.list("item", sink) {
        let Some(item) = item(node, &themes, &standard, show, sink) else { continue };
        if items.iter().any(|i| i.id == item.id) {
            sink.push(
                Diagnostic::error(Code::DUPLICATE_ID, node.span, format!("there are two items `{}`", shown(&item.id)))
                    .help("give each its own id"),
            );
        }
        items.push(item);
    }
    f.finish(sink);
    Some(Lens {
        id: id?,
        title: title?,
        about: about?,
        as_of: as_of?,
        standard: standard.reference,
        show: show?,
        themes,
        items,
        sources,
    })
}

fn theme(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Theme> {
    let mut f = Fields::of(node, node.span, "a theme", sink)?;
    let id = f.required("id", "id = \"training\"", sink).and_then(|e| text(e, sink));
    let title = f.required("title", "title = \"Training\"", sink).and_then(|e| text(e, sink));
    f.finish(sink);
    Some(Theme { id: id?, title: title? })
}

fn item(node: &Node<'_>, themes: &[Theme], standard: &Standard, show: Option<Show>, sink: &mut Diagnostics) -> Option<Item> {
    let mut f = Fields::of(node, node.span, "an item", sink)?;
    let id = f.required("id", "id = \"HSE-RA1\"", sink).and_then(|e| text(e, sink));
    let theme = f.required("theme", "theme = \"…\"", sink).and_then(|e| {
        let written = text(e, sink)?;
        let found = themes.iter().position(|t| t.id == written);
        if found.is_none() {
            let near = nearest(&written, themes.iter().map(|t| t.id.as_str()));
            let help = near.map_or_else(|| "name one of the lens's themes".to_owned(), |n| format!("did you mean \"{n}\"?"));
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, format!("there is no theme `{}`", shown(&written))).help(help),
            );
        }
        found
    });
    let words = f.required("text", "text = \"…\"", sink).and_then(|e| text(e, sink));
    let addressee = f.text("addressee", sink);
    let employer = f.optional("employer").and_then(|e| truth(e, sink)).unwrap_or(false);
    let as_of = f.date("as_of", sink);
    let check = f.text("check", sink);
    let confidence = f.text("confidence", sink);
    let figure = f.text("figure", sink);
    // Sources of single items are for who reads the file; the lens names them all.
    f.texts("sources", sink);
    let rows = f.texts("requirements", sink);
    let requirements: Vec<RequirementId> = rows.iter().filter_map(|(id, at)| refer::row(id, *at, standard, sink)).collect();
    for (index, (id, at)) in rows.iter().enumerate() {
        if rows.iter().take(index).any(|(earlier, _)| earlier == id) {
            sink.push(
                Diagnostic::error(Code::DUPLICATE_ID, *at, format!("`{}` stands here twice", shown(id))).help("keep it once"),
            );
        }
    }
    let no_rows = f.text("no_rows", sink);
    if show == Some(Show::OwnPart) && !employer && addressee.is_none() {
        sink.push(
            Diagnostic::error(
                Code::CONTRADICTION,
                f.span(),
                "an item that is not the organisation's own to answer says whose it is",
            )
            .help("give it an `addressee`, or write `employer = true`"),
        );
    }
    if rows.is_empty() == no_rows.is_none() {
        sink.push(
            Diagnostic::error(Code::CONTRADICTION, f.span(), "an item has `requirements`, or says in `no_rows` why it has none")
                .help("give one of the two"),
        );
    }
    f.finish(sink);
    Some(Item {
        id: id?,
        theme: theme?,
        text: words?,
        addressee,
        employer,
        as_of,
        check,
        confidence,
        figure,
        requirements,
        no_rows,
    })
}
