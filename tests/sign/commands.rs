//! `vpr sign` and `vpr verify` as people run them.

use crate::cli::{Folder, Ran};

const FILE: &str = "northfield-acute.yaml";

fn sign(folder: &Folder, role: &str, name: &str, more: &[&str]) -> Ran {
    let mut args = vec!["sign", FILE, "--role", role, "--name", name];
    args.extend(more);
    folder.run(&args)
}

/// A copy of an example without its sign-offs.
fn unsigned() -> Folder {
    let folder = Folder::new();
    folder.example(FILE);
    let text = folder.read(FILE);
    folder.write(FILE, text.split("sign_off:\n").next().unwrap_or_default());
    folder
}

fn replace(folder: &Folder, old: &str, new: &str) {
    let text = folder.read(FILE);
    assert!(text.contains(old), "{old:?} is not in the example");
    folder.write(FILE, text.replacen(old, new, 1));
}

#[test]
fn what_is_signed_is_shown_and_the_record_is_called_one() {
    let folder = unsigned();
    let signed = sign(&folder, "executive-lead", "A Person", &[]);
    let signed = signed
        .says(0, &["What is signed", "D4 E2", "Nothing is open", "Recorded: executive lead, 22 November 2026, in agreement"]);
    for wrong in ["signed by", "proved"] {
        assert!(!signed.out.contains(wrong) && !signed.err.contains(wrong), "{signed:#?}");
    }
    // The name is covered, so it is shown to who gives it, and once.
    let (shown, recorded) = signed.out.split_once("Recorded: ").expect("a record");
    assert!(shown.contains("A Person, executive lead: in agreement with all of it."), "{signed:#?}");
    assert!(!recorded.contains("A Person") && !signed.err.contains("A Person"), "names are printed on request only");
    folder.run(&["verify", FILE]).says(0, &["Executive lead", "yes", "Nothing here proves who that was"]);
}

#[test]
fn a_change_of_substance_is_found_and_named_and_a_comment_is_not_one() {
    let folder = unsigned();
    sign(&folder, "executive-lead", "A Person", &[]).says(0, &[]);
    let copy = folder.read(FILE);
    folder.write("as-signed.yaml", &copy);
    replace(&folder, "answers:\n", "# nothing to do with it\nanswers:\n");
    folder.run(&["verify", FILE]).says(0, &["yes"]);
    replace(&folder, "  L2:\n    rating: green", "  L2:\n    rating: red");
    folder.run(&["verify", FILE]).says(1, &["Executive lead, 22 November 2026: L2 changed since."]);
    folder
        .run(&["verify", FILE, "--against", "as-signed.yaml"])
        .says(1, &["That copy is what was signed by these: executive lead", "L2, rating", "green", "red"]);
}

#[test]
fn a_later_sign_off_by_a_role_supersedes_and_takes_nothing_away() {
    let folder = unsigned();
    sign(&folder, "executive-lead", "A Person", &[]).says(0, &[]);
    let first = folder.read(FILE);
    replace(&folder, "  L2:\n    rating: green", "  L2:\n    rating: red");
    sign(&folder, "executive-lead", "A Person", &["--on", "2026-11-30"])
        .says(0, &["sign-offs before: executive lead, 22 November"]);
    folder.run(&["verify", FILE]).says(0, &["superseded", "30 November 2026"]);
    let signed = first.split("sign_off:\n").nth(1).unwrap_or_default().trim_end().to_owned();
    assert!(folder.read(FILE).contains(&signed), "the first record stays as it was");
}

