//! The questions of `vpr new`, `vpr sign` and `vpr clear` on a terminal: Esc goes back there too, and nothing typed is lost.

use super::harness::{DOWN, ENTER, Terminal, is_asking};
use crate::cli::Folder;

const LISTS: &[(&str, &str)] = &[("NO_COLOR", "1")];
const PLAIN: &[(&str, &str)] = &[("ACCESSIBLE", "1")];
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const ESC: &str = "\u{1b}";
const FILE: &str = "northfield-acute.yaml";

fn northfield() -> Folder {
    let folder = Folder::new();
    folder.example(FILE);
    let text = folder.read(FILE);
    folder.write(FILE, text.split("sign_off:\n").next().unwrap_or_default());
    folder
}

fn start(folder: &Folder, env: &[(&str, &str)], args: &[&str]) -> Terminal {
    Terminal::start(folder.path(), (30, 80), env, args)
}

/// Types a reply once the question is on the screen.
fn reply(terminal: &mut Terminal, question: &str, keys: &str) {
    terminal.until(question, |t| {
        let fresh = console::strip_ansi_codes(&t.fresh()).split_whitespace().collect::<Vec<_>>().join(" ");
        fresh.contains(question) && (is_asking(&t.fresh()) || fresh.contains("Type it"))
    });
    terminal.send(keys);
}

#[test]
fn in_new_esc_goes_back_and_what_was_said_is_still_there() {
    for env in [LISTS, PLAIN] {
        let folder = Folder::new();
        let mut terminal = start(&folder, env, &["new"]);
        reply(&mut terminal, "What is the organisation called?", ESC);
        terminal.shows("This is the first question; there is nothing before it.");
        reply(&mut terminal, "What is the organisation called?", &format!("Hilltop{ENTER}"));
        // At the list Esc does not go on without a kind, but back to the name, which stands there.
        reply(&mut terminal, "What kind of organisation is it?", ESC);
        reply(&mut terminal, "Now: Hilltop", ENTER);
        reply(&mut terminal, "What kind of organisation is it?", &format!("ambulance{ENTER}"));
        reply(&mut terminal, "What is its ODS code?", ESC);
        let kept = if env == LISTS { "> ambulance: ambulance service" } else { "Enter alone: ambulance" };
        terminal.shows(kept);
        reply(&mut terminal, "What kind of organisation is it?", ENTER);
        reply(&mut terminal, "What is its ODS code?", &format!("RXX{ENTER}"));
        reply(&mut terminal, "What is the cycle called?", &format!(":back{ENTER}"));
        reply(&mut terminal, "Now: RXX", ENTER);
        reply(&mut terminal, "What is the cycle called? Now: 2026-H2", ENTER);
        reply(&mut terminal, "On what day is the meeting?", &format!("31 Feb{ENTER}"));
        terminal.shows(
            "That is not a day, as that month has no such day. Type a day as 2026-12-18, 18/12/2026, 18 Dec or in 3 months.",
        );
        reply(&mut terminal, "On what day is the meeting?", &format!("28 Jan{ENTER}"));
        reply(&mut terminal, "What is the job title", ENTER);
        reply(&mut terminal, "Under what name is the file to be saved?", ENTER);
        assert_eq!(terminal.status(), 0);
        terminal.is_as_before();
        let text = folder.read("hilltop-2026-h2.yaml");
        for line in ["name: Hilltop", "kind: ambulance", "code: RXX", "meeting: 2027-01-28"] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
    }
}

#[test]
fn ctrl_d_in_new_stops_and_gives_no_advice_to_use_a_terminal() {
    for env in [LISTS, PLAIN] {
        let folder = Folder::new();
        let mut terminal = start(&folder, env, &["new"]);
        reply(&mut terminal, "What is the organisation called?", CTRL_D);
        assert_eq!(terminal.status(), 130);
        terminal.is_as_before();
        terminal.shows("Interrupted. Nothing was made.");
        assert!(!terminal.shown().contains("or a terminal"), "{}", terminal.shown());
    }
}

