//! What may identify someone is never printed: whatever is planted, wherever, in a sound file or a broken one.

use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use vpr::check::{Checked, Checker, Expectations, FileReport, Outcome};
use vpr::diagnostic::{Diagnostics, Severity};
use vpr::render::diagnostics::Form;
use vpr::render::verdict::{GitHub, GitLab, JUnit, Json, Sarif, Sheet, Text, Verdict, Written};
use vpr::text::Source;

use super::base::{CATALOGUE, check_text, completed};
use crate::bad_files::every_field::COMPLETE;
use crate::cli::{Folder, root};
use crate::spoil::{cuts, spoilt};

/// What is planted: each reads as private wherever it stands. The rest of its line must not be printed either.
const PLANTS: &[&str] = &[
    "943 476 5919",
    "9434765919",
    "943-476-5919",
    "JG 10 31 06 A",
    "jane.smith@nhs.net",
    "07700 900123",
    "DOB 14/02/1961",
    "https://porter:hunter2@files.example/plan.pdf",
    "https://files.example/plan.pdf?token=9f2c81",
];
/// Stands on the same line as what is planted.
const NEIGHBOUR: &str = "Zebedee";

/// Every format there is.
fn formats() -> Vec<(&'static str, Box<dyn Verdict>)> {
    let text = |width, form| -> Box<dyn Verdict> { Box::new(Text { width, form, most: 1_000 }) };
    vec![
        ("framed", text(80, Form::Unicode)),
        ("framed in ASCII", text(40, Form::Ascii)),
        ("narrated", text(80, Form::Narrated)),
        ("json", Box::new(Json { most: 1_000 })),
        ("sarif", Box::new(Sarif { most: 1_000 })),
        ("junit", Box::new(JUnit { most: 1_000, fail_on: Severity::Error })),
        ("github", Box::new(GitHub { most: 1_000 })),
        ("gitlab", Box::new(GitLab { most: 1_000 })),
    ]
}

/// All that any format prints of a text.
fn printed(text: &str) -> Vec<(&'static str, String)> {
    let expectations = Expectations::default();
    let checker = Checker::new(&CATALOGUE, "2026-11-22".parse().expect("a day"), &expectations);
    let Checked::Assessment(problems) = checker.check(&Source::new("a.yaml", text), true) else { return Vec::new() };
    printed_of(&problems)
}

fn printed_of(problems: &Diagnostics) -> Vec<(&'static str, String)> {
    formats()
        .into_iter()
        .map(|(name, format)| {
            let outcome = Outcome::Checked(problems.clone());
            let report = FileReport { path: "a.yaml".to_owned(), uri: "a.yaml".to_owned(), outcome };
            let mut out = Vec::new();
            let mut sheet = Sheet::new(format.as_ref(), &mut out);
            sheet.add(Written::new(format.as_ref(), &report), &mut out);
            sheet.end(&mut out);
            (name, String::from_utf8(out).expect("UTF-8"))
        })
        .collect()
}

/// Whether a print holds what was planted or its neighbour, however lines were broken in it.
fn leaks(print: &str, plant: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric() || "@:/.?=".contains(*c)).collect() };
    let secret = plant.strip_prefix("DOB ").unwrap_or(plant);
    bare(print).contains(&bare(secret)) || print.contains(NEIGHBOUR)
}

/// Texts to plant in: every field there is, and each with a fault of its own.
static GROUNDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut grounds = vec![COMPLETE.clone(), completed("")];
    for folder in ["tests/bad", "tests/rules/fixtures"] {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(root().join(folder)).expect("a folder").flatten().map(|f| f.path()).collect();
        files.sort();
        grounds.extend(files.into_iter().map(|file| std::fs::read_to_string(file).expect("UTF-8")));
    }
    grounds
});

