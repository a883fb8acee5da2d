//! Screens of every size, with and without colour, light and dark, with and without UTF-8.

use super::harness::{DOWN, ENTER, Terminal};
use super::started;
use crate::cli::Folder;

/// Whether a sequence sets a colour: bold, plain and the like are none.
fn colours(written: &str) -> Vec<String> {
    let sequences = written.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m').map(|(codes, _)| codes));
    let codes = sequences.filter(|codes| codes.chars().all(|c| c.is_ascii_digit() || c == ';'));
    codes.flat_map(|codes| codes.split(';')).filter(|code| code.len() > 1).map(str::to_owned).collect()
}

#[test]
fn every_size_of_screen_shows_a_question_that_can_be_answered() {
    for (rows, columns) in [(24, 40), (24, 80), (50, 200), (10, 80), (10, 40)] {
        for env in [("NO_COLOR", "1"), ("ACCESSIBLE", "1")] {
            let folder = started();
            let mut terminal = Terminal::start(folder.path(), (rows, columns), &[env], &["assess", "a.yaml"]);
            let lists = env.0 == "NO_COLOR";
            terminal.until("the question", |t| t.said().contains(if lists { "> Type it" } else { "Not applicable >" }));
            // What is asked, and of what, stands above the choices, however few rows there are.
            for words in ["L1. Rating", "Question: Which executive director is accountable, and where is that written down?"] {
                assert!(terminal.said().contains(words) || !lists, "{words} is not on {rows}x{columns}:\n{}", terminal.shown());
            }
            terminal.send(&if lists { format!("{DOWN}{DOWN}{DOWN}{ENTER}") } else { format!("green{ENTER}") });
            terminal.shows("Why green?");
            let shown = terminal.shown();
            assert!(!shown.contains("Type it"), "no half of the list is left behind at {rows}x{columns}:\n{shown}");
            // Words are whole: only an item of a list may be cut, and a cut shows.
            assert!(shown.contains("A single hyphen takes it out.") || columns < 80, "{shown}");
            terminal.send("A reason that is longer than a screen of forty columns is wide, so that it has to go on.");
            terminal.shows("A reason that is longer than a screen");
            terminal.send(ENTER);
            terminal.shows("More, or a single full stop");
            assert!(folder.read("a.yaml").contains("so that it has to go on."));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_window_resized_at_a_list_shows_it_anew_without_a_key() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (30, 100), &[("NO_COLOR", "1")], &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(DOWN);
    terminal.until("the mark", |t| t.fresh().contains("> Red"));
    for columns in [60, 40, 120] {
        terminal.send("");
        terminal.resize(30, columns);
        terminal.until("the list again", |t| t.fresh().contains("> Red") && t.fresh().contains("Save and stop"));
        let shown = terminal.shown();
        let last: Vec<&str> = shown.lines().rev().take_while(|line| !line.starts_with("L1. Rating")).collect();
        assert_eq!(last.iter().filter(|l| l.starts_with("> ")).count(), 1, "{shown}");
    }
    // Nothing was chosen by it, and keys go on.
    terminal.send(ENTER);
    terminal.shows("Why red?");
}

#[test]
fn a_window_made_narrower_and_wider_keeps_the_list_whole() {
    let folder = started();
    let mut terminal = Terminal::start(folder.path(), (30, 100), &[("NO_COLOR", "1")], &["assess", "a.yaml"]);
    terminal.asked();
    for columns in [60, 40, 120] {
        terminal.resize(30, columns);
        terminal.send(DOWN);
        terminal.until("the list again", |t| t.fresh().contains("Save and stop"));
        let shown = terminal.shown();
        let last: Vec<&str> = shown.lines().rev().take_while(|line| !line.starts_with("L1. Rating")).collect();
        assert_eq!(last.iter().filter(|l| l.starts_with("> ")).count(), 1, "{shown}");
        assert!(last.iter().all(|l| l.chars().count() <= usize::from(columns)), "{shown}");
    }
    terminal.send(ENTER);
    terminal.shows("Why green?");
    // What is said from now on fits the new width.
    terminal.resize(30, 40);
    terminal.send(&format!("Because.{ENTER}"));
    terminal.shows("More, or a single full stop");
    terminal.send(&format!(":go W3{ENTER}"));
    terminal.until("the next requirement", |t| t.fresh().contains("Save and stop"));
    let shown = terminal.shown();
    assert!(shown.contains("Question: Which teams have had the\ntraining their role calls for, which\n"), "{shown}");
}

#[test]
fn colour_is_never_needed_and_never_hard_to_see() {
    let walk = |env: &[(&str, &str)]| {
        let folder = started();
        let mut terminal = Terminal::start(folder.path(), (24, 80), env, &["assess", "a.yaml"]);
        terminal.asked();
        terminal.send(&format!("{DOWN}{ENTER}"));
        terminal.shows("Why red?");
        terminal.send(&format!(":go X99{ENTER}"));
        terminal.shows("no requirement");
        terminal.send("\u{3}");
        terminal.status();
        terminal.drain();
        (colours(&terminal.all()), terminal.said())
    };
    let (with, said) = walk(&[]);
    // Green marks beside words in the terminal's own colour: yellow and cyan can't be read on white, blue not on black.
    assert!(with.contains(&"32".to_owned()) && with.iter().all(|code| code == "32"), "{with:?}");
    let (without, said_without) = walk(&[("NO_COLOR", "1")]);
    assert_eq!(without, Vec::<String>::new());
    for words in ["L1: Red. Saved.", "no requirement"] {
        assert!(said.contains(words) && said_without.contains(words), "{words} is said in words");
    }
}

#[test]
fn a_locale_without_utf8_gets_plain_letters_and_loses_none_of_the_text() {
    for locale in [("LANG", "C"), ("LC_ALL", "POSIX"), ("LANG", "en_GB.ISO-8859-1")] {
        for mode in [("TERM", "xterm"), ("ACCESSIBLE", "1")] {
            let folder = started();
            let mut terminal = Terminal::start(folder.path(), (24, 80), &[locale, mode], &["assess", "a.yaml"]);
            terminal.asked();
            terminal.send(&format!("green{ENTER}"));
            terminal.shows("Why green?");
            terminal.send(&format!("Café{ENTER}"));
            terminal.shows("More, or a single full stop");
            terminal.send(&format!(":save{ENTER}"));
            assert_eq!(terminal.status(), 0);
            terminal.drain();
            let written = terminal.all().replace("Café", "");
            assert!(
                written.is_ascii(),
                "{locale:?} {mode:?}: {:?}",
                written.chars().filter(|c| !c.is_ascii()).collect::<String>()
            );
            assert!(folder.read("a.yaml").contains("because: Café"));
        }
    }
}

#[test]
fn the_verdict_of_a_check_fits_screens_of_eighty_and_forty_columns() {
    for columns in [80, 40] {
        let folder = Folder::new();
        folder.example("northfield-acute.yaml");
        let text = folder.read("northfield-acute.yaml").replacen("rating: green", "rating:\t紫 purple", 1);
        folder.write("a.yaml", text);
        let mut terminal = Terminal::start(folder.path(), (200, columns), &[], &["check", "a.yaml"]);
        terminal.shows("1 file found: 1 checked");
        assert_eq!(terminal.status(), 1);
        let shown = terminal.shown();
        let lines: Vec<&str> = shown.lines().collect();
        let at = lines.iter().position(|line| line.contains("rating:    紫 purple")).expect("the line that is wrong");
        let column = |line: &str, what: &str| line.find(what).map(|at| console::measure_text_width(&line[..at]));
        assert_eq!(column(lines[at + 1], "^^^^^^^^^"), column(lines[at], "紫"), "{shown}");
        // The screen breaks what is too long for it; nothing may be left to that, but a name to copy.
        let written = terminal.all();
        assert!(written.lines().all(|line| console::measure_text_width(line) <= usize::from(columns)), "{written}");
        assert!(!written.contains('\u{1b}'), "{written:?}");
    }
}
