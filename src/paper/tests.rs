//! The papers of the examples, and of an assessment with a hostile text in every field.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag};

use super::{
    FindingCount, Frame, Grouping, GuardCount, board, commissioner, committee, explain, inspection, public, status, tables,
};
use crate::assessment::{
    Action, ActionStatus, Answer, Assessment, Carried, CarriedVerdict, Confirmed, ContractDuty, Cycle, Dissent, Evidence,
    FrontSheet, Kind, Organisation, Paired, Part, Parts, Relation, Role, SignOff, Verdict, parse,
};
use crate::diagnostic::{Diagnostics, Severity};
use crate::render::hostile::{TEXTS, events, is_unexpected, squeeze, words};
use crate::render::{Block, Document, Look, csv, markdown, terminal};
use crate::score::Scorecard;
use crate::standard::{Catalogue, Digest, RequirementId, Standard, StandardRef};
use crate::text::{Source, is_unsafe, says_nothing};

const TODAY: Date = date(2026, 11, 22);
const EMPTY: &str =
    "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Fictional Practice }\ncycle: { name: 2026-H2 }\n";
const EXAMPLES: [&str; 7] = [
    include_str!("../../examples/northfield-acute.yaml"),
    include_str!("../../examples/fellside-ambulance.yaml"),
    include_str!("../../examples/westmere-mental-health.yaml"),
    include_str!("../../examples/westmere-mental-health-2026-h1.yaml"),
    include_str!("../../examples/millbrook-gp-practice.yaml"),
    include_str!("../../examples/cwm-afon-health-board.yaml"),
    EMPTY,
];
/// A signer's name, which no paper may print.
const NAME: &str = "Zzyzx Quillfeather";

fn standard() -> Standard {
    pack(&StandardRef::parse("nhs-england-vpr@2024").expect("a name"))
}

fn pack(name: &StandardRef) -> Standard {
    Catalogue::embedded().find(name).expect("a pack").clone()
}

fn read(text: &str) -> Assessment {
    let source = Source::new("example.yaml", text);
    let mut sink = Diagnostics::new(source.clone());
    parse(&source, &Catalogue::embedded(), &mut sink).expect("an example that parses")
}

