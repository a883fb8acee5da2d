//! Texts that are only there to fill their field.

use super::takes_no_room;

/// Words that fill a field and say nothing.
const NOTHINGS: &[&str] = &[
    "achieved",
    "amber",
    "as above",
    "as before",
    "as last year",
    "as per last year",
    "as previous",
    "attached",
    "awaiting",
    "complete",
    "completed",
    "compliant",
    "ditto",
    "does not apply",
    "done",
    "evidence",
    "evidence attached",
    "evidence to follow",
    "false",
    "fully compliant",
    "fully met",
    "green",
    "in development",
    "in place",
    "in progress",
    "lorem ipsum",
    "met",
    "n",
    "n a",
    "n k",
    "na",
    "nil",
    "no",
    "no change",
    "no evidence",
    "none",
    "not applicable",
    "not assessed",
    "not known",
    "not met",
    "not relevant",
    "not started",
    "not yet assessed",
    "nothing to report",
    "ok",
    "okay",
    "on file",
    "ongoing",
    "partially compliant",
    "partially met",
    "partly met",
    "pending",
    "red",
    "refer to action plan",
    "same",
    "same as above",
    "see above",
    "see action plan",
    "see attached",
    "see below",
    "see evidence",
    "tba",
    "tbc",
    "tbd",
    "test",
    "to be added",
    "to be agreed",
    "to be assessed",
    "to be confirmed",
    "to be decided",
    "to do",
    "to follow",
    "todo",
    "true",
    "unchanged",
    "under review",
    "unknown",
    "vacant",
    "various",
    "verbal",
    "wip",
    "work in progress",
    "work ongoing",
    "x",
    "xx",
    "xxx",
    "y",
    "yes",
];

/// Longest text, in bytes, that is looked at for one of them.
const LONGEST_NOTHING: usize = 40;
/// Most letters of one of them: what has more says something, and is told by counting.
const MOST_LETTERS: usize = 18;

/// Words in place of the title of whoever is to be found yet. As a reason they may say all there is to say.
const NOBODY: &[&str] = &[
    "all",
    "all staff",
    "everybody",
    "everyone",
    "interim",
    "me",
    "myself",
    "no one",
    "nobody",
    "nobody yet",
    "not allocated",
    "not appointed",
    "not approved",
    "not assigned",
    "post vacant",
    "self",
    "self assessed",
    "self assessment",
    "unallocated",
    "unassigned",
];

/// What a title, or a part of it, says that waits for somebody: "TBC (Q4)", "Head of security (vacant)".
const YET_TO_COME: &[&str] = &[
    "awaiting",
    "not applicable",
    "not yet agreed",
    "not yet appointed",
    "not yet approved",
    "not yet known",
    "pending",
    "tba",
    "tbc",
    "tbd",
    "to be agreed",
    "to be allocated",
    "to be appointed",
    "to be approved",
    "to be assigned",
    "to be confirmed",
    "to be decided",
    "to be determined",
    "to be identified",
    "to be nominated",
    "to be recruited",
    "vacancy",
    "vacant",
];
/// Words that may follow them. With others it is a title: "Vacancy control panel", "Pending claims team".
const WHAT_FOLLOWS: &[&str] = &[
    "advert",
    "appointment",
    "approval",
    "board",
    "by",
    "exec",
    "hr",
    "off",
    "out",
    "post",
    "recruiting",
    "recruitment",
    "sign",
    "to",
];

/// Whether a title is of nobody: "TBC", "vacant", "to be appointed", "Head of security (vacant)".
#[must_use]
pub fn names_nobody(title: &str) -> bool {
    if says_nothing(title) || pieces(title).any(is_yet_to_come) {
        return true;
    }
    let is_one = |words: &[u8]| NOBODY.iter().any(|nobody| nobody.as_bytes() == words);
    if title.is_ascii() {
        words_in_ascii(title).is_some_and(|(words, length)| is_one(&words[..length]))
    } else {
        title.len() <= LONGEST_NOTHING && is_one(words_of(title).as_bytes())
    }
}

fn is_yet_to_come(piece: &str) -> bool {
    YET_TO_COME.iter().any(|words| {
        let mut said = piece.split(|c: char| !is_seen(c)).filter(|word| !word.is_empty());
        let mut is_said = |word: &str| said.next().is_some_and(|said| said.eq_ignore_ascii_case(word));
        words.split(' ').all(&mut is_said) && said.all(|said| WHAT_FOLLOWS.iter().any(|word| said.eq_ignore_ascii_case(word)))
    })
}

/// Whether a text can stand in pieces. Few do, and a look at the letters is quicker than one for the pieces.
fn is_in_pieces(text: &str) -> bool {
    text.bytes().any(|b| b"()[],;:.-".contains(&b) || !b.is_ascii())
}

