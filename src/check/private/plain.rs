//! A text as it reads to the eye, one byte a character.

use std::borrow::Cow;

use crate::text::Span;

/// Stands for any letter or digit that is none of ours.
pub const LETTER: u8 = 0x80;
/// Stands for any other character.
const OTHER: u8 = 0x81;

/// A text that can be looked at place by place. Nothing else is asked of it, so that a test can count the looks.
pub trait Look {
    /// The byte at a place; nothing after the end.
    fn at(&self, index: usize) -> Option<u8>;

    /// The next place from here on with a byte that is wanted.
    fn next(&self, from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
        (from..).map_while(|i| Some((i, self.at(i)?))).find(|(_, byte)| wanted(*byte)).map(|(i, _)| i)
    }

    /// The byte before a place.
    fn before(&self, index: usize) -> Option<u8> {
        index.checked_sub(1).and_then(|i| self.at(i))
    }

    /// Whether the text says this here, in small or capital letters. `words` are in small letters.
    fn says(&self, index: usize, words: &[u8]) -> bool {
        words.iter().enumerate().all(|(i, word)| self.at(index + i).is_some_and(|b| b.eq_ignore_ascii_case(word)))
    }
}

/// A text in plain characters: hard spaces are spaces, all hyphens and dashes are `-`, full-width and other digits are digits,
/// and what can't be seen is not there.
pub struct Plain<'t> {
    text: &'t str,
    bytes: Cow<'t, [u8]>,
    /// Where each character stands in the text, where that is not its index.
    offsets: Vec<usize>,
}

impl<'t> Plain<'t> {
    pub fn of(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, bytes: Cow::Borrowed(text.as_bytes()), offsets: Vec::new() };
        }
        let (bytes, offsets): (Vec<u8>, Vec<usize>) =
            text.char_indices().filter_map(|(at, c)| plain(c).map(|byte| (byte, at))).unzip();
        Self { text, bytes: Cow::Owned(bytes), offsets }
    }

    /// The place in the text of a range of plain characters.
    pub fn span(&self, start: usize, end: usize) -> Span {
        if self.offsets.is_empty() {
            return Span::new(start, end);
        }
        let offset = |index: usize| self.offsets.get(index).copied().unwrap_or(self.text.len());
        let last = offset(end.saturating_sub(1));
        let after = self.text.get(last..).and_then(|rest| rest.chars().next()).map_or(last, |c| last + c.len_utf8());
        Span::new(offset(start), after)
    }
}

impl Look for Plain<'_> {
    fn at(&self, index: usize) -> Option<u8> {
        self.bytes.get(index).copied()
    }

    fn next(&self, from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
        self.bytes.get(from..)?.iter().position(|byte| wanted(*byte)).map(|i| from + i)
    }
}

/// First of ten digits in a row, for scripts and styles that a keyboard or a word processor may give.
const DIGITS: &[u32] = &[0x0660, 0x06f0, 0x0966, 0x09e6, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6];

fn plain(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok();
    }
    let code = u32::from(c);
    match code {
        // What takes no room: soft hyphens, zero-width spaces and joiners, direction marks, variation selectors, keycaps.
        0xad | 0x61c | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfe00..=0xfe0f | 0x20e3 | 0xfeff => None,
        0x2010..=0x2015 | 0x2212 | 0xfe58 | 0xfe63 => Some(b'-'),
        0x2044 | 0x2215 => Some(b'/'),
        0xfe6b => Some(b'@'),
        0xa3 | 0x20ac => Some(b'$'),
        // Full-width forms, in the order of ASCII.
        0xff01..=0xff5e => u8::try_from(code - 0xfee0).ok(),
        _ if c.is_whitespace() => Some(b' '),
        _ => {
            let digit = DIGITS.iter().find_map(|first| code.checked_sub(*first).filter(|d| *d < 10));
            let digit = digit.and_then(|d| u8::try_from(d).ok()).map(|d| b'0' + d);
            Some(digit.unwrap_or(if c.is_alphanumeric() { LETTER } else { OTHER }))
        }
    }
}
