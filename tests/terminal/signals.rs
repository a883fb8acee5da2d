//! Whatever ends or stops a walk, the terminal is as it was before, and the exit status is right.

use std::fs::File;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;

use super::harness::{DOWN, ENTER, Terminal};
use super::{at_a_reason, started};
use crate::cli::{Folder, not_run};

const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const CTRL_Z: &str = "\u{1a}";
const ESC: &str = "\u{1b}";

const LISTS: &[(&str, &str)] = &[("NO_COLOR", "1")];
const PLAIN: &[(&str, &str)] = &[("ACCESSIBLE", "1")];

/// A walk at its first question.
fn at_a_rating(folder: &Folder, env: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
    terminal.asked();
    terminal
}

fn nothing_is_left(folder: &Folder) {
    let left = std::fs::read_dir(folder.path()).map(Iterator::count).unwrap_or_default();
    assert_eq!(left, 1, "the lock is given back");
}

#[test]
fn ctrl_c_ends_with_130_and_says_how_to_go_on() {
    for env in [LISTS, PLAIN] {
        for at_list in [true, false] {
            let folder = started();
            let mut terminal = if at_list { at_a_rating(&folder, env) } else { at_a_reason(&folder, env) };
            terminal.send(CTRL_C);
            assert_eq!(terminal.status(), 130);
            terminal.is_as_before();
            terminal.shows("Interrupted. All confirmed replies are saved. To go on: vpr assess a.yaml");
            nothing_is_left(&folder);
        }
    }
}

#[test]
fn ctrl_d_stops_as_save_does() {
    for env in [LISTS, PLAIN] {
        for at_list in [true, false] {
            let folder = started();
            let mut terminal = if at_list { at_a_rating(&folder, env) } else { at_a_reason(&folder, env) };
            terminal.send(CTRL_D);
            assert_eq!(terminal.status(), 0);
            terminal.is_as_before();
            terminal.shows("Stopped. All confirmed replies are saved in a.yaml.");
            nothing_is_left(&folder);
        }
    }
}

#[test]
fn esc_goes_back_one_question_and_never_takes_what_was_typed() {
    for env in [LISTS, PLAIN] {
        let folder = started();
        let mut terminal = at_a_reason(&folder, env);
        terminal.send("half");
        terminal.shows("> half");
        terminal.send(ESC);
        std::thread::sleep(Duration::from_millis(200));
        terminal.send(&format!("way{ENTER}"));
        terminal.shows("More, or a single full stop");
        assert!(folder.read("a.yaml").contains("because: halfway"));
        terminal.send(&format!(".{ENTER}"));
        terminal.shows("Evidence 1: what is it called?");
        terminal.send(ESC);
        terminal.shows("Now: halfway");
        terminal.send(CTRL_C);
        assert_eq!(terminal.status(), 130);
    }
    // At the first question there is nothing to go back to.
    let folder = started();
    let mut terminal = at_a_rating(&folder, LISTS);
    terminal.send(ESC);
    terminal.shows("This is the first question");
}

#[test]
fn a_closed_window_and_a_request_to_end_give_the_terminal_back() {
    for (signal, name) in [(Signal::HUP, "Hangup"), (Signal::TERM, "Terminated")] {
        for at_list in [true, false] {
            let folder = started();
            let mut terminal = if at_list { at_a_rating(&folder, LISTS) } else { at_a_reason(&folder, LISTS) };
            terminal.signal(signal);
            assert_eq!(terminal.ended().signal(), Some(name), "a shell sees 128 and the number of the signal");
            terminal.is_as_before();
            nothing_is_left(&folder);
            assert_eq!(folder.read("a.yaml").contains("rating: amber"), !at_list);
        }
    }
}

#[test]
fn a_connection_that_is_cut_ends_the_walk_and_loses_nothing() {
    if !cfg!(target_os = "linux") {
        // `setsid` is a program of Linux.
        return;
    }
    // A session of its own with this terminal, as the daemon of a remote login makes it, which is told by a signal; and one
    // that no signal is sent to, so that it notices at the terminal itself.
    for session in [&["--ctty"][..], &[]] {
        cut(session);
    }
}

