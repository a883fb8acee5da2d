//! What the files beside packs share: their format number, and how they name packs and rows.

use super::{FORMAT, RequirementId, Standard, StandardRef};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{Span, did_you_mean, nearest, shown};
use crate::tree::{Entry, Fields, number, text};

/// Finds a pack by its name.
pub type Find<'a> = &'a dyn Fn(&StandardRef) -> Option<Standard>;

/// Takes the format number, which is that of packs. `None` means that it is one this version does not read, and that was reported.
/// One that is not there, or is no number, is reported, and the rest is read all the same, to say all that is wrong with it.
pub fn known_format(f: &mut Fields<'_>, sink: &mut Diagnostics) -> Option<()> {
    let format = f.required("format", "format = 1", sink).and_then(|entry| Some((entry, number(entry, sink)?)));
    let Some((entry, format)) = format.filter(|(_, format)| *format != FORMAT) else { return Some(()) };
    let message = format!("this file has format {format}; this version of vpr reads format {FORMAT}");
    sink.push(
        Diagnostic::error(Code::FORMAT_UNKNOWN, entry.value.span, message)
            .help("use a newer version of vpr, or ask who made the file"),
    );
    None
}

/// A pack at hand.
pub fn pack(entry: &Entry<'_>, find: Find<'_>, sink: &mut Diagnostics) -> Option<Standard> {
    let written = text(entry, sink)?;
    let standard = StandardRef::parse(&written).and_then(|r| find(&r));
    if standard.is_none() {
        sink.push(
            Diagnostic::error(Code::UNKNOWN_STANDARD, entry.value.span, format!("there is no pack `{}` here", shown(&written)))
                .help("name a pack as id@edition; `vpr standard list` shows them"),
        );
    }
    standard
}

/// A row of a pack, by its id as written.
pub fn row(written: &str, at: Span, standard: &Standard, sink: &mut Diagnostics) -> Option<RequirementId> {
    let id = RequirementId::parse(written).filter(|id| standard.requirement(id).is_some());
    if id.is_none() {
        let near = nearest(written, standard.requirements.iter().map(|r| r.id.as_str()));
        let help = near.map_or_else(|| "name a row of the pack by its id".to_owned(), |n| did_you_mean(written, n));
        let message = format!("{} has no row `{}`", standard.reference, shown(written));
        sink.push(Diagnostic::error(Code::UNKNOWN_REQUIREMENT, at, message).help(help));
    }
    id
}
