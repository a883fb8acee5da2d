//! What is printed of a file that a person wrote by hand: the same to everybody and in every format.

use vpr::assessment::{Amount, Measure};

use super::read_back;
use crate::cli::Folder;
use crate::papers::READERS;

const HEAD: &str =
    "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: 2026-H2 }\nmeasures:\n";

fn line(measure: &str, by: &str, rest: &str) -> String {
    line_of(measure, ["2026-04-01", "2026-09-30"], by, rest)
}

fn line_of(measure: &str, [from, to]: [&str; 2], by: &str, rest: &str) -> String {
    let by = if by.is_empty() { String::new() } else { format!("by: {{ {by} }}, ") };
    format!("  - {{ measure: {measure}, period: {{ from: {from}, to: {to} }}, {by}{rest} }}\n")
}

/// What a report of a file says to each reader in each format, with what it is.
fn reports(measures: &str) -> Vec<(String, Vec<Measure>)> {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}{measures}"));
    let mut found = Vec::new();
    for reader in READERS {
        let report = |more: &[&str]| folder.run(&[&["report", "a.yaml", "--for", reader], more].concat()).says(0, &[]).out;
        found.push((format!("{reader}, Markdown"), read_back::markdown(&report(&[]))));
        found.push((format!("{reader}, JSON"), read_back::json(&report(&["--format", "json"]))));
        let csv = report(&["--format", "csv", "--table", "measures", "--dialect", "plain"]);
        found.push((format!("{reader}, CSV"), read_back::csv(&csv)));
    }
    found
}

/// Whether a number of a measure is in a list, and how it is given.
fn given(all: &[Measure], id: &str) -> Option<(Amount, Option<u64>)> {
    all.iter().find(|m| m.measure == id && m.by.is_empty()).map(|m| (m.amount, m.out_of))
}

#[test]
fn no_format_has_a_small_number_that_another_hides() {
    let by = |kind: &str, rest: &str| line("incidents-reported", &format!("kind_of_incident: {kind}"), rest);
    let measures = [
        line("incidents-reported", "", "count: 412, out_of: 2150"),
        by("physical", "count: 409"),
        by("verbal", "count: 3"),
        line("riddor-reports", "", "fewer_than: 2, out_of: 2150"),
        line("prosecutions-concluded", "", "count: 2"),
        line("training-sessions-held", "", "count: 3"),
    ];
    for (what, said) in reports(&measures.concat()) {
        // Neither of these papers has a section of outcomes.
        if what.starts_with("commissioner, M") || what.starts_with("inspection, M") {
            assert_eq!(said, [], "{what}");
            continue;
        }
        assert_eq!(given(&said, "incidents-reported"), Some((Amount::Count(412), Some(2150))), "{what}");
        assert_eq!(given(&said, "riddor-reports"), Some((Amount::FewerThan(5), None)), "{what}");
        assert_eq!(given(&said, "prosecutions-concluded"), Some((Amount::FewerThan(5), None)), "{what}");
        assert_eq!(given(&said, "training-sessions-held"), Some((Amount::Count(3), None)), "{what}");
        // Of 412, all but 409 are three.
        assert!(said.iter().all(|m| m.by.is_empty()), "{what}: {said:#?}");
    }
}

#[test]
fn no_format_says_how_few_were_left() {
    let measures = [
        line("incidents-reported", "", "count: 45, out_of: 2150"),
        line("incidents-passed-to-police", "", "count: 44, out_of: 45"),
        line("incidents-passed-to-police", "kind_of_incident: physical", "count: 44"),
        line("discriminatory-incidents", "", "count: 45, out_of: 45"),
        line("people-harmed", "", "count: 20"),
        // The first says so by what it is out of, the second by the number it is some of.
        line("support-offered", "", "count: 19, out_of: 20"),
        line("support-taken-up", "", "count: 18"),
        line("people-trained", "", "count: 2148, out_of: 2150"),
    ];
    for (what, said) in reports(&measures.concat()) {
        if what.starts_with("commissioner, M") || what.starts_with("inspection, M") {
            continue;
        }
        for id in ["incidents-passed-to-police", "support-offered", "support-taken-up", "people-trained"] {
            assert_eq!(given(&said, id), Some((Amount::Withheld, None)), "{id}, {what}");
        }
        assert_eq!(given(&said, "incidents-reported"), Some((Amount::Count(45), Some(2150))), "{what}");
        assert_eq!(given(&said, "discriminatory-incidents"), Some((Amount::Count(45), Some(45))), "{what}");
        assert!(said.iter().all(|m| m.by.is_empty()), "{what}: {said:#?}");
    }
}

