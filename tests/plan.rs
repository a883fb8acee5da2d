//! `vpr plan`: what is to be done, by whom and by when, for a screen, a paper, a spreadsheet and a calendar.

mod evidence;

use crate::cli::{Folder, examples};
use crate::formats::read;

const HEAD: &str = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: 2026-H2, meeting: 2027-01-28 }\nanswers:\n";
const ANSWERS: &str = "  L1:\n    rating: green\n    actions:\n      - { what: Brief the deputy, owner: VPR lead, due: 2027-03-01, status: open }\n  \
    W3:\n    rating: amber\n    actions:\n      - { what: Book the porters, owner: Head of facilities, due: 2026-11-21, status: open }\n      \
      - { what: Chase the rest, owner: head of  FACILITIES, due: 2026-12-18, status: open }\n      \
      - { what: Buy a room, owner: Head of estates, due: 2026-05-01, status: done }\n      \
      - { what: Ask around, status: open }\n  D1:\n    rating: red\n  C1:\n    rating: amber\n    actions:\n      \
      - { what: Write it down, owner: VPR lead, due: 2026-10-01, status: stopped }\n";

fn with(answers: &str) -> Folder {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}{answers}"));
    folder
}

/// The lines of a CSV as cells.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_longest_overdue_comes_first_and_what_has_no_action_last() {
    let folder = with(ANSWERS);
    let paper = folder.run(&["plan", "a.yaml", "--format", "markdown"]).quiet();
    let order = [
        "# Improvement plan, 2026-H2",
        "6 actions: 4 open, 1 done, 1 stopped; 1 is overdue. 1 more falls due before the meeting on 28 January 2027.",
        "## Overdue on 22 November 2026",
        "| 21 November 2026 | Book the porters | Head of facilities | W3 Training delivered, recorded and chased | Amber, 1, essential |",
        "## Due before the meeting",
        "| 18 December 2026 | Chase the rest |",
        "## Due later",
        "| 1 March 2027 | Brief the deputy | VPR lead | L1 ",
        "## Without a day",
        "| no date | Ask around | no owner |",
        "## By owner",
        "### Head of facilities (2 open, 1 overdue)",
        "### VPR lead (1 open)",
        "### no owner (1 open)",
        "## Below met, and no action open",
        "| C1 ",
        "| D1 ",
    ];
    let mut at = 0;
    for said in order {
        let found = paper[at..].find(said).unwrap_or_else(|| panic!("{said:?} is missing after {at} in\n{paper}"));
        at += found;
    }
    assert!(!paper.contains("Head of estates"), "what is done is nobody's to do:\n{paper}");
}

#[test]
fn one_owner_gets_only_what_is_theirs() {
    let folder = with(ANSWERS);
    let paper = folder.run(&["plan", "a.yaml", "--owner", "HEAD OF facilities", "--format", "markdown"]).quiet();
    assert!(paper.contains("Book the porters") && paper.contains("Chase the rest"), "{paper}");
    assert!(!paper.contains("Brief the deputy") && !paper.contains("no action open"), "{paper}");
    folder
        .run(&["plan", "a.yaml", "--owner", "Head of facilites"])
        .says(2, &["owns no action", "Did you mean \"Head of facilities\"?"]);
}

#[test]
fn the_table_has_every_action_once() {
    let folder = with(ANSWERS);
    let rows = cells(&folder.run(&["plan", "a.yaml", "--format", "csv"]).quiet());
    let standings: Vec<(&str, &str, &str)> = rows.iter().map(|r| (r[0].as_str(), r[6].as_str(), r[10].as_str())).collect();
    assert_eq!(
        standings,
        [
            ("id", "action_what", "standing"),
            ("W3", "Book the porters", "overdue"),
            ("W3", "Chase the rest", "due before the meeting"),
            ("L1", "Brief the deputy", "open"),
            ("W3", "Ask around", "open, no date"),
            ("W3", "Buy a room", "done"),
            ("C1", "Write it down", "stopped"),
            ("C1", "", "below met, and no action open"),
            ("D1", "", "below met, and no action open"),
        ]
    );
    assert!(rows.iter().all(|r| r.len() == 13), "{rows:?}");
}

