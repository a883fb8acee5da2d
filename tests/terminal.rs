//! The walk on a real pseudo-terminal: what a person sees and types.

#[cfg(unix)]
mod commands;
#[cfg(unix)]
mod disk;
mod harness;
#[cfg(unix)]
mod kills;
mod long_work;
#[cfg(unix)]
mod paste;
#[cfg(unix)]
mod signals;
mod sizes;
#[cfg(unix)]
mod spoken;

use crate::cli::Folder;
use harness::{DOWN, ENTER, Terminal, is_asking};

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
            terminal.skip_past("Saved.");
        }
    }
}

fn started() -> Folder {
    let folder = Folder::new();
    folder.run(&["new", "a.yaml", "--name", "Northfield", "--kind", "acute", "--meeting", "2027-01-28"]).says(0, &[]);
    folder
}

/// A walk that asks for a reason, the rating just given.
#[cfg(unix)]
fn at_a_reason(folder: &Folder, env: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("amber{ENTER}"));
    terminal.shows("Why amber?");
    terminal.until("the line", |t| is_asking(&t.fresh()));
    terminal
}

fn complete_walk(env: &[(&str, &str)], lists: bool) {
    let folder = started();
    // Half of it, then the terminal goes away without a word.
    let mut first = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
    assert_eq!(walk(&mut first, lists, 20), 20);
    first.kill();
    let before = folder.read("a.yaml");
    // The second sitting asks only what is open.
    let mut second = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
    let asked = second.asked();
    assert!(asked.contains("In all: 20 of 52."), "{asked}");
    assert_eq!(walk(&mut second, lists, 99), 32);
    let written = second.all();
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
fn ctrl_c_in_a_text_keeps_what_was_confirmed() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("{DOWN}{DOWN}{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why amber?") && is_asking(&t.fresh()));
    terminal.send("half a senten");
    terminal.until("the echo", |t| t.shown().contains("half a senten"));
    terminal.send("\u{3}");
    assert_eq!(terminal.status(), 130);
    assert!(folder.read("a.yaml").contains("rating: amber"));
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
    terminal.send(&format!("j q y 2{ENTER}"));
    terminal.until("a refusal", |t| t.shown().contains("none of the choices"));
    assert_eq!(folder.read("a.yaml"), before, "nothing was chosen");
    terminal.asked();
    terminal.send(ENTER);
    terminal.until("a line to type on", |t| is_asking(&t.fresh()));
    terminal.send(&format!("gren{ENTER}"));
    terminal.until("a refusal", |t| t.shown().contains("\"gren\" is none of the choices. Did you mean Green?"));
    assert_eq!(folder.read("a.yaml"), before);
    terminal.asked();
    terminal.send(ENTER);
    terminal.until("a line to type on", |t| is_asking(&t.fresh()));
    terminal.send(&format!("green{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why green?"));
    assert!(folder.read("a.yaml").contains("rating: green"));
    // A command typed at a list does what it does everywhere.
    terminal.send(&format!(":go L2{ENTER}"));
    terminal.until("the next list", |t| t.fresh().contains("Save and stop"));
    terminal.send(&format!(":later ask the chair{ENTER}"));
    terminal.shows("L2 is left for later. Saved.");
    assert!(folder.read("a.yaml").contains("later: ask the chair"));
}

#[test]
fn commands_are_offered_only_where_there_are_some() {
    let folder = Folder::new();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[("NO_COLOR", "1")], &["new"]);
    terminal.until("the name", |t| is_asking(&t.fresh()));
    terminal.send(&format!("Northfield{ENTER}"));
    terminal.until("the list", |t| t.shown().contains("hospice: hospice"));
    assert!(terminal.shown().contains("Type it") && !terminal.shown().contains("command"), "{}", terminal.shown());
    terminal.send("\u{3}");
    assert_eq!(terminal.status(), 130);
    let begun = started();
    let mut walk = Terminal::start(begun.path(), (24, 80), &[("NO_COLOR", "1")], &["assess", "a.yaml"]);
    assert!(walk.asked().contains("Type it: a word or a command"), "{}", walk.shown());
    walk.send("\u{3}");
}

#[test]
fn arrow_keys_leave_no_debris_in_a_text() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[("ACCESSIBLE", "1")], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("red{ENTER}"));
    terminal.until("the reason", |t| t.shown().contains("Why red?"));
    terminal.send(&format!("abc\u{1b}[D\u{1b}[Dx{ENTER}"));
    terminal.until("the rest", |t| t.shown().contains("More, or"));
    terminal.send(&format!(".{ENTER}"));
    terminal.until("the evidence", |t| t.shown().contains("Evidence 1"));
    let text = folder.read("a.yaml");
    assert!(text.contains("because: abcx"), "{text}");
}
