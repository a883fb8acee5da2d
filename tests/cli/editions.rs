//! The three packs from end to end: made, answered, walked, shown, reported, explained; and the way from one to another.

use super::{Folder, Ran, examples};

const PACKS: [(&str, &str, &str, &str); 3] = [
    // The pack, its first row, a rating below met as typed and as kept.
    ("nhs-england-vpr@2024", "L1", "Amber", "amber"),
    ("nhs-england-vpr@2020", "PLAN-1", "partly", "partly-met"),
    ("nhs-wales-orv@2024", "WAL-1", "Partial", "partly-met"),
];

fn started(pack: &str) -> Folder {
    let folder = Folder::new();
    folder
        .run(&["new", "a.yaml", "--name", "Northfield", "--meeting", "2027-01-28", "--standard", pack])
        .says(0, &["Made a.yaml", "not verified against the official copy"]);
    folder
}

fn walk(folder: &Folder, more: &[&str], replies: &str) -> Ran {
    let args: Vec<&str> = ["assess", "a.yaml"].iter().chain(more).copied().collect();
    folder.run_with(&args, replies.as_bytes(), &[])
}

/// On one line, so that it does not matter where lines break.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_pack_goes_the_whole_way() {
    for (pack, first, typed, kept) in PACKS {
        let folder = started(pack);
        let args = ["answer", "a.yaml", first, "--rating", typed, "--because", "Half of it.", "--action", "Do the rest"];
        folder.run(&args).says(0, &["1 answer saved"]);
        let text = folder.read("a.yaml");
        assert!(text.contains(&format!("standard: {pack}\n")) && text.contains(&format!("rating: {kept}\n")), "{text}");
        // Evidence of the first row is asked for, then the second row is rated.
        let ran = walk(&folder, &[], "A paper\n\n\n\n\n3\nSeen.\n.\n\n").says(0, &["The replies ended", "are saved"]);
        assert!(!ran.err.contains("Rating amber") && ran.err.contains("Question: "), "{}", ran.err);
        let rows = folder.read("a.yaml").matches("assessed_by: VPR lead").count();
        assert_eq!(rows, 2, "{pack}\n{}", folder.read("a.yaml"));
        for command in [&["status", "a.yaml"][..], &["report", "a.yaml"], &["explain", "score", "a.yaml"]] {
            let shown = folder.run(command).quiet();
            assert!(flat(&shown).contains("not verified against the official copy"), "{pack} {command:?}\n{shown}");
            assert!(shown.contains("Northfield"), "{pack} {command:?}\n{shown}");
            let plain = folder.run(&[&["--accessible"][..], command].concat()).quiet();
            assert!(!plain.contains(['\u{1b}', '─', '│']) && !plain.contains("\n===") && !plain.contains("\n---\n"), "{plain}");
        }
        let table = folder.run(&["report", "a.yaml", "--format", "csv"]).quiet();
        assert!(table.contains(&format!("\n{first},")) && table.contains(pack), "{table}");
        folder.run(&["answer", "a.yaml", first, "--rating", "purple"]).says(1, &["is not a rating", kept]);
    }
}

#[test]
fn the_year_of_publication_is_another_name_of_the_first_edition() {
    let folder = started("nhs-england-vpr@2021");
    // What is made carries the name itself; a file may carry the other.
    assert!(folder.read("a.yaml").contains("standard: nhs-england-vpr@2020\n"));
    folder.write("a.yaml", folder.read("a.yaml").replace("vpr@2020", "vpr@2021"));
    folder.run(&["answer", "a.yaml", "plan-4", "--rating", "met"]).says(0, &["1 answer saved"]);
    assert!(folder.read("a.yaml").contains("standard: nhs-england-vpr@2021\n"), "{}", folder.read("a.yaml"));
    folder.run(&["status", "a.yaml"]).quiet();
    let paper = folder.run(&["report", "a.yaml"]).quiet();
    assert!(paper.contains("December 2020 (published January 2021)") && paper.contains("38 requirements"), "{paper}");
    folder.run(&["status", "a.yaml", "--lens", "hse"]).quiet();
    walk(&folder, &["--only", "PLAN-4"], "\n\n\n").says(0, &["Answered before: met"]);
    folder.run(&["standard", "show", "nhs-england-vpr@2021", "DO-4"]).says(0, &["Assessments done"]);
    // A table written for the one name is taken under the other.
    let table = folder.run(&["report", "a.yaml", "--format", "csv"]).quiet();
    let table = table.replace(",nhs-england-vpr@2020", ",nhs-england-vpr@2021").replace(",met,", ",partly-met,");
    folder.run_with(&["answer", "a.yaml"], table.as_bytes(), &[]).says(0, &["1 answer saved"]);
    let other = table.replace("vpr@2021", "vpr@2024");
    folder.run_with(&["answer", "a.yaml"], other.as_bytes(), &[]).says(1, &["this row is for nhs-england-vpr@2024"]);
}

