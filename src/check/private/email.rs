//! E-mail addresses of people. An office's own mailbox names nobody.

use super::plain::{LETTER, Look};
use super::{Hit, Kind};

/// Longest name before the `@`.
const LONGEST_NAME: usize = 64;
/// Longest host after it.
const LONGEST_HOST: usize = 255;

/// Words that mailboxes of offices are named with. A name all of whose words are here is nobody's.
const OFFICES: &[&str] = &[
    "admin",
    "alerts",
    "and",
    "board",
    "bookings",
    "chair",
    "chief",
    "clinical",
    "committee",
    "comms",
    "communications",
    "company",
    "complaints",
    "conflict",
    "contact",
    "contactus",
    "corporate",
    "datix",
    "deputy",
    "director",
    "do",
    "donotreply",
    "emergency",
    "england",
    "enquiries",
    "enquiry",
    "eprr",
    "estates",
    "executive",
    "facilities",
    "feedback",
    "foi",
    "freedom",
    "freedomtospeakup",
    "ftsu",
    "git",
    "governance",
    "guardian",
    "h&s",
    "health",
    "hello",
    "help",
    "helpdesk",
    "hr",
    "hs",
    "hse",
    "incident",
    "incidents",
    "info",
    "infoline",
    "information",
    "it",
    "lead",
    "legal",
    "line",
    "lsms",
    "mail",
    "mailbox",
    "management",
    "manager",
    "media",
    "medical",
    "minutes",
    "news",
    "newsletter",
    "nhs",
    "no",
    "noreply",
    "not",
    "nurse",
    "nursing",
    "occupational",
    "of",
    "office",
    "officer",
    "pals",
    "patient",
    "payroll",
    "people",
    "planning",
    "policies",
    "policy",
    "postmaster",
    "practice",
    "press",
    "prevention",
    "privacy",
    "quality",
    "reception",
    "recruitment",
    "reduction",
    "reply",
    "reporting",
    "resilience",
    "resolution",
    "risk",
    "safeguarding",
    "safety",
    "secretariat",
    "secretary",
    "security",
    "service",
    "servicedesk",
    "services",
    "side",
    "speak",
    "speakup",
    "staff",
    "support",
    "switchboard",
    "team",
    "to",
    "training",
    "trust",
    "union",
    "unison",
    "up",
    "violence",
    "vpr",
    "vprteam",
    "ward",
    "webmaster",
    "wellbeing",
    "workforce",
];

/// Ends of file names that look like the end of a host.
const FILES: &[&str] = &[
    "csv", "doc", "docx", "htm", "html", "json", "pdf", "png", "ppt", "pptx", "toml", "txt", "xls", "xlsx", "xml", "yaml", "yml",
];

/// What stands behind the sign in links to chats, which name nobody's mailbox.
const CHATS: &[&[u8]] = &[b"thread.skype", b"unq.gbl.spaces"];

/// What may stand in a mailbox name or a host.
fn is_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-' | b'\'' | LETTER)
}

/// An address whose `@` stands from `at` to `after`.
pub fn look(text: &impl Look, at: usize, after: usize) -> Option<Hit> {
    let mut name = Vec::new();
    while let Some(byte) = text.before(at - name.len()).filter(|b| is_address(*b) && name.len() < LONGEST_NAME) {
        name.push(byte.to_ascii_lowercase());
    }
    while matches!(name.last(), Some(b'.' | b'-' | b'\'')) {
        name.pop();
    }
    name.reverse();
    let mut host = Vec::new();
    while let Some(byte) = text.at(after + host.len()).filter(|b| is_address(*b) && *b != b'\'' && host.len() < LONGEST_HOST) {
        host.push(byte.to_ascii_lowercase());
    }
    while matches!(host.last(), Some(b'.' | b'-' | b'_' | b'+')) {
        host.pop();
    }
    // A file may be named after an address.
    while let Some(point) = host.iter().rposition(|b| *b == b'.').filter(|point| is_file_ending(&host[point + 1..])) {
        host.truncate(point);
    }
    if !is_host(&host) {
        // `jane.smith@nhs.net_old.pdf`, `jane.smith@nhs.net-2026.pdf`
        let ends = |end: &usize| matches!(host[*end], b'-' | b'_') && has_common_top(&host[..*end]) && is_host(&host[..*end]);
        host.truncate((0..host.len()).find(ends).unwrap_or(host.len()));
    }
    let start = at - name.len();
    let is_address = !name.is_empty() && is_host(&host) && !CHATS.contains(&&*host);
    let is_one = is_address && !is_office([behind_code(&name)]) && !is_office_by_ampersand(text, start, &name);
    is_one.then_some(Hit::new(Kind::Email, start, after + host.len()))
}

/// Ends of hosts here, and the commonest of others.
pub(super) const TOPS: &[&[u8]] = &[b"com", b"cymru", b"net", b"org", b"scot", b"uk", b"wales"];

