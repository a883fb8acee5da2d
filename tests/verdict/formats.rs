//! The same verdict in every format.

use super::{FORMATS, json, report, well_formed, written};
use crate::cli::{Folder, root};
use crate::rules::base::completed;

const WRONG: &str = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: H2 }\n\
     roles: { executive_lead: A, vpr_lead: B, staff_side: C }\nanswers:\n";

/// Some good, bad, skipped and unreadable files.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    folder.write("bad.yaml", format!("{WRONG}  L1:\n    rating: purple\n  L2:\n    rating: 漢字 # 漢\n"));
    folder.write("other.yaml", "on: push\n");
    std::fs::create_dir(folder.file("others")).expect("a folder");
    folder.write("others/1.yaml", "on: push\n");
    folder.write("others/2.yaml", "on: push\n");
    folder.write("not-utf8.yaml", b"format: 1\n# caf\xe9\n");
    folder
}

/// The counts at the end of a text, which are wrapped to fit.
fn closing(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().rposition(|line| line.contains(" found: ") || line.contains("for no file")).expect("the counts");
    lines[start..].join(" ")
}

#[test]
fn status_and_counts_never_depend_on_the_format() {
    let folder = folder();
    let counts = closing(&folder.run(&["check", "."]).out);
    for (args, status) in [
        (&["check", "."][..], 1),
        (&["check", ".", "gone.yaml"], 3),
        (&["check", "northfield-acute.yaml"], 0),
        (&["check", "northfield-acute.yaml", "--fail-on", "warning"], 1),
        (&["check", "nothing/*.yaml"], 3),
        (&["check", "others"], 3),
        (&["check", ".", "--max-per-file", "1"], 1),
    ] {
        for name in FORMATS {
            let ran = folder.run(&[args, &["--format", name]].concat());
            assert_eq!(ran.status, status, "{args:?} as {name}: {ran:#?}");
            well_formed(name, &ran.out);
        }
    }
    for name in ["json", "sarif", "junit", "gitlab"] {
        let ran = folder.run(&["check", ".", "--format", name]);
        assert_eq!(ran.err.trim_end(), counts, "{name} says the counts beside itself");
    }
    let github = folder.run(&["check", ".", "--format", "github"]);
    assert_eq!((github.out.lines().last(), github.err.as_str()), (Some(counts.as_str()), ""));
}