fn cut(session: &[&str]) {
    let folder = started();
    folder.run(&["answer", "a.yaml", "L1", "--rating", "amber"]).says(0, &[]);
    let master = rustix::pty::openpt(
        rustix::pty::OpenptFlags::RDWR | rustix::pty::OpenptFlags::NOCTTY | rustix::pty::OpenptFlags::CLOEXEC,
    )
    .expect("a terminal");
    rustix::pty::grantpt(&master).expect("a terminal");
    rustix::pty::unlockpt(&master).expect("a terminal");
    let name = rustix::pty::ptsname(&master, Vec::new()).expect("its name");
    let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
    let slave = File::from(rustix::fs::open(name.as_c_str(), flags, rustix::fs::Mode::empty()).expect("its other end"));
    let end = || slave.try_clone().expect("its other end");
    let mut command = Command::new("setsid");
    command.args(session).args([env!("CARGO_BIN_EXE_vpr"), "assess", "a.yaml"]).current_dir(folder.path());
    command.env("SOURCE_DATE_EPOCH", "1795305600").env("TERM", "xterm").stdin(end()).stdout(end()).stderr(end());
    let Ok(mut child) = command.spawn() else {
        return not_run("a cut connection needs the program `setsid`, which is not here");
    };
    drop((command, slave));
    let mut master = File::from(master);
    let (mut said, mut buffer) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&said).contains("Why amber?") {
        let count = master.read(&mut buffer).expect("what it says");
        said.extend_from_slice(&buffer[..count]);
    }
    drop(master);
    let status = child.wait().expect("it ends");
    assert_eq!(status.signal(), Some(Signal::HUP.as_raw()), "{session:?}: {status}");
    nothing_is_left(&folder);
    folder.run(&["status", "a.yaml"]).quiet();
    assert!(folder.read("a.yaml").contains("rating: amber"));
}

#[test]
fn ctrl_z_gives_the_shell_a_sane_terminal_and_fg_shows_the_question_again() {
    for (env, at_list) in [(LISTS, false), (PLAIN, false), (LISTS, true)] {
        let folder = started();
        // A plain shell: it edits no lines of its own, so the echo is the terminal's.
        let env = [env, &[("PS1", "ready$ ")]].concat();
        let mut shell = Terminal::run("sh", folder.path(), (30, 80), &env, &["-i"]);
        shell.shows("ready$");
        shell.send(&format!("{} assess a.yaml{ENTER}", env!("CARGO_BIN_EXE_vpr")));
        shell.until("the list", |t| t.fresh().contains("Save and stop") || t.fresh().contains("applicable > "));
        if !at_list {
            shell.send(&amber(&env));
            shell.shows("Why amber?");
            shell.send("half");
            shell.shows("> half");
        }
        shell.send(CTRL_Z);
        shell.until("the shell", |t| t.fresh().contains("ready$"));
        assert!(!shell.cursor_is_hidden());
        shell.send(&format!("echo sa\"\"ne{ENTER}"));
        shell.until("an echo and a result", |t| t.fresh().contains("echo sa\"\"ne\r\nsane"));
        shell.send(&format!("fg{ENTER}"));
        if at_list {
            shell.until("the list again", |t| t.fresh().contains("Save and stop"));
            let fresh = shell.fresh();
            for words in ["L1 Named executive director", "Question: Which executive director", "L1. Rating"] {
                assert!(fresh.contains(words), "{words} is missing in {fresh:?}");
            }
            shell.send(&amber(&env));
            shell.shows("Why amber?");
            shell.send("half");
        } else {
            shell.until("the line again", |t| t.fresh().contains("> half"));
        }
        // The shell and what was done there may have taken the question off the screen.
        let shown = shell.shown();
        let again = shown.rsplit("fg").next().unwrap_or_default();
        assert!(again.contains("L1. Why amber?"), "{shown}");
        shell.send(&format!("way{ENTER}"));
        shell.shows("More, or a single full stop");
        assert!(folder.read("a.yaml").contains("because: halfway"));
        shell.send(&format!(":save{ENTER}"));
        shell.shows("To see the whole:");
        shell.send(&format!("exit{ENTER}"));
        shell.status();
    }
}

fn amber(env: &[(&str, &str)]) -> String {
    if env.contains(&("ACCESSIBLE", "1")) { format!("2{ENTER}") } else { format!("{DOWN}{DOWN}{ENTER}") }
}
