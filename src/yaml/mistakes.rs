//! Slips of people that the parser tells of in its own words, and often a line too late: what was meant, and what to type.

use granit_parser::ErrorKind;

use super::syntax::is_tab;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{Span, shown};
use crate::tree::hard_space;

/// Where the parser stopped.
pub(super) struct Stop<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

/// A line of the file.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Where it begins.
    start: usize,
    /// What stands on it, without the space at its end.
    text: &'t str,
}

impl<'t> Line<'t> {
    /// What stands on it, without the space around it.
    fn said(self) -> &'t str {
        self.text.trim_start_matches([' ', '\t'])
    }

    /// Where that begins.
    fn first(self) -> usize {
        self.start + self.text.len() - self.said().len()
    }

    fn at(self, offset: usize, len: usize) -> Span {
        Span::new(self.first() + offset, self.first() + offset + len)
    }
}

impl<'t> Stop<'t> {
    fn line_from(&self, start: usize) -> Line<'t> {
        let end = self.text[start..].find('\n').map_or(self.text.len(), |end| start + end);
        Line { start, text: self.text[start..end].trim_end_matches([' ', '\t', '\r']) }
    }

    fn start_of(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// The line on which the parser stopped.
    fn line(&self) -> Line<'t> {
        self.line_from(self.start_of(self.at))
    }

    /// The line on which the parser stopped, where it is what begins it that the parser stopped at.
    fn at_its_start(&self) -> Option<Line<'t>> {
        Some(self.line()).filter(|line| line.first() == self.at)
    }

    /// The line before another that has something on it, and is no comment. Blank lines end no text.
    fn before(&self, line: Line<'t>) -> Option<Line<'t>> {
        let mut start = line.start;
        loop {
            let end = self.text[..start].trim_end_matches([' ', '\t', '\r', '\n']).len();
            let before = (end > 0).then(|| self.line_from(self.start_of(end)))?;
            if !before.said().starts_with('#') {
                return Some(before);
            }
            start = before.start;
        }
    }

    /// Whether the next line is deeper than this one, as that below the name of a group is.
    fn opens_a_group(&self, line: Line<'t>) -> bool {
        let below = self.text[line.start..].lines().skip(1).find(|below| !below.trim().is_empty()).unwrap_or_default();
        below.len() - below.trim_start_matches(' ').len() > line.first() - line.start
    }

    /// The line before, where it begins a group and was taken for one text with the line on which the parser stopped: it is no
    /// field, as it should be.
    fn joined(&self, kind: &ErrorKind) -> Option<Line<'t>> {
        let names_a_field = |line: Line<'_>| line.said().trim_start_matches(['-', ' ']).split(':').next().is_some_and(is_name);
        if !matches!(kind, ErrorKind::MappingValueNotAllowed) || !self.is_first_colon() || !names_a_field(self.line()) {
            return None;
        }
        let line = self.before(self.line())?;
        let is_item = line.said().starts_with("- ");
        let begins = match self.before(line) {
            _ if is_item => true,
            None => true,
            // A text may begin on the line below its name, where other fields of that name have theirs.
            Some(opener) => opener.text.ends_with(':') && !self.holds_a_text(opener),
        };
        begins.then_some(line)
    }

    /// Whether a line can be one of a group of fields: what it is within opens one, and has no text of its own.
    fn is_among_fields(&self, line: Line<'t>) -> bool {
        let depth = |line: Line<'_>| line.first() - line.start;
        let mut above = self.before(line);
        while let Some(opener) = above {
            let is_item = opener.said().starts_with("- ");
            if depth(opener) < depth(line) {
                let opens = opener.text.ends_with(':') && !self.holds_a_text(opener);
                return opens || (is_item && opener.said().contains(':'));
            }
            above = self.before(opener);
        }
        true
    }

    /// Whether a line is of a text that a `|` or `>` above it begins.
    fn is_in_a_block(&self, line: Line<'t>) -> bool {
        let (mut above, mut depth) = (line, line.first() - line.start);
        while let Some(next) = self.before(above).filter(|_| depth > 0) {
            above = next;
            if above.first() - above.start < depth {
                depth = above.first() - above.start;
                if above.text.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c)).ends_with(['|', '>']) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether the field that a line opens has a value on its line elsewhere in the file.
    fn holds_a_text(&self, opener: Line<'_>) -> bool {
        let name = opener.said().trim_start_matches(['-', ' ']);
        let values = self.text.lines().filter_map(|line| line.trim_start_matches([' ', '\t', '-']).strip_prefix(name));
        values.into_iter().any(|value| value.trim().starts_with(|c: char| !"#[{".contains(c)))
    }

    /// Whether the colon here is the first of its line, so that a name stands before it and no text.
    pub(super) fn is_first_colon(&self) -> bool {
        !self.text[self.start_of(self.at)..self.at].contains(": ")
    }
}

