//! How the rows of one edition relate to those of another: for moving plans, never for converting ratings.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::refer::{self, Find};
use super::{RequirementId, Standard, StandardRef, toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{Source, Span};
use crate::tree::{Arena, Entry, Fields, Node, date, text, word};

/// A crosswalk between two editions; every row it names is there, and no row of either is left out unexplained.
#[derive(Debug, Clone)]
pub struct Crosswalk {
    /// The edition moved from.
    pub from: StandardRef,
    /// The edition moved to.
    pub to: StandardRef,
    /// The day it was made.
    pub as_of: Date,
    /// What stands behind it.
    pub note: String,
    /// Pairs of rows, in the order of the edition moved from.
    pub entries: Vec<Link>,
    /// Rows with nothing behind them in the edition moved from.
    pub new: Vec<Lone>,
    /// Rows with nothing after them in the edition moved to.
    pub withdrawn: Vec<Lone>,
}

/// Two rows that have to do with each other.
#[derive(Debug, Clone)]
pub struct Link {
    /// The row moved from.
    pub from: RequirementId,
    /// The row moved to.
    pub to: RequirementId,
    /// How they relate, seen from the row moved from.
    pub relation: Relation,
    /// What they share, and what still has to be looked at.
    pub rationale: String,
}

/// A row with no other.
#[derive(Debug, Clone)]
pub struct Lone {
    /// The row.
    pub requirement: RequirementId,
    /// What to do about it.
    pub note: String,
}

/// How a requirement of one edition relates to one of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// They say the same.
    Equal,
    /// The source asks for less.
    Narrower,
    /// The source asks for more.
    Broader,
    /// They share ground.
    Overlaps,
}

impl Relation {
    /// Every relation with its name in files.
    pub const ALL: &'static [(Self, &'static str)] =
        &[(Self::Equal, "equal"), (Self::Narrower, "narrower"), (Self::Broader, "broader"), (Self::Overlaps, "overlaps")];

    /// As written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(r, _)| *r == self).map_or("", |(_, id)| id)
    }
}

/// Reads a crosswalk between two packs at hand. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, find: Find<'_>, sink: &mut Diagnostics) -> Option<Crosswalk> {
    let before = sink.count(Severity::Error);
    let arena = Arena::for_file(source);
    let root = toml::parse(source, &arena, sink)?;
    let crosswalk = read(&root, find, sink);
    if sink.count(Severity::Error) > before { None } else { crosswalk }
}

fn read(root: &Node<'_>, find: Find<'_>, sink: &mut Diagnostics) -> Option<Crosswalk> {
    let mut f = Fields::of(root, Span::default(), "the crosswalk", sink)?;
    refer::known_format(&mut f, sink)?;
    let from = f.required("from", "from = \"id@edition\"", sink).and_then(|e| refer::pack(e, find, sink));
    let to = f.required("to", "to = \"id@edition\"", sink).and_then(|e| refer::pack(e, find, sink));
    let as_of = f.required("as_of", "as_of = 2026-11-22", sink).and_then(|e| date(e, sink));
    let note = f.required("note", "note = \"…\"", sink).and_then(|e| text(e, sink));
    let (from, to) = (from?, to?);
    let listed = (f.list("entry", sink), f.list("new", sink), f.list("withdrawn", sink));
    let entries: Vec<(Link, Span)> = listed.0.iter().filter_map(|n| link(n, &from, &to, sink)).collect();
    let new: Vec<(Lone, Span)> = listed.1.iter().filter_map(|n| lone(n, &to, sink)).collect();
    let withdrawn: Vec<(Lone, Span)> = listed.2.iter().filter_map(|n| lone(n, &from, sink)).collect();
    f.finish(sink);
    // A row may be named in an entry that could not be read: then nobody knows what is left out.
    if (entries.len(), new.len(), withdrawn.len()) == (listed.0.len(), listed.1.len(), listed.2.len()) {
        named_once(&from, entries.iter().map(|(l, _)| &l.from), &withdrawn, sink);
        named_once(&to, entries.iter().map(|(l, _)| &l.to), &new, sink);
    }
    for (index, (link, at)) in entries.iter().enumerate() {
        if entries.iter().take(index).any(|(l, _)| (&l.from, &l.to) == (&link.from, &link.to)) {
            let message = format!("{} and {} are linked already", link.from, link.to);
            sink.push(Diagnostic::error(Code::DUPLICATE_ID, *at, message).help("keep one entry for a pair of rows"));
        }
    }
    let plain = |lones: Vec<(Lone, Span)>| lones.into_iter().map(|(lone, _)| lone).collect();
    Some(Crosswalk {
        from: from.reference,
        to: to.reference,
        as_of: as_of?,
        note: note?,
        entries: entries.into_iter().map(|(link, _)| link).collect(),
        new: plain(new),
        withdrawn: plain(withdrawn),
    })
}

