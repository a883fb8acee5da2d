//! What the public reads: nothing of what people wrote, until somebody looked at it.

use crate::formats::read;

use super::{each_example, paper, section, unsigned};
use crate::cli::Folder;

const FILE: &str = "northfield-acute.yaml";

fn northfield() -> Folder {
    let folder = Folder::new();
    folder.example(FILE);
    folder.write(FILE, unsigned(&folder.read(FILE)));
    folder
}

/// Every free text of a file: what follows its field.
fn free_texts(yaml: &str) -> Vec<String> {
    let fields = ["because: ", "- title: ", "where: ", "- what: ", "owner: ", "not_applicable: ", "later: ", "approved_by: "];
    let of = |line: &str| fields.iter().find_map(|f| line.trim_start().strip_prefix(f).map(str::to_owned));
    yaml.lines().filter_map(of).collect()
}

#[test]
fn nothing_that_people_wrote_is_public_before_it_is_cleared() {
    each_example(|folder, name| {
        let said = paper(folder, name, "public", &[]);
        let texts = free_texts(&folder.read(name));
        assert!(texts.len() > 20, "{name}");
        // A title of the list, or a role, may be the same words as an owner.
        let long = texts.iter().filter(|t| t.len() > 25);
        for text in long {
            assert!(!said.contains(text.as_str()), "{text:?} of {name} is in\n{said}");
        }
        let left = section(&said, "What was left out of this paper");
        assert!(left.contains("Reasons for ratings: 0 of ") && left.contains("not looked at yet."), "{left}");
        assert!(left.contains("where evidence is kept, the names of signers"), "{left}");
    });
}

#[test]
fn no_data_format_for_the_public_holds_more_than_the_paper() {
    each_example(|folder, name| {
        let public = |output: &str| folder.run(&["report", name, "--for", "public", "--output", output]).says(0, &[]);
        public("public.json");
        public("public.xlsx");
        folder.run(&["report", name, "--for", "public", "--format", "csv", "--output", "tables/"]).says(0, &[]);
        let book = read::xlsx(&std::fs::read(folder.file("public.xlsx")).expect("the workbook"));
        let cells: Vec<String> = book.iter().flat_map(|(_, rows)| rows).flatten().map(read::cell).collect();
        let mut printed = vec![folder.read("public.json"), cells.join("\n")];
        for table in std::fs::read_dir(folder.file("tables")).expect("the tables").flatten() {
            printed.push(std::fs::read_to_string(table.path()).expect("UTF-8"));
        }
        assert_eq!(printed.len(), 7, "{name}: JSON, the workbook and five tables");
        let written = folder.read(name);
        let texts = free_texts(&written);
        // Names of signers and what they disagree on, beside what the answers say. Owners are told where their titles are known.
        let signed = written.lines().filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("reason: ")
                .or_else(|| line.strip_prefix("name: "))
                .filter(|words| words.contains("(fictional)") || words.len() > 60)
        });
        let private: Vec<&str> = texts.iter().map(String::as_str).filter(|t| t.len() > 40).chain(signed).collect();
        for text in &printed {
            for words in &private {
                assert!(!text.contains(words), "{words:?} of {name} is in\n{text}");
            }
            assert!(!text.contains(".pdf"), "a place of evidence of {name} is in\n{text}");
        }
        // It is the same assessment all the same: the figures are those of the whole.
        let whole = folder.run(&["report", name, "--format", "json"]).quiet();
        let figures = |text: &str| {
            text.split_once("\"figures\":")
                .map(|(_, rest)| rest.split_once("\"requirements\":").map_or(rest, |(f, _)| f).to_owned())
        };
        assert!(figures(&whole).is_some() && figures(&whole) == figures(&printed[0]), "{name}");
    });
}

#[test]
fn whoever_makes_the_paper_is_told_what_it_lacks() {
    let folder = northfield();
    let ran = folder.run(&["report", FILE, "--for", "public"]);
    ran.says(0, &["of 129 texts are held back from this paper", "vpr clear northfield-acute.yaml --list"]);
    let list = folder.run(&["clear", FILE, "--list"]).quiet();
    for words in ["L1 Named executive", "reason, title", "not looked at", "Reasons for ratings: 0 of 51 printed"] {
        assert!(list.contains(words), "{words}\n{list}");
    }
    // A list that may be sent on shows no words.
    assert!(!list.contains("minute 112/26") && !list.contains("Portfolio"), "{list}");
}

