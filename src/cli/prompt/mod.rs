//! Putting the interview's questions to a person: lists on a terminal, or plain lines anywhere.

#[cfg(unix)]
mod decoder;
mod editor;
mod keyboard;
mod keys;
mod list;
mod plain;
mod questions;
mod speak;
mod terminal;
#[cfg(unix)]
mod tty;
#[cfg(windows)]
mod windows;

pub use keyboard::{Keyboard, Motion};
pub use plain::{Piped, Plain};
pub use questions::{Came, Questions};
pub use terminal::Terminal;
#[cfg(unix)]
pub use tty::{give_back, take_again};
#[cfg(windows)]
pub use windows::{is_console, takes_sequences};

use std::io::{self, Write as _};

use super::for_screen;
use super::surroundings::{Screen, Surroundings};
use crate::interview::{Prompt, Reply};

/// Where replies to plain questions come from.
pub trait Replies {
    /// The next reply. `above` are the lines of the question, to be shown again after a pause, and `lead` is what stands on the
    /// screen before the reply, on the same line.
    ///
    /// # Errors
    /// When nothing can be read any more.
    fn next(&mut self, above: &str, lead: &str) -> io::Result<Reply>;

    /// Columns to write in from now on, where the screen may have changed.
    fn width(&self) -> Option<usize> {
        None
    }
}

/// The prompt that fits: lists for a person at a terminal, plain lines for everyone else.
///
/// # Errors
/// When the terminal can't be prepared.
pub fn prompt(around: &Surroundings) -> io::Result<Box<dyn Prompt>> {
    let width = around.width;
    if !around.interactive {
        return Ok(Box::new(Plain::new(Piped::new(io::BufReader::new(io::stdin())), io::stderr(), width, true)));
    }
    let motion = match around.screen {
        Screen::Drawn => return Ok(Box::new(Terminal::new(width)?)),
        Screen::Plain => Motion::AtEnd,
        Screen::Dumb => Motion::Dumb,
    };
    Ok(Box::new(Plain::new(Keyboard::new(motion)?, Screened, width, false)))
}

/// Writes beside the results, at once.
fn say(text: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    err.write_all(for_screen(text, true).as_bytes())?;
    err.flush()
}

/// Writes at once to a terminal; where that is gone, the process ends as the system has it.
fn say_or_end(text: &str) -> io::Result<()> {
    let said = say(text);
    #[cfg(unix)]
    let said = tty::end_if_gone(said);
    said
}

/// The terminal behind standard error.
struct Screened;

impl io::Write for Screened {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        say_or_end(&String::from_utf8_lossy(bytes)).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