#[test]
fn a_disagreement_is_recorded_with_its_rating_and_reason() {
    let folder = unsigned();
    let reason = "Night staff: no visible support";
    let dissent = ["--disagree", "l6", "--rating", "Red", "--reason", reason];
    let signed = sign(&folder, "staff-side", "B Person", &dissent).says(0, &["Recorded: staff side", "with 1 disagreement"]);
    // All that the digest is taken over is shown first.
    let on_a_line = signed.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let (shown, _) = on_a_line.split_once("Recorded: ").expect("a record");
    for said in [
        "B Person, staff side: in agreement, but for 1 rating.",
        "L6 should be red, and is green: Night staff: no visible support (these words are not for publication)",
    ] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    let text = folder.read(FILE);
    assert!(text.contains("requirement: L6") && text.contains(reason) && text.contains("publish: false"), "{text}");
    folder.run(&["verify", FILE]).says(0, &["1 disagreement has had no response so far: L6"]);
    let two = ["--disagree", "L6", "--rating", "red", "--reason", "x", "--disagree", "W1", "--rating", "amber", "--reason", "y"];
    sign(&folder, "staff-side", "B Person", &[&two[..], &["--publish"]].concat()).says(2, &["--publish=L6,W3"]);
    sign(&folder, "staff-side", "B Person", &[&two[..], &["--publish=W1"]].concat())
        .says(0, &["with 2 disagreements", "W1 should be amber, and is green: y (these words may be published)"]);
    assert_eq!(folder.read(FILE).matches("publish: true").count(), 1);
    folder.run(&["report", FILE]).says(0, &["Staff side disagrees on W1"]);
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_recorded() {
    let folder = unsigned();
    let before = folder.read(FILE);
    let dissent = |id: &'static str, rating: &'static str| vec!["--disagree", id, "--rating", rating, "--reason", "x"];
    sign(&folder, "staffside", "B", &[]).says(2, &["Did you mean staff-side?"]);
    sign(&folder, "staff-side", " ", &[]).says(2, &["needs the name"]);
    sign(&folder, "staff-side", ".", &[]).says(2, &["needs the name"]);
    sign(&folder, "staff-side", "B\u{1b}[2J", &[]).says(2, &["control character"]);
    sign(&folder, "staff-side", "B", &dissent("L99", "red")).says(2, &["no requirement `L99`"]);
    sign(&folder, "staff-side", "B", &dissent("L6", "purple")).says(2, &["red, amber and green"]);
    sign(&folder, "staff-side", "B", &dissent("L6", "green")).says(2, &["nothing to disagree about"]);
    sign(&folder, "staff-side", "B", &["--disagree", "L6"]).says(2, &["--rating"]);
    sign(&folder, "staff-side", "B", &[dissent("L6", "red"), dissent("L6", "amber")].concat()).says(2, &["there twice"]);
    sign(&folder, "staff-side", "B", &[dissent("L6", "red"), vec!["--publish=W1"]].concat()).says(2, &["no disagreement"]);
    assert_eq!(folder.read(FILE), before);
}

#[test]
fn a_file_with_errors_can_not_be_signed() {
    let folder = unsigned();
    replace(&folder, "rating: green", "rating: gren");
    let before = folder.read(FILE);
    sign(&folder, "executive-lead", "A Person", &[]).says(1, &["did you mean `green`?"]);
    folder.run(&["verify", FILE]).says(1, &["did you mean `green`?"]);
    assert_eq!(folder.read(FILE), before);
}

#[test]
fn one_name_under_two_roles_is_said() {
    let folder = unsigned();
    sign(&folder, "executive-lead", "A Person", &[]).says(0, &[]);
    sign(&folder, "staff-side", "a  PERSON", &[]).says(0, &["one person in two roles is no partnership"]);
    folder.run(&["verify", FILE]).says(0, &["one person in two roles is no partnership"]);
}

#[test]
fn prompts_ask_for_role_name_and_each_disagreement() {
    let folder = unsigned();
    let replies = "2\nstaff-side\n\nB Person\ndisagree\nL99\nL6\ngreen\nred\n\nNobody comes at night.\nno\nmaybe\nyes\nW1\namber\nToo few.\nyes\nno\nyes\n";
    // The first reply is a role by number, and the rest goes on as if it had been the wrong one.
    let replies = replies.replacen("2\nstaff-side\n\n", "3\n\n", 1);
    let signed = folder.run_with(&["sign", FILE], replies.as_bytes(), &[]);
    signed.says(
        0,
        &[
            "In what role?",
            "needs the name",
            "no requirement `L99`",
            "nothing to disagree about",
            "needs its reason",
            "Type yes or no.",
            "Record this as staff side, disagreeing on L6 and W1?",
            "with 2 disagreements",
        ],
    );
    let text = folder.read(FILE);
    assert!(text.contains("reason: Nobody comes at night.") && text.contains("publish: true"), "{text}");
}

#[test]
fn without_a_yes_nothing_is_recorded() {
    let folder = unsigned();
    let before = folder.read(FILE);
    folder.run_with(&["sign", FILE], b"3\nB Person\nagree\nno\n", &[]).says(0, &["Nothing was recorded."]);
    folder.run_with(&["sign", FILE], b"3\nB Person\nstop\n", &[]).says(0, &["Nothing was recorded."]);
    folder.run_with(&["sign", FILE], b"3\nB Person\nagree\n", &[]).says(2, &["the replies ended", "--role and --name"]);
    assert_eq!(folder.read(FILE), before);
}

#[test]
fn the_board_paper_says_which_sign_offs_are_stale() {
    let folder = unsigned();
    sign(&folder, "executive-lead", "A Person", &[]).says(0, &[]);
    assert!(!folder.run(&["report", FILE]).quiet().contains("changed since"));
    replace(&folder, "  L2:\n    rating: green", "  L2:\n    rating: red");
    let paper = folder.run(&["report", FILE]).quiet();
    assert!(
        paper.contains("no, it changed since") && paper.contains("Executive lead, 22 November 2026: L2 changed since"),
        "{paper}"
    );
}

#[test]
fn sign_offs_stay_out_of_what_a_terminal_could_be_harmed_by() {
    let folder = unsigned();
    sign(&folder, "executive-lead", "A Person", &[]).says(0, &[]);
    folder.write("copy.yaml", folder.read(FILE).replacen("because: ", "because: | # ", 1));
    // A text of several lines is shown within its cell.
    let text = folder.read(FILE).replacen("because: ", "because: \"one\\ntwo\" # ", 1);
    folder.write("copy.yaml", text);
    folder
        .run(&["verify", FILE, "--against", "copy.yaml"])
        .says(0, &["None of the sign-offs was given for that copy", "because"]);
}

#[test]
fn whoever_signs_is_told_where_all_of_it_can_be_read() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    let sign = ["sign", "northfield-acute.yaml", "--role", "staff-side", "--name", "R. Okafor"];
    let ran = folder
        .run(&sign)
        .says(0, &["only part of it stands here. The file has every word", "vpr report northfield-acute.yaml --for committee"]);
    assert!(ran.err.find("The file has every word") < ran.err.find("This is a record"), "{}", ran.err);
}
