//! The console's keyboard, on Windows. A console marks no pastes: their keys come as if typed, only quicker. They are read as
//! events and not as lines, so that what came together is known, and so that letters are known that no key of this keyboard
//! stands for: those come as Alt codes.

use std::io;
use std::time::{Duration, Instant};

use crossterm_winapi::{Console, ConsoleMode, Handle, HandleType, InputRecord, KeyEventRecord};

use super::keys::Key;

/// Bits of the console's modes, as Windows has them.
const CTRL_C_IS_A_SIGNAL: u32 = 0x0001;
const KEYS_AS_SEQUENCES: u32 = 0x0200;
const TAKES_SEQUENCES: u32 = 0x0004;

/// Codes of keys, as Windows has them.
const ALT: u16 = 0x12;
const NAMED: [(u16, Key); 8] = [
    // Some consoles give a character with it, and some do not.
    (0x1b, Key::Escape),
    (0x23, Key::End),
    (0x24, Key::Home),
    (0x25, Key::Left),
    (0x26, Key::Up),
    (0x27, Key::Right),
    (0x28, Key::Down),
    (0x2e, Key::Delete),
];
/// Either Alt key is held.
const ALT_HELD: u32 = 0x0003;

/// How often to look whether something has come.
const LOOK: Duration = Duration::from_millis(1);

/// Keys as they come.
pub struct Keys {
    input: Console,
    decoder: Decoder,
    /// Read already, to be handed over.
    ahead: Vec<Key>,
}

impl Keys {
    /// Begins. Whoever started this may have left the console in any mode.
    pub fn begin(_marks_pastes: bool, _draws: bool) -> io::Result<Self> {
        let handle = Handle::new(HandleType::InputHandle)?;
        let mode = ConsoleMode::from(handle.clone());
        mode.set_mode((mode.mode()? | CTRL_C_IS_A_SIGNAL) & !KEYS_AS_SEQUENCES)?;
        Ok(Self { input: Console::from(handle), decoder: Decoder::default(), ahead: Vec::new() })
    }

    /// The keys that are there, one at least; waits for the first.
    pub fn read(&mut self) -> io::Result<Vec<Key>> {
        self.take_what_is_there()?;
        while self.ahead.is_empty() {
            let record = self.input.read_single_input_event()?;
            self.take(&record);
            self.take_what_is_there()?;
        }
        Ok(std::mem::take(&mut self.ahead))
    }

    /// Whether more arrives within this time.
    pub fn more_within(&mut self, time: Duration) -> bool {
        let start = Instant::now();
        loop {
            // What can't be read now will be told by the next read.
            let read = self.take_what_is_there();
            if read.is_err() || !self.ahead.is_empty() || start.elapsed() > time {
                return !self.ahead.is_empty();
            }
            std::thread::sleep(LOOK);
        }
    }

    fn take_what_is_there(&mut self) -> io::Result<()> {
        for record in self.input.read_console_input()? {
            self.take(&record);
        }
        Ok(())
    }

    fn take(&mut self, record: &InputRecord) {
        if let InputRecord::KeyEvent(record) = record {
            self.ahead.extend(self.decoder.feed(&Event::of(record)));
        }
    }
}

/// What happened to a key.
struct Event {
    code: u16,
    /// A character, half of one, or 0 for none.
    unit: u16,
    down: bool,
    alt: bool,
    count: u16,
}

impl Event {
    fn of(record: &KeyEventRecord) -> Self {
        Self {
            code: record.virtual_key_code,
            unit: record.u_char,
            down: record.key_down,
            alt: record.control_key_state.has_state(ALT_HELD),
            count: record.repeat_count,
        }
    }
}

/// From what happened to keys to what they mean.
#[derive(Default)]
struct Decoder {
    /// The first half of a character beyond the first 65,536, whose other half comes as a key of its own.
    half: Option<u16>,
}

impl Decoder {
    fn feed(&mut self, event: &Event) -> Vec<Key> {
        // An Alt code is there once Alt is let go. Otherwise only pressing counts.
        if !event.down && (event.code != ALT || event.unit == 0) {
            return Vec::new();
        }
        let key = match event.unit {
            // Digits of an Alt code, or arrows in their place.
            0 if event.alt => None,
            0 => NAMED.iter().find(|(code, _)| *code == event.code).map(|(_, key)| key.clone()),
            unit => self.character(unit),
        };
        key.map(|key| vec![key; usize::from(event.count.max(1))]).unwrap_or_default()
    }

