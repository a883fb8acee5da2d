//! What is said of files that were not looked at, or are no assessments.

use super::{FORMATS, json};
use crate::cli::Folder;

const HEAD: &str =
    "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: 2026-H2 }\nanswers:\n";

#[test]
fn a_file_that_is_refused_for_being_no_assessment_is_not_counted_as_checked() {
    let folder = Folder::new();
    std::fs::create_dir(folder.file("in")).expect("a folder");
    folder.write("in/notes.yaml", "title: Notes\n");
    for severity in ["error", "warning", "note"] {
        folder.write("vpr.toml", format!("format = 1\nallow_skipped = false\n[rules]\nexpected-file = \"{severity}\"\n"));
        for format in FORMATS {
            let ran = folder.run(&["check", "in", "--expect", "vpr.toml", "--format", format]);
            assert_eq!(ran.status, 3, "nothing was checked: {ran:#?}");
        }
        let ran = folder.run(&["check", "in", "--expect", "vpr.toml", "--format", "json"]);
        let said = json(&ran.out);
        let counts = |name: &str| said["summary"][name].as_u64();
        assert_eq!(["found", "checked", "skipped"].map(counts), [Some(1), Some(0), Some(1)]);
        assert_eq!(said["files"][0]["problems"][0]["code"], "expected-file");
    }
    folder.write("in/a.yaml", format!("{HEAD}  L1: {{ rating: gren }}\n"));
    let ran = folder.run(&["check", "in", "--expect", "vpr.toml"]);
    ran.says(1, &["2 files found: 1 checked (0 without a problem), 1 skipped", "expected-file", "With errors: 1 of 2 files"]);
    // One that is refused for its name is told once what to do.
    folder.write("in/trust.yaml.txt", "");
    let told = folder.run(&["check", "in", "--expect", "vpr.toml"]).out;
    assert_eq!(told.matches("rename it").count(), 1, "{told}");
    // Where a name may not be printed, two are told apart wherever they are named.
    std::fs::create_dir(folder.file("two")).expect("a folder");
    for name in ["943 476 5919.yaml.txt", "943 476 5870.yaml.txt"] {
        folder.write(&format!("two/{name}"), "");
    }
    let told = folder.run(&["check", "two", "--expect", "vpr.toml"]).out;
    assert!(told.matches("two/\u{2026} (2).yaml.txt").count() > 1, "{told}");
}

#[test]
fn a_file_whose_name_ends_in_another_way_is_named_in_every_format() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}  L1: {{ rating: gren }}\n"));
    folder.write("trust.yaml.txt", "format: 1\n");
    folder.write("other.yaml", "on: push\n");
    for format in FORMATS {
        let ran = folder.run(&["check", ".", "--format", format]);
        assert!(ran.status == 1 && ran.out.contains("trust.yaml.txt"), "{format}: {ran:#?}");
    }
    let ran = folder.run(&["check", ".", "--format", "github"]);
    assert!(ran.out.contains("1 file was skipped as no assessment"), "the other one is: {ran:#?}");
    let many = Folder::new();
    many.write("a.yaml", format!("{HEAD}  L1: {{ rating: red }}\n"));
    (0..30).for_each(|n| drop(many.write(&format!("{n}.yaml.bak"), "")));
    let ran = many.run(&["check", ".", "--format", "github"]);
    assert!(ran.out.matches(".yaml.bak: skipped").count() == 5 && ran.out.contains("25 files were passed over"), "{ran:#?}");
    folder.write("vpr.toml", "format = 1\nallow_skipped = false\n");
    let ran = folder.run(&["check", "trust.yaml.txt", "a.yaml", "--expect", "vpr.toml"]);
    assert!(!ran.out.contains("expected-file"), "what is named is looked at: {ran:#?}");
    folder
        .run(&["check", ".", "--expect", "vpr.toml"])
        .says(1, &["has another ending after .yaml, so it is not looked at", "if it is a submission, rename it"]);
}

#[test]
fn what_could_not_be_looked_at_is_named_at_the_end_as_well() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}  L1: {{ rating: gren }}\n"));
    let names: Vec<String> = (0..25).map(|n| format!("gone-{n:02}.yaml")).collect();
    let args: Vec<&str> = ["check", "a.yaml"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let ran = folder.run(&args);
    let (_, end) = ran.out.split_once("Not checked, as said above: 25 names\n").unwrap_or_else(|| panic!("{ran:#?}"));
    assert!(ran.status == 3 && end.starts_with("  gone-00.yaml\n") && end.contains("  gone-19.yaml\n  and 5 more\n"), "{end}");
    // Of one name, what was said of it stands beside the counts.
    assert!(!folder.run(&["check", "gone.yaml"]).out.contains("as said above"));
    assert!(!folder.run(&["check", "a.yaml"]).out.contains("as said above"));
}

