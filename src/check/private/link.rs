//! Links that let in whoever has them: a password before the host, a key or token behind it.

use super::email::is_host;
use super::plain::Look;
use super::{Hit, Kind};

/// Names in a link whose value is a secret whatever it is.
const SECRETS: &[&str] = &[
    "access_token",
    "accesstoken",
    "api_key",
    "api_token",
    "apikey",
    "auth_token",
    "authkey",
    "authtoken",
    "client_secret",
    "guestaccesstoken",
    "id_token",
    "jsessionid",
    "jwt",
    "otp",
    "pass",
    "passcode",
    "passwd",
    "password",
    "private_token",
    "pwd",
    "refresh_token",
    "resourcekey",
    "rlkey",
    "secret",
    "secret_key",
    "secret_token",
    "session_token",
    "sig",
    "signature",
    "subscription_key",
    "token",
    "x_amz_security_token",
    "x_amz_signature",
    "x_api_key",
    "x_goog_signature",
];
/// Names whose value may be anything: it is one when it is long and has letters and digits.
const PERHAPS: &[&str] = &["auth", "code", "key", "session", "session_id", "sessionid", "sid", "sas"];
/// Values that are none, whatever the name.
const NO_SECRETS: &[&str] = &["false", "no", "none", "null", "off", "on", "true", "undefined", "yes"];
/// Shortest value of such a name that is taken for a secret.
const SHORTEST_KEY: usize = 16;
/// Longest name that is looked at.
const LONGEST_NAME: usize = 24;
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
        Some(b':') if text.says(i, b"://") => has_password(text, i + 3, end),
        Some(b'?' | b'&' | b'#' | b';') => has_key(text, i + 1, end),
        _ => false,
    })
}

/// `name:password@` before a host.
fn has_password(text: &impl Look, start: usize, end: usize) -> bool {
    let mut colon = None;
    for i in start..end {
        match text.at(i) {
            Some(b':') if colon.is_none() => colon = Some(i),
            Some(b'@') => return colon.is_some_and(|c| c + 1 < i),
            Some(b'/' | b'?' | b'#') | None => return false,
            _ => {}
        }
    }
    false
}

/// `name=value` where the name says that the value is secret.
fn has_key(text: &impl Look, start: usize, end: usize) -> bool {
    let mut name = String::new();
    let mut i = start;
    while let Some(byte) = text.at(i).filter(|b| *b != b'=' && i < end && name.len() < LONGEST_NAME) {
        name.push(char::from(if byte == b'-' { b'_' } else { byte.to_ascii_lowercase() }));
        i += 1;
    }
    if text.at(i) != Some(b'=') {
        return false;
    }
    let value = || (i + 1..end).map_while(|j| text.at(j)).take_while(|b| !matches!(b, b'&' | b'#' | b';')).take(SHORTEST_KEY);
    let is_long =
        || value().count() == SHORTEST_KEY && value().any(|b| b.is_ascii_digit()) && value().any(|b| b.is_ascii_alphabetic());
    // `?signature=none` and `?pass=1` say how something is, and let nobody in.
    let has_value = || {
        let start: Vec<u8> = value().map(|b| b.to_ascii_lowercase()).collect();
        start.len() > 1 && !NO_SECRETS.iter().any(|word| word.as_bytes() == start)
    };
    (SECRETS.contains(&name.as_str()) && has_value()) || (PERHAPS.contains(&name.as_str()) && is_long())
}
