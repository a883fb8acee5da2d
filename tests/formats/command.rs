//! What `vpr report` makes of names, formats and folders.

use std::io::Read as _;

use calamine::Data;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::read;
use crate::cli::Folder;

const FILE: &str = "northfield-acute.yaml";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.example(FILE);
    folder
}

#[test]
fn the_name_of_the_output_says_the_format() {
    let folder = folder();
    for (name, start) in [
        ("a.md", &b"# Violence"[..]),
        ("a.html", b"<!DOCTYPE html><html lang=\"en-GB\">"),
        ("A.HTM", b"<!DOCTYPE html>"),
        ("a.docx", b"PK"),
        ("a.xlsx", b"PK"),
        ("a.csv", b"\xef\xbb\xbfid,stage,"),
        ("a.json", b"{\n  \"format\": 1,"),
        ("no-ending", b"# Violence"),
    ] {
        folder.run(&["report", FILE, "--output", name]).says(0, &["Written: ", name]);
        let bytes = std::fs::read(folder.file(name)).expect("the report");
        assert!(bytes.starts_with(start), "{name}: {:?}", String::from_utf8_lossy(&bytes[..40]));
    }
}

#[test]
fn a_name_that_says_something_else_gets_what_to_do() {
    let folder = folder();
    for (args, words) in [
        (&["--format", "markdown", "--output", "a.html"][..], &["a.html", "HTML", "--format says Markdown", ".md"][..]),
        (&["--format", "json", "--output", "a.xlsx"], &["a workbook (xlsx)", "JSON", ".json"]),
        (&["--format", "docx", "--output", "paper"], &["no program would know it", ".docx"]),
        (&["--format", "csv", "--output", "tables"], &["a file or a folder", "tables.csv", "tables/"]),
        (&["--output", "a.pdf"], &["no PDF", "print it to PDF"]),
        (&["--output", "a.xls"], &[".xlsx"]),
        (&["--output", "a.yaml"], &["the name of an assessment"]),
        (&["--format", "html", "--output", "new/"], &["is a folder", "board-paper.html"]),
        (&["--table", "actions"], &["--table is for CSV", "--format csv"]),
        (&["--dialect", "plain", "--format", "json"], &["--dialect is for CSV"]),
        (&["--format", "csv", "--table", "actions", "--output", "new/"], &["gets all tables", "leave out --table"]),
    ] {
        let args = [&["report", FILE][..], args].concat();
        folder.run(&args).says(2, words);
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing was written");
}

#[test]
fn an_archive_is_not_poured_onto_a_terminal() {
    let folder = folder();
    for format in ["xlsx", "docx"] {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vpr"));
        command.args(["report", FILE, "--format", format]);
        command.cwd(folder.path());
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut said = [0; 4096];
        let count = pair.master.try_clone_reader().expect("its output").read(&mut said).expect("some output");
        let said = String::from_utf8_lossy(&said[..count]).into_owned();
        assert_eq!(child.wait().expect("its end").exit_code(), 2, "{said}");
        assert!(said.contains("nothing to read on a terminal") && said.contains(&format!("board-paper.{format}")), "{said}");
    }
}

#[test]
fn every_table_goes_into_a_folder() {
    let folder = folder();
    let names = "requirements.csv, evidence.csv, actions.csv, measures.csv and signoffs.csv";
    folder.run(&["report", FILE, "--format", "csv", "--output", "tables/"]).says(0, &[names]);
    // One that is there needs no stroke at its end, and what is in it stays.
    folder.write("tables/notes.txt", "mine");
    folder.run(&["report", FILE, "--format", "csv", "--dialect", "plain", "--output", "tables"]).says(0, &[names]);
    assert_eq!(folder.read("tables/notes.txt"), "mine");
    let actions = folder.read("tables/actions.csv");
    assert!(actions.starts_with("requirement,requirement_title,essential,what,owner,due,status,overdue\r\n"), "{actions}");
    assert_eq!(actions.lines().count(), 21, "{actions}");
    assert!(actions.contains("2026-10-30,open,yes"), "{actions}");
    let one = folder.run(&["report", FILE, "--format", "csv", "--table", "actions", "--dialect", "plain"]).quiet();
    assert_eq!(one, actions);
    let evidence = folder.read("tables/evidence.csv");
    assert_eq!(evidence.lines().count(), 58, "{evidence}");
    assert!(evidence.contains(",no,undated\r\n"), "{evidence}");
}

#[test]
fn the_dialects_differ_in_what_a_spreadsheet_would_run() {
    let folder = folder();
    folder.run(&["answer", FILE, "L1", "--because", "=1+1"]).says(0, &["saved"]);
    let csv = |dialect: &str| folder.run(&["report", FILE, "--format", "csv", "--dialect", dialect]).quiet();
    let (excel, plain) = (csv("excel"), csv("plain"));
    assert!(excel.starts_with('\u{feff}') && excel.contains(",'=1+1,"), "{excel}");
    assert!(plain.starts_with("id,") && plain.contains(",=1+1,"), "{plain}");
    folder.run(&["report", FILE, "--output", "a.xlsx"]).says(0, &["Written"]);
    let sheets = read::xlsx(&std::fs::read(folder.file("a.xlsx")).expect("the workbook"));
    let text = Data::String("=1+1".to_owned());
    assert!(sheets.iter().any(|(_, rows)| rows.iter().flatten().any(|cell| *cell == text)));
}

#[test]
fn names_of_signers_and_words_not_for_publication_are_in_no_format() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string(crate::cli::root().join("tests/complete.yaml")).expect("a file");
    let complete: String = complete.lines().filter(|l| !l.starts_with("pack:")).map(|l| format!("{l}\n")).collect();
    let complete = complete.replace("Night staff report no visible support", "Zebra words").replace("A Person", "Zebra Person");
    assert_eq!(complete.matches("Zebra").count(), 2);
    folder.write("a.yaml", complete);
    for name in ["a.md", "a.html", "a.json", "a.csv"] {
        folder.run(&["report", "a.yaml", "--output", name]).says(0, &[]);
        assert!(!folder.read(name).contains("Zebra"), "{name}");
    }
    folder.run(&["report", "a.yaml", "--format", "csv", "--output", "t/"]).says(0, &[]);
    assert!(
        !folder.read("t/signoffs.csv").contains("Zebra") && folder.read("t/signoffs.csv").contains("staff-side,,2026-10-30,")
    );
    for name in ["a.docx", "a.xlsx"] {
        folder.run(&["report", "a.yaml", "--output", name]).says(0, &[]);
        let parts = read::parts(&std::fs::read(folder.file(name)).expect("the file"));
        assert!(parts.iter().all(|(_, part)| !part.contains("Zebra")), "{name}");
    }
    let json: serde_json::Value = serde_json::from_str(&folder.read("a.json")).expect("JSON");
    assert_eq!((&json["scope"]["disagreements"]["shown"], &json["scope"]["disagreements"]["of"]), (&0.into(), &1.into()));
}

#[test]
fn json_says_what_it_rests_on() {
    let folder = folder();
    let record = |more: &[&str]| -> serde_json::Value {
        let json = folder.run(&[&["report", FILE, "--format", "json"], more].concat()).quiet();
        serde_json::from_str(&json).expect("JSON")
    };
    let text = folder.read(FILE);
    let with_names = record(&["--with-names"]);
    assert_eq!(with_names["digests"]["assessment"], vpr::standard::Digest::of(&text).as_str());
    assert_eq!(with_names["digests"]["without_names"], serde_json::Value::Null);
    let json = record(&[]);
    assert_eq!(json["digests"]["assessment"], serde_json::Value::Null);
    let digest = vpr::assessment::canonical::digest_without_names(&super::assessment(&text));
    assert_eq!(json["digests"]["without_names"], digest.as_str());
    assert_eq!(json["vpr"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&json["format"], &json["as_at"]), (&1.into(), &"2026-11-22".into()));
    assert!(json["notice"].as_str().expect("a notice").contains("not verified against the official copy"));
    assert_eq!(json["figures"]["whole"]["score"]["printed"], "85%");
}