    fn character(&mut self, unit: u16) -> Option<Key> {
        let units = [self.half.take(), Some(unit)];
        let c = match char::decode_utf16(units.into_iter().flatten()).next()? {
            Ok(c) => c,
            Err(_) if units[0].is_none() => {
                self.half = Some(unit);
                return None;
            }
            Err(_) => char::REPLACEMENT_CHARACTER,
        };
        Some(match c {
            '\u{1b}' => Key::Escape,
            // Ctrl-Z ends the input here; nothing is put aside.
            '\u{1a}' => Key::EndOfInput,
            // It is a signal, unless it was pasted.
            '\u{3}' => Key::Other,
            c => Key::of(c),
        })
    }
}

/// Whether there is a console, and not a pipe that some other terminal reads and writes as if it were one.
pub fn is_console() -> bool {
    Handle::new(HandleType::InputHandle).is_ok_and(|input| ConsoleMode::from(input).mode().is_ok())
}

/// Whether the console moves its cursor as sequences say; from now on it does if it can. That of Windows 10 and 11 can, unless
/// it was set to be as in older ones.
pub fn takes_sequences() -> bool {
    let begin = || {
        let mode = ConsoleMode::from(Handle::current_out_handle()?);
        mode.set_mode(mode.mode()? | TAKES_SEQUENCES)
    };
    begin().is_ok()
}

/// Rows and columns of the screen now.
pub fn size() -> (usize, usize) {
    let (rows, columns) = console::Term::stderr().size();
    (usize::from(rows), usize::from(columns))
}

/// Nothing to remember: nothing here puts a program aside.
pub fn shows(_line: String) {}

/// Never called: Ctrl-Z ends the input.
#[expect(clippy::unnecessary_wraps, reason = "it can fail where there is something to do")]
pub fn pause() -> io::Result<()> {
    Ok(())
}

/// Never called: Ctrl-C is a signal.
#[expect(clippy::unnecessary_wraps, reason = "it can fail where there is something to do")]
pub fn interrupt() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: u16, unit: u16) -> Event {
        Event { code, unit, down: true, alt: false, count: 1 }
    }

    fn release(code: u16, unit: u16) -> Event {
        Event { down: false, ..press(code, unit) }
    }

    fn keys(events: &[Event]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        events.iter().flat_map(|event| decoder.feed(event)).collect()
    }

    #[test]
    fn pressing_counts_and_letting_go_does_not() {
        let typed =
            [press(0x41, 0x61), release(0x41, 0x61), press(0x10, 0), press(0x25, 0), press(0x0d, 0x0d), release(0x0d, 0x0d)];
        assert_eq!(keys(&typed), [Key::Char('a'), Key::Left, Key::Enter]);
        let held = Event { count: 3, ..press(0x08, 0x08) };
        assert_eq!(keys(&[held]), vec![Key::Backspace; 3]);
        assert_eq!(keys(&[press(0x5a, 0x1a)]), [Key::EndOfInput]);
        assert_eq!(keys(&[press(0x1b, 0x1b), press(0x1b, 0)]), vec![Key::Escape; 2]);
    }

    #[test]
    fn letters_that_no_key_stands_for_come_as_alt_codes() {
        let digit = |code| Event { alt: true, ..press(code, 0) };
        let typed = [digit(ALT), digit(0x61), digit(0x26), release(ALT, 0x2019), press(ALT, 0), release(ALT, 0)];
        assert_eq!(keys(&typed), [Key::Char('’')]);
    }

    #[test]
    fn a_character_in_two_halves_is_one_and_half_of_one_is_seen() {
        let halves = [press(0, 0xd83d), release(0, 0xd83d), press(0, 0xde00), release(0, 0xde00)];
        assert_eq!(keys(&halves), [Key::Char('😀')]);
        assert_eq!(keys(&[press(0, 0xd83d), press(0, 0x61)]), [Key::Char('\u{fffd}')]);
    }
}
