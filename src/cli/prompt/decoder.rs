//! From the bytes a terminal sends to keys, on Unix: what was typed, what was pasted, and which key it was.

use super::keys::Key;

/// Begins a paste, on terminals that say so ("bracketed paste").
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
/// Ends it.
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// Longest sequence of a key that is waited for; a longer one is no key.
const LONGEST_SEQUENCE: usize = 32;

/// Takes bytes as they come, in any pieces.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The start of a sequence or of a character whose rest is still to come.
    pending: Vec<u8>,
    /// What was pasted so far.
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// The keys that are complete with these bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Key> {
        let mut keys = Vec::new();
        if self.paste.is_some() && bytes == [CTRL_C] {
            // A paste whose end was lost on the way must not hold the person captive; one that goes on comes in bulk.
            *self = Self::default();
        }
        for byte in bytes {
            if let Some(paste) = &mut self.paste {
                paste.push(*byte);
                if paste.ends_with(PASTE_ENDS) {
                    let text = &paste[..paste.len() - PASTE_ENDS.len()];
                    keys.push(Key::Paste(lines(&String::from_utf8_lossy(text))));
                    self.paste = None;
                }
                continue;
            }
            self.pending.push(*byte);
            if self.pending == PASTE_BEGINS {
                self.paste = Some(Vec::new());
                self.pending.clear();
            } else if let Some(key) = key_of(&self.pending) {
                keys.push(key);
                self.pending.clear();
            }
        }
        keys
    }

    /// Whether what came so far is the Escape key, unless more follows at once.
    pub fn may_be_escape(&self) -> bool {
        self.paste.is_none() && self.pending == [ESC]
    }

    /// Nothing followed: it was the Escape key.
    pub fn escape(&mut self) -> Key {
        self.pending.clear();
        Key::Escape
    }
}

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// The key that a complete sequence stands for; `None` while more has to come.
fn key_of(bytes: &[u8]) -> Option<Key> {
    match bytes {
        [ESC] | [ESC, b'[' | b'O'] => None,
        [ESC, b'[', parameters @ .., last] => {
            if !(0x40..=0x7e).contains(last) {
                return (bytes.len() > LONGEST_SEQUENCE).then_some(Key::Other);
            }
            Some(match (parameters, last) {
                (_, b'A') => Key::Up,
                (_, b'B') => Key::Down,
                (_, b'D') => Key::Left,
                (_, b'C') => Key::Right,
                (_, b'H') | (b"1" | b"7", b'~') => Key::Home,
                (_, b'F') | (b"4" | b"8", b'~') => Key::End,
                (b"3", b'~') => Key::Delete,
                _ => Key::Other,
            })
        }
        [ESC, b'O', last] => Some(match last {
            b'A' => Key::Up,
            b'B' => Key::Down,
            b'D' => Key::Left,
            b'C' => Key::Right,
            b'H' => Key::Home,
            b'F' => Key::End,
            _ => Key::Other,
        }),
        [ESC, ..] => Some(Key::Other),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.chars().next().map(Key::of),
            // The rest of the character is still to come.
            Err(error) if error.error_len().is_none() => None,
            Err(_) => Some(Key::Char(char::REPLACEMENT_CHARACTER)),
        },
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_one_key_whatever_is_in_it_and_however_it_arrives() {
        let sent = b"a\x1b[200~one\r\ntwo\r\x03\x1a\x1b[31mthree\x1b[201~\r";
        let pasted = Key::Paste("one\ntwo\n\u{3}\u{1a}\u{1b}[31mthree".to_owned());
        let expected = [Key::Char('a'), pasted, Key::Enter];
        assert_eq!(Decoder::default().feed(sent), expected);
        let mut decoder = Decoder::default();
        let in_pieces: Vec<Key> = sent.chunks(3).flat_map(|piece| decoder.feed(piece)).collect();
        assert_eq!(in_pieces, expected);
    }

    #[test]
    fn a_paste_that_never_ends_can_be_broken_off() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b[200~lost"), []);
        assert_eq!(decoder.feed(b"\x03"), [Key::Interrupt]);
        assert_eq!(decoder.feed(b"a"), [Key::Char('a')]);
    }

    #[test]
    fn characters_come_whole_and_bytes_that_are_none_are_seen() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(&"é".as_bytes()[..1]), []);
        assert_eq!(decoder.feed(&"é".as_bytes()[1..]), [Key::Char('é')]);
        assert_eq!(decoder.feed("שלום😀".as_bytes()).len(), 5);
        assert_eq!(decoder.feed(b"\xe9 "), [Key::Char('\u{fffd}')], "Latin-1 is not taken for something else");
    }

    #[test]
    fn keys_that_mean_nothing_here_leave_no_debris() {
        let mut decoder = Decoder::default();
        assert_eq!(
            decoder.feed(b"\x1b[D\x1b[1;5C\x1bOH\x1b[15~\x1bx"),
            [Key::Left, Key::Right, Key::Home, Key::Other, Key::Other]
        );
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert!(decoder.may_be_escape());
        assert_eq!(decoder.escape(), Key::Escape);
        // Junk that begins like a sequence ends some time.
        let junk = [b"\x1b[".as_slice(), &[b'1'; 100], b"z"].concat();
        assert!(decoder.feed(&junk).len() > 1);
    }
}