/// The parts of a text that stand apart in brackets or behind a dash, a comma or a colon. A hyphen within a word parts nothing.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let apart = text.split(['(', ')', '[', ']', ',', ';', ':', '.', '\u{2013}', '\u{2014}']);
    apart
        .flat_map(|piece| piece.split("- ").flat_map(|piece| piece.split(" -")))
        .map(str::trim)
        .filter(|piece| piece.contains(is_seen))
}

/// Whether a text that should say something is only there to fill its field: "TBC", "n/a", "…".
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    if text.len() > LONGEST_NOTHING || text.bytes().filter(u8::is_ascii_alphanumeric).count() > MOST_LETTERS {
        return !text.contains(is_seen);
    }
    // Several of them in a row say no more than one: "Yes - fully compliant".
    is_nothing(text) || is_in_pieces(text) && pieces(text).nth(1).is_some() && pieces(text).all(is_nothing)
}

/// Whether a short text is one of the words that say nothing, or none at all.
fn is_nothing(text: &str) -> bool {
    if text.is_ascii() {
        return says_nothing_in_ascii(text);
    }
    let said = words_of(text);
    said.is_empty() || NOTHINGS.binary_search(&said.as_str()).is_ok()
}

/// Some letters of Unicode show nothing at all.
fn is_seen(c: char) -> bool {
    c.is_alphanumeric() && !takes_no_room(c)
}

/// The words of a text in small letters, with one space between two.
fn words_of(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for word in text.split(|c: char| !is_seen(c)).filter(|word| !word.is_empty()) {
        if !said.is_empty() {
            said.push(' ');
        }
        said.extend(word.chars().flat_map(char::to_lowercase));
    }
    said
}

/// The same of a text that is short and ASCII, as nearly all are.
fn says_nothing_in_ascii(text: &str) -> bool {
    words_in_ascii(text).is_some_and(|(words, length)| {
        length == 0 || NOTHINGS.binary_search_by(|nothing| nothing.as_bytes().cmp(&words[..length])).is_ok()
    })
}

/// The words of a short text in small letters, without a place on the heap, and how long they are; nothing for a longer one.
fn words_in_ascii(text: &str) -> Option<([u8; LONGEST_NOTHING], usize)> {
    let mut said = [0; LONGEST_NOTHING];
    let mut length = 0;
    for word in text.as_bytes().split(|b| !b.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let start = if length == 0 { 0 } else { length + 1 };
        let place = said.get_mut(start..start + word.len())?;
        place.copy_from_slice(word);
        place.make_ascii_lowercase();
        if let Some(gap) = said.get_mut(length).filter(|_| start > 0) {
            *gap = b' ';
        }
        length = start + word.len();
    }
    Some((said, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_title_that_waits_begins_with_is_looked_at() {
        assert!(YET_TO_COME.iter().all(|words| is_yet_to_come(words)));
    }

    #[test]
    fn the_words_that_say_nothing_are_in_order() {
        assert!(NOTHINGS.is_sorted() && NOTHINGS.iter().all(|words| words.is_ascii() && words.len() <= LONGEST_NOTHING));
    }

    #[test]
    fn a_title_of_nobody_is_told_however_it_is_written() {
        for nobody in [
            "(vacancy)",
            " Vacant post. ",
            "To be  appointed",
            "NOT YET APPOINTED",
            "TBC",
            "Vacant (recruiting)",
            "TBC (Q4)",
            "Head of security - vacant",
            "Pending Exec sign off",
            "Quality Committee (pending)",
            "tbc - new starter",
        ] {
            assert!(names_nobody(nobody), "{nobody}");
        }
        for somebody in [
            "Interim head of security",
            "Vice-chair",
            "Head of TBC services",
            "Non-executive director, quality",
            "Vacancy control panel",
            "Pending claims team",
            "Finance director (pending retirement)",
            "Matron, not yet named deputy",
        ] {
            assert!(!names_nobody(somebody), "{somebody}");
        }
        assert!(!says_nothing("To be appointed"));
    }

    #[test]
    fn what_says_nothing_is_told_however_it_is_written() {
        for nothing in NOTHINGS {
            assert!(says_nothing(&format!(" ({}…) ", nothing.to_uppercase())), "{nothing}");
        }
        for nothing in ["…", "\u{3164}\u{115f}\u{ffa0}", &"… ".repeat(40)] {
            assert!(says_nothing(nothing), "{nothing:?}");
        }
        for nothing in ["Yes - fully compliant", "Amber, in progress", "n/a (none)"] {
            assert!(says_nothing(nothing), "{nothing}");
        }
        for something in ["Yes: minute 112", "See minute 112/26", "To be confirmed by the board", &"é".repeat(40)] {
            assert!(!says_nothing(something), "{something}");
        }
    }
}
