//! The walk on a real pseudo-terminal: what a person sees and types.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::cli::Folder;

/// How long a screen may take before a test gives up. Not a measure of speed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A terminal with the program in it.
struct Terminal {
    screen: Arc<Mutex<(vt100::Parser, String)>>,
    writer: Box<dyn std::io::Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// How much was written when the last keys were sent.
    seen: usize,
}

impl Terminal {
    fn start(folder: &Path, (rows, columns): (u16, u16), env: &[(&str, &str)], args: &[&str]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vpr"));
        command.args(args);
        command.cwd(folder);
        for name in ["VPR_STANDARDS", "ACCESSIBLE", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("SOURCE_DATE_EPOCH", "1795305600");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its input");
        let cells = |n| std::num::NonZeroU16::new(n).expect("a size");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 2000);
        let screen = Arc::new(Mutex::new((parser, String::new())));
        let shared = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut screen = shared.lock().expect("the screen");
                screen.0.process(&buffer[..count]);
                screen.1.push_str(&String::from_utf8_lossy(&buffer[..count]));
            }
        });
        Self { screen, writer, child, master: pair.master, seen: 0 }
    }

    /// What is on the screen now.
    fn shown(&self) -> String {
        self.screen.lock().expect("the screen").0.screen().contents()
    }

    /// What was written since the last keys.
    fn fresh(&self) -> String {
        let screen = self.screen.lock().expect("the screen");
        screen.1.get(self.seen..).unwrap_or_default().to_owned()
    }

    #[track_caller]
    fn until(&self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < PATIENCE, "waited for {what}; the screen shows:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until the program asks something, and gives what it wrote since the last keys.
    #[track_caller]
    fn asked(&mut self) -> String {
        self.until("a question", |t| is_asking(&t.fresh()) || t.has_ended());
        self.fresh()
    }

    fn send(&mut self, keys: &str) {
        self.seen = self.screen.lock().expect("the screen").1.len();
        self.writer.write_all(keys.as_bytes()).expect("keys");
        self.writer.flush().expect("keys");
    }

    fn has_ended(&self) -> bool {
        let fresh = self.fresh();
        fresh.contains("To see the whole:") || fresh.contains("Interrupted.")
    }

    fn status(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its status") {
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it does not end; the screen shows:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn cursor_is_hidden(&self) -> bool {
        self.screen.lock().expect("the screen").0.screen().hide_cursor()
    }
}

/// Whether the last thing written is a prompt that waits: `> ` at the end, or the last item of a list.
fn is_asking(fresh: &str) -> bool {
    fresh.ends_with("> ")
        || fresh.ends_with("> \u{1b}[0m")
        || fresh.ends_with("\u{1b}[0m ") && fresh.contains('>')
        || fresh.contains("Save and stop")
}

const DOWN: &str = "\u{1b}[B";
const ENTER: &str = "\r";

/// What a person types in answer to what is asked: every third requirement is green, amber, red.
fn reply(asked: &str, requirement: usize, lists: bool) -> String {
    let rating = requirement % 3;
    let last = asked.rfind("Question: ").map_or(asked, |at| &asked[at..]);
    let says = |words: &str| last.contains(words);
    if says("More, or a single full stop") {
        return format!(".{ENTER}");
    }
    if says("Why ") {
        return format!("Because of what we found, number {requirement}.{ENTER}");
    }
    for (words, text) in [
        ("where can it be found?", "board/papers/paper.pdf"),
        ("what day is it from?", "26 March 2026"),
        ("by when is it reviewed?", "in 12 months"),
        ("which role owns it?", "Head of safety"),
        ("by when?", "18/12/2026"),
        ("Evidence 2", ""),
        ("Action 2", ""),
        ("Action 1: what will be done?", "Write it down and check it"),
    ] {
        if says(words) {
            return format!("{text}{ENTER}");
        }
    }
    if says("Evidence 1: what is it called?") {
        return if rating == 2 { format!("Paper number {requirement}{ENTER}") } else { ENTER.to_owned() };
    }
    assert!(says("Rating"), "an unknown question:\n{asked}");
    if lists { format!("{}{ENTER}", DOWN.repeat(rating + 1)) } else { format!("{}{ENTER}", rating + 1) }
}

/// Walks until so many requirements were rated, or to the end. Gives how many were.
fn walk(terminal: &mut Terminal, lists: bool, most: usize) -> usize {
    let mut rated = 0;
    loop {
        let asked = terminal.asked();
        if terminal.has_ended() {
            return rated;
        }
        // Only the last prompt counts; what was said before it may hold any words.
        let tail: String = asked.lines().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n");
        if tail.contains("Rating") && !tail.contains("Why ") {
            if rated == most {
                return rated;
            }
            rated += 1;
        }
        let keys = reply(&tail, rated, lists);
        terminal.send(&keys);
        if lists && tail.contains("Save and stop") {
            // The list is drawn again for every key; only what comes after the choice is the next question.
            terminal.until("the choice", |t| t.fresh().contains("Saved."));
            terminal.seen += terminal.fresh().find("Saved.").unwrap_or_default();
        }
    }
}

fn started() -> Folder {
    let folder = Folder::new();
    folder.run(&["new", "a.yaml", "--name", "Northfield", "--kind", "acute", "--meeting", "2027-01-28"]).says(0, &[]);
    folder
}

fn complete_walk(env: &[(&str, &str)], lists: bool) {
    let folder = started();
    // Half of it, then the terminal goes away without a word.
    let mut first = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
    assert_eq!(walk(&mut first, lists, 20), 20);
    first.child.kill().expect("the program is stopped");
    let before = folder.read("a.yaml");
    // The second sitting asks only what is open.
    let mut second = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
    let asked = second.asked();
    assert!(asked.contains("In all: 20 of 52."), "{asked}");
    assert_eq!(walk(&mut second, lists, 99), 32);
    let written = second.screen.lock().expect("the screen").1.clone();
    for pause in ["Do is done for now.", "Check is done for now.", "Most worth doing next"] {
        assert!(written.contains(pause), "{pause}");
    }
    assert_eq!(second.status(), 0);
    assert!(!second.cursor_is_hidden());
    let after = folder.read("a.yaml");
    assert_eq!(after.matches("assessed:").count(), 52, "{after}");
    assert!(before.lines().filter(|l| l.contains("because:")).all(|l| after.contains(l)), "nothing of the first sitting is lost");
    let paper = folder.run(&["report", "a.yaml", "--for", "board"]).quiet();
    assert!(paper.contains("Northfield") && paper.contains("52"), "{paper}");
}

#[test]
fn a_complete_walk_with_lists_ends_in_a_board_paper() {
    complete_walk(&[("NO_COLOR", "1")], true);
}

#[test]
fn a_complete_walk_in_plain_mode_ends_in_a_board_paper() {
    complete_walk(&[("ACCESSIBLE", "1")], false);
}

#[test]
fn ctrl_c_in_a_list_gives_the_cursor_back_and_says_how_to_go_on() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send("\u{3}");
    assert_eq!(terminal.status(), 130);
    terminal.until("the farewell", |t| t.shown().contains("To go on: vpr assess a.yaml"));
    let left = std::fs::read_dir(folder.path()).map(Iterator::count).unwrap_or_default();
    assert_eq!(left, 1, "the lock is given back");
    assert!(!terminal.cursor_is_hidden());
}

