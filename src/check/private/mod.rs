//! What may identify a person or open a door, found in plain text: an aid, and no anonymisation.
//!
//! The scan walks a text once. It stops at what can start a match, an `@` or `(at)`, a digit, `://` or `?`, `/personal/`, a word on
//! birth, and looks a bounded way around it, so that a hostile file takes no longer than a long one. Text is looked at as it reads
//! (`plain`): a number in full-width digits or with hard spaces is the same number. What takes no room may hide within a number
//! or part it from a word, so a text with any of it is looked at in each way. A value that is written with escapes or over several
//! lines is looked at again as it reads; where no value can be read, the whole text is.

mod birth;
mod email;
mod escaped;
mod folder;
mod link;
mod number;
mod plain;

use std::collections::BTreeMap;

use crate::text::Span;
use crate::tree::{Node, Text, Value};
use escaped::Decoded;
use link::Link;
use plain::{Look, Plain, Unseen};

/// A kind of content that must not be in a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Ten digits whose check digit is right.
    NhsNumber,
    /// Two letters, six digits, a letter.
    NationalInsurance,
    /// An address for e-mail that is a person's, and not an office's.
    Email,
    /// A British telephone number, other than those that helplines and switchboards have.
    Phone,
    /// A day said to be one of birth.
    BirthDate,
    /// A password, key or token in a link.
    Secret,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::NhsNumber, Self::NationalInsurance, Self::Email, Self::Phone, Self::BirthDate, Self::Secret];

    /// With its article, for messages.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NhsNumber => "an NHS number",
            Self::NationalInsurance => "a National Insurance number",
            Self::Email => "an e-mail address",
            Self::Phone => "a telephone number",
            Self::BirthDate => "a date of birth",
            Self::Secret => "a password, key or token in a link",
        }
    }
}

/// Something found. What it says is nowhere kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// What it looks like.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// How long it is, in characters.
    pub length: usize,
    /// Whether it may well be something else: ten digits in a row are a reference as often as not.
    pub is_doubtful: bool,
}

/// Everything in a file that may identify someone or open a door, by place. `root` is what the text reads as, as far as it does;
/// where it does not as a whole, escapes are looked for in all of it, and else in its values in double quotes.
#[must_use]
pub fn scan(text: &str, root: Option<&Node<'_>>, is_whole: bool) -> Vec<Match> {
    let mut written = in_text(text);
    // The letter of an escape is none of the word behind it, where escapes are sure to be some.
    let decoded = if is_whole { root.and_then(|root| of_values(text, root)) } else { Decoded::of(text) };
    if let Some(decoded) = decoded {
        if is_whole {
            written.retain(|m| !decoded.is_in_escape(m.span));
        }
        let read = in_text(&decoded.text).into_iter().map(|m| Match { span: decoded.written(m.span), ..m });
        written = merged(text, written, read.collect());
    }
    let Some(root) = root else { return written };
    let mut read = Vec::new();
    in_values(&Written { text, found: &written }, root, &mut read);
    let mut found = written;
    found.append(&mut read);
    found.sort_by_key(|m| (m.span, m.kind));
    found
}

/// The same in a text on its own, as it will be printed.
#[must_use]
pub fn in_text(text: &str) -> Vec<Match> {
    let plain = Plain::of(text, Unseen::Nothing);
    let found = in_plain(text, &plain);
    if !plain.has_unseen {
        return found;
    }
    Unseen::OTHERS.into_iter().fold(found, |found, other| merged(text, found, in_plain(text, &Plain::of(text, other))))
}

/// The same in a path: each name in it is looked at on its own as well, as a stroke before a number makes part of a link of it.
#[must_use]
pub fn in_path(path: &str) -> Vec<Match> {
    let mut at = 0;
    let of_names = path.split_inclusive(['/', '\\']).flat_map(|name| {
        let start = at;
        at += name.len();
        in_text(name).into_iter().map(move |m| Match { span: Span::new(m.span.start + start, m.span.end + start), ..m })
    });
    let of_names = of_names.collect();
    merged(path, in_text(path), of_names)
}

fn in_plain(text: &str, plain: &Plain<'_>) -> Vec<Match> {
    let mut found: Vec<Match> = hits(plain)
        .into_iter()
        .map(|hit| {
            let span = plain.span(hit.start, hit.end);
            let length = text[span.start..span.end].chars().count();
            Match { kind: hit.kind, span, length, is_doubtful: hit.is_doubtful }
        })
        .collect();
    found.sort_by_key(|m| (m.span, m.kind));
    found
}

