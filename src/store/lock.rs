//! One `vpr` at a time on a file, and what a killed one left behind.
//!
//! The lock is the system's own, on a small file beside the assessment, so that it ends with the process however that ends.
//! On Windows it is that nobody else may write to the file: a lock on its bytes would keep others from reading who has it.
//! Some network shares ignore such locks; there the check before every save still keeps two writers apart.

#[cfg(unix)]
use std::fs::TryLockError;
use std::fs::{self, File};
#[cfg(unix)]
use std::io;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

#[cfg(windows)]
use super::patience::SHARING_VIOLATION;
#[cfg(unix)]
use super::place::still_there;
use super::place::{folder_of, hidden_name, real_path};
use super::save::sweep;
use super::{Failure, near};
#[cfg(unix)]
use super::{open_without_waiting, shown};

/// Most bytes of a lock file that are read: it is a line, but anyone can write to it.
const HOLDER_MAX: u64 = 300;

/// The right to work on a file, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: Option<File>,
}

impl Lock {
    /// Takes the lock and clears away what an earlier run left half written. `holder` tells others who has it.
    ///
    /// # Errors
    /// When someone else has it, by name where that is known, or when the folder can't be written to.
    pub fn take(target: &Path, holder: &str) -> Result<Self, Failure> {
        let real = real_path(target).map_err(|e| {
            let mut failure = Failure::new("read", target, &e);
            if failure.missing {
                failure.reason.push_str(&near(target));
            }
            failure
        })?;
        // Better said before the first question than after the first reply.
        if fs::metadata(&real).is_ok_and(|m| m.permissions().readonly()) {
            return Err(Failure::read_only(target));
        }
        let path = folder_of(&real).join(hidden_name(&real) + ".vpr-lock");
        let file = match hold(&path, target)? {
            Held::Ours(mut file) => {
                // What is written is for people; if it can't be, the lock holds all the same.
                let _ =
                    file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| file.write_all(holder.as_bytes()));
                sweep(&real);
                Some(file)
            }
            Held::Theirs(file) => return Err(taken(target, file)),
            #[cfg(unix)]
            Held::ByNobody => None,
        };
        Ok(Self { path, file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(windows) {
            // A file that is held can't be removed, so that nobody else can hold one without a name.
            self.file.take();
        }
        // The rest is dropped afterwards: another process waits for the system's lock, not for the name. A lock file that stays
        // is no lock: the next run takes it over.
        let _ = fs::remove_file(&self.path);
    }
}

/// Who holds a lock file.
enum Held {
    /// This process, as long as the file is open.
    Ours(File),
    /// Another one, which can be read here where the file can.
    Theirs(Option<File>),
    /// The file system has no locks.
    #[cfg(unix)]
    ByNobody,
}

#[cfg(unix)]
fn hold(path: &Path, target: &Path) -> Result<Held, Failure> {
    loop {
        let file = match File::options().read(true).write(true).create(true).truncate(false).open(path) {
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied && path.exists() => {
                clear_away(path, target)?;
                continue;
            }
            opened => opened.map_err(|e| Failure::new("lock", target, &e))?,
        };
        match file.try_lock() {
            Ok(()) if still_there(&file, path) => return Ok(Held::Ours(file)),
            // The one who had it removed the file just now: take the new one.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Held::Theirs(Some(file))),
            Err(TryLockError::Error(_)) => return Ok(Held::ByNobody),
        }
    }
}

#[cfg(windows)]
fn hold(path: &Path, target: &Path) -> Result<Held, Failure> {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// `FILE_SHARE_READ`: others may read, and neither write nor remove.
    const READ_ONLY: u32 = 1;
    let opened = File::options().read(true).write(true).create(true).truncate(false).share_mode(READ_ONLY).open(path);
    match opened {
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(Held::Theirs(File::open(path).ok())),
        opened => opened.map(Held::Ours).map_err(|e| Failure::new("lock", target, &e)),
    }
}

/// Removes a lock file that another account left behind and that this one may not write to, in a folder where it may. To read
/// is enough to see whether it is held.
#[cfg(unix)]
fn clear_away(path: &Path, target: &Path) -> Result<(), Failure> {
    let refuse = |why: &str| Failure {
        verb: "lock",
        path: target.to_owned(),
        reason: format!("{} is another account's {why}; when nobody is at work on it any more, delete that file", shown(path)),
        missing: false,
    };
    let file = open_without_waiting(path).map_err(|_| refuse("and may not be opened by this one"))?;
    match file.try_lock() {
        // Held while it goes, so that nobody takes it over meanwhile.
        Ok(()) if still_there(&file, path) => fs::remove_file(path).map_err(|_| refuse("and may not be removed by this one")),
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(taken(target, Some(file))),
        Err(TryLockError::Error(_)) => Err(refuse("and this disk does not say whether it is in use")),
    }
}

fn taken(target: &Path, file: Option<File>) -> Failure {
    let mut holder = Vec::new();
    let _ = file.map(|file| file.take(HOLDER_MAX).read_to_end(&mut holder));
    let holder = String::from_utf8_lossy(&holder);
    let holder = crate::text::clean_line(&holder);
    let who = if holder.is_empty() { "another vpr".to_owned() } else { format!("another vpr ({holder})") };
    Failure {
        verb: "open",
        path: target.to_owned(),
        reason: format!("{who} is at work on it; finish there first, or close that window"),
        missing: false,
    }
}
