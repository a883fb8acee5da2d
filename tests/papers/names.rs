//! Who signed, and what a reader could try a guess at that on.

use crate::cli::Folder;

use super::{READERS, unsigned};

const FILE: &str = "northfield-acute.yaml";

/// An example that staff side signed under a name, and the next cycle, which records its digest.
fn signed_by(name: &str) -> Folder {
    let folder = Folder::new();
    folder.example(FILE);
    folder.write(FILE, unsigned(&folder.read(FILE)));
    folder.run(&["sign", FILE, "--role", "executive-lead", "--name", "A Person"]).says(0, &[]);
    folder.run(&["sign", FILE, "--role", "staff-side", "--name", name]).says(0, &[]);
    folder.run(&["new", "next.yaml", "--from", FILE, "--cycle", "2027-H1"]).says(0, &[]);
    folder
}

#[test]
fn nothing_made_without_names_depends_on_a_name() {
    let (one, other) = (signed_by("B Person"), signed_by("Quite Another Name"));
    assert_ne!(one.read(FILE), other.read(FILE));
    assert_ne!(one.read("next.yaml"), other.read("next.yaml"));
    let mut compared = 0;
    for file in [FILE, "next.yaml"] {
        for reader in READERS {
            let formats: &[&str] = match (file, reader) {
                (FILE, "board" | "public") => &["a.md", "a.html", "a.docx", "a.xlsx", "a.csv", "a.json"],
                (FILE, _) => &["a.md", "a.json"],
                _ => &["a.json"],
            };
            for output in formats {
                let table: &[&str] = if *output == "a.csv" { &["--table", "signoffs"] } else { &[] };
                let made = [&one, &other].map(|folder| {
                    let args = [&["report", file, "--for", reader, "--output", output], table].concat();
                    folder.run(&args).says(0, &[]);
                    std::fs::read(folder.file(output)).expect("a report")
                });
                assert!(made[0] == made[1], "{file} for {reader} as {output} depends on the name");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 2 * 6 + 3 * 2 + 5);
}

#[test]
fn with_names_the_data_has_them_and_what_they_covered() {
    let folder = signed_by("B Person");
    let report = |more: &[&str]| folder.run(&[&["report", FILE], more].concat()).quiet();
    let text = folder.read(FILE);
    let covers = text.lines().rev().find_map(|l| l.trim().strip_prefix("covers: ")).expect("a sign-off");
    let json: serde_json::Value = serde_json::from_str(&report(&["--format", "json", "--with-names"])).expect("JSON");
    assert_eq!((&json["sign_off"][1]["name"], &json["sign_off"][1]["covers"]), (&"B Person".into(), &covers.into()));
    let csv = report(&["--format", "csv", "--table", "signoffs", "--with-names"]);
    assert!(csv.contains(&format!("staff-side,B Person,2026-11-22,{covers},")), "{csv}");
    assert!(report(&["--with-names"]).contains(vpr::standard::Digest::of(&text).as_str()));
    folder.run(&["report", FILE, "--for", "public", "--format", "json", "--with-names"]).says(2, &["never prints names"]);
}

#[test]
fn a_name_typed_as_a_role_is_not_for_the_public() {
    let folder = Folder::new();
    folder.example(FILE);
    folder.write(FILE, folder.read(FILE).replace("staff_side: Staff Side Chair", "staff_side: Zebra Person"));
    for output in ["a.md", "a.html", "a.json"] {
        folder.run(&["report", FILE, "--for", "public", "--output", output]).says(0, &[]);
        assert!(!folder.read(output).contains("Zebra"), "{output}");
    }
    let board: serde_json::Value =
        serde_json::from_str(&folder.run(&["report", FILE, "--format", "json"]).quiet()).expect("JSON");
    assert_eq!(board["roles"]["staff_side"], "Zebra Person");
}