/// Disagrees on L6, up to the question whether that is all.
fn disagree(terminal: &mut Terminal, env: &[(&str, &str)]) {
    let staff_side = if env == LISTS { format!("{}{ENTER}", DOWN.repeat(3)) } else { format!("3{ENTER}") };
    reply(terminal, "In what role?", &staff_side);
    reply(terminal, "Who signs?", &format!("B Person{ENTER}"));
    reply(terminal, "Agree, or disagree on some ratings?", &format!("disagree{ENTER}"));
    reply(terminal, "On which requirement, by its id?", &format!("L6{ENTER}"));
    reply(terminal, "What should it be?", &format!("red{ENTER}"));
    reply(terminal, "L6. Why?", &format!("Nobody comes at night.{ENTER}"));
    reply(terminal, "May these words be published? Yes or no", &format!("no{ENTER}"));
}

#[test]
fn in_sign_esc_goes_back_from_every_question_and_no_disagreement_is_lost() {
    for env in [LISTS, PLAIN] {
        let folder = northfield();
        let mut terminal = start(&folder, env, &["sign", FILE]);
        reply(&mut terminal, "In what role?", ESC);
        terminal.shows("This is the first question; there is nothing before it.");
        disagree(&mut terminal, env);
        reply(&mut terminal, "Disagree on another one?", &format!("no{ENTER}"));
        // From the very last question to the reason and on again.
        reply(&mut terminal, "Record this as staff side, disagreeing on L6?", ESC);
        reply(&mut terminal, "Disagree on another one?", ESC);
        reply(&mut terminal, "May these words be published?", ESC);
        reply(&mut terminal, "L6. Why? Now: Nobody comes at night.", ESC);
        reply(&mut terminal, "What should it be? Now: red", ENTER);
        reply(&mut terminal, "L6. Why?", ENTER);
        reply(&mut terminal, "May these words be published?", &format!("yes{ENTER}"));
        reply(&mut terminal, "Disagree on another one?", &format!("no{ENTER}"));
        reply(&mut terminal, "Record this as staff side, disagreeing on L6?", &format!("yes{ENTER}"));
        assert_eq!(terminal.status(), 0);
        terminal.is_as_before();
        let text = folder.read(FILE);
        assert!(text.contains("reason: Nobody comes at night.") && text.contains("publish: true"), "{text}");
    }
}

#[test]
fn whatever_ends_a_sign_off_shows_what_was_typed_to_copy() {
    for env in [LISTS, PLAIN] {
        for (last, status) in [(CTRL_C, 130), (CTRL_D, 130), ("no\r", 0)] {
            let folder = northfield();
            let before = folder.read(FILE);
            let mut terminal = start(&folder, env, &["sign", FILE]);
            disagree(&mut terminal, env);
            reply(&mut terminal, "Disagree on another one?", &format!("no{ENTER}"));
            reply(&mut terminal, "Record this as staff side", last);
            assert_eq!(terminal.status(), status);
            terminal.is_as_before();
            terminal.shows("Nothing was recorded. What was typed, to copy: L6, red: Nobody comes at night.");
            assert_eq!(folder.read(FILE), before);
        }
    }
}

#[test]
fn a_sign_off_needs_a_role_and_enter_alone_does_not_end_it() {
    let folder = northfield();
    let mut terminal = start(&folder, PLAIN, &["sign", FILE]);
    reply(&mut terminal, "In what role?", ENTER);
    terminal.shows("A sign-off needs a role. Ctrl-C stops, and nothing is recorded.");
    reply(&mut terminal, "In what role?", &format!("staf-side{ENTER}"));
    terminal.shows("Did you mean staff-side?");
    assert!(terminal.said().contains("Red: number "), "{}", terminal.shown());
    terminal.send(CTRL_C);
    assert_eq!(terminal.status(), 130);
}

