//! What may reach a screen, a report or an annotation: no control characters, and nothing that turns text around.

use std::borrow::Cow;

/// Whether a character could change what a reader sees around it: control characters other than a line feed and a tab,
/// the marks that switch writing direction or hide text, and the two that no XML may hold.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => c.is_control() || is_invisible(c),
    }
}

/// Whether a character of Unicode's class "format" shows nothing at all. Two words that look the same would not be the same, and
/// whole sentences can be written in tags that only programs read; that the flags of England, Scotland and Wales are written with
/// tags as well has to stand back for that.
///
/// The joiners U+200C and U+200D are none of these: Persian, the scripts of India and many emoji are misspelt without them. Those
/// that do show, as the number signs of Arabic, are none either.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a reader sees no room for a character, so that what stands on either side of it reads as one: whatever is unsafe but
/// for the ends of lines, what Unicode lets every program leave out ("default ignorable"), the frame of a keycap, and the mark
/// that [`clean`] puts for an unsafe character.
#[must_use]
pub fn takes_no_room(c: char) -> bool {
    match c {
        '\r' => false,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' => true,
        '\u{20e3}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{fffd}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        _ => is_unsafe(c),
    }
}

/// Whether a text is ASCII, and all of it takes room. Nearly every file is, and it is told many bytes at a time.
#[must_use]
pub fn is_ascii_with_room(text: &str) -> bool {
    !has_byte(text, |b| b >= 0x7f || (b < b' ' && b != b'\n' && b != b'\t' && b != b'\r'))
}

/// The unsafe characters of a file, and where they stand. A carriage return before a line feed only ends the line.
pub fn unsafe_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let text = if may_be_unsafe(text) { text } else { "" };
    text.char_indices().filter(move |&(at, c)| is_unsafe(c) && !(c == '\r' && text[at..].starts_with("\r\n")))
}

/// Whether a text has a byte that an unsafe character can start with; a carriage return before a line feed has none. Nearly
/// every file is told by this to be plain, many bytes at a time, and most by the first question, which asks least.
fn may_be_unsafe(text: &str) -> bool {
    let is_printable_ascii = |b: u8| b.wrapping_sub(b' ') < 0x7f - b' ';
    if !has_byte(text, |b| !is_printable_ascii(b) && b != b'\n' && b != b'\t') {
        return false;
    }
    // The first bytes of U+0080 to U+00BF, of U+061C, of U+1000 to U+2FFF, of U+F000 to U+FFFF, and of all beyond.
    let starts_one = |b: u8| {
        (b < b' ' && b != b'\n' && b != b'\t' && b != b'\r') || matches!(b, 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf0 | 0xf3)
    };
    let lone_return = || text.match_indices('\r').any(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'\n'));
    has_byte(text, starts_one) || (has_byte(text, |b| b == b'\r') && lone_return())
}

/// Whether a text has a byte of a kind. A processor looks at many at once.
pub fn has_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    let has_one = |bytes: &[u8]| bytes.iter().fold(false, |found, b| found | wanted(*b));
    text.as_bytes().chunks(1024).any(has_one)
}

/// The text with every unsafe character shown as `�`. Line feeds and tabs stay.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_unsafe) { Cow::Owned(text.replace(is_unsafe, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// As [`clean`], on one line: line breaks and tabs become spaces.
#[must_use]
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| is_unsafe(c) || c == '\n' || c == '\t') {
        return Cow::Borrowed(text.trim());
    }
    let line = text.replace("\r\n", " ").replace(['\n', '\t'], " ").replace(is_unsafe, "\u{fffd}");
    // Trimmed last: a carriage return counts as white space, and would go without its mark.
    Cow::Owned(line.trim().to_owned())
}

/// As [`clean`], line by line: no blanks around a line, and no blank ones. Tabs become spaces.
#[must_use]
pub fn clean_lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    clean(&text).split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Where a bracket stands that makes a command to a build server of what is before it: `##[error]`, `##vso[…]`, `##teamcity[…]`.
pub fn command_brackets(text: &str) -> impl Iterator<Item = usize> {
    let is_one = |at: &usize| text[..*at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with("##");
    text.match_indices('[').map(|(at, _)| at).filter(is_one)
}

/// The text without what a build server takes for a command to itself in the lines that a program prints: `::` where a line
/// begins, with a name straight after it, and `##[` anywhere, with a name within it or none. A backslash stands between, for all
/// to see.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let is_name = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_command = |line: &str| line.trim_start().strip_prefix("::").is_some_and(is_name);
    if command_brackets(text).next().is_none() && !text.lines().any(is_command) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| if is_command(line) { line.replacen("::", "\\::", 1) } else { line.to_owned() };
    let lines: String = text.split_inclusive('\n').map(line).collect();
    let mut inert = String::with_capacity(lines.len() + 8);
    let mut from = 0;
    for at in command_brackets(&lines) {
        inert.push_str(&lines[from..at]);
        inert.push('\\');
        from = at;
    }
    inert.push_str(&lines[from..]);
    Cow::Owned(inert)
}

