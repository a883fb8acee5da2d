//! Names of standards and requirements, and digests: valid by construction.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// A requirement's id in its pack, as `L1` or `PLAN-4`. Ours, never the publisher's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementId(String);

impl RequirementId {
    /// What [`RequirementId::parse`] takes, as a regular expression for other programs.
    pub const PATTERN: &'static str = "^[A-Za-z][A-Za-z0-9.-]{0,23}$";

    /// A letter, then letters, digits, points and hyphens; at most 24 characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let valid = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
            && text.len() <= 24;
        valid.then(|| Self(text.to_owned()))
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