#[test]
fn in_clear_esc_goes_back_to_the_text_before() {
    for env in [LISTS, PLAIN] {
        let folder = northfield();
        let mut terminal = start(&folder, env, &["clear", FILE]);
        reply(&mut terminal, "1 of ", ESC);
        terminal.shows("This is the first text; there is nothing before it.");
        reply(&mut terminal, "May this be published?", &format!("no{ENTER}"));
        reply(&mut terminal, "2 of ", ESC);
        terminal.until("the first text again", |t| t.fresh().contains("1 of "));
        reply(&mut terminal, "1 of ", &format!("yes{ENTER}"));
        reply(&mut terminal, "2 of ", CTRL_C);
        assert_eq!(terminal.status(), 130);
        terminal.is_as_before();
        terminal.shows("Everything decided is saved. To go on: vpr clear");
        let text = folder.read(FILE);
        assert!(text.contains("publish: true") && !text.contains("publish: false"), "{text}");
    }
}

#[test]
fn in_new_a_folder_that_goes_meanwhile_costs_no_reply() {
    let folder = Folder::new();
    std::fs::create_dir(folder.file("sub")).expect("a folder");
    let mut terminal = start(&folder, PLAIN, &["new", "sub/n.yaml", "--vpr-lead", "Head of $ecurity"]);
    reply(&mut terminal, "What is the organisation called?", &format!("Hilltop Practice{ENTER}"));
    reply(&mut terminal, "What kind of organisation is it?", &format!("ambulance{ENTER}"));
    reply(&mut terminal, "What is its ODS code?", &format!("RXX{ENTER}"));
    reply(&mut terminal, "What is the cycle called?", ENTER);
    reply(&mut terminal, "On what day is the meeting?", &format!("28 Jan{ENTER}"));
    std::fs::remove_dir(folder.file("sub")).expect("it is empty");
    reply(&mut terminal, "What is the job title", &format!("Chief nurse{ENTER}"));
    assert_eq!(terminal.status(), 3);
    terminal.shows("could not create sub/n.yaml: there is no such file or folder");
    terminal.shows(
        "Nothing you typed is lost. To make it once that is put right: vpr new sub/n.yaml --name \"Hilltop Practice\" --kind \
         ambulance --code RXX --cycle 2026-H2 --meeting 2027-01-28 --executive-lead \"Chief nurse\" --vpr-lead 'Head of $ecurity'",
    );
}

#[test]
fn a_file_changed_between_showing_and_yes_is_not_signed() {
    for env in [LISTS, PLAIN] {
        let folder = northfield();
        let mut terminal = start(&folder, env, &["sign", FILE]);
        disagree(&mut terminal, env);
        reply(&mut terminal, "Disagree on another one?", &format!("no{ENTER}"));
        let changed = folder.read(FILE) + "# Changed meanwhile.\n";
        folder.write(FILE, &changed);
        reply(&mut terminal, "Record this as staff side", &format!("yes{ENTER}"));
        assert_eq!(terminal.status(), 1);
        terminal.is_as_before();
        terminal.shows("Nothing was recorded: northfield-acute.yaml was changed by someone else after it was shown.");
        terminal.shows("vpr sign northfield-acute.yaml");
        terminal.shows("What was typed, to copy: L6, red: Nobody comes at night.");
        assert!(!terminal.said().contains("Recorded:"), "{}", terminal.shown());
        assert_eq!(folder.read(FILE), changed);
        assert!(!folder.file("northfield-acute.vpr-1.yaml").exists());
    }
}

#[test]
fn the_text_to_be_judged_stays_above_the_list() {
    for rows in [10, 24] {
        let folder = northfield();
        let mut terminal = Terminal::start(folder.path(), (rows, 80), LISTS, &["clear", FILE]);
        for n in 1..=7 {
            let number = format!("{n} of 129");
            terminal.until(&number, |t| {
                let fresh = console::strip_ansi_codes(&t.fresh()).into_owned();
                fresh.contains(&number) && fresh.contains("> Type it")
            });
            let shown = terminal.shown();
            assert!(shown.contains(&number) && shown.contains('“') && shown.contains('”'), "{n} at {rows} rows:\n{shown}");
            assert!(shown.contains("> Type it"), "{shown}");
            assert!(rows == 10 || (shown.contains("No: hold it back") && shown.contains("Quit: ")), "{n}:\n{shown}");
            assert!(!shown.contains("?:"), "a question is ended once:\n{shown}");
            terminal.send(&format!("{DOWN}{DOWN}{ENTER}"));
        }
        terminal.send(CTRL_C);
        assert_eq!(terminal.status(), 130);
    }
}

