//! What the papers say is what the file says.

use vpr::assessment::canonical::digest_without_names;
use vpr::assessment::{Assessment, Paired, parse};
use vpr::diagnostic::Diagnostics;
use vpr::score::Scorecard;
use vpr::standard::Catalogue;
use vpr::text::Source;

use super::{READERS, each_example, paper, section, unsigned};
use crate::cli::{Folder, example};
use crate::formats::read as read_back;

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

fn read(text: &str) -> Assessment {
    let source = Source::new("a.yaml", text);
    parse(&source, &Catalogue::embedded(), &mut Diagnostics::new(source.clone())).expect("an assessment")
}

/// The scorecard of a text, looked at.
fn with_card<T>(text: &str, look: impl FnOnce(&Scorecard<'_>) -> T) -> T {
    let (assessment, catalogue) = (read(text), Catalogue::embedded());
    let standard = catalogue.find(&assessment.standard).expect("a pack");
    look(&Scorecard::new(Paired::new(standard, &assessment).expect("a pair"), DAY))
}

/// The shape of a body in the paper: how many rows its tables have.
fn rows(section: &str) -> usize {
    let lines: Vec<&str> = section.lines().collect();
    let tables = lines.iter().filter(|l| l.starts_with("| --") || l.starts_with("| :-")).count();
    lines.iter().filter(|l| l.starts_with("| ")).count() - 2 * tables
}

#[test]
fn every_example_gives_every_paper_with_the_counts_of_its_scorecard() {
    each_example(|folder, name| {
        let text = folder.read(name);
        let digest = digest_without_names(&read(&text));
        with_card(&text, |card| {
            let total = &card.total;
            for reader in READERS {
                let said = paper(folder, name, reader, &[]);
                let why = format!("{name} for {reader}\n{said}");
                let applicable = format!("{} of {}", total.met, total.applicable);
                assert!(section(&said, "The position").contains(&applicable), "{why}");
                assert!(
                    said.contains("> Self-assessed against a working list, not verified against the official copy."),
                    "{why}"
                );
                let last = section(&said, "What this paper covers and rests on");
                for words in [digest.as_str(), card.paired.standard.digest.as_str(), "working list on", env!("CARGO_PKG_VERSION")]
                {
                    assert!(last.contains(words), "{words} in {why}");
                }
                assert!(last.lines().last().is_some_and(|l| l.starts_with("> ")), "{why}");
                let lower = said.to_lowercase();
                assert!(!lower.contains("compliant") && !lower.contains("complies"), "{why}");
            }
        });
    });
}

#[test]
fn the_committee_gets_everything_and_is_told_so_in_counts() {
    each_example(|folder, name| {
        with_card(&folder.read(name), |card| {
            let by_domain: &[&str] = if card.domains.is_empty() { &[] } else { &["--by", "domain"] };
            for more in [&[][..], by_domain] {
                let said = paper(folder, name, "committee", more);
                let evidence: usize = card.rows.iter().map(|r| r.answer.evidence.len()).sum();
                let (all, actions) = (card.rows.len(), card.tasks().count());
                let one = |n: usize, one: &str, many: &str| format!("{n} of {n} {}", if n == 1 { one } else { many });
                let scope = format!(
                    "Set out one by one: {}, {}, {}.",
                    one(all, "requirement", "requirements"),
                    one(evidence, "evidence item", "evidence items"),
                    one(actions, "action", "actions")
                );
                assert!(said.contains(&scope), "{scope} is not in\n{said}");
                // Counted again, off the page.
                let each = section(&said, "Requirement by requirement");
                assert_eq!(each.lines().filter(|l| l.starts_with("#### ")).count(), all, "{said}");
                assert_eq!(rows(each), evidence + actions, "{name}\n{each}");
                assert_eq!(rows(section(&said, "All requirements on one table")), all, "{said}");
                for row in &card.rows {
                    let heading = format!("#### {} {}", row.requirement.id, row.requirement.title.replace('&', "\\&"));
                    assert!(each.contains(&heading), "{heading}");
                }
            }
        });
    });
}

#[test]
fn the_commissioner_gets_every_answer_and_every_piece_of_evidence() {
    each_example(|folder, name| {
        with_card(&folder.read(name), |card| {
            let said = paper(folder, name, "commissioner", &[]);
            let evidence: usize = card.rows.iter().map(|r| r.answer.evidence.len()).sum();
            assert_eq!(rows(section(&said, "The answers")), card.rows.len());
            assert_eq!(rows(section(&said, "Evidence")), evidence, "{said}");
            assert_eq!(rows(section(&said, "Exclusions")), card.not_applicable().count(), "{said}");
        });
    });
}

#[test]
fn the_duty_of_the_contract_is_what_the_file_says_and_else_is_asked_for() {
    let folder = Folder::new();
    folder.example("westmere-mental-health.yaml");
    let said = paper(&folder, "westmere-mental-health.yaml", "commissioner", &[]);
    assert!(section(&said, "What the contract asks").contains("does not say what the contract of the year asks"), "{said}");
    let duty = "paper:\n  contract_duty:\n    year: 2031/32\n    as_of: 2031-04-02\n    text: Report four times.\nanswers:\n";
    let text = folder.read("westmere-mental-health.yaml").replace("answers:\n", duty);
    folder.write("a.yaml", text);
    let said = paper(&folder, "a.yaml", "commissioner", &[]);
    let duty = section(&said, "What the contract asks");
    assert!(duty.contains("Contract year 2031/32, as read on 2 April 2031") && duty.contains("Report four times."), "{duty}");
}

#[test]
fn an_inspection_paper_has_the_four_themes_and_seventeen_findings_and_every_question_once() {
    each_example(|folder, name| {
        with_card(&folder.read(name), |card| {
            let said = paper(folder, name, "inspection", &[]);
            let asked = section(&said, "What would be asked, and what could be shown");
            assert_eq!(rows(asked), card.rows.len(), "{asked}");
            let lenses = section(&said, "Under what others look for");
            let leads = card.is_scored();
            assert_eq!(lenses.matches("\n| HSE-").count(), if leads { 17 } else { 0 }, "{lenses}");
            assert_eq!(lenses.matches("\n| SPF-").count(), if leads { 17 } else { 0 }, "{lenses}");
            let themes = ["Risk assessment", "Training", "Roles and responsibilities", "Monitoring and review"];
            assert_eq!(themes.iter().all(|t| lenses.contains(&format!("\n#### {t}\n"))), leads, "{lenses}");
            assert!(said.contains("no inspector has seen it"), "{said}");
        });
    });
}

#[test]
fn a_board_paper_stays_within_what_four_pages_hold() {
    // The pages themselves are counted in Chromium, end to end; this notices a paper that grows before it gets there.
    each_example(|folder, name| {
        let said = paper(folder, name, "board", &[]);
        assert!(said.split_whitespace().count() < 2_400 && said.lines().count() < 185, "{name}");
        for list in said.split("\n\n") {
            let entries = list.lines().filter(|l| l.starts_with("- ") || l.starts_with("* ")).count();
            assert!(entries <= 8, "{list}");
        }
    });
}

/// Northfield with some answers as they may have been half a year before.
fn last_cycle() -> String {
    let text = std::fs::read_to_string(example("northfield-acute.yaml")).expect("the example");
    let text = text.replace("name: 2026-H2", "name: 2026-H1").replace("meeting: 2027-01-28\n", "meeting: 2026-07-30\n");
    // L1 and L2 were amber, L3 was not rated; E4 was green.
    let (head, rest) = text.split_once("  L3:\n").expect("L3");
    let (_, tail) = rest.split_once("  L4:\n").expect("L4");
    let text = format!("{}  L4:\n{tail}", head.replace("rating: green", "rating: amber"));
    let (before, after) = text.split_once("  E4:\n    rating: amber").expect("E4");
    format!("{before}  E4:\n    rating: green{after}")
}

#[test]
fn movement_is_that_of_each_row_against_the_same_edition() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    folder.write("last.yaml", last_cycle());
    for reader in READERS {
        let said = paper(&folder, "northfield-acute.yaml", reader, &["--last", "last.yaml"]);
        let words = "Compared with 2026-H1, the same edition: 2 went up (L1 and L2), 1 went down (E4), 48 stayed the same, 1 newly \
                     rated (L3). Met then: 36; met now: 38.";
        assert!(section(&said, "What changed").contains(words), "{said}");
    }
    let said = paper(&folder, "northfield-acute.yaml", "committee", &["--last", "last.yaml"]);
    for line in [
        "- Rating: Green. Last rating: Amber. Movement: up.",
        "- Rating: Green. Last rating: Not assessed. Movement: newly rated.",
        "- Rating: Amber. Last rating: Green. Movement: down.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn nothing_moves_across_editions_or_organisations() {
    let folder = Folder::new();
    for name in ["westmere-mental-health.yaml", "westmere-mental-health-2026-h1.yaml", "fellside-ambulance.yaml"] {
        folder.example(name);
    }
    let last = ["--last", "westmere-mental-health-2026-h1.yaml"];
    let said = paper(&folder, "westmere-mental-health.yaml", "committee", &last);
    assert!(section(&said, "What changed").contains("never compared across editions"), "{said}");
    assert!(!said.contains("Movement"), "{said}");
    let other = ["report", "westmere-mental-health.yaml", "--last", "fellside-ambulance.yaml"];
    folder.run(&other).says(2, &["give the same organisation's last cycle"]);
}

#[test]
fn what_was_carried_over_within_an_edition_serves_where_no_file_is_given() {
    let folder = Folder::new();
    let carried = |id: &str, then: &str| {
        format!("    carried:\n      - {{ from: nhs-england-vpr@2024, requirement: {id}, relation: equal, rating: {then} }}\n")
    };
    let text = format!(
        "format: 1\nstandard: nhs-england-vpr@2024\norganisation: {{ name: Northfield }}\ncycle: {{ name: 2026-H2 }}\nanswers:\n  L1:\n    rating: green\n{}  L2:\n    rating: red\n{}  L3:\n    rating: red\n    carried:\n      - {{ from: nhs-england-vpr@2020, requirement: PLAN-1, relation: overlaps, rating: met }}\n",
        carried("L1", "amber"),
        carried("L2", "red")
    );
    folder.write("a.yaml", text);
    let said = paper(&folder, "a.yaml", "board", &[]);
    let words = "for 2 requirements: 1 went up (L1), 0 went down, 1 stayed the same, nothing is known of before for 50.";
    assert!(section(&said, "What changed").contains(words), "{said}");
}

#[test]
fn signers_are_roles_unless_names_are_asked_for_and_never_names_in_public() {
    let folder = Folder::new();
    let covers = "covers: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let text = unsigned(&std::fs::read_to_string(example("northfield-acute.yaml")).expect("the example"));
    let sign_off = format!(
        "sign_off:\n  - role: staff-side\n    name: Zzyzx Quillfeather\n    on: 2026-10-30\n    {covers}\n    disagrees:\n      \
         - {{ requirement: L6, rating: red, reason: No visible support., publish: true }}\n      \
         - {{ requirement: L5, rating: amber, reason: Kept inside., publish: false }}\n"
    );
    folder.write("a.yaml", text + &sign_off);
    for reader in READERS {
        let said = paper(&folder, "a.yaml", reader, &[]);
        assert!(!said.contains("Quillfeather") && !said.contains("Kept inside"), "{reader}\n{said}");
        // The public reads it only once it is cleared.
        assert_eq!(said.contains("No visible support"), !matches!(reader, "public" | "inspection"), "{reader}\n{said}");
    }
    let board = paper(&folder, "a.yaml", "board", &["--with-names"]);
    assert!(board.contains("| Staff side | Zzyzx Quillfeather | 30 October 2026 | 2 |"), "{board}");
    assert!(board.contains("Staff side agrees but for 2 requirements, on which it disagrees."), "{board}");
    folder.run(&["report", "a.yaml", "--for", "public", "--with-names"]).says(2, &["never prints names"]);
    // What holds the whole assessment is asked in the same way.
    for (name, args) in [("a.json", &[][..]), ("a.csv", &["--table", "signoffs"]), ("a.xlsx", &[])] {
        let report = |more: &[&str]| {
            folder.run(&[&["report", "a.yaml", "--output", name][..], args, more].concat()).says(0, &[]);
            let bytes = std::fs::read(folder.file(name)).expect("the report");
            if name == "a.xlsx" { format!("{:?}", read_back::parts(&bytes)) } else { String::from_utf8(bytes).expect("text") }
        };
        let (named, plain) = (report(&["--with-names"]), report(&[]));
        assert!(named.contains("Zzyzx Quillfeather") && !plain.contains("Quillfeather"), "{name}");
        assert!(!named.contains("Kept inside") && plain.contains("No visible support"), "{name}");
    }
}

#[test]
fn the_last_rating_and_the_movement_are_wherever_the_whole_assessment_is() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    folder.write("last.yaml", last_cycle());
    let report = |args: &[&str]| {
        let args = [&["report", "northfield-acute.yaml", "--last", "last.yaml"][..], args].concat();
        folder.run(&args).says(0, &[]).out
    };
    let json: serde_json::Value = serde_json::from_str(&report(&["--format", "json"])).expect("JSON");
    assert_eq!((&json["last"]["cycle"], &json["last"]["standard"]), (&"2026-H1".into(), &"nhs-england-vpr@2024".into()));
    assert!(json["last"]["changes"].as_str().is_some_and(|words| words.contains("2 went up (L1 and L2), 1 went down (E4)")));
    let overview = report(&["--for", "committee"]);
    let csv = report(&["--format", "csv", "--dialect", "plain"]);
    let mut csv = csv::Reader::from_reader(csv.as_bytes());
    let headings: Vec<String> = csv.headers().expect("headings").iter().map(str::to_owned).collect();
    let column = |heading: &str| headings.iter().position(|h| h == heading).expect("a column");
    let table: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("a row")).filter(|row| !row[1].is_empty()).collect();
    report(&["--output", "a.xlsx"]);
    let sheets = read_back::xlsx(&std::fs::read(folder.file("a.xlsx")).expect("the workbook"));
    let sheet: Vec<Vec<String>> = sheets
        .iter()
        .find(|(name, _)| name == "Requirements")
        .expect("a sheet")
        .1
        .iter()
        .map(|row| row.iter().map(read_back::cell).collect())
        .collect();
    let of = |heading: &str| sheet[0].iter().position(|h| h == heading).expect("a column");
    let rows = json["requirements"].as_array().expect("rows");
    assert_eq!((rows.len(), table.len(), sheet.len() - 1), (52, 52, 52));
    for ((row, line), cells) in rows.iter().zip(&table).zip(&sheet[1..]) {
        let (id, last, movement) =
            (&row["id"], row["last_rating"].as_str().unwrap_or(""), row["movement"].as_str().unwrap_or(""));
        assert_eq!(
            (&line[0], &line[column("last_rating")], &line[column("movement")]),
            (id.as_str().unwrap_or(""), last, movement)
        );
        assert_eq!((cells[0].as_str(), cells[of("Movement")].as_str()), (id.as_str().unwrap_or(""), movement));
        let before = &cells[of("Last rating")];
        assert!(last.is_empty() || before.eq_ignore_ascii_case(last), "{id}: {before} is not {last}");
        let line = overview.lines().find(|l| l.starts_with(&format!("| {} ", id.as_str().unwrap_or("")))).expect("a line");
        assert!(line.contains(&format!(" | {before} | {movement} | ")), "{line}: {before}, {movement}");
    }
    // What the table shows of before changes nothing on its way back.
    let csv = report(&["--format", "csv"]);
    folder.run_with(&["answer", "northfield-acute.yaml"], csv.as_bytes(), &[]).says(0, &["Nothing new"]);
    // Without the last cycle, nothing is said of it.
    let alone = folder.run(&["report", "northfield-acute.yaml", "--format", "json"]).quiet();
    let alone: serde_json::Value = serde_json::from_str(&alone).expect("JSON");
    assert!(
        alone["last"].is_null() && alone["requirements"].as_array().is_some_and(|r| r.iter().all(|r| r["movement"].is_null()))
    );
}

