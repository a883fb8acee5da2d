//! Lists of paths, as `find` and `git ls-files` write them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Failure, is_utf16};

/// No system opens a path of more bytes: what is longer would only fill the screen.
const LONGEST_PATH: usize = 0x7fff;

/// The paths listed in a file.
///
/// # Errors
/// When it can't be read, holds what can't be a path, or where the system's paths are text and it is none.
pub fn open_list(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    read_list(list, File::open(list).map_err(|e| Failure::new("read", list, &e))?)
}

/// The paths listed in a text with a known name: one a line, or, where there is a null character, one up to each, as
/// `find -print0` writes paths that may hold line breaks.
///
/// # Errors
/// As for [`open_list`].
pub fn read_list(name: &Path, mut from: impl Read) -> Result<Vec<PathBuf>, Failure> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).map_err(|e| Failure::new("read", name, &e))?;
    // Nulls stand beside its letters, and would make a file or a folder of each: of the `.` in a name, the one that we are in.
    if is_utf16(&bytes) {
        return Err(refused(
            name,
            "this list of files is UTF-16, so nothing in it was looked at; save it with the encoding UTF-8",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let null = bytes.contains(&0);
    bytes
        .split(|byte| *byte == if null { 0 } else { b'\n' })
        .map(|path| if null { path } else { path.strip_suffix(b"\r").unwrap_or(path) })
        .filter(|path| !path.is_empty())
        .map(|path| {
            if path.len() > LONGEST_PATH {
                return Err(refused(name, "a line of it is longer than any path can be, so it is no list of files"));
            }
            path_of(path).ok_or_else(|| refused(name, "this list of files is not UTF-8 text; save it with the encoding UTF-8"))
        })
        .collect()
}

fn refused(name: &Path, reason: &str) -> Failure {
    Failure { verb: "read", path: name.to_owned(), reason: reason.to_owned(), missing: false }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not every row of bytes is a path")]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt as _;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_by_line_or_by_null() {
        let read = |bytes: &[u8]| read_list(Path::new("list"), bytes).expect("a list");
        assert_eq!(read(b"\xef\xbb\xbfa b.yaml\r\n\n c.yaml\n"), [Path::new("a b.yaml"), Path::new(" c.yaml")]);
        assert_eq!(read(b"a\nb.yaml\0c.yaml\r\0"), [Path::new("a\nb.yaml"), Path::new("c.yaml\r")]);
        assert!(read(b"\n\n").is_empty() && read(b"").is_empty());
    }

    /// As a console writes it that sends text to a file: of each letter it would make a file of its own, and of the point the
    /// folder.
    #[test]
    fn a_list_in_wide_characters_names_nothing() {
        let wide = |mark: &[u8], order: fn(u16) -> [u8; 2]| {
            [mark, &"a.yaml\r\n".encode_utf16().flat_map(order).collect::<Vec<u8>>()].concat()
        };
        for list in [wide(b"\xff\xfe", u16::to_le_bytes), wide(b"\xfe\xff", u16::to_be_bytes), wide(b"", u16::to_le_bytes)] {
            let refused = read_list(Path::new("list"), list.as_slice()).expect_err("no list").to_string();
            assert!(refused.contains("UTF-16"), "{refused}");
        }
    }

    #[test]
    fn what_no_path_can_be_is_not_looked_for() {
        let read = |length| read_list(Path::new("list"), format!("a.yaml\n{}", "x".repeat(length)).as_bytes());
        assert_eq!(read(0x7fff).expect("a list").len(), 2);
        let refused = read(0x8000).expect_err("no list").to_string();
        assert!(refused.contains("longer than any path") && refused.len() < 200, "{refused}");
    }
}
