//! Text and places in it: what every message about a file stands on.
//!
//! Offsets are bytes, as the parsers count them; a [`Position`] is what a person is told, lines and columns from one,
//! columns in characters. The conversion happens in [`Source::position`] and nowhere else.

pub mod edit;
mod nothing;
mod safe;

pub use nothing::{names_nobody, says_nothing};
pub use safe::{
    clean, clean_line, clean_lines, command_brackets, has_byte, inert, is_ascii_with_room, is_unsafe, name_of, plain_marks,
    shown, takes_no_room, unsafe_in,
};

use std::fmt;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A count that starts at one, so that a line or column can't be off by one unnoticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OneIndexed(NonZeroUsize);

impl OneIndexed {
    /// From an index that starts at zero.
    #[must_use]
    pub const fn from_zero_based(index: usize) -> Self {
        Self(NonZeroUsize::MIN.saturating_add(index))
    }

    /// The number to print.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0.get()
    }
}

/// A place to tell a person: line and column, both from one, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from one.
    pub line: OneIndexed,
    /// Column in characters (Unicode scalar values), from one.
    pub column: OneIndexed,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line.get(), self.column.get())
    }
}

/// A range of bytes in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From a range, as the parsers give them.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A text with the name it is known by: a path as the user gave it, `standard input`, or an embedded pack.
///
/// A copy is another handle on the same text. Its lines are looked for when a place in it is first asked for: most files of
/// a folder have nothing that must be told.
#[derive(Debug, Clone)]
pub struct Source(Arc<Content>);

#[derive(Debug)]
struct Content {
    name: String,
    text: String,
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters start before every so many bytes, for lines that are longer than that.
    counts: OnceLock<Vec<usize>>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 4096;

impl Source {
    /// Keeps the text and finds its lines. A byte-order mark at the start is dropped, as it is no part of the content.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self::kept(name.into(), text)
    }

    /// Keeps a text whose mark was dropped. What looks like another one is content: places behind it are counted with it.
    fn kept(name: String, text: String) -> Self {
        Self(Arc::new(Content { name, text, line_starts: OnceLock::new(), counts: OnceLock::new() }))
    }

    /// The same text under another name.
    #[must_use]
    pub fn renamed(&self, name: &str) -> Self {
        Self::kept(name.to_owned(), self.text().to_owned())
    }

