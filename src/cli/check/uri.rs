//! Paths as URIs, for formats whose readers find the file again by them.

use std::env;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use crate::store;

/// A path below the current folder as a relative reference, any other as it was given: `submissions/a%20b.yaml`,
/// `file:///srv/a.yaml`. Every byte that is no letter, digit, `-`, `.`, `_` or `~` is percent-encoded, also those of names that
/// are no text.
pub fn of(path: &Path) -> String {
    from(path, &HERE)
}

/// The folder the program was started in, which it never leaves. It is asked for with every file.
static HERE: LazyLock<PathBuf> = LazyLock::new(|| env::current_dir().unwrap_or_default());

fn from(path: &Path, here: &Path) -> String {
    // Readers look for `a/../b.yaml` by that name, and have only `b.yaml`.
    let goes_up = path.components().any(|part| part == Component::ParentDir);
    let whole = if goes_up { store::from_root(path) } else { path.to_owned() };
    let path = whole.strip_prefix(here).unwrap_or(path);
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            // `C:`, or `\\server\share`, whose strokes become those of the URI.
            Component::Prefix(prefix) => Some(encoded(&prefix.as_os_str().to_string_lossy().replace('\\', "/"), b":/")),
            Component::RootDir | Component::CurDir => None,
            Component::ParentDir => Some("..".to_owned()),
            Component::Normal(name) => Some(encoded_bytes(name.as_encoded_bytes(), b"")),
        })
        .collect();
    let joined = parts.join("/");
    match (path.has_root(), joined.is_empty()) {
        // On Windows: a server is named where others have nothing.
        (true, _) if joined.starts_with("//") => format!("file:{joined}"),
        (true, _) => format!("file:///{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

fn encoded(text: &str, kept: &[u8]) -> String {
    encoded_bytes(text.as_bytes(), kept)
}

fn encoded_bytes(bytes: &[u8], kept: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unusual_in_a_path_is_encoded() {
        let here = Path::new("/srv/repo");
        for (path, uri) in [
            ("a.yaml", "a.yaml"),
            ("./a/./b.yaml", "a/b.yaml"),
            ("../other/a.yaml", "../other/a.yaml"),
            ("/srv/repo/a/b.yaml", "a/b.yaml"),
            ("/srv/repo-2/b.yaml", "file:///srv/repo-2/b.yaml"),
            ("a b%20c#d?e.yaml", "a%20b%2520c%23d%3Fe.yaml"),
            ("line\nbreak.yaml", "line%0Abreak.yaml"),
            ("漢/é.yaml", "%E6%BC%A2/%C3%A9.yaml"),
            (".", "."),
        ] {
            assert_eq!(from(Path::new(path), here), uri, "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_keeps_its_bytes_and_a_colon_is_none_of_a_scheme() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(from(Path::new("a:b.yaml"), Path::new("/")), "a%3Ab.yaml");
        let path = Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9.yaml"));
        assert_eq!(from(path, Path::new("/")), "caf%E9.yaml");
    }

    #[cfg(windows)]
    #[test]
    fn drives_and_servers_become_file_uris() {
        let here = Path::new(r"C:\repo");
        assert_eq!(from(Path::new(r"C:\repo\a\b.yaml"), here), "a/b.yaml");
        assert_eq!(from(Path::new(r"D:\a b.yaml"), here), "file:///D:/a%20b.yaml");
        assert_eq!(from(Path::new(r"\\server\share\a.yaml"), here), "file://server/share/a.yaml");
    }
}
