//! `vpr assess` in plain mode, replies from standard input.

use super::Folder;

fn started() -> Folder {
    let folder = Folder::new();
    folder.run(&["new", "a.yaml", "--name", "Northfield", "--meeting", "2027-01-28"]).says(0, &[]);
    folder
}

fn walk(folder: &Folder, more: &[&str], replies: &str) -> super::Ran {
    let args: Vec<&str> = ["assess", "a.yaml"].iter().chain(more).copied().collect();
    folder.run_with(&args, replies.as_bytes(), &[])
}

#[test]
fn replies_that_end_leave_everything_said_so_far_saved() {
    let folder = started();
    let ran = walk(&folder, &[], "amber\nHalf there.\n.\nStatement\nboard/p.pdf\n");
    ran.says(0, &["The replies ended", "All confirmed replies are saved in a.yaml", "vpr assess a.yaml"]);
    let text = folder.read("a.yaml");
    for line in ["rating: amber", "because: Half there.", "title: Statement", "where: board/p.pdf"] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
}

#[test]
fn a_second_sitting_starts_at_the_first_gap() {
    let folder = started();
    walk(&folder, &[], "green\n\n\n").says(0, &[]);
    // L1 is answered with its reason and evidence left out on purpose; L2 is next.
    let ran = walk(&folder, &[], "amber\nBecause.\n.\n\n");
    ran.says(0, &["In all: 1 of 52.", "L2 Non-executive"]);
    // L2 lacks its action: that alone is asked.
    let ran = walk(&folder, &[], "").says(0, &["L2 Non-executive", "Action 1: what will be done?"]);
    assert!(!ran.err.contains("Rating"), "{}", ran.err);
}

#[test]
fn each_line_of_a_reason_is_kept_and_a_full_stop_ends_it() {
    let folder = started();
    walk(&folder, &["--only", "L1"], "red\nFirst line.\n\n: not a command?\n::colon\n.\n\n\n").says(0, &["There is no command"]);
    let text = folder.read("a.yaml");
    assert!(text.contains("because: |") && text.contains("First line.\n\n") && text.contains(":colon"), "{text}");
}

#[test]
fn commands_work_at_every_prompt() {
    let folder = started();
    let replies =
        ":guide\n:help\n:later ask the chair\n:go w3\namber\n:back\ngreen\nWhy.\n.\n:later\nfind the figures\n:go Q9\n:save\n";
    let ran = walk(&folder, &[], replies);
    ran.says(
        0,
        &[
            "Ask three people",
            "not reviewed by a VPR practitioner",
            ":later [note]",
            "L1 is left for later",
            "W3 ",
            "no requirement `Q9`",
            "Stopped.",
        ],
    );
    let text = folder.read("a.yaml");
    assert!(
        text.contains("later: ask the chair") && text.contains("rating: green") && text.contains("later: find the figures"),
        "{text}"
    );
    assert!(!text.contains("amber"), "going back replaced it:\n{text}");
}

#[test]
fn what_was_put_off_comes_last() {
    let folder = started();
    walk(&folder, &["--only", "act"], ":later\n\n:save\n").says(0, &["is left for later"]);
    let ran = walk(&folder, &["--only", "act"], "green\n\n\ngreen\n\n\n").says(0, &["D6", "E5", "E6"]);
    let at = |words: &str| ran.err.find(words).unwrap_or(usize::MAX);
    assert!(at("E5 ") < at("E6 ") && at("E6 ") < at("D6 "), "{}", ran.err);
    assert!(ran.err.contains("Put off: To come back to"), "{}", ran.err);
}

#[test]
fn days_are_taken_as_people_type_them_and_said_back_in_full() {
    let folder = started();
    let replies = "amber\nWhy.\n.\nPaper\n\n31/02/2026\n26 Mar 2026\nin 3 months\n\nDo it\nChair\n18 Dec\n\n";
    let ran = walk(&folder, &["--only", "L1"], replies);
    ran.says(0, &["that month has no such day", "26 March 2026.", "22 February 2027.", "18 December 2026."]);
    let text = folder.read("a.yaml");
    assert!(
        text.contains("dated: 2026-03-26") && text.contains("review_by: 2027-02-22") && text.contains("due: 2026-12-18"),
        "{text}"
    );
}

