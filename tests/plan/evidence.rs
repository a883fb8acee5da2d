//! `vpr evidence`: what lapses, what carries much, and whether the files behind it changed.

use crate::cli::Folder;

const HEAD: &str = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: 2026-H2, meeting: 2027-01-28 }\nanswers:\n";

fn answer(id: &str, evidence: &str) -> String {
    format!("  {id}:\n    rating: green\n    evidence:\n{evidence}")
}

fn piece(title: &str, place: &str, rest: &str) -> String {
    format!("      - title: {title} # kept\n        where: {place}\n{rest}")
}

const CURRENT: &str = "        dated: 2026-10-01\n        review_by: 2027-10-01\n";

#[test]
fn what_lapses_before_the_meeting_and_what_many_ratings_stand_on_are_named() {
    let folder = Folder::new();
    let lapsing = piece("Alarm log", "log.xlsx", "        dated: 2026-01-05\n        review_by: 2027-01-15\n");
    let same = |rest: &str| piece("Minutes of May", "minutes/may.pdf", &format!("{CURRENT}{rest}"));
    let other = piece("Poster", "poster.pdf", CURRENT);
    let text = [
        answer("L1", &lapsing),
        answer("L2", &same("")),
        answer("L3", &[same(""), other].concat()),
        answer("L4", &same("")),
        answer("L5", &piece("Undated note", "note.txt", "")),
    ];
    folder.write("a.yaml", format!("{HEAD}{}", text.concat()));
    let paper = folder.run(&["evidence", "a.yaml", "--format", "markdown"]).quiet();
    for said in [
        "6 pieces of evidence for 5 requirements. 4 are current on the day of the meeting, 28 January 2027. 3 of 5 met requirements can be shown.",
        "## Lapses before the meeting",
        "| L1 Named executive director | Alarm log | 15 January 2027 | yes |",
        "## Not current",
        "| Undated note | undated | yes |",
        "## What many ratings stand on",
        "| Minutes of May | L2, L3 and L4 | L2 and L4 | yes |",
    ] {
        assert!(paper.contains(said), "{said}\n{paper}");
    }
    let rows = folder.run(&["evidence", "a.yaml", "--format", "csv"]).quiet();
    assert_eq!(rows.lines().count(), 7, "{rows}");
}

#[test]
fn a_file_that_changed_since_its_digest_was_recorded_is_named() {
    let folder = Folder::new();
    let text = [
        answer("L1", &piece("Statement", "papers/a.pdf", CURRENT)),
        answer("L2", &piece("Minutes", "papers/b.pdf", CURRENT)),
        answer("L3", &piece("Shared drive, HR folder", "ask Sam", CURRENT)),
    ];
    let before = format!("{HEAD}{}", text.concat());
    folder.write("a.yaml", &before);
    std::fs::create_dir_all(folder.file("root/papers")).expect("a folder");
    folder.write("root/papers/a.pdf", b"one\r\n");
    folder.write("root/papers/b.pdf", b"two");
    folder.run(&["evidence", "a.yaml", "--digest"]).says(2, &["--root"]);
    folder.run(&["evidence", "a.yaml", "--root", "nowhere"]).says(2, &["nowhere is not a folder"]);
    let looked = folder.run(&["evidence", "a.yaml", "--root", "root"]).says(0, &["2 found, no digest recorded", "1 not found"]);
    assert_eq!(folder.read("a.yaml"), before, "looking writes nothing: {looked:?}");
    folder.run(&["evidence", "a.yaml", "--root", "root", "--digest"]).says(0, &["2 digests recorded in a.yaml"]);
    let after = folder.read("a.yaml");
    // As sha256sum prints it, of the bytes as they are.
    for digest in [
        "5259d46a49644bf76792231ef7315b5293677c49ddd7e69d95557013e10320d4",
        "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
    ] {
        assert!(after.contains(&format!("digest: sha256:{digest}")), "{after}");
    }
    assert_eq!(after.matches("# kept").count(), 3);
    folder.run(&["evidence", "a.yaml", "--root", "root"]).says(0, &["2 unchanged"]);
    folder.run(&["evidence", "a.yaml", "--root", "root", "--digest"]).says(0, &["No digest to record: every file found"]);
    std::fs::create_dir_all(folder.file("empty")).expect("a folder");
    let none = "No digest to record: none of the files was found in the folder";
    folder.run(&["evidence", "a.yaml", "--root", "empty", "--digest"]).says(0, &[none]);
    folder.write("root/papers/a.pdf", b"one, revised");
    std::fs::remove_file(folder.file("root/papers/b.pdf")).expect("it is gone");
    let ran = folder.run(&["evidence", "a.yaml", "--root", "root", "--format", "markdown"]);
    let ran = ran.says(1, &["| papers/a.pdf | changed since its digest was recorded |", "| papers/b.pdf | not found |"]);
    assert!(ran.out.find("papers/a.pdf") < ran.out.find("papers/b.pdf"));
    folder.run(&["evidence", "a.yaml", "--root", "root", "--digest"]).says(0, &["1 digest recorded"]);
    // The table of requirements goes out and back without making the piece a second one.
    let table = folder.run(&["report", "a.yaml", "--format", "csv"]).quiet();
    folder.run_with(&["answer", "a.yaml"], table.as_bytes(), &[]).says(0, &["Nothing new"]);
}

#[test]
fn recording_a_digest_never_voids_a_sign_off() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}{}", answer("L1", &piece("Statement", "a.pdf", CURRENT))));
    std::fs::create_dir_all(folder.file("root")).expect("a folder");
    folder.write("root/a.pdf", b"one");
    let digest = ["evidence", "a.yaml", "--root", "root", "--digest"];
    folder.run(&digest).says(0, &["1 digest recorded"]);
    folder.run(&["sign", "a.yaml", "--role", "staff-side", "--name", "B Person"]).says(0, &[]);
    // As it was signed, there is nothing to record.
    folder.run(&digest).says(0, &["No digest to record"]);
    folder.write("root/a.pdf", b"two");
    let before = folder.read("a.yaml");
    folder.run(&digest).says(1, &["a.yaml is signed", "Nothing was written", "Record digests before a file is signed"]);
    assert_eq!(folder.read("a.yaml"), before);
    folder.run(&["verify", "a.yaml"]).says(0, &["yes"]);
    folder.run(&["evidence", "a.yaml", "--root", "root"]).says(1, &["changed since its digest was recorded"]);
}

#[cfg(unix)]
#[test]
fn no_file_outside_the_folder_is_ever_read() {
    let folder = Folder::new();
    let outside = folder.write("secret.txt", "secret");
    std::fs::create_dir_all(folder.file("root/sub")).expect("a folder");
    std::os::unix::fs::symlink(&outside, folder.file("root/link.txt")).expect("a link");
    let absolute = outside.display().to_string();
    let places =
        ["../secret.txt", "sub/../../secret.txt", absolute.as_str(), "link.txt", "sub", "https://example.org/a.pdf", "/dev/zero"];
    let pieces: String = places.iter().map(|place| piece("Paper", place, "")).collect();
    folder.write("a.yaml", format!("{HEAD}{}", answer("L1", &pieces)));
    folder
        .run(&["evidence", "a.yaml", "--root", "root", "--digest"])
        .says(0, &["7 not a file in the folder", "No digest to record"]);
    assert!(!folder.read("a.yaml").contains("sha256"));
}
