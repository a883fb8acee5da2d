//! Days said to be of birth: a word on birth, then a day close by.

use super::plain::{DASH, LETTER, Look};
use super::{Hit, Kind, is_letter_or_digit};

/// How far after the word the day may start, or before it end.
const REACH: usize = 40;
/// Most places between the words of "date of birth": one or two marks, or a line break with its indentation.
const WIDEST_GAP: usize = 24;
/// The tool's standard is of this year: what a file tells of happened then or later, and so did what was "born" of it.
const FIRST_YEAR: u32 = 2020;
/// What a field gives a day for is of this year or later: no older document is still in use.
const FIRST_YEAR_OF_FIELDS: u32 = 2000;

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

/// A day beside a word on birth whose first `b` stands here: few other words have one.
pub fn look(text: &impl Look, at: usize) -> Option<Hit> {
    if !may_be_said(text, at) {
        return None;
    }
    let word = Word::at(text, at)?;
    let after = (word.end..word.end + REACH)
        .filter(|i| text.at(*i).is_some_and(|b| b.is_ascii_alphanumeric()))
        .filter(|i| *i == word.end || !is_letter_or_digit(text.before(*i)));
    let found = after.into_iter().find_map(|i| day(text, i).map(|(end, year)| (i, end, year)));
    let found = found.filter(|(start, end, year)| *year < FIRST_YEAR_OF_FIELDS || !is_of_a_field(text, *start, *end));
    // "14/02/1961 (DOB)": only a word that says nothing else can stand behind its day.
    let found = found.or_else(|| if word.may_be_of_a_thing { None } else { day_before(text, word.start) });
    let (start, end, year) = found?;
    let is_recent = year >= FIRST_YEAR;
    let of_whom = if word.may_be_of_a_thing && is_recent { Some(of_whom(text, word.start)?) } else { None };
    // "DOB unknown, admitted 14 May 2026", "the standard was born on 15 December 2020".
    let (is_of_another, has_words) = (of_whom.is_some_and(|of| of != Of::Someone), is_recent && has_words(text, word.end, start));
    if has_words && (of_whom == Some(Of::SomeoneByNameOrMany) || (of_whom.is_some() && is_born_of(text, word.end))) {
        return None;
    }
    let is_doubtful = is_of_another || has_words;
    Some(Hit { is_doubtful, ..Hit::new(Kind::BirthDate, start, end) })
}

/// Whether words stand between a word on birth and its day that may be about another.
fn has_words(text: &impl Look, from: usize, to: usize) -> bool {
    let letters: Vec<u8> = (from..to).filter_map(|i| text.at(i)).filter(u8::is_ascii_alphabetic).collect();
    !JOINS.iter().any(|join| letters.eq_ignore_ascii_case(join))
}

/// "The patient, born of the review of 3 May 2026"
fn is_born_of(text: &impl Look, at: usize) -> bool {
    text.says(at, b" of ") || text.says(at, b" out of ")
}

/// What may stand between and says nothing else.
const JOINS: &[&[u8]] = &[b"", b"on", b"is", b"was", b"ison", b"wason"];

/// A word on birth.
struct Word {
    start: usize,
    end: usize,
    /// A group, a policy and a leave have birthdays as well.
    may_be_of_a_thing: bool,
}

impl Word {
    /// The word whose first `b` stands here.
    fn at(text: &impl Look, at: usize) -> Option<Self> {
        let word = Self::of_birth(text, at).or_else(|| Self::dob(text, at)).or_else(|| Self::born(text, at))?;
        let starts = !is_letter_or_digit(text.before(word.start)) || is_hump(text, word.start);
        let ends = !text.at(word.end).is_some_and(|b| b.is_ascii_alphabetic());
        (starts && ends).then_some(word)
    }

    /// "date of birth", "dates of birth", "birth date", "birthdate", "birthday", however they are parted.
    fn of_birth(text: &impl Look, at: usize) -> Option<Self> {
        if !text.says(at, b"birth") {
            return None;
        }
        let end = at + 5;
        let date = word_before(text, at, b"of")
            .and_then(|of| word_before(text, of, b"dates").or_else(|| word_before(text, of, b"date")));
        if let Some(start) = date {
            return Some(Self { start, end, may_be_of_a_thing: false });
        }
        if text.says(end, b"day") {
            return Some(Self { start: at, end: end + 3, may_be_of_a_thing: true });
        }
        let next = (end..end + WIDEST_GAP).find(|i| !text.at(*i).is_some_and(is_gap))?;
        text.says(next, b"date").then_some(Self { start: at, end: next + 4, may_be_of_a_thing: false })
    }

    /// "DOB", "DOBs", "D.O.B.", "D/O/B"
    fn dob(text: &impl Look, at: usize) -> Option<Self> {
        let starts = [(&b"dob"[..], 2), (b"d.o.b", 4), (b"d/o/b", 4)];
        let start = starts.iter().find_map(|(word, before)| at.checked_sub(*before).filter(|start| text.says(*start, word)))?;
        let end = if text.says(at + 1, b"s") { at + 2 } else { at + 1 };
        Some(Self { start, end, may_be_of_a_thing: false })
    }

