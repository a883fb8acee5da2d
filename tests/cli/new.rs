//! `vpr new`.

use super::Folder;

#[test]
fn flags_make_a_file_that_the_other_commands_take() {
    let folder = Folder::new();
    let made = folder.run(&[
        "new",
        "n.yaml",
        "--name",
        "Northfield: \"East\" #1",
        "--kind",
        "acute",
        "--code",
        "RZZ",
        "--system",
        "QZZ",
        "--meeting",
        "2027-01-28",
        "--executive-lead",
        "Chief people officer",
    ]);
    made.says(0, &["Made n.yaml", "working list", "28 January 2027", "vpr assess n.yaml"]);
    let text = folder.read("n.yaml");
    assert!(text.contains("meeting: 2027-01-28") && text.contains("name: 2026-H2"), "{text}");
    folder.run(&["status", "n.yaml"]).quiet();
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let folder = Folder::new();
    folder.write("n.yaml", "mine");
    folder.run(&["new", "n.yaml", "--name", "X"]).says(3, &["n.yaml", "there already"]);
    assert_eq!(folder.read("n.yaml"), "mine");
}

#[test]
fn a_name_gives_the_file_its_name() {
    let folder = Folder::new();
    folder.run(&["new", "--name", "St. Æthel's & Co", "--cycle", "2027-H1"]).says(0, &["st-thel-s-co-2027-h1.yaml"]);
}

#[test]
fn what_is_no_kind_gets_the_nearest_one() {
    let folder = Folder::new();
    folder.run(&["new", "n.yaml", "--name", "X", "--kind", "acut"]).says(2, &["Did you mean acute?"]);
    folder.run(&["new", "n.yaml", "--name", "X", "--standard", "nhs-england-vpr@2042"]).says(2, &["nhs-england-vpr@2024"]);
    folder.run(&["new", "n.yaml", "--name", "X", "--meeting", "2027-02-30"]).says(2, &["2026-12-18"]);
}

#[test]
fn prompts_ask_for_what_is_needed_and_refuse_what_is_none() {
    let folder = Folder::new();
    let replies = "\nHilltop Practice\n6\n\n\n31 Feb\n28/01/2027\nPractice manager\nh.yaml\n";
    let made = folder.run_with(&["new"], replies.as_bytes(), &[]);
    made.says(0, &["It needs a name", "that month has no such day", "Made h.yaml"]);
    let text = folder.read("h.yaml");
    assert!(text.contains("kind: primary-care") && text.contains("meeting: 2027-01-28"), "{text}");
}

#[test]
fn replies_that_end_early_make_nothing() {
    let folder = Folder::new();
    folder.run_with(&["new"], b"Hilltop Practice\n", &[]).says(2, &["the replies ended", "--name"]);
    assert_eq!(std::fs::read_dir(folder.path()).map(Iterator::count).ok(), Some(0));
}

#[test]
fn where_no_file_can_be_made_nothing_is_asked() {
    let folder = Folder::new();
    folder.write("n.yaml", "mine");
    for (file, why) in [("n.yaml", "it is there already"), ("gone/n.yaml", "there is no such file or folder")] {
        let ran = folder.run_with(&["new", file], b"Hilltop Practice\n6\n\n\n\n\n", &[]).says(3, &[file, why]);
        assert!(!ran.err.contains("What is the organisation called?"), "{}", ran.err);
    }
    // Nor is a name taken at the last question that can't be made.
    let replies = b"Hilltop Practice\n6\n\n\n\n\ngone/n.yaml\nn.yaml\nh.yaml\n";
    let ran = folder.run_with(&["new"], replies, &[]);
    ran.says(0, &["there is no such file or folder", "n.yaml: it is there already", "Made h.yaml"]);
    assert_eq!(folder.read("n.yaml"), "mine");
    assert_eq!(std::fs::read_dir(folder.path()).map(Iterator::count).ok(), Some(2));
}
