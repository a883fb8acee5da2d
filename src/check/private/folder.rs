//! Links to somebody's own folder, which hold the e-mail address of whoever has it.

use super::email::{TOPS, is_office};
use super::plain::{LETTER, Look};
use super::{Hit, Kind};

/// What stands before the address: as the link is shared, and within another link.
const PERSONAL: [&[u8]; 2] = [b"/personal/", b"%2fpersonal%2f"];
/// What stands there for every sign in it: as the link is shared, and as the address bar has it.
const SIGNS: [&[u8]; 2] = [b"_", b"%5f"];
/// The host of such folders, after the name of the organisation.
const OF_FOLDERS: &[u8] = b"-my.sharepoint.";
/// Longest way from the host to the folder.
const LONGEST_WAY: usize = 200;
/// Longest address.
const LONGEST: usize = 255;
/// Words of an address's host that name no organisation.
const OF_HOSTS: &[&[u8]] = &[b"ac", b"co", b"gov", b"nhs", b"nhsmail", b"police", b"wales"];

/// The address in such a link, where what stands before it begins here.
pub fn look(text: &impl Look, at: usize) -> Option<Hit> {
    let before = PERSONAL.into_iter().find(|before| text.says(at, before))?;
    let way = (1..=LONGEST_WAY).map_while(|back| at.checked_sub(back));
    let mut way = way.take_while(|place| text.at(*place).is_some_and(|b| b.is_ascii_graphic()));
    if !way.any(|place| text.says(place, OF_FOLDERS)) {
        return None;
    }
    let start = at + before.len();
    let words = words(text, start);
    let top = words.iter().rposition(|word| TOPS.contains(&word.of_host()))?;
    let end = words[top].at + words[top].of_host().len();
    let named = words[..top].iter().rposition(|word| !OF_HOSTS.contains(&word.of_host())).map_or(0, |last| last + 1);
    // The last of these may be the organisation's, but for the host that all of the service has.
    let of_service = matches!(&words[..=top], [.., host, top] if host.said == b"nhs" && top.of_host() == b"net");
    let least = if of_service { named } else { named.saturating_sub(1).max(1) };
    let of_office = |words: &[Word]| is_office(words.iter().map(|word| &*word.said));
    let is_one = top > 1 && named > 0 && !(least..=named).any(|count| of_office(&words[..count]));
    is_one.then_some(Hit::new(Kind::Email, start, end))
}

/// What stands between two signs.
struct Word {
    at: usize,
    said: Vec<u8>,
}

impl Word {
    /// As far as it may be of a host: what ends a quotation, or follows a dash, joins on to the last one.
    fn of_host(&self) -> &[u8] {
        let end = self.said.iter().position(|b| !b.is_ascii_alphanumeric());
        &self.said[..end.unwrap_or(self.said.len())]
    }
}

fn words(text: &impl Look, start: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut at, mut word) = (start, Word { at: start, said: Vec::new() });
    while let Some(byte) = text.at(at).filter(|_| at - start < LONGEST) {
        if let Some(sign) = SIGNS.into_iter().find(|sign| text.says(at, sign)) {
            at += sign.len();
            words.push(std::mem::replace(&mut word, Word { at, said: Vec::new() }));
        } else if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'\'' | LETTER) {
            at += 1;
            word.said.push(byte.to_ascii_lowercase());
        } else {
            break;
        }
    }
    words.push(word);
    words
}