    fn born(text: &impl Look, at: usize) -> Option<Self> {
        text.says(at, b"born").then_some(Self { start: at, end: at + 4, may_be_of_a_thing: true })
    }
}

/// Where a word starts that stands before a place, past what parts them.
fn word_before(text: &impl Look, at: usize, word: &[u8]) -> Option<usize> {
    back(text, at, WIDEST_GAP, is_gap).checked_sub(word.len()).filter(|start| text.says(*start, word))
}

const fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'#' | b'-' | DASH | b'_')
}

/// Whether a capital letter starts a word within another: `patientDateOfBirth`.
fn is_hump(text: &impl Look, at: usize) -> bool {
    text.at(at).is_some_and(|b| b.is_ascii_uppercase()) && text.before(at).is_some_and(|b| b.is_ascii_lowercase())
}

/// The day that ends just before a word, with nothing but a bracket or the like between.
fn day_before(text: &impl Look, word: usize) -> Option<(usize, usize, u32)> {
    let is_mark = |b: u8| matches!(b, b' ' | b'(' | b'[' | b',' | b'-' | DASH | b'_' | b':');
    let end = back(text, word, 4, is_mark);
    let mut starts = (end.saturating_sub(REACH)..end).filter(|i| !is_letter_or_digit(text.before(*i)));
    starts.find_map(|start| day(text, start).filter(|(at, _)| *at == end).map(|(_, year)| (start, end, year)))
}

/// Fields of the format that hold a day.
const DAYS: &[&[u8]] =
    &[b"as_of", b"assessed", b"dated", b"due", b"from", b"meeting", b"on", b"opened", b"review_by", b"submitted", b"to"];

/// Whether a day is all that such a field says, as below a title that ends in "DOB". Between commas it may stand in a sentence, and
/// has to be written as files have it.
fn is_of_a_field(text: &impl Look, start: usize, end: usize) -> bool {
    let is_space = |b: u8| matches!(b, b' ' | b'\t');
    let is_quote = |b: u8| matches!(b, b'"' | b'\'');
    let colon = back(text, back(text, start, 1, is_quote), REACH, is_space);
    if text.before(colon) != Some(b':') {
        return false;
    }
    let name_end = back(text, colon - 1, 1, is_quote);
    let starts = |name: &&[u8]| {
        name_end.checked_sub(name.len()).filter(|at| text.says(*at, name) && !text.before(*at).is_some_and(is_of_a_name))
    };
    let Some(name) = DAYS.iter().find_map(starts) else { return false };
    let mut after = end + usize::from(text.at(end).is_some_and(is_quote));
    while after - end < REACH && text.at(after).is_some_and(is_space) {
        after += 1;
    }
    match (text.before(back(text, back(text, name, 1, is_quote), REACH, |b| is_space(b) || b == b'-')), text.at(after)) {
        (None | Some(b'\n'), next) => matches!(next, None | Some(b'\r' | b'\n' | b'#' | b',' | b'}')),
        (Some(b'{' | b','), Some(b',' | b'}')) => super::number::is_day(text, start),
        _ => false,
    }
}

const fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | LETTER)
}

/// Where such bytes start that end at a place.
fn back(text: &impl Look, at: usize, most: usize, is: impl Fn(u8) -> bool) -> usize {
    at - (1..=most).take_while(|n| at.checked_sub(*n).and_then(|i| text.at(i)).is_some_and(&is)).count()
}

/// Whose birth it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Someone,
    /// Somebody by a name, or several: only where the day follows, as "the children born after 1 September 2020" are nobody.
    SomeoneByNameOrMany,
    SomeoneOrAThing,
}

/// Words before "born" and "birthday" that say of whom.
const SOMEONE: &[&[u8]] = &[
    b"baby",
    b"boy",
    b"brother",
    b"child",
    b"daughter",
    b"girl",
    b"grandson",
    b"infant",
    b"patient",
    b"sister",
    b"son",
    b"toddler",
    b"twin",
    b"who",
];
/// Of several.
const MANY: &[&[u8]] = &[
    b"babies",
    b"boys",
    b"children",
    b"daughters",
    b"girls",
    b"infants",
    b"patients",
    b"sons",
    b"toddlers",
    b"triplets",
    b"twins",
];
/// Words before them that are said of things as well.
const ANYTHING: &[&[u8]] = &[b"was", b"were"];
/// What follows "baby", "child" and "patient" in the names of groups and papers, and in no name of a person.
const NO_NAMES: &[&[u8]] = &[
    b"act",
    b"board",
    b"care",
    b"committee",
    b"experience",
    b"flow",
    b"forum",
    b"friendly",
    b"group",
    b"health",
    b"initiative",
    b"loss",
    b"network",
    b"panel",
    b"plan",
    b"policy",
    b"programme",
    b"protection",
    b"safety",
    b"service",
    b"services",
    b"strategy",
    b"team",
    b"unit",
];
/// Most words of a name between: "his son Jack Smith, born".
const MOST_NAMES: usize = 2;
/// Longest word that is looked at.
const LONGEST_WORD: usize = 16;