#[test]
fn the_workbook_has_the_actions_of_the_table_and_real_days() {
    let folder = with(ANSWERS);
    let last = ANSWERS.replace("due: 2026-12-18", "due: 2026-10-19");
    folder.write("last.yaml", format!("{HEAD}{last}"));
    for more in [&[][..], &["--last", "last.yaml"], &["--owner", "VPR lead"]] {
        let plan = |args: &[&str]| folder.run(&[&["plan", "a.yaml"][..], args, more].concat()).says(0, &[]).out;
        let table = cells(&plan(&["--format", "csv"]));
        plan(&["--format", "xlsx", "--output", "plan.xlsx"]);
        let sheets = read::xlsx(&std::fs::read(folder.file("plan.xlsx")).expect("the workbook"));
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Plan", "Actions"]);
        let sheet: Vec<Vec<String>> = sheets[1].1.iter().map(|row| row.iter().map(read::cell).collect()).collect();
        assert_eq!(sheet, table, "{more:?}");
        for column in ["action_due", "due_last"] {
            let at = table[0].iter().position(|heading| heading == column).expect("a column");
            let days: Vec<&calamine::Data> = sheets[1].1[1..].iter().map(|row| &row[at]).collect();
            assert!(days.iter().all(|day| matches!(day, calamine::Data::Empty | calamine::Data::DateTime(_))), "{days:?}");
            assert!(column == "due_last" || days.iter().any(|day| **day != calamine::Data::Empty), "{days:?}");
        }
        // The page to read has every action that the table has.
        let page: String = sheets[0].1.iter().flatten().map(read::cell).collect::<Vec<_>>().join("\n");
        let open = table[1..].iter().filter(|row| row[9] == "open");
        assert!(open.clone().count() > 0 && open.clone().all(|row| page.contains(&row[6])), "{page}");
    }
}

#[test]
fn an_action_in_the_workbook_is_as_wide_as_a_sentence() {
    let folder =
        with(&ANSWERS.replace("Book the porters", "Book the porters who were not there and have bank cover for each of them"));
    folder.run(&["plan", "a.yaml", "--format", "xlsx", "--output", "plan.xlsx"]).says(0, &[]);
    let archive = std::fs::read(folder.file("plan.xlsx")).expect("the workbook");
    let at = read::xlsx(&archive)[0].1.iter().position(|row| read::cell(&row[0]) == "Due").expect("a table") + 2;
    let parts = read::parts(&archive);
    let (_, page) = parts.iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").expect("a sheet");
    // Its cell and those beside it are one: 28 characters at least, where a column has 14.
    let end = page.split("<mergeCell ref=\"B").find_map(|rest| rest.strip_prefix(&format!("{at}:")));
    assert!(end.is_some_and(|end| end.starts_with(['C', 'D', 'E', 'F'])), "row {at}: {end:?}");
}

#[test]
fn progress_says_what_became_of_the_last_cycles_actions() {
    let folder = with(ANSWERS);
    let last = ANSWERS
        .replace("due: 2026-12-18", "due: 2026-10-19")
        .replace("Ask around, status: open", "Never started, owner: Nobody much, status: open")
        .replace("due: 2026-05-01, status: done", "due: 2026-05-01, status: open")
        .replace("due: 2026-10-01, status: stopped", "due: 2026-10-01, status: done");
    folder.write("last.yaml", format!("{}{last}", HEAD.replace("2026-H2", "2026-H1")));
    let paper = folder.run(&["plan", "a.yaml", "--last", "last.yaml", "--format", "markdown"]).quiet();
    for said in [
        "## Since 2026-H1",
        "1 done since, 0 stopped, 1 with another date, 0 open again, 3 as before, 1 new. 1 action was open then and is not in the plan now.",
        "| W3 | Chase the rest | head of FACILITIES | 19 October 2026 | 18 December 2026 | 60 days later |",
        "| W3 | Never started | Nobody much | no date |",
        "- W3: Ask around (no date)",
    ] {
        let paper = paper.replace("head of  FACILITIES", "head of FACILITIES");
        assert!(paper.contains(said), "{said}\n{paper}");
    }
    let rows = cells(&folder.run(&["plan", "a.yaml", "--last", "last.yaml", "--format", "csv"]).quiet());
    let of = |what: &str| rows.iter().find(|r| r[6] == what).map(|r| (r[11].as_str(), r[12].as_str()));
    assert_eq!(of("Chase the rest"), Some(("date moved", "2026-10-19")));
    assert_eq!(of("Buy a room"), Some(("done since", "2026-05-01")));
    assert_eq!(of("Never started"), Some(("gone", "")));
    assert_eq!(of("Ask around"), Some(("new", "")));
    folder.write("other.yaml", format!("{}{last}", HEAD.replace("Northfield", "Westmere")));
    folder
        .run(&["plan", "a.yaml", "--last", "other.yaml"])
        .says(0, &["the last cycle's file is of Westmere, this one of Northfield"]);
}

