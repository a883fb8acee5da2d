//! Finding files: named ones, those of folders, those that a pattern matches. What can't be looked into is found as well.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};
use serde_json::{Map, Value};

use super::{Failure, dangling, open};
use crate::text::count_of;
use crate::yaml::MAX_BYTES;

/// So many bytes of a file in JSON are looked at for what an assessment starts with.
const FIRST_FIELDS: u64 = 4_096;

/// Endings that people type for `yaml` or `yml`, and few programs give to files of their own.
const MISSPELT: &[&str] = &["ayml", "myl", "yaaml", "yal", "yalm", "yam", "yamll", "yamml", "ymal", "ymla"];

/// Most files and folders that are looked at below one name. A stranger's link can lead to all that a machine has.
const MOST_LOOKED_AT: usize = 1_000_000;

/// Why a link is not followed. Its sender may be a stranger, and what it leads to anything that a machine has: lines of a file
/// would be printed beside its mistakes.
mod astray {
    pub const ABOVE: &str = "it is a link to a folder above the one that was to be checked, so it was not followed; to check that \
                             folder, name it itself";
    pub const OUT: &str = "it is a link that leads out of the folder that was looked through, so it was not followed; to check what \
                           it leads to, name it itself";
    pub const GIT: &str = "it is a link to what git keeps for itself, so it was not followed; to check what it leads to, name it \
                           itself";
    pub const LISTED: &str = "a link leads from here out of the folder that vpr runs in, and of a list no such link is followed; to \
                              check what it leads to, name it on the command line";
    pub const UNKNOWN: &str = "it is a link, and the system does not tell where it leads, so it was not followed; to check what it \
                               leads to, name it itself";
}

/// A name to look under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A person typed it: a file, a folder or a pattern, wherever it leads.
    Typed(PathBuf),
    /// A list has it, which a program may have made of what strangers sent: a file or a folder, never a pattern.
    Listed(PathBuf),
}

/// A file that was found, or a place that could not be looked into.
#[derive(Debug)]
pub struct Found {
    /// Where.
    pub path: PathBuf,
    /// Whether a person named it, and not a folder or pattern around it.
    pub named: bool,
    /// How many of the last parts of its path nobody named.
    depth: usize,
    /// Why it is not looked at although it looks like a submission, if so.
    pub passed_over: Option<&'static str>,
    /// Why it can't be looked into, if it can't. Boxed, as there may be a hundred thousand without.
    pub trouble: Option<Box<Failure>>,
}

impl Found {
    const fn named(path: PathBuf) -> Self {
        Self { path, named: true, depth: 0, passed_over: None, trouble: None }
    }

    const fn below(path: PathBuf, depth: usize) -> Self {
        Self { path, named: false, depth, passed_over: None, trouble: None }
    }

    const fn passed_over(path: PathBuf, depth: usize, why: &'static str) -> Self {
        Self { path, named: false, depth, passed_over: Some(why), trouble: None }
    }

    fn trouble(path: PathBuf, reason: String, missing: bool) -> Self {
        let trouble = Some(Box::new(Failure { verb: "read", path: path.clone(), reason, missing }));
        Self { path, named: true, depth: 0, passed_over: None, trouble }
    }

    /// Whether a link leads to it, be that the file itself or a folder on the way. On the way from the root links are the system's
    /// own, but for those below what was named.
    #[must_use]
    pub fn is_behind_link(&self) -> bool {
        let parts = if self.path.has_root() { self.depth + 1 } else { usize::MAX };
        self.path.ancestors().take(parts).any(Path::is_symlink)
    }
}

/// What a search came to.
#[derive(Debug)]
pub struct Search {
    /// The files, and the places that could not be looked into, sorted by path.
    pub found: Vec<Found>,
    /// How many files were left out, as ignore files name them.
    pub ignored: usize,
    /// How many files of the folders are of other kinds, as `.docx`. A submission may be among them.
    pub of_other_kinds: usize,
}

/// Every assessment file that the names stand for, sorted by path, none twice: a file itself; of a folder and the folders in
/// it every `.yaml` and `.yml` that is not hidden; of a pattern (`submissions/*.yaml`) what it matches, be it a file or a folder.
/// Links are followed, those to one folder once, and one that leads in a circle or out of where the search began is trouble, unless
/// a person typed it; so is a folder or a pattern with no file to it. A file of a folder that only looks like a submission is found to be passed over, so
/// that its sender learns of it.
///
/// What ignore files name is left out only where that is asked for: nobody must be able to hide a file that way.
#[must_use]
pub fn find(names: &[Name], respect_gitignore: bool) -> Search {
    let mut search = search(names, respect_gitignore);
    if respect_gitignore {
        let files = |found: &[Found]| found.iter().filter(|f| f.trouble.is_none()).count();
        let all = self::search(names, false);
        search.ignored = files(&all.found).saturating_sub(files(&search.found));
    }
    search
}