/// Reports every row of an edition that is neither linked nor alone, or is both, or is alone twice.
fn named_once<'a>(
    standard: &Standard,
    linked: impl Iterator<Item = &'a RequirementId>,
    alone: &[(Lone, Span)],
    sink: &mut Diagnostics,
) {
    let linked: BTreeSet<&RequirementId> = linked.collect();
    let mut seen: BTreeSet<&RequirementId> = BTreeSet::new();
    for (lone, at) in alone {
        let id = &lone.requirement;
        if linked.contains(id) {
            let message = format!("{id} of {} is both linked and said to stand alone", standard.reference);
            sink.push(
                Diagnostic::error(Code::CONTRADICTION, *at, message)
                    .help("remove it here, or remove every `entry` that names it"),
            );
        }
        if !seen.insert(id) {
            let message = format!("{id} of {} is said to stand alone twice", standard.reference);
            sink.push(Diagnostic::error(Code::DUPLICATE_ID, *at, message).help("keep one of the two"));
        }
    }
    for row in standard.requirements.iter().filter(|r| !linked.contains(&r.id) && !seen.contains(&r.id)) {
        let message = format!("{} of {} is left out", row.id, standard.reference);
        sink.push(
            Diagnostic::error(Code::MISSING_FIELD, Span::default(), message)
                .help("give each row an `entry`, or name it under `new` or `withdrawn`"),
        );
    }
}

/// A row of a pack.
fn row(entry: &Entry<'_>, standard: &Standard, sink: &mut Diagnostics) -> Option<RequirementId> {
    refer::row(&text(entry, sink)?, entry.value.span, standard, sink)
}

fn link(node: &Node<'_>, from: &Standard, to: &Standard, sink: &mut Diagnostics) -> Option<(Link, Span)> {
    let mut f = Fields::of(node, node.span, "an entry", sink)?;
    let source = f.required("from", "from = \"PLAN-1\"", sink).and_then(|e| row(e, from, sink));
    let target = f.required("to", "to = \"L3\"", sink).and_then(|e| row(e, to, sink));
    let words: Vec<(&str, Relation)> = Relation::ALL.iter().map(|(relation, id)| (*id, *relation)).collect();
    let relation =
        f.required("relation", "relation = \"overlaps\"", sink).and_then(|e| Some((word(e, &words, sink)?, e.value.span)));
    let rationale = f.required("rationale", "rationale = \"…\"", sink).and_then(|e| text(e, sink));
    f.finish(sink);
    let is_verified = |s: &Standard, id: &RequirementId| s.requirement(id).is_some_and(|r| r.provenance.verified.is_some());
    if let (Some(source), Some(target), Some((Relation::Equal, at))) = (&source, &target, relation)
        && !(is_verified(from, source) && is_verified(to, target))
    {
        sink.push(
            Diagnostic::error(Code::CONTRADICTION, at, "rows that nobody compared with the official copy can't be called equal")
                .help("write `relation = \"overlaps\"`"),
        );
    }
    Some((Link { from: source?, to: target?, relation: relation?.0, rationale: rationale? }, node.span))
}

fn lone(node: &Node<'_>, standard: &Standard, sink: &mut Diagnostics) -> Option<(Lone, Span)> {
    let mut f = Fields::of(node, node.span, "a row without another", sink)?;
    let named = f.required("requirement", "requirement = \"C3\"", sink);
    let at = named.map_or(node.span, |e| e.value.span);
    let requirement = named.and_then(|e| row(e, standard, sink));
    let note = f.required("note", "note = \"…\"", sink).and_then(|e| text(e, sink));
    f.finish(sink);
    Some((Lone { requirement: requirement?, note: note? }, at))
}

impl Crosswalk {
    /// What a row of the edition moved from leads to.
    pub fn after<'a>(&'a self, id: &'a RequirementId) -> impl Iterator<Item = &'a Link> {
        self.entries.iter().filter(move |l| l.from == *id)
    }

    /// What leads to a row of the edition moved to.
    pub fn before<'a>(&'a self, id: &'a RequirementId) -> impl Iterator<Item = &'a Link> {
        self.entries.iter().filter(move |l| l.to == *id)
    }
}