/// An address whose sign is written `(at)` or `[at]`, with or without a space on either side. With one, it may be a word of a
/// sentence, and two words without a space after a full stop are no host.
pub fn look_in_words(text: &impl Look, at: usize) -> Option<Hit> {
    const SIGN: usize = 4;
    let before = usize::from(text.before(at) == Some(b' '));
    let after = usize::from(text.at(at + SIGN) == Some(b' '));
    let hit = look(text, at - before, at + SIGN + after)?;
    let ends_in =
        |top: &[u8]| hit.end.checked_sub(top.len()).is_some_and(|from| text.before(from) == Some(b'.') && text.says(from, top));
    (before + after == 0 || TOPS.iter().any(|top| ends_in(top))).then_some(hit)
}

fn has_common_top(host: &[u8]) -> bool {
    TOPS.iter().any(|top| host.strip_suffix(*top).is_some_and(|rest| rest.ends_with(b".")))
}

/// Whether it has a domain at its end, and is no file's name.
pub(super) fn is_host(host: &[u8]) -> bool {
    let Some(point) = host.iter().rposition(|b| *b == b'.') else { return false };
    let (labels, top) = (&host[..point], &host[point + 1..]);
    let is_top = top.len() >= 2 && top.iter().all(u8::is_ascii_alphabetic) && !is_file_ending(top);
    is_top && labels.split(|b| *b == b'.').all(|label| !label.is_empty())
}

fn is_file_ending(top: &[u8]) -> bool {
    FILES.iter().any(|ending| ending.as_bytes() == top)
}

/// Fewest digits that may be somebody's number in a register of staff: before fewer, the sign is that of a price.
const SHORTEST_STAFF_NUMBER: usize = 4;

/// Whether every word of a mailbox's name, in the singular and without a number, is one of an office. The name may come in parts.
pub(super) fn is_office<'n>(parts: impl IntoIterator<Item = &'n [u8]>) -> bool {
    let (mut has_word, mut digits) = (false, 0);
    let all = parts.into_iter().flat_map(|part| part.split(|b| matches!(b, b'.' | b'_' | b'-' | b'+'))).all(|word| {
        let length = word.len();
        let word = without_number(word);
        digits += length - word.len();
        has_word |= !word.is_empty();
        word.is_empty() || is_of_office(word) || word.strip_suffix(b"s").is_some_and(is_of_office)
    });
    all && (has_word || digits < SHORTEST_STAFF_NUMBER)
}

fn without_number(word: &[u8]) -> &[u8] {
    &word[..word.iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |last| last + 1)]
}

/// Shortest of the words that are written in one: of shorter ones, names of people are made as well.
const SHORTEST_JOINED: usize = 4;

/// Whether a word is one of an office, or several in one: `securityteam`, `healthandsafety`.
fn is_of_office(word: &[u8]) -> bool {
    let is_known = |word: &[u8]| OFFICES.iter().any(|office| office.as_bytes() == word);
    let starts = || OFFICES.iter().filter(|office| office.len() >= SHORTEST_JOINED);
    is_known(word)
        || starts().filter_map(|office| word.strip_prefix(office.as_bytes())).any(|rest| {
            let rest = rest.strip_prefix(b"and").unwrap_or(rest);
            rest.len() >= SHORTEST_JOINED && is_of_office(rest)
        })
}

/// What stands behind an organisation's code at the start of a mailbox's name, as all shared ones of the NHS's service have it:
/// `rxx.violence`, `a81001.reception`.
fn behind_code(name: &[u8]) -> &[u8] {
    let Some(point) = name.iter().position(|b| *b == b'.') else { return name };
    let (code, rest) = (&name[..point], &name[point + 1..]);
    // Three letters that can be said are a first name, and many words of offices a surname: `sue.england`, `ray.ward`.
    let is_name = code.iter().all(u8::is_ascii_alphabetic) && code.iter().any(|b| b"aeiouy".contains(b));
    let is_code = match code {
        [_, _, _] => code.iter().all(u8::is_ascii_alphanumeric) && !code.iter().all(u8::is_ascii_digit) && !is_name,
        [letter, digits @ ..] => letter.is_ascii_alphabetic() && digits.len() == 5 && digits.iter().all(u8::is_ascii_digit),
        [] => false,
    };
    if is_code { rest } else { name }
}

/// Whether a name that starts here is the end of that of an office: `h&s`, `health&safety.team`.
fn is_office_by_ampersand(text: &impl Look, at: usize, name: &[u8]) -> bool {
    if text.before(at) != Some(b'&') {
        return false;
    }
    let mut first: Vec<u8> = Vec::new();
    while let Some(byte) = text.before(at - 1 - first.len()).filter(|b| b.is_ascii_alphanumeric() && first.len() < LONGEST_NAME) {
        first.push(byte.to_ascii_lowercase());
    }
    first.reverse();
    is_office([&*[&first, &b"&"[..], name].concat()]) || (!first.is_empty() && is_office([&*first, name]))
}
