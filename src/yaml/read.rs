//! From YAML text to a tree of values with places, within limits.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Span as EventSpan, options};

use super::syntax::{anchor_or_alias, follows_unsafe, syntax_error, tag};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{Source, Span, count_of, is_unsafe, name_of, shown, unsafe_in};
use crate::tree::{Entry, Node, Value};

/// The largest file that is read, in bytes. A full assessment is about 40 kB.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Deepest nesting; an assessment needs 7.
const MAX_DEPTH: usize = 32;
/// Most values in a file; a full assessment has about 2,000.
const MAX_NODES: usize = 100_000;
/// Most unsafe characters that are named one by one.
const MAX_UNSAFE_NAMED: usize = 5;

/// A collection that is still being filled.
enum Open<'a> {
    Sequence { span: Span, items: Vec<Node<'a>> },
    Mapping { span: Span, entries: Vec<Entry<'a>>, seen: HashMap<Cow<'a, str>, Span>, key: Option<(Cow<'a, str>, Span)> },
}

/// Reads a file into a tree. `None` means the sink has an error.
#[must_use]
pub fn parse<'a>(source: &'a Source, sink: &mut Diagnostics) -> Option<Node<'a>> {
    if source.text().len() > MAX_BYTES {
        sink.push(
            Diagnostic::error(Code::TOO_LARGE, Span::default(), "this file is larger than 5 MB and was not read")
                .note("a complete assessment with every answer is about 40 kB")
                .help("check that this is the right file; keep evidence itself outside and name it under `where`"),
        );
        return None;
    }
    let raw_is_safe = report_unsafe(source, sink);
    let root = build(source, raw_is_safe, sink)?;
    if raw_is_safe { Some(root) } else { None }
}

/// Reports control and direction characters in the text as it stands. True when there are none.
fn report_unsafe(source: &Source, sink: &mut Diagnostics) -> bool {
    let text = source.text();
    let mut found = unsafe_in(text);
    let mut none = true;
    for (at, c) in found.by_ref().take(MAX_UNSAFE_NAMED) {
        sink.push(unsafe_character(Span::new(at, at + c.len_utf8()), c));
        none = false;
    }
    if let Some((at, _)) = found.next() {
        let rest = count_of(found.count() + 1, "more unsafe character", "more unsafe characters");
        sink.push(
            Diagnostic::error(Code::UNSAFE_CHARACTER, Span::new(at, at), format!("{rest} from here on"))
                .help("check that this is a text file; if it is, save it again as plain UTF-8 text"),
        );
    }
    none
}

fn unsafe_character(span: Span, c: char) -> Diagnostic {
    Diagnostic::error(Code::UNSAFE_CHARACTER, span, format!("an invisible character that is not allowed ({})", name_of(c)))
        .label("here")
        .note("such characters can rewrite a screen or make text read differently from what it says")
        .help("delete it: retype the words around it, or save the file as plain UTF-8 text")
}

/// An unsafe character that a quoted text holds by an escape such as `\e`; those written out are reported already.
fn escaped(value: &str, written: &str) -> Option<char> {
    let mut found = value.chars().filter(|&c| is_unsafe(c)).peekable();
    found.peek()?;
    let written = written.replace("\r\n", "\n");
    found.find(|&c| !written.contains(c))
}