#[test]
fn one_of_one_is_said_as_people_say_it() {
    let folder = Folder::new();
    let with = |answer: &str| {
        let head = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: A }\ncycle: { name: C, meeting: 2027-01-28 }\nanswers:\n";
        folder.write("a.yaml", format!("{head}  L1:\n    rating: green\n    evidence: [{answer}]\n"));
        (paper(&folder, "a.yaml", "committee", &[]), paper(&folder, "a.yaml", "board", &[]))
    };
    let (old, new) = ("{ title: Old }", "{ title: New, dated: 2026-10-01 }");
    let (committee, board) = with(old);
    assert!(committee.contains("0 of 1 evidence item is current on"), "{committee}");
    assert!(board.contains("the 1 that is met is not shown by evidence current on 28 January 2027."), "{board}");
    let (committee, board) = with(new);
    assert!(committee.contains("1 of 1 evidence item is current on"), "{committee}");
    assert!(board.contains("the 1 that is met is shown by evidence current on 28 January 2027."), "{board}");
    assert!(with(&format!("{old}, {new}")).0.contains("1 of 2 evidence items is current on"));
    assert!(with(&format!("{old}, {old}")).0.contains("0 of 2 evidence items are current on"));
}

#[test]
fn flags_that_do_nothing_for_a_reader_are_refused() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    folder.example("cwm-afon-health-board.yaml");
    folder.run(&["report", "northfield-acute.yaml", "--by", "domain"]).says(2, &["--by groups the committee paper"]);
    let welsh = ["report", "cwm-afon-health-board.yaml", "--for", "committee", "--by", "domain"];
    folder.run(&welsh).says(2, &["has no domains"]);
    // The same for a format: what a flag asks for is in the file that is written.
    for (args, words) in [
        (&["--for", "committee", "--by", "domain", "--format", "xlsx"][..], "--by groups a paper, and a workbook (xlsx)"),
        (&["--for", "committee", "--by", "domain", "--format", "csv"], "--by groups a paper, and CSV"),
        (&["--for", "committee", "--by", "domain", "--format", "json"], "--by groups a paper, and JSON"),
        (&["--template", "style", "--format", "json"], "--template is for papers, and JSON"),
        (&["--template", "style", "--output", "a.xlsx"], "--template is for papers, and a workbook (xlsx)"),
        (&["--with-names", "--format", "csv"], "--with-names adds to the table of sign-offs only"),
        (&["--with-names", "--format", "csv", "--table", "evidence"], "--with-names adds to the table of sign-offs only"),
        (&["--last", "last.yaml", "--format", "csv", "--table", "actions"], "--last adds to the table of requirements only"),
        (&["--with-names", "--for", "inspection"], "the inspection paper has no sign-offs"),
    ] {
        let args = [&["report", "northfield-acute.yaml"][..], args].concat();
        folder.run(&args).says(2, &[words]);
    }
    // The table for the public holds what the public paper does.
    let csv = folder.run(&["report", "northfield-acute.yaml", "--for", "public", "--format", "csv"]);
    assert!(csv.out.contains("held back") && !csv.out.contains("Portfolio statement"), "{}", csv.out);
}