fn with_card<T>(standard: &Standard, assessment: &Assessment, look: impl FnOnce(&Scorecard<'_>) -> T) -> T {
    let paired = Paired::new(standard, assessment).expect("answers that fit the standard");
    look(&Scorecard::new(paired, TODAY))
}

fn id(text: &str) -> RequirementId {
    RequirementId::parse(text).expect("an id")
}

/// An assessment with an answer in every state, and the text wherever a person writes one.
fn filled(text: &str) -> Assessment {
    let text = || text.to_owned();
    let action = |due: Option<Date>, status| Action { what: text(), owner: Some(text()), due, status };
    let rated = |rating: &str| Answer {
        verdict: Some(Verdict::Rated(rating.to_owned())),
        because: Some(text()),
        evidence: vec![
            Evidence {
                title: text(),
                location: Some(text()),
                dated: Some(date(2026, 1, 1)),
                review_by: Some(date(2026, 2, 1)),
                digest: None,
            },
            Evidence { title: text(), ..Evidence::default() },
        ],
        actions: vec![
            action(Some(date(2026, 10, 1)), ActionStatus::Open),
            action(Some(date(2026, 12, 1)), ActionStatus::Open),
            action(None, ActionStatus::Open),
            action(Some(date(2027, 6, 1)), ActionStatus::Done),
        ],
        assessed: Some(date(2026, 10, 1)),
        assessed_by: Some(text()),
        later: Some(text()),
        ..Answer::default()
    };
    let left_out = |by: Option<String>| Answer {
        verdict: Some(Verdict::NotApplicable { reason: text(), approved_by: by }),
        assessed_by: Some(text()),
        skipped: [Part::Because, Part::Actions].into(),
        ..Answer::default()
    };
    let carried = Carried {
        from: StandardRef::parse("nhs-england-vpr@2020").expect("a reference"),
        requirement: id("ACT-4"),
        relation: Relation::Overlaps,
        verdict: CarriedVerdict::NotApplicable(text()),
        because: Some(text()),
        assessed: None,
    };
    let confirmed = Confirmed { on: TODAY, by: text(), looked_at: Some(text()) };
    let answers = [
        ("L1", rated("red")),
        ("C1", rated("amber")),
        ("L2", rated("green")),
        ("L3", Answer { carried: vec![carried.clone()], confirmed: Some(confirmed), ..rated("green") }),
        ("L4", Answer { carried: vec![carried.clone(), carried], later: Some(text()), ..Answer::default() }),
        ("I7", left_out(Some(format!("{} and another", text())))),
        ("I6", left_out(Some(text()))),
        ("D1", Answer { later: Some(text()), ..Answer::default() }),
    ];
    let dissent = |publish| Dissent {
        requirement: id("L2"),
        rating: "red".to_owned(),
        reason: if publish { text() } else { "withheld words".to_owned() },
        publish,
    };
    let signed = |role, disagrees| SignOff {
        role,
        name: NAME.to_owned(),
        on: TODAY,
        covers: Digest::of(""),
        parts: Parts::default(),
        disagrees,
    };
    Assessment {
        standard: StandardRef::parse("nhs-england-vpr@2024").expect("a reference"),
        pack: Some(Digest::of("another text")),
        organisation: Organisation { name: text(), code: Some(text()), kind: Some(Kind::Acute), system: Some(text()) },
        cycle: Cycle {
            name: text(),
            opened: Some(TODAY),
            submitted: None,
            meeting: Some(date(2027, 1, 28)),
            review_months: None,
            previous: None,
        },
        roles: Role::ALL.iter().map(|(role, ..)| (*role, text())).collect(),
        paper: FrontSheet {
            meeting: Some(text()),
            purpose: Some(text()),
            recommendation: Some(text()),
            strategic_risks: vec![text(), text()],
            equality: Some(text()),
            contract_duty: Some(ContractDuty { year: text(), as_of: TODAY, text: text() }),
        },
        answers: answers.into_iter().map(|(row, answer)| (id(row), answer)).collect(),
        measures: Vec::new(),
        sign_off: vec![
            signed(Role::StaffSide, vec![dissent(true), dissent(true), dissent(true)]),
            signed(Role::ExecutiveLead, Vec::new()),
            signed(Role::StaffSide, vec![dissent(true), dissent(false)]),
        ],
        cleared: Vec::new(),
    }
}

/// What the reader of a paper sees besides words.
fn skeleton(markdown: &str) -> Vec<String> {
    let drop = |e: &Event<'_>| matches!(e, Event::Text(_) | Event::SoftBreak | Event::HardBreak);
    let without_ids = |e: &Event<'_>| format!("{e:?}");
    events(markdown).iter().filter(|e| !drop(e)).map(without_ids).collect()
}

const FRAME: Frame<'_> = Frame::new("0.0.0");

fn papers(card: &Scorecard<'_>) -> [Document; 8] {
    [
        board(card, &FRAME),
        explain(card),
        status(card),
        committee(card, &FRAME, Grouping::Stage),
        committee(card, &FRAME, Grouping::Domain),
        commissioner(card, &FRAME),
        inspection(card, &FRAME),
        public(card, &FRAME),
    ]
}

fn holds(standard: &Standard, text: &str) {
    // As long as the other, so that the same statements go to the annex; and it names something only where that does.
    let letter = if says_nothing(text) { "…" } else { "w" };
    let (tame, wild) = (filled(&letter.repeat(text.chars().count())), filled(text));
    let plain = with_card(standard, &tame, |card| papers(card).map(|p| skeleton(&markdown::write(&p))));
    with_card(standard, &wild, |card| {
        for (paper, plain) in papers(card).iter().zip(&plain) {
            let written = markdown::write(paper);
            assert_eq!(&skeleton(&written), plain, "{text:?} changed\n{written}");
            assert!(!events(&written).iter().any(is_unexpected), "{text:?} became markup in\n{written}");
            assert!(!written.contains(is_unsafe), "{written:?}");
            for look in [Look::Drawn, Look::Plain] {
                let shown = terminal::write(paper, 80, look);
                assert!(!shown.contains(is_unsafe) && !shown.contains('\t'), "{shown:?}");
            }
        }
        let wanted = squeeze(text);
        for (paper, times) in [(committee(card, &FRAME, Grouping::Stage), 60), (board(card, &FRAME), 10)] {
            let read = words(&markdown::write(&paper));
            assert!(wanted.is_empty() || read.matches(&wanted).count() >= times, "{text:?} is missing from\n{read}");
        }
        rebuilt(card, &wild);
    });
}

/// The answers, as far as the table holds them in fields of their own, from the file that people get.
fn rebuilt(card: &Scorecard<'_>, assessment: &Assessment) {
    let table = tables::table(tables::Kind::Requirements, card, &Frame::new("0.0.0"));
    let bytes = csv::write(&table.in_data(), csv::Dialect::Excel);
    let rows = csv::read(&bytes, csv::Dialect::Excel).expect("a file that reads");
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells).collect();
    let headers = rows[0].clone();
    let mut answers: BTreeMap<RequirementId, Answer> = BTreeMap::new();
    for row in &rows[1..] {
        let cell = |name: &str| row[headers.iter().position(|h| h == name).expect("a column")].clone();
        let given = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
        let day = |name: &str| given(name).map(|text| crate::day::parse_iso(&text).expect("a day"));
        let answer = answers.entry(id(&cell("id"))).or_default();
        if given("standard").is_some() {
            let left_out = |reason| Verdict::NotApplicable { reason, approved_by: given("approved_by") };
            answer.verdict = given("rating").map(Verdict::Rated).or(given("not_applicable").map(left_out));
            answer.because = given("because");
            answer.later = given("later");
            answer.assessed = day("assessed");
            answer.assessed_by = given("assessed_by");
            let skipped = cell("skipped");
            answer.skipped = Part::ALL.iter().filter(|(_, id)| skipped.split(", ").any(|s| s == *id)).map(|(p, _)| *p).collect();
        }
        if let Some(title) = given("evidence_title") {
            let (location, dated, review_by) = (given("evidence_where"), day("evidence_dated"), day("evidence_review_by"));
            answer.evidence.push(Evidence { title, location, dated, review_by, digest: None });
        }
        if let Some(what) = given("action_what") {
            let status = cell("action_status");
            let (status, _) = *ActionStatus::ALL.iter().find(|(_, id)| *id == status).expect("a status");
            answer.actions.push(Action { what, owner: given("action_owner"), due: day("action_due"), status });
        }
    }
    assert_eq!(answers.len(), card.paired.standard.requirements.len(), "every requirement has a line");
    for (id, answer) in answers {
        let mut expected = assessment.answers.get(&id).cloned().unwrap_or_default();
        expected.carried.clear();
        expected.confirmed = None;
        assert_eq!(answer, expected, "{id}");
    }
}