#[test]
fn nothing_private_is_printed_wherever_it_is_planted() {
    let mut leaked = Vec::new();
    for (n, ground) in GROUNDS.iter().enumerate() {
        let lines: Vec<&str> = ground.lines().collect();
        for at in 0..lines.len() {
            let plant = PLANTS[(n + at) % PLANTS.len()];
            let line = lines[at];
            // Over the value, before and after it, and as a comment.
            let planted = match (n + at) % 4 {
                0 => format!("{line} {NEIGHBOUR} {plant}"),
                1 => format!("{line} # {NEIGHBOUR} {plant}"),
                2 => line.split_once(": ").map_or_else(|| plant.to_owned(), |(key, _)| format!("{key}: \"{plant} {NEIGHBOUR}\"")),
                _ => format!("{}{NEIGHBOUR} {plant}: {}", &line[..line.len() - line.trim_start().len()], line.trim_start()),
            };
            let text = [&lines[..at], &[planted.as_str()], &lines[at + 1..]].concat().join("\n");
            leaked.extend(
                printed(&text).iter().filter(|(_, print)| leaks(print, plant)).map(|(f, print)| format!("{f}: {text}\n{print}")),
            );
        }
    }
    assert!(leaked.is_empty(), "{} leaks, first: {}", leaked.len(), leaked[0]);
}

#[test]
fn nothing_private_is_printed_of_a_file_that_is_no_utf8() {
    for plant in PLANTS {
        let folder = Folder::new();
        let private = format!("{NEIGHBOUR} {plant} ");
        let before = [b"answers:\n  # ", private.as_bytes(), b"caf\xe9\n"].concat();
        let after = [b"answers:\n  # ", NEIGHBOUR.as_bytes(), b" caf\xe9 ", private.as_bytes(), b"\n"].concat();
        for bytes in [before, after] {
            folder.write("a.yaml", bytes);
            for format in ["text", "json", "sarif", "junit", "github", "gitlab"] {
                let ran = folder.run(&["check", "a.yaml", "--format", format]);
                let print = format!("{}{}", ran.out, ran.err);
                assert!(print.contains("not-utf8") && !leaks(&print, plant), "{print}");
            }
        }
    }
}

/// Matter that is private only as its value reads, beside an error that keeps the file from being read as a whole or without one.
#[test]
fn nothing_private_is_quoted_of_a_value_over_several_lines() {
    let values = [
        "AB\n      12 34 56 C",
        "AB\n\n      12 34 56 C",
        "07700\n\n      900\n      123",
        "3/5/1961\n      (date of\n      birth)",
    ];
    let others = ["", "  L2:\n    rating: red\n    rating: red\n", "  L2:\n    rating: !x red\n", "  # \u{200b}\n"];
    for value in values {
        for other in others {
            let text = completed(&format!("answers:\n  L1:\n    rating: {value}\n    later: {value}\n    {value}: x\n{other}"));
            let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
            let said = value.split_whitespace().collect::<Vec<_>>().join(" ");
            for problem in problems.sorted() {
                assert!(!problem.message.contains(&said), "{}: {}", problem.code, problem.message);
            }
            for (_, print) in printed_of(&problems) {
                let print = print.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(!print.contains(&said), "{print}");
            }
        }
    }
}

/// A field out of place is told whose answer it may be of, on a line that is not covered itself.
#[test]
fn no_name_of_another_line_is_quoted_that_the_standard_does_not_have() {
    for (before, of) in [
        ("\"Incident of Jane Zebedee on Ward 7, patient number 943 476 5919\": {}", "the answer before it"),
        ("Jane Zebedee: { later: \"943 476 5919\" }", "the answer before it"),
        ("L1: { rating: green, later: \"Zebedee 943 476 5919\" }", "L1"),
    ] {
        for stray in ["  because: x\n", "  because: x\n  because: y\n", "because: x\n"] {
            let text = format!("format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  {before}\n{stray}");
            for (format, print) in printed(&text) {
                assert!(!leaks(&print, "943 476 5919"), "{format}: {print}");
            }
            let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
            let told = format!("it may be of {of}: until this is put right");
            let notes: Vec<&str> = problems.sorted().iter().filter_map(|d| d.note.as_deref()).collect();
            assert!(notes.iter().any(|note| note.contains(&told)), "{text}{notes:#?}");
        }
    }
}

