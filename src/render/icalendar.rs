//! Days for a calendar, as RFC 5545 has them: every calendar program a trust uses can import the file.
//!
//! An entry is an all-day event (VEVENT) and no to-do (VTODO): Outlook, which most of the NHS uses, drops a VTODO on import
//! without a word. The day is marked as free, so that nobody's diary reads as full. What identifies an entry comes from its
//! content and not from its day: the file imported again moves the entry, and makes no second one.

use jiff::civil::Date;

use crate::text::clean;

/// Longest line in bytes, its end not counted.
const FOLD: usize = 75;

/// Something for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same thing, whenever the file is made.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// Its title.
    pub summary: String,
    /// What else there is to say, in lines.
    pub description: String,
}

/// A calendar as a file. `today` stamps the entries: a file made later replaces those of an earlier one.
#[must_use]
pub fn write(name: &str, today: Date, events: &[Event]) -> Vec<u8> {
    let mut out = Lines(Vec::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//vpr//improvement plan//EN");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", name);
    let day = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    // Programs take the entry with the higher number for the newer one.
    let sequence = (today - Date::constant(2020, 1, 1)).get_days().max(0);
    for event in events {
        out.line("BEGIN:VEVENT");
        out.text("UID", &event.uid);
        out.line(&format!("DTSTAMP:{}T000000Z", day(today)));
        out.line(&format!("SEQUENCE:{sequence}"));
        out.line(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
        // The first day that is no longer part of it.
        out.line(&format!("DTEND;VALUE=DATE:{}", day(event.day.tomorrow().unwrap_or(event.day))));
        out.text("SUMMARY", &event.summary);
        out.text("DESCRIPTION", &event.description);
        out.line("TRANSP:TRANSPARENT");
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

struct Lines(Vec<u8>);

impl Lines {
    /// A line of what the format itself says, or of text already escaped, folded where it is too long.
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > FOLD {
                self.0.extend_from_slice(b"\r\n ");
                length = 1;
            }
            let mut bytes = [0; 4];
            self.0.extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
            length += c.len_utf8();
        }
        self.0.extend_from_slice(b"\r\n");
    }

    /// A property whose value is anybody's text.
    fn text(&mut self, name: &str, value: &str) {
        let value = clean(&value.replace("\r\n", "\n")).replace('\t', " ");
        let escaped = value.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
        self.line(&format!("{name}:{escaped}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Date = Date::constant(2026, 12, 18);

    fn event(summary: &str) -> Event {
        Event { uid: "a1@vpr".to_owned(), day: DAY, summary: summary.to_owned(), description: String::new() }
    }

    #[test]
    fn an_entry_is_a_whole_day_that_stays_free() {
        let text = String::from_utf8(write("Plan", Date::constant(2026, 11, 22), &[event("Train; then, check\nC:\\temp")]))
            .expect("UTF-8");
        for line in [
            "DTSTART;VALUE=DATE:20261218\r\nDTEND;VALUE=DATE:20261219\r\n",
            "SUMMARY:Train\\; then\\, check\\nC:\\\\temp\r\n",
            "DTSTAMP:20261122T000000Z\r\n",
            "TRANSP:TRANSPARENT\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    proptest! {
        #![proptest_config(crate::drawn::cases(256))]
        #[test]
        fn no_text_makes_a_line_of_its_own_or_a_long_one(text in "[\\PC\n\r\t;,:\\\\\u{1b}\u{2028}\u{202e}é中🦊]{0,200}") {
            let bytes = write(&text, DAY, &[event(&format!("{text}\r\nBEGIN:VALARM\nEND:VEVENT"))]);
            let file = String::from_utf8(bytes).expect("UTF-8");
            prop_assert!(file.split("\r\n").all(|line| line.len() <= FOLD));
            let unsafe_left = file.replace("\r\n", "").contains(crate::text::is_unsafe) || file.contains('\t');
            prop_assert!(!unsafe_left, "{}", file);
            let unfolded = file.replace("\r\n ", "");
            let names: Vec<&str> = unfolded.lines().filter_map(|l| l.split([':', ';']).next()).collect();
            prop_assert_eq!(names, [
                "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "BEGIN", "UID", "DTSTAMP", "SEQUENCE",
                "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "END", "END",
            ]);
        }
    }
}
