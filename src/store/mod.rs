//! Files: finding and reading them, and saving so that nothing is ever lost. The only module that opens files.

mod below;
mod find;
mod list;
mod lock;
mod patience;
mod place;
mod save;

pub use below::{Below, read_below};
pub use find::{Found, Name, Search, find, from_root};
pub use list::{open_list, read_list};
pub use lock::Lock;
pub use save::{Kept, Why, can_create, create, create_folder, rescue, write_result};

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{Source, Span};
use crate::yaml::{MAX_BYTES, too_large};

/// A file or folder could not be read or written: what was tried, where, and why not.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What was tried: "read", "save".
    pub verb: &'static str,
    /// Where.
    pub path: PathBuf,
    /// Why not, and what to do.
    pub reason: String,
    /// Whether there is nothing there.
    pub missing: bool,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "could not {} {}: {}", self.verb, shown(&self.path), self.reason)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    fn new(verb: &'static str, path: &Path, error: &io::Error) -> Self {
        let dangling = dangling(path, error);
        let missing = dangling.is_none() && matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        let reason = match dangling {
            _ if is_device(path) => "Windows keeps this name for a device; use another one".to_owned(),
            Some(link) if link == path => "it is a link that leads nowhere; mend the link, or remove it".to_owned(),
            Some(link) => format!("{} is a link that leads nowhere; mend the link, or remove it", shown(link)),
            None => reason(path, error),
        };
        Self { verb, path: path.to_owned(), reason, missing }
    }

    /// A finished file could not take the place of this one.
    fn not_replaced(verb: &'static str, path: &Path, error: &io::Error) -> Self {
        if !patience::is_held(error) || is_device(path) {
            return Self::new(verb, path, error);
        }
        let reason = "another program may have it open; close it there and try again, or use another name";
        Self { verb, path: path.to_owned(), reason: reason.to_owned(), missing: false }
    }

    /// The file may not be changed.
    fn read_only(path: &Path) -> Self {
        let reason = "the file is read-only; allow writing to it, or copy it and go on with the copy";
        Self { verb: "save", path: path.to_owned(), reason: reason.to_owned(), missing: false }
    }
}

/// Whether Windows takes a file name for a device, whatever its ending.
fn is_device(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let numbered = |kind| stem.strip_prefix(kind).is_some_and(|n| n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit()));
    cfg!(windows) && (["con", "prn", "aux", "nul"].contains(&stem) || numbered("com") || numbered("lpt"))
}

/// The link at a place, or on the way to it, that leads nowhere or in a circle, where that is what went wrong.
fn dangling<'p>(path: &'p Path, error: &io::Error) -> Option<&'p Path> {
    let may_be = error.kind() == io::ErrorKind::NotFound || is_circle(error);
    path.ancestors().find(|part| may_be && part.is_symlink() && !part.exists())
}

/// Links that lead in a circle, or on and on.
#[cfg(unix)]
const CIRCLE: i32 = rustix::io::Errno::LOOP.raw_os_error();
/// `ERROR_CANT_RESOLVE_FILENAME`.
#[cfg(not(unix))]
const CIRCLE: i32 = 1921;

/// The kind of error has no name yet that a program may use.
fn is_circle(error: &io::Error) -> bool {
    error.kind() == io::Error::from_raw_os_error(CIRCLE).kind()
}

const IS_FOLDER: &str = "it is a folder; name a file in it";

/// Why, in words a person can act on.
fn reason(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder; check the name".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "this account is not allowed to; ask who owns the folder, or use another one".to_owned()
        }
        io::ErrorKind::StorageFull => "the disk is full; make room and try again".to_owned(),
        io::ErrorKind::QuotaExceeded => "this account's share of the disk is full; make room and try again".to_owned(),
        io::ErrorKind::FileTooLarge => {
            "this account may not write a file of that size; ask for a higher limit, or use another account".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; use another folder".to_owned(),
        io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
        io::ErrorKind::InvalidFilename if cfg!(windows) => {
            "this system takes no such name; use a shorter one, without characters such as ? and |".to_owned()
        }
        io::ErrorKind::InvalidFilename => "the name is longer than this system takes; check it, or use a shorter one".to_owned(),
        io::ErrorKind::IsADirectory => IS_FOLDER.to_owned(),
        io::ErrorKind::NotADirectory => {
            // Without a stroke at its end, which makes no folder of a file.
            let file = path.components().as_path().ancestors().find(|part| part.is_file());
            let what = file.map_or_else(|| "a part of it".to_owned(), shown);
            format!("{what} is a file and no folder; check the name")
        }
        _ => format!("the system says \"{error}\"; try again, or ask who looks after this computer"),
    }
}

/// A path as it may be printed: no control characters, whatever the file is called.
#[must_use]
pub fn shown(path: &Path) -> String {
    crate::text::clean_line(&path.to_string_lossy()).into_owned()
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The path as given.
    pub path: PathBuf,
    /// Its bytes exactly, to notice later whether someone else changed them.
    bytes: Vec<u8>,
    /// Its text with its name.
    pub source: Source,
}

