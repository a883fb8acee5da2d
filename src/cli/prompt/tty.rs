//! The terminal's own modes, on Unix: while a reply is typed, keys arrive one by one, so that a paste is known as one and no
//! line is cut at the 4,095 bytes that a terminal otherwise hands over. Every way out puts back what was there before.

use std::io::{self, Read as _};
use std::os::fd::BorrowedFd;
use std::os::unix::net::UnixStream;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;
use rustix::termios::{InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use signal_hook::SigId;

use super::decoder::Decoder;
use super::keys::Key;
use crate::cli::interrupt;

/// What to write where the terminal is to mark pastes, and where no more.
const MARK_PASTES: &str = "\u{1b}[?2004h";
const MARK_NO_PASTES: &str = "\u{1b}[?2004l";
/// What to write where a list may have hidden the cursor.
const SHOW_CURSOR: &str = "\u{1b}[?25h";
/// How long to wait for the rest of a key before it was Escape alone; a slow line sends a key in pieces.
const REST_OF_KEY: Duration = Duration::from_millis(60);
/// Rows and columns where the terminal does not tell.
const USUAL_SIZE: (usize, usize) = (24, 80);

/// Set while questions are put; here so that a signal can put the terminal back.
static TYPING: Mutex<Option<Typing>> = Mutex::new(None);

struct Typing {
    before: Termios,
    marks_pastes: bool,
    /// Lists are drawn, which hide the cursor. Elsewhere nothing is written that a screen reader has no words for.
    draws: bool,
    /// What the line shows, to show it again after a pause.
    line: String,
}

fn typing() -> MutexGuard<'static, Option<Typing>> {
    TYPING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keys as they come, one by one, until this is dropped.
pub struct Keys {
    input: BorrowedFd<'static>,
    decoder: Decoder,
    /// Where it is told that the window was resized: a list is drawn anew then, and does not wait for a key.
    resized: Option<(UnixStream, SigId)>,
}

impl Keys {
    /// Begins. `marks_pastes`: whether the terminal knows more than backspace; `draws`: whether lists are drawn on it.
    pub fn begin(marks_pastes: bool, draws: bool) -> io::Result<Self> {
        let input = stdin();
        let before = tcgetattr(input)?;
        let mut typing = typing();
        set(&before, marks_pastes)?;
        *typing = Some(Typing { before, marks_pastes, draws, line: String::new() });
        // Where it can't be told, the next key draws the list anew.
        let resized = if draws { tell_of_sizes().ok() } else { None };
        Ok(Self { input, decoder: Decoder::default(), resized })
    }

    /// The keys that are there, one at least; waits for the first.
    pub fn read(&mut self) -> io::Result<Vec<Key>> {
        let mut buffer = [0; 4096];
        loop {
            if self.waits_for_resize() {
                return Ok(vec![Key::Other]);
            }
            let count = self.bytes(&mut buffer)?;
            let mut keys = self.decoder.feed(&buffer[..count]);
            if self.decoder.may_be_escape() && !self.more_within(REST_OF_KEY) {
                keys.push(self.decoder.escape());
            }
            if !keys.is_empty() {
                return Ok(keys);
            }
        }
    }

    /// Waits until there is something to read. Whether it was that the window is of another size now.
    fn waits_for_resize(&self) -> bool {
        let Some((resized, _)) = &self.resized else { return false };
        let mut both = [PollFd::new(&self.input, PollFlags::IN), PollFd::new(resized, PollFlags::IN)];
        while poll(&mut both, None) == Err(rustix::io::Errno::INTR) {}
        if !both[1].revents().contains(PollFlags::IN) {
            return false;
        }
        // Many at once, as of a window that is drawn larger, are one.
        let mut resized: &UnixStream = resized;
        while resized.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
        true
    }

    /// The bytes that are there, one at least; waits for the first.
    fn bytes(&self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match rustix::io::read(self.input, &mut *buffer) {
                Err(rustix::io::Errno::INTR) => {}
                // Read key by key, a terminal has no end of input: Ctrl-D is a key.
                Ok(0) => hang_up(),
                result => return end_if_gone(result.map_err(Into::into)),
            }
        }
    }

    /// Whether more arrives within this time.
    pub fn more_within(&mut self, time: Duration) -> bool {
        let time = Timespec { tv_sec: 0, tv_nsec: time.subsec_nanos().into() };
        poll(&mut [PollFd::new(&self.input, PollFlags::IN)], Some(&time)).is_ok_and(|ready| ready > 0)
    }
}