fn of_whom(text: &impl Look, word: usize) -> Option<Of> {
    let mut at = word;
    for names in 0..=MOST_NAMES {
        // "The baby (born 14/02/2024)", "the patient, born 14/02/2024,"
        let end = back(text, at, WIDEST_GAP, |b| is_gap(b) || matches!(b, b',' | b'(' | b'['));
        let start = back(text, end, LONGEST_WORD, |b| b == LETTER || b.is_ascii_alphanumeric());
        let is = |said: &&[u8]| said.len() == end - start && text.says(start, said);
        if end == at || is_letter_or_digit(text.before(start)) {
            return None;
        }
        if SOMEONE.iter().any(is) {
            return Some(if names == 0 { Of::Someone } else { Of::SomeoneByNameOrMany });
        }
        if MANY.iter().any(is) {
            return Some(Of::SomeoneByNameOrMany);
        }
        if names == 0 && ANYTHING.iter().any(is) {
            return Some(Of::SomeoneOrAThing);
        }
        let is_name = text.at(start).is_some_and(|b| b.is_ascii_uppercase() || b == LETTER) && !NO_NAMES.iter().any(is);
        if !is_name {
            return None;
        }
        at = start;
    }
    None
}

/// Whether what stands beside a `b` leaves room for one of the words. There is a `b` in every other line of a file.
fn may_be_said(text: &impl Look, at: usize) -> bool {
    let beside = (text.before(at).map(|b| b.to_ascii_lowercase()), text.at(at + 1).map(|b| b.to_ascii_lowercase()));
    matches!(beside, (Some(b'o' | b'.' | b'/'), _) | (_, Some(b'i' | b'o')))
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

    const fn year(self) -> Option<u32> {
        match self {
            Self::Number { value, digits: 2 } => Some(whole_year(value)),
            Self::Number { value, .. } => Some(value),
            Self::Month => None,
        }
    }

    fn is_year(self) -> bool {
        matches!(self, Self::Number { digits: 2, .. } | Self::Number { value: 1900..=2099, digits: 4 })
    }
}

/// Where a day ends that starts here, and its year: `03/05/1980`, `1980-05-03`, `3rd of May 1980`, `May 3, 1980`, `030580`.
fn day(text: &impl Look, at: usize) -> Option<(usize, u32)> {
    let (first, mut end) = part(text, at)?;
    if let Part::Number { value, digits } = first
        && let Some(year) = day_in_one(value, digits)
    {
        return (!is_letter_or_digit(text.at(end))).then_some((end, year));
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
    let year = if year_first { one.year() } else { three.year() };
    // `1961-02-14T00:00:00Z`
    let ends =
        !is_letter_or_digit(text.at(end)) || (text.says(end, b"t") && text.at(end + 1).is_some_and(|b| b.is_ascii_digit()));
    ((day_first || month_first || year_first) && ends).then_some((end, year?))
}

/// The year that two digits stand for: one of this century up to its thirties, as most who were born before have four.
const fn whole_year(two: u32) -> u32 {
    if two < 40 { 2000 + two } else { 1900 + two }
}

/// The year of `030580`, `03051980` or `19800503`.
fn day_in_one(number: u32, digits: usize) -> Option<u32> {
    let is_day_and_month = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let is_year = |year: u32| (1900..2100).contains(&year);
    match digits {
        6 => is_day_and_month(number / 10_000, number / 100 % 100).then_some(whole_year(number % 100)),
        8 if is_day_and_month(number / 1_000_000, number / 10_000 % 100) && is_year(number % 10_000) => Some(number % 10_000),
        8 => (is_year(number / 10_000) && is_day_and_month(number % 100, number / 100 % 100)).then_some(number / 10_000),
        _ => None,
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

/// Where the next part starts, past spaces, `/`, dashes, `_`, `.`, `,` and "of".
fn after_separator(text: &impl Look, end: usize) -> Option<usize> {
    let mut i = end;
    while i - end < 8 {
        if text.says(i, b"of ") {
            i += 3;
        } else if matches!(text.at(i)?, b' ' | b'/' | b'-' | DASH | b'_' | b'.' | b',' | b'\'' | b'\n' | b'#') {
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
    use super::super::plain::{Plain, Unseen};
    use super::*;

    #[test]
    fn every_word_is_looked_for_at_its_b() {
        for word in ["date of birth", "DatesOfBirth", "birth_date", "birthday", "DOB", "dobs", "D.O.B.", "D/O/B", "born"] {
            let text = Plain::of(word, Unseen::Nothing);
            let at = word.to_ascii_lowercase().find('b').expect("a b");
            assert!(may_be_said(&text, at) && Word::at(&text, at).is_some(), "{word}");
        }
    }
}
