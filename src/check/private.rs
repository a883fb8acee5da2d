//! What may identify a person or open a door, found in plain text: an aid, and no anonymisation.
//!
//! The scan walks the bytes of a file once. It stops at what can start a match, an `@`, a digit, `://`, and looks around
//! there. A value that is written with escapes or over several lines is looked at again as it reads.

use std::borrow::Cow;

use crate::text::Span;
use crate::tree::{Node, Value};

/// A kind of content that must not be in a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Ten digits whose check digit is right.
    NhsNumber,
    /// Two letters, six digits, a letter.
    NationalInsurance,
    /// An address for e-mail.
    Email,
    /// A British telephone number.
    Phone,
    /// A day said to be one of birth.
    BirthDate,
    /// A password, key or token in a link.
    Secret,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::NhsNumber, Self::NationalInsurance, Self::Email, Self::Phone, Self::BirthDate, Self::Secret];

    /// With its article, for messages.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NhsNumber => "an NHS number",
            Self::NationalInsurance => "a National Insurance number",
            Self::Email => "an e-mail address",
            Self::Phone => "a telephone number",
            Self::BirthDate => "a date of birth",
            Self::Secret => "a password, key or token in a link",
        }
    }
}

/// Something found. What it says is nowhere kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// What it looks like.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// How long it is, in characters.
    pub length: usize,
}

/// Everything in a file that may identify someone or open a door, by place. `root` is what the text reads as, where it does.
#[must_use]
pub fn scan(text: &str, root: Option<&Node<'_>>) -> Vec<Match> {
    let mut found = in_text(text);
    if let Some(root) = root {
        in_values(root, &mut found);
    }
    found.sort_by_key(|m| (m.span, m.kind));
    found
}

/// The same in a text on its own, as it will be printed.
#[must_use]
pub fn in_text(text: &str) -> Vec<Match> {
    let bytes = text.as_bytes();
    let mut found: Vec<Match> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hit = match byte {
            b'0'..=b'9' | b'+' => number(text, at),
            b'@' => email(text, at),
            b':' if bytes[at..].starts_with(b"://") => secret(text, at),
            _ => None,
        };
        if let Some((kind, start, end)) = hit {
            found.push(Match { kind, span: Span::new(start, end), length: text[start..end].chars().count() });
            at = end.max(at + 1);
        } else if byte.is_ascii_digit() {
            // The rest of these digits can't start anything.
            at += bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        } else {
            at += 1;
        }
    }
    found
}

/// Values and keys that read otherwise than they are written: by escapes, or folded over lines. One that is borrowed from the
/// file stands there as it reads, and was seen.
fn in_values(node: &Node<'_>, found: &mut Vec<Match>) {
    match &node.value {
        Value::Scalar { text: Cow::Owned(text), .. } => in_value(text, node.span, found),
        Value::Sequence(items) => items.iter().for_each(|item| in_values(item, found)),
        Value::Mapping(entries) => {
            for entry in entries {
                if let Cow::Owned(key) = &entry.key {
                    in_value(key, entry.key_span, found);
                }
                in_values(&entry.value, found);
            }
        }
        Value::Scalar { .. } | Value::Null => {}
    }
}

fn in_value(text: &str, span: Span, found: &mut Vec<Match>) {
    let seen = |m: &Match, kind| m.kind == kind && span.start <= m.span.start && m.span.end <= span.end;
    for hit in in_text(text) {
        if !found.iter().any(|m| seen(m, hit.kind)) {
            found.push(Match { span, ..hit });
        }
    }
}

type Hit = Option<(Kind, usize, usize)>;

/// A letter, digit or underscore: what joins on to a word.
fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_' || !b.is_ascii())
}

/// Most digits and separators that are looked at together: no number of these kinds is longer.
const LONGEST: usize = 24;

