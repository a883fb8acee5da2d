//! Numbers that stand for a person: NHS, National Insurance, telephone.

use super::plain::Look;
use super::{Hit, Kind, is_word};

/// Most digits of a number of these kinds: `0044 (0)` and ten more.
const MOST_DIGITS: usize = 15;
/// Most groups they come in.
const MOST_GROUPS: usize = 7;
/// Most places between two groups: a line break and the indentation of the next line.
const WIDEST_GAP: usize = 80;

/// What starts at a digit or a plus.
pub fn look(text: &impl Look, at: usize) -> Option<Hit> {
    if !can_start(text, at) {
        return None;
    }
    let groups = Groups::of(text, at);
    national_insurance(text, at, &groups).or_else(|| nhs(text, at, &groups)).or_else(|| phone(text, at, &groups))
}

/// Whether a number can begin with as many digits as stand here. Most digits of a file are in days, and need no closer look.
fn can_start(text: &impl Look, at: usize) -> bool {
    let digits = (0..=MOST_DIGITS).take_while(|i| text.at(at + i).is_some_and(|b| b.is_ascii_digit())).count();
    match (text.at(at), digits) {
        // A month or a day, which has neither the letters of a National Insurance number before it nor is it `00 44`.
        (Some(b'0'), 2) => text.at(at + 1) == Some(b'0') || follows_letter(text, at),
        (_, 2) => follows_letter(text, at),
        (Some(b'0' | b'+'), _) => true,
        _ => NHS_GROUPS.iter().chain(NI_GROUPS).any(|sizes| sizes.first() == Some(&digits)),
    }
}

/// Whether a letter stands before this, or before the one mark that parts them.
fn follows_letter(text: &impl Look, at: usize) -> bool {
    let parted = matches!(text.before(at), Some(b' ' | b'-' | b'.'));
    let letter = at.checked_sub(if parted { 2 } else { 1 }).and_then(|i| text.at(i));
    letter.is_some_and(|b| b.is_ascii_alphabetic())
}

/// Digits in groups, parted by a little punctuation or a line break. They are looked for at every number of a file, so nothing
/// is put on the heap for them.
struct Groups {
    digits: [u8; MOST_DIGITS],
    count: usize,
    /// Of each group: how many digits there are up to its end, and where that is.
    ends: [(usize, usize); MOST_GROUPS],
    used: usize,
}

impl Groups {
    fn of(text: &impl Look, at: usize) -> Self {
        let mut groups = Self { digits: [0; MOST_DIGITS], count: 0, ends: [(0, 0); MOST_GROUPS], used: 0 };
        let mut i = if text.at(at) == Some(b'+') { at + 1 } else { at };
        while let Some(end) = groups.ends.get_mut(groups.used) {
            while let Some(digit) = text.at(i).filter(u8::is_ascii_digit) {
                // A group longer than any number: what came before it may still be one.
                let Some(place) = groups.digits.get_mut(groups.count) else { return groups };
                *place = digit - b'0';
                groups.count += 1;
                i += 1;
            }
            *end = (groups.count, i);
            groups.used += 1;
            match after_gap(text, i) {
                Some(next) => i = next,
                None => break,
            }
        }
        groups
    }

    fn digits(&self) -> &[u8] {
        &self.digits[..self.count]
    }

    fn ends(&self) -> &[(usize, usize)] {
        &self.ends[..self.used]
    }

    /// Whether the first groups have these sizes; then where the last of them ends.
    fn end_of(&self, sizes: &[usize]) -> Option<usize> {
        let mut sum = 0;
        for (size, (digits, _)) in sizes.iter().zip(self.ends()) {
            sum += size;
            if *digits != sum {
                return None;
            }
        }
        self.ends().get(sizes.len().checked_sub(1)?).map(|(_, end)| *end)
    }
}

/// The next digit after a gap: up to three of space, hyphen, full stop and brackets, or one line break with its indentation.
fn after_gap(text: &impl Look, end: usize) -> Option<usize> {
    let mut i = end;
    let mut marks = 0;
    let mut line_break = false;
    while i - end < WIDEST_GAP {
        match text.at(i)? {
            b'0'..=b'9' => return (i > end).then_some(i),
            b'\n' if !line_break => line_break = true,
            b' ' | b'\t' | b'\r' | b'#' | b'\\' if line_break => {}
            b'\r' | b'\\' if marks < 3 => {}
            b' ' | b'-' | b'.' | b'(' | b')' if !line_break && marks < 3 => marks += 1,
            _ => return None,
        }
        i += 1;
    }
    None
}

/// Whether a number goes on after its last digit: as a word, or as a longer or decimal number.
fn goes_on(text: &impl Look, end: usize) -> bool {
    let next = text.at(end);
    let joins = next.is_some_and(|b| b.is_ascii_alphanumeric() || b == super::plain::LETTER);
    joins || (next == Some(b'.') && text.at(end + 1).is_some_and(|b| b.is_ascii_digit()))
}

