//! Signals: the terminal is given back as it was, a save under way is waited for, and the exit status is right.

use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result};

use super::{Status, complain, for_person, workfile};

/// Waits for a save under way and keeps another from starting; then gives back the lock and the terminal.
fn wind_up() {
    // Never dropped: the process ends before anything else could be saved.
    std::mem::forget(workfile::hold_saves());
    workfile::unlock();
    #[cfg(unix)]
    super::prompt::give_back();
    #[cfg(not(unix))]
    let _ = console::Term::stderr().show_cursor();
}

/// Says how things are when the person stops.
static TOLD: Mutex<Option<Box<dyn Fn() -> String + Send>>> = Mutex::new(None);

/// Ctrl-C, or Ctrl-D where nothing is kept until the end: says how things are, and leaves with 130.
pub fn stop() -> ! {
    wind_up();
    let told = TOLD.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|told| told()).unwrap_or_default();
    // What follows on lines of its own is there to be copied, and stays in one piece.
    let (first, rest) = told.split_once('\n').unwrap_or((&told, ""));
    complain(format!("\n{}\n{rest}", for_person(&format!("Interrupted. {first}"))).trim_end());
    #[expect(clippy::exit, reason = "the process ends here, wherever it was; nothing is half done")]
    std::process::exit(i32::from(Status::Interrupted.code()));
}

fn prepare_to_tell(told: impl Fn() -> String + Send + 'static) {
    *TOLD.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(told));
}

/// From here on, no signal leaves the terminal in a state that is not the person's.
///
/// Ctrl-C ends with 130; the terminal closed, a lost connection and a request to end do so as the system has it, 129 and 143
/// in a shell; Ctrl-Z stops, and the question is shown again when the process goes on.
#[cfg(unix)]
pub fn prepare(told: impl Fn() -> String + Send + 'static) -> Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    prepare_to_tell(told);
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP]).context("could not prepare for Ctrl-C")?;
    std::thread::spawn(move || {
        for signal in &mut signals {
            match signal {
                SIGINT => stop(),
                SIGTSTP => {
                    super::prompt::give_back();
                    // Stops the process; comes back when it is told to go on.
                    let _ = emulate_default_handler(signal);
                    super::prompt::take_again();
                }
                _ => {
                    wind_up();
                    let _ = emulate_default_handler(signal);
                }
            }
        }
    });
    Ok(())
}

/// From here on, Ctrl-C leaves the console as it was.
#[cfg(not(unix))]
pub fn prepare(told: impl Fn() -> String + Send + 'static) -> Result<()> {
    prepare_to_tell(told);
    ctrlc::set_handler(|| stop()).context("could not prepare for Ctrl-C")
}

/// A file that grows beyond the limit set for this account is an error to explain, not the end of the process.
#[cfg(unix)]
pub fn survive_size_limits() {
    // Where it can't be set, such a limit ends the process, as it would have done anyway.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub fn survive_size_limits() {}

/// A reply was broken off by Ctrl-C: its handler is about to end the process, and nothing may happen before.
pub fn await_end() -> ! {
    loop {
        std::thread::park();
    }
}
