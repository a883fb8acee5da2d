//! Where something stands in a file, looked up by name: what is not there is shown where it should be.

use super::{Entry, Node, Value};
use crate::text::Span;

/// A place in a tree. Going on to what is missing stays where it was, so that every finding has a place.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    node: Option<&'a Node<'a>>,
    span: Span,
}

impl<'a> At<'a> {
    /// The top of a file.
    #[must_use]
    pub const fn top(root: &'a Node<'a>) -> Self {
        Self { node: Some(root), span: Span { start: 0, end: 0 } }
    }

    /// A field of a group.
    #[must_use]
    pub fn field(self, name: &str) -> Self {
        let Some(Value::Mapping(entries)) = self.node.map(|n| &n.value) else { return self.lost() };
        match entries.iter().find(|e| e.key == name) {
            // A group or list is pointed at by its name: its own span runs on over many lines.
            Some(entry) => Self { node: Some(&entry.value), span: entry.place() },
            None => self.lost(),
        }
    }

    /// An item of a list, from zero.
    #[must_use]
    pub fn item(self, index: usize) -> Self {
        let Some(Value::Sequence(items)) = self.node.map(|n| &n.value) else { return self.lost() };
        let Some(item) = items.get(index) else { return self.lost() };
        let span = match &item.value {
            Value::Mapping(entries) => entries.first().map_or(item.span, Entry::place),
            _ => item.span,
        };
        Self { node: Some(item), span }
    }

    /// The text that stands here, without the space around it.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        match &self.node?.value {
            Value::Scalar { text, .. } => Some(text.trim()),
            _ => None,
        }
    }

    /// The entries of the group that stands here.
    #[must_use]
    pub fn entries(self) -> &'a [Entry<'a>] {
        self.node.map_or(&[], Node::entries)
    }

    /// The bytes to point at.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// Whether the place itself was found, and not only the one above it.
    #[must_use]
    pub const fn is_there(self) -> bool {
        self.node.is_some()
    }

    const fn lost(self) -> Self {
        Self { node: None, span: self.span }
    }
}
