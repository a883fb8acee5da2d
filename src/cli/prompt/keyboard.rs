//! Replies typed, pasted or picked at a terminal.

use std::io;

use super::Replies;
use super::list::{List, Move, Picked};
use crate::interview::Reply;

/// What the terminal can do while a line is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Arrow keys move within the text.
    Free,
    /// The text grows and shrinks at its end only: nothing read out before changes.
    AtEnd,
    /// As `AtEnd`, on a terminal that knows no cursor movement but backspace.
    Dumb,
}

pub use system::Keyboard;

#[cfg(unix)]
mod system {
    use super::{List, Motion, Move, Picked, Replies, Reply, io, reply};
    use crate::cli::prompt::editor::{Done, Editor};
    use crate::cli::prompt::keys::{Decoder, Key};
    use crate::cli::prompt::tty;
    use crate::cli::surroundings::screen_width;
    use std::collections::VecDeque;
    use std::time::Duration;

    /// How long to wait for the rest of a key before it was Escape alone; a slow line sends a key in pieces.
    const REST_OF_KEY: Duration = Duration::from_millis(60);
    /// What follows Enter within this time was not typed by a person: it is the rest of a paste that was not marked as one.
    const REST_OF_PASTE: Duration = Duration::from_millis(15);

    /// The terminal's keyboard.
    pub struct Keyboard {
        /// Held from question to question: what is typed or pasted meanwhile is neither cut nor shown at the wrong place.
        _mode: tty::KeyByKey,
        motion: Motion,
        decoder: Decoder,
        /// Keys that came together with others.
        waiting: VecDeque<Key>,
        /// The last key came with no other.
        alone: bool,
    }

    impl Keyboard {
        /// Takes the terminal until this is dropped.
        pub fn new(motion: Motion) -> io::Result<Self> {
            let mode = tty::KeyByKey::begin(motion != Motion::Dumb, motion == Motion::Free)?;
            Ok(Self { _mode: mode, motion, decoder: Decoder::default(), waiting: VecDeque::new(), alone: true })
        }

        /// The next key.
        fn key(&mut self) -> io::Result<Key> {
            let mut buffer = [0; 4096];
            loop {
                if let Some(key) = self.waiting.pop_front() {
                    return Ok(key);
                }
                let count = tty::read(&mut buffer)?;
                self.waiting.extend(self.decoder.feed(&buffer[..count]));
                if self.decoder.may_be_escape() && !tty::more_within(REST_OF_KEY) {
                    self.waiting.push_back(self.decoder.escape());
                }
                self.alone = self.waiting.len() == 1;
            }
        }

        /// Whether an Enter was pasted, on a terminal that does not mark pastes. Within several lines only an Enter that came
        /// by itself was pressed; at the end of one line, one behind which nothing comes. Enter held down is Enter once.
        fn is_pasted(&mut self, within_several: bool) -> bool {
            if within_several {
                return !self.alone;
            }
            if self.waiting.is_empty() {
                return tty::more_within(REST_OF_PASTE);
            }
            let only_enters = self.waiting.iter().all(|key| *key == Key::Enter);
            if only_enters {
                self.waiting.clear();
            }
            !only_enters
        }

        /// A character with all that came together with it: a long paste is taken in a few steps.
        fn run_of(&mut self, first: char) -> String {
            let mut run = String::from(first);
            loop {
                match self.waiting.front() {
                    Some(Key::Char(c)) => run.push(*c),
                    Some(Key::Enter) if self.waiting.iter().any(|key| *key != Key::Enter) => run.push('\n'),
                    _ => return run,
                }
                self.waiting.pop_front();
            }
        }

        /// Lets the person pick from a list. `above` is shown with it after a pause.
        pub fn pick(&mut self, above: &str, list: &mut List<'_>) -> io::Result<Picked> {
            let above = above.replace('\n', "\r\n");
            say(&list.draw(tty::size()))?;
            let picked = loop {
                tty::shows(format!("{above}{}", list.whole(tty::size())));
                let key = self.key()?;
                match key {
                    Key::Up => list.go(Move::Up),
                    Key::Down => list.go(Move::Down),
                    Key::Home => list.go(Move::First),
                    Key::End => list.go(Move::Last),
                    Key::Enter => break Picked::Item(list.marked()),
                    Key::Escape => break Picked::Back,
                    Key::EndOfInput => break Picked::End,
                    Key::Char(c) if c != ' ' => {
                        self.waiting.push_front(key);
                        break Picked::Typing;
                    }
                    Key::Paste(_) => {
                        self.waiting.push_front(key);
                        break Picked::Typing;
                    }
                    Key::Interrupt => return interrupt(),
                    Key::Suspend => tty::pause()?,
                    _ => {}
                }
                say(&list.draw(tty::size()))?;
            };
            say(&list.take_off(tty::size().1))?;
            Ok(picked)
        }
    }

