//! A sentence that YAML reads up to its number sign.

use crate::assessment::Role;
use crate::check::{Behind, Find, Found, Layout, Rule};
use crate::day::is_written_as_in_files;
use crate::diagnostic::{Code, Severity};
use crate::text::{Span, has_byte};
use crate::tree::{Entry, Value};

pub const RULE: Rule = Rule {
    code: Code::new("text-cut-short"),
    severity: Severity::Warning,
    summary: "A text without quotes ends at a space and a `#`, and more of it seems to follow.",
    why: "What follows a space and a # is a comment: it is in no paper, and who reads one can't see that half of a sentence is missing.",
    behind: Behind::Format,
    bad: "answers:\n  L1:\n    rating: amber\n    because: The board approved it, minute #4 of 12 May, and staff side has not seen it.\n    actions: [{ what: Ask staff side, owner: VPR lead, due: 2026-12-18 }]\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: \"The board approved it, minute #4 of 12 May, and staff side has not seen it.\"\n    actions: [{ what: Ask staff side, owner: VPR lead, due: 2026-12-18 }]\n",
    fix: "put the whole text in quotes; if it is a comment, type a space after the #",
    find: Find::Layout(look),
};

/// The fields that hold what people write in sentences or names.
const TEXTS: &[&str] = &[
    "because",
    "title",
    "where",
    "what",
    "owner",
    "later",
    "not_applicable",
    "approved_by",
    "assessed_by",
    "looked_at",
    "by",
    "reason",
    "name",
    "system",
    "purpose",
    "recommendation",
    "equality",
    "text",
    "meeting",
    "strategic_risks",
    "year",
];

fn is_text(key: &str) -> bool {
    TEXTS.contains(&key) || Role::ALL.iter().any(|(_, field, ..)| *field == key)
}

fn look(layout: &Layout<'_>, found: &mut Found<'_>) {
    let text = layout.source.text();
    // Most files have no comment.
    if !has_byte(text, |b| b == b'#') {
        return;
    }
    layout.root.each_single(None, &mut |field, value| {
        let Some(field) = field else { return };
        let end = match &value.value {
            Value::Null => after_colon(text, field),
            // The meeting of a cycle is a day, and that of a paper is called something.
            Value::Scalar { text: said, plain: true } if !is_written_as_in_files(said.as_str()) => Some(value.span.end),
            _ => None,
        };
        let rest = end.and_then(|end| rest(text, end).or_else(|| rest_below(text, end, field)));
        if let Some(rest) = rest.filter(|_| is_text(&field.key)) {
            let read = if matches!(value.value, Value::Null) { "as empty" } else { "up to here" };
            let message = format!("`{}` is read {read}: what follows a space and a # is a comment", field.key.as_str());
            found.problem(rest, message, |d| d.label("in no paper"));
        }
    });
}

/// Where a value would begin that is not there. A name may stand without a colon, and no other line's is its own.
fn after_colon(text: &str, entry: &Entry<'_>) -> Option<usize> {
    let rest = text.get(entry.key_span.end..)?;
    let value = rest.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    Some(entry.key_span.end + rest.len() - value.len())
}

/// What stands after a text on its line, if it looks like more of the text: a comment as people write it has a space after its #.
/// A line may hold a thousand texts, so its end is only looked for where there is a comment.
fn rest(text: &str, end: usize) -> Option<Span> {
    let behind = text.get(end..)?;
    let comment = behind.trim_start_matches([' ', '\t']);
    let goes_on = comment.strip_prefix('#')?.starts_with(char::is_alphanumeric);
    let start = end + behind.len() - comment.len();
    goes_on.then(|| Span::new(start, start + comment.lines().next().unwrap_or_default().trim_end().len()))
}

/// The same on the line below, where a sentence was wrapped before its number sign: deeper than the field, and with a digit. Another
/// comment there is likely to be one.
fn rest_below(text: &str, end: usize, field: &Entry<'_>) -> Option<Span> {
    let below = text.get(end..)?.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    let comment = below.trim_start_matches([' ', '\t']);
    if !comment.strip_prefix('#')?.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let column = field.key_span.start - text.get(..field.key_span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let start = text.len() - comment.len();
    let is_deeper = below.len() - comment.len() > column;
    is_deeper.then(|| Span::new(start, start + comment.lines().next().unwrap_or_default().trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Node;
    use crate::diagnostic::Diagnostics;
    use crate::text::Source;
    use crate::tree::Arena;

    #[test]
    fn what_is_shown_is_all_that_is_in_no_paper_and_nothing_else() {
        let source = Source::new("a.yaml", "because: Approved, minute   #4 of the board  \nlater: x\n");
        let arena = Arena::for_file(&source);
        let root = crate::yaml::parse(&source, &arena, &mut Diagnostics::new(source.clone()));
        let values = root.as_ref().map(Node::entries).unwrap_or_default().iter().map(|e| &e.value);
        let told: Vec<Option<&str>> = values.map(|v| rest(source.text(), v.span.end).map(|s| &source.text()[s.start..s.end])).collect();
        assert_eq!(told, [Some("#4 of the board"), None]);
        let source = Source::new("a.yaml", "because: Approved, minute\n  #4 of the board  \nlater: x\n");
        let arena = Arena::for_file(&source);
        let root = crate::yaml::parse(&source, &arena, &mut Diagnostics::new(source.clone()));
        let entries = root.as_ref().map(Node::entries).unwrap_or_default().iter();
        let below = |e: &Entry<'_>| rest_below(source.text(), e.value.span.end, e).map(|s| source.text()[s.start..s.end].to_owned());
        assert_eq!(entries.map(below).collect::<Vec<_>>(), [Some("#4 of the board".to_owned()), None]);
    }

    #[test]
    fn a_name_without_a_colon_has_no_value_of_another_line() {
        let source = Source::new("a.yaml", "? because\n? \"what\" \n: #4\n\"owner\"  : #5\nlater: #6 x");
        let arena = Arena::for_file(&source);
        let root = crate::yaml::parse(&source, &arena, &mut Diagnostics::new(source.clone()));
        let entries = root.as_ref().map(Node::entries).unwrap_or_default().iter();
        let told: Vec<Option<usize>> = entries.map(|e| after_colon(source.text(), e)).collect();
        let behind = |name: &str| source.text().find(name).map(|at| at - 1);
        assert_eq!(told, [None, None, behind("#5"), behind("#6")]);
    }
}
