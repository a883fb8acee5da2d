//! Texts that are only there to fill their field.

use super::takes_no_room;

/// Words that fill a field and say nothing.
const NOTHINGS: &[&str] = &[
    "achieved",
    "amber",
    "as above",
    "as before",
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
    "not known",
    "not met",
    "not relevant",
    "not started",
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
    "to be confirmed",
    "to be decided",
    "to do",
    "to follow",
    "todo",
    "true",
    "under review",
    "unknown",
    "vacant",
    "various",
    "verbal",
    "wip",
    "work in progress",
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
    "everyone",
    "interim",
    "no one",
    "nobody",
    "not appointed",
    "not assigned",
    "not yet appointed",
    "post vacant",
    "to be appointed",
    "to be identified",
    "to be nominated",
    "to be recruited",
    "unassigned",
    "vacancy",
    "vacant post",
    "vacant recruiting",
];

/// Whether a title is of nobody: "TBC", "vacant", "to be appointed".
#[must_use]
pub fn names_nobody(title: &str) -> bool {
    if says_nothing(title) {
        return true;
    }
    let is_one = |words: &[u8]| NOBODY.iter().any(|nobody| nobody.as_bytes() == words);
    if title.is_ascii() {
        words_in_ascii(title).is_some_and(|(words, length)| is_one(&words[..length]))
    } else {
        title.len() <= LONGEST_NOTHING && is_one(words_of(title).as_bytes())
    }
}

/// Whether a text that should say something is only there to fill its field: "TBC", "n/a", "…".
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    if text.len() > LONGEST_NOTHING || text.bytes().filter(u8::is_ascii_alphanumeric).count() > MOST_LETTERS {
        return !text.contains(is_seen);
    }
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
    fn the_words_that_say_nothing_are_in_order() {
        assert!(NOTHINGS.is_sorted() && NOTHINGS.iter().all(|words| words.is_ascii() && words.len() <= LONGEST_NOTHING));
    }

    #[test]
    fn a_title_of_nobody_is_told_however_it_is_written() {
        for nobody in ["(vacancy)", " Vacant post. ", "To be  appointed", "NOT YET APPOINTED", "TBC", "Vacant (recruiting)"] {
            assert!(names_nobody(nobody), "{nobody}");
        }
        assert!(!names_nobody("Interim head of security") && !says_nothing("To be appointed"));
    }

    #[test]
    fn what_says_nothing_is_told_however_it_is_written() {
        for nothing in NOTHINGS {
            assert!(says_nothing(&format!(" ({}…) ", nothing.to_uppercase())), "{nothing}");
        }
        for nothing in ["…", "\u{3164}\u{115f}\u{ffa0}", &"… ".repeat(40)] {
            assert!(says_nothing(nothing), "{nothing:?}");
        }
        for something in ["See minute 112/26", "To be confirmed by the board", &"é".repeat(40)] {
            assert!(!says_nothing(something), "{something}");
        }
    }
}
