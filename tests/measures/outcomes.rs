//! What a paper says of what was counted, and what it keeps to itself although the file has it.

use jiff::civil::date;
use vpr::assessment::{Amount, Assessment, Measure, Paired, parse};
use vpr::diagnostic::Diagnostics;
use vpr::measures::{Fault, across, findings};
use vpr::paper::measured;
use vpr::render::markdown;
use vpr::score::Scorecard;
use vpr::standard::Catalogue;
use vpr::text::Source;

use crate::cli::{Folder, example, examples};

/// An assessment with these measures.
fn read(measures: &str) -> (Assessment, Catalogue) {
    let text = format!(
        "format: 1\nstandard: nhs-england-vpr@2024\norganisation: {{ name: Northfield }}\ncycle: {{ name: 2026-H2 }}\nmeasures:\n{measures}"
    );
    let catalogue = Catalogue::embedded();
    let source = Source::new("a.yaml", text);
    let mut sink = Diagnostics::new(source.clone());
    let assessment = parse(&source, &catalogue, &mut sink);
    let problems: Vec<String> = sink.sorted().iter().map(|d| d.message.clone()).collect();
    (assessment.unwrap_or_else(|| panic!("{problems:#?}")), catalogue)
}

fn line(measure: &str, by: &str, rest: &str) -> String {
    let by = if by.is_empty() { String::new() } else { format!("by: {{ {by} }}, ") };
    format!("  - {{ measure: {measure}, period: {{ from: 2026-04-01, to: 2026-09-30 }}, {by}{rest} }}\n")
}

fn paper(measures: &str, earlier: &[&Assessment]) -> String {
    let (assessment, catalogue) = read(measures);
    let standard = catalogue.find(&assessment.standard).expect("a pack");
    let card = Scorecard::new(Paired::new(standard, &assessment).expect("a pair"), date(2026, 11, 22));
    markdown::write(&measured(&card, earlier))
}

