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
        if let Some((line, problem)) = as_in_yaml(text, span) {
            if told_of.insert(line) {
                sink.push(problem);
            }
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

/// What is written as it would be in a YAML file, and where its line begins: a text without quotes, a colon for the equals sign.
fn as_in_yaml(text: &str, span: Span) -> Option<(usize, Diagnostic)> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let told = |at: Span, message: &str, help: &str| {
        let message = format!("this is not valid TOML: {message}");
        Some((start, Diagnostic::error(Code::SYNTAX, at, message).help(help)))
    };
    let Some((_, value)) = line.split_once('=') else {
        let (name, _) = line.split_once(':')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
        let colon = Span::new(start + name.len(), start + name.len() + 1);
        let help = "write `=` between a name and its value, where YAML has a colon, and a text in quotes";
        return is_name.then(|| told(colon, "a colon stands for the equals sign", help)).flatten();
    };
    let value = value.split('#').next().unwrap_or_default().trim();
    if ["yes", "no", "on", "off", "True", "False", "TRUE", "FALSE"].contains(&value) {
        return told(span, &format!("`{value}` is no value"), "write `true` or `false`");
    }
    let is_bare = value.starts_with(char::is_alphabetic) && !value.contains(['"', '\'']) && !["true", "false"].contains(&value);
    is_bare.then(|| told(span, "a text stands without quotes", &format!("put it in quotes: `\"{}\"`", shown(value)))).flatten()
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