    /// Another text under the same name, made of this one.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self::kept(self.name().to_owned(), text)
    }

    fn line_starts(&self) -> &[usize] {
        let text = &self.0.text;
        self.0.line_starts.get_or_init(|| std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The name to print.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The whole text, without a byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The place of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text().floor_char_boundary(offset);
        let line = self.line_starts().partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.line_starts().get(line).copied().unwrap_or(0);
        let column = self.characters(start, offset);
        Position { line: OneIndexed::from_zero_based(line), column: OneIndexed::from_zero_based(column) }
    }

    /// How many characters start between two places. A file may be one line of megabytes with a problem every few bytes, so
    /// what is far apart is not counted from place to place.
    fn characters(&self, from: usize, to: usize) -> usize {
        let within = |from: usize, to: usize| {
            // The bytes of a character after its first are 10xxxxxx.
            self.text().as_bytes().get(from..to).map_or(0, |bytes| bytes.iter().filter(|b| (**b & 0xc0) != 0x80).count())
        };
        if to.saturating_sub(from) <= BLOCK {
            return within(from, to);
        }
        let counts = self.0.counts.get_or_init(|| {
            let blocks =
                (0..self.text().len().div_ceil(BLOCK)).map(|i| within(i * BLOCK, self.text().len().min((i + 1) * BLOCK)));
            std::iter::once(0)
                .chain(blocks.scan(0, |sum, count| {
                    *sum += count;
                    Some(*sum)
                }))
                .collect()
        });
        let before = |at: usize| counts.get(at / BLOCK).copied().unwrap_or(0) + within(at / BLOCK * BLOCK, at);
        before(to) - before(from)
    }

    /// The line that a byte stands on, from zero.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Whether a line starts at this byte.
    #[must_use]
    pub fn is_line_start(&self, offset: usize) -> bool {
        self.line_starts().binary_search(&offset).is_ok()
    }

    /// The numbers of the lines that a span touches, from zero.
    fn lines_of(&self, span: Span) -> Range<usize> {
        self.line_of(span.start)..self.line_of(span.end.max(span.start + 1) - 1) + 1
    }

    /// The numbers of all lines that the spans touch, from zero, in order, none twice.
    pub(crate) fn lines_of_all(&self, spans: &[Span]) -> Vec<usize> {
        let mut lines: Vec<usize> = spans.iter().flat_map(|span| self.lines_of(*span)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Whether a span touches one of these lines.
    pub(crate) fn touches(&self, span: Span, lines: &[usize]) -> bool {
        let range = self.lines_of(span);
        let next = lines.partition_point(|line| *line < range.start);
        lines.get(next).is_some_and(|line| range.contains(line))
    }

    /// The same source with nothing to be read on these lines. Every place in it stays what it was, in bytes and in
    /// characters, so that whatever prints it needs to know nothing about it.
    pub(crate) fn without_lines(&self, lines: &[usize]) -> Self {
        let mut text = self.text().to_owned().into_bytes();
        for &line in lines {
            let start = self.line_starts().get(line).copied().unwrap_or(self.text().len());
            let end = self.line_starts().get(line + 1).copied().unwrap_or(self.text().len());
            let mut covered = String::with_capacity(end - start);
            covered.extend(self.text()[start..end].chars().map(|c| match c.len_utf8() {
                _ if c.is_whitespace() => c,
                1 => 'x',
                2 => '\u{d7}',
                3 => '\u{2715}',
                _ => '\u{10000}',
            }));
            text[start..end].copy_from_slice(covered.as_bytes());
        }
        self.with_text(String::from_utf8(text).unwrap_or_default())
    }

    /// The text of a line without its line break, and the offset it starts at.
    #[must_use]
    pub fn line(&self, line: OneIndexed) -> (&str, usize) {
        let index = line.get() - 1;
        let start = self.line_starts().get(index).copied().unwrap_or(self.text().len());
        let end = self.line_starts().get(index + 1).copied().unwrap_or(self.text().len());
        let text = self.text().get(start..end).unwrap_or_default();
        (text.trim_end_matches(['\n', '\r']), start)
    }
}

/// Whether a text has a letter or a number: one without is no name of anybody or anything.
#[must_use]
pub fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// "1 action", "2 actions": never "1 action(s)".
#[must_use]
pub fn count_of(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn list_of<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// "a", "a or b", "a, b or c".
#[must_use]
pub fn one_of<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], last_by: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last_by} {}", first.join(", "), last.as_ref())
        }
    }
}

/// The candidate a misspelt word most likely meant, if one is close enough to be worth offering and no other is as close.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    let mut others_as_close = false;
    for candidate in candidates {
        let Some(distance) = distance(&wanted, &candidate.to_lowercase()) else { continue };
        others_as_close = match best {
            Some((least, known)) if distance == least => others_as_close || known != candidate,
            Some((least, _)) if distance > least => continue,
            _ => false,
        };
        best = Some((distance, candidate));
    }
    best.filter(|_| !others_as_close).map(|(_, candidate)| candidate)
}

/// The question whether a word was meant by another. Where the two look the same, it says what makes them two.
#[must_use]
pub fn did_you_mean(written: &str, near: &str) -> String {
    let odd = written.chars().find(|c| !c.is_ascii() && !near.contains(*c));
    let odd = odd.filter(|c| takes_no_room(*c) || c.is_whitespace() || c.is_alphabetic());
    match odd.map(name_of) {
        Some(name) => format!("did you mean `{near}`? What stands here holds {name}"),
        None => format!("did you mean `{near}`?"),
    }
}

