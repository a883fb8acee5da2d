//! `vpr standard`: the packs of requirements, listed, shown, searched and checked.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::args::{StandardArgs, StandardCommand};
use super::surroundings::Surroundings;
use super::{Misuse, Status, complain, packs, print, told};
use crate::diagnostic::{Diagnostics, Severity};
use crate::paper;
use crate::render::terminal;
use crate::standard::{self, CROSSWALKS, Catalogue, EMBEDDED, LENSES, Requirement, Standard, StandardRef, measures, sources};
use crate::store::{self, Failure};
use crate::text::{Source, clean_line, count_of};

pub fn run(args: &StandardArgs, around: &Surroundings) -> Result<Status> {
    match &args.what {
        StandardCommand::List => list(around),
        StandardCommand::Show { what } => show(what, around),
        StandardCommand::Search { words } => search(words, around),
        StandardCommand::Diff { from, to } => diff(from, to, around),
        StandardCommand::Check { paths } => check(paths, around),
    }
}

fn list(around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    print(&terminal::write(&paper::packs(&catalogue.all()), around.width, around.look()))?;
    Ok(Status::Fine)
}

fn show(what: &[String], around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let (standard, ids) = match what.split_first() {
        Some((name, ids)) if name.contains('@') => (packs::named(&catalogue, name)?, ids),
        _ => (current(&catalogue)?, what),
    };
    if ids.is_empty() {
        print(&terminal::write(&paper::pack(standard), around.width, around.look()))?;
        return Ok(Status::Fine);
    }
    let rows: Vec<&Requirement> = ids.iter().map(|id| row(standard, id)).collect::<Result<_>>()?;
    let (lenses, sources) = (catalogue.lenses(), sources::embedded());
    for requirement in rows {
        let seen: Vec<_> = lenses.iter().map(|lens| (lens, catalogue.items_on(lens, standard, requirement))).collect();
        print(&terminal::write(&paper::row(standard, requirement, &seen, &sources), around.width, around.look()))?;
    }
    Ok(Status::Fine)
}

/// The pack meant where none is named: the current one that is built in.
fn current(catalogue: &Catalogue) -> Result<&Standard> {
    let built_in = |s: &&Standard| s.status == standard::Status::Current && s.origin.is_none();
    let found = catalogue.all().into_iter().find(built_in);
    found.ok_or_else(|| Misuse("no current pack is built in; name one as id@edition".to_owned()).into())
}

fn row<'a>(standard: &'a Standard, id: &str) -> Result<&'a Requirement> {
    standard.requirement_typed(id).ok_or_else(|| {
        let near = standard.like(id).map(|near| format!("; {near}")).unwrap_or_default();
        let stop = if near.ends_with('?') { "" } else { "." };
        Misuse(format!(
            "{} has no row \"{}\"{near}{stop} `vpr standard show {}` lists them.",
            standard.reference,
            clean_line(id),
            standard.reference
        ))
        .into()
    })
}

fn diff(from: &str, to: &str, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let (from, to) = (packs::named(&catalogue, from)?, packs::named(&catalogue, to)?);
    let Some(crosswalk) = catalogue.crosswalk(&from.reference, &to.reference) else {
        let back = catalogue.crosswalk(&to.reference, &from.reference).is_some();
        let hint = if back { " There is one the other way round." } else { "" };
        return Err(Misuse(format!("there is no crosswalk from {} to {}.{hint}", from.reference, to.reference)).into());
    };
    print(&terminal::write(&paper::diff(from, to, &crosswalk), around.width, around.look()))?;
    Ok(Status::Fine)
}

fn search(words: &[String], around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let hits: Vec<(&Standard, &Requirement)> = catalogue
        .all()
        .into_iter()
        .flat_map(|standard| standard::search(standard, words).into_iter().map(move |hit| (standard, hit.requirement)))
        .collect();
    if hits.is_empty() {
        complain(&format!("No row holds \"{}\". Try fewer words, or a part of one.", clean_line(&words.join(" "))));
        return Ok(Status::Unreadable);
    }
    print(&terminal::write(&paper::hits(&hits), around.width, around.look()))?;
    Ok(Status::Fine)
}

/// Checks what was named, or else everything built in and the folder of `--standards`.
fn check(paths: &[PathBuf], around: &Surroundings) -> Result<Status> {
    let mut catalogue = Catalogue::embedded();
    let mut results = if paths.is_empty() { built_in(&catalogue) } else { Vec::new() };
    let folder = around.standards.as_deref().filter(|_| paths.is_empty());
    for path in paths.iter().map(PathBuf::as_path).chain(folder) {
        for path in packs_in(path)? {
            let (standard, mut sink) = packs::read(&path)?;
            if let Some(standard) = standard.filter(|s| !is_built_in_copy(s, &catalogue)) {
                catalogue.add(standard, &mut sink);
            }
            results.push(sink);
        }
    }
    if results.is_empty() {
        complain("No pack was found: a pack is a .toml file.");
        return Ok(Status::Unreadable);
    }
    for sink in results.iter().filter(|s| !s.is_empty()) {
        print(&told(sink, around))?;
    }
    let bad = results.iter().filter(|s| s.has_errors()).count();
    let errors: usize = results.iter().map(|s| s.count(Severity::Error)).sum();
    let checked = count_of(results.len(), "file checked", "files checked");
    print(&match bad {
        0 => format!("{checked}, no problems.\n"),
        _ => format!("{checked}, {bad} with problems, {}.\n", count_of(errors, "error", "errors")),
    })?;
    Ok(if bad > 0 { Status::Findings } else { Status::Fine })
}

/// The problems of each file in the binary: packs, crosswalks, lenses, sources, measures. There are none in a program that was tested.
fn built_in(catalogue: &Catalogue) -> Vec<Diagnostics> {
    let find = |reference: &StandardRef| catalogue.find(reference).cloned();
    let read = |&(path, text): &(&str, &str), parse: &dyn Fn(&Source, &mut Diagnostics)| {
        let source = Source::new(format!("built-in file {path}"), text);
        let mut sink = Diagnostics::new(source.clone());
        parse(&source, &mut sink);
        sink
    };
    let packs = EMBEDDED.iter().map(|file| read(file, &|source, sink| drop(standard::parse(source, None, sink))));
    let crosswalks =
        CROSSWALKS.iter().map(|file| read(file, &|source, sink| drop(standard::crosswalk::parse(source, &find, sink))));
    let lenses = LENSES.iter().map(|file| read(file, &|source, sink| drop(standard::lens::parse(source, &find, sink))));
    let sources = [sources::SOURCES].map(|file| read(&file, &|source, sink| drop(sources::parse(source, sink))));
    let counted = [measures::MEASURES].map(|file| read(&file, &|source, sink| drop(measures::parse(source, sink))));
    packs.chain(crosswalks).chain(lenses).chain(sources).chain(counted).collect()
}

/// Whether a file is a built-in pack, letter for letter: checking the project's own files is no clash.
fn is_built_in_copy(standard: &Standard, catalogue: &Catalogue) -> bool {
    catalogue.find(&standard.reference).is_some_and(|known| known.digest == standard.digest)
}

fn packs_in(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_dir() { store::find_packs(path) } else { Ok(vec![path.to_owned()]) }
}