#[test]
fn what_was_answered_can_be_changed_and_taken_out() {
    let folder = started();
    walk(&folder, &["--only", "L1"], "amber\nOld.\n.\nOne\n\n\n\nTwo\n\n\n\n\nAct\nChair\nin 1 week\n\n").says(0, &[]);
    // Keep the rating and the reason; change evidence 1, remove evidence 2; change the action's owner and close it.
    let replies = "\n\nchange 1\nPaper one\nhere\n\n\nremove 2\nyes\n\nchange 1\n\nVPR lead\n\ndone\n\n";
    let ran = walk(&folder, &["--only", "L1"], replies);
    ran.says(0, &["Answered before: amber", "Remove evidence 2, Two?"]);
    let text = folder.read("a.yaml");
    for line in ["title: Paper one", "where: here", "owner: VPR lead", "status: done", "because: Old."] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    assert!(!text.contains("Two"), "{text}");
}

#[test]
fn not_applicable_wants_a_reason_and_another_persons_approval() {
    let folder = started();
    let ran = walk(&folder, &["--only", "I7"], "4\n\n4\nNo cameras here.\nvpr lead\nExecutive lead\n");
    let ran = ran.says(0, &["Without a reason", "someone else has to approve", "This walk is done for now"]);
    // Whoever stops before the reason was told that there is nothing to come back to.
    assert_eq!(ran.err.matches("Nothing is recorded until the reason is given.").count(), 2, "{}", ran.err);
    assert_eq!(ran.err.matches("I7: Not applicable. Saved.").count(), 1, "{}", ran.err);
    let text = folder.read("a.yaml");
    assert!(text.contains("not_applicable: No cameras here.") && text.contains("approved_by: Executive lead"), "{text}");
}

#[test]
fn carried_answers_are_shown_and_confirmed_by_looking_again() {
    let folder = started();
    let carried = "answers:\n  L1:\n    carried:\n      - from: nhs-england-vpr@2020\n        requirement: PLAN-4\n        relation: overlaps\n        rating: met\n        because: Minuted.\n";
    let text = folder.read("a.yaml").replace("answers: {}\n", carried);
    folder.write("a.yaml", text);
    let ran = walk(&folder, &["--only", "carried"], "green\nThe new minute.\nStill so.\n.\n\n");
    ran.says(0, &["Carried, to be confirmed: nhs-england-vpr@2020 PLAN-4 (overlaps) said met", "What did you look at"]);
    let text = folder.read("a.yaml");
    assert!(
        text.contains("looked_at: The new minute.") && text.contains("rating: met") && text.contains("rating: green"),
        "{text}"
    );
}

#[test]
fn a_carried_answer_confirmed_by_half_is_taken_up_where_it_was_left() {
    let folder = started();
    let carried = "answers:\n  L1:\n    carried:\n      - from: nhs-england-vpr@2020\n        requirement: PLAN-4\n        relation: overlaps\n        rating: met\n";
    let text = folder.read("a.yaml").replace("answers: {}\n", carried);
    folder.write("a.yaml", text);
    walk(&folder, &["--only", "L1"], "green\n").says(0, &["What did you look at"]);
    // Nothing after it was replied to, so it is asked again.
    walk(&folder, &[], "The new minute.\nStill so.\n.\n").says(0, &["What did you look at", "Why green?", "Evidence 1"]);
    assert!(folder.read("a.yaml").contains("looked_at: The new minute."));
    // Once the reason was given or left out, it is not.
    let ran = walk(&folder, &[], "");
    assert!(!ran.err.contains("What did you look at"), "{}", ran.err);
}

#[test]
fn a_limit_that_is_none_gets_the_nearest_one() {
    let folder = started();
    walk(&folder, &["--only", "chek"], "").says(2, &["did you mean `check`?"]);
    walk(&folder, &["--by", "domain", "--only", "data"], ":save\n").says(0, &["Data", "D1 "]);
}

#[test]
fn an_editor_that_saved_meanwhile_loses_nothing() {
    loses_nothing("a.yaml", "b.yaml", "a.vpr-1.yaml");
    let [name, other] = super::files::LONGEST_NAMES;
    loses_nothing(name, other, &format!("{}.vpr-1.yaml", &name[..200]));
}

