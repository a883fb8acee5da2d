//! A text with the escapes of YAML read: in the values that have some, and of a broken file in all of it, as what is broken or
//! refused is printed all the same.

use crate::text::Span;

/// A text in which escapes are what they stand for.
pub struct Decoded {
    pub text: String,
    /// After each escape: the place in this text and the one in the text as it is written.
    joints: Vec<(usize, usize)>,
    /// Each escape as it is written.
    escapes: Vec<Span>,
}

impl Decoded {
    /// With every escape that could stand in double quotes, in quotes or not; nothing where there is none.
    pub fn of(written: &str) -> Option<Self> {
        Self::within(written, [Span::new(0, written.len())])
    }

    /// With the escapes that begin in these places, which come in order; nothing where there is none.
    pub fn within(written: &str, places: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut decoded = Self { text: String::new(), joints: Vec::new(), escapes: Vec::new() };
        let mut at = 0;
        for place in places {
            let mut from = place.start;
            while let Some(stroke) = written.get(from..place.end).and_then(|rest| rest.find('\\')).map(|found| from + found) {
                from = stroke + 1;
                if let Some((stands_for, length)) = written.get(from..).and_then(escape) {
                    decoded.text.push_str(&written[at..stroke]);
                    decoded.text.extend(stands_for);
                    from += length;
                    at = from;
                    decoded.joints.push((decoded.text.len(), at));
                    decoded.escapes.push(Span::new(stroke, at));
                }
            }
        }
        decoded.text.push_str(&written[at..]);
        (!decoded.joints.is_empty()).then_some(decoded)
    }

    /// Where what stands in a place of this text is written.
    pub fn written(&self, span: Span) -> Span {
        let after = self.joints.partition_point(|(decoded, _)| *decoded <= span.start);
        let start = self.beyond(after, span.start);
        let next = self.joints.partition_point(|(decoded, _)| *decoded < span.end);
        let end = match self.joints.get(next) {
            Some((decoded, written)) if *decoded == span.end => *written,
            _ => self.beyond(next, span.end),
        };
        Span::new(start, end)
    }

    /// Whether some of an escape is in a place of the text as it is written.
    pub fn is_in_escape(&self, written: Span) -> bool {
        let next = self.escapes.partition_point(|escape| escape.end <= written.start);
        self.escapes.get(next).is_some_and(|escape| escape.start < written.end)
    }

    /// Where a place is written that has so many escapes before it.
    fn beyond(&self, escapes: usize, place: usize) -> usize {
        let (decoded, written) = escapes.checked_sub(1).and_then(|i| self.joints.get(i)).copied().unwrap_or_default();
        written + (place - decoded)
    }
}

/// What an escape stands for whose backslash stands before this, and its length without that; nothing for what is none.
fn escape(rest: &str) -> Option<(Option<char>, usize)> {
    let first = rest.chars().next()?;
    let by_number = |digits: usize| {
        let number = rest.get(1..=digits).filter(|number| number.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let c = u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?;
        Some((Some(c), 1 + digits))
    };
    let c = match first {
        'x' => return by_number(2),
        'u' => return by_number(4),
        'U' => return by_number(8),
        // A line that goes on in the next, without its indentation.
        '\r' | '\n' => {
            let next = rest.strip_prefix("\r\n").or_else(|| rest.get(1..))?.trim_start_matches([' ', '\t']);
            return Some((None, rest.len() - next.len()));
        }
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        ' ' | '\t' | '"' | '/' | '\\' => first,
        _ => return None,
    };
    Some((Some(c), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_and_places_in_between_are_found_again() {
        let written = r#"a "\x39\u0034\U00000033 4\" \q \\x39 \"#.to_owned() + "\r\n   z\\";
        let decoded = Decoded::of(&written).expect("escapes");
        assert_eq!(decoded.text, "a \"943 4\" \\q \\x39 z\\");
        let place = |said: &str| {
            let at = decoded.text.find(said).expect("what is said");
            let span = decoded.written(Span::new(at, at + said.len()));
            &written[span.start..span.end]
        };
        assert_eq!(place("943 4"), r"\x39\u0034\U00000033 4");
        assert_eq!(place("43"), r"\u0034\U00000033");
        assert_eq!(place("a"), "a");
        assert_eq!(place("\\x39"), r"\\x39");
        assert_eq!(place("z"), "z");
        let all = Decoded::of("\\0\\a\\b\\t\\n\\v\\f\\r\\e\\N\\_\\L\\P\\ \\\t\\\"\\/\\\\").expect("escapes");
        assert_eq!(all.text, "\0\u{7}\u{8}\t\n\u{b}\u{c}\r\u{1b}\u{85}\u{a0}\u{2028}\u{2029} \t\"/\\");
        let in_two_lines = Decoded::of("\\x39\\\n  z").expect("escapes");
        assert_eq!(in_two_lines.written(Span::new(0, 1)), Span::new(0, 4));
        let in_one_place = Decoded::within(r"\x39 \x39 \x39", [Span::new(5, 6)]).expect("an escape");
        assert_eq!(in_one_place.text, r"\x39 9 \x39");
        let is_in_escape = |start, end| in_one_place.is_in_escape(Span::new(start, end));
        assert_eq!([(0, 5), (0, 6), (8, 9), (9, 14)].map(|(start, end)| is_in_escape(start, end)), [false, true, true, false]);
        assert!(Decoded::of(r"no \q escape \").is_none() && Decoded::of(r"\ud83d").is_none());
    }
}
