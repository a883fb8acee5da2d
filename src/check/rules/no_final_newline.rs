//! A last line that does not end.

use crate::check::{Behind, Find, Found, Layout, Rule};
use crate::diagnostic::{Code, Severity};
use crate::text::Span;
use crate::text::edit::Edit;

pub const RULE: Rule = Rule {
    code: Code::new("no-final-newline"),
    severity: Severity::Note,
    summary: "The last line of the file does not end with a line break.",
    why: "The next line that is added, by a person or a program, makes a comparison show this line as changed as well.",
    behind: Behind::Format,
    bad: "answers:\n  L1:\n    rating: green # and the file ends here, without a line break",
    good: "answers:\n  L1:\n    rating: green # and after this line the file ends\n",
    fix: "press Enter at the end of the last line",
    find: Find::Layout(look),
};

fn look(layout: &Layout<'_>, found: &mut Found<'_>) {
    let text = layout.source.text();
    if !text.is_empty() && !text.ends_with('\n') {
        let last = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
        let span = Span::new(last, text.trim_end().len());
        found.problem(span, "the last line does not end with a line break", |d| d.fix([final_newline(text)]));
    }
}

/// The edit that ends the last line, in the way the others end.
pub fn final_newline(text: &str) -> Edit {
    let new = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Edit::Replace { span: Span::new(text.len(), text.len()), new: new.to_owned() }
}
