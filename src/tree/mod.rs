//! A file's values with their places, whether the file is YAML or TOML.
//!
//! `yaml` and `standard::toml` make a [`Node`] tree; [`Fields`] takes it apart into domain types, reporting every unknown,
//! missing and ill-typed field on the way.

mod arena;
mod at;
mod fields;
mod hard_space;

pub use arena::{Arena, Text};
pub use at::At;
pub use fields::{Fields, date, elsewhere, integer, list, number, rewritten, said, text, texts, truth, word};
pub use hard_space::hard_space;

use std::collections::BTreeMap;

use crate::text::Span;

/// A value and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// From its first to its last byte. For a block mapping or list, the first line only means anything.
    pub span: Span,
    /// What it is.
    pub value: Value<'a>,
}

/// What a node holds.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// A text, number, date or truth value: the schema decides which.
    Scalar {
        /// The text, unquoted.
        text: Text<'a>,
        /// Written without quotes, so that `412` may be a number and `true` a truth value.
        plain: bool,
    },
    /// A list.
    Sequence(&'a [Node<'a>]),
    /// Keys and values in the order written; no key twice.
    Mapping(&'a [Entry<'a>]),
}

/// A key with its value.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The key's text.
    pub key: Text<'a>,
    /// Where the key stands.
    pub key_span: Span,
    /// What it has.
    pub value: Node<'a>,
}

impl Entry<'_> {
    /// Where to point: at the value when it is a single one, at the key when it is a group or list, which runs on over lines.
    #[must_use]
    pub const fn place(&self) -> Span {
        match self.value.value {
            Value::Scalar { .. } => self.value.span,
            _ => self.key_span,
        }
    }
}

impl<'a> Node<'a> {
    /// The entries of a group of fields; none when it is something else.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// Whether it is nothing, or a text with nothing in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar { text, .. } => text.trim().is_empty(),
            _ => false,
        }
    }
}

impl Value<'_> {
    /// What to call it in a message.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar { .. } => "a single value",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a group of fields",
        }
    }

    /// Whether two values say the same, wherever they stand and however they are written: quotes, order of keys and space
    /// around a text do not matter, and a list with nothing in it says no more than none.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Scalar { text: a, .. }, Self::Scalar { text: b, .. }) => a.trim() == b.trim(),
            (Self::Sequence(a), Self::Sequence(b)) => a.len() == b.len() && a.iter().zip(*b).all(|(a, b)| a.value.same(&b.value)),
            (Self::Mapping(a), Self::Mapping(b)) => {
                let told = |entries: &[Entry<'_>]| entries.iter().filter(|e| !e.value.value.is_empty_list()).count();
                // By name: a stranger's file may hold fifty thousand fields, and each would be compared with each.
                let by_name: BTreeMap<&str, &Value<'_>> = b.iter().map(|e| (&*e.key, &e.value.value)).collect();
                let has =
                    |x: &Entry<'_>| x.value.value.is_empty_list() || by_name.get(&*x.key).is_some_and(|y| x.value.value.same(y));
                told(a) == told(b) && a.iter().all(has)
            }
            (Self::Null, Self::Mapping(entries)) | (Self::Mapping(entries), Self::Null) => entries.is_empty(),
            _ => false,
        }
    }

    /// Whether it is a list with nothing in it.
    #[must_use]
    pub const fn is_empty_list(&self) -> bool {
        matches!(self, Self::Sequence(items) if items.is_empty())
    }
}

impl<'a> Node<'a> {
    /// Where its text stands, if it is in quotes.
    #[must_use]
    pub fn within_quotes(&self) -> Span {
        Span::new(self.span.start + 1, self.span.end.saturating_sub(1).max(self.span.start + 1))
    }

    /// Looks at each single value in it, and at each that is not there, with the field that has it. What is in a list is of the list's
    /// field.
    pub fn each_single<'n>(&'n self, field: Option<&'n Entry<'a>>, look: &mut dyn FnMut(Option<&'n Entry<'a>>, &'n Self)) {
        match &self.value {
            Value::Sequence(items) => items.iter().for_each(|item| item.each_single(field, look)),
            Value::Mapping(entries) => entries.iter().for_each(|e| e.value.each_single(Some(e), look)),
            Value::Null | Value::Scalar { .. } => look(field, self),
        }
    }

    /// One past the last byte that says something: that of its last value, as the span of a block runs on to what follows.
    #[must_use]
    pub fn last_byte(&self) -> usize {
        match &self.value {
            Value::Sequence(items) => items.last().map_or(self.span.end, Self::last_byte),
            Value::Mapping(entries) => entries.last().map_or(self.span.end, |e| e.value.last_byte()),
            Value::Null | Value::Scalar { .. } => self.span.end,
        }
    }
}