impl Loaded {
    /// Its bytes as they were read.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Why a file gave no text: it could not be read, or what was read is no text.
#[derive(Debug)]
pub enum Unread {
    /// The system said no.
    Failure(Failure),
    /// It is no text file, or far too large.
    Problem(Box<Diagnostics>),
}

/// Reads a text file to change it later, refusing what is no file, too large, or not UTF-8.
///
/// # Errors
/// [`Unread`] says which of the two it was.
pub fn read(path: &Path) -> Result<Loaded, Unread> {
    let (file, length) = open(path)?;
    let bytes = bytes_of(path, file, length)?;
    let source = decode(path, bytes.clone())?;
    Ok(Loaded { path: path.to_owned(), bytes, source })
}

/// The text of a file that is only looked at; the same is refused as in [`read()`].
///
/// # Errors
/// [`Unread`] says which of the two it was.
pub fn look(path: &Path) -> Result<Source, Unread> {
    let (file, length) = open(path)?;
    decode(path, bytes_of(path, file, length)?)
}

/// The same of what comes from elsewhere, under the name it is known by.
///
/// # Errors
/// [`Unread`] says which of the two it was.
pub fn look_at(name: &Path, from: impl io::Read) -> Result<Source, Unread> {
    decode(name, bytes_of(name, from, 0)?)
}

/// The file, and how long it says it is.
fn open(path: &Path) -> Result<(File, u64), Unread> {
    let fail = |error: &io::Error| {
        let mut failure = Failure::new("read", path, error);
        if failure.missing {
            failure.reason.push_str(&near(path));
        }
        Unread::Failure(failure)
    };
    // Opening a device may do something; looking does not.
    ordinary(path, &fs::metadata(path).map_err(|e| fail(&e))?)?;
    let file = open_without_waiting(path).map_err(|e| fail(&e))?;
    // What was opened need not be what was looked at.
    let meta = file.metadata().map_err(|e| fail(&e))?;
    ordinary(path, &meta)?;
    Ok((file, meta.len()))
}

fn ordinary(path: &Path, meta: &fs::Metadata) -> Result<(), Unread> {
    let what = if meta.is_dir() { IS_FOLDER } else { "it is not an ordinary file" };
    if meta.is_file() {
        return Ok(());
    }
    Err(Unread::Failure(Failure { verb: "read", path: path.to_owned(), reason: what.to_owned(), missing: false }))
}

/// Opening a pipe would wait for its other end for ever; this way it is open at once, and can be refused.
fn open_without_waiting(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    options.open(path)
}

/// The file in the same folder whose name is nearest to one that is not there.
fn near(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    let mut names: Vec<String> = list(folder)
        .unwrap_or_default()
        .iter()
        .filter(|p| p.is_file())
        .filter_map(|p| Some(p.file_name()?.to_str()?.to_owned()))
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    // Some shells write one behind each name of a list.
    let said = wanted.trim();
    if said != wanted && names.iter().any(|name| name == said) {
        return format!(". A space stands at one end of its name; without it there is {}", shown(&path.with_file_name(said)));
    }
    // Without its ending is how a name is often remembered. What is the same in both endings makes no name near to another.
    let stem = |name: &str| Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
    let near = if stems.iter().any(|s| *s == wanted) { wanted.into_owned() } else { stem(&wanted) };
    // Of one letter, every other is as near.
    let near =
        crate::text::nearest(&near, stems.iter().map(String::as_str)).filter(|found| *found == near || near.chars().count() > 2);
    let found = near.and_then(|near| names.iter().find(|name| stem(name) == near));
    found.map(|name| format!(". Did you mean {}?", shown(&path.with_file_name(name)))).unwrap_or_default()
}

/// Everything there is to read, up to the limit. `length` is what is expected, and only saves reading it bit by bit.
fn bytes_of(name: &Path, from: impl io::Read, length: u64) -> Result<Vec<u8>, Unread> {
    let limit = MAX_BYTES + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(length).map_or(limit, |length| length.saturating_add(1).min(limit)));
    let read = from.take(limit as u64).read_to_end(&mut bytes);
    read.map_err(|e| Unread::Failure(Failure::new("read", name, &e)))?;
    Ok(bytes)
}

