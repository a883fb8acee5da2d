//! Links that let in whoever has them: a password before the host, a key or token behind it.

use super::email::is_host;
use super::plain::Look;
use super::{Hit, Kind};

/// Names in a link whose value is a secret whatever it is, without signs between their words.
const SECRETS: &[&[u8]] = &[
    b"jsessionid",
    b"jwt",
    b"otp",
    b"pass",
    b"passcode",
    b"pwd",
    b"resourcekey",
    b"rlkey",
    b"sig",
    b"signature",
    b"subscriptionkey",
    b"tempauth",
    b"xamzsignature",
    b"xgoogsignature",
];
/// Ends of such names, as in `reset_password_token` and `clientSecret`.
const ENDS_OF_SECRETS: &[&[u8]] =
    &[b"token", b"password", b"passwd", b"secret", b"accesskey", b"apikey", b"authkey", b"privatekey", b"secretkey"];
/// Names with such an end that say no more than where a list goes on, or which step this is.
const NO_SECRET_NAMES: &[&[u8]] = &[
    b"pagetoken",
    b"skiptoken",
    b"nexttoken",
    b"continuationtoken",
    b"synctoken",
    b"forgotpassword",
    b"resetpassword",
    b"changepassword",
];
/// Names whose value may be anything: it is one when it is long and no words.
const PERHAPS: &[&[u8]] = &[b"auth", b"code", b"key", b"session", b"sessionid", b"sid", b"sas"];
/// Values that are none, whatever the name.
const NO_SECRETS: &[&str] = &["false", "no", "none", "null", "off", "on", "true", "undefined", "yes"];
/// Shortest value of such a name that is taken for a secret.
const SHORTEST_KEY: usize = 16;
/// How far a value is looked at.
const LONGEST_KEY: usize = 128;
/// Longest name that is looked at, with the signs between its words.
const LONGEST_NAME: usize = 40;
/// Longest path of a link without a scheme.
const LONGEST_PATH: usize = 200;
/// Longest name of a scheme, as `https`.
const LONGEST_SCHEME: usize = 16;

/// A link that was looked at.
#[derive(Clone, Copy)]
pub struct Link {
    /// What it gives away, if anything.
    pub secret: Option<Hit>,
    /// Where it ends; links within it were looked at with it.
    pub end: usize,
}

impl Link {
    /// None yet.
    pub const NONE: Self = Self { secret: None, end: 0 };

    /// Whether what stands here is part of a secret that is reported already.
    pub const fn hides(&self, at: usize) -> bool {
        self.secret.is_some() && at < self.end
    }
}

/// The link whose first `://` stands here.
pub fn look(text: &impl Look, at: usize) -> Link {
    let mut start = at;
    while at - start < LONGEST_SCHEME && text.before(start).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
    {
        start -= 1;
    }
    let end = end_of(text, at + 3);
    Link { secret: gives_away(text, at, end).then_some(Hit::new(Kind::Secret, start, end)), end }
}

/// The link without a scheme, `www.files.example/plan?…`, whose query starts here. Any other question mark ends as one that
/// gives nothing away.
pub fn look_bare(text: &impl Look, at: usize) -> Link {
    let end = end_of(text, at);
    if !gives_away(text, at, end) {
        return Link { secret: None, end };
    }
    let mut start = at;
    while at - start < LONGEST_PATH
        && text.before(start).is_some_and(|b| !ends_link(b) && !matches!(b, b'(' | b'[' | b'\'' | b','))
    {
        start -= 1;
    }
    let host: Vec<u8> = (start..at).map_while(|i| text.at(i)).take_while(|b| *b != b'/' && *b != b':').collect();
    let secret = is_host(&host.to_ascii_lowercase()).then_some(Hit::new(Kind::Secret, start, end));
    Link { secret, end }
}

/// Where a link ends that goes on from here.
fn end_of(text: &impl Look, from: usize) -> usize {
    let mut end = from;
    while text.at(end).is_some_and(|byte| !ends_link(byte)) {
        end += 1;
    }
    while end > from && text.before(end).is_some_and(|b| matches!(b, b'.' | b',' | b')' | b']' | b'}' | b'\'')) {
        end -= 1;
    }
    end
}

const fn ends_link(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'<' | b'>' | b'`')
}

/// Whether a part of a link holds a password, key or token.
fn gives_away(text: &impl Look, from: usize, end: usize) -> bool {
    (from..end).any(|i| match text.at(i) {
        Some(b':') if text.says(i, b"://") => lets_in(text, i + 3, end),
        Some(b'?' | b'&' | b'#' | b';') => has_key(text, i + 1, end),
        // A link within another, as mail filters write them.
        Some(b'%') if IN_LINKS.iter().any(|sign| text.says(i, sign)) => has_key(text, i + 3, end),
        _ => false,
    })
}

