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
    "?",
    "2",
    ":back",
    "",
    "The policy names the duty.",
    "It was agreed in March.",
    ":back",
    "It was agreed in May.",
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
    // The fourth was carried from the last cycle.
    "1",
    "The form itself",
    "Two wards have begun to use it.",
    ".",
    "",
    "",
    // To the first again: what is there is kept, changed, added to and removed.
    ":go wal-99",
    ":go wal-1",
    "",
    "",
    "chage 1",
    "change 1",
    "Violence policy, second edition",
    "-",
    "",
    "",
    "add",
    "Minutes",
    "",
    "",
    "",
    "remove 2",
    "perhaps",
    "yes",
    "",
    "change 1",
    "",
    "",
    "",
    "done",
    "",
];

fn reply(asked: &str) -> &'static str {
    let last = asked.lines().next_back().unwrap_or_default();
    if last.contains(". Rating") {
        "1"
    } else if last.contains(". Why") {
        "There is no record of it."
    } else if last.contains("full stop to end") {
        "."
    } else {
        ""
    }
}

/// What a terminal of 80 columns shows in plain mode from the first line to the last, and the prompts in it.
fn heard() -> (String, Vec<String>) {
    let folder = Folder::new();
    let new = ["new", "a.yaml", "--name", "Northfield", "--standard", "nhs-wales-orv@2024", "--meeting", "2027-01-28"];
    folder.run(&new).says(0, &[]);
    let carried = "answers:\n  WAL-4:\n    carried:\n      - from: nhs-wales-orv@2024\n        requirement: WAL-4\n        relation: equal\n        rating: partly-met\n        because: Staff find the form long.\n        assessed: 2026-04-02\n";
    folder.write("a.yaml", folder.read("a.yaml").replace("answers: {}\n", carried));
    let mut terminal = Terminal::start(folder.path(), (40, 80), &[("ACCESSIBLE", "1")], &["assess", "a.yaml"]);
    let mut first = FIRST.iter();
    let mut prompts = Vec::new();
    for _ in 0..200 {
        let asked = terminal.asked();
        if terminal.has_ended() {
            break;
        }
        let lines: Vec<&str> = asked.lines().collect();
        let at = lines.iter().rposition(|line| line.starts_with("WAL-") && line.contains(". ")).unwrap_or(lines.len() - 1);
        prompts.push(lines[at..].join(" "));
        let typed = first.next().copied().unwrap_or_else(|| reply(&asked));
        terminal.send(&format!("{typed}{ENTER}"));
    }
    assert_eq!(terminal.status(), 0);
    terminal.is_as_before();
    assert_eq!(first.next(), None, "the walk took every reply");
    // Byte by byte: a screen reader gets them all. Only pastes are asked to be marked, which no terminal shows.
    let all = terminal.all();
    assert!(all.starts_with("Northfield") || all.contains("\u{1b}[?2004h"), "{all:?}");
    (all.replace("\u{1b}[?2004h", "").replace("\u{1b}[?2004l", "").replace("\r\r\n", "\n").replace("\r\n", "\n"), prompts)
}

#[test]
fn the_spoken_walk_is_the_one_that_was_read_through() {
    let (heard, _) = heard();
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
    let (heard, _) = heard();
    let drawn: Vec<char> =
        heard.chars().filter(|c| ('\u{2190}'..='\u{27bf}').contains(c) || (c.is_control() && *c != '\n')).collect();
    assert!(drawn.is_empty(), "{drawn:?}");
    let said = heard.split_whitespace().collect::<Vec<_>>().join(" ");
    for hint in [
        "Type a number or a word, or a command",
        "Type one or more lines; a line with only a full stop",
        "Enter alone keeps what is there, or skips.",
        "A single hyphen takes it out.",
        "A question mark alone reads the choices again.",
        "Stop with :save or Ctrl-C",
        "Nothing is recorded until the reason is given.",
    ] {
        // The last is no hint but what happened: the person chose it twice.
        let times = if hint.starts_with("Nothing") { 2 } else { 1 };
        assert_eq!(said.matches(hint).count(), times, "{hint}\n{heard}");
    }
    // What the ratings mean is read once, and once more because the person asked for it.
    assert_eq!(said.matches("1. Not met: Not in place, or no evidence was found.").count(), 2);
    // What was wrong comes right before the prompt that asks again.
    let lines: Vec<&str> = heard.lines().collect();
    let wrong: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].starts_with("Not taken:")).collect();
    assert_eq!(wrong.len(), 8, "{wrong:?}");
    for at in wrong {
        let next: Vec<&str> = lines[at..].iter().take(4).copied().collect();
        assert!(next.iter().any(|l| l.starts_with("WAL-")) && next.iter().any(|l| l.contains(" > ")), "{next:?}");
    }
}

#[test]
fn each_prompt_says_by_itself_what_is_asked_and_of_what() {
    let (_, prompts) = heard();
    assert!(prompts.len() > FIRST.len(), "{prompts:?}");
    for prompt in &prompts {
        let Some((id, asked)) = prompt.split_once(". ") else { panic!("no requirement in {prompt:?}") };
        assert!(id.strip_prefix("WAL-").is_some_and(|n| n.parse::<u8>().is_ok()), "{prompt:?}");
        let Some(asked) = asked.strip_suffix(" > ") else { panic!("no end of {prompt:?}") };
        let choices = match asked.split([':', '?', ',']).next().unwrap_or_default() {
            "Rating" => "1 Not met, 2 Partly met, 3 Met or 4 Not applicable",
            "Evidence" | "Actions" if asked.contains(", 1 to 6") => "Enter alone: go on",
            "Evidence" | "Actions" => "1 Go on, 2 Add",
            asked if asked.ends_with("how does it stand") => "1 open, 2 done or 3 stopped",
            asked if asked.starts_with("Remove") => "? Yes or no",
            _ => "",
        };
        assert!(prompt.contains(choices), "{choices:?} is missing in {prompt:?}");
        // What stands there now is told in words, and not ended twice.
        assert!(!asked.contains("..") && !asked.contains("?.") && !asked.ends_with('.') || asked.contains("Now: "), "{prompt:?}");
        assert!(!asked.contains(".. ") && !asked.ends_with(".."), "{prompt:?}");
    }
    for (now, times) in [("Now: The policy names the duty.", 1), ("Now: 26 March 2026 > ", 1), ("Enter alone: partly met > ", 2)]
    {
        assert_eq!(prompts.iter().filter(|prompt| prompt.contains(now)).count(), times, "{now}: {prompts:#?}");
    }
}
