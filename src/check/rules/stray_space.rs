//! Space that nobody sees: at the end of lines, and around a value in quotes.

use crate::check::{Behind, Find, Found, Layout, Rule};
use crate::day;
use crate::diagnostic::{Code, Severity};
use crate::text::edit::Edit;
use crate::text::{Span, count_of, has_byte};
use crate::tree::{Entry, Node, Value, rewritten};

pub const RULE: Rule = Rule {
    code: Code::new("stray-space"),
    severity: Severity::Note,
    summary: "There is space at the end of lines, or around a value in quotes.",
    why: "Nobody sees it, it means nothing, and two files that say the same compare as different.",
    behind: Behind::Format,
    bad: "organisation: { name: Northfield NHS Foundation Trust, kind: \"acute \" }\n",
    good: "organisation: { name: Northfield NHS Foundation Trust, kind: acute }\n",
    fix: "delete it",
    find: Find::Layout(look),
};

fn look(layout: &Layout<'_>, found: &mut Found<'_>) {
    let text = layout.source.text();
    let ends = meaningless(line_ends(text), layout.root, text);
    if let Some(first) = ends.first() {
        let lines = count_of(ends.len(), "line", "lines");
        let edits = ends.iter().map(|span| Edit::Replace { span: *span, new: String::new() });
        found.problem(*first, format!("space at the end of {lines}"), |d| d.label("the first is here").fix_each(edits));
    }
    // Most files have nothing in quotes, and no other spaces than those that end a value.
    if has_byte(text, |b| matches!(b, b'"' | b'\'') || !b.is_ascii()) {
        layout.root.each_single(None, &mut |field, node| {
            if let Some(fix) = around(node, field, layout) {
                found.problem(node.span, "space around a value", |d| d.fix(Some(fix)));
            }
        });
    }
}

/// Space around a text is no part of it, as the reader of each field knows. Where it is an error of another kind, the fix of that
/// takes the space along.
fn around(node: &Node<'_>, field: Option<&Entry<'_>>, layout: &Layout<'_>) -> Option<Edit> {
    let Value::Scalar { text, plain } = &node.value else { return None };
    let ends = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    if ends(text.as_bytes().first()) && ends(text.as_bytes().last()) {
        return None;
    }
    let said = text.trim();
    let is_sound = if field.is_some_and(|e| e.key == "rating") {
        layout.standard.is_some_and(|s| s.scale.rating(said).is_some())
    } else {
        day::is_written_as_in_files(said) || day::reading(said).is_none()
    };
    // A block keeps what is in it.
    let is_quoted = matches!(layout.source.text().as_bytes().get(node.span.start), Some(b'"' | b'\''));
    let can_be_trimmed = if *plain { is_plain(said) } else { is_quoted };
    if said == text.as_str() || said.is_empty() || !is_sound || !can_be_trimmed {
        return None;
    }
    rewritten(node, said.to_owned(), layout.source)
}

/// Whether a text means the same without quotes wherever it stands: it begins and ends with none of YAML's own signs.
fn is_plain(said: &str) -> bool {
    !said.eq_ignore_ascii_case("null") && said.starts_with(char::is_alphanumeric) && said.ends_with(|c: char| c.is_alphanumeric() || c == '.')
}

/// The spaces and tabs at line ends.
fn line_ends(text: &str) -> Vec<Span> {
    let mut ends = Vec::new();
    // Most files have none, which is seen at a glance.
    let blank = |b: u8| b == b' ' || b == b'\t';
    let ends_line = |b: u8| b == b'\n' || b == b'\r';
    let bytes = text.as_bytes();
    let any = bytes.iter().zip(bytes.iter().skip(1)).fold(false, |any, (a, b)| any | (blank(*a) & ends_line(*b)));
    if !any && !bytes.last().copied().is_some_and(blank) {
        return ends;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim_end_matches(['\n', '\r']);
        let (start, end) = (at + said.trim_end_matches([' ', '\t']).len(), at + said.len());
        at += line.len();
        if start < end {
            ends.push(Span::new(start, end));
        }
    }
    ends
}

/// Those of them within which no text runs on: there they may be meant.
fn meaningless(mut ends: Vec<Span>, root: &Node<'_>, text: &str) -> Vec<Span> {
    if ends.is_empty() {
        return ends;
    }
    let mut running = Vec::new();
    over_lines(root, text, &mut running);
    ends.retain(|end| {
        let next = running.partition_point(|span| span.start <= end.start);
        next.checked_sub(1).and_then(|i| running.get(i)).is_none_or(|span| span.end <= end.start)
    });
    ends
}

/// The texts that run over several lines, in order of place.
fn over_lines(node: &Node<'_>, text: &str, running: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { .. } => {
            if text.get(node.span.start..node.span.end).is_some_and(|written| written.contains('\n')) {
                running.push(node.span);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| over_lines(item, text, running)),
        Value::Mapping(entries) => {
            for entry in *entries {
                if text.get(entry.key_span.start..entry.key_span.end).is_some_and(|written| written.contains('\n')) {
                    running.push(entry.key_span);
                }
                over_lines(&entry.value, text, running);
            }
        }
        Value::Null => {}
    }
}