/// How many letters make the one word of the other; nothing where these are too many for a slip of the finger.
fn distance(word: &str, candidate: &str) -> Option<usize> {
    let lengths = [word, candidate].map(|w| w.chars().count());
    // A fifth of it, and one letter of a short word: with more, most words of four letters are near to each other.
    let most = 1 + lengths[0].min(lengths[1]) / 5;
    // Comparing takes time and memory by both lengths, and a file can hold a word of megabytes.
    if lengths[0].abs_diff(lengths[1]) > most {
        return None;
    }
    // Who writes `assessed_on` has not mistyped `assessed_by`.
    let parts = |w: &str| w.split(['_', '-']).map(str::to_owned).collect::<Vec<_>>();
    let (of_word, of_candidate) = (parts(word), parts(candidate));
    let is_another = |(a, b): (&String, &String)| a.len() > 1 && strsim::damerau_levenshtein(a, b) >= a.len().max(b.len());
    if of_word.len() == of_candidate.len() && of_word.len() > 1 && of_word.iter().zip(&of_candidate).any(is_another) {
        return None;
    }
    Some(strsim::damerau_levenshtein(word, candidate)).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let source = Source::new("x", "\u{feff}ab\r\nçd\n");
        assert_eq!(source.position(0).to_string(), "1:1");
        let d = source.text().find('d').unwrap_or_default();
        assert_eq!(source.position(d).to_string(), "2:2");
        assert_eq!(source.position(9_999).to_string(), "3:1");
        assert_eq!(source.line(source.position(0).line).0, "ab");
    }

    #[test]
    fn what_looks_like_a_second_mark_is_content_however_a_text_is_handed_on() {
        let source = Source::new("x", "\u{feff}\u{feff}ab\ncd\n");
        let text = "\u{feff}ab\ncd\n";
        assert_eq!((source.text(), source.renamed("y").text()), (text, text));
        assert_eq!(source.without_lines(&[1]).text(), "\u{feff}ab\nxx\n");
        assert_eq!(source.with_text(text.to_owned()).position(5).to_string(), source.position(5).to_string());
    }

    #[test]
    fn a_place_far_into_a_long_line_is_counted_like_any_other() {
        let text = format!("é\n{}é漢x\n", "añ漢".repeat(4_000));
        let source = Source::new("x", text.as_str());
        for (at, _) in text.char_indices().step_by(97).chain(text.char_indices().skip(11_990)) {
            let line = text[..at].matches('\n').count();
            let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let column = text[start..at].chars().count();
            assert_eq!(source.position(at).to_string(), format!("{}:{}", line + 1, column + 1));
        }
    }

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        assert_eq!(nearest("gren", ["red", "amber", "green"]), Some("green"));
        assert_eq!(nearest("becuase", ["because", "evidence"]), Some("because"));
        assert_eq!(nearest("purple", ["red", "amber", "green"]), None);
        assert_eq!(nearest("L9", ["L1", "L2", "W9"]), None, "it may be any of them");
        assert_eq!(nearest("l1", ["L1", "L2"]), Some("L1"));
        assert_eq!(nearest("gren", ["green", "green"]), Some("green"), "one word that is listed twice");
        assert_eq!(nearest("assessed_on", ["assessed", "assessed_by"]), None);
        assert_eq!(nearest("asessed_by", ["assessed", "assessed_by"]), Some("assessed_by"));
        assert_eq!(nearest("sign-of", ["sign_off", "standard"]), Some("sign_off"));
    }

    #[test]
    fn of_two_words_that_look_the_same_it_is_said_what_makes_them_two() {
        assert_eq!(did_you_mean("gren", "green"), "did you mean `green`?");
        for (written, name) in [
            ("rating\u{a0}", "U+00A0, hard space"),
            ("green\u{200d}", "U+200D, invisible character"),
            ("gr\u{435}en", "U+0435, a letter that is none of A to Z"),
        ] {
            assert_eq!(did_you_mean(written, "green"), format!("did you mean `green`? What stands here holds {name}"));
        }
    }

    #[test]
    fn lists_and_counts_read_as_english() {
        assert_eq!(list_of(&["a", "b", "c"]), "a, b and c");
        assert_eq!(count_of(1, "action", "actions"), "1 action");
    }
}
