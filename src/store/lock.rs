//! One `vpr` at a time on a file, and what a killed one left behind.
//!
//! The lock is the system's own, on a small file beside the assessment, so that it ends with the process however that ends.
//! Some network shares ignore such locks; there the check before every save still keeps two writers apart.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::save::{folder_of, temp_prefix};
use super::{Failure, near};

/// Most bytes of a lock file that are read: it is a line, but anyone can write to it.
const HOLDER_MAX: u64 = 200;

/// The right to work on a file, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    // Dropped after the lock file is removed: another process waits for the system's lock, not for the name.
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock and clears away what an earlier run left half written. `holder` tells others who has it.
    ///
    /// # Errors
    /// When someone else has it, by name where that is known, or when the folder can't be written to.
    pub fn take(target: &Path, holder: &str) -> Result<Self, Failure> {
        let real = fs::canonicalize(target).map_err(|e| {
            let mut failure = Failure::new("read", target, &e);
            if e.kind() == io::ErrorKind::NotFound {
                failure.reason.push_str(&near(target));
            }
            failure
        })?;
        // Better said before the first question than after the first reply.
        if fs::metadata(&real).is_ok_and(|m| m.permissions().readonly()) {
            return Err(Failure::read_only(target));
        }
        let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = folder_of(&real).join(format!(".{name}.vpr-lock"));
        loop {
            let mut options = File::options();
            let opened = options.read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = opened.map_err(|e| Failure::new("lock", target, &e))?;
            match file.try_lock() {
                Ok(()) if still_there(&file, &path) => {
                    // What is written is for people; if it can't be, the lock holds all the same.
                    let _ = file
                        .set_len(0)
                        .and_then(|()| file.seek(SeekFrom::Start(0)))
                        .and_then(|_| file.write_all(holder.as_bytes()));
                    sweep(&real);
                    return Ok(Self { path, _file: Some(file) });
                }
                // The one who had it removed the file just now: take the new one.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(taken(target, file)),
                // The file system has no locks.
                Err(TryLockError::Error(_)) => return Ok(Self { path, _file: None }),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file that stays is no lock: the next run takes it over.
        let _ = fs::remove_file(&self.path);
    }
}

fn taken(target: &Path, file: File) -> Failure {
    let mut holder = String::new();
    let _ = file.take(HOLDER_MAX).read_to_string(&mut holder);
    let holder = crate::text::clean_line(&holder);
    let who = if holder.is_empty() { "another vpr".to_owned() } else { format!("another vpr ({holder})") };
    Failure {
        verb: "open",
        path: target.to_owned(),
        reason: format!("{who} is at work on it; finish there first, or close that window"),
        missing: false,
    }
}

/// Whether the name still stands for the file that was locked.
#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(mine), Ok(named)) => mine.ino() == named.ino() && mine.dev() == named.dev(),
        _ => false,
    }
}

/// A file that is open can't be removed by another here.
#[cfg(not(unix))]
fn still_there(_file: &File, _path: &Path) -> bool {
    true
}

/// Removes what saves of this file left when they were killed. Only whoever holds the lock may.
fn sweep(real: &Path) {
    let prefix = temp_prefix(real);
    let Ok(entries) = fs::read_dir(folder_of(real)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&prefix) && Path::new(&name).extension().is_some_and(|e| e == "tmp") {
            // What can't be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}