/// How the six digits of a National Insurance number are written.
const NI_GROUPS: &[&[usize]] = &[&[6], &[2, 2, 2]];
/// How NHS numbers are written.
const NHS_GROUPS: &[&[usize]] = &[&[10], &[3, 3, 4], &[3, 7], &[6, 4]];

fn nhs(text: &impl Look, at: usize, groups: &Groups) -> Option<Hit> {
    let end = NHS_GROUPS.iter().find_map(|sizes| groups.end_of(sizes))?;
    let before = text.before(at);
    let in_a_word = before.is_some_and(|b| b.is_ascii_alphabetic() || b == super::plain::LETTER);
    let labelled = at >= 3 && text.says(at - 3, b"nhs");
    let in_a_number = before == Some(b'.') && at >= 2 && text.before(at - 1).is_some_and(|b| b.is_ascii_digit());
    let starts = text.at(at) != Some(b'+') && (!in_a_word || labelled) && before != Some(b'$') && !in_a_number;
    let digits = groups.digits().get(..10)?;
    (starts && !goes_on(text, end) && is_nhs_number(digits)).then_some(Hit { kind: Kind::NhsNumber, start: at, end })
}

/// Modulus 11 over the first nine digits, weights 10 to 2; the tenth is what is missing to 11.
fn is_nhs_number(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().take(9).zip((2..=10).rev()).map(|(d, weight)| u32::from(*d) * weight).sum();
    let all_alike = digits.windows(2).all(|pair| pair.first() == pair.last());
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    !all_alike && digits.get(9).is_some_and(|d| u32::from(*d) == check)
}

fn phone(text: &impl Look, at: usize, groups: &Groups) -> Option<Hit> {
    let plus = text.at(at) == Some(b'+');
    let before = text.before(at);
    let in_a_number = before == Some(b'.') && at >= 2 && text.before(at - 1).is_some_and(|b| b.is_ascii_digit());
    if is_word(before) || matches!(before, Some(b'-' | b'/' | b'=' | b'$')) || in_a_number {
        return None;
    }
    // The longest that is a number: what stands after it may be a year or an extension.
    groups.ends().iter().rev().find_map(|(count, end)| {
        let digits = groups.digits().get(..*count)?;
        let national = match digits {
            [4, 4, 0, rest @ ..] | [4, 4, rest @ ..] if plus => rest,
            [0, 0, 4, 4, 0, rest @ ..] | [0, 0, 4, 4, rest @ ..] => rest,
            // `01 02 2026 123` is no number: the code comes whole, with three digits or more.
            [0, rest @ ..] if !plus && groups.ends().first().is_some_and(|(first, _)| *first >= 3) => rest,
            _ => return None,
        };
        // After the 0 an area's number starts with 1 or 2 and a mobile with 7. Others are an organisation's: helplines (800,
        // 808), services (3), VoIP and premium rates.
        let length = national.len() == 10 || (national.len() == 9 && national.first() == Some(&1));
        let is_phone = length && matches!(national.first(), Some(1 | 2 | 7)) && !goes_on(text, *end);
        is_phone.then_some(Hit { kind: Kind::Phone, start: at, end: *end })
    })
}

/// `QQ 12 34 56 C`: two letters before the first digit, one after six.
fn national_insurance(text: &impl Look, at: usize, groups: &Groups) -> Option<Hit> {
    let end = NI_GROUPS.iter().find_map(|sizes| groups.end_of(sizes))?;
    let parted = matches!(text.before(at), Some(b' ' | b'-' | b'.'));
    let start = at.checked_sub(if parted { 3 } else { 2 })?;
    let (first, second) = (text.at(start)?, text.at(start + 1)?);
    let spaced = matches!(text.at(end), Some(b' ' | b'-' | b'.'));
    let last = if spaced { end + 1 } else { end };
    let suffix = text.at(last)?;
    let letters = [first, second, suffix];
    // In small letters only when written in one: "in 12 34 56 a day" is a sentence.
    let compact = !parted && !spaced && end - at == 6;
    let alike = letters.iter().all(u8::is_ascii_uppercase) || (compact && letters.iter().all(u8::is_ascii_lowercase));
    let prefix = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    let is_one = alike
        && is_prefix(prefix)
        && matches!(suffix.to_ascii_uppercase(), b'A'..=b'D')
        && !is_word(text.before(start))
        && !is_word(text.at(last + 1));
    is_one.then_some(Hit { kind: Kind::NationalInsurance, start, end: last + 1 })
}

/// D, F, I, Q, U and V are never used, nor O in second place, nor some pairs that stand for others.
fn is_prefix(prefix: [u8; 2]) -> bool {
    let used = prefix.iter().all(|letter| letter.is_ascii_uppercase() && !b"DFIQUV".contains(letter));
    used && prefix[1] != b'O' && ![*b"BG", *b"GB", *b"KN", *b"NK", *b"NT", *b"TN", *b"ZZ"].contains(&prefix)
}
