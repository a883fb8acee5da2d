//! What the parser refuses and what we refuse of YAML, in words that tell a person what to do.

use granit_parser::{ErrorKind, ScanError};

use super::mistakes::{self, Stop};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{Span, unsafe_in};

/// What to do with a path of Windows that was put in double quotes.
pub(super) const ESCAPES: &str = "in double quotes a backslash starts an escape: use single quotes, or leave the quotes out";

/// The report for `&name` and `*name`.
pub fn anchor_or_alias(span: Span) -> Diagnostic {
    Diagnostic::error(Code::ANCHOR_OR_ALIAS, span, "anchors (&name) and aliases (*name) are not read")
        .note("a short file can stand for a huge one through them, and a reviewer can't see what an answer says")
        .help("write the text out where it is needed; put a text that starts with & or * in quotes")
}

/// The report for `!name`, given the value it stands before.
pub fn tag(text: &str, value: Span) -> Diagnostic {
    let before = &text[..value.start];
    let start = before.rfind('!').map_or(value.start, |at| {
        before[..at].rfind(|c: char| c.is_whitespace() || "[{,".contains(c)).map_or(0, |space| space + 1)
    });
    tag_at(Span::new(start, value.start.max(start)))
}

fn tag_at(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TAG, span, "tags (!name) are not read")
        .help("remove the word that starts with an exclamation mark, or put the text that starts with it in quotes")
}

/// The parser's own message, with advice that fits the mistake.
pub fn syntax_error(text: &str, error: &ScanError) -> Diagnostic {
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or_default().min(text.len()));
    let kind = error.kind();
    let at = if is_tab(kind) { tab_near(text, at) } else { at };
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let span = Span::new(at, if text[at..end].starts_with('\n') { at } else { end });
    let stop = Stop { text, at };
    if let Some(problem) = mistakes::of(&stop, kind) {
        return problem;
    }
    match kind {
        ErrorKind::RecursionLimitExceeded => {
            Diagnostic::error(Code::TOO_DEEP, span, "nested more than 32 levels deep; the rest was not read")
                .help("an assessment never needs this; check that this is the right file")
        }
        ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName => anchor_or_alias(span),
        ErrorKind::UndeclaredTagHandle => tag_at(span),
        _ => {
            let problem = Diagnostic::error(Code::SYNTAX, span, format!("this is not valid YAML: {}", error.info()))
                .label("reading stopped here");
            match bracket_in_comment(text, at).filter(|_| is_of_brackets(kind)) {
                Some(comment) => problem
                    .related(comment, "from here on the line is a comment, and its bracket with it")
                    .help("put the text that has the # in quotes"),
                None => problem.help(advice(kind, stop.is_first_colon())),
            }
        }
    }
}

/// The tab that the parser stopped at: among those that a line begins with, be it a further line of a text, it stops behind or
/// before them.
fn tab_near(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut line_start = start;
    for line in text[start..].split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..blanks].find('\t') {
            return line_start + tab;
        }
        line_start += line.len();
    }
    text[at..].find('\t').map_or(at, |tab| at + tab)
}

/// What follows a space and a number sign on a line, where the bracket is in it that would close one opened before: on the last
/// such line up to where reading stopped.
fn bracket_in_comment(text: &str, at: usize) -> Option<Span> {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let mut start = end;
    for line in text[..end].rsplit('\n') {
        start -= line.len();
        let count = |part: &str, brackets: [char; 2]| part.matches(brackets).count();
        if let Some(sign) = line.find(" #").map(|space| space + 1)
            && ['"', '\''].iter().all(|quote| line[..sign].matches(*quote).count() % 2 == 0)
            && count(&line[..sign], ['{', '[']) > count(&line[..sign], ['}', ']'])
            && count(&line[sign..], ['}', ']']) > 0
        {
            return Some(Span::new(start + sign, start + line.trim_end().len()));
        }
        start = start.saturating_sub(1);
    }
    None
}

/// The error that is left once every unsafe character is deleted, as is advised: it is the doing of none of them.
pub(super) fn despite_unsafe(text: &str, read: impl Fn(&str) -> Option<ScanError>) -> Option<Diagnostic> {
    let (mut left, mut deleted, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    for (place, c) in unsafe_in(text) {
        // These may be meant to end a line, and to go is not all that is to be done with them.
        if matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            return None;
        }
        left.push_str(&text[at..place]);
        deleted.push((left.len(), c.len_utf8()));
        at = place + c.len_utf8();
    }
    left.push_str(&text[at..]);
    let mut problem = syntax_error(&left, &read(&left)?);
    let before = |at: usize| at + deleted.iter().filter(|(place, _)| *place <= at).map(|(_, bytes)| bytes).sum::<usize>();
    let as_written = |span: Span| Span::new(before(span.start), before(span.end).max(before(span.start)));
    problem.span = as_written(problem.span);
    problem.related.iter_mut().for_each(|(span, _)| *span = as_written(*span));
    Some(problem)
}

pub(super) const fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
    )
}

const fn is_of_brackets(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MisplacedFlowCollectionEnd
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            // A key on a further line, as this can only be between brackets.
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofFlowSequence
    )
}

const fn advice(kind: &ErrorKind, first_colon: bool) -> &'static str {
    match kind {
        kind if is_tab(kind) => "YAML does not allow tabs at the start of a line: use two spaces for each level",
        ErrorKind::DirectiveDisallowed => "remove the line that starts with a percentage sign",
        ErrorKind::UnexpectedCharacter { .. } => "put the text in quotes: YAML keeps this character for itself at the start",
        ErrorKind::MappingValueNotAllowed if first_colon => {
            "start the line in the same column as the others of its group; if it goes on with a text, put the text in quotes"
        }
        ErrorKind::MappingValueNotAllowed => {
            "put text that contains a colon and a space in quotes: `because: \"Policy: agreed in May\"`"
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => ESCAPES,
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "check the quotes on this line and the lines before it: one text takes one pair, around the whole of it"
        }
        kind if is_of_brackets(kind) => {
            "check the brackets on this line and the lines before it: each [ and { opened must be closed"
        }
        ErrorKind::SimpleKeyExpected => {
            "a field has a colon behind its name; a text that goes on from the line before is indented further than its name"
        }
        _ => "check that lines of one group start in the same column and that text with special characters is in quotes",
    }
}
