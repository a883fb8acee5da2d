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
    "comms",
    "communications",
    "company",
    "complaints",
    "contact",
    "contactus",
    "corporate",
    "datix",
    "deputy",
    "director",
    "england",
    "enquiries",
    "enquiry",
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
    "health",
    "hello",
    "help",
    "helpdesk",
    "hr",
    "incident",
    "incidents",
    "info",
    "information",
    "it",
    "lead",
    "line",
    "lsms",
    "mail",
    "mailbox",
    "manager",
    "media",
    "medical",
    "minutes",
    "news",
    "newsletter",
    "nhs",
    "no",
    "noreply",
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
    "staffside",
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
    "violenceprevention",
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
    let is_one = !name.is_empty() && is_host(&host) && !is_office(&name);
    is_one.then_some(Hit::new(Kind::Email, at - name.len(), after + host.len()))
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

/// Whether every word of a mailbox's name, in the singular and without a number, is one of an office.
pub(super) fn is_office(name: &[u8]) -> bool {
    let is_known = |word: &[u8]| OFFICES.iter().any(|office| office.as_bytes() == word);
    name.split(|b| matches!(b, b'.' | b'_' | b'-' | b'+')).all(|word| {
        let letters = word.len() - word.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let word = &word[..letters];
        word.is_empty() || is_known(word) || word.strip_suffix(b"s").is_some_and(is_known)
    })
}