fn search(names: &[Name], respect_gitignore: bool) -> Search {
    let mut all = All::default();
    for given in names {
        let (Name::Typed(given) | Name::Listed(given), is_listed) = (given, matches!(given, Name::Listed(_)));
        let name = tidy(given);
        if is_listed && let Some(why) = leads_out_of_here(&name) {
            all.refused.insert(from_root(&name), (name, why));
        } else if name.is_dir() {
            all.entered.insert(from_root(&name));
            walk(&name, None, respect_gitignore, &Beginning::at(&name), &mut all);
        } else if !is_listed && let Some((folder, parts)) = pattern(&name) {
            let only_folders = given.as_os_str().as_encoded_bytes().ends_with(b"/");
            match Pattern::new(&folder, &parts, only_folders) {
                Ok(pattern) => walk(&folder, Some(&Arc::new(pattern)), respect_gitignore, &Beginning::at(&folder), &mut all),
                Err(error) => all.add(Found::trouble(name, format!("the pattern makes no sense: {error}"), true)),
            }
        } else {
            all.add(Found::named(name));
        }
    }
    all.tell_of_refused();
    let mut found: Vec<Found> = all.found.into_values().collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    // One that was counted in its folder may be looked at by its own name.
    let is_of_another_kind = |f: &&Found| !is_yaml(&f.path) && f.trouble.is_none() && passed_over(&f.path, || true).is_none();
    for looked_at in found.iter().filter(is_of_another_kind) {
        if let Some(count) = from_root(&looked_at.path).parent().and_then(|folder| all.of_other_kinds.get_mut(folder)) {
            *count = count.saturating_sub(1);
        }
    }
    Search { found, ignored: 0, of_other_kinds: all.of_other_kinds.into_values().sum() }
}

/// What was found, by its path from the root, so that `a.yaml`, `./a.yaml`, `../here/a.yaml` and `/srv/here/a.yaml` are one file.
#[derive(Default)]
struct All {
    found: BTreeMap<PathBuf, Found>,
    /// Links that were not followed by one name, and why. By another they may be.
    refused: BTreeMap<PathBuf, (PathBuf, &'static str)>,
    /// Folders that were named, and links to folders that were followed.
    entered: BTreeSet<PathBuf>,
    /// How many files of other kinds are in each folder. A repository may hold a million, so they have no names here.
    of_other_kinds: BTreeMap<PathBuf, usize>,
}

impl All {
    /// The first name a file is found by stays. That a person named it holds however else it is found, and what is looked at
    /// by one name is not passed over by another.
    fn add(&mut self, found: Found) {
        let key = from_root(&found.path);
        let (named, passed_over) = (found.named, found.passed_over);
        let known = self.found.entry(key).or_insert(found);
        known.named |= named;
        known.passed_over = known.passed_over.and(passed_over);
    }

    /// Makes trouble of the links that no name led through.
    fn tell_of_refused(&mut self) {
        for (key, (link, why)) in std::mem::take(&mut self.refused) {
            if !self.entered.contains(&key) {
                self.found.entry(key).or_insert_with(|| Found::trouble(link, why.to_owned(), false));
            }
        }
    }
}

/// Why a name in a list is not followed, if a link leads it out of the folder that we are in; a name of another place out of the
/// folder that it is in there.
fn leads_out_of_here(name: &Path) -> Option<&'static str> {
    let (here, as_written) = (Path::new("."), from_root(name));
    let is_below = as_written.starts_with(from_root(here));
    let start = if is_below { here } else { name.parent().unwrap_or(name) };
    let (Ok(start), Ok(target)) = (start.canonicalize(), name.canonicalize()) else {
        // What is not there leads nowhere; of what is, the system may not tell.
        return (name.is_symlink() && name.exists()).then_some(astray::UNKNOWN);
    };
    // Nearly always no link is on the way.
    if target == as_written { None } else { leads_out(&start, &target, astray::LISTED) }
}

