//! Where the values of a tree lie.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use bumpalo::Bump;

use super::{Entry, Node};
use crate::text::Source;

/// Bytes of a tree for each of a file, as most of one is short names with short values.
const USUAL: usize = 5;

/// The room for the values of one file, freed in one go with it. A file has some hundred groups and lists; each in a place of its own
/// on the heap would cost as much time as reading them.
#[derive(Default)]
pub struct Arena {
    room: Bump,
    /// Whether a text is here that the file has in other letters, by escapes or over lines.
    has_other_words: Cell<bool>,
}

impl Arena {
    /// With room at once for what a file usually comes to.
    #[must_use]
    pub fn for_file(source: &Source) -> Self {
        Self { room: Bump::with_capacity(source.text().len().saturating_mul(USUAL)), ..Self::default() }
    }

    /// The items of a list, which stay here.
    pub fn items<'a>(&'a self, items: impl ExactSizeIterator<Item = Node<'a>>) -> &'a [Node<'a>] {
        self.room.alloc_slice_fill_iter(items)
    }

    /// The entries of a mapping, which stay here.
    pub fn entries<'a>(&'a self, entries: impl ExactSizeIterator<Item = Entry<'a>>) -> &'a [Entry<'a>] {
        self.room.alloc_slice_fill_iter(entries)
    }

    /// A text of the file, which stays here when it is none of the file's own.
    pub fn text<'a>(&'a self, text: Cow<'a, str>) -> Text<'a> {
        match text {
            Cow::Borrowed(said) => Text { said, is_as_written: true },
            Cow::Owned(said) => {
                self.has_other_words.set(true);
                Text { said: self.room.alloc_str(&said), is_as_written: false }
            }
        }
    }

    /// Whether some text reads otherwise than it is written. Of most files none does.
    #[must_use]
    pub const fn has_other_words(&self) -> bool {
        self.has_other_words.get()
    }
}

/// A text of a file, as it reads.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    said: &'a str,
    is_as_written: bool,
}

impl<'a> Text<'a> {
    /// For as long as the file is there, and not only this.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.said
    }

    /// Whether the file has it letter by letter, with no escapes and on one line.
    #[must_use]
    pub const fn is_as_written(&self) -> bool {
        self.is_as_written
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(said: &'a str) -> Self {
        Self { said, is_as_written: true }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.said
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        self.said
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.said == other.said
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.said == other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.said == *other
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}