/// What each looks like.
const MISTAKES: &[fn(&Stop<'_>, &ErrorKind) -> Option<Diagnostic>] = &[
    hard_space_before,
    merge_marks,
    mark_of_a_merge,
    fence,
    no_hyphen,
    wide_colon,
    colon_without_space,
    no_colon,
    curly_quotes,
    opening_mark,
];

/// The report for what a person is likely to have typed.
pub(super) fn of(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    MISTAKES.iter().find_map(|look| look(stop, kind))
}

fn problem(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::SYNTAX, span, message)
}

/// A hard space that an error follows from: on the line before the one where reading stopped, or on that.
fn hard_space_before(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    if is_tab(kind) {
        return None;
    }
    let this = stop.line();
    let before = stop.before(this).filter(|line| !stop.is_in_a_block(*line));
    let lines = [before, Some(this)].into_iter().flatten();
    lines.map(|line| Span::new(line.start, line.start + line.text.len())).find_map(|span| hard_space(stop.text, span))
}

/// What a merge of two versions left in the file.
fn merge_marks(stop: &Stop<'_>, _: &ErrorKind) -> Option<Diagnostic> {
    const MARK: &str = "<<<<<<< ";
    let line = stop.line();
    let before = &stop.text[..line.start + line.text.len()];
    let at = if before.starts_with(MARK) { 0 } else { before.find("\n<<<<<<< ")? + 1 };
    // In a text that is quoted there may be the one, and hardly all three.
    if !stop.text.contains("\n=======") || !stop.text.contains("\n>>>>>>>") {
        return None;
    }
    Some(
        problem(Span::new(at, at + MARK.trim_end().len()), "two versions of the file were merged here, and not to an end")
            .label("the marks of the merge begin")
            .help("keep what is right of the two parts between <<<<<<< and >>>>>>>, and delete the lines of marks"),
    )
}

/// The marks around a text that was copied together with them.
fn fence(stop: &Stop<'_>, _: &ErrorKind) -> Option<Diagnostic> {
    let line = stop.text[stop.at..].lines().next().unwrap_or_default().trim_end();
    let language = line.trim_start_matches('`');
    let marks = line.len() - language.len();
    (marks > 2 && language.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| {
        let message = "these marks are of the text that this was copied from, and not of the file";
        problem(Span::new(stop.at, stop.at + marks), message).help("delete this line, and the line of marks at the other end")
    })
}

/// One mark of a merge that somebody overlooked.
fn mark_of_a_merge(stop: &Stop<'_>, _: &ErrorKind) -> Option<Diagnostic> {
    let line = stop.line();
    let is_mark = |mark: &&str| line.text.strip_prefix(*mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let mark = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].into_iter().find(is_mark)?;
    Some(
        problem(Span::new(line.start, line.start + mark.len()), "a merge of two versions of the file left this mark")
            .help("look whether the lines around it are those that are meant, and delete this one"),
    )
}

/// What stands for a hyphen where a word processor wrote the file.
const SIGNS: [char; 9] = ['–', '—', '‒', '−', '•', '·', '‣', '▪', '*'];

/// An item of a list that begins with what a word processor makes of a hyphen, or with a hyphen and no space.
fn no_hyphen(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    [stop.at_its_start(), stop.joined(kind)].into_iter().flatten().find_map(|line| {
        let mut rest = line.said().chars();
        let sign = rest.next()?;
        let next = rest.next()?;
        let is_other_sign = SIGNS.contains(&sign) && next == ' ';
        let is_glued = sign == '-' && next.is_alphabetic();
        // What follows is a field. Texts have such signs as well.
        let field = line.said()[sign.len_utf8()..].trim_start();
        let is_field = field.split_once(':').is_some_and(|(name, _)| is_name(name));
        (is_field && (is_other_sign || is_glued)).then(|| {
            let words = if is_glued { "no space stands behind this hyphen" } else { "this is no hyphen" };
            problem(line.at(0, sign.len_utf8()), format!("{words}, so no item of a list begins here"))
                .help("begin the item with a hyphen and a space")
        })
    })
}

/// The colon of a Chinese or Japanese keyboard.
fn wide_colon(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    [stop.at_its_start(), stop.joined(kind)].into_iter().flatten().find_map(|line| {
        let said = line.said();
        let colon = said.find('：').filter(|at| is_name(said[..*at].trim_start_matches(['-', ' '])))?;
        let help = "type a plain colon and a space";
        Some(problem(line.at(colon, '：'.len_utf8()), "this is a wide colon, so the line is no field").help(help))
    })
}

/// A name whose colon has no space behind it, on the line where reading stopped, on the one before it, as the two were taken for
/// one text, or before the comment at which it stopped.
fn colon_without_space(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    let line = match kind {
        ErrorKind::MappingValueNotAllowed if stop.is_first_colon() => stop.before(stop.line())?,
        ErrorKind::SimpleKeyExpected => stop.at_its_start()?,
        ErrorKind::CommentInterceptedScalar => {
            let start = stop.start_of(stop.at);
            Line { start, text: stop.text[start..stop.at].trim_end() }
        }
        _ => return None,
    };
    if !stop.is_among_fields(line) {
        return None;
    }
    let said = line.said();
    let name = said.trim_start_matches([' ', '\t', '-']);
    let (key, value) = name.split_once(':')?;
    let is_address = value.starts_with("//");
    if !is_name(key) || is_address || value.is_empty() || value.starts_with([' ', '\t']) {
        return None;
    }
    let first = value.split_whitespace().next().unwrap_or_default();
    Some(
        problem(line.at(said.len() - name.len() + key.len(), 1), "no space stands behind this colon, so the line is no field")
            .help(format!("write `{key}: {}`", shown(first))),
    )
}