#[test]
fn the_way_from_2020_to_2024_names_all_new_work() {
    let folder = Folder::new();
    for from in ["nhs-england-vpr@2020", "nhs-england-vpr@2021"] {
        let shown = folder.run(&["standard", "diff", from, "nhs-england-vpr@2024"]).quiet();
        let new = shown.split("Each row of the later edition").next().expect("a first part");
        for id in ["C3", "C7", "D3", "D7", "I3", "I5", "I7", "I8"] {
            assert!(new.contains(&format!("- {id} ")), "{id} is missing in\n{new}");
        }
        assert_eq!(new.lines().filter(|l| l.starts_with("- ")).count(), 8, "{new}");
        let flat = flat(&shown);
        for words in ["71 links between them", "No official crosswalk was found", "No rating is converted", "not verified"] {
            assert!(flat.contains(words), "{words} is missing in\n{shown}");
        }
        assert!(!flat.contains("(equal)") && flat.contains("DO-9") && flat.contains("(broader)"), "{shown}");
        assert!(shown.lines().all(|l| l.chars().count() <= 80), "{shown}");
    }
    let plain = folder.run(&["--accessible", "standard", "diff", "nhs-england-vpr@2020", "nhs-england-vpr@2024"]).quiet();
    assert!(plain.contains("C3") && !plain.contains("\n===") && !plain.contains("-----"), "{plain}");
}

#[test]
fn a_way_that_nobody_made_is_refused_with_what_there_is() {
    let folder = Folder::new();
    let diff = |from, to| folder.run(&["standard", "diff", from, to]);
    diff("nhs-england-vpr@2024", "nhs-england-vpr@2020").says(2, &["no crosswalk", "the other way round"]);
    let ran = diff("nhs-wales-orv@2024", "nhs-england-vpr@2024").says(2, &["no crosswalk"]);
    assert!(!ran.err.contains("the other way round"), "{}", ran.err);
    diff("nhs-england-vpr@202", "nhs-england-vpr@2024").says(2, &["Did you mean nhs-england-vpr@202"]);
    folder.run(&["standard", "diff", "nhs-england-vpr@2020"]).says(2, &[]);
}

#[test]
fn all_six_lenses_are_shown_over_an_example_and_only_two_score() {
    let folder = Folder::new();
    for name in ["northfield-acute.yaml", "westmere-mental-health-2026-h1.yaml"] {
        folder.example(name);
        for (lens, first, scores) in [
            ("hse", "HSE-RA1", true),
            ("SPF", "SPF-1.1", true),
            ("cqc", "WL1", false),
            ("people-promise", "PP1", false),
            ("staff-survey", "q13a", false),
            ("law", "LAW-HSW", false),
        ] {
            let shown = folder.run(&["status", name, "--lens", lens]).quiet();
            assert!(shown.contains(first) && flat(&shown).contains("is our mapping, not the source's"), "{shown}");
            assert_eq!(shown.contains("Project score"), scores, "{lens}\n{shown}");
            assert!(shown.lines().all(|l| l.chars().count() <= 80), "{shown}");
            let plain = folder.run(&["--accessible", "status", name, "--lens", lens]).quiet();
            assert!(plain.contains(first) && !plain.contains("\n===") && !plain.contains("-----"), "{plain}");
        }
    }
    folder.run(&["status", "northfield-acute.yaml", "--lens", "hes"]).says(2, &["Did you mean hse?", "staff-survey"]);
    folder.run(&["status", "northfield-acute.yaml", "--lens", "peoples-promise"]).says(2, &["Did you mean people-promise?"]);
    folder.run(&["status", "northfield-acute.yaml", "--lens", "zebra"]).says(2, &["no lens \"zebra\"", "hse, spf, cqc"]);
}

#[test]
fn a_table_beside_a_cycle_of_another_edition_says_why_it_has_no_movement() {
    let folder = started("nhs-england-vpr@2024");
    folder.write("last.yaml", folder.read("a.yaml").replace("nhs-england-vpr@2024", "nhs-england-vpr@2020"));
    folder.write("same.yaml", folder.read("a.yaml"));
    let why = "last.yaml answers nhs-england-vpr@2020 and this file nhs-england-vpr@2024";
    for more in [&["--format", "csv"][..], &["--format", "csv", "--output", "tables/"]] {
        let report = |last: &str| folder.run(&[&["report", "a.yaml", "--last", last], more].concat());
        report("last.yaml").says(0, &[why, "no table has columns for the last rating"]);
        assert!(!report("same.yaml").says(0, &[]).err.contains("columns"));
    }
}

