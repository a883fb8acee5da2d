//! Numbers that stand for a person: NHS, National Insurance, telephone.

use super::plain::{DASH, LETTER, Look};
use super::{Hit, Kind, is_letter_or_digit};

/// Most digits of a number of these kinds: `0044 (0)` and ten more.
const MOST_DIGITS: usize = 15;
/// Digits of an NHS number.
const NHS_DIGITS: usize = 10;
/// Digits of a mobile's number after the country's without its plus: `447700900123`.
const COUNTRY_AND_MOBILE: usize = 12;
/// Most groups they come in: an NHS number as forms have it, a digit a box.
const MOST_GROUPS: usize = NHS_DIGITS;
/// Most places between two groups: a line break and the indentation of the next line.
const WIDEST_GAP: usize = 80;

/// What starts at a digit or a plus.
pub fn look(text: &impl Look, at: usize) -> Option<Hit> {
    if !can_start(text, at) {
        return None;
    }
    let groups = Groups::of(text, at);
    national_insurance(text, at, &groups)
        .or_else(|| national_insurance_by_name(text, at))
        .or_else(|| nhs(text, at, &groups))
        .or_else(|| phone(text, at, &groups))
}

/// How files write a day; 0 stands for a digit, the first of which is not 0.
pub const DAY: &[u8] = b"0000-00-00";

/// Whether a day stands here, in which no number of these kinds can start: none has four digits first, and letters or a space would
/// have to stand before two. Most digits of a file are in days.
pub fn is_day(text: &impl Look, at: usize) -> bool {
    let is_like =
        |(i, like): (usize, &u8)| text.at(at + i).is_some_and(|b| if *like == b'0' { b.is_ascii_digit() } else { b == *like });
    text.at(at).is_some_and(|b| matches!(b, b'1'..=b'9'))
        && DAY.iter().enumerate().all(is_like)
        && !text.at(at + DAY.len()).is_some_and(|b| b.is_ascii_digit())
}

/// Whether a number can begin with as many digits as stand here.
fn can_start(text: &impl Look, at: usize) -> bool {
    let digits = (0..=MOST_DIGITS).take_while(|i| text.at(at + i).is_some_and(|b| b.is_ascii_digit())).count();
    match (text.at(at), digits) {
        (Some(b'0' | b'+'), _) => true,
        (Some(b'4'), COUNTRY_AND_MOBILE) => true,
        _ => FIRST_GROUPS >> digits & 1 == 1 || after_gap(text, at + digits).is_some(),
    }
}

/// How many marks, two at most, part what stands here from what stands before.
fn marks_before(text: &impl Look, at: usize) -> usize {
    (1..=2).take_while(|n| at.checked_sub(*n).and_then(|i| text.at(i)).is_some_and(is_mark)).count()
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'-' | DASH | b'_' | b'.')
}

/// `07 700 900 123`: a month or a day has no three digits after a space.
fn is_split_mobile(text: &impl Look, at: usize) -> bool {
    text.at(at + 1) == Some(b'7')
        && text.at(at + 2) == Some(b' ')
        && (3..6).all(|i| text.at(at + i).is_some_and(|b| b.is_ascii_digit()))
}

/// Digits in groups, parted by a little punctuation or a line break. They are looked for at every number of a file, so nothing
/// is put on the heap for them.
struct Groups {
    digits: [u8; MOST_DIGITS],
    count: usize,
    /// Of each group: how many digits there are up to its end, and where that is.
    ends: [(usize, usize); MOST_GROUPS],
    used: usize,
    /// Groups before the first stroke between two. Only telephone numbers have one: with others it is a list.
    before_stroke: usize,
}

