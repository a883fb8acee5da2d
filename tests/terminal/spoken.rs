//! The whole walk as a screen reader says it, line by line, in `tests/terminal/spoken.txt`.
//!
//! It was read through as it is heard: each prompt complete in itself, no hint twice, nothing drawn, no colours but the
//! ratings' own names, numbers for choices, what was wrong before the prompt that asks again. A change shows as a difference;
//! read it in the same way, then write the file anew with
//!
//! ```sh
//! VPR_WRITE=1 cargo test --test main spoken
//! ```

use std::fs;

use super::harness::{ENTER, Terminal};
use crate::cli::{Folder, root};

/// What the person types at the first requirements: mistakes, commands and all. From then on as [`reply`] has it.
const FIRST: &[&str] = &[
    "purple",
    "9",
    "2",
    "The policy names the duty.",
    "It was agreed in March.",
    ".",
    "Violence policy",
    "intranet/policies/17",
    "31/02/2026",
    "26 March 2026",
    "in 12 months",
    "",
    "Brief the night teams",
    "Head of safety",
    "in 2 months",
    "",
    // The second: help, guidance, put off.
    ":help",
    ":guide",
    ":later ask the police liaison lead",
    // The third: not applicable.
    "not applicable",
    "",
    "4",
    "There is no such service here.",
    "VPR lead",
    "Executive director",
];

fn reply(asked: &str) -> &'static str {
    let last = asked.lines().next_back().unwrap_or_default();
    if last.contains("Rating") {
        "1"
    } else if last.starts_with("Why") {
        "There is no record of it."
    } else if last.contains("full stop to end") {
        "."
    } else {
        ""
    }
}

/// What a terminal of 80 columns shows in plain mode from the first line to the last.
fn heard() -> String {
    let folder = Folder::new();
    let new = ["new", "a.yaml", "--name", "Northfield", "--standard", "nhs-wales-orv@2024", "--meeting", "2027-01-28"];
    folder.run(&new).says(0, &[]);
    let mut terminal = Terminal::start(folder.path(), (40, 80), &[("ACCESSIBLE", "1")], &["assess", "a.yaml"]);
    let mut first = FIRST.iter();
    for _ in 0..200 {
        let asked = terminal.asked();
        if terminal.has_ended() {
            break;
        }
        let typed = first.next().copied().unwrap_or_else(|| reply(&asked));
        terminal.send(&format!("{typed}{ENTER}"));
    }
    assert_eq!(terminal.status(), 0);
    terminal.is_as_before();
    assert_eq!(first.next(), None, "the walk took every reply");
    console::strip_ansi_codes(
        &terminal.all().replace("\u{1b}[?2004h", "").replace("\u{1b}[?2004l", "").replace("\u{1b}[?25h", ""),
    )
    .replace('\r', "")
}

#[test]
fn the_spoken_walk_is_the_one_that_was_read_through() {
    let heard = heard();
    let path = root().join("tests/terminal/spoken.txt");
    if std::env::var_os("VPR_WRITE").is_some() {
        fs::write(&path, &heard).expect("the transcript");
    }
    let agreed = fs::read_to_string(&path).expect("the transcript");
    let different = heard.lines().zip(agreed.lines()).enumerate().find(|(_, (a, b))| a != b);
    assert!(heard == agreed, "the walk differs from tests/terminal/spoken.txt, first at {different:?}");
}

#[test]
fn a_screen_reader_hears_words_and_each_hint_once() {
    let heard = heard();
    let drawn: Vec<char> =
        heard.chars().filter(|c| ('\u{2190}'..='\u{27bf}').contains(c) || (c.is_control() && *c != '\n')).collect();
    assert!(drawn.is_empty(), "{drawn:?}");
    for hint in [
        "Type a number or a word, or a command",
        "Type one or more lines",
        "Enter alone leaves it as it is, or out. A",
        "Stop with :save",
    ] {
        assert!(heard.replace('\n', " ").matches(hint).count() <= 1, "{hint}");
    }
    // What was wrong comes right before the prompt that asks again.
    let lines: Vec<&str> = heard.lines().collect();
    let wrong: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].starts_with("Not taken:")).collect();
    assert!(wrong.len() >= 4, "{wrong:?}");
    for at in wrong {
        assert!(lines[at + 1..].iter().take(8).any(|l| l.contains(" > ")), "{:?}", &lines[at..at + 8]);
    }
    // Each prompt says by itself what is asked.
    for prompt in lines.iter().filter_map(|l| l.split_once(" > ").map(|(prompt, _)| prompt)) {
        assert!(prompt.len() >= "Rating".len(), "{prompt:?}");
    }
}