/// A name without its colon: on the line where reading stopped, or on the one before it, as the two were taken for one text.
fn no_colon(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    let joined = stop.joined(kind);
    let line = match kind {
        ErrorKind::SimpleKeyExpected => stop.at_its_start()?,
        _ => joined?,
    };
    let said = line.said();
    let field = said.trim_start_matches(['-', ' ']);
    let name = field.split([' ', '\t', ';', '=']).next().filter(|name| is_name(name))?;
    let value = field[name.len()..].trim_start_matches([' ', '\t', ';', '=']);
    let value = if value.starts_with('#') { "" } else { value };
    let is_item = field.len() < said.len();
    // Else it is a text, or the rest of one, and its first word is no name; or one of a list of words.
    let is_field = is_used(stop.text, name) || if joined.is_some() { !value.contains(' ') } else { stop.opens_a_group(line) };
    let is_field = is_field && !(is_item && value.is_empty());
    if !is_field || said.contains(": ") || said.ends_with(':') {
        return None;
    }
    let start = said.len() - field.len();
    let write = match value.split_whitespace().next() {
        Some(first) => format!("write `{name}: {}`", shown(first)),
        None => format!("write `{name}:`"),
    };
    let goes_on = if joined.is_some() && value.is_empty() {
        ""
    } else {
        "; if it goes on with the text before it, indent it further than its name"
    };
    let message = format!("no colon stands behind `{name}`, so the line is no field");
    Some(problem(line.at(start, name.len()), message).label("a colon belongs behind this").help(format!("{write}{goes_on}")))
}

/// A text with a colon in it in quotes that YAML does not know.
fn curly_quotes(stop: &Stop<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    if !matches!(kind, ErrorKind::MappingValueNotAllowed) || stop.is_first_colon() {
        return None;
    }
    let line = stop.line();
    let value = line.said().split_once(": ")?.1.trim_start();
    let quote = value.chars().next().filter(|c| "“”„‘’«»".contains(*c))?;
    let at = line.said().len() - value.len();
    Some(
        problem(line.at(at, quote.len_utf8()), "this is a word processor's quotation mark, and to YAML part of the text")
            .help("type straight ones around the text: \" or '"),
    )
}

/// A text that begins with a mark that means something to YAML: `>80% are trained`, `- in place`, `[DRAFT] Policy`.
fn opening_mark(stop: &Stop<'_>, _: &ErrorKind) -> Option<Diagnostic> {
    let line = stop.line();
    let (name, value) = line.said().split_once(": ")?;
    let (value, gap) = (value.trim(), value.len() - value.trim_start().len());
    let begins = match value.chars().next()? {
        mark @ ('>' | '|') if value[1..].starts_with(|c: char| !"+-#".contains(c)) => mark,
        '-' if value.len() == 1 || value[1..].starts_with(' ') => '-',
        // Words in brackets, and not a list of groups or texts.
        mark @ ('[' | '{') if value[1..].starts_with(char::is_alphanumeric) && is_text(behind_brackets(value)?) => mark,
        _ => return None,
    };
    let at = line.at(name.len() + ": ".len() + gap, begins.len_utf8());
    // It stopped at the mark or behind it, and not for something before.
    (is_name(name.trim_start_matches("- ")) && at.start <= stop.at).then(|| {
        problem(at, format!("`{begins}` at the beginning of a text means something to YAML"))
            .label("put the text in quotes")
            .help("put the whole text in quotes, or begin it with a word; leave the field out where there is nothing to say")
    })
}

/// What follows the bracket that closes the first one.
fn behind_brackets(value: &str) -> Option<&str> {
    let mut open = 0_usize;
    let closing = value.char_indices().find(|(_, c)| {
        open += usize::from("[{".contains(*c));
        open -= usize::from("]}".contains(*c));
        open == 0
    });
    closing.map(|(at, _)| &value[at + 1..])
}

/// Whether more than a comment or the next field follows.
fn is_text(rest: &str) -> bool {
    rest.trim_start().starts_with(|c: char| !"#,]}".contains(c))
}

/// Whether a word can be the name of a field or the id of a requirement: a text begins with neither.
fn is_name(word: &str) -> bool {
    let is_id = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.ends_with(|c: char| c.is_ascii_digit());
    let is_field = word.starts_with(|c: char| c.is_ascii_lowercase());
    (is_id || is_field) && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Whether the name of a field is used as one elsewhere in the file.
fn is_used(text: &str, name: &str) -> bool {
    text.lines()
        .filter_map(|line| line.trim_start_matches([' ', '\t', '-', '{']).strip_prefix(name))
        .any(|rest| rest.starts_with(':'))
}