#[test]
fn an_agreement_is_counted_and_shows_no_score_in_any_place() {
    let folder = Folder::new();
    folder.example("cwm-afon-health-board.yaml");
    let name = "cwm-afon-health-board.yaml";
    folder.run(&["answer", name, "WAL-7", "--not-applicable", "No staff."]).says(0, &["saved"]);
    folder
        .run(&["answer", name, "WAL-6", "--not-applicable", "No calls.", "--approved-by", "Executive lead"])
        .says(0, &["saved"]);
    let mut shown = vec![folder.run(&["report", name]).quiet(), folder.run(&["status", name]).quiet()];
    shown.push(folder.run(&["--accessible", "status", name]).quiet());
    shown.push(folder.run(&["explain", "score", name]).quiet());
    for text in shown {
        // What was counted beside the answers has shares of its own.
        let (before, after) = text.split_once("Outcomes beside compliance").unwrap_or((&text, ""));
        let after = after.split_once("\n## ").map_or("", |(_, rest)| rest);
        let text = flat(&format!("{before}{after}"));
        assert!(!text.contains('%') && !text.to_lowercase().contains("project score"), "{text}");
        // Said once, that there is none; and nowhere that anything has points.
        let text =
            ["it is counted, and has no score and no band", "it is counted, and has no score to explain", "counted, not scored"]
                .iter()
                .fold(text, |text, denial| text.replace(denial, ""))
                .replace("How the score comes about", "");
        for word in ["band", "score", "points", " as 0", " at 0", "Ceiling"] {
            assert!(!text.contains(word), "{word:?} in\n{text}");
        }
    }
    for lens in ["hse", "law"] {
        let ran = folder.run(&["status", name, "--lens", lens]);
        ran.says(
            2,
            &[&format!("the lens {lens} is for nhs-england-vpr@2024"), "no crosswalk leads there from nhs-wales-orv@2024"],
        );
    }
}

#[test]
fn a_part_of_others_is_named_as_such_and_not_called_unknown() {
    let folder = started("nhs-wales-orv@2024");
    let before = folder.read("a.yaml");
    for (id, whose) in [("WAL-9", "a partner's part"), ("wal-12", "a part of all parties together")] {
        let ran = folder.run(&["answer", "a.yaml", id, "--rating", "met"]).says(1, &[whose, "shown and not rated"]);
        assert!(!ran.err.contains("no requirement") && !ran.err.contains("did you mean"), "{}", ran.err);
        walk(&folder, &["--only", id], "").says(2, &[whose]);
        walk(&folder, &[], &format!(":go {id}\n:save\n")).says(0, &[whose]);
    }
    assert_eq!(folder.read("a.yaml"), before);
    let paper = folder.run(&["report", "a.yaml", "--for", "committee"]).quiet();
    for words in ["WAL-9", "(a partner's)", "WAL-12", "(shared)", "It is shown here and not rated"] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
}

#[test]
fn the_walk_through_an_agreement_speaks_of_counts_and_of_its_own_rows() {
    let folder = started("nhs-wales-orv@2024");
    let ran = walk(&folder, &[], ":help\n4\nNone here.\n\n:save\n").says(0, &["left out of the count", ":go WAL-8"]);
    assert!(!ran.err.contains("score") && !ran.err.contains("L3") && !ran.err.contains(" as 0"), "{}", ran.err);
    assert!(flat(&ran.err).contains("it still counts as one that applies"), "{}", ran.err);
}

#[test]
fn a_walk_by_domain_wants_a_list_with_domains() {
    for pack in ["nhs-england-vpr@2020", "nhs-wales-orv@2024"] {
        let folder = started(pack);
        walk(&folder, &["--by", "domain"], "").says(2, &[&format!("{pack} has no domains"), "leave out --by"]);
        walk(&folder, &["--by", "stage"], ":save\n").says(0, &["Plan"]);
    }
}

#[test]
fn every_example_is_shown_reported_and_explained_and_comes_back_from_its_table() {
    let names = examples();
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        let folder = Folder::new();
        folder.example(&name);
        let before = folder.read(&name);
        let paper = folder.run(&["report", &name]).quiet();
        assert!(paper.contains("not verified against the official copy") && paper.lines().count() > 60, "{name}\n{paper}");
        folder.run(&["explain", "score", &name]).quiet();
        let table = folder.run(&["report", &name, "--format", "csv"]).quiet();
        folder.run_with(&["answer", &name], table.as_bytes(), &[]).says(0, &["Nothing new"]);
        assert_eq!(folder.read(&name), before);
    }
}