#[test]
fn no_text_in_any_field_becomes_markup_or_is_lost() {
    let standard = standard();
    for text in TEXTS.iter().filter(|t| !t.trim().is_empty()) {
        holds(&standard, text);
    }
    holds(&standard, &TEXTS.join(" | "));
    holds(&standard, &"w".repeat(10_000));
}

proptest! {
    #![proptest_config(crate::drawn::cases(24))]
    #[test]
    fn no_text_at_all_becomes_markup_or_is_lost(
        parts in proptest::collection::vec(prop_oneof![
            proptest::sample::select(TEXTS).prop_map(str::to_owned), "[-#*_`~|<>&:.()\\[\\]!+='@\r\n\t\\\\ a1]{0,10}", "\\PC{0,8}"
        ], 1..5)
    ) {
        // An answer holds no blank text: the parser refuses it.
        let text = parts.concat();
        prop_assume!(!text.trim().is_empty());
        holds(&standard(), &text);
    }
}

#[test]
fn the_examples_survive_the_table() {
    for assessment in EXAMPLES.map(read) {
        let standard = pack(&assessment.standard);
        with_card(&standard, &assessment, |card| rebuilt(card, &assessment));
    }
}

#[test]
fn the_status_fits_one_screen() {
    for assessment in EXAMPLES.map(read) {
        let standard = pack(&assessment.standard);
        with_card(&standard, &assessment, |card| {
            // The told form may be longer: nobody listens to a screen.
            for (width, look, lines) in
                [(80, Look::Drawn, 24), (80, Look::Plain, 26), (40, Look::Drawn, 45), (40, Look::Plain, 45)]
            {
                let shown = terminal::write(&status(card), width, look);
                assert!(shown.lines().count() <= lines, "{} lines:\n{shown}", shown.lines().count());
                assert!(shown.lines().all(|l| textwrap::core::display_width(l) <= width), "{shown}");
                assert!(shown.contains("working list") && shown.contains("2. "), "{shown}");
            }
        });
    }
}