#[test]
fn what_is_large_enough_is_the_same_in_every_format() {
    let measures = [
        line("people-harmed", "", "count: 60"),
        line("people-harmed", "staff_group: nursing", "count: 40"),
        line("people-harmed", "staff_group: other", "fewer_than: 5"),
        line("people-harmed", "protected_characteristic: sex-female", "count: 31"),
        line("people-harmed", "protected_characteristic: sex-male", "count: 29"),
    ];
    for (what, said) in reports(&measures.concat()) {
        let (board, public) = (what == "board, Markdown", what.starts_with("public"));
        let none = what.starts_with("commissioner, M") || what.starts_with("inspection, M");
        let expected = if none {
            0
        } else if board || public {
            1
        } else {
            5
        };
        assert_eq!(said.len(), expected, "{what}: {said:#?}");
        assert!(said.iter().all(|m| !matches!(m.amount, Amount::Withheld)), "{what}");
    }
}

#[test]
fn of_periods_that_share_days_one_is_given_in_every_format() {
    let physical = "kind_of_incident: physical";
    let half = ["2026-04-01", "2026-09-30"];
    let measures = [
        // All but three of 231 by the day before the last, in whatever order a file has them; broken down, as well.
        line_of("incidents-reported", half, "", "count: 231, out_of: 2120"),
        line_of("incidents-reported", half, physical, "count: 131"),
        line_of("incidents-reported", half, "kind_of_incident: verbal", "count: 100"),
        line_of("incidents-reported", ["2026-04-01", "2026-09-29"], "", "count: 228, out_of: 2120"),
        line_of("incidents-reported", ["2026-04-01", "2026-09-29"], physical, "count: 130"),
        line_of("incidents-reported", ["2026-04-01", "2026-09-29"], "kind_of_incident: verbal", "count: 98"),
        // An earlier year shares no day with them.
        line_of("incidents-reported", ["2025-04-01", "2025-09-30"], "", "count: 200"),
        // What a part is out of is the number of its whole.
        line_of("incidents-passed-to-police", ["2026-04-01", "2026-09-29"], "", "count: 40, out_of: 228"),
        // Nine less seven is the number that is not said. Of two that end together, the longer stays.
        line_of("riddor-reports", half, "", "fewer_than: 5"),
        line_of("riddor-reports", ["2026-04-01", "2026-10-31"], "", "count: 9"),
        line_of("riddor-reports", ["2026-10-01", "2026-10-31"], "", "count: 7"),
        // The same twice, and days the wrong way round.
        line_of("people-harmed", half, "", "count: 60"),
        line_of("people-harmed", half, "", "count: 58"),
        line_of("people-harmed", ["2026-08-31", "2026-05-01"], "", "count: 57"),
    ];
    for (what, said) in reports(&measures.concat()) {
        if what.starts_with("commissioner, M") || what.starts_with("inspection, M") {
            continue;
        }
        let wholes: Vec<_> = said.iter().filter(|m| m.by.is_empty()).map(|m| (m.measure.as_str(), m.amount, m.out_of)).collect();
        let mut expected = vec![
            ("incidents-reported", Amount::Count(231), Some(2120)),
            ("incidents-reported", Amount::Count(200), None),
            ("incidents-passed-to-police", Amount::Count(40), None),
            ("riddor-reports", Amount::Count(9), None),
            ("people-harmed", Amount::Count(60), None),
        ];
        assert_eq!(wholes.len(), expected.len(), "{what}: {wholes:#?}");
        expected.retain(|one| !wholes.contains(one));
        assert_eq!(expected, [], "{what}: {wholes:#?}");
        let groups: Vec<_> = said.iter().filter(|m| !m.by.is_empty()).collect();
        assert!(groups.iter().all(|m| m.period.1.to_string() == "2026-09-30"), "{what}: {groups:#?}");
        if what.starts_with("committee") {
            assert_eq!(groups.len(), 2, "{what}");
        }
    }
}

#[test]
fn a_paper_says_what_it_leaves_out_for_sharing_days_and_counts_it() {
    let folder = Folder::new();
    let measures = [
        line("incidents-reported", "", "count: 231"),
        line_of("incidents-reported", ["2026-04-01", "2026-09-29"], "", "count: 228"),
    ];
    folder.write("a.yaml", format!("{HEAD}{}", measures.concat()));
    let paper = folder.run(&["report", "a.yaml", "--for", "committee"]).says(0, &["periods share days only one is given"]).out;
    assert!(!paper.contains("A breakdown is left out") && !paper.contains("228"), "{paper}");
    folder.run(&["report", "a.yaml", "--format", "json"]).says(0, &["\"measures\": {\n      \"shown\": 1,\n      \"of\": 2"]);
}