#[test]
fn page_one_says_what_the_guard_found_and_the_commissioner_what_a_check_found() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    let text =
        folder.read("northfield-acute.yaml").replace("minute 112/26.", "minute 112/26; patient 943 476 5919, jo@example.org.");
    folder.write("a.yaml", text);
    for reader in ["board", "committee", "commissioner", "inspection"] {
        let said = paper(&folder, "a.yaml", reader, &[]);
        let page_one = said.split("\n## ").nth(1).expect("the front sheet");
        assert!(page_one.contains("found an NHS number (1 time) and an e-mail address (1 time)."), "{reader}\n{page_one}");
        // The formats that hold the whole assessment say it as well, at their beginning.
        let words = "found an NHS number (1 time) and an e-mail address (1 time).";
        let json = folder.run(&["report", "a.yaml", "--for", reader, "--format", "json"]).quiet();
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert!(json["guard"]["notice"].as_str().is_some_and(|notice| notice.contains(words)), "{reader}: {}", json["guard"]);
        assert_eq!(json["guard"]["found"][0], serde_json::json!({ "like": "an NHS number", "count": 1 }));
        folder.run(&["report", "a.yaml", "--for", reader, "--output", "a.xlsx"]).says(0, &[]);
        let sheets = read_back::xlsx(&std::fs::read(folder.file("a.xlsx")).expect("the workbook"));
        let top = sheets[0].1.iter().take(8).flatten().any(|cell| read_back::cell(cell).contains(words));
        assert!(top, "{reader}: {:?}", &sheets[0].1[..8]);
        let clean = paper(&folder, "northfield-acute.yaml", reader, &[]);
        assert!(clean.split("\n## ").nth(1).is_some_and(|p| p.contains("and found nothing.")), "{reader}\n{clean}");
    }
    let json = folder.run(&["report", "a.yaml", "--for", "public", "--format", "json"]).says(0, &[]).out;
    assert!(json.contains("\"guard\": null"), "the public is not told what else is in the file: {json}");
    let said = paper(&folder, "a.yaml", "commissioner", &[]);
    assert!(section(&said, "What a check of the file found").contains("nhs-number (error), 1 time: "), "{said}");
    let ran = folder.run_with(&["clear", "a.yaml", "L1"], b"n\n", &[]);
    ran.says(0, &["Look twice: it holds what looks like an NHS number and an e-mail address."]);
}
