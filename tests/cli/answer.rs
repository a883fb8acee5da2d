//! `vpr answer`: by flags and from a CSV.

use super::Folder;

const NEW: &[&str] = &["new", "a.yaml", "--name", "Northfield", "--meeting", "2027-01-28"];

fn started() -> Folder {
    let folder = Folder::new();
    folder.run(NEW).says(0, &[]);
    folder
}

#[test]
fn flags_give_one_answer() {
    let folder = started();
    let flags = [
        "answer",
        "a.yaml",
        "l1",
        "--rating",
        "Green",
        "--because",
        "=minute: 112/26",
        "--evidence",
        "Statement",
        "--dated",
        "26/03/2026",
        "--review-by",
        "2027-03-26",
    ];
    folder.run(&flags).says(0, &["1 answer saved"]);
    let text = folder.read("a.yaml");
    for line in ["rating: green", "dated: 2026-03-26", "review_by: 2027-03-26", "assessed: 2026-11-22", "assessed_by: VPR lead"] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    folder.run(&flags).says(0, &["Nothing new"]);
    assert_eq!(folder.read("a.yaml"), text);
}

#[test]
fn comments_and_layout_survive_an_answer() {
    let folder = started();
    let text = folder.read("a.yaml").replace("name: Northfield", "name: Northfield   # fictional") + "# the end\n";
    folder.write("a.yaml", &text);
    folder
        .run(&["answer", "a.yaml", "W3", "--rating", "amber", "--action", "Book portering staff", "--due", "in 3 months"])
        .says(0, &[]);
    let after = folder.read("a.yaml");
    assert!(
        after.contains("name: Northfield   # fictional") && after.contains("# the end") && after.contains("due: 2027-02-22"),
        "{after}"
    );
}

#[test]
fn windows_line_ends_and_byte_order_marks_stay() {
    let folder = started();
    let text = format!("\u{feff}{}", folder.read("a.yaml").replace('\n', "\r\n"));
    folder.write("a.yaml", &text);
    folder.run(&["answer", "a.yaml", "L1", "--rating", "red"]).says(0, &[]);
    let after = folder.read("a.yaml");
    assert!(after.starts_with('\u{feff}') && after.contains("rating: red"));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
}

#[test]
fn a_wrong_answer_says_what_is_wrong_and_writes_nothing() {
    let folder = started();
    let before = folder.read("a.yaml");
    for (flags, words) in [
        (&["L1", "--rating", "purple"][..], &["rating", "red, amber and green"][..]),
        (&["L99", "--rating", "red"], &["no requirement `L99`"]),
        (&["L1", "--rating", "red", "--evidence", "x", "--dated", "soon"], &["evidence_dated", "18 Dec"]),
        (&["L1", "--approved-by", "Chair"], &["only what is not applicable"]),
        (&["L1", "--rating", "red", "--skip", "all"], &["because, evidence or actions"]),
    ] {
        let args: Vec<&str> = ["answer", "a.yaml"].iter().chain(flags).copied().collect();
        folder.run(&args).says(1, words).says(1, &["nothing was written"]);
    }
    folder.run(&["answer", "a.yaml", "L1"]).says(2, &["--rating amber"]);
    folder.run(&["answer", "a.yaml", "--rating", "red"]).says(2, &[]);
    // A full stop alone ends a text in the interview; here it would be the text.
    for flag in ["--because", "--evidence", "--action", "--later", "--not-applicable"] {
        folder.run(&["answer", "a.yaml", "L1", flag, "."]).says(2, &[flag, "it has no letter or number; say it in words"]);
    }
    folder.run(&["answer", "a.yaml", "L1", "--action", "Write it", "--owner", "."]).says(2, &["--owner", "name a role"]);
    assert_eq!(folder.read("a.yaml"), before);
}