impl Groups {
    fn of(text: &impl Look, at: usize) -> Self {
        let mut groups =
            Self { digits: [0; MOST_DIGITS], count: 0, ends: [(0, 0); MOST_GROUPS], used: 0, before_stroke: MOST_GROUPS };
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
                // `07700/900123`, and not the day `01/02`.
                None if groups.ends[0].0 >= 3 && is_stroke_between_digits(text, i) => {
                    groups.before_stroke = groups.before_stroke.min(groups.used);
                    i += 1;
                }
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

    /// Whether there are ten digits in all, in whatever groups but years; then where the last of them ends.
    fn end_of_ten(&self) -> Option<usize> {
        let (digits, end) = *self.ends().last()?;
        let starts = std::iter::once(0).chain(self.ends().iter().map(|(digits, _)| *digits));
        let mut groups = starts.zip(self.ends()).filter_map(|(from, (to, _))| self.digits.get(from..*to));
        let has_year = groups.any(|group| matches!(group, [1, 9, _, _] | [2, 0, _, _]));
        (digits == NHS_DIGITS && !has_year).then_some(end)
    }

    /// Whether the first groups have these sizes; then where the last of them ends.
    fn end_of(&self, sizes: &[usize]) -> Option<usize> {
        if sizes.len() > self.before_stroke {
            return None;
        }
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

/// The next digit after a gap: up to three of space, hyphen, underscore, full stop and brackets, or one line break with its indentation.
fn after_gap(text: &impl Look, end: usize) -> Option<usize> {
    let mut i = end;
    let mut marks = 0;
    let mut line_break = false;
    while i - end < WIDEST_GAP {
        match text.at(i)? {
            b'0'..=b'9' => return (i > end).then_some(i),
            b'\n' if !line_break => line_break = true,
            b' ' | b'\t' | b'#' if line_break => {}
            b'\r' | b'\\' => {}
            b' ' | b'\t' | b'-' | DASH | b'_' | b'.' | b'(' | b')' if !line_break && marks < 3 => marks += 1,
            b'%' if !line_break && marks < 3 && text.says(i, b"%20") => {
                marks += 1;
                i += 2;
            }
            _ => return None,
        }
        i += 1;
    }
    None
}

fn is_stroke_between_digits(text: &impl Look, at: usize) -> bool {
    text.at(at) == Some(b'/') && text.at(at + 1).is_some_and(|b| b.is_ascii_digit())
}

/// Whether a number goes on after its last digit: as a word, or as a longer or decimal number.
fn goes_on(text: &impl Look, end: usize) -> bool {
    let next = text.at(end);
    is_letter_or_digit(next) || (next == Some(b'.') && text.at(end + 1).is_some_and(|b| b.is_ascii_digit()))
}

/// How the six digits of a National Insurance number are written.
const NI_GROUPS: &[&[usize]] = &[&[6], &[2, 2, 2], &[3, 3]];
/// How NHS numbers are written.
const NHS_GROUPS: &[&[usize]] = &[&[10], &[3, 3, 4], &[3, 7], &[6, 4]];

/// A bit for each size that the first group of one of these has.
const FIRST_GROUPS: u32 = first_groups(NHS_GROUPS) | first_groups(NI_GROUPS);

const fn first_groups(written: &[&[usize]]) -> u32 {
    match written {
        [[first, ..], rest @ ..] => 1 << *first | first_groups(rest),
        _ => 0,
    }
}

fn nhs(text: &impl Look, at: usize, groups: &Groups) -> Option<Hit> {
    let sizes = NHS_GROUPS.iter().find(|sizes| groups.end_of(sizes).is_some());
    let end = match sizes {
        Some(sizes) => groups.end_of(sizes)?,
        None => groups.end_of_ten().filter(|_| is_labelled(text, at))?,
    };
    let before = text.before(at);
    let in_a_word = before.is_some_and(|b| b.is_ascii_alphabetic() || b == LETTER);
    let in_a_number = before == Some(b'.') && is_digit_before_mark(text, at);
    let starts = text.at(at) != Some(b'+') && (!in_a_word || is_glued_to_label(text, at)) && before != Some(b'$') && !in_a_number;
    let digits = groups.digits().get(..NHS_DIGITS)?;
    // A spreadsheet makes a figure of it, `9434765919.0`.
    let is_figure = text.says(end, b".0") && !is_letter_or_digit(text.at(end + 2));
    let is_one = starts && (!goes_on(text, end) || is_figure) && is_nhs_number(digits);
    // Of ten digits every eleventh passes the check. In a row, orders, invoices and cost centres have them too; in other groups
    // than people write, days and figures; in the usual groups, calls by video.
    let may_be_other = |sizes: &&[usize]| (sizes.len() == 1 || is_of_a_call(text, at)) && !is_labelled(text, at);
    let is_doubtful = sizes.is_none_or(may_be_other);
    is_one.then_some(Hit { is_doubtful, ..Hit::new(Kind::NhsNumber, at, end) })
}

/// How far before a number is looked for what it is.
const LABEL_REACH: usize = 24;
/// What "NHS" is followed by where it is the patient's number: most other things that bear that name have numbers of their own.
const NUMBER: &[&[u8]] = &[b"number", b"numbers", b"num", b"nums", b"no", b"nos", b"nr", b"id"];

/// Whether it is said of a number that it is a patient's, in words of their own: neither `outpatient` nor `nhs.uk` says so.
fn is_labelled(text: &impl Look, at: usize) -> bool {
    let is_said = |i: usize| {
        (text.says(i, b"patient")
            && [&b""[..], b"s", b"'s"].iter().any(|s| text.says(i + 7, s) && ends_word(text, i + 7 + s.len())))
            || (text.says(i, b"nhs") && is_label_of_number(text, i + 3, at))
    };
    (at.saturating_sub(LABEL_REACH)..at).any(|i| !is_letter_or_digit(text.before(i)) && is_said(i))
}

/// Whether nothing but "number" or the like stands between "NHS" and the number, or with other words behind it.
fn is_label_of_number(text: &impl Look, from: usize, at: usize) -> bool {
    let Some(next) = (from..=at).find(|i| *i == at || is_letter_or_digit(text.at(*i))) else { return false };
    next == at || NUMBER.iter().any(|word| text.says(next, word) && ends_word(text, next + word.len()))
}

/// Whether no word goes on here, but for one that a capital letter begins: `patientNo`.
fn ends_word(text: &impl Look, at: usize) -> bool {
    !text.at(at).is_some_and(|b| b == LETTER || b.is_ascii_lowercase() || (b.is_ascii_uppercase() && is_capital_before(text, at)))
}

fn is_capital_before(text: &impl Look, at: usize) -> bool {
    text.before(at).is_some_and(|b| b.is_ascii_uppercase())
}

/// What is said of the number of a call by video, which has the digits and groups of an NHS number.
const CALLS: &[&[u8]] = &[b"meeting id", b"webinar id", b"conference id", b"zoom"];

fn is_of_a_call(text: &impl Look, at: usize) -> bool {
    (at.saturating_sub(LABEL_REACH)..at).any(|i| CALLS.iter().any(|call| text.says(i, call)))
}

/// `NHS9434765919`, `NHSNumber9434765919`, `patient9434765919`. After any other letters it is a reference.
fn is_glued_to_label(text: &impl Look, at: usize) -> bool {
    let ends_in = |word: &[u8]| at.checked_sub(word.len()).is_some_and(|start| text.says(start, word));
    ends_in(b"nhs") || ends_in(b"patient") || ends_in(b"nhsno") || ends_in(b"nhsnumber")
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
    let in_a_number = before == Some(b'.') && is_digit_before_mark(text, at);
    // `jane_smith_07700_900_123.yaml` is one, and the reference `INC_07700900123` is none.
    let least_groups = if matches!(before, Some(b'_' | b'-')) { 2 } else { 1 };
    if is_letter_or_digit(before) || matches!(before, Some(b'/' | b'=' | b'$')) || in_a_number {
        return None;
    }
    let (first_group, first_end) = groups.ends().first().copied()?;
    // `Tel-07700 900 123` is one; the reference `INC-07700-900-123` is none, nor the month and number `2026-07 700 900 123`.
    let is_joined = match before {
        Some(b'-') => text.at(first_end) != Some(b' ') || is_digit_before_mark(text, at),
        Some(DASH) => is_digit_before_mark(text, at),
        _ => false,
    };
    if is_joined {
        return None;
    }
    let is_whole_code = first_group >= 3;
    // The longest that is a number: what stands after it may be a year or an extension.
    groups.ends().iter().skip(least_groups - 1).rev().find_map(|(count, end)| {
        let digits = groups.digits().get(..*count)?;
        let national = match digits {
            [4, 4, 0, rest @ ..] | [4, 4, rest @ ..] if plus => rest,
            [0, 0, 4, 4, 0, rest @ ..] | [0, 0, 4, 4, rest @ ..] => rest,
            [4, 4, rest @ ..] if rest.first() == Some(&7) && first_group == COUNTRY_AND_MOBILE => rest,
            // `01 02 2026 123` is no number: the code comes whole, with three digits or more.
            [0, rest @ ..] if !plus && (is_whole_code || is_split_mobile(text, at)) => rest,
            _ => return None,
        };
        // After the 0 an area's number starts with 1 or 2 and a mobile with 7. Others are an organisation's: helplines (800,
        // 808), services (3), VoIP and premium rates.
        let length = national.len() == 10 || (national.len() == 9 && national.first() == Some(&1));
        let ends = !goes_on(text, *end) || is_extension(text, *end);
        let is_phone = length && matches!(national.first(), Some(1 | 2 | 7)) && ends;
        is_phone.then_some(Hit::new(Kind::Phone, at, *end))
    })
}

fn is_digit_before_mark(text: &impl Look, at: usize) -> bool {
    at >= 2 && text.before(at - 1).is_some_and(|b| b.is_ascii_digit())
}

/// `x123` or `ext123` behind a telephone number.
fn is_extension(text: &impl Look, at: usize) -> bool {
    text.says(at, b"ext") || (text.says(at, b"x") && text.at(at + 1).is_some_and(|b| b.is_ascii_digit() || b == b' '))
}

/// `QQ 12 34 56 C`: two letters before the first digit, one after six.
fn national_insurance(text: &impl Look, at: usize, groups: &Groups) -> Option<Hit> {
    let sizes = NI_GROUPS.iter().find(|sizes| groups.end_of(sizes).is_some())?;
    let end = groups.end_of(sizes)?;
    let before = marks_before(text, at);
    let start = at.checked_sub(before + 2)?;
    let (first, second) = (text.at(start)?, text.at(start + 1)?);
    let after = (0..2).take_while(|i| text.at(end + i).is_some_and(is_mark)).count();
    let last = end + after;
    let letters = [first, second, text.at(last)?];
    let prefix = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    let in_one = before == 0 && after == 0 && end - at == 6;
    // In small letters only in one, or in all its groups: "at 123456 b" and "at 12 34 56 a day" are parts of sentences.
    let in_all_groups = before > 0 && after > 0 && sizes.len() == 3 && !WORDS.contains(&prefix);
    let alike =
        letters.iter().all(u8::is_ascii_uppercase) || ((in_one || in_all_groups) && letters.iter().all(u8::is_ascii_lowercase));
    // "HM" before a number is His Majesty's.
    let of_the_crown = prefix == *b"HM" && before > 0 && sizes.len() == 1;
    let is_one = alike && !of_the_crown && has_letters_of_national_insurance(text, start, last);
    is_one.then_some(Hit::new(Kind::NationalInsurance, start, last + 1))
}

/// Whether the letters at a place and at its end can be those of a National Insurance number, and no others stand around.
fn has_letters_of_national_insurance(text: &impl Look, start: usize, last: usize) -> bool {
    let letter = |at: usize| text.at(at).map_or(0, |b| b.to_ascii_uppercase());
    is_prefix([letter(start), letter(start + 1)])
        && matches!(letter(last), b'A'..=b'D')
        && !is_letter_or_digit(text.before(start))
        && !is_letter_or_digit(text.at(last + 1))
}

/// The same behind what says that it is one, in whatever letters and groups: `NI no: ab 12 3456 C`, `NINO AB/12/34/56/C`.
fn national_insurance_by_name(text: &impl Look, at: usize) -> Option<Hit> {
    let is_between = |at: usize| text.at(at).is_some_and(|b| is_mark(b) || b == b'/');
    let past_marks = |at: usize| at + (at..at + 2).take_while(|i| is_between(*i)).count();
    let before = (1..=2).take_while(|n| at.checked_sub(*n).is_some_and(is_between)).count();
    let start = at.checked_sub(before + 2)?;
    text.at(start + 1).filter(u8::is_ascii_alphabetic)?;
    let mut end = at;
    for digit in 0..6 {
        end = if digit == 0 { end } else { past_marks(end) };
        text.at(end).filter(u8::is_ascii_digit)?;
        end += 1;
    }
    let last = past_marks(end);
    let is_word = before > 0 && WORDS.iter().any(|word| text.says(start, &word.map(|b| b.to_ascii_lowercase())));
    let is_one = has_letters_of_national_insurance(text, start, last) && !is_word && is_named_national_insurance(text, start);
    is_one.then_some(Hit::new(Kind::NationalInsurance, start, last + 1))
}

/// What says that a National Insurance number follows.
const NATIONAL_INSURANCE: &[&[u8]] = &[b"ni", b"nino", b"nin", b"national insurance", b"national_insurance"];
/// How far before the number that may start.
const NATIONAL_INSURANCE_REACH: usize = 36;

fn is_named_national_insurance(text: &impl Look, at: usize) -> bool {
    let is_named = |i: usize| {
        let is_own = |name: &&&[u8]| text.says(i, name) && !is_letter_or_digit(text.at(i + name.len()));
        !is_letter_or_digit(text.before(i)) && NATIONAL_INSURANCE.iter().any(|name| is_own(&name))
    };
    (at.saturating_sub(NATIONAL_INSURANCE_REACH)..at).any(is_named)
}

/// Words of two letters that could start a number.
const WORDS: &[[u8; 2]] = &[
    *b"AM", *b"AN", *b"AS", *b"AT", *b"BE", *b"BY", *b"HE", *b"ME", *b"MR", *b"MS", *b"MY", *b"OR", *b"PM", *b"RE", *b"WE",
    *b"ON",
];

/// D, F, I, Q, U and V are never used, nor O in second place, nor some pairs that stand for others.
fn is_prefix(prefix: [u8; 2]) -> bool {
    let used = prefix.iter().all(|letter| letter.is_ascii_uppercase() && !b"DFIQUV".contains(letter));
    used && prefix[1] != b'O' && ![*b"BG", *b"GB", *b"KN", *b"NK", *b"NT", *b"TN", *b"ZZ"].contains(&prefix)
}
