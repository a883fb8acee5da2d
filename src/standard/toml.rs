//! From TOML text to a tree of values with places. The only module that names the TOML crate.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Syntax};
use crate::text::{Source, Span, is_unsafe, name_of, shown, unsafe_in};
use crate::tree::{Arena, Entry, Node, Value};

/// Largest pack that is read, in bytes. The largest of ours is about 120 kB.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Reads a file into a tree. `None` means the sink has an error; every syntax error is reported, not the first.
#[must_use]
pub fn parse<'a>(source: &'a Source, arena: &'a Arena, sink: &mut Diagnostics) -> Option<Node<'a>> {
    sink.read_as(Syntax::Toml);
    let text = source.text();
    if text.len() > MAX_BYTES {
        sink.push(
            Diagnostic::error(Code::TOO_LARGE, Span::default(), "this file is larger than 2 MB and was not read")
                .help("a pack with every requirement is about 120 kB; check that this is the right file"),
        );
        return None;
    }
    if let Some((at, c)) = unsafe_in(text).next() {
        sink.push(unsafe_character(Span::new(at, at + c.len_utf8()), c));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut told_of = BTreeSet::new();
    for error in &errors {
        let span = error.span().map_or_else(Span::default, Span::from);
        // What follows on a line that is written as in YAML follows from that.
        let line = line_around(text, span.start);
        if line.is_some_and(|line| told_of.contains(&line.start)) {
            continue;
        }
        if let Some((line, problem)) = line.and_then(|line| Some((line, as_in_yaml(text, line, span)?))) {
            told_of.insert(line.start);
            sink.push(problem);
            continue;
        }
        let again = error.message().contains("duplicate key");
        let code = if again { Code::DUPLICATE_KEY } else { Code::SYNTAX };
        let message = if again {
            "this key stands here a second time".to_owned()
        } else {
            format!("this is not valid TOML: {}", error.message())
        };
        sink.push(Diagnostic::error(code, span, message).help("see the guide to TOML syntax at toml.io"));
    }
    errors.is_empty().then(|| {
        let span = Span::from(table.span());
        let root = Node { span, value: mapping(table.into_inner(), arena) };
        if text.contains('\\') {
            report_escaped(&root, sink);
        }
        root
    })
}

/// The line around a place, if it is one that a person writes: a file may hold a million mistakes in one line.
fn line_around(text: &str, at: usize) -> Option<Span> {
    const LONGEST: usize = 500;
    let (before, after) = (text.as_bytes().get(..at)?, &text.as_bytes()[at..]);
    let near = &before[before.len().saturating_sub(LONGEST)..];
    let start = match near.iter().rposition(|b| *b == b'\n') {
        Some(end) => at - near.len() + end + 1,
        None => (near.len() == before.len()).then_some(0)?,
    };
    let length =
        after.iter().take(LONGEST).position(|b| *b == b'\n').or_else(|| (after.len() < LONGEST).then_some(after.len()))?;
    Some(Span::new(start, at + length))
}

/// What is written as it would be in a YAML file: a text without quotes, a colon for the equals sign. `at` is where reading
/// stopped: at the colon, or at the value.
fn as_in_yaml(text: &str, line: Span, at: Span) -> Option<Diagnostic> {
    let said = text.get(line.start..line.end)?.trim_end();
    let syntax = |at, message: &str| Diagnostic::error(Code::SYNTAX, at, format!("this is not valid TOML: {message}"));
    let behind = |mark: char| {
        let (name, value) = said.split_once(mark)?;
        Some((name, line.start + name.len(), value.trim_start(), line.start + said.len() - value.trim_start().len()))
    };
    let Some((_, _, value, value_at)) = behind('=') else {
        let (name, colon, _, value_at) = behind(':')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
        let help = "write `=` between a name and its value, where YAML has a colon, and a text in quotes";
        let problem = || syntax(Span::new(colon, colon + 1), "a colon stands for the equals sign").help(help);
        return (is_name && (colon..=value_at).contains(&at.start)).then(problem);
    };
    let value = value.split('#').next().unwrap_or_default().trim();
    if at.start != value_at {
        return None;
    }
    if ["yes", "no", "on", "off", "True", "False", "TRUE", "FALSE"].contains(&value) {
        return Some(syntax(at, &format!("`{value}` is no value")).help("write `true` or `false`"));
    }
    let is_bare = value.starts_with(char::is_alphabetic) && !value.contains(['"', '\'']) && !["true", "false"].contains(&value);
    is_bare.then(|| syntax(at, "a text stands without quotes").help(format!("put it in quotes: `\"{}\"`", shown(value))))
}

/// Reports what only shows once escapes such as `\u202e` are read, in keys and values alike.
fn report_escaped(node: &Node<'_>, sink: &mut Diagnostics) {
    let report = |text: &str, span: Span, sink: &mut Diagnostics| {
        if let Some(c) = text.chars().find(|&c| is_unsafe(c)) {
            sink.push(unsafe_character(span, c));
        }
    };
    match &node.value {
        Value::Null => {}
        Value::Scalar { text, .. } => report(text, node.span, sink),
        Value::Sequence(items) => items.iter().for_each(|item| report_escaped(item, sink)),
        Value::Mapping(entries) => {
            for entry in *entries {
                report(&entry.key, entry.key_span, sink);
                report_escaped(&entry.value, sink);
            }
        }
    }
}

fn unsafe_character(span: Span, c: char) -> Diagnostic {
    Diagnostic::error(Code::UNSAFE_CHARACTER, span, format!("an invisible character that is not allowed ({})", name_of(c)))
        .help("delete it: retype the words around it")
}

fn mapping<'a>(table: DeTable<'a>, arena: &'a Arena) -> Value<'a> {
    let mut entries: Vec<Entry<'_>> = table
        .into_iter()
        .map(|(key, value)| Entry { key_span: key.span().into(), key: arena.text(key.into_inner()), value: node(value, arena) })
        .collect();
    // The crate sorts keys by name; people read them in the order written.
    entries.sort_by_key(|e| e.key_span.start);
    Value::Mapping(arena.entries(entries.into_iter()))
}

fn node<'a>(value: Spanned<DeValue<'a>>, arena: &'a Arena) -> Node<'a> {
    let span = Span::from(value.span());
    let plain = |text: String| Value::Scalar { text: arena.text(text.into()), plain: true };
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar { text: arena.text(text), plain: false },
        DeValue::Integer(number) => plain(number.as_str().to_owned()),
        DeValue::Float(number) => plain(number.as_str().to_owned()),
        DeValue::Boolean(truth) => plain(truth.to_string()),
        DeValue::Datetime(moment) => plain(moment.to_string()),
        DeValue::Array(items) => {
            let items: Vec<Node<'_>> = items.into_iter().map(|item| node(item, arena)).collect();
            Value::Sequence(arena.items(items.into_iter()))
        }
        DeValue::Table(table) => mapping(table, arena),
    };
    Node { span, value }
}
