//! Finding files: named ones, those of folders, those that a pattern matches. What can't be looked into is found as well.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

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
/// one that leads in a circle is trouble; so is a folder or a pattern with no file to it. Ignore files count only where asked:
/// nobody must be able to hide a file that way.
#[must_use]
pub fn find(names: &[PathBuf], respect_gitignore: bool) -> Vec<Found> {
    let mut all = All::default();
    for name in names {
        let name = tidy(name);
        if name.is_dir() {
            walk(&name, None, respect_gitignore, &mut all);
        } else if let Some((folder, pattern)) = pattern(&name) {
            walk(&folder, Some(&pattern), respect_gitignore, &mut all);
        } else {
            all.add(Found { path: name, named: true, trouble: None });
        }
    }
    let mut found: Vec<Found> = all.0.into_values().collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// What was found, by its path from the root, so that `a.yaml`, `./a.yaml` and `/srv/a.yaml` are one file.
#[derive(Default)]
struct All(BTreeMap<PathBuf, Found>);

impl All {
    /// The first name a file is found by stays. That a person named it holds however else it is found.
    fn add(&mut self, found: Found) {
        let key = std::path::absolute(&found.path).unwrap_or_else(|_| found.path.clone());
        let named = found.named;
        self.0.entry(key).or_insert(found).named |= named;
    }

    fn trouble(&mut self, path: PathBuf, reason: String) {
        let trouble = Some(Failure { verb: "read", path: path.clone(), reason });
        self.add(Found { path, named: true, trouble });
    }
}

/// A path without the parts that say nothing: `./a//b.yaml` is `a/b.yaml`. One that starts with a colon keeps its `./`: at the
/// start of a line `::` is a command to a build server.
fn tidy(path: &Path) -> PathBuf {
    let tidy: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if tidy.as_os_str().is_empty() {
        return PathBuf::from(".");
    }
    if tidy.as_os_str().as_encoded_bytes().starts_with(b":") { Path::new(".").join(tidy) } else { tidy }
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

fn walk(folder: &Path, pattern: Option<&str>, respect_gitignore: bool, all: &mut All) {
    let whole = pattern.map_or_else(|| folder.to_owned(), |pattern| tidy(&folder.join(pattern.trim_start_matches('/'))));
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).follow_links(true);
    builder.git_ignore(respect_gitignore).ignore(respect_gitignore).parents(respect_gitignore).require_git(false);
    if let Some(pattern) = pattern {
        let mut only = OverrideBuilder::new(folder);
        match only.add(pattern).and_then(|only| only.build()) {
            Ok(only) => drop(builder.overrides(only)),
            Err(error) => return all.trouble(whole, format!("the pattern makes no sense: {error}")),
        }
    }
    let mut any = false;
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => continue,
            // What a pattern matches counts as wanted, hidden or not; as in a shell, only a dot matches a dot.
            Ok(entry) if pattern.is_some_and(|p| !p.contains("/.")) && is_hidden(entry.path(), folder) => continue,
            Ok(entry) if pattern.is_some() || is_yaml(entry.path()) => {
                all.add(Found { path: tidy(entry.path()), named: false, trouble: None });
            }
            Ok(_) => continue,
            Err(error) => {
                let path = place_of(&error).unwrap_or_else(|| folder.to_path_buf());
                let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                let reason = if is_loop(&error) { "a link in it leads back to a folder above it".to_owned() } else { reason };
                all.trouble(tidy(&path), reason);
            }
        }
        any = true;
    }
    if !any {
        let what = if pattern.is_some() { "no file matches this pattern" } else { "no .yaml or .yml file is in this folder" };
        all.trouble(whole, format!("{what}, so nothing was checked; hidden files do not count"));
    }
}

fn is_hidden(path: &Path, folder: &Path) -> bool {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().any(|part| part != Component::CurDir && part.as_os_str().as_encoded_bytes().starts_with(b"."))
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
