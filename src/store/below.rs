//! Files that an assessment names, read below a folder and nowhere else: whoever wrote the assessment may be a stranger.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path};

/// Most bytes of one file that are read.
const MOST: u64 = 1024 * 1024 * 1024;
/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// How reading a file below a folder went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// All of it was read.
    Read,
    /// There is no such file.
    Missing,
    /// It is there and can't be read, or is larger than 1 GB.
    Unreadable,
    /// The place is no file below the folder: an address, an absolute path, one that leads out of it, or a folder.
    Elsewhere,
}

/// Reads the file at a place below a folder, piece by piece. Links are followed, but not out of the folder.
pub fn read_below(root: &Path, place: &str, take: &mut dyn FnMut(&[u8])) -> Below {
    let inside = Path::new(place).components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    if place.trim().is_empty() || place.contains("://") || !inside {
        return Below::Elsewhere;
    }
    let (root, file) = match (fs::canonicalize(root), fs::canonicalize(root.join(place))) {
        (Ok(root), Ok(file)) => (root, file),
        (_, Err(e)) if e.kind() == io::ErrorKind::NotFound => return Below::Missing,
        _ => return Below::Unreadable,
    };
    if !file.starts_with(&root) {
        return Below::Elsewhere;
    }
    match fs::metadata(&file) {
        // Opening a pipe would wait for its other end for ever.
        Ok(meta) if !meta.is_file() => return Below::Elsewhere,
        Ok(meta) if meta.len() > MOST => return Below::Unreadable,
        Ok(_) => {}
        Err(_) => return Below::Unreadable,
    }
    pieces(&file, take).map_or(Below::Unreadable, |()| Below::Read)
}

fn pieces(file: &Path, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
    let mut file = File::open(file)?.take(MOST);
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(()),
            read => take(piece.get(..read).unwrap_or_default()),
        }
    }
}