#[test]
fn a_rate_stands_with_what_it_is_of_and_goes_with_its_number() {
    let text = paper(
        &[
            line("incidents-reported", "", "count: 412, out_of: 2150"),
            line("discriminatory-incidents", "", "count: 33, out_of: 412"),
            line("riddor-reports", "", "fewer_than: 5, out_of: 2150"),
            line("people-harmed", "", "count: 0, out_of: 0"),
            line("survey-violence-reported", "", "count: 68"),
            line("training-sessions-held", "", "count: 3, out_of: 4"),
        ]
        .concat(),
        &[],
    );
    for said in [
        "| Violent incidents reported | 412 of 2,150 (191.6 per 1,000) |",
        "| Incidents with discriminatory abuse | 33 of 412 (8%) |",
        "| RIDDOR reports after violence | fewer than 5 |",
        "| People harmed at work | 0 of 0 |",
        "last physical violence was reported (per cent) | 68 |",
        "| Training sessions held | 3 of 4 (75%) |",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn what_a_file_should_not_have_said_is_not_printed() {
    let whole = line("incidents-reported", "", "count: 20");
    let by = |kind: &str, rest: &str| line("incidents-reported", &format!("kind_of_incident: {kind}"), rest);
    // An exact small number, and one that follows from the others.
    let exact = [whole.clone(), by("physical", "count: 17"), by("verbal", "count: 3")].concat();
    let given_away = [whole, by("physical", "count: 17"), by("verbal", "fewer_than: 5")].concat();
    for measures in [exact, given_away] {
        let text = paper(&measures, &[]);
        assert!(!text.contains("17") && text.contains("A breakdown is left out") && text.contains("| 20 |"), "{text}");
    }
    let small = [line("people-harmed", "", "count: 3"), line("people-harmed", "staff_group: nursing", "fewer_than: 5")].concat();
    let text = paper(&small, &[]);
    assert!(text.contains("| fewer than 5 |") && !text.contains("| 3 |") && !text.contains("Nursing"), "{text}");
}

#[test]
fn a_paper_says_of_its_own_numbers_only_why_they_are_not_given() {
    let small = line("riddor-reports", "", "fewer_than: 5");
    let withheld = line("support-offered", "", "withheld: true");
    let (of_small, of_withheld) = ("Numbers below 5 are given as \"fewer than 5\"", "withheld, as the small ones");
    let said = paper(&small, &[]);
    assert!(said.contains(of_small) && !said.contains(of_withheld), "{said}");
    let said = paper(&[small.clone(), withheld.clone()].concat(), &[]);
    assert!(said.contains(of_small) && said.contains(of_withheld), "{said}");
    let said = paper(&withheld, &[]);
    assert!(!said.contains("Numbers below") && said.contains("A number is withheld where a small one"), "{said}");
    let said = paper(&line("riddor-reports", "", "fewer_than: 10"), &[]);
    assert!(said.contains("Numbers below 10 are given as \"fewer than 10\""), "{said}");
    // What only the committee's paper has is not said of the board's.
    let folder = Folder::new();
    folder.example("millbrook-gp-practice.yaml");
    let board = folder.run(&["report", "millbrook-gp-practice.yaml"]).quiet();
    assert!(!board.contains("others are withheld"), "{board}");
}

#[test]
fn earlier_cycles_stand_beside_this_one() {
    let mut earlier = read(&line("incidents-reported", "", "count: 398, out_of: 2100")).0;
    earlier.measures[0].period = (date(2025, 10, 1), date(2026, 3, 31));
    let text = paper(&line("incidents-reported", "", "count: 412, out_of: 2150"), &[&earlier]);
    assert!(text.contains("| Counted | 1 October 2025 to 31 March 2026 | 1 April 2026 to 30 September 2026 |"), "{text}");
    assert!(text.contains("398 of 2,100 (189.5 per 1,000) | 412 of 2,150 (191.6 per 1,000) |"), "{text}");
    let folder = Folder::new();
    for name in examples() {
        folder.example(&name);
    }
    folder
        .run(&["measures", "show", "westmere-mental-health.yaml", "--last", "westmere-mental-health-2026-h1.yaml"])
        .says(0, &["597 of", "642 of"]);
    assert!(paper("  []\n", &[]).contains("No outcomes are recorded"));
}

#[test]
fn the_examples_have_nothing_to_find_in_their_measures() {
    for name in examples() {
        let source = Source::new(name.clone(), std::fs::read_to_string(example(&name)).expect("an example"));
        let assessment = parse(&source, &Catalogue::embedded(), &mut Diagnostics::new(source.clone())).expect("a sound file");
        assert!(!assessment.measures.is_empty(), "{name}");
        assert_eq!(findings(&assessment.measures, date(2026, 11, 22)), [], "{name}");
    }
}

#[test]
fn each_fault_is_found_where_it_is() {
    let measure = |n: u64| Measure {
        measure: "people-harmed".to_owned(),
        period: (date(2026, 4, 1), date(2026, 9, 30)),
        by: [].into(),
        amount: Amount::Count(n),
        out_of: None,
    };
    let faults = |list: &[Measure]| findings(list, date(2026, 11, 22)).into_iter().map(|f| (f.fault, f.at)).collect::<Vec<_>>();
    let change = |make: &dyn Fn(&mut Measure)| {
        let mut changed = measure(20);
        make(&mut changed);
        changed
    };
    assert_eq!(faults(&[measure(20), measure(0)].map(|m| m)[..1]), []);
    assert_eq!(faults(&[measure(4)]), [(Fault::SmallCount, 0)]);
    assert_eq!(faults(&[change(&|m| m.out_of = Some(19))]), [(Fault::MoreThanAll, 0)]);
    assert_eq!(faults(&[change(&|m| m.period = (m.period.1, m.period.0))]), [(Fault::PeriodReversed, 0)]);
    assert_eq!(faults(&[change(&|m| m.period.1 = date(2026, 12, 31))]), [(Fault::PeriodOpen, 0)]);
    assert_eq!(faults(&[measure(20), measure(21)]), [(Fault::CountedTwice, 1)]);
    let later = change(&|m| m.period.0 = date(2026, 9, 30));
    assert_eq!(faults(&[measure(20), later.clone()]), [(Fault::PeriodsOverlap, 1)]);
    assert_eq!(across(&[later], &[measure(20)]).len(), 1);
    assert_eq!(across(&[measure(20)], &[measure(20)]), []);
    assert_eq!(across(&[measure(20)], &[measure(21)]).len(), 1);
}