/// What was found in two readings of a text, each thing once. It is in doubt only where both have their doubts.
fn merged(text: &str, mut found: Vec<Match>, more: Vec<Match>) -> Vec<Match> {
    found.extend(more);
    found.sort_by_key(|m| (m.kind, m.span));
    found.dedup_by(|next, kept| {
        let is_same = next.kind == kept.kind && next.span.start < kept.span.end;
        if is_same {
            if next.span.end > kept.span.end {
                kept.span.end = next.span.end;
                kept.length = text[kept.span.start..kept.span.end].chars().count();
            }
            kept.is_doubtful &= next.is_doubtful;
        }
        is_same
    });
    found.sort_by_key(|m| (m.span, m.kind));
    found
}

/// A match in plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    kind: Kind,
    start: usize,
    end: usize,
    is_doubtful: bool,
}

impl Hit {
    const fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self { kind, start, end, is_doubtful: false }
    }
}

fn hits(text: &impl Look) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut link = Link::NONE;
    let mut at = 0;
    while let Some((next, byte)) = text.next_start(at).and_then(|next| Some((next, text.at(next)?))) {
        at = next;
        if number::is_day(text, at) {
            at += number::DAY.len();
            continue;
        }
        let hit = match byte {
            b'0'..=b'9' | b'+' => number::look(text, at),
            b'@' => email::look(text, at, at + 1).filter(|_| !link.hides(at)),
            b'%' if text.says(at, b"%40") => email::look(text, at, at + 3).filter(|_| !link.hides(at)),
            b'(' | b'[' if text.says(at, b"(at)") || text.says(at, b"[at]") => {
                email::look_in_words(text, at).filter(|_| !link.hides(at))
            }
            // The first stroke of `://`: colons stand after every field.
            b'/' if at > link.end && text.before(at) == Some(b':') && text.at(at + 1) == Some(b'/') => {
                link = link::look(text, at - 1);
                link.secret
            }
            b'/' | b'%' => folder::look(text, at).filter(|_| !link.hides(at)),
            // A link without its scheme, as people paste it.
            b'?' if at >= link.end => {
                link = link::look_bare(text, at);
                link.secret
            }
            b'b' | b'B' => birth::look(text, at),
            _ => None,
        };
        // A day of birth may be found before the scan comes to it, and its digits can't be anything else.
        let after = hit.filter(|h| h.kind != Kind::Secret).map_or(at + 1, |h| h.end.max(at + 1));
        found.extend(hit);
        at = after;
        if byte.is_ascii_digit() && hit.is_none() {
            // The rest of these digits can't start anything.
            while text.at(at).is_some_and(|b| b.is_ascii_digit()) {
                at += 1;
            }
        }
    }
    found
}

/// A text with the escapes read of the values and names that have some.
fn of_values(text: &str, root: &Node<'_>) -> Option<Decoded> {
    let mut quoted = Vec::new();
    // Few files have any.
    if text.contains('\\') {
        in_quotes(text, root, &mut quoted);
    }
    Decoded::within(text, quoted)
}

/// The places, in order, of what stands in double quotes and reads otherwise than it is written.
fn in_quotes(text: &str, node: &Node<'_>, quoted: &mut Vec<Span>) {
    let reads_otherwise = |said: &Text<'_>, span: &Span| !said.is_as_written() && is_in_double_quotes(text, *span);
    match &node.value {
        Value::Scalar { text: said, .. } => quoted.extend(Some(node.span).filter(|span| reads_otherwise(said, span))),
        Value::Sequence(items) => items.iter().for_each(|item| in_quotes(text, item, quoted)),
        Value::Mapping(entries) => {
            for entry in *entries {
                quoted.extend(Some(entry.key_span).filter(|span| reads_otherwise(&entry.key, span)));
                in_quotes(text, &entry.value, quoted);
            }
        }
        Value::Null => {}
    }
}

fn is_in_double_quotes(text: &str, span: Span) -> bool {
    text.get(span.start..).is_some_and(|rest| rest.starts_with('"'))
}

/// A text and what was found in it as it is written.
struct Written<'t> {
    text: &'t str,
    found: &'t [Match],
}

impl Written<'_> {
    fn within(&self, span: Span) -> &[Match] {
        let from = self.found.partition_point(|m| m.span.start < span.start);
        let to = self.found.partition_point(|m| m.span.start < span.end);
        self.found.get(from..to).unwrap_or_default()
    }
}

/// Values that read otherwise than they are written: by escapes, or folded over lines.
fn in_values(written: &Written<'_>, node: &Node<'_>, found: &mut Vec<Match>) {
    match &node.value {
        // What stands in the file as it reads was seen.
        Value::Scalar { text, .. } if !text.is_as_written() => in_value(written, text, node.span, found),
        Value::Sequence(items) => items.iter().for_each(|item| in_values(written, item, found)),
        Value::Mapping(entries) => {
            for entry in *entries {
                if !entry.key.is_as_written() {
                    in_value(written, &entry.key, entry.key_span, found);
                }
                in_values(written, &entry.value, found);
            }
        }
        Value::Scalar { .. } | Value::Null => {}
    }
}

