//! Days said to be of birth: a word on birth, then a day close by.

use super::plain::Look;
use super::{Hit, Kind, is_word};

/// How far after the word the day may start.
const REACH: usize = 28;

/// A word on birth, and where in it its first `b` stands.
struct Word(&'static [u8], usize);

impl Word {
    const fn new(word: &'static [u8]) -> Self {
        let mut at = 0;
        while word[at] != b'b' {
            at += 1;
        }
        Self(word, at)
    }
}

/// Words on birth, the longest first where one starts another.
const WORDS: &[Word] = &[
    Word::new(b"date of birth"),
    Word::new(b"date-of-birth"),
    Word::new(b"date_of_birth"),
    Word::new(b"d.o.b"),
    Word::new(b"dob"),
    Word::new(b"birth date"),
    Word::new(b"birthdate"),
    Word::new(b"birthday"),
    Word::new(b"born"),
];

const MONTHS: &[&[u8]] = &[
    b"january",
    b"february",
    b"march",
    b"april",
    b"may",
    b"june",
    b"july",
    b"august",
    b"september",
    b"october",
    b"november",
    b"december",
    b"sept",
];

/// A day after a word on birth whose first `b` stands here: few other words have one.
pub fn look(text: &impl Look, at: usize) -> Option<Hit> {
    if !may_be_said(text, at) {
        return None;
    }
    let from = WORDS.iter().find_map(|Word(word, its_b)| {
        let start = at.checked_sub(*its_b)?;
        (text.says(start, word) && !is_word(text.before(start))).then_some(start + word.len())
    })?;
    if text.at(from).is_some_and(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let starts = (from..from + REACH)
        .filter(|i| text.at(*i).is_some_and(|b| b.is_ascii_alphanumeric()) && !is_letter_or_digit(text.before(*i)));
    starts.into_iter().find_map(|i| day(text, i).map(|end| Hit { kind: Kind::BirthDate, start: i, end }))
}

/// Whether what stands beside a `b` leaves room for one of the words. There is a `b` in every other line of a file.
fn may_be_said(text: &impl Look, at: usize) -> bool {
    let beside = (text.before(at).map(|b| b.to_ascii_lowercase()), text.at(at + 1).map(|b| b.to_ascii_lowercase()));
    matches!(beside, (Some(b'o' | b'.'), _) | (_, Some(b'i' | b'o')))
}

fn is_letter_or_digit(byte: Option<u8>) -> bool {
    byte.is_some_and(|b| b.is_ascii_alphanumeric())
}

/// A part of a day.
#[derive(Clone, Copy)]
enum Part {
    Number { value: u32, digits: usize },
    Month,
}

impl Part {
    fn is_day(self) -> bool {
        matches!(self, Self::Number { value: 1..=31, digits: 1..=2 })
    }

    fn is_month(self) -> bool {
        matches!(self, Self::Month | Self::Number { value: 1..=12, digits: 1..=2 })
    }

    fn is_year(self) -> bool {
        matches!(self, Self::Number { digits: 2, .. } | Self::Number { value: 1900..=2099, digits: 4 })
    }
}

/// The end of a day that starts here: `03/05/1980`, `1980-05-03`, `3rd of May 1980`, `May 3, 1980`, `030580`.
fn day(text: &impl Look, at: usize) -> Option<usize> {
    let (first, mut end) = part(text, at)?;
    if let Part::Number { value, digits } = first
        && is_day_in_one(value, digits)
    {
        return (!is_word(text.at(end))).then_some(end);
    }
    let mut parts = [first; 3];
    for slot in parts.iter_mut().skip(1) {
        let next = after_separator(text, end)?;
        (*slot, end) = part(text, next)?;
    }
    let [one, two, three] = parts;
    let day_first = one.is_day() && two.is_month() && three.is_year();
    let month_first = matches!(one, Part::Month) && two.is_day() && three.is_year();
    let year_first = matches!(one, Part::Number { digits: 4, .. }) && one.is_year() && two.is_month() && three.is_day();
    ((day_first || month_first || year_first) && !is_word(text.at(end))).then_some(end)
}

/// `030580`, `03051980` or `19800503`.
fn is_day_in_one(number: u32, digits: usize) -> bool {
    let is_day_and_month = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let is_year = |year: u32| (1900..2100).contains(&year);
    match digits {
        6 => is_day_and_month(number / 10_000, number / 100 % 100),
        8 => {
            (is_day_and_month(number / 1_000_000, number / 10_000 % 100) && is_year(number % 10_000))
                || (is_year(number / 10_000) && is_day_and_month(number % 100, number / 100 % 100))
        }
        _ => false,
    }
}

/// A number of up to eight digits, with or without "st", "nd", "rd" or "th", or the name of a month; and where it ends.
fn part(text: &impl Look, at: usize) -> Option<(Part, usize)> {
    let mut number = 0;
    let mut end = at;
    while let Some(digit) = text.at(end).filter(u8::is_ascii_digit) {
        if end - at == 8 {
            return None;
        }
        number = number * 10 + u32::from(digit - b'0');
        end += 1;
    }
    if end > at {
        let ordinal = [&b"st"[..], b"nd", b"rd", b"th"].iter().any(|o| text.says(end, o));
        let after = if ordinal && end - at <= 2 { end + 2 } else { end };
        return Some((Part::Number { value: number, digits: end - at }, after));
    }
    let length = (0..10).take_while(|i| text.at(at + i).is_some_and(|b| b.is_ascii_alphabetic())).count();
    let is_month = length >= 3 && MONTHS.iter().any(|month| month.get(..length).is_some_and(|start| text.says(at, start)));
    is_month.then_some((Part::Month, at + length))
}

/// Where the next part starts, past spaces, `/`, `-`, `.`, `,` and "of".
fn after_separator(text: &impl Look, end: usize) -> Option<usize> {
    let mut i = end;
    while i - end < 8 {
        if text.says(i, b"of ") {
            i += 3;
        } else if matches!(text.at(i)?, b' ' | b'/' | b'-' | b'.' | b',' | b'\n' | b'#') {
            i += 1;
        } else {
            // "3May1980" has nothing between, and reads as a day all the same.
            break;
        }
    }
    Some(i)
}

#[cfg(test)]
mod tests {
    use super::super::plain::Plain;
    use super::*;

    #[test]
    fn every_word_is_looked_for_at_its_b() {
        for Word(word, its_b) in WORDS {
            let word = String::from_utf8_lossy(word);
            assert!(may_be_said(&Plain::of(&word), *its_b), "{word}");
        }
    }
}