/// What starts at a digit or a plus: digits in groups, parted by single spaces, hyphens, points or brackets.
fn number(text: &str, at: usize) -> Hit {
    let bytes = text.as_bytes();
    if let Some(hit) = birth_date(text, at) {
        return Some(hit);
    }
    if let Some(hit) = national_insurance(text, at) {
        return Some(hit);
    }
    let before = at.checked_sub(1).and_then(|i| bytes.get(i));
    if is_word(before) || matches!(before, Some(b'-' | b'.' | b'/' | b'=')) {
        return None;
    }
    let mut digits: Vec<u8> = Vec::with_capacity(16);
    let mut groups: Vec<usize> = Vec::new();
    let (mut end, mut i) = (at, at);
    let plus = bytes.get(at) == Some(&b'+');
    if plus {
        i += 1;
    }
    while let Some(byte) = bytes.get(i).filter(|_| i - at < LONGEST) {
        if byte.is_ascii_digit() {
            if end != i || groups.is_empty() {
                groups.push(0);
            }
            if let Some(group) = groups.last_mut() {
                *group += 1;
            }
            digits.push(byte - b'0');
            end = i + 1;
        } else if !matches!(byte, b' ' | b'-' | b'.' | b'(' | b')') || i > end + 1 {
            break;
        }
        i += 1;
    }
    if is_word(bytes.get(end)) {
        return None;
    }
    let separated = groups.len() > 1;
    if !plus && digits.len() == 10 && (!separated || groups == [3, 3, 4]) && is_nhs_number(&digits) {
        return Some((Kind::NhsNumber, at, end));
    }
    let national: &[u8] = match digits.as_slice() {
        [4, 4, 0, rest @ ..] | [4, 4, rest @ ..] if plus => rest,
        [0, 0, 4, 4, rest @ ..] => rest,
        [0, rest @ ..] if !plus => rest,
        _ => return None,
    };
    // Without the leading 0 a British number has 9 or 10 digits and starts with 1, 2, 3, 7 or 8.
    let is_phone = matches!(national.len(), 9 | 10) && matches!(national.first(), Some(1 | 2 | 3 | 7 | 8));
    is_phone.then_some((Kind::Phone, at, end))
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

/// `QQ 12 34 56 C`: two letters before the first digit, one after six.
fn national_insurance(text: &str, at: usize) -> Hit {
    let bytes = text.as_bytes();
    let letters_end = if at.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b' ') { at - 1 } else { at };
    let start = letters_end.checked_sub(2)?;
    let prefix = [bytes.get(start)?.to_ascii_uppercase(), bytes.get(start + 1)?.to_ascii_uppercase()];
    if is_word(start.checked_sub(1).and_then(|i| bytes.get(i))) {
        return None;
    }
    // D, F, I, Q, U and V are never used, nor O in second place, nor some pairs that stand for others.
    let never = |letter: u8| !letter.is_ascii_uppercase() || b"DFIQUV".contains(&letter);
    if never(prefix[0])
        || never(prefix[1])
        || prefix[1] == b'O'
        || [*b"BG", *b"GB", *b"KN", *b"NK", *b"NT", *b"TN", *b"ZZ"].contains(&prefix)
    {
        return None;
    }
    let mut digits = 0;
    let mut i = at;
    while digits < 6 {
        match bytes.get(i)? {
            b'0'..=b'9' => digits += 1,
            b' ' if digits % 2 == 0 && digits > 0 && bytes.get(i - 1) != Some(&b' ') => {}
            _ => return None,
        }
        i += 1;
    }
    if bytes.get(i) == Some(&b' ') {
        i += 1;
    }
    let suffix = bytes.get(i)?.to_ascii_uppercase();
    let ends = matches!(suffix, b'A'..=b'D') && !is_word(bytes.get(i + 1));
    ends.then_some((Kind::NationalInsurance, start, i + 1))
}

/// How far before a day a word on birth may stand, in bytes.
const REACH: usize = 24;

/// A day with "born", "DOB" or "date of birth" shortly before it.
fn birth_date(text: &str, at: usize) -> Hit {
    let bytes = text.as_bytes();
    if !bytes.get(at)?.is_ascii_digit() || is_word(at.checked_sub(1).and_then(|i| bytes.get(i))) {
        return None;
    }
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let before = text[from..at].to_ascii_lowercase();
    let before = before.rsplit('\n').next().unwrap_or_default();
    if !["born", "dob", "d.o.b", "birth"].iter().any(|word| before.contains(word)) {
        return None;
    }
    let end = day_at(text, at)?;
    Some((Kind::BirthDate, at, end))
}

/// The end of a day that starts here: `03/05/1980`, `1980-05-03`, `3 May 1980`.
fn day_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..text.floor_char_boundary((at + LONGEST).min(text.len()))];
    let mut parts = rest.split_inclusive(['/', '-', '.', ' ']);
    let mut end = at;
    let mut years = 0;
    for _ in 0..3 {
        let part = parts.next()?;
        let word: &str = part.trim_end_matches(['/', '-', '.', ' ']);
        let word = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let month = word.len() >= 3 && word.chars().all(char::is_alphabetic);
        if !(number && word.len() <= 4
            || month
            || word.ends_with("st")
            || word.ends_with("nd")
            || word.ends_with("rd")
            || word.ends_with("th"))
        {
            return None;
        }
        years += usize::from(number && matches!(word.len(), 2 | 4));
        end = end.max(at + part.as_ptr() as usize - rest.as_ptr() as usize + word.len());
    }
    (years > 0).then_some(end)
}

/// What may stand in a mailbox name or a host.
fn is_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'')
}

fn email(text: &str, at: usize) -> Hit {
    let bytes = text.as_bytes();
    let name = bytes[..at].iter().rev().take(64).take_while(|b| is_address(**b)).count();
    let host = bytes[at + 1..].iter().take(255).take_while(|b| is_address(**b) && **b != b'\'').count();
    let start = at - name;
    let host_text = text.get(at + 1..at + 1 + host)?.trim_end_matches(['.', '-']);
    let (_, top) = host_text.rsplit_once('.')?;
    let is_host = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()) && !host_text.starts_with('.');
    (name > 0 && is_host).then_some((Kind::Email, start, at + 1 + host_text.len()))
}

/// Names of parts of a link that hold what opens a door.
const KEYS: &[&str] = &[
    "access_token",
    "api_key",
    "apikey",
    "auth",
    "key",
    "pass",
    "passwd",
    "password",
    "pwd",
    "secret",
    "sig",
    "signature",
    "token",
    "x-amz-signature",
];

/// A password before the host, or a key in the query, of a link whose `://` stands here.
fn secret(text: &str, at: usize) -> Hit {
    let bytes = text.as_bytes();
    let start = at - bytes[..at].iter().rev().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
    let rest = &text[at + 3..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`')).unwrap_or(rest.len());
    let link = rest[..end].trim_end_matches(['.', ',', ')', ']', '}', '\'']);
    let (host, _) = link.split_at(link.find(['/', '?', '#']).unwrap_or(link.len()));
    let has_password = host.rsplit_once('@').is_some_and(|(user, _)| user.split_once(':').is_some_and(|(_, p)| !p.is_empty()));
    let has_key = link.split(['?', '&', '#', ';']).skip(1).any(|pair| {
        pair.split_once('=').is_some_and(|(name, value)| !value.is_empty() && KEYS.contains(&name.to_ascii_lowercase().as_str()))
    });
    (has_password || has_key).then_some((Kind::Secret, start, at + 3 + link.len()))
}