/// Of two marks at the start the second is content, and covering a line moves nothing.
#[test]
fn places_stay_what_they_are_where_a_line_is_covered_behind_two_byte_order_marks() {
    let places = |comment: &str| -> Vec<(String, String)> {
        let text =
            format!("\u{feff}\u{feff}format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1: {{ rating: gren }}\n{comment}");
        let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
        let place = |problem| problems.position(problem).to_string();
        let sorted = problems.sorted();
        let others = sorted.iter().filter(|problem| problem.code.as_str() != "nhs-number");
        others.map(|problem| (problem.code.to_string(), place(problem))).collect()
    };
    let private = places("# 943 476 5919\n");
    assert!(private.iter().any(|(code, place)| code == "unknown-rating" && place == "4:17"), "{private:?}");
    assert_eq!(private, places("# nobody\n"));
}

#[test]
fn a_file_full_of_private_matter_is_told_of_in_few_words() {
    let text = completed(&format!("# {}\n", "jane.smith@nhs.net ".repeat(5_000)));
    let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
    let sorted = problems.sorted();
    assert_eq!(sorted.len(), 201);
    assert_eq!(
        sorted.last().map(|d| d.message.as_str()),
        Some("what looks like an e-mail address, in 4800 more places from here on")
    );
    for (_, print) in printed_of(&problems) {
        assert!(!leaks(&print, "jane.smith@nhs.net"), "{print}");
    }
}

#[test]
fn what_comes_after_too_many_is_told_by_its_kind() {
    let text = completed(&format!("# {}\n# 943 476 5919\n", "jane.smith@nhs.net ".repeat(300)));
    let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
    let told: Vec<&str> = problems.sorted().iter().map(|d| d.message.as_str()).filter(|m| m.contains("from here on")).collect();
    assert_eq!(
        told,
        [
            "what looks like an e-mail address, in 100 more places from here on",
            "what looks like an NHS number, in 1 place from here on"
        ]
    );
}

#[test]
fn of_a_file_with_more_private_places_than_are_named_nothing_is_quoted() {
    let said = |places: usize| {
        let text = completed(&format!("{}answers:\n  L1:\n    rating: gren\n", "# jane.smith@nhs.net\n".repeat(places)));
        let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
        problems.sorted().iter().find(|d| d.code.as_str() == "unknown-rating").map(|d| d.message.clone()).unwrap_or_default()
    };
    for (places, is_quoted) in [(200, true), (201, false), (202, false)] {
        assert_eq!(said(places).contains("gren"), is_quoted, "{places}: {}", said(places));
    }
}

#[test]
fn a_problem_whose_own_words_would_quote_says_what_its_rule_is_about() {
    let text = completed("answers:\n  L1:\n    rating: 07700 900123\n    because: Done.\n");
    let problems = check_text(&text, jiff::civil::date(2026, 11, 22));
    let says = |code: &str| {
        let found: Vec<String> =
            problems.sorted().iter().filter(|d| d.code.as_str() == code).map(|d| d.message.clone()).collect();
        found.join("; ")
    };
    let rule = vpr::check::rules::find("unknown-rating").expect("a rule");
    assert!(says("unknown-rating").contains(rule.summary.trim_end_matches('.')), "{}", says("unknown-rating"));
    assert_eq!(says("telephone-number"), "what looks like a telephone number (12 characters)");
}

proptest! {
    #![proptest_config(crate::drawn::cases(300))]

    #[test]
    fn nothing_private_is_printed_of_a_file_cut_and_spoilt(
        ground in any::<Index>(), at in any::<Index>(), plant in select(PLANTS), cuts in cuts(),
    ) {
        let ground = ground.get(&GROUNDS);
        let at = ground.floor_char_boundary(at.index(ground.len() + 1));
        let planted = format!("{} {NEIGHBOUR} {plant} {}", &ground[..at], &ground[at..]);
        for text in [spoilt(&planted, cuts), planted] {
            if text.contains(&format!(" {NEIGHBOUR} {plant} ")) {
                for (format, print) in printed(&text) {
                    prop_assert!(!leaks(&print, plant), "{}: {}\n{}", format, text, print);
                }
            }
        }
    }
}
