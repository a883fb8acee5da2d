//! Trying again what fails for a moment: on Windows a virus scanner or a search index may hold a file that was just written.

use std::io;
use std::time::Duration;

/// How often a step is tried.
const TRIES: u32 = 8;
/// The pause after the first try; each further one is twice as long, so that all take about two and a half seconds.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Tries a step again while the system says that someone else holds the file. `held` tells that from other failures.
pub fn retried<T, E>(
    mut step: impl FnMut() -> Result<T, E>,
    held: impl Fn(&E) -> bool,
    mut pause: impl FnMut(Duration),
) -> Result<T, E> {
    let mut wait = FIRST_PAUSE;
    for _ in 1..TRIES {
        match step() {
            Err(error) if held(&error) => pause(wait),
            result => return result,
        }
        wait *= 2;
    }
    step()
}

/// Someone else has the file open, and does not share it.
pub const SHARING_VIOLATION: i32 = 32;
/// Someone else has locked a part of it.
const LOCK_VIOLATION: i32 = 33;

/// Whether a rename may work in a moment. Only Windows keeps a file from being replaced while it is open elsewhere.
pub fn is_held(error: &io::Error) -> bool {
    let held = |code| [SHARING_VIOLATION, LOCK_VIOLATION].contains(&code);
    cfg!(windows) && (error.kind() == io::ErrorKind::PermissionDenied || error.raw_os_error().is_some_and(held))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_for_a_moment_is_tried_again_and_other_failures_are_not() {
        let run = |failures: usize, held: bool| {
            let (mut tries, mut waited) = (0, Duration::ZERO);
            let step = || {
                tries += 1;
                if tries > failures { Ok(tries) } else { Err("in use") }
            };
            let result = retried(step, |_| held, |wait| waited += wait);
            (result, waited.as_millis())
        };
        assert_eq!(run(0, true), (Ok(1), 0));
        assert_eq!(run(3, true), (Ok(4), 20 + 40 + 80));
        assert_eq!(run(7, true).0, Ok(8));
        assert_eq!(run(8, true), (Err("in use"), 2540), "it gives up in the end");
        assert_eq!(run(1, false), (Err("in use"), 0));
    }
}