#[test]
fn a_calendar_has_a_free_day_for_each_open_action_that_has_one() {
    let folder = with(ANSWERS);
    let ran = folder
        .run(&["plan", "a.yaml", "--format", "icalendar"])
        .says(0, &["1 open action has no day and is not in the calendar"]);
    let days: Vec<&str> = ran.out.lines().filter_map(|l| l.strip_prefix("DTSTART;VALUE=DATE:")).collect();
    assert_eq!(days, ["20261121", "20261218", "20270301"]);
    // An action put off is the same entry on another day, and made on another day it is a newer one.
    let of =
        |text: &str, name: &str| -> Vec<String> { text.lines().filter(|l| l.starts_with(name)).map(str::to_owned).collect() };
    folder.write("a.yaml", format!("{HEAD}{}", ANSWERS.replace("2026-12-18", "2027-02-02")));
    let later = folder.run(&["plan", "a.yaml", "--format", "icalendar", "--on", "2026-11-23"]).out;
    assert!(later.contains("DTSTART;VALUE=DATE:20270202"), "{later}");
    let (mut before, mut after) = (of(&ran.out, "UID:"), of(&later, "UID:"));
    before.sort();
    after.sort();
    assert_eq!(before, after);
    assert!(of(&ran.out, "SEQUENCE:") < of(&later, "SEQUENCE:"));
    let twice =
        format!("{ANSWERS}  E4:\n    rating: red\n    actions:\n{}", "      - { what: Look again, due: 2027-01-05 }\n".repeat(2));
    folder.write("a.yaml", format!("{HEAD}{twice}"));
    let uids = of(&folder.run(&["plan", "a.yaml", "--format", "icalendar"]).out, "UID:");
    assert_eq!(uids.iter().collect::<std::collections::BTreeSet<_>>().len(), 5, "{uids:?}");
    let none = with("  L1: { rating: red }\n");
    none.run(&["plan", "a.yaml", "--format", "icalendar"]).says(3, &["nothing to put into a calendar"]);
}

#[test]
fn the_same_file_gives_the_same_plan_and_no_assessment_is_replaced() {
    let folder = Folder::new();
    for name in examples() {
        folder.example(&name);
        for format in ["markdown", "csv", "icalendar"] {
            let args = ["plan", &name, "--format", format, "--output", "plan.out"];
            folder.run(&args).says(0, &["Written: plan.out"]);
            let first = folder.read("plan.out");
            folder.run(&args).says(0, &[]);
            assert_eq!(folder.read("plan.out"), first, "{name} {format}");
        }
        folder.run(&["plan", &name, "--output", &name]).says(2, &["has the name of an assessment"]);
    }
}

#[test]
fn hostile_words_stay_words_in_every_format() {
    let hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script> | `x` \\ ; , [a](javascript:x) END:VEVENT";
    let quoted = format!("'{}'", hostile.replace('\'', "''"));
    let folder = with(&format!(
        "  L1:\n    rating: red\n    actions:\n      - what: {quoted}\n        owner: {quoted}\n        due: 2026-12-18\n"
    ));
    let paper = folder.run(&["plan", "a.yaml", "--format", "markdown"]).quiet();
    assert!(!paper.contains("<script>") && !paper.contains("[a](") && !paper.contains(" `x`"), "{paper}");
    let rows = cells(&folder.run(&["plan", "a.yaml", "--format", "csv"]).quiet());
    assert_eq!((rows[1][6].clone(), rows[1][7].clone()), (format!("'{hostile}"), format!("'{hostile}")));
    let calendar = folder.run(&["plan", "a.yaml", "--format", "icalendar"]).quiet();
    assert_eq!(calendar.lines().filter(|l| *l == "END:VEVENT").count(), 1, "{calendar}");
    folder.run(&["plan", "a.yaml"]).quiet();
}