#[test]
fn formats_that_show_no_other_place_name_its_line() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}  L1: {{ rating: red }}\n  L1: {{ rating: red }}\n"));
    let actions: String = (10..30).map(|day| format!("      - {{ what: A{day}, owner: Chief, due: 2026-01-{day} }}\n")).collect();
    folder.write("b.yaml", format!("{HEAD}  L1:\n    rating: red\n    actions:\n{actions}"));
    for format in ["github", "gitlab", "junit"] {
        let ran = folder.run(&["check", "a.yaml", "--format", format]);
        assert!(ran.out.contains("stands here a second time. See line 6: first here."), "{format}: {ran:#?}");
        // The first few of them, whatever is said of each.
        let ran = folder.run(&["check", "b.yaml", "--format", format]);
        assert!(ran.out.contains("14 more places are like these."), "{format}: {ran:#?}");
        assert!(!ran.out.contains("See line 20"), "{format}: {ran:#?}");
    }
}

#[test]
fn a_document_of_another_program_is_told_as_one() {
    let folder = Folder::new();
    for (name, bytes, kind) in [
        ("a.docx", &b"PK\x03\x04\x14\x00\xff"[..], "a Word, Excel or ZIP file"),
        ("a.gz", b"\x1f\x8b\x08", "a compressed file"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\n", "a PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "a Word or Excel file of the old kind"),
    ] {
        folder.write(name, bytes);
        folder.run(&["check", name]).says(1, &[&format!("this is {kind}, not a plain text file"), "an assessment ends in .yaml"]);
    }
    for (text, said) in [
        ("{\\rtf1\\ansi\n format: 1\\\n}", ["this is a Rich Text document", "save it as plain text"]),
        ("<!doctype HTML>\n<html>", ["this is a web page", "download the file itself"]),
        ("\u{feff}\n<html lang=en>\nask jane.doe@nhs.net", ["this is a web page", "warning[email-address]"]),
    ] {
        folder.write("a.yaml", text);
        // Found in a folder as well: somebody sent it in.
        folder.run(&["check", "."]).says(1, &said);
    }
}

#[test]
fn a_file_with_the_line_ends_of_old_macs_is_told_so_once() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}  L1: {{ rating: red }}\n  L2: {{ rating: red }}\n").replace('\n', "\r"));
    let ran = folder.run(&["check", "a.yaml"]);
    ran.says(1, &["end in a carriage return alone", "save it with line ends as on Windows or Unix", "1 error"]);
    let ran = {
        folder.write("a.yaml", format!("{HEAD}  L1: {{ rating: red }}\n").replace('\n', "\r") + "\n");
        folder.run(&["check", "a.yaml"])
    };
    ran.says(1, &["end in a carriage return alone", "1 error"]);
    // Behind a comment, and found in a folder.
    let folder = Folder::new();
    folder.write("a.yaml", format!("# Draft\n{HEAD}  L1: {{ rating: red }}\n").replace('\n', "\r").replacen('\r', "\r\n", 1));
    folder.run(&["check", "."]).says(1, &["a.yaml:2:10", "end in a carriage return alone", "1 error"]);
    // Among more of the others they are slips of their own.
    folder.write("b.yaml", format!("{HEAD}  L1: {{ rating: red }}\r  # and\r  # more\n"));
    folder.run(&["check", "b.yaml"]).says(1, &["an invisible character that is not allowed"]);
}

#[test]
fn a_mistake_in_what_is_expected_is_said_to_keep_all_from_being_checked() {
    let folder = Folder::new();
    folder.write("a.yaml", HEAD);
    folder.write("vpr.toml", "not toml [\n");
    let ran = folder.run(&["check", "a.yaml", "--expect", "vpr.toml"]);
    assert!(ran.status == 1 && ran.err.contains("No assessment was checked"), "{ran:#?}");
}

#[test]
fn a_code_can_be_pasted_as_its_heading_has_it() {
    let folder = Folder::new();
    for pasted in ["error[unknown-rating]", "error[unknown-rating]:", "[unknown-rating]"] {
        folder.run(&["explain", pasted]).says(0, &["A rating is not one of the standard's scale."]);
    }
    folder.run(&["explain", "--help"]).says(0, &["vpr explain CODE", "vpr explain score FILE", "vpr check --list-rules"]);
}
