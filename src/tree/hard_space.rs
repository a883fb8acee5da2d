//! The hard spaces that word processors set, which look like a space and part nothing in YAML.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// The report for a hard space in a line, or the part of one, in place of a space that YAML needs: in the indentation, after a
/// hyphen, or after the colon of a name. Any other is part of a text.
#[must_use]
pub fn hard_space(text: &str, part: Span) -> Option<Diagnostic> {
    let written = text.get(part.start..part.end)?;
    if written.is_ascii() {
        return None;
    }
    let at = part.start + place(written)?;
    let c = text.get(at..)?.chars().next()?;
    let message = format!("a hard space (U+{:04X}) stands here, which YAML does not take for a space", u32::from(c));
    let problem = Diagnostic::error(Code::SYNTAX, Span::new(at, at + c.len_utf8()), message);
    Some(
        problem
            .help("delete it and type a plain space; hard spaces come with what is copied from a word processor or a web page"),
    )
}

fn place(written: &str) -> Option<usize> {
    let said = written.trim_start_matches([' ', '\t', '-']);
    let before = &written[..written.len() - said.len()];
    // After a hyphen and a space it is the first character of a text.
    if said.starts_with(is_hard) && (before.ends_with('-') || !before.contains('-')) {
        return Some(before.len());
    }
    let ends_a_name = |colon: &usize| {
        let before = written[..*colon].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-.\"'".contains(c)).trim_end();
        before.is_empty() || before.ends_with(['{', ','])
    };
    let colons = written.match_indices(':').map(|(colon, _)| colon);
    let mut after_names = colons.filter(ends_a_name).map(|colon| colon + 1);
    after_names.find(|after| written[*after..].starts_with(is_hard))
}

const fn is_hard(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}
