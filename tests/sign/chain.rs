//! Cycles that follow on each other: `vpr new --from` and `vpr verify DIR`.

use crate::cli::Folder;

/// An organisation's first cycle, signed, and the one after it.
fn two_cycles() -> Folder {
    let folder = Folder::new();
    folder.write("first.yaml", folder_example());
    folder.run(&["sign", "first.yaml", "--role", "executive-lead", "--name", "A Person"]).says(0, &[]);
    folder.run(&["new", "second.yaml", "--from", "first.yaml", "--cycle", "2027-H1", "--on", "2027-04-01"]).says(0, &["carried"]);
    folder
}

fn folder_example() -> String {
    let text = std::fs::read_to_string(crate::cli::example("northfield-acute.yaml")).expect("an example");
    text.split("sign_off:\n").next().unwrap_or_default().to_owned()
}

#[test]
fn the_next_cycle_carries_answers_unconfirmed_and_records_the_last() {
    let folder = two_cycles();
    let text = folder.read("second.yaml");
    assert!(text.contains("previous:\n    name: 2026-H2\n    digest: sha256:"), "{text}");
    for part in ["relation: equal", "from: nhs-england-vpr@2024", "name: 2027-H1", "not_applicable: "] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("sign_off:") && !text.contains("status: done") && !text.contains("submitted:"), "{text}");
    // What is carried counts for nothing until someone confirms it, and confirming goes by the walk.
    folder.run(&["status", "second.yaml"]).says(0, &["0 of 52", "carried and not confirmed"]);
    folder.run(&["answer", "second.yaml", "L1", "--rating", "green"]).says(0, &["1 answer saved"]);
    assert!(folder.read("second.yaml").contains("confirmed:"), "{}", folder.read("second.yaml"));
    folder.run(&["verify", "."]).says(0, &["No chain is broken", "as it was"]);
}

#[test]
fn a_cycle_needs_a_name_of_its_own() {
    let folder = Folder::new();
    folder.write("first.yaml", folder_example());
    folder.run(&["new", "x.yaml", "--from", "first.yaml"]).says(2, &["2026-H2 too", "--cycle"]);
    folder.run(&["new", "x.yaml", "--from", "first.yaml", "--name", "Else"]).says(2, &["--name"]);
    folder.run(&["new", "x.yaml", "--from", "none.yaml", "--cycle", "2027-H1"]).says(3, &["none.yaml"]);
    assert!(!folder.file("x.yaml").exists());
}

#[test]
fn a_cycle_changed_after_the_next_one_began_is_named_with_what_changed() {
    let folder = two_cycles();
    let text = folder.read("first.yaml");
    folder.write("first.yaml", text.replacen("  L2:\n    rating: green", "  L2:\n    rating: red", 1));
    folder
        .run(&["verify", "."])
        .says(1, &["First break", "2026-H2 (first.yaml) was changed after the next cycle, 2027-H1, began", "L2 changed since"]);
}

#[test]
fn without_a_sign_off_what_the_next_cycle_carried_shows_what_was_rated_otherwise() {
    let folder = two_cycles();
    let text = folder.read("first.yaml").split("sign_off:\n").next().unwrap_or_default().to_owned();
    folder.write("first.yaml", text.replacen("  L2:\n    rating: green", "  L2:\n    rating: red", 1));
    let none = "It has no sign-off that could show what changed.";
    let ran = folder.run(&["verify", "."]).says(1, &["First break"]);
    let told = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(&format!("{none} Rated otherwise than when it was carried into 2027-H1: L2.")), "{told}");
    // Of what it did not carry nothing is known.
    folder.write("first.yaml", text.replacen("  code: ", "  code: X", 1));
    let ran = folder.run(&["verify", "."]).says(1, &["First break"]);
    let told = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(none) && !told.contains("Rated otherwise"), "{told}");
}

#[test]
fn layout_and_later_sign_offs_break_no_chain() {
    let folder = two_cycles();
    folder.write("first.yaml", format!("# kept\n{}", folder.read("first.yaml")));
    folder.run(&["sign", "first.yaml", "--role", "commissioner", "--name", "C Person"]).says(0, &[]);
    folder.run(&["verify", "."]).says(0, &["No chain is broken"]);
    // One taken away is no addition.
    let text = folder.read("first.yaml");
    let (head, _) = text.split_once("sign_off:\n").expect("sign-offs");
    folder.write("first.yaml", head);
    folder.run(&["verify", "."]).says(1, &["was changed after the next cycle"]);
}

#[test]
fn of_three_cycles_the_first_break_is_named_and_a_missing_one_is_said() {
    let folder = two_cycles();
    folder.run(&["new", "third.yaml", "--from", "second.yaml", "--cycle", "2027-H2"]).says(0, &[]);
    folder.run(&["verify", "."]).says(0, &["No chain is broken"]);
    for name in ["first.yaml", "second.yaml"] {
        let text = folder.read(name);
        folder.write(
            name,
            text.replacen("Northfield NHS Foundation Trust\n  code: ", "Northfield NHS Foundation Trust\n  code: X", 1),
        );
    }
    let ran = folder.run(&["verify", "."]).says(1, &["First break", "2026-H2 (first.yaml)"]);
    assert_eq!(ran.out.matches("First break").count(), 1, "{ran:#?}");
    std::fs::remove_file(folder.file("first.yaml")).expect("gone");
    folder.run(&["verify", "."]).says(1, &["2027-H1 follows 2026-H2, and no file here is that cycle"]);
}

#[test]
fn a_folder_with_other_files_says_what_it_skipped() {
    let folder = two_cycles();
    folder.write("compose.yaml", "services:\n  web: {}\n");
    folder.run(&["verify", "."]).says(0, &["1 file is no assessment and was skipped", "compose.yaml"]);
    folder.write("broken.yaml", "format: 1\nstandard: [\n");
    folder.run(&["verify", "."]).says(1, &["broken.yaml"]);
    folder.run(&["verify", ".", "--against", "first.yaml"]).says(2, &["instead of the folder"]);
}

#[test]
fn a_folder_without_an_assessment_is_no_success() {
    Folder::new().run(&["verify", "."]).says(3, &["no assessment"]);
}
