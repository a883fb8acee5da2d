//! What is pasted is one reply, whatever is in it, and is in the file exactly.

use super::harness::{DOWN, ENTER, Terminal};
use super::{at_a_reason, started};
use crate::cli::Folder;

const LISTS: &[(&str, &str)] = &[("NO_COLOR", "1")];
const PLAIN: &[(&str, &str)] = &[("ACCESSIBLE", "1")];
const DUMB: &[(&str, &str)] = &[("TERM", "dumb")];

/// As a terminal sends a paste to a program that asked for pastes to be marked: line ends as Enter.
fn marked(text: &str) -> String {
    format!("\u{1b}[200~{}\u{1b}[201~", text.replace('\n', "\r"))
}

/// As a terminal sends it that does not know about that.
fn unmarked(text: &str) -> String {
    text.replace('\n', "\r")
}

/// What the file says L1's rating is for.
fn because(folder: &Folder) -> String {
    let csv = folder.run(&["report", "a.yaml", "--format", "csv"]).quiet();
    let rows = csv::ReaderBuilder::new().from_reader(csv.trim_start_matches('\u{feff}').as_bytes()).into_deserialize();
    let mut rows = rows.map(|row: Result<std::collections::BTreeMap<String, String>, _>| row.expect("a row"));
    rows.find(|row| row["id"] == "L1").expect("L1")["because"].replace("\r\n", "\n")
}

/// Pastes as a reason and presses Enter; gives what the file says then.
fn pasted(env: &[(&str, &str)], keys: &str) -> (String, Terminal) {
    let folder = started();
    let mut terminal = at_a_reason(&folder, env);
    let (start, rest) = keys.split_at(keys.len().min(100_000));
    terminal.send(start);
    terminal.send(rest);
    terminal.is_quiet();
    assert!(!folder.read("a.yaml").contains("because:"), "nothing is taken before Enter");
    terminal.send(ENTER);
    terminal.until("the next question", |t| t.fresh().contains("More, or a single full stop"));
    (because(&folder), terminal)
}

#[test]
fn many_lines_are_one_reply_and_none_of_them_answers_another_question() {
    let text = "First of all.\n\n:save is no command here\n-\nred\n  indented\nThe last.";
    for env in [LISTS, PLAIN] {
        let (because, terminal) = pasted(env, &marked(text));
        assert_eq!(because, text);
        assert!(terminal.said().contains("The last."), "{}", terminal.shown());
    }
    for env in [LISTS, PLAIN, DUMB] {
        assert_eq!(pasted(env, &unmarked(text)).0, text);
    }
}

#[test]
fn an_empty_first_line_is_not_taken_for_no_reply() {
    for keys in [marked("\n\nFirst.\nSecond.\n\n"), unmarked("\n\nFirst.\nSecond.\n\n")] {
        assert_eq!(pasted(LISTS, &keys).0, "First.\nSecond.");
    }
}

#[test]
fn a_hundred_kilobytes_arrive_whole() {
    let line = "All of it has to arrive, every word. ".repeat(2_800);
    let lines: String = (0..2_000).map(|n| format!("Line {n} of a long report that somebody pasted.\n")).collect();
    assert!(line.len() > 100_000 && lines.len() > 90_000);
    for (env, text, keys) in [
        (LISTS, &lines, marked(&lines)),
        (PLAIN, &line, marked(&line)),
        (LISTS, &line, unmarked(&line)),
        (DUMB, &lines, unmarked(&lines)),
    ] {
        let (because, _) = pasted(env, &keys);
        assert!(because == text.trim_end(), "{} of {} bytes", because.len(), text.len());
    }
}

#[test]
fn control_characters_in_a_paste_do_nothing_and_are_left_out() {
    for env in [LISTS, PLAIN] {
        let keys = marked("Before\u{3}\u{4}\u{1a}\u{1c}\u{8}\u{7}\u{15} and \u{1b}[2J\u{1b}]0;title\u{7}after");
        let (because, mut terminal) = pasted(env, &keys);
        assert_eq!(because, "Before and after");
        terminal.shows("Characters that can't be shown were left out");
        assert!(!terminal.all().contains("\u{1b}]0;") && !terminal.all().contains("[2J\u{1b}]"), "none reaches the terminal");
        terminal.send("\u{3}");
        assert_eq!(terminal.status(), 130);
    }
}

#[test]
fn text_from_right_to_left_is_kept_and_what_turns_text_around_is_not() {
    for env in [LISTS, PLAIN] {
        let (because, terminal) = pasted(env, &marked("הצוות דיווח על אלימות, \u{202e}والفريق أيضا\u{202c}."));
        assert_eq!(because, "הצוות דיווח על אלימות, والفريق أيضا.");
        assert!(!terminal.all().contains('\u{202e}'));
    }
}

#[test]
fn lines_pasted_where_one_is_wanted_become_one() {
    let folder = started();
    let mut terminal = at_a_reason(&folder, LISTS);
    terminal.send(&format!("Why.{ENTER}"));
    terminal.shows("More, or a single full stop");
    terminal.send(&format!(".{ENTER}"));
    terminal.shows("Evidence 1: what is it called?");
    terminal.send(&marked("Statement\nof the executive\n"));
    terminal.shows("of the executive");
    terminal.send(ENTER);
    terminal.shows("Several lines were taken as one.");
    terminal.shows("where can it be found?");
    assert!(folder.read("a.yaml").contains("title: Statement of the executive\n"));
}

#[test]
fn what_is_pasted_or_typed_at_a_list_chooses_nothing() {
    for (keys, first) in [
        (marked("just red\namber\ngreen\n"), "> just red"),
        (unmarked("just red\namber\ngreen\n"), "> just red"),
        (marked("kjq\n\n\n2\n"), "> kjq"),
        (unmarked("q\nj\n"), "> q"),
    ] {
        let folder = started();
        let before = folder.read("a.yaml");
        let mut terminal = Terminal::start(folder.path(), (24, 80), LISTS, &["assess", "a.yaml"]);
        terminal.asked();
        terminal.send(&keys);
        // On a busy machine Enter could come in one piece with the paste, of which it would then be a part.
        terminal.until("what was pasted", |t| t.shown().contains(first));
        terminal.send(ENTER);
        terminal.until("a refusal", |t| t.said().contains("type one word") || t.said().contains("none of the choices"));
        assert_eq!(folder.read("a.yaml"), before, "{}", terminal.shown());
        terminal.send(&format!("{DOWN}{ENTER}"));
        terminal.shows("Why red?");
    }
}

#[test]
fn a_line_longer_than_a_terminal_hands_over_is_not_cut() {
    let line = "word ".repeat(1_000);
    for env in [LISTS, PLAIN, DUMB] {
        assert_eq!(pasted(env, &line).0, line.trim_end());
    }
}
