//! What a path stands for: where it leads, what folder it is in, and whether it is still the file that was opened.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Where a path leads, links followed. A drive on Windows that another system lends it may not be able to tell: then it is taken
/// as it stands.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(_) if cfg!(windows) && fs::metadata(path).is_ok() => std::path::absolute(path),
        real => real,
    }
}

pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Whether the name still stands for the file that was locked.
#[cfg(unix)]
pub fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(mine), Ok(named)) => mine.ino() == named.ino() && mine.dev() == named.dev(),
        _ => false,
    }
}

/// A file that is open can't be removed by another here.
#[cfg(not(unix))]
pub fn still_there(_file: &File, _path: &Path) -> bool {
    true
}