#[test]
fn no_list_shows_more_than_eight() {
    for assessment in EXAMPLES.map(read) {
        let standard = pack(&assessment.standard);
        with_card(&standard, &assessment, |card| {
            for block in board(card, &FRAME).blocks {
                let entries = match &block {
                    Block::List(items) | Block::Steps(items) => items.len(),
                    Block::Table(table) => table.rows.len(),
                    _ => 0,
                };
                assert!(entries <= 8, "{block:?}");
            }
        });
    }
    with_card(&standard(), &read(EMPTY), |card| {
        let paper = markdown::write(&board(card, &FRAME));
        assert!(paper.contains("8 of 52, the rest in the committee paper."), "{paper}");
        assert!(paper.contains("Empty") || paper.contains("has not yet rated any of the 52 requirements"), "{paper}");
    });
}

#[test]
fn no_paper_claims_compliance_or_names_a_signer() {
    let mut all: Vec<Assessment> = EXAMPLES.map(read).into();
    all.push(filled("x"));
    for assessment in all {
        let standard = pack(&assessment.standard);
        with_card(&standard, &assessment, |card| {
            for paper in papers(card) {
                let text = markdown::write(&paper);
                assert!(text.contains("> Self-assessed against a working list, not verified"), "{text}");
                let lower = text.to_lowercase();
                assert!(!lower.contains("compliant") && !lower.contains("complies"), "{text}");
                assert!(!text.contains(NAME) && !text.contains("withheld words"), "{text}");
            }
        });
    }
}

