//! A path of Windows in double quotes, where YAML reads a backslash as the start of an escape.

use crate::check::{Behind, Find, Found, Layout, Rule};
use crate::diagnostic::{Code, Severity};
use crate::text::has_byte;

pub const RULE: Rule = Rule {
    code: Code::new("path-misread"),
    severity: Severity::Warning,
    summary: "A Windows path in double quotes is read with other characters than it is written with.",
    why: "In double quotes a backslash and a letter stand for one character: `\\t` for a tab, `\\n` for the end of a line. Whoever looks for the evidence finds no such place.",
    behind: Behind::Format,
    bad: "answers:\n  L1:\n    rating: green\n    because: A director holds it.\n    evidence:\n      - title: Portfolio statement\n        where: \"S:\\trust\\notes.pdf\"\n        dated: 2026-09-30\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A director holds it.\n    evidence:\n      - title: Portfolio statement\n        where: S:\\trust\\notes.pdf\n        dated: 2026-09-30\n",
    fix: "leave the quotes out, or use single ones",
    find: Find::Layout(look),
};

fn look(layout: &Layout<'_>, found: &mut Found<'_>) {
    // Most files have no backslash.
    if !has_byte(layout.source.text(), |b| b == b'\\') {
        return;
    }
    layout.root.each_single(None, &mut |field, node| {
        let written = layout.source.text().get(node.span.start..node.span.end).unwrap_or_default();
        let inside = written.strip_prefix('"').unwrap_or_default();
        let escapes = escapes(inside);
        let drive = inside.get(..3).is_some_and(|start| start.starts_with(|c: char| c.is_ascii_alphabetic()) && start.ends_with(":\\"));
        // A server's name has two before it and one behind.
        let name = inside.strip_prefix("\\\\").filter(|name| name.starts_with(char::is_alphanumeric));
        let server = name.is_some_and(|name| name.split('\\').next().is_some_and(|first| first.len() < name.len() && !first.contains(' ')));
        let is_path = drive || server || field.is_some_and(|e| e.key == "where");
        // Such a one is an error by itself.
        let is_told = escapes.iter().any(|letter| "0abefrvLNP".contains(*letter));
        if is_path && !is_told && !escapes.is_empty() {
            found.at(node.span, "this path is not read as it is written: a backslash in double quotes starts an escape");
        }
    });
}

/// What each backslash is before that is none of a pair, and none that every text in double quotes may need.
fn escapes(inside: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let mut rest = inside.chars();
    while rest.by_ref().any(|c| c == '\\') {
        letters.extend(rest.next().filter(|c| !matches!(c, '\\' | '"' | '/')));
    }
    letters
}
