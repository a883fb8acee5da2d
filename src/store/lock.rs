//! One `vpr` at a time on a file, and what a killed one left behind.
//!
//! The lock is the system's own, on a small file beside the assessment, so that it ends with the process however that ends.
//! Some network shares ignore such locks; there the check before every save still keeps two writers apart.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::save::{folder_of, sweep};
use super::{Failure, near, open_without_waiting, shown};

/// Most bytes of a lock file that are read: it is a line, but anyone can write to it.
const HOLDER_MAX: u64 = 300;

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
            let mut file = match opened {
                Err(e) if e.kind() == io::ErrorKind::PermissionDenied && path.exists() => {
                    clear_away(&path, target)?;
                    continue;
                }
                opened => opened.map_err(|e| Failure::new("lock", target, &e))?,
            };
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

/// Removes a lock file that another account left behind and that this one may not write to, in a folder where it may. To read
/// is enough to see whether it is held.
fn clear_away(path: &Path, target: &Path) -> Result<(), Failure> {
    let refuse = |why: &str| Failure {
        verb: "lock",
        path: target.to_owned(),
        reason: format!("{} is another account's {why}; when nobody is at work on it any more, delete that file", shown(path)),
    };
    let file = open_without_waiting(path).map_err(|_| refuse("and may not be opened by this one"))?;
    match file.try_lock() {
        // Held while it goes, so that nobody takes it over meanwhile.
        Ok(()) if still_there(&file, path) => fs::remove_file(path).map_err(|_| refuse("and may not be removed by this one")),
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(taken(target, file)),
        Err(TryLockError::Error(_)) => Err(refuse("and this disk does not say whether it is in use")),
    }
}

fn taken(target: &Path, file: File) -> Failure {
    let mut holder = Vec::new();
    let _ = file.take(HOLDER_MAX).read_to_end(&mut holder);
    let holder = String::from_utf8_lossy(&holder);
    let holder = crate::text::clean_line(&holder);
    let who = if holder.is_empty() { "another vpr".to_owned() } else { format!("another vpr ({holder})") };
    Failure {
        verb: "open",
        path: target.to_owned(),
        reason: format!("{who} is at work on it; finish there first, or close that window"),
    }
}

/// Whether the name still stands for the file that was locked.
#[cfg(unix)]
pub(super) fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(mine), Ok(named)) => mine.ino() == named.ino() && mine.dev() == named.dev(),
        _ => false,
    }
}

/// A file that is open can't be removed by another here.
#[cfg(not(unix))]
pub(super) fn still_there(_file: &File, _path: &Path) -> bool {
    true
}