/// `?`, `&` and `#` as they stand in a link within another.
const IN_LINKS: &[&[u8]] = &[b"%3f", b"%26", b"%23"];

/// `name:password@` before a host, or a token for a name.
fn lets_in(text: &impl Look, start: usize, end: usize) -> bool {
    let mut colon = None;
    for i in start..end {
        match text.at(i) {
            Some(b':') if colon.is_none() => colon = Some(i),
            Some(b'@') => return colon.map_or_else(|| is_token(&value(text, start, i)), |c| c + 1 < i),
            Some(b'/' | b'?' | b'#') | None => return false,
            _ => {}
        }
    }
    false
}

/// `name=value` where the name says that the value is secret.
fn has_key(text: &impl Look, start: usize, end: usize) -> bool {
    let (mut name, mut length) = ([0; LONGEST_NAME], 0);
    let mut i = start;
    while let Some(byte) = text.at(i).filter(|b| !matches!(b, b'=' | b'%') && i < end.min(start + LONGEST_NAME)) {
        match (byte, name.get_mut(length)) {
            (b'-' | b'_' | b'.' | b'[' | b']', _) => {}
            (byte, Some(place)) if byte.is_ascii_alphanumeric() => {
                *place = byte.to_ascii_lowercase();
                length += 1;
            }
            _ => return false,
        }
        i += 1;
    }
    let from = match text.at(i) {
        Some(b'=') => i + 1,
        Some(b'%') if text.says(i, b"%3d") => i + 3,
        _ => return false,
    };
    let name = &name[..length];
    let is_secret = SECRETS.contains(&name) || ENDS_OF_SECRETS.iter().any(|word| name.ends_with(word));
    // `?signature=none` and `?pass=1` say how something is, and let nobody in.
    let says_none = |value: &[u8]| value.len() < 2 || NO_SECRETS.iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()));
    (is_secret && !NO_SECRET_NAMES.iter().any(|other| name.ends_with(other)) && !says_none(&value(text, from, end)))
        || (PERHAPS.contains(&name) && is_key(&value(text, from, end)))
}

/// A value that starts here, as far as it is looked at.
fn value(text: &impl Look, from: usize, end: usize) -> Vec<u8> {
    let goes_on = |(i, byte): &(usize, u8)| match byte {
        b'&' | b'#' | b';' => false,
        b'%' => !IN_LINKS.iter().any(|sign| text.says(*i, sign)),
        _ => true,
    };
    let bytes = (from..end.min(from + LONGEST_KEY)).map_while(|i| Some((i, text.at(i)?))).take_while(goes_on);
    bytes.map(|(_, byte)| byte).collect()
}

/// Whether a value is long, and more than words, numbers and days: `board-papers-2026-05-28`, `item7`, `2026q1`.
fn is_key(value: &[u8]) -> bool {
    let parts = || value.split(|b| !b.is_ascii_alphanumeric());
    // `a1b2c-d3e4f-g5h6i` is one as well.
    value.len() >= SHORTEST_KEY && (parts().any(is_mixed) || parts().filter(|part| alternates(part)).count() > 1)
}

/// What tokens of services that keep code begin with.
const TOKENS: &[&[u8]] = &[b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_", b"glpat-"];

/// Whether a user's name is none that anyone would have.
fn is_token(name: &[u8]) -> bool {
    is_key(name) || (name.len() >= SHORTEST_KEY && TOKENS.iter().any(|start| name.starts_with(start)))
}

/// A part as long as this is no word with its number.
const LONGEST_WORD: usize = 16;
/// Shortest part of a key that tells it from words.
const SHORTEST_MIXED: usize = 8;

/// Whether letters stand behind digits that letters stand before.
fn alternates(part: &[u8]) -> bool {
    let behind = part.iter().skip_while(|b| b.is_ascii_alphabetic()).skip_while(|b| b.is_ascii_digit());
    part.first().is_some_and(u8::is_ascii_alphabetic) && behind.copied().any(|b| b.is_ascii_alphabetic())
}

/// Whether letters and digits stand together as in no word with its number or day behind it.
fn is_mixed(part: &[u8]) -> bool {
    let letters = part.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let number = &part[letters..];
    // A word of more letters and its number is a key without a space.
    let is_numbered = part.len() < LONGEST_WORD && number.len() <= SHORTEST_MIXED && number.iter().all(u8::is_ascii_digit);
    let has_both = part.iter().any(u8::is_ascii_digit) && part.iter().any(u8::is_ascii_alphabetic);
    part.len() >= SHORTEST_MIXED && has_both && !is_numbered
}
