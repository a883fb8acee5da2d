//! Files that a command reads and leaves alone: what a parser makes of one, with all of its problems.

use std::path::Path;

use anyhow::Result;

use super::{Refused, note};
use crate::diagnostic::Diagnostics;
use crate::store::{self, Unread};
use crate::text::Source;

/// What a parser makes of a file, and the problems it found on the way.
pub fn parsed<T>(path: &Path, parse: impl FnOnce(&Source, &mut Diagnostics) -> Option<T>) -> Result<(Option<T>, Diagnostics)> {
    match store::look(path) {
        Ok(source) => {
            note(|| format!("file read: {}", store::shown(path)));
            let mut sink = Diagnostics::new(source.clone());
            let value = parse(&source, &mut sink);
            Ok((value, sink))
        }
        Err(Unread::Problem(sink)) => Ok((None, *sink)),
        Err(Unread::Failure(failure)) => Err(failure.into()),
    }
}

/// The same of a file without which nothing can go on: one that is not sound is refused with all of its problems.
pub fn sound<T>(path: &Path, parse: impl FnOnce(&Source, &mut Diagnostics) -> Option<T>) -> Result<T> {
    let (value, sink) = parsed(path, parse)?;
    value.ok_or_else(|| Refused(Box::new(sink)).into())
}

/// The text of a small file beside an assessment, as a key.
pub fn text(path: &Path) -> Result<String> {
    sound(path, |source, _| Some(source.text().to_owned()))
}