#[test]
fn the_board_reads_counts_first_and_sees_what_hides_behind_them() {
    let standard = standard();
    with_card(&standard, &read(EXAMPLES[0]), |card| {
        let text = markdown::write(&board(card, &Frame::new("9.9.9")));
        for words in [
            "38 of 51 green (met), 11 amber, 2 red, 0 not assessed; 1 not applicable and left out.",
            "Project score 85% (84% with the 1 left out counted at 0).",
            "38 met, 30 can be shown: with evidence that is current on 28 January 2027. Claimed 85% (84% with the 1 left out counted at 0), can be shown 70%: a gap of 16 points before rounding.",
            "8 met requirements have no current evidence:",
            "People committee terms of reference: undated",
            "until that changes, the band can't rise above \"Mostly met\".",
            "Plan is strongest and Check weakest: written down, not checked.",
            "Evidence is judged on the day of the meeting, 28 January 2027",
            "Made with vpr 9.9.9",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert!(text.contains("| Equality | G7 Equality analysis that leads to action: amber; D4 "), "{text}");
    });
    with_card(&standard, &read(EXAMPLES[1]), |card| {
        let text = markdown::write(&board(card, &Frame::new("9.9.9")));
        assert!(text.contains("No day of a meeting is given, so evidence is judged on this day"), "{text}");
        assert!(text.contains("score of what was assessed 65%, 26 of 51 assessed"), "{text}");
    });
}

#[test]
fn dissent_is_counted_and_printed_only_where_it_may_be() {
    with_card(&standard(), &filled("Night staff see no difference."), |card| {
        let text = markdown::write(&board(card, &FRAME));
        // The later sign-off of staff side supersedes the one with three disagreements.
        assert!(text.contains("| Staff side | 22 November 2026 | 2 | no, it changed since |"), "{text}");
        assert!(text.contains("1 disagreement is not for publication; its words are left out here."), "{text}");
        assert_eq!(text.matches("Staff side disagrees on L2 and rates it red: Night staff see").count(), 1, "{text}");
    });
}

#[test]
fn the_workings_add_up() {
    with_card(&standard(), &read(EXAMPLES[0]), |card| {
        let paper = explain(card);
        let text = markdown::write(&paper);
        assert!(text.contains("Σ weight × points = 4350; 4350 ÷ 5100 = 85%"), "{text}");
        assert!(text.contains("green would add 1.0 points"), "{text}");
        let rows = events(&text).iter().filter(|e| matches!(e, Event::Start(Tag::TableRow))).count();
        assert_eq!(rows, 52);
    });
}

#[test]
fn page_one_says_what_the_guard_found_and_nothing_where_it_did_not_run() {
    with_card(&standard(), &read(EXAMPLES[0]), |card| {
        let found =
            [GuardCount { kind: "an NHS number".to_owned(), count: 2 }, GuardCount { kind: "a postcode".to_owned(), count: 0 }];
        for (guard, words) in
            [(&found[..], "found an NHS number (2 times). \"vpr check\" says where."), (&[][..], "found nothing.")]
        {
            let frame = Frame { guard: Some(guard), ..FRAME };
            for paper in [board(card, &frame), committee(card, &frame, Grouping::Stage), commissioner(card, &frame)] {
                let headings: Vec<usize> =
                    (0..paper.blocks.len()).filter(|i| matches!(paper.blocks[*i], Block::Heading { level: 2, .. })).collect();
                let at = paper.blocks.iter().position(|b| matches!(b, Block::Notice(text) if text.contains(words)));
                assert!(at.is_some_and(|at| headings[0] < at && at < headings[1]), "{:?}", paper.blocks);
            }
        }
        for paper in papers(card) {
            assert!(!markdown::write(&paper).contains("a guard looked"), "{}", paper.title);
        }
    });
}

#[test]
fn the_commissioner_sees_what_a_check_found_where_one_was_made() {
    with_card(&standard(), &read(EXAMPLES[0]), |card| {
        let found = FindingCount {
            severity: Severity::Warning,
            rule: "no-current-evidence".to_owned(),
            says: "met, and nothing current shows it".to_owned(),
            count: 8,
        };
        let text = |findings| markdown::write(&commissioner(card, &Frame { findings, ..FRAME }));
        let (with, none, not_run) = (text(Some(std::slice::from_ref(&found))), text(Some(&[])), text(None));
        assert!(with.contains("no-current-evidence (warning), 8 times: met, and nothing current shows it."), "{with}");
        assert!(none.contains("Nothing. A check looks at the file"), "{none}");
        assert!(!not_run.contains("What a check of the file found"), "{not_run}");
    });
}

#[test]
fn a_statement_over_600_characters_goes_to_an_annex_and_one_of_600_stays() {
    let because = |length: usize| {
        let mut assessment = read(EXAMPLES[0]);
        assessment.answers.get_mut(&id("W3")).expect("an answer").because = Some("w".repeat(length));
        with_card(&standard(), &assessment, |card| markdown::write(&board(card, &FRAME)))
    };
    let (short, long) = (because(600), because(601));
    assert!(short.contains(&"w".repeat(600)) && !short.contains("## Annex"), "{short}");
    assert!(long.contains("What was found: see annex 1.") && long.contains("1. What was found on W3: www"), "{long}");
    assert_eq!(long.matches(&"w".repeat(601)).count(), 1);
}

#[test]
fn every_section_of_a_paper_is_one_a_house_style_can_name() {
    // `Paper::begin` asserts it; every kind of assessment goes through every paper here.
    for assessment in EXAMPLES.map(read).into_iter().chain([filled("x")]) {
        let standard = pack(&assessment.standard);
        with_card(&standard, &assessment, |card| assert!(papers(card).iter().all(|p| !p.blocks.is_empty())));
    }
}