#[test]
fn the_table_of_one_report_answers_another_file() {
    let folder = started();
    folder.example("northfield-acute.yaml");
    folder.run(&["report", "northfield-acute.yaml", "--format", "csv", "--output", "r.csv"]).says(0, &["Written"]);
    let table = std::fs::read(folder.file("r.csv")).expect("the table");
    assert!(table.starts_with("\u{feff}id,".as_bytes()));
    folder.run_with(&["answer", "a.yaml"], &table, &[]).says(0, &["answers saved"]);
    // Both files now say the same about every requirement.
    let csv = |file: &str| folder.run(&["report", file, "--format", "csv"]).quiet();
    assert_eq!(csv("a.yaml"), csv("northfield-acute.yaml"));
    let once = folder.read("a.yaml");
    folder.run_with(&["answer", "a.yaml"], &table, &[]).says(0, &["Nothing new"]);
    assert_eq!(folder.read("a.yaml"), once, "identical items are not added twice");
}

#[test]
fn one_bad_row_and_no_row_is_taken() {
    let folder = started();
    let before = folder.read("a.yaml");
    let table = "id,rating,evidence_title,evidence_dated\nL1,green,Statement,2026-03-26\nL2,grene,,\nQ9,red,,\nL3,,,31/02/2026\n";
    let ran = folder.run_with(&["answer", "a.yaml"], table.as_bytes(), &[]);
    ran.says(
        1,
        &["line 3, L2, rating", "line 4, Q9", "line 5, L3, evidence_dated", "line 5, L3, evidence_title", "nothing was written"],
    );
    assert_eq!(folder.read("a.yaml"), before);
}

#[test]
fn headings_that_are_wrong_are_all_named() {
    let folder = started();
    let ran = folder.run_with(&["answer", "a.yaml"], b"ratng,rating,rating\nx,y,z\n", &[]);
    ran.says(1, &["no heading `id`", "did you mean `rating`?", "there twice"]);
    folder.run_with(&["answer", "a.yaml"], b"", &[]).says(1, &["nothing on standard input"]);
    folder.run_with(&["answer", "a.yaml"], b"id;rating\nL1;red\n", &[]).says(1, &["separated by semicolons"]);
    folder.run_with(&["answer", "a.yaml"], b"id,because\nL1,\xff\xfe\n", &[]).says(1, &["UTF-8"]);
}

#[test]
fn repeated_ids_add_evidence_and_actions() {
    let folder = started();
    let table = "id,rating,evidence_title,action_what\nW1,amber,One,First\nW1,,Two,\nW1,,One,Second\n";
    folder.run_with(&["answer", "a.yaml"], table.as_bytes(), &[]).says(0, &["1 answer saved"]);
    let text = folder.read("a.yaml");
    assert_eq!((text.matches("title:").count(), text.matches("what:").count()), (2, 2), "{text}");
}

#[test]
fn rows_that_contradict_each_other_are_refused() {
    let folder = started();
    let before = folder.read("a.yaml");
    folder.run_with(&["answer", "a.yaml"], b"id,rating\nL5,red\nL5,green\n", &[]).says(1, &["line 3, L5", "earlier row"]);
    folder.run_with(&["answer", "a.yaml"], b"id,rating,because\nL6,red,\"unclosed\nL4,green,y\n", &[]).says(1, &["never closed"]);
    assert_eq!(folder.read("a.yaml"), before);
}

#[test]
fn an_action_with_another_status_is_the_same_action() {
    let folder = started();
    let args = [
        "answer",
        "a.yaml",
        "W3",
        "--rating",
        "amber",
        "--action",
        "Book staff",
        "--owner",
        "Head of facilities",
        "--due",
        "2026-12-18",
    ];
    folder.run(&args).says(0, &[]);
    folder.run(&[&args[..], &["--status", "done"]].concat()).says(0, &["saved"]);
    let text = folder.read("a.yaml");
    assert!(text.matches("what:").count() == 1 && text.contains("status: done"), "{text}");
}

#[test]
fn whoever_assessed_it_can_not_approve_leaving_it_out() {
    let folder = started();
    let args = ["answer", "a.yaml", "I7", "--not-applicable", "None here.", "--approved-by"];
    folder.run(&[&args[..], &["VPR Lead"]].concat()).says(1, &["someone else has to approve"]);
    folder.run(&[&args[..], &["Executive lead"]].concat()).says(0, &["saved"]);
}