/// What a value holds that can't be seen in how it is written: one of each kind, as its place is the whole value. What is seen is
/// told by what it says. A number as written stands for itself, and not for another that only shows once escapes are read.
fn in_value(written: &Written<'_>, value: &str, span: Span, found: &mut Vec<Match>) {
    // Papers and messages show it on one line, with one space between two words.
    let value = &value.split_whitespace().collect::<Vec<_>>().join(" ");
    let hits = in_text(value);
    if hits.is_empty() {
        return;
    }
    let mut seen: BTreeMap<(Kind, String), usize> = BTreeMap::new();
    for one in written.within(span) {
        *seen.entry((one.kind, said_in(written.text, span, one.span))).or_default() += 1;
    }
    let mut told = Vec::new();
    for hit in hits {
        match seen.get_mut(&(hit.kind, said(value, hit.span))).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None if told.contains(&hit.kind) => {}
            None => {
                told.push(hit.kind);
                found.push(Match { span, ..hit });
            }
        }
    }
}

/// What a match within a value says, with its escapes read.
fn said_in(text: &str, value: Span, span: Span) -> String {
    let decoded = Decoded::of(&text[span.start..span.end]).filter(|_| is_in_double_quotes(text, value));
    decoded.map_or_else(|| said(text, span), |decoded| said(&decoded.text, Span::new(0, decoded.text.len())))
}

/// What a match says, however it is spaced.
fn said(text: &str, span: Span) -> String {
    text[span.start..span.end].chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a byte joins on to a word or a number. An underscore does not: in names of files it stands for a space.
fn is_letter_or_digit(byte: Option<u8>) -> bool {
    byte.is_some_and(|b| b.is_ascii_alphanumeric() || b == plain::LETTER)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A text that counts how often it is looked at.
    struct Counted<'t> {
        text: &'t [u8],
        looks: Cell<usize>,
    }

    impl Look for Counted<'_> {
        fn at(&self, index: usize) -> Option<u8> {
            self.looks.set(self.looks.get() + 1);
            self.text.get(index).copied()
        }
    }

    fn work(text: &str) -> usize {
        let counted = Counted { text: text.as_bytes(), looks: Cell::new(0) };
        let _ = hits(&counted);
        counted.looks.get()
    }

    #[test]
    fn a_text_twice_as_long_takes_twice_the_work_whatever_it_holds() {
        for part in [
            "@",
            "a@",
            "a.b@c.",
            "1",
            "1 ",
            "1\n",
            "1-",
            "12 34 56 ",
            "+",
            "+44",
            "0",
            "07",
            "0044 ",
            "://",
            "a://b",
            "a://b:c",
            "://@",
            "http://a:b@",
            "?key=",
            "?",
            "a.b/c?",
            "www.a.b/?token=",
            "dob ",
            "birth ",
            "of birth",
            "date of ",
            "1/1/61 ",
            "1/1/61 (dob",
            "patient9",
            "AB  12  ",
            "%20",
            "1%20",
            "://?a=",
            "&",
            "b",
            "born ",
            "born1",
            "dob",
            "d.o.b. 1",
            "date of birth ",
            "birth 1/1/",
            "AB",
            "AB1",
            "AB 12 ",
            "%40",
            "x%40",
            "%",
            "born may ",
            " ",
            "\n",
            "\n1",
            "(1)",
            "1                    ",
            "a",
            "://http://",
            "943 476 591",
            "0 0 0 ",
            "(at)",
            "[at] ",
            "a (at) b.uk",
            "/personal/",
            "%2fpersonal%2f",
            "-my.sharepoint./personal/a_",
            "-my.sharepoint./personal/a%5fuk",
            "&key=aaaaaaaaaaaaaaa",
            "://%3fkey%3d",
            "://a.b?key=?",
            "@a-a_",
            "NI AB/",
            "NI AB 1 2 3 4 5 6 E",
            "nhs patient 1",
        ] {
            let (once, twice) = (work(&part.repeat(2_000)), work(&part.repeat(4_000)));
            assert!(once > 0, "{part:?} is not looked at");
            assert!(twice <= once * 2 + once / 20 + 2_000, "{part:?}: {once}, then {twice}");
            let bytes = part.len() * 4_000;
            assert!(twice <= bytes * 300, "{part:?}: {} looks a byte", twice / bytes);
        }
    }
}