#[test]
fn no_verdict_is_good_where_nothing_or_not_all_was_looked_at() {
    let folder = folder();
    let closing = |args: &[&str]| closing(&folder.run(&[&["check"], args].concat()).says(3, &[]).out);
    assert_eq!(closing(&["others"]), "2 files found: 2 skipped. Nothing was checked, so this is no good result.");
    assert_eq!(closing(&["gone.yaml"]), "1 name stands for no file. Nothing was checked, so this is no good result.");
    std::fs::create_dir(folder.file("empty")).expect("a folder");
    let closing = closing(&["northfield-acute.yaml", "empty", "a/*.yaml"]);
    assert!(closing.starts_with("1 file found: 1 checked") && closing.contains(". 2 names stand for no file."), "{closing}");
    assert!(closing.ends_with(". Not all was checked, so this is no good result."), "{closing}");
    let run = |name: &str| folder.run(&["check", "others", "--format", name]).says(3, &[]);
    for name in FORMATS {
        let ran = run(name);
        well_formed(name, &ran.out);
        let beside = format!("{}{}", ran.out, ran.err);
        assert!(beside.contains("Nothing was checked") && !beside.contains("No problems"), "{name}: {ran:#?}");
    }
    assert_eq!(json(&run("json").out)["summary"]["complete"], false);
    assert_eq!(json(&run("sarif").out)["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert!(run("junit").out.contains("<error "));
    assert!(run("github").out.contains("::error title="));
    assert_eq!(json(&run("gitlab").out)[1]["severity"], "critical");
}

#[test]
fn thousands_of_skipped_files_are_one_line_of_an_annotation() {
    let folder = folder();
    let github = folder.run(&["check", ".", "--format", "github"]).out;
    assert_eq!(github.lines().filter(|line| line.contains("title=vpr skipped")).count(), 1, "{github}");
    let gitlab = json(&folder.run(&["check", ".", "--format", "gitlab"]).out);
    let skipped = |issue: &&serde_json::Value| issue["check_name"] == "skipped";
    assert_eq!(gitlab.as_array().expect("issues").iter().filter(skipped).count(), 1, "{gitlab}");
}

#[test]
fn json_says_everything() {
    let folder = folder();
    let said = json(&folder.run(&["check", ".", "gone.yaml", "--format", "json"]).says(3, &[]).out);
    let files = said["files"].as_array().expect("files");
    let names: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(
        names,
        ["bad.yaml", "gone.yaml", "northfield-acute.yaml", "not-utf8.yaml", "other.yaml", "others/1.yaml", "others/2.yaml"]
    );
    let outcomes: Vec<&str> = files.iter().filter_map(|file| file["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["checked", "missing", "checked", "checked", "skipped", "skipped", "skipped"]);
    assert_eq!(
        files[0]["problems"][2],
        serde_json::json!({
            "code": "unknown-rating", "severity": "error", "message": "`漢字` is not a rating of nhs-england-vpr@2024",
            "line": 10, "column": 13, "end_line": 10, "end_column": 15, "label": null, "note": null,
            "help": "the ratings are red, amber and green; for what does not apply write `not_applicable: why`", "related": [],
        })
    );
    assert!(files[1]["reason"].as_str().is_some_and(|why| why.contains("no such file")));
    let summary = &said["summary"];
    assert_eq!(
        (&summary["found"], &summary["checked"], &summary["skipped"], &summary["unread"], &summary["missing"]),
        (&6.into(), &3.into(), &3.into(), &0.into(), &1.into())
    );
}

#[test]
fn files_without_a_problem_are_counted() {
    let folder = Folder::new();
    for name in ["a.yaml", "b.yaml"] {
        folder.write(name, completed(""));
    }
    folder.write("c.yaml", WRONG);
    let run = |name: &str| folder.run(&["check", ".", "--on", "2026-11-22", "--format", name]).out;
    assert!(closing(&run("text")).starts_with("3 files found: 3 checked (2 without a problem). "), "{}", run("text"));
    assert_eq!(json(&run("json"))["summary"]["clean"], 2);
}

#[test]
fn the_rest_is_counted_where_only_some_are_shown() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{WRONG}  L1: {{ rating: a }}\n  L2: {{ rating: b }}\n  L3: {{ rating: c }}\n"));
    let run = |name: &str| folder.run(&["check", "a.yaml", "--max-per-file", "1", "--format", name]).says(1, &["3 errors"]).out;
    assert!(run("text").contains("1 of 4 shown"));
    assert_eq!(json(&run("json"))["files"][0]["not_shown"], 3);
    for name in ["sarif", "github", "junit"] {
        assert!(run(name).contains("3 more problems"), "{name}");
    }
    assert_eq!(json(&run("gitlab"))[1]["description"], "3 more problems not shown");
    for name in FORMATS {
        assert_eq!(well_formed(name, &run(name)), 1, "{name}");
    }
}

#[test]
fn the_worst_of_a_file_are_shown_and_by_place() {
    let folder = Folder::new();
    folder.write(
        "a.yaml",
        format!("{WRONG}  L1: {{ rating: amber }}\n  L2: {{ rating: a }}\n  L3: {{ rating: amber }}\n  L4: {{ rating: b }}\n"),
    );
    let run = |name: &str| folder.run(&["check", "a.yaml", "--max-per-file", "2", "--format", name]).says(1, &["2 errors"]).out;
    let lines: Vec<u64> = json(&run("json"))["files"][0]["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter_map(|p| p["line"].as_u64())
        .collect();
    assert_eq!(lines, [8, 10]);
    assert!(run("text").contains("a.yaml:8:") && run("text").contains("a.yaml:10:") && !run("text").contains("warning["));
}

#[test]
fn of_many_files_the_text_says_what_is_common_and_which_fail() {
    let folder = Folder::new();
    for i in 0..30 {
        folder.write(&format!("{i:02}.yaml"), format!("{WRONG}  L1: {{ rating: purple }}\n"));
    }
    folder.write("z.yaml", format!("{WRONG}  L1: {{ rating: amber }}\n"));
    let out = folder.run(&["check", "."]).says(1, &["With errors: 30 of 31 files"]).out;
    let (_, end) = out.rsplit_once("In all files:\n").expect("the totals");
    assert!(
        end.lines().next().is_some_and(|l| l.contains("error") && l.contains("unknown-rating") && l.ends_with("30 in 30 files")),
        "{end}"
    );
    assert!(
        end.contains("\n  00.yaml\n") && end.contains("\n  19.yaml\n") && !end.contains("20.yaml") && end.contains("and 10 more"),
        "{end}"
    );
    let one = folder.run(&["check", "00.yaml", "z.yaml", "--fail-on", "note"]).out;
    assert!(one.contains("In all files") && !folder.run(&["check", "00.yaml"]).out.contains("In all files"));
}

#[test]
fn sarif_keeps_the_worst_and_counts_the_rest() {
    // 6,000 warnings come first, and the 600 errors after them are all there.
    let mild = format!("{WRONG}  L1:\n    rating: amber\n    because: Some.\n");
    let bad = format!("{WRONG}  L1:\n    rating: purple\n");
    let mut files: Vec<_> = (0..3_000).map(|i| report(&format!("a{i}.yaml"), &mild)).collect();
    let (_, tally) = written("json", &files);
    assert!(tally.errors == 0 && tally.warnings >= 5_000, "{tally:?}");
    files.extend((0..600).map(|i| report(&format!("b{i}.yaml"), &bad)));
    let (text, tally) = written("sarif", &files);
    assert_eq!(well_formed("sarif", &text), 5_000);
    let sarif = json(&text);
    let run = &sarif["runs"][0];
    let levels = |level: &str| run["results"].as_array().map_or(0, |r| r.iter().filter(|r| r["level"] == level).count());
    assert_eq!((levels("error"), tally.errors), (600, 600));
    assert_eq!(run["properties"]["left_out"], tally.errors + tally.warnings + tally.notes - 5_000);
    assert!(text.contains("more left out"));
}

#[test]
fn one_file_full_of_problems_does_not_drive_out_those_of_others() {
    // Of one file a thousand are told.
    let junk: String = (0..1_000).map(|i| format!("  X{i}: {{ rating: green }}\n")).collect();
    let mut files: Vec<_> = (0..6).map(|i| report(&format!("a{i}.yaml"), &format!("{WRONG}{junk}"))).collect();
    files.push(report("b.yaml", &format!("{WRONG}  L1: {{ rating: purple }}\n")));
    let (text, _) = written("sarif", &files);
    assert_eq!(well_formed("sarif", &text), 5_000);
    assert!(text.contains("`purple` is not a rating"), "the one error of the other file is there");
}

#[test]
fn an_alert_stays_the_same_when_lines_above_it_come_and_go() {
    let print = |head: &str| {
        let (text, _) =
            written("gitlab", &[report("a.yaml", &format!("{head}{WRONG}  L1: {{ rating: x }}\n  L2: {{ rating: x }}\n"))]);
        let issues = json(&text);
        issues.as_array().expect("issues").iter().map(|issue| issue["fingerprint"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(print("# one\n# two\n"), print(""));
    assert_eq!(print("").len(), 3);
}

#[test]
fn the_schema_of_the_json_names_every_field_that_is_written() {
    let schema = std::fs::read_to_string(root().join("tests/verdict/check-1.schema.json")).expect("the schema");
    let schema = json(&schema);
    let said = json(&folder().run(&["check", ".", "--format", "json"]).out);
    let keys = |value: &serde_json::Value| value.as_object().expect("fields").keys().cloned().collect::<Vec<_>>();
    let file = &said["files"][0];
    for (written, described) in [
        (&said, &schema),
        (file, &schema["definitions"]["file"]),
        (&file["problems"][0], &schema["definitions"]["problem"]),
        (&said["summary"], &schema["definitions"]["summary"]),
    ] {
        assert_eq!(keys(written), keys(&described["properties"]));
    }
}
