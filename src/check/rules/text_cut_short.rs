//! A sentence that YAML reads up to its number sign.

use crate::check::{Behind, Find, Found, Layout, Rule};
use crate::diagnostic::{Code, Severity};
use crate::text::Span;
use crate::tree::{Entry, Node, Value};

pub const RULE: Rule = Rule {
    code: Code::new("text-cut-short"),
    severity: Severity::Warning,
    summary: "A text without quotes ends at a space and a `#`, and more of it seems to follow.",
    why: "What follows a space and a # is a comment: it is in no paper, and who reads one can't see that half of a sentence is missing.",
    behind: Behind::Format,
    bad: "answers:\n  L1:\n    rating: amber\n    because: The board approved it, minute #4 of 12 May, and staff side has not seen it.\n",
    good: "answers:\n  L1:\n    rating: amber\n    because: \"The board approved it, minute #4 of 12 May, and staff side has not seen it.\"\n",
    fix: "put the whole text in quotes; if it is a comment, type a space after the #",
    find: Find::Layout(look),
};

/// The fields that hold what people write in sentences or names.
const TEXTS: &[&str] = &["because", "title", "where", "what", "owner", "later", "not_applicable", "reason"];

fn look(layout: &Layout<'_>, found: &mut Found<'_>) {
    let text = layout.source.text();
    each_text(layout.root, text, &mut |entry| {
        if let Some(rest) = rest(text, &entry.value) {
            let message = format!("`{}` is read up to here: what follows a space and a # is a comment", entry.key.as_str());
            found.problem(rest, message, |d| d.label("in no paper"));
        }
    });
}

/// Every text that something stands behind on its line.
fn each_text(node: &Node<'_>, text: &str, look: &mut dyn FnMut(&Entry<'_>)) {
    let goes_on = |value: &Node<'_>| matches!(text.as_bytes().get(value.span.end), Some(b' ' | b'\t'));
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| each_text(item, text, look)),
        Value::Mapping(entries) => {
            for entry in *entries {
                match entry.value.value {
                    Value::Scalar { plain: true, .. } if goes_on(&entry.value) && TEXTS.contains(&entry.key.as_str()) => look(entry),
                    Value::Null | Value::Scalar { .. } => {}
                    _ => each_text(&entry.value, text, look),
                }
            }
        }
        Value::Null | Value::Scalar { .. } => {}
    }
}

/// What stands after a text on its line, if it looks like more of the text: a comment as people write it has a space after its #.
fn rest(text: &str, value: &Node<'_>) -> Option<Span> {
    let line = text.get(value.span.end..)?.lines().next()?;
    let comment = line.trim_start_matches([' ', '\t']);
    let goes_on = comment.strip_prefix('#')?.starts_with(char::is_alphanumeric);
    let start = value.span.end + line.len() - comment.len();
    goes_on.then(|| Span::new(start, start + comment.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::text::Source;
    use crate::tree::Arena;

    #[test]
    fn what_is_shown_is_all_that_is_in_no_paper_and_nothing_else() {
        let source = Source::new("a.yaml", "because: Approved, minute   #4 of the board  \nlater: x\n");
        let arena = Arena::for_file(&source);
        let root = crate::yaml::parse(&source, &arena, &mut Diagnostics::new(source.clone()));
        let values = root.as_ref().map(Node::entries).unwrap_or_default().iter().map(|e| &e.value);
        let told: Vec<Option<&str>> = values.map(|v| rest(source.text(), v).map(|s| &source.text()[s.start..s.end])).collect();
        assert_eq!(told, [Some("#4 of the board"), None]);
    }
}
