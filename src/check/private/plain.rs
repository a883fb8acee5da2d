//! A text as it reads to the eye, one byte a character.

use std::borrow::Cow;

use crate::text::{Span, is_ascii_with_room, takes_no_room};

/// Stands for any letter or digit that is none of ours.
pub const LETTER: u8 = 0x80;
/// Stands for any other character.
const OTHER: u8 = 0x81;
/// Stands for a dash between words, which parts them without a space: `Duty manager—07700 900123`.
pub const DASH: u8 = 0x82;

/// Whether a byte can start a match, or a look for one.
#[expect(clippy::needless_bitwise_bool, reason = "without branches, it can be asked of many bytes at once")]
const fn can_start(byte: u8) -> bool {
    // The stroke stands before the digits.
    let stroke_or_digit = byte.wrapping_sub(b'/') <= b'9' - b'/';
    stroke_or_digit
        | (byte == b'(')
        | (byte == b'[')
        | (byte == b'+')
        | (byte == b'@')
        | (byte == b'%')
        | (byte == b'?')
        | (byte | 0x20 == b'b')
}

/// A text that can be looked at place by place. Nothing else is asked of it, so that a test can count the looks.
pub trait Look {
    /// The byte at a place; nothing after the end.
    fn at(&self, index: usize) -> Option<u8>;

    /// The next place from here on at which a match can start, or a look for one.
    fn next_start(&self, from: usize) -> Option<usize> {
        (from..).map_while(|i| Some((i, self.at(i)?))).find(|(_, byte)| can_start(*byte)).map(|(i, _)| i)
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

/// A text in plain characters: hard spaces are spaces, all hyphens are `-`, full-width and other digits are digits,
/// and what takes no room is not there.
pub struct Plain<'t> {
    text: &'t str,
    bytes: Cow<'t, [u8]>,
    /// Where each character stands in the text, where that is not its index.
    offsets: Vec<usize>,
    /// Whether something takes no room, so that the text can be read in two ways.
    pub has_unseen: bool,
    /// Of each byte whether a match can start there: 1 or 0. All are told at once, and the many that say no are passed over
    /// by eights.
    starts: Vec<u8>,
}

/// What stands for characters that take no room.
#[derive(Clone, Copy)]
pub enum Unseen {
    /// Nothing: `943` and `476` with one between are six digits.
    Nothing,
    /// A space: a word and a number with one between are not one word.
    Space,
    /// A space between a letter and a digit, else nothing: a number with some in it may have one before it as well.
    SpaceByDigits,
}

impl Unseen {
    /// In which a text with such characters is to be read besides the first.
    pub const OTHERS: [Self; 2] = [Self::Space, Self::SpaceByDigits];

    fn parts(self, before: Option<u8>, after: u8) -> bool {
        let is_letter = |b: u8| b.is_ascii_alphabetic() || b == LETTER;
        match (self, before) {
            (Self::Nothing, _) | (Self::SpaceByDigits, None) => false,
            (Self::Space, _) => true,
            (Self::SpaceByDigits, Some(before)) => {
                (is_letter(before) && after.is_ascii_digit()) || (before.is_ascii_digit() && is_letter(after))
            }
        }
    }
}

impl<'t> Plain<'t> {
    pub fn of(text: &'t str, unseen: Unseen) -> Self {
        let starts = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(can_start(*byte))).collect();
        if is_ascii_with_room(text) {
            let bytes = text.as_bytes();
            return Self { text, bytes: Cow::Borrowed(bytes), offsets: Vec::new(), has_unseen: false, starts: starts(bytes) };
        }
        let (mut bytes, mut offsets) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut has_unseen = false;
        let mut run = None;
        for (at, c) in text.char_indices() {
            // Nearly all of any text, and asked first for that.
            if !matches!(c, ' '..='~') && takes_no_room(c) {
                has_unseen = true;
                run = run.or(Some(at));
                continue;
            }
            let byte = plain(c);
            if let Some(from) = run.take()
                && unseen.parts(bytes.last().copied(), byte)
            {
                bytes.push(b' ');
                offsets.push(from);
            }
            bytes.push(byte);
            offsets.push(at);
        }
        Self { text, starts: starts(&bytes), bytes: Cow::Owned(bytes), offsets, has_unseen }
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

    fn next_start(&self, from: usize) -> Option<usize> {
        let (eights, rest) = self.starts.get(from..)?.as_chunks::<8>();
        let empty = eights.iter().take_while(|eight| **eight == [0; 8]).count();
        let within = match eights.get(empty) {
            Some(eight) => usize::try_from(u64::from_le_bytes(*eight).trailing_zeros() / 8).ok()?,
            None => rest.iter().position(|start| *start != 0)?,
        };
        Some(from + empty * 8 + within)
    }
}

/// First of ten digits in a row, for scripts and styles that a keyboard or a word processor may give.
const DIGITS: &[u32] = &[0x0660, 0x06f0, 0x0966, 0x09e6, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6];

fn plain(c: char) -> u8 {
    if let Ok(byte) = u8::try_from(c)
        && byte.is_ascii()
    {
        return byte;
    }
    let code = u32::from(c);
    match code {
        0x2010..=0x2012 | 0x2212 | 0xfe63 => b'-',
        0x2013..=0x2015 | 0xfe58 => DASH,
        // Dots at half height part groups as full stops do.
        0xb7 | 0x2022 | 0x2027 | 0x22c5 => b'.',
        0x2018 | 0x2019 => b'\'',
        0x2044 | 0x2215 => b'/',
        0xfe6b => b'@',
        0xa3 | 0x20ac => b'$',
        // Full-width forms, in the order of ASCII.
        0xff01..=0xff5e => u8::try_from(code - 0xfee0).unwrap_or(OTHER),
        // A cell of braille without a dot.
        0x2800 => b' ',
        _ if c.is_whitespace() => b' ',
        _ => {
            let digit = DIGITS.iter().find_map(|first| code.checked_sub(*first).filter(|d| *d < 10));
            let digit = digit.and_then(|d| u8::try_from(d).ok()).map(|d| b'0' + d);
            digit.unwrap_or(if c.is_alphanumeric() { LETTER } else { OTHER })
        }
    }
}