#[test]
fn the_last_words_break_between_words() {
    let folder = northfield();
    let mut terminal = Terminal::start(folder.path(), (24, 40), PLAIN, &["-v", "clear", FILE]);
    reply(&mut terminal, "1 of ", CTRL_C);
    assert_eq!(terminal.status(), 130);
    terminal.shows("Interrupted. Everything decided is saved. To go on: vpr clear northfield-acute.yaml");
    terminal.until("short lines", |t| t.shown().lines().all(|line| line.chars().count() <= 40));
    let mut terminal = Terminal::start(folder.path(), (24, 40), PLAIN, &["clear", FILE]);
    reply(&mut terminal, "1 of ", &format!("quit{ENTER}"));
    assert_eq!(terminal.status(), 0);
    terminal.shows("looked at and held back, 0 not released by who wrote it, 129 to look at.");
    terminal.until("short lines", |t| t.shown().lines().all(|line| line.chars().count() <= 40));
    let mut terminal = Terminal::start(folder.path(), (24, 40), PLAIN, &["merge"]);
    assert_eq!(terminal.status(), 2);
    terminal.shows("vpr answer OTHER.yaml < answers.csv");
    terminal.until("short lines", |t| t.shown().lines().all(|line| line.chars().count() <= 40));
}

#[test]
fn all_that_is_signed_can_be_read_before_it_is_signed() {
    for env in [LISTS, PLAIN] {
        let folder = northfield();
        let before = folder.read(FILE);
        let mut terminal = start(&folder, env, &["sign", FILE, "--role", "staff-side"]);
        reply(&mut terminal, "Who signs?", &format!("B Person{ENTER}"));
        reply(&mut terminal, "Agree, or disagree on some ratings?", &format!("read{ENTER}"));
        // The file is longer than the screen; its last line stands above the question.
        terminal.shows(before.trim_end().lines().last().expect("a line").trim());
        reply(&mut terminal, "Agree, or disagree on some ratings?", &format!("stop{ENTER}"));
        assert_eq!(terminal.status(), 0);
        assert_eq!(folder.read(FILE), before);
    }
}

#[test]
fn enter_where_a_rating_is_needed_says_which_there_are() {
    let folder = northfield();
    let mut terminal = start(&folder, PLAIN, &["sign", FILE]);
    reply(&mut terminal, "In what role?", &format!("3{ENTER}"));
    reply(&mut terminal, "Who signs?", &format!("B Person{ENTER}"));
    reply(&mut terminal, "Agree, or disagree on some ratings?", &format!("disagree{ENTER}"));
    reply(&mut terminal, "On which requirement, by its id?", &format!("L6{ENTER}"));
    reply(&mut terminal, "What should it be?", ENTER);
    terminal.shows("Not taken: a disagreement needs the rating you hold to be right; the ratings are red, amber and green");
    terminal.send(CTRL_C);
    assert_eq!(terminal.status(), 130);
}

#[test]
fn in_clear_a_question_mark_and_a_mistake_tell_what_the_replies_mean() {
    let folder = northfield();
    let mut terminal = start(&folder, PLAIN, &["clear", FILE]);
    reply(&mut terminal, "1 of ", &format!("?{ENTER}"));
    terminal.shows("Yes: clear it: it may be published as it stands No: hold it back Skip: decide later;");
    assert!(!terminal.said().contains("Not taken"), "{}", terminal.shown());
    reply(&mut terminal, "1 of ", &format!("noo{ENTER}"));
    terminal.shows("Not taken: \"noo\" is none of the replies; nothing was decided. Yes: clear it");
    terminal.send(CTRL_C);
    assert_eq!(terminal.status(), 130);
}