/// Why a place is none to be led to from below a folder, both without links in them: `out` where it is not below.
fn leads_out(start: &Path, target: &Path, out: &'static str) -> Option<&'static str> {
    let Ok(below) = target.strip_prefix(start) else { return Some(out) };
    // There are passwords in it.
    below.iter().any(|part| part.eq_ignore_ascii_case(".git")).then_some(astray::GIT)
}

/// A path from the root, without any `..`. What that leads to is the system's to say: the folder before it may be a link.
#[must_use]
pub fn from_root(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if !path.components().any(|part| part == Component::ParentDir) {
        return absolute;
    }
    let mut parts: Vec<Component<'_>> = absolute.components().collect();
    let Some(last) = parts.iter().rposition(|part| *part == Component::ParentDir) else { return absolute };
    let below: PathBuf = parts.split_off(last + 1).into_iter().collect();
    let above: PathBuf = parts.into_iter().collect();
    above.canonicalize().map_or(absolute, |folder| folder.join(below))
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

/// A name with wildcards that is no file, nor a link that leads to none: the folder to look in, and what it matches below. Shells on Windows hand it on as
/// typed.
fn pattern(name: &Path) -> Option<(PathBuf, Vec<&str>)> {
    let text = name.to_str()?;
    if !text.contains(['*', '?', '[']) || fs::symlink_metadata(name).is_ok() {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', std::path::MAIN_SEPARATOR]).collect();
    let fixed = parts.iter().take_while(|p| !p.contains(['*', '?', '['])).count();
    let folder = match parts[..fixed].join("/") {
        folder if folder.is_empty() && fixed > 0 => "/".to_owned(),
        folder if folder.is_empty() => ".".to_owned(),
        folder => folder,
    };
    Some((PathBuf::from(folder), parts[fixed..].to_vec()))
}

/// What a pattern matches below a folder, and where that can be.
struct Pattern {
    /// As it was given, to name it.
    name: PathBuf,
    matches: Override,
    /// What matches the folders on the way, one part after the other, up to the first `**`.
    on_the_way: Vec<Override>,
    /// Whether it reaches any depth from there.
    any_depth: bool,
    /// As in a shell, only a dot matches a dot.
    hidden: bool,
    /// It ends in a stroke, as what stands only for folders.
    only_folders: bool,
}

impl Pattern {
    fn new(folder: &Path, parts: &[&str], only_folders: bool) -> Result<Self, ignore::Error> {
        let one = |parts: &[&str]| OverrideBuilder::new(folder).add(&format!("/{}", parts.join("/")))?.build();
        let before = parts.iter().take_while(|part| !part.contains("**")).count();
        let on_the_way = (1..=before.min(parts.len() - 1)).map(|n| one(&parts[..n])).collect::<Result<_, _>>()?;
        Ok(Self {
            name: tidy(&folder.join(parts.join("/"))),
            matches: one(parts)?,
            on_the_way,
            any_depth: before < parts.len(),
            hidden: parts.iter().any(|part| part.starts_with('.')),
            only_folders,
        })
    }

    fn has(&self, file: &Path) -> bool {
        !self.only_folders && self.matches.matched(file, false).is_whitelist()
    }

    /// Whether a folder is meant with all that is in it. What `**` stands for is matched file by file.
    fn has_all_of(&self, folder: &Path) -> bool {
        !self.any_depth && self.matches.matched(folder, true).is_whitelist()
    }

    /// Whether what it matches may be in a folder so deep below the one it starts from. Nowhere else is looked, so that nothing
    /// there can go wrong.
    fn may_be_in(&self, folder: &Path, depth: usize) -> bool {
        match self.on_the_way.get(depth.wrapping_sub(1)) {
            Some(way) => way.matched(folder, true).is_whitelist(),
            None => depth == 0 || self.any_depth,
        }
    }

    /// Whether something that went wrong at a place keeps it from finding what it matches. That its folder is not there does
    /// not: then it finds nothing, and is named for that. Behind a link that leads nowhere nothing is hidden.
    fn is_kept_from(&self, path: &Path, folder: &Path, error: &ignore::Error) -> bool {
        let depth = path.strip_prefix(folder).map_or(0, |below| below.components().count());
        let error = error.io_error();
        let no_folder = depth == 0 && error.is_some_and(|e| e.kind() == io::ErrorKind::NotFound);
        let hides_nothing = error.is_some_and(|e| dangling(path, e).is_some());
        !no_folder && (self.has(path) || (!hides_nothing && self.may_be_in(path, depth)))
    }
}

/// Where a search began.
struct Beginning {
    /// The folder, without links in its path, where the system tells of those.
    bound: Option<PathBuf>,
    /// How deep below it we are.
    depth: usize,
}

impl Beginning {
    fn at(folder: &Path) -> Self {
        Self { bound: folder.canonicalize().ok(), depth: 0 }
    }
}

fn walk(folder: &Path, pattern: Option<&Arc<Pattern>>, respect_gitignore: bool, from: &Beginning, all: &mut All) {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(pattern.is_none_or(|p| !p.hidden)).follow_links(true);
    // By which of two links a folder is found must not hang on the disk.
    builder.sort_by_file_name(Ord::cmp);
    builder.git_ignore(respect_gitignore).ignore(respect_gitignore).parents(respect_gitignore).require_git(false);
    let links = Arc::new(Links::below(folder, from));
    let (of_links, of_pattern) = (Arc::clone(&links), pattern.map(Arc::clone));
    builder.filter_entry(move |entry| {
        let may_match =
            || of_pattern.as_ref().is_none_or(|p| p.may_be_in(entry.path(), entry.depth()) || p.has_all_of(entry.path()));
        !is_folder(entry) || (may_match() && (!entry.path_is_symlink() || entry.depth() == 0 || of_links.may_enter(entry.path())))
    });
    let mut any = false;
    let mut of_other_kinds = BTreeMap::<PathBuf, usize>::new();
    for (looked_at, entry) in builder.build().enumerate() {
        if looked_at == MOST_LOOKED_AT {
            let reason =
                "it and the folders in it hold more than a million files, and only those were looked at; name a folder in it";
            all.add(Found::trouble(folder.to_owned(), reason.to_owned(), false));
            break;
        }
        match entry {
            Ok(entry) if is_folder(&entry) => {
                if entry.depth() > 0 && pattern.is_some_and(|p| p.has_all_of(entry.path())) {
                    let from = Beginning { bound: from.bound.clone(), depth: from.depth + entry.depth() };
                    walk(entry.path(), None, respect_gitignore, &from, all);
                    any = true;
                }
            }
            Ok(entry) if pattern.map_or_else(|| is_yaml(entry.path()), |p| p.has(entry.path())) => {
                if !entry.path_is_symlink() || links.may_read(entry.path()) {
                    all.add(Found::below(tidy(entry.path()), from.depth + entry.depth()));
                }
                any = true;
            }
            Ok(_) if pattern.is_some() => {}
            Ok(entry) => match passed_over(entry.path(), || !entry.path_is_symlink() || links.leads_within(entry.path())) {
                Some(why) => all.add(Found::passed_over(tidy(entry.path()), from.depth + entry.depth(), why)),
                None => *of_other_kinds.entry(entry.path().parent().unwrap_or(folder).to_owned()).or_default() += 1,
            },
            Err(error) => {
                let path = place_of(&error).unwrap_or_else(|| folder.to_path_buf());
                if pattern.is_none_or(|p| p.is_kept_from(&path, folder, &error)) {
                    let reason = error.io_error().map_or_else(|| error.to_string(), |e| Failure::new("read", &path, e).reason);
                    let reason = if is_loop(&error) { "a link in it leads back to a folder above it".to_owned() } else { reason };
                    all.add(Found::trouble(tidy(&path), reason, false));
                }
            }
        }
    }
    all.refused.extend(links.refused().into_iter().map(|(link, why)| (from_root(&link), (tidy(&link), why))));
    all.entered.extend(links.followed().iter().map(|link| from_root(link)));
    if !any {
        let others = of_other_kinds.values().sum();
        let but = if respect_gitignore { " but what ignore files may name" } else { "" };
        let what = match (pattern, others) {
            (Some(_), _) => format!("no file matches this pattern{but}"),
            (None, 0) => format!("no .yaml or .yml file is in this folder{but}"),
            (None, others) => {
                let others = count_of(others, "file of another kind", "files of other kinds");
                format!("no .yaml or .yml file is in this folder{but}, only {others}")
            }
        };
        let reason = format!("{what}, so nothing was checked; hidden files do not count");
        all.add(Found::trouble(pattern.map_or_else(|| folder.to_owned(), |p| p.name.clone()), reason, true));
    }
    // Two names of one folder make no two files of one.
    all.of_other_kinds.extend(of_other_kinds.into_iter().map(|(folder, count)| (from_root(&folder), count)));
}

/// Links met on the way. With two links a folder to the next, twenty folders have a million names.
struct Links {
    /// The folder that is walked through, by its own name.
    start: Option<PathBuf>,
    /// The folder that no link may lead out of, by its own name.
    bound: Option<PathBuf>,
    /// The folders that a link led to, with that link.
    entered: Mutex<BTreeMap<PathBuf, PathBuf>>,
    /// Links that were not followed and have to be told of, and why not.
    refused: Mutex<Vec<(PathBuf, &'static str)>>,
}

impl Links {
    fn below(folder: &Path, from: &Beginning) -> Self {
        let start = folder.canonicalize().ok();
        Self { start, bound: from.bound.clone(), entered: Mutex::default(), refused: Mutex::default() }
    }

    /// Whether to go where a link leads: once, and never up or out.
    fn may_enter(&self, link: &Path) -> bool {
        match self.target(link) {
            Ok(Some(folder)) => {
                let mut entered = self.entered.lock().unwrap_or_else(PoisonError::into_inner);
                let is_new = !entered.contains_key(&folder);
                entered.entry(folder).or_insert_with(|| link.to_owned());
                is_new
            }
            // It is told of by whoever looks into it.
            Ok(None) => true,
            Err(why) => self.refuse(link, why),
        }
    }

    /// The same of a link to a file, of which there may be any number.
    fn may_read(&self, link: &Path) -> bool {
        self.target(link).map_or_else(|why| self.refuse(link, why), |_| true)
    }

    /// Whether a link to a file may be followed, where nobody has to be told of one that may not.
    fn leads_within(&self, link: &Path) -> bool {
        self.target(link).is_ok()
    }

    /// Where a link leads, if it does, or why it may not be followed.
    fn target(&self, link: &Path) -> Result<Option<PathBuf>, &'static str> {
        let Ok(target) = link.canonicalize() else { return if link.exists() { Err(astray::UNKNOWN) } else { Ok(None) } };
        if self.start.as_ref().is_some_and(|start| start.starts_with(&target)) {
            return Err(astray::ABOVE);
        }
        let Some(bound) = &self.bound else { return Err(astray::UNKNOWN) };
        leads_out(bound, &target, astray::OUT).map_or(Ok(Some(target)), Err)
    }

    fn refuse(&self, link: &Path, why: &'static str) -> bool {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).push((link.to_owned(), why));
        false
    }

    fn refused(&self) -> Vec<(PathBuf, &'static str)> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn followed(&self) -> Vec<PathBuf> {
        self.entered.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Why a file of a folder is not looked at although somebody may have meant it as a submission; nothing for any other.
/// `may_read` tells whether what it says may be looked at.
fn passed_over(path: &Path, may_read: impl FnOnce() -> bool) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let is = |ending: &str| name.ends_with(ending);
    if MISSPELT.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.'))) {
        return Some(
            "its name ends almost in .yaml, so it is not looked at; if it is a submission, rename it, or name it to check it",
        );
    }
    if is(".json") {
        // Most in a repository belong to programs.
        return (may_read() && says_it_is_one(path))
            .then_some("its name ends in .json, and of a folder only .yaml and .yml files are looked at; name it to check it");
    }
    // A signature stands beside the file it signs.
    let has_another_ending = (name.contains(".yaml") || name.contains(".yml")) && !is(".sig");
    has_another_ending.then_some(
        "its name has another ending after .yaml, so it is not looked at; if it is a submission, rename it, or name it to check it",
    )
}

/// Whether a file in JSON has fields at its top that an assessment has. One that can't be read may have.
fn says_it_is_one(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let Ok((file, _)) = open(path) else { return true };
    let mut file = file.take(MAX_BYTES as u64);
    if file.by_ref().take(FIRST_FIELDS).read_to_end(&mut bytes).is_err() {
        return true;
    }
    let says = |field: &[u8]| bytes.windows(field.len()).any(|part| part.eq_ignore_ascii_case(field));
    if !says(b"\"standard\"") && !says(b"\"answers\"") {
        return false;
    }
    if file.read_to_end(&mut bytes).is_err() {
        return true;
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    // Many tools are called `standard`. What vpr writes itself says so. One that can't be read may be one with a brace lost.
    serde_json::from_slice::<Map<String, Value>>(text).map_or(true, |fields| {
        let has = |name: &str| fields.keys().any(|field| field.eq_ignore_ascii_case(name));
        (has("answers") || (has("format") && has("standard"))) && !has("vpr")
    })
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