/// The marks this program itself writes, in plain letters, for a terminal without UTF-8. What people wrote stays as it is.
#[must_use]
pub fn plain_marks(text: &str) -> Cow<'_, str> {
    const MARKS: &[(char, &str)] =
        &[('–', "-"), ('—', "-"), ('…', "..."), ('─', "-"), ('’', "'"), ('“', "\""), ('”', "\""), ('→', "->"), ('\u{fffd}', "?")];
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain =
        |c: char| MARKS.iter().find(|(mark, _)| *mark == c).map_or_else(|| c.to_string(), |(_, plain)| (*plain).to_owned());
    Cow::Owned(text.chars().map(plain).collect())
}

/// What a file holds, as it may be quoted in a message: clean, on one line and no longer than a reader wants.
#[must_use]
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    // A file can hold a key of five megabytes; only what may be shown is looked at.
    let text: String = text.trim().chars().take(MOST + 1).collect();
    let text = clean_line(&text);
    if text.chars().count() <= MOST {
        return text.into_owned();
    }
    let mut short: String = text.chars().take(MOST - 1).collect();
    short.push('…');
    short
}

/// A name for an unsafe character that a person can look up: "U+202E, right-to-left override".
#[must_use]
pub fn name_of(c: char) -> String {
    let name = match c {
        '\0' => "null",
        '\u{1b}' => "escape",
        '\u{7}' => "bell",
        '\r' => "carriage return",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' | '\u{061c}' => "right-to-left mark",
        '\u{202a}'..='\u{202e}' => "direction override",
        '\u{2066}'..='\u{2069}' => "direction isolate",
        '\u{2028}' | '\u{2029}' => "line separator",
        '\u{feff}' => "byte-order mark",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width space",
        '\u{e0000}'..='\u{e007f}' => "tag character",
        '\u{fffe}' | '\u{ffff}' => "no character",
        '\u{a0}' | '\u{2007}' | '\u{202f}' => "hard space",
        c if is_invisible(c) || (takes_no_room(c) && !c.is_control()) => "invisible character",
        c if c.is_alphabetic() => "a letter that is none of A to Z",
        _ => "control character",
    };
    format!("U+{:04X}, {name}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unsafe_character_is_taken_for_plain() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| is_unsafe(*c)) {
            assert!(may_be_unsafe(&format!("a{c}b")), "{}", name_of(c));
        }
        assert!(!may_be_unsafe("a\tb\r\nc é ł 漢 \n"));
    }

    #[test]
    fn what_is_unsafe_takes_no_room_but_the_ends_of_lines() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| !matches!(c, '\n' | '\r' | '\t')) {
            assert!(!is_unsafe(c) || takes_no_room(c), "{}", name_of(c));
            assert_eq!(is_ascii_with_room(&format!("a{c}b")), c.is_ascii() && !takes_no_room(c), "{}", name_of(c));
        }
        assert!(is_ascii_with_room("a\tb\r\nc\r\n") && !"\t\r\n é漢".contains(takes_no_room));
    }

    #[test]
    fn what_shows_nothing_is_unsafe_and_what_a_script_needs_is_not() {
        for c in ['\u{ad}', '\u{200b}', '\u{2060}', '\u{2066}', '\u{206f}', '\u{fffb}', '\u{e0001}', '\u{e0041}', '\u{e007f}'] {
            assert!(is_unsafe(c), "{}", name_of(c));
        }
        assert!(name_of('\u{200b}').ends_with("zero-width space") && name_of('\u{2060}').ends_with("invisible character"));
        for text in ["می\u{200c}خواهم", "👩\u{200d}⚕\u{fe0f}", "क\u{94d}\u{200d}ष", "Gwŷr 🏥"] {
            assert!(!text.contains(is_unsafe), "{text}");
        }
    }
}
