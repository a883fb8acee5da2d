//! What a path stands for: where it leads, what folder it is in, and whether it is still the file that was opened.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

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

/// Most bytes of a file's name that names made from it keep. File systems take 255, and an ending and a number come to them.
const KEPT_OF_NAME: usize = 200;

/// How the hidden files beside a file are called, before their ending: `.name`. Of a name that would be too long with an ending the
/// start is kept, and a digest of the whole, as two files may have the same start.
pub fn hidden_name(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    let shown = name.to_string_lossy();
    let kept = shortened(&shown);
    if kept.len() == shown.len() {
        return format!(".{shown}");
    }
    let digest = Sha256::digest(name.as_encoded_bytes());
    let told: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!(".{kept}.{told}")
}

/// As much of a name as leaves room for an ending.
pub fn shortened(name: &str) -> &str {
    &name[..name.floor_char_boundary(KEPT_OF_NAME)]
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