/// An editor saves `name` while a walk is at work on it, and another run works on the file beside.
fn loses_nothing(name: &str, other: &str, beside: &str) {
    let folder = Folder::new();
    for file in [name, other] {
        folder.run(&["new", file, "--name", "Northfield"]).says(0, &[]);
    }
    // The walk reads the file, then waits; a pipe that stays open holds it there while the editor saves.
    let mut command = super::vpr();
    command.args(["assess", name]).current_dir(folder.path());
    command.stdin(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("its standard input");
    std::io::Write::write_all(&mut input, b"green\nWhy.\n").expect("a reply");
    while !folder.read(name).contains("Why.") {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    folder.run(&["answer", name, "L2", "--because", "Another."]).says(3, &["at work on it"]);
    folder.run(&["answer", other, "L2", "--because", "Another."]).says(0, &["saved"]);
    let edited = folder.read(name).replace("Northfield", "Southfield");
    folder.write(name, &edited);
    std::io::Write::write_all(&mut input, b"More.\n.\n").expect("a reply");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    let said: String = String::from_utf8_lossy(&output.stderr).split_whitespace().collect();
    assert!(said.contains(beside), "{said}");
    assert_eq!(folder.read(name), edited, "the editor's version is untouched");
    assert!(folder.read(beside).contains("More."));
}

#[test]
fn plain_mode_gives_hints_once_and_draws_nothing() {
    let folder = started();
    let ran = walk(&folder, &[], "green\nOne.\n.\n\namber\nTwo.\n.\n\n\ngreen\n");
    assert_eq!(ran.err.matches("a line with only a full stop ends the text").count(), 1, "{}", ran.err);
    assert!(!ran.err.contains(['\u{1b}', '─', '│', '❯']), "{}", ran.err);
}

#[test]
fn going_back_after_a_removal_changes_no_other_item() {
    let folder = started();
    walk(&folder, &["--only", "L1"], "green\nWhy.\n.\nE1\n\n\n\nE2\n\n\n\nE3\n\n\n\n\n").says(0, &[]);
    let replies = "\n\nchange 2\n\n\n\n\nremove 2\nyes\n:back\n:back\n:back\n1 Feb 2026\n:save\n";
    walk(&folder, &["--only", "L1"], replies);
    let text = folder.read("a.yaml");
    assert!(!text.contains("2026-02-01") && text.contains("title: E1") && text.contains("title: E3"), "{text}");
}

#[test]
fn what_is_dated_without_a_year_lies_in_the_past() {
    let folder = started();
    walk(&folder, &["--only", "L1"], "green\nWhy.\n.\nPaper\n\n18 Oct\n18 Oct\n\n")
        .says(0, &["18 October 2026.", "18 October 2027."]);
    let replies = "\n\nchange 1\n\n\n2027-01-01\n";
    walk(&folder, &["--only", "L1"], replies).says(0, &["still to come"]);
}

#[test]
fn going_back_within_a_text_takes_back_its_last_line() {
    let folder = started();
    walk(&folder, &["--only", "L1"], "red\nOne.\nTwo.\nThree.\n:back\nThree, mended.\n.\n").says(0, &["Taken back: Three."]);
    let text = folder.read("a.yaml");
    assert!(
        text.contains("One.\n") && text.contains("Two.\n") && text.contains("Three, mended.") && !text.contains("Three.\n"),
        "{text}"
    );
}

#[test]
fn a_note_for_later_is_kept_and_what_is_answered_is_not_put_off() {
    let folder = started();
    walk(&folder, &["--only", "L1"], ":later Ask Jo\n").says(0, &["left for later"]);
    walk(&folder, &["--only", "L1"], ":later\n\n").says(0, &["Now: Ask Jo"]);
    assert!(folder.read("a.yaml").contains("later: Ask Jo"));
    walk(&folder, &["--only", "L1"], "green\n\n\n").says(0, &[]);
    walk(&folder, &["--only", "L1"], ":later again\n").says(0, &["answered in full"]);
    assert!(!folder.read("a.yaml").contains("later:"));
}

#[test]
fn what_is_answered_is_refused_before_a_note_is_asked_for_and_the_walk_goes_on() {
    for (id, answer) in [("L1", "green\n\n\n"), ("L1", "amber\n\n\n\n"), ("I7", "4\nNo cameras.\nChair\n")] {
        let folder = started();
        walk(&folder, &["--only", id], answer).says(0, &[]);
        let before = folder.read("a.yaml");
        for replies in [":later\n\n\n\n\n\n", ":later\n\n:later\n\n\n\n"] {
            let ran = walk(&folder, &["--only", id], replies);
            let ran = ran.says(0, &["answered in full", "This walk is done for now"]);
            assert!(!ran.err.contains("For later:"), "{}", ran.err);
            assert_eq!(folder.read("a.yaml"), before);
        }
    }
}

#[test]
fn what_was_put_off_in_a_sitting_is_not_asked_again_in_it() {
    let folder = started();
    walk(&folder, &["--only", "act"], ":later\n\n:later\n\n:later\n\n").says(0, &["This walk is done for now"]);
    let ran = walk(&folder, &["--only", "act"], ":later\n\ngreen\n\n\ngreen\n\n\n");
    ran.says(0, &["This walk is done for now"]);
}

#[test]
fn words_of_the_list_work_at_the_list_and_near_ones_are_offered() {
    let folder = started();
    let replies = "guidance\nhelp\nlatr\nlater\nAsk the chair\ngo to W3\ncome back later\n-\nback\ngo L1\nsave and stop\n";
    let ran = walk(&folder, &[], replies);
    let ran = ran.says(0, &["Guidance on L1", ":later [note]", "L1. For later", "W3. For later", "Stopped."]);
    assert!(ran.err.contains("\"latr\" is none of the choices."), "{}", ran.err);
    // What only begins like one is a text that was typed here by mistake.
    walk(&folder, &["--only", "C1"], "save the date\nlater this year\nback\n:save\n")
        .says(0, &["\"save the date\" is none", "\"later this year\" is none", "This is the first question"]);
    walk(&folder, &["--only", "C1"], "amber\nWhy.\n.\nPaper\n\n\n\n\n\n").says(0, &[]);
    walk(&folder, &["--only", "C1"], "\n\nchage 1\n:save\n")
        .says(0, &["\"chage 1\" is none of the choices. Did you mean Change 1?"]);
}

#[test]
fn days_too_far_away_are_refused_at_once() {
    let folder = started();
    walk(&folder, &["--only", "L1"], "red\nWhy.\n.\n\nDo it\nChair\nin 1000 years\nin 2 weeks\n")
        .says(0, &["not a day", "6 December 2026."]);
}

#[test]
fn replies_that_are_no_text_end_the_walk_and_are_not_saved() {
    let folder = started();
    let ran = folder.run_with(&["assess", "a.yaml"], b"red\ncaf\xe9 au lait\n", &[]);
    ran.says(3, &["not UTF-8", "all confirmed ones are saved"]);
    assert!(!folder.read("a.yaml").contains("caf"));
}

#[test]
fn a_full_stop_alone_is_no_reply_to_a_question_of_one_line() {
    let folder = started();
    let ran = walk(&folder, &["--only", "I7"], "4\nno cameras\n.\n…\n:save\n");
    ran.says(0, &["Not taken: There is no letter or number in that."]);
    let text = folder.read("a.yaml");
    assert!(text.contains("not_applicable: no cameras") && !text.contains("approved_by"), "{text}");
    let ran = walk(&folder, &["--only", "L1"], "green\nBecause.\n.\n.\n:save\n");
    ran.says(0, &["Not taken: There is no letter or number in that."]);
    let text = folder.read("a.yaml");
    assert!(text.contains("because: Because.") && !text.contains("title"), "{text}");
    // Who assesses is named as well.
    walk(&folder, &["--as", "."], "").says(2, &["--as"]);
}

#[test]
fn an_approval_by_a_full_stop_is_none() {
    let folder = started();
    let answer = ["answer", "a.yaml", "I7", "--not-applicable", "No cameras.", "--approved-by", "."];
    let before = folder.read("a.yaml");
    folder.run(&answer).says(1, &["I7, approved_by: there is no letter or number in it; name the role that approved"]);
    assert_eq!(folder.read("a.yaml"), before);
    let given = "answers:\n  I7:\n    not_applicable: No cameras.\n    approved_by: '.'\n";
    folder.write("a.yaml", before.replace("answers: {}\n", given));
    folder.run(&["check", "a.yaml"]).says(0, &["I7 is not applicable, and `approved_by` names nobody"]);
}

#[test]
fn words_people_try_at_a_rating_find_what_they_mean() {
    let folder = started();
    let ran = walk(&folder, &[], "skip\ndone\n:goto W3\ngoto L2\nquit\n");
    ran.says(0, &["To leave it for later, type :later.", "To stop here, type :save.", "W3 ", "L2 ", "Stopped."]);
    walk(&folder, &["--only", "I7"], "n/a\nNo cameras.\n").says(0, &["Why does it not apply here?"]);
    assert!(folder.read("a.yaml").contains("not_applicable: No cameras."));
}
