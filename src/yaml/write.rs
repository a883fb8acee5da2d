//! From a serialisable value to YAML text that a person likes to read.

use serde::Serialize;
use serde_yaml::SerializerOptions;

use super::read;
use crate::diagnostic::Diagnostics;
use crate::text::{Source, Span};
use crate::tree::{Arena, Node, Value};

/// Block style, two spaces, one line a text unless it has line breaks, days without quotes.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> String {
    let mut options = SerializerOptions::default();
    options.compact_list_indent = false;
    // A text stays on its line, however long: folding would change what a later edit has to match.
    options.folded_wrap_chars = usize::MAX;
    // Only a type that refuses to be serialised fails here, and none of ours does: they are plain structs.
    let text = serde_yaml::to_string_with_options(value, options).unwrap_or_default();
    unquote_days(&text)
}

/// YAML 1.1 readers take a bare day for a date, so the crate quotes it. It is one, so the quotes go.
fn unquote_days(text: &str) -> String {
    let source = Source::new("new file", text);
    let mut sink = Diagnostics::new(source.clone());
    let arena = Arena::for_file(&source);
    let Some(root) = read::parse(&source, &arena, &mut sink) else { return text.to_owned() };
    let mut quoted = Vec::new();
    collect_days(&root, &mut quoted);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (span, day) in quoted {
        out.push_str(&text[done..span.start]);
        out.push_str(&day);
        done = span.end;
    }
    out.push_str(&text[done..]);
    out
}

fn collect_days(node: &Node<'_>, found: &mut Vec<(Span, String)>) {
    match &node.value {
        Value::Scalar { text, plain: false } if crate::day::parse_iso(text).is_ok() => {
            found.push((node.span, text.to_string()));
        }
        Value::Sequence(items) => items.iter().for_each(|n| collect_days(n, found)),
        Value::Mapping(entries) => entries.iter().for_each(|e| collect_days(&e.value, found)),
        _ => {}
    }
}