/// Reads the bytes of a file that may be large, as an extract, refusing what is no file and what is larger than `most`.
///
/// # Errors
/// When it can't be read, or is too large.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let fail = |error: &io::Error| Failure::new("read", path, error);
    let refuse = |reason: String| Failure { verb: "read", path: path.to_owned(), reason, missing: false };
    let meta = fs::metadata(path).map_err(|e| fail(&e))?;
    if !meta.is_file() {
        return Err(refuse("it is not an ordinary file".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(|e| fail(&e))?.take(most + 1).read_to_end(&mut bytes).map_err(|e| fail(&e))?;
    if bytes.len() as u64 > most {
        return Err(refuse(format!("it is larger than {} MB; give a shorter period", most / 1024 / 1024)));
    }
    Ok(bytes)
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<Source, Unread> {
    let problem = |text: &str, diagnostic: Diagnostic| {
        let mut sink = Diagnostics::new(Source::new(shown(path), text));
        sink.push(diagnostic);
        Unread::Problem(Box::new(sink))
    };
    if bytes.len() > MAX_BYTES {
        return Err(problem("", too_large()));
    }
    if let Some(Document { kind, is_text, help }) = document(&bytes) {
        let message = format!("this is {kind}, not a plain text file");
        // What is private in such a text is found all the same.
        let text = if is_text { String::from_utf8_lossy(&bytes) } else { "".into() };
        return Err(problem(&text, Diagnostic::error(Code::NOT_TEXT, Span::default(), message).help(help)));
    }
    let wide = is_utf16(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) if !wide => Ok(Source::new(shown(path), text)),
        other => {
            let (bytes, good) = match other {
                Ok(text) => (text.into_bytes(), 0),
                Err(error) => {
                    let good = error.utf8_error().valid_up_to();
                    (error.into_bytes(), good)
                }
            };
            let before = String::from_utf8_lossy(&bytes[..good]).into_owned();
            // What is private may stand after the byte as well, on the very line that is shown.
            let all = if wide { before.clone() } else { String::from_utf8_lossy(&bytes).into_owned() };
            let message = if wide { "this file is UTF-16, not UTF-8" } else { "from here on this is not UTF-8 text" };
            let diagnostic = Diagnostic::error(Code::NOT_UTF8, Span::new(before.len(), before.len()), message)
                .label("the first byte that can't be read")
                .help("open it in an editor and save it with the encoding UTF-8 (in Notepad: Save as, Encoding, UTF-8)");
            Err(problem(&all, diagnostic))
        }
    }
}

/// A document of another program.
struct Document {
    kind: &'static str,
    /// Whether its words stand in it as they are.
    is_text: bool,
    /// What to do about it.
    help: &'static str,
}

/// What a document is, by the bytes that each kind begins with, letters in either case.
fn document(bytes: &[u8]) -> Option<Document> {
    const ORIGIN: &str =
        "look for the file that it was made of or from: an assessment ends in .yaml, expectations and packs in .toml";
    const PLAIN: &str = "save it as plain text with the encoding UTF-8 (in TextEdit: Format, Make Plain Text)";
    const ITSELF: &str = "download the file itself, not the page that shows it";
    const KINDS: &[(&[u8], &str, bool, &str)] = &[
        (b"PK\x03\x04", "a Word, Excel or ZIP file", false, ORIGIN),
        (b"%PDF-", "a PDF", false, ORIGIN),
        (b"\xd0\xcf\x11\xe0", "a Word or Excel file of the old kind", false, ORIGIN),
        (b"\x1f\x8b", "a compressed file", false, ORIGIN),
        (b"\x89PNG", "a picture", false, ORIGIN),
        (b"\xff\xd8\xff", "a picture", false, ORIGIN),
        (b"{\\rtf", "a Rich Text document", true, PLAIN),
        (b"<!DOCTYPE html", "a web page", true, ITSELF),
        (b"<html>", "a web page", true, ITSELF),
        (b"<html ", "a web page", true, ITSELF),
    ];
    // Before a text may stand its mark and blank lines.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |start: &[u8]| text.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start));
    let (_, kind, is_text, help) = *KINDS.iter().find(|(start, ..)| begins(start))?;
    Some(Document { kind, is_text, help })
}

/// Whether bytes are UTF-16, by the mark it begins with or by the zeros that stand beside our letters in it.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros = |first: usize| bytes.iter().take(8).skip(first).step_by(2).all(|b| *b == 0);
    let by_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    by_mark || (bytes.len() >= 8 && zeros(0) != zeros(1))
}

/// The pack files of a folder, by name: every `.toml` in it and in the folders directly below it, links followed.
///
/// # Errors
/// When the folder can't be listed.
pub fn find_packs(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in list(folder)? {
        if path.is_dir() {
            // Lenses and crosswalks stand beside packs and are no packs.
            if path.file_name().is_some_and(|n| n == "lenses" || n == "crosswalks") {
                continue;
            }
            found.extend(list(&path)?.into_iter().filter(|p| is_pack(p)));
        } else if is_pack(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn is_pack(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml") && path.file_name().is_some_and(|n| n != "sources.toml" && n != "measures.toml")
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |e: &io::Error| Failure::new("list", folder, e);
    let entries = fs::read_dir(folder).map_err(|e| fail(&e))?;
    entries.map(|entry| Ok(entry.map_err(|e| fail(&e))?.path())).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::process::Command;
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn a_pipe_put_in_the_place_of_a_file_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("x.yaml");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
        let (done, wait) = mpsc::channel();
        std::thread::spawn(move || drop(done.send(open_without_waiting(&pipe).and_then(|file| file.metadata()))));
        let meta = wait.recv_timeout(Duration::from_secs(20)).expect("it is open at once").expect("it can be looked at");
        assert!(ordinary(Path::new("x.yaml"), &meta).is_err());
    }
}