    impl Replies for Keyboard {
        fn width(&self) -> Option<usize> {
            Some(screen_width())
        }

        fn next(&mut self, above: &str, lead: &str) -> io::Result<Reply> {
            let above: String = above.lines().map(|line| format!("{line}\r\n")).collect();
            let mut editor = Editor::new(lead, tty::size().1, self.motion);
            loop {
                if self.waiting.is_empty() {
                    tty::shows(format!("{above}{}", editor.whole()));
                }
                let key = self.key()?;
                let key = match key {
                    Key::Char(c) => Key::Paste(self.run_of(c)),
                    Key::Enter if self.is_pasted(editor.is_several_lines()) => Key::Paste("\n".to_owned()),
                    key => key,
                };
                editor.resize(tty::size().1);
                let done = editor.press(key);
                say(&editor.take_echo())?;
                match done {
                    Some(Done::Reply(text)) => return Ok(reply(&text)),
                    Some(Done::Back) => return Ok(Reply::Back),
                    Some(Done::End) => return Ok(Reply::End),
                    Some(Done::Interrupt) => return interrupt(),
                    Some(Done::Suspend) => tty::pause()?,
                    None => {}
                }
            }
        }
    }

    fn say(text: &str) -> io::Result<()> {
        tty::end_if_gone(crate::cli::prompt::say(text))
    }

    fn interrupt<T>() -> io::Result<T> {
        signal_hook::low_level::raise(signal_hook::consts::SIGINT)?;
        Err(io::ErrorKind::Interrupted.into())
    }
}

/// The console edits a line itself and hands it over whole.
#[cfg(not(unix))]
mod system {
    use super::{List, Motion, Move, Picked, Replies, Reply, io, reply};
    use crate::cli::prompt::say;
    use crate::cli::surroundings::screen_width;
    use console::{Key, Term};

    /// The console's keyboard.
    pub struct Keyboard(Term);

    impl Keyboard {
        /// Takes the console.
        #[expect(clippy::unnecessary_wraps, reason = "it can fail where modes have to be set")]
        pub fn new(_motion: Motion) -> io::Result<Self> {
            Ok(Self(Term::stderr()))
        }

        /// Lets the person pick from a list.
        pub fn pick(&mut self, _above: &str, list: &mut List<'_>) -> io::Result<Picked> {
            let size = || {
                let (rows, columns) = self.0.size();
                (usize::from(rows), usize::from(columns))
            };
            say(&list.draw(size()))?;
            let picked = loop {
                match self.0.read_key()? {
                    Key::ArrowUp => list.go(Move::Up),
                    Key::ArrowDown => list.go(Move::Down),
                    Key::Home => list.go(Move::First),
                    Key::End => list.go(Move::Last),
                    Key::Enter => break Picked::Item(list.marked()),
                    Key::Escape => break Picked::Back,
                    Key::Char('\u{4}' | '\u{1a}') => break Picked::End,
                    Key::Char(c) if !c.is_control() && c != ' ' => break Picked::Typing,
                    _ => {}
                }
                say(&list.draw(size()))?;
            };
            say(&list.take_off(size().1))?;
            Ok(picked)
        }
    }

    impl Replies for Keyboard {
        fn width(&self) -> Option<usize> {
            Some(screen_width())
        }

        fn next(&mut self, _above: &str, _lead: &str) -> io::Result<Reply> {
            let mut line = String::new();
            if io::stdin().read_line(&mut line)? == 0 {
                say("\n")?;
                return Ok(Reply::End);
            }
            Ok(reply(line.trim_end_matches(['\r', '\n'])))
        }
    }
}

fn reply(text: &str) -> Reply {
    let text = console::strip_ansi_codes(text).into_owned();
    if text.contains('\n') { Reply::Pasted(text) } else { Reply::Typed(text) }
}