/// Remembers what the line shows.
pub fn shows(line: String) {
    if let Some(typing) = typing().as_mut() {
        typing.line = line;
    }
}

/// Where every change of the window's size writes to from now on.
fn tell_of_sizes() -> io::Result<(UnixStream, SigId)> {
    let (here, there) = UnixStream::pair()?;
    here.set_nonblocking(true)?;
    Ok((here, signal_hook::low_level::pipe::register(signal_hook::consts::SIGWINCH, there)?))
}

impl Drop for Keys {
    fn drop(&mut self) {
        if let Some((_, id)) = self.resized {
            signal_hook::low_level::unregister(id);
        }
        give_back();
        typing().take();
    }
}

fn set(before: &Termios, marks_pastes: bool) -> io::Result<()> {
    let mut raw = before.clone();
    // Ctrl-C and Ctrl-Z arrive as keys too: within a paste they must not act.
    raw.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG | LocalModes::IEXTEN);
    raw.input_modes.remove(InputModes::ICRNL | InputModes::INLCR | InputModes::IGNCR);
    tcsetattr(stdin(), OptionalActions::Drain, &raw)?;
    if marks_pastes { super::say(MARK_PASTES) } else { Ok(()) }
}

/// Puts the terminal back as it was, for a while or for good. Where it is gone, there is nothing to put back.
pub fn give_back() {
    if let Some(typing) = typing().as_ref() {
        if typing.marks_pastes {
            let _ = super::say(MARK_NO_PASTES);
        }
        if typing.draws {
            let _ = super::say(SHOW_CURSOR);
        }
        let _ = tcsetattr(stdin(), OptionalActions::Drain, &typing.before);
    }
}

/// After a pause: keys one by one again, and the line shown again.
pub fn take_again() {
    if let Some(typing) = typing().as_ref() {
        let _ = set(&typing.before, typing.marks_pastes);
        let _ = super::say(&format!("\r\n{}", typing.line));
    }
    *PAUSES.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    PAUSE_OVER.notify_all();
}

/// How many pauses are over.
static PAUSES: Mutex<usize> = Mutex::new(0);
static PAUSE_OVER: Condvar = Condvar::new();
/// How long to wait, awake, for a pause to be over that another thread may never have been asked for.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Ctrl-Z: whoever takes the signal stops the process. Nothing is drawn until it goes on, or it would be drawn over the shell.
pub fn pause() -> io::Result<()> {
    let pauses = PAUSES.lock().unwrap_or_else(PoisonError::into_inner);
    let before = *pauses;
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
    drop(PAUSE_OVER.wait_timeout_while(pauses, LONGEST_PAUSE, |pauses| *pauses == before));
    Ok(())
}

/// A terminal that is gone is noticed by reading and writing it, and told by a signal that may come a moment later. Whichever
/// is first, the process ends by that signal.
pub fn end_if_gone<T>(result: io::Result<T>) -> io::Result<T> {
    match result {
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => hang_up(),
        result => result,
    }
}

fn hang_up() -> ! {
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGHUP);
    interrupt::await_end()
}

/// Ctrl-C: whoever takes the signal ends the process.
pub fn interrupt() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGINT)
}

/// Rows and columns of the screen now.
pub fn size() -> (usize, usize) {
    let told = tcgetwinsize(rustix::stdio::stderr()).map_or((0, 0), |size| (usize::from(size.ws_row), usize::from(size.ws_col)));
    if told.0 == 0 || told.1 == 0 { USUAL_SIZE } else { told }
}
