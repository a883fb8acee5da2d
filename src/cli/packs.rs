//! The packs at hand: those built in and those of `--standards DIR`.

use std::path::Path;

use anyhow::Result;

use super::{Misuse, Refused, note, reading};
use crate::diagnostic::Diagnostics;
use crate::standard::{Catalogue, Standard, StandardRef, parse};
use crate::store;
use crate::text::list_of;

/// Loads every pack. A local pack with problems stops the run: what it was meant for can't be guessed.
pub fn load(folder: Option<&Path>) -> Result<Catalogue> {
    let mut catalogue = Catalogue::embedded();
    note(|| format!("packs built in: {}", list_of(&catalogue.names())));
    let Some(folder) = folder else { return Ok(catalogue) };
    for path in store::find_packs(folder)? {
        let (standard, mut sink) = read(&path)?;
        if let Some(standard) = standard {
            note(|| format!("pack read: {} from {}", standard.reference, store::shown(&path)));
            catalogue.add(standard, &mut sink);
        }
        if sink.has_errors() {
            return Err(Refused(Box::new(sink)).into());
        }
    }
    Ok(catalogue)
}

/// Reads one pack with all its problems.
pub fn read(path: &Path) -> Result<(Option<Standard>, Diagnostics)> {
    reading::parsed(path, |source, sink| parse(source, Some(store::shown(path)), sink))
}

/// A pack by the name a person typed.
pub fn named<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a Standard> {
    StandardRef::parse(name).and_then(|r| catalogue.find(&r)).ok_or_else(|| {
        let near = catalogue.nearest(name).map(|n| format!(" Did you mean {n}?")).unwrap_or_default();
        Misuse(format!("there is no pack \"{name}\".{near} The packs at hand are {}.", list_of(&catalogue.names()))).into()
    })
}
