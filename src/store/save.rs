//! Saves: written beside, synced, renamed into place, the folder synced. A file is the old one or the new one, never half.

use std::fs::{self, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::patience::{is_held, retried};
use super::place::{folder_of, hidden_name, real_path, shortened, still_there};
use super::{Failure, IS_FOLDER, Loaded, open_without_waiting, shown};
use crate::text::Source;

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is in the file.
    InPlace,
    /// The new text is in this other file, and whatever stands under the file's own name is untouched.
    Beside(PathBuf, Why),
}

/// Why a save does not go into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Someone else changed it since it was read.
    Changed,
    /// There is no file of that name any more.
    Gone,
    /// What was wanted can't be put into it without losing a comment.
    Comments,
}

impl Loaded {
    /// Replaces the file's text, unless someone else changed or took away the file since it was read: then nothing is written,
    /// and this says which of the two. Otherwise this value stands for the file that was written.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn save_in_place(&mut self, text: &str) -> Result<Option<Why>, Failure> {
        let path = self.path.clone();
        let fail = |e: &io::Error| Failure::new("save", &path, e);
        // A link is followed, so that the link stays and what it points to changes.
        let real = match real_path(&path) {
            Ok(real) => real,
            // Moved or deleted meanwhile: whoever did that meant the old one.
            Err(e) if e.kind() == io::ErrorKind::NotFound && folder_of(&path).is_dir() => return Ok(Some(Why::Gone)),
            Err(e) => return Err(fail(&e)),
        };
        let now = fs::read(&real).map_err(|e| fail(&e))?;
        if now != self.bytes {
            return Ok(Some(Why::Changed));
        }
        let mode = fs::metadata(&real).map_err(|e| fail(&e))?.permissions();
        if mode.readonly() {
            return Err(Failure::read_only(&self.path));
        }
        // The mark a Windows editor put at the start is no part of the text, but it stays where it was.
        let mut bytes = if self.bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
        bytes.extend_from_slice(text.as_bytes());
        let temp = write_temp(&real, &bytes).map_err(|e| fail(&e))?;
        temp.as_file().set_permissions(mode).map_err(|e| fail(&e))?;
        put_in_place(temp, &real).map_err(|e| Failure::not_replaced("save", &path, &e))?;
        sync_folder(&real).map_err(|e| fail(&e))?;
        self.bytes = bytes;
        self.source = Source::new(self.source.name().to_owned(), text);
        Ok(None)
    }

    /// Writes the text to a new file beside this one; from then on this value stands for that. It needs no lock of its own: no
    /// other process knew its name, and the lock on the file it stands beside is held on.
    ///
    /// # Errors
    /// When nothing could be written.
    pub fn save_beside(&mut self, text: &str, why: Why) -> Result<Kept, Failure> {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = |n: u32| self.path.with_file_name(format!("{}.vpr-{n}.yaml", shortened(&stem)));
        // Another process may take the same number at the same moment: making the file decides, and never replaces one.
        let mut number = 1;
        let path = loop {
            let path = name(number);
            match create(&path, text) {
                Err(_) if path.exists() => number += 1,
                result => break result.map(|()| path)?,
            }
        };
        *self = Self { bytes: text.as_bytes().to_vec(), source: Source::new(shown(&path), text), path: path.clone() };
        Ok(Kept::Beside(path, why))
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Makes a new file; one that is there already is left alone.
///
/// # Errors
/// When it exists or can't be written.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |e: &io::Error| Failure::new("create", path, e);
    sweep(path);
    let temp = write_temp(path, text.as_bytes()).map_err(|e| fail(&e))?;
    temp.persist_noclobber(path).map_err(|e| fail(&e.error))?;
    sync_folder(path).map_err(|e| fail(&e))
}

/// Whether [`create`] could make a new file now: it is tried with a file beside that is gone at once.
///
/// # Errors
/// What [`create`] would say.
pub fn can_create(path: &Path) -> Result<(), Failure> {
    let fail = |e: &io::Error| Failure::new("create", path, e);
    if fs::symlink_metadata(path).is_ok() {
        return Err(fail(&io::ErrorKind::AlreadyExists.into()));
    }
    write_temp(path, b"").map(drop).map_err(|e| fail(&e))
}

