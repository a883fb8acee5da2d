//! Days: how people write them, how we read them back, how long things last.
//!
//! Files hold `2026-12-18`. People type `18/12/2026`, `18 Dec` or `in 3 months`, and are shown `18 December 2026`.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Longest text, in bytes, that is looked at for a day: `30th September, 2026`, with room.
const LONGEST_DAY: usize = 40;

/// The last year that files may hold.
const LAST_YEAR: i16 = 2999;

/// "18 December 2026", as British papers print it.
#[must_use]
pub fn long(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// The shape of a day in files, as a regular expression for other programs. Which months have how many days it can't say.
pub const PATTERN: &str = "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// Whether a text is written as files hold a day, be there such a day or not.
#[must_use]
pub fn is_written_as_in_files(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
}

/// A day exactly as files hold it: four digits, two, two.
///
/// # Errors
/// A clause that says what is wrong, to follow "is not a date:".
pub fn parse_iso(text: &str) -> Result<Date, &'static str> {
    if !is_written_as_in_files(text) {
        // Else a message would quote what looks right.
        let looks_plain = as_typed(text) == text;
        return Err(if looks_plain { "it is not written as year-month-day" } else { "it holds a dash or a hard space" });
    }
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<i16>().ok()).unwrap_or_default();
    date_of(number(0..4), number(5..7), number(8..10))
}

/// A text with the hyphens and spaces of a keyboard in place of what word processors make of them.
fn as_typed(text: &str) -> String {
    let typed = |c| match c {
        '\u{a0}' | '\u{202f}' | '\u{2007}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    };
    text.chars().map(typed).collect()
}

fn date_of(year: i16, month: i16, day: i16) -> Result<Date, &'static str> {
    if !(1..=12).contains(&month) {
        return Err("there is no such month");
    }
    if !(1900..=LAST_YEAR).contains(&year) {
        return Err("the year is not from 1900 to 2999");
    }
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err("there is no such day") };
    Date::new(year, month, day).map_err(|_| "that month has no such day")
}

/// Where a day without a year lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// It has happened: what a paper is dated.
    Past,
    /// It is to come: when something is due.
    Future,
}

/// A day as a person types it, read against today.
///
/// A day without a year is the next such day, or the last one for what has happened already, today included. `31 Feb` and
/// `in 3 months` from 30 November are never guessed into another month: the first is refused, the second is the last day of
/// February.
///
/// # Errors
/// A sentence that says what is wrong and what can be typed.
pub fn parse_typed(text: &str, today: Date, towards: Towards) -> Result<Date, String> {
    const HOW: &str = "Type a day as 2026-12-18, 18/12/2026, 18 Dec or in 3 months.";
    let text = as_typed(text.trim()).to_lowercase();
    let refuse = |why: &str| Err(format!("That is not a day, as {why}. {HOW}"));
    match text.as_str() {
        "today" => return Ok(today),
        "tomorrow" => return today.tomorrow().map_err(|_| HOW.to_owned()),
        "yesterday" => return today.yesterday().map_err(|_| HOW.to_owned()),
        _ => {}
    }
    if let Some(later) = text.strip_prefix("in ") {
        return parse_later(later, today).map_err(|()| format!("That is not a day. {HOW}"));
    }
    if text.len() >= 8 && text.as_bytes().get(4) == Some(&b'-') {
        return parse_iso(&text).or_else(refuse);
    }
    let parts: Vec<&str> = text.split([' ', '/', '.', '-', ',']).filter(|p| !p.is_empty()).collect();
    let (day, month, year) = match parts.as_slice() {
        [day, month] => (*day, *month, None),
        [day, month, year] => (*day, *month, Some(*year)),
        _ => return refuse("it has no day and month"),
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (Ok(day), Some(month)) = (day.parse::<i16>(), month_of(month)) else {
        return refuse("the day comes first, then the month");
    };
    match year.map(str::parse::<i16>) {
        Some(Ok(year)) => {
            let year = if (0..100).contains(&year) { 2000 + year } else { year };
            date_of(year, month, day).or_else(refuse)
        }
        Some(Err(_)) => refuse("the year is not a number"),
        None => {
            // 29 February may be years away; four more years always hold one.
            let step = if towards == Towards::Past { -1 } else { 1 };
            let fits = |d: &Date| if towards == Towards::Past { *d <= today } else { *d >= today };
            let nearest = (0..=8).filter_map(|n| date_of(today.year() + step * n, month, day).ok()).find(fits);
            nearest.map_or_else(|| refuse("that month has no such day"), Ok)
        }
    }
}

/// What a day written otherwise than files hold it can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// This day and no other.
    Only(Date),
    /// One of two: the day first, as in Britain, or the month first, as in America.
    Either(Date, Date),
}

