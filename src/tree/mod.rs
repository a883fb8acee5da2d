//! A file's values with their places, whether the file is YAML or TOML.
//!
//! `yaml` and `standard::toml` make a [`Node`] tree; [`Fields`] takes it apart into domain types, reporting every unknown,
//! missing and ill-typed field on the way.

mod fields;

pub use fields::{Fields, date, integer, number, text, truth};

use crate::text::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// From its first to its last byte. For a block mapping or list, the first line only means anything.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A text, number, date or truth value: the schema decides which.
    Scalar {
        /// The text, unquoted.
        text: String,
        /// Written without quotes, so that `412` may be a number and `true` a truth value.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order written; no key twice.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// What it has.
    pub value: Node,
}

impl Value {
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

    /// Whether two values say the same, wherever they stand and however they are quoted. Order of keys does not matter.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Scalar { text: a, .. }, Self::Scalar { text: b, .. }) => a == b,
            (Self::Sequence(a), Self::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.value.same(&b.value)),
            (Self::Mapping(a), Self::Mapping(b)) => {
                a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| x.key == y.key && x.value.value.same(&y.value.value)))
            }
            _ => false,
        }
    }
}