#[test]
fn ctrl_c_in_a_text_keeps_what_was_confirmed() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("{DOWN}{DOWN}{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why amber?") && t.fresh().ends_with(' '));
    terminal.send("half a senten");
    terminal.until("the echo", |t| t.shown().contains("half a senten"));
    terminal.send("\u{3}");
    assert_eq!(terminal.status(), 130);
    assert!(folder.read("a.yaml").contains("rating: amber"));
}

#[test]
fn colours_are_left_out_when_asked() {
    for env in [&[("NO_COLOR", "1")][..], &[("ACCESSIBLE", "1"), ("NO_COLOR", "1")]] {
        let folder = started();
        let mut terminal = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
        let asked = terminal.asked();
        let colour = asked.match_indices("\u{1b}[").any(|(at, _)| {
            let rest: String = asked[at + 2..].chars().take_while(|c| !c.is_ascii_alphabetic()).collect();
            asked[at + 2 + rest.len()..].starts_with('m') && !rest.is_empty() && rest != "0"
        });
        assert!(!colour, "{asked:?}");
    }
}

#[test]
fn the_walk_is_usable_at_forty_columns() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (30, 40), &[("NO_COLOR", "1")], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("{DOWN}{DOWN}{DOWN}{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why green?"));
    let shown = terminal.shown();
    assert!(shown.contains("L1 Named executive director"), "{shown}");
    assert_eq!(shown.matches("Rating").count(), 1, "no half of a redrawn list is left behind:\n{shown}");
    terminal.master.resize(PtySize { rows: 30, cols: 80, pixel_width: 0, pixel_height: 0 }).expect("another size");
    terminal.send(&format!(":save{ENTER}"));
    assert_eq!(terminal.status(), 0);
}

#[test]
fn a_dumb_terminal_gets_plain_lines() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[("TERM", "dumb")], &["assess", "a.yaml"]);
    let asked = terminal.asked();
    assert!(asked.contains("1. Red") && !asked.contains('\u{1b}'), "{asked:?}");
    terminal.send("\u{4}");
    assert_eq!(terminal.status(), 0);
}

#[test]
fn what_is_typed_at_a_list_never_chooses_a_rating() {
    let folder = started();
    let before = folder.read("a.yaml");
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[("NO_COLOR", "1")], &["assess", "a.yaml"]);
    terminal.asked();
    // As the opening lines invite: the list does not see the letters, only Enter.
    terminal.send(&format!(":later ask the chair{ENTER}"));
    terminal.until("a line to type on", |t| t.shown().contains("Type a word from the list"));
    assert_eq!(folder.read("a.yaml"), before, "nothing was chosen");
    terminal.send(&format!("gren{ENTER}"));
    terminal.until("a refusal", |t| t.shown().contains("none of them"));
    assert_eq!(folder.read("a.yaml"), before);
    terminal.asked();
    terminal.send(ENTER);
    terminal.until("a line to type on", |t| t.fresh().contains("> "));
    terminal.send(&format!("green{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why green?"));
    assert!(folder.read("a.yaml").contains("rating: green"));
}

#[test]
fn arrow_keys_leave_no_debris_in_a_text() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[("ACCESSIBLE", "1")], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("red{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why red?"));
    terminal.send(&format!("abc\u{1b}[D\u{1b}[Dx{ENTER}.{ENTER}"));
    terminal.until("the evidence", |t| t.shown().contains("Evidence 1"));
    let text = folder.read("a.yaml");
    assert!(text.contains("because: abcx"), "{text}");
}