/// How a day written with its year can be read: `18/12/2026`, `18th December 2026`, `December 18, 2026`, `2026-3-9`,
/// `2026/12/18`, `20261218`.
///
/// Nothing is assumed: a day without a year, or with two digits of one, may be many days, and `03/04/2026` is two.
#[must_use]
pub fn reading(text: &str) -> Option<Reading> {
    let text = as_typed(text.trim()).to_lowercase();
    // Spreadsheets write a day as its first moment.
    let text = MIDNIGHT.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(&text);
    let parts: Vec<&str> = text.split([' ', '/', '.', '-', ',']).filter(|p| !p.is_empty()).collect();
    if let [weekday, _, _, _] = parts.as_slice() {
        let rest = reading(text.get(weekday.len()..)?);
        return rest.filter(|day| matches!(day, Reading::Only(day) if is_weekday(weekday, *day)));
    }
    // Eight digits and nothing else, as ISO 8601 allows as well. Another order is not written that way.
    if text.len() == 8
        && let &[digits] = parts.as_slice()
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
        return date_of(number(0..4)?, number(4..6)?, number(6..8)?).ok().map(Reading::Only);
    }
    let &[first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str, most: usize| {
        let is_short = part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        is_short.then(|| part.parse::<i16>().ok()).flatten()
    };
    let year = |part: &str| number(part, 4).filter(|_| part.len() == 4);
    let name = |part: &str| if part.bytes().all(|b| b.is_ascii_alphabetic()) { month_of(part) } else { None };
    let nth = |part: &str| {
        let part = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
        number(part, 2)
    };
    let only = |year, month, day| date_of(year, month, day).ok().map(Reading::Only);
    let either = |a: Option<Date>, b: Option<Date>| match (a, b) {
        (Some(day), Some(month)) if day != month => Some(Reading::Either(day, month)),
        (day, month) => day.or(month).map(Reading::Only),
    };
    if let Some(year) = year(first) {
        let (a, b) = (number(second, 2)?, number(third, 2)?);
        let parted_by = |mark: char| text.matches(mark).count() == 2 && text.matches(['-', '/', '.', ' ', ',']).count() == 2;
        return if parted_by('-') {
            // With hyphens it is the file's own order.
            only(year, a, b)
        } else if parted_by('/') || parted_by('.') {
            either(date_of(year, a, b).ok(), date_of(year, b, a).ok())
        } else {
            None
        };
    }
    let year = year(third)?;
    if let Some(month) = name(second) {
        return only(year, month, nth(first)?);
    }
    if let Some(month) = name(first) {
        return only(year, month, nth(second)?);
    }
    let (a, b) = (number(first, 2)?, number(second, 2)?);
    either(date_of(year, b, a).ok(), date_of(year, a, b).ok())
}

/// How a day ends that was written with a time, and is that day's first moment.
const MIDNIGHT: &[&str] = &["t00:00:00.000z", "t00:00:00z", "t00:00:00", " 00:00:00", " 00:00"];

/// Whether a word is the name of the day of the week, in full or by three letters or more.
fn is_weekday(word: &str, day: Date) -> bool {
    let name = match day.weekday() {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    };
    word.len() >= 3 && name.starts_with(word)
}

/// Whether a text is written as a day with its year, in whatever order, and there is no such day: `31/11/2026`.
#[must_use]
pub fn is_none_of_the_calendar(text: &str) -> bool {
    let is_short_number = |part: &&str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    // With another number in it there would be one.
    let mut parts = text.split([' ', '/', '.', '-', ',']).filter(|part| !part.is_empty() && is_short_number(part));
    text.len() <= LONGEST_DAY && reading(text).is_none() && parts.any(|part| reading(&text.replacen(part, "1", 1)).is_some())
}

