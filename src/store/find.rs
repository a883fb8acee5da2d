//! Finding files: named ones, those of folders, those that a pattern matches. What can't be looked into is found as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use super::{Failure, reason};

/// A file that was found, or a place that could not be looked into.
#[derive(Debug)]
pub struct Found {
    /// Where.
    pub path: PathBuf,
    /// Whether a person named it, and not a folder or pattern around it.
    pub named: bool,
    /// Why it can't be looked into, if it can't.
    pub trouble: Option<Failure>,
}

/// Every assessment file that the names stand for, sorted by path, none twice: a file itself; of a folder and the folders in
/// it every `.yaml` and `.yml` that is not hidden; of a pattern (`submissions/*.yaml`) what it matches. Links are followed, and
/// one that leads in a circle is trouble. Ignore files count only where asked: nobody must be able to hide a file that way.
#[must_use]
pub fn find(names: &[PathBuf], respect_gitignore: bool) -> Vec<Found> {
    let mut found = BTreeMap::new();
    for name in names {
        if name.is_dir() {
            walk(name, None, respect_gitignore, &mut found);
        } else if let Some((folder, pattern)) = pattern(name) {
            walk(&folder, Some(&pattern), respect_gitignore, &mut found);
        } else {
            found.insert(name.clone(), Found { path: name.clone(), named: true, trouble: None });
        }
    }
    found.into_values().collect()
}

/// A name with wildcards that is no file: the folder to look in, and the pattern. Shells on Windows hand it on as typed.
fn pattern(name: &Path) -> Option<(PathBuf, String)> {
    let text = name.to_str()?;
    if !text.contains(['*', '?', '[']) || name.exists() {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', std::path::MAIN_SEPARATOR]).collect();
    let fixed = parts.iter().take_while(|p| !p.contains(['*', '?', '['])).count();
    let folder = match parts[..fixed].join("/") {
        folder if folder.is_empty() && fixed > 0 => "/".to_owned(),
        folder if folder.is_empty() => ".".to_owned(),
        folder => folder,
    };
    Some((PathBuf::from(folder), format!("/{}", parts[fixed..].join("/"))))
}

fn walk(folder: &Path, pattern: Option<&str>, respect_gitignore: bool, found: &mut BTreeMap<PathBuf, Found>) {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).follow_links(true);
    builder.git_ignore(respect_gitignore).ignore(respect_gitignore).parents(respect_gitignore).require_git(false);
    if let Some(pattern) = pattern {
        let mut only = OverrideBuilder::new(folder);
        match only.add(pattern).and_then(|only| only.build()) {
            Ok(only) => drop(builder.overrides(only)),
            Err(error) => {
                let path = folder.join(pattern.trim_start_matches('/'));
                let reason = format!("the pattern makes no sense: {error}");
                let trouble = Some(Failure { verb: "read", path: path.clone(), reason });
                found.insert(path.clone(), Found { path, named: true, trouble });
                return;
            }
        }
    }
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.path().is_dir() => {}
            Ok(entry) => {
                let path = entry.into_path();
                let path = path.strip_prefix("./").map_or(path.clone(), Path::to_path_buf);
                if pattern.is_some() || is_yaml(&path) {
                    found.entry(path.clone()).or_insert(Found { path, named: false, trouble: None });
                }
            }
            Err(error) => {
                let path = place_of(&error).unwrap_or_else(|| folder.to_path_buf());
                let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                let reason = if is_loop(&error) { "a link in it leads back to a folder above it".to_owned() } else { reason };
                let trouble = Some(Failure { verb: "read", path: path.clone(), reason });
                found.insert(path.clone(), Found { path, named: false, trouble });
            }
        }
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

fn place_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}