fn build<'a>(source: &'a Source, raw_is_safe: bool, sink: &mut Diagnostics) -> Option<Node<'a>> {
    let text = source.text();
    let options = options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        disallow_directives: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
    };
    let mut open: Vec<Open<'a>> = Vec::new();
    let mut root: Option<Node<'a>> = None;
    let mut nodes = 0_usize;
    let mut documents = 0_usize;
    let mut sound = true;

    for event in Parser::new_from_str_with_options(text, options) {
        let (event, at) = match event {
            Ok(event) => event,
            Err(error) => {
                if raw_is_safe || !follows_unsafe(text, &error) {
                    sink.push(syntax_error(text, &error));
                }
                return None;
            }
        };
        let span = span_of(&at, text);
        if matches!(event, Event::Anchor(..) | Event::Alias(_) | Event::UnresolvedAlias(_)) {
            sink.push(anchor_or_alias(span));
            return None;
        }
        if event.tag().is_some() {
            sink.push(tag(text, span));
            sound = false;
        }
        if matches!(event, Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..)) {
            nodes += 1;
            if nodes > MAX_NODES || open.len() > MAX_DEPTH {
                let (code, message) = if nodes > MAX_NODES {
                    (Code::TOO_MANY_VALUES, "more than 100,000 values; the rest was not read")
                } else {
                    (Code::TOO_DEEP, "nested more than 32 levels deep; the rest was not read")
                };
                sink.push(
                    Diagnostic::error(code, span, message)
                        .help("an assessment never needs this; check that this is the right file"),
                );
                return None;
            }
        }
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    sink.push(
                        Diagnostic::error(Code::SEVERAL_DOCUMENTS, span, "a second document starts here (`---`)")
                            .help("one assessment a file: move the rest to a file of its own"),
                    );
                    return None;
                }
            }
            Event::Scalar(value, style, ..) => {
                if style == ScalarStyle::DoubleQuoted
                    && let Some(c) = escaped(&value, &text[span.start..span.end])
                {
                    sink.push(unsafe_character(span, c));
                    sound = false;
                }
                let plain = style == ScalarStyle::Plain;
                let value = match value.as_ref() {
                    "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
                    _ => Value::Scalar { text: value, plain },
                };
                sound &= place(&mut open, &mut root, Node { span, value }, sink);
            }
            Event::SequenceStart(..) => open.push(Open::Sequence { span, items: Vec::new() }),
            Event::MappingStart(..) => {
                open.push(Open::Mapping { span, entries: Vec::new(), seen: HashMap::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match open.pop() {
                    Some(Open::Sequence { span: start, items }) => {
                        Node { span: Span::new(start.start, span.end), value: Value::Sequence(items) }
                    }
                    Some(Open::Mapping { span: start, entries, .. }) => {
                        Node { span: Span::new(start.start, span.end), value: Value::Mapping(entries) }
                    }
                    None => continue,
                };
                sound &= place(&mut open, &mut root, node, sink);
            }
            _ => {}
        }
    }
    if root.is_none() && sound {
        sink.push(
            Diagnostic::error(Code::EMPTY, Span::default(), "there is nothing in this file")
                .help("`vpr new` makes an assessment file to fill in"),
        );
    }
    root.filter(|_| sound)
}

/// Up to so many entries are looked through one by one, which is quicker than an index; more would take for ever.
const FEW: usize = 16;

/// Where a key stood before in its mapping. The index is filled once there are more than a few.
fn first_of<'a>(name: &str, entries: &[Entry<'a>], seen: &mut HashMap<Cow<'a, str>, Span>) -> Option<Span> {
    if entries.len() <= FEW {
        return entries.iter().find(|e| e.key == name).map(|e| e.key_span);
    }
    for entry in entries.iter().skip(seen.len()) {
        seen.insert(entry.key.clone(), entry.key_span);
    }
    seen.get(name).copied()
}

/// Puts a finished value where it belongs: as a key, under a key, in a list, or at the top. False when it was refused.
fn place<'a>(open: &mut [Open<'a>], root: &mut Option<Node<'a>>, node: Node<'a>, sink: &mut Diagnostics) -> bool {
    match open.last_mut() {
        None => {
            root.get_or_insert(node);
            true
        }
        Some(Open::Sequence { items, .. }) => {
            items.push(node);
            true
        }
        Some(Open::Mapping { entries, seen, key, .. }) => match key.take() {
            Some((name, key_span)) => {
                if let Some(first) = first_of(&name, entries, seen) {
                    let message = format!("`{}` stands here a second time", shown(&name));
                    sink.push(
                        Diagnostic::error(Code::DUPLICATE_KEY, key_span, message)
                            .label("again here")
                            .related(first, "first here")
                            .note("only one of the two could count, and nobody would see which")
                            .help("keep one of them; move what is still needed from the other"),
                    );
                    return false;
                }
                entries.push(Entry { key: name, key_span, value: node });
                true
            }
            None => match node.value {
                Value::Scalar { text, .. } => {
                    *key = Some((text, node.span));
                    true
                }
                other => {
                    *key = Some((Cow::Borrowed(""), node.span));
                    sink.push(
                        Diagnostic::error(Code::WRONG_TYPE, node.span, format!("a name belongs here, not {}", other.kind()))
                            .help("write `name: value`"),
                    );
                    false
                }
            },
        },
    }
}

fn span_of(at: &EventSpan, text: &str) -> Span {
    let range = at.byte_range().unwrap_or(0..0);
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.min(text.len()));
    let inside = &text[start..end.max(start)];
    // Nearly always it ends in a letter, a digit, a quote.
    let trimmed = if inside.bytes().last().is_some_and(|b| b.is_ascii_graphic()) { inside } else { inside.trim_end() };
    Span::new(start, start + trimmed.len())
}