fn parse_later(text: &str, today: Date) -> Result<Date, ()> {
    let (number, unit) = text.split_once(' ').ok_or(())?;
    let number: i64 = match number {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "six" => 6,
        digits => digits.parse().map_err(|_| ())?,
    };
    if !(0..=1200).contains(&number) {
        return Err(());
    }
    let span = match unit.trim().trim_end_matches('s') {
        "day" => number.days(),
        "week" => number.weeks(),
        "month" => number.months(),
        "year" => number.years(),
        _ => return Err(()),
    };
    today.checked_add(span).ok().filter(|day| day.year() <= LAST_YEAR).ok_or(())
}

fn month_of(text: &str) -> Option<i16> {
    if let Ok(number) = text.parse::<i16>() {
        return Some(number);
    }
    if text.len() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|m| m.to_lowercase().starts_with(text))?;
    i16::try_from(at + 1).ok()
}

/// The day so many months later; the last day of a shorter month stands for a day it does not have.
#[must_use]
pub fn months_after(date: Date, months: u32) -> Date {
    date.checked_add(i64::from(months).months()).unwrap_or(Date::MAX)
}

/// Whether so many months after a day are over on another.
#[must_use]
pub fn months_are_over(date: Date, months: u32, on: Date) -> bool {
    // Only within the month in which they end does the day count, and days are not reckoned with at once.
    let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    match (month(date) + i64::from(months)).cmp(&month(on)) {
        Ordering::Less => true,
        Ordering::Equal => months_after(date, months) < on,
        Ordering::Greater => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn a_day_that_no_calendar_has_is_told_from_one_written_otherwise() {
        for none in ["31/11/2026", "13/13/2026", "30 February 2026", "February 30, 2026", "31.04.2026", "2026/02/30"] {
            assert!(is_none_of_the_calendar(none), "{none}");
        }
        for other in ["18/12/2026", "1st 05 2026", "12 2026 May", "2026 May 12", "01/05/1826", "soon", "31/11/26", "a 2026 b"] {
            assert!(!is_none_of_the_calendar(other), "{other}");
        }
        assert!(!is_none_of_the_calendar(&"31/11/2026 ".repeat(1_000)));
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("2026-12-18", date(2026, 12, 18)),
            ("18/12/2026", date(2026, 12, 18)),
            ("18/12/26", date(2026, 12, 18)),
            ("18 Dec", date(2026, 12, 18)),
            ("18th december", date(2026, 12, 18)),
            ("1 march", date(2027, 3, 1)),
            ("22 Nov", TODAY),
            ("21 Nov", date(2027, 11, 21)),
            ("29 Feb", date(2028, 2, 29)),
            ("in 3 months", date(2027, 2, 22)),
            ("in a week", date(2026, 11, 29)),
            ("in 2 weeks", date(2026, 12, 6)),
            ("Today", TODAY),
            ("18\u{a0}Dec", date(2026, 12, 18)),
            ("2026\u{2010}12\u{2010}18", date(2026, 12, 18)),
        ] {
            assert_eq!(parse_typed(typed, TODAY, Towards::Future), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn a_day_without_a_year_lies_where_it_is_wanted() {
        assert_eq!(parse_typed("18 Oct", TODAY, Towards::Past), Ok(date(2026, 10, 18)));
        assert_eq!(parse_typed("18 Dec", TODAY, Towards::Past), Ok(date(2025, 12, 18)));
        assert_eq!(parse_typed("18 Oct", TODAY, Towards::Future), Ok(date(2027, 10, 18)));
        assert!(parse_typed("in 1000 years", TODAY, Towards::Future).is_err());
    }

    #[test]
    fn what_is_no_day_is_refused_with_what_to_type() {
        for typed in ["", "soon", "31/02/2026", "2026-02-30", "12/18/2026", "31 Feb", "in many months", "32 Dec", "in 3", "Q3"] {
            let refused = parse_typed(typed, TODAY, Towards::Future);
            assert!(refused.as_ref().is_err_and(|e| e.contains("18 Dec")), "{typed}: {refused:?}");
        }
    }

    #[test]
    fn a_day_that_can_only_be_one_is_read_as_that() {
        for (written, expected) in [
            ("18/12/2026", date(2026, 12, 18)),
            ("18.12.2026", date(2026, 12, 18)),
            ("18-12-2026", date(2026, 12, 18)),
            ("12/18/2026", date(2026, 12, 18)),
            ("4/4/2026", date(2026, 4, 4)),
            ("18 December 2026", date(2026, 12, 18)),
            ("18 dec 2026", date(2026, 12, 18)),
            ("18-Dec-2026", date(2026, 12, 18)),
            ("3rd March 2026", date(2026, 3, 3)),
            ("March 3, 2026", date(2026, 3, 3)),
            ("2026-3-9", date(2026, 3, 9)),
            ("2026/12/18", date(2026, 12, 18)),
            ("2026.12.18", date(2026, 12, 18)),
            ("20261218", date(2026, 12, 18)),
            ("18\u{a0}December\u{202f}2026", date(2026, 12, 18)),
            ("2026\u{2013}12\u{2013}18", date(2026, 12, 18)),
            ("2026\u{2011}12\u{2212}18", date(2026, 12, 18)),
        ] {
            assert_eq!(reading(written), Some(Reading::Only(expected)), "{written}");
        }
    }

    #[test]
    fn a_day_that_can_be_two_or_any_is_not_read() {
        for written in
            ["2026-04-03 00:00:00", "2026-04-03T00:00:00Z", "13/04/2026 00:00", "Friday 3 April 2026", "Fri, 3 Apr 2026"]
        {
            let expected = if written.starts_with("13") { date(2026, 4, 13) } else { date(2026, 4, 3) };
            assert_eq!(reading(written), Some(Reading::Only(expected)), "{written}");
        }
        for written in ["2026-04-03 09:30:00", "Monday 3 April 2026", "fr 3 April 2026", "Friday 3/4/2026", "1 2 3 4 2026"] {
            assert_eq!(reading(written), None, "{written}");
        }
        assert_eq!(reading("03/04/2026"), Some(Reading::Either(date(2026, 4, 3), date(2026, 3, 4))));
        assert_eq!(reading("2026/03/04"), Some(Reading::Either(date(2026, 3, 4), date(2026, 4, 3))));
        for written in [
            "18/12/26",
            "18 Dec",
            "Dec 2026",
            "31/02/2026",
            "2026-13-01",
            "2026/13/32",
            "2026/12-18",
            "2026121",
            "18122026",
            "20261318",
            "18 D 2026",
            "18 Decembre 2026",
            "18/12/2026 10:00",
            "0018/12/2026",
            "18/12/20260",
            "in 3 months",
            "today",
            "18 12th 2026",
            "+8/12/2026",
            "١٨/12/2026",
            "",
        ] {
            assert_eq!(reading(written), None, "{written}");
        }
    }

    #[test]
    fn files_hold_one_form_only() {
        assert_eq!(parse_iso("2026-03-31"), Ok(date(2026, 3, 31)));
        for written in
            ["20260331", "31/03/2026", "2026-3-31", "2026-02-30", "2026-13-01", "0001-01-01", "2026-03-31T10:00", "２０26-03-3"]
        {
            assert!(parse_iso(written).is_err(), "{written}");
        }
        assert_eq!(parse_iso("2026\u{2013}03\u{2013}31"), Err("it holds a dash or a hard space"));
    }

    #[test]
    fn months_end_where_the_month_ends() {
        assert_eq!(months_after(date(2026, 11, 30), 3), date(2027, 2, 28));
        assert_eq!(long(date(2026, 12, 8)), "8 December 2026");
    }

    #[test]
    fn months_are_over_on_the_day_after_the_last() {
        let starts = (0..800).map(|n| date(2026, 1, 1).saturating_add(n.days()));
        for (start, months) in starts.flat_map(|start| [0, 1, 3, 6, 12, 24].map(|months| (start, months))) {
            let last = months_after(start, months);
            for on in (-40..40).map(|n| last.saturating_add(n.days())) {
                assert_eq!(months_are_over(start, months, on), last < on, "{months} months after {start}, on {on}");
            }
        }
    }
}