/// Writes a text to a new file in another folder, for its owner alone: where it came from is gone.
///
/// # Errors
/// When it can't be written there either.
pub fn rescue(folder: &Path, text: &str) -> Result<PathBuf, Failure> {
    let fail = |e: &io::Error| Failure::new("save", folder, e);
    let mut temp = Builder::new().prefix("vpr-rescued-").suffix(".yaml").tempfile_in(folder).map_err(|e| fail(&e))?;
    temp.write_all(text.as_bytes()).and_then(|()| temp.as_file().sync_all()).map_err(|e| fail(&e))?;
    temp.keep().map(|(_, path)| path).map_err(|e| fail(&e.error))
}

/// Makes a new folder.
///
/// # Errors
/// When it exists or can't be made.
pub fn create_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| Failure::new("create", path, &e))
}

/// Writes a result, as a report: a file of that name is replaced, whole or not at all.
///
/// # Errors
/// When it can't be written.
pub fn write_result(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |e: &io::Error| Failure::new("write", path, e);
    if path.is_dir() {
        return Err(Failure { verb: "write", path: path.to_owned(), reason: IS_FOLDER.to_owned(), missing: false });
    }
    let target = real_path(path).unwrap_or_else(|_| path.to_owned());
    sweep(&target);
    let temp = write_temp(&target, bytes).map_err(|e| fail(&e))?;
    if let Ok(meta) = fs::metadata(&target) {
        if cfg!(windows) && meta.permissions().readonly() {
            return Err(Failure { verb: "write", ..Failure::read_only(path) });
        }
        temp.as_file().set_permissions(meta.permissions()).map_err(|e| fail(&e))?;
    }
    put_in_place(temp, &target).map_err(|e| Failure::not_replaced("write", path, &e))?;
    sync_folder(&target).map_err(|e| fail(&e))
}

/// A finished file under a name of its own in the folder of the target, synced to disk.
fn write_temp(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let prefix = temp_prefix(target);
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    // A temporary file is private to its owner; this one is to become an ordinary file, as the system's mask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Locked until it has its final name, so that another run can tell it from what a killed one left.
    let mut temp = loop {
        let temp = builder.tempfile_in(folder_of(target))?;
        match temp.as_file().try_lock() {
            // The file system has no locks, and so nobody sweeps there.
            Err(TryLockError::Error(_)) => break temp,
            Ok(()) if still_there(temp.as_file(), temp.path()) => break temp,
            // Swept in the moment before it was locked: make another.
            Ok(()) | Err(TryLockError::WouldBlock) => {}
        }
    };
    temp.write_all(bytes)?;
    temp.as_file().sync_all()?;
    Ok(temp)
}

/// Gives a finished file the name of the one it replaces.
fn put_in_place(temp: NamedTempFile, target: &Path) -> io::Result<()> {
    let mut waiting = Some(temp);
    let step = || match waiting.take() {
        Some(temp) => temp.persist(target).map(|_| ()).map_err(|failed| {
            waiting = Some(failed.file);
            failed.error
        }),
        None => Err(io::ErrorKind::NotFound.into()),
    };
    retried(step, is_held, std::thread::sleep)
}

/// Removes what runs that were killed left half written of a file. One that is being written is locked, and stays.
pub(super) fn sweep(target: &Path) {
    let prefix = temp_prefix(target);
    let Ok(entries) = fs::read_dir(folder_of(target)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&prefix)
            && Path::new(&name).extension().is_some_and(|e| e == "tmp")
            && let Ok(file) = open_without_waiting(&entry.path())
            && file.try_lock().is_ok()
        {
            // What can't be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// How the names of temporary files for a target begin.
fn temp_prefix(target: &Path) -> String {
    hidden_name(target) + ".vpr-"
}

/// Makes the rename itself durable, where the system has a way to.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    fs::File::open(folder_of(path))?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail where there is something to do")]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
