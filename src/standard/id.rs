//! Names of standards and requirements, and digests: valid by construction.

use std::cmp::Ordering;
use std::fmt;

use sha2::{Digest as _, Sha256};

/// Most characters of a requirement's id.
const LONGEST_ID: usize = 24;

/// A requirement's id in its pack, as `L1` or `PLAN-4`. Ours, never the publisher's.
///
/// It is kept in place and not on the heap: there is one for each answer of each file. Its letters come first and nothing
/// after them, so that ids compare as their texts do.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequirementId {
    letters: [u8; LONGEST_ID],
    length: u8,
}

impl RequirementId {
    /// What [`RequirementId::parse`] takes, as a regular expression for other programs.
    pub const PATTERN: &'static str = "^[A-Za-z][A-Za-z0-9.-]{0,23}$";

    /// A letter, then letters, digits, points and hyphens; at most 24 characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        let mut letters = [0; LONGEST_ID];
        letters.get_mut(..text.len()).filter(|_| valid)?.copy_from_slice(text.as_bytes());
        Some(Self { letters, length: u8::try_from(text.len()).ok()? })
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

impl Ord for RequirementId {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most ids are told apart by what fits into one number.
        let start = |id: &Self| u64::from_be_bytes(*id.letters.first_chunk().unwrap_or(&[0; 8]));
        start(self).cmp(&start(other)).then_with(|| self.letters.cmp(&other.letters))
    }
}

impl PartialOrd for RequirementId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An edition of a standard: `nhs-england-vpr@2024`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StandardRef {
    /// Kebab-case id of the standard.
    pub id: String,
    /// Its edition.
    pub edition: String,
}

impl StandardRef {
    /// What [`StandardRef::parse`] takes, as a regular expression for other programs.
    pub const PATTERN: &'static str = "^[a-z0-9.-]{1,64}@[a-z0-9.-]{1,64}$";

    /// Reads `id@edition`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (id, edition) = text.split_once('@')?;
        let valid = |part: &str| {
            !part.is_empty()
                && part.len() <= 64
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
        };
        (valid(id) && valid(edition)).then(|| Self { id: id.to_owned(), edition: edition.to_owned() })
    }
}

impl fmt::Display for StandardRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.edition)
    }
}

/// A digest in the making, of bytes that come piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Digester(Sha256);

impl Digester {
    /// Takes further bytes in.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes taken in, exactly as they are.
    #[must_use]
    pub fn finish(self) -> Digest {
        let hex: String = self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Digest(format!("sha256:{hex}"))
    }
}

/// A SHA-256 digest, written `sha256:` and 64 hexadecimal digits, as `sha256sum` prints them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    /// What [`Digest::parse`] takes, as a regular expression for other programs.
    pub const PATTERN: &'static str = "^sha256:[0-9a-f]{64}$";

    /// The digest of a text, line ends as line feeds so that a checkout on Windows agrees.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::of_bytes(text.replace("\r\n", "\n").as_bytes())
    }

    /// The digest of a file's bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut digester = Digester::default();
        digester.take(bytes);
        digester.finish()
    }

    /// Reads a digest as written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix("sha256:")?;
        let valid = hex.len() == 64 && hex.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
        valid.then(|| Self(text.to_owned()))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first twelve digits, enough to tell two apart on paper.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(7..19).unwrap_or(&self.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
