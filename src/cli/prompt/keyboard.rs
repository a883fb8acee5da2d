//! Replies typed, pasted or picked at a terminal.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use super::editor::{Done, Editor};
use super::keys::Key;
use super::list::{List, Move, Picked};
#[cfg(unix)]
use super::tty as system;
#[cfg(windows)]
use super::windows as system;
use super::{Replies, say_or_end as say};
use crate::cli::surroundings::screen_width;
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

/// What follows Enter within this time was not typed by a person: it is the rest of a paste that was not marked as one.
const REST_OF_PASTE: Duration = Duration::from_millis(15);

/// The terminal's keyboard.
pub struct Keyboard {
    /// Held from question to question: what is typed or pasted meanwhile is neither cut nor shown at the wrong place.
    keys: system::Keys,
    motion: Motion,
    /// Keys that came together with others.
    waiting: VecDeque<Key>,
    /// The last key came with no other.
    alone: bool,
}

impl Keyboard {
    /// Takes the terminal until this is dropped.
    pub fn new(motion: Motion) -> io::Result<Self> {
        let keys = system::Keys::begin(motion != Motion::Dumb, motion == Motion::Free)?;
        Ok(Self { keys, motion, waiting: VecDeque::new(), alone: true })
    }

    /// The next key.
    fn key(&mut self) -> io::Result<Key> {
        loop {
            if let Some(key) = self.waiting.pop_front() {
                return Ok(key);
            }
            self.waiting.extend(self.keys.read()?);
            self.alone = self.waiting.len() == 1;
        }
    }

    /// Whether an Enter was pasted, on a terminal that does not mark pastes. Pressed was one behind which nothing comes; within
    /// several lines it has come by itself, too. Enter held down is Enter once.
    fn is_pasted(&mut self, within_several: bool) -> bool {
        let more = self.waiting.iter().any(|key| *key != Key::Enter) || (within_several && !self.alone);
        if more || self.keys.more_within(REST_OF_PASTE) {
            return true;
        }
        self.waiting.clear();
        false
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
        say(&list.draw(system::size()))?;
        let picked = loop {
            system::shows(format!("{above}{}", list.whole(system::size())));
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
                Key::Suspend => system::pause()?,
                _ => {}
            }
            say(&list.draw(system::size()))?;
        };
        say(&list.take_off(system::size().1))?;
        Ok(picked)
    }
}

impl Replies for Keyboard {
    fn width(&self) -> Option<usize> {
        Some(screen_width())
    }

    fn next(&mut self, above: &str, lead: &str) -> io::Result<Reply> {
        let above: String = above.lines().map(|line| format!("{line}\r\n")).collect();
        let mut editor = Editor::new(lead, system::size().1, self.motion);
        loop {
            if self.waiting.is_empty() {
                system::shows(format!("{above}{}", editor.whole()));
            }
            let key = self.key()?;
            let key = match key {
                Key::Char(c) => Key::Paste(self.run_of(c)),
                Key::Enter if self.is_pasted(editor.is_several_lines()) => Key::Paste("\n".to_owned()),
                key => key,
            };
            editor.resize(system::size().1);
            let done = editor.press(key);
            say(&editor.take_echo())?;
            match done {
                Some(Done::Reply(text)) => return Ok(reply(&text)),
                Some(Done::Back) => return Ok(Reply::Back),
                Some(Done::End) => return Ok(Reply::End),
                Some(Done::Interrupt) => return interrupt(),
                Some(Done::Suspend) => system::pause()?,
                None => {}
            }
        }
    }
}

fn interrupt<T>() -> io::Result<T> {
    system::interrupt()?;
    Err(io::ErrorKind::Interrupted.into())
}

fn reply(text: &str) -> Reply {
    let text = console::strip_ansi_codes(text).into_owned();
    if text.contains('\n') { Reply::Pasted(text) } else { Reply::Typed(text) }
}