#[test]
fn a_cleared_text_is_printed_until_it_changes() {
    let folder = northfield();
    let before = folder.read(FILE);
    let ran = folder.run_with(&["clear", FILE, "L1", "l3"], b"yes\nno\nskip\n\xc2\xa0maybe\ny\nquit\n", &[]);
    ran.says(0, &["2 cleared, 1 looked at and held back", "\"maybe\" is none of the replies", "Skip: decide later", "Stopped."]);
    let after = folder.read(FILE);
    // Only lines at the end are new: comments and layout stay.
    assert!(after.starts_with(&before), "{after}");
    assert_eq!(after.matches("publish: true").count(), 2, "{after}");
    let said = paper(&folder, FILE, "public", &[]);
    assert!(said.contains("Portfolio statement approved by the board, minute 112/26."), "{said}");
    assert!(!said.contains("Executive portfolio statement"), "{said}");
    assert!(said.contains("2 named, 2 current: Steady Ground strategy 2026 to 2029 |"), "{said}");
    folder.write(FILE, after.replace("minute 112/26.", "minute 113/26."));
    let said = paper(&folder, FILE, "public", &[]);
    assert!(!said.contains("Portfolio statement approved") && !said.contains("113/26"), "{said}");
}

#[test]
fn the_walk_goes_on_where_it_stopped_and_can_be_taken_back() {
    let folder = northfield();
    folder.run_with(&["clear", FILE], b"y\ny\nback\nn\n", &[]).says(0, &["1 cleared, 1 looked at and held back"]);
    let ran = folder.run_with(&["clear", FILE], b"q\n", &[]);
    assert!(ran.err.contains("1 of 127") && ran.err.contains("L2 Non-executive oversight"), "{}", ran.err);
    // A requirement that is named is asked about again, and the last word counts.
    folder.run_with(&["clear", FILE, "L1"], b"n\nn\n", &[]).says(0, &["0 cleared, 2 looked at and held back"]);
    folder.run_with(&["clear", FILE, "L1"], b"", &[]).says(0, &["0 cleared, 2 looked at"]);
    folder.run(&["clear", FILE, "L99"]).says(2, &["no requirement"]);
}

#[test]
fn a_disagreement_is_its_authors_to_release() {
    let folder = northfield();
    let covers = "covers: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let sign_off = format!(
        "sign_off:\n  - role: staff-side\n    name: A Person\n    on: 2026-10-30\n    {covers}\n    disagrees:\n      \
         - {{ requirement: L6, rating: red, reason: No visible support., publish: true }}\n      \
         - {{ requirement: L5, rating: amber, reason: Kept inside., publish: false }}\n"
    );
    folder.write(FILE, folder.read(FILE) + &sign_off);
    let ran = folder.run_with(&["clear", FILE, "L5", "L6"], "y\n".repeat(20).as_bytes(), &[]);
    assert!(!ran.err.contains("Kept inside"), "{}", ran.err);
    let said = paper(&folder, FILE, "public", &[]);
    assert!(said.contains("Staff side disagrees on L6: No visible support."), "{said}");
    assert!(!said.contains("Kept inside") && said.contains("The words of 1 disagreement are held back."), "{said}");
    assert!(said.contains("1 not released by who wrote it"), "{said}");
}

#[test]
fn owners_are_public_as_roles_only() {
    let folder = northfield();
    let text = folder.read(FILE);
    let at = text.find("        owner: ").expect("an owner");
    let end = text[at..].find('\n').expect("its end") + at;
    folder.write(FILE, format!("{}        owner: Jo Bloggs{}", &text[..at], &text[end..]));
    folder.run_with(&["clear", FILE], "y\n".repeat(200).as_bytes(), &[]).says(0, &["129 texts: 129 cleared"]);
    let said = paper(&folder, FILE, "public", &[]);
    assert!(!said.contains("Bloggs") && said.contains("(owner held back, due"), "{said}");
    assert!(said.contains("Set out one by one: 52 of 52 requirements, 57 of 57 evidence items, 20 of 20 actions."), "{said}");
    assert!(!said.contains("board-papers/"), "{said}");
    folder.run(&["clear", FILE, "--list"]).says(0, &["Nothing is held back."]);
}
