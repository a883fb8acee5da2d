//! Files from strangers: what no editor would write, and what a fixture can't hold.
//!
//! A [`Source`] is built from a `str`, so bytes that are not UTF-8 never come this far: whoever reads the file reports
//! them, and the end-to-end tests hold that.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use vpr::diagnostic::Code;
use vpr::text::Source;
use vpr::yaml::MAX_BYTES;

use super::every_field::COMPLETE;
use super::{HEAD, accepted, faults, read, reported};
use crate::marks::{Mark, marks, unfit};
use crate::spoil::{cuts, spoilt};

/// A good file.
fn good() -> String {
    format!("{HEAD}    rating: green\n    because: |-\n      Minute 112/26.\n      Gŵyl, 🦊.\n")
}

fn codes(text: &str) -> Vec<Code> {
    read(text).1.sorted().iter().map(|d| d.code).collect()
}

#[test]
fn a_source_takes_text_and_nothing_else() {
    // What a lenient reader makes of a byte that is no UTF-8 stays visible; a strict one never gets here.
    let text = String::from_utf8_lossy(b"name: caf\xe9").into_owned();
    assert_eq!(Source::new("a.yaml", text).text(), "name: caf\u{fffd}");
}

#[test]
fn an_empty_file_is_told_so() {
    for text in ["", "\n", "   \n\n", "\u{feff}", "\r\n"] {
        reported(text, &[Mark::error("empty", 1, 1)]);
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let plain = accepted(&good());
    assert_eq!(accepted(&format!("\u{feff}{}", good())), plain);
    assert_eq!(accepted(&good().replace('\n', "\r\n")), plain);
    assert_eq!(accepted(&format!("\u{feff}{}", good().replace('\n', "\r\n"))), plain);
}

#[test]
fn mistakes_are_in_the_same_places_with_windows_line_ends() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut wrong = Vec::new();
    for file in fs::read_dir(folder).expect("tests/bad").flatten() {
        let text = fs::read_to_string(file.path()).expect("UTF-8");
        let faults = faults(&format!("\u{feff}{}", text.replace('\n', "\r\n")), marks(&text));
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", file.file_name().display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Characters that hide or overwrite what stands around them: controls, C1 controls, direction marks, line separators.
const UNSAFE: &str = "\u{1}\u{7}\u{8}\u{b}\u{c}\r\u{1b}\u{7f}\u{80}\u{85}\u{9b}\u{9f}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\
    \u{2028}\u{2029}\u{2066}\u{2069}\u{feff}\0";

#[test]
fn an_unsafe_character_is_refused_wherever_it_stands() {
    for c in UNSAFE.chars() {
        for (line, column) in [
            (format!("    because: All{c}fine\n"), 17),
            (format!("    because: \"All{c}fine\"\n"), 18),
            (format!("    because: 'All{c}fine'\n"), 18),
            (format!("    bec{c}ause: All fine\n"), 8),
            (format!("    because: All fine # so {c} they say\n"), 28),
        ] {
            let text = format!("{HEAD}    rating: green\n{line}");
            let (assessment, sink) = read(&text);
            let problems = sink.sorted();
            assert!(assessment.is_none(), "{c:?} in {line:?}");
            let first = problems.first().expect("a problem");
            let at = sink.position(first);
            assert_eq!((first.code, at.line.get(), at.column.get()), (Code::UNSAFE_CHARACTER, 8, column), "{line:?}");
            let name = format!("U+{:04X}", u32::from(c));
            assert!(first.message.contains(&name), "{}", first.message);
            assert_eq!(faults(&text, vec![Mark::error("unsafe-character", 8, column)]), Vec::<String>::new(), "{line:?}");
        }
    }
}

#[test]
fn an_escape_is_caught_in_a_text_that_spans_windows_lines() {
    let text = format!("{HEAD}    because: \"All\r\n      fine \\e[2J\"\r\n");
    reported(&text, &[Mark::error("unsafe-character", 7, 14)]);
    let text = format!("{HEAD}    because: \"All\r\n      fine \\r Nothing is\"\r\n");
    reported(&text, &[Mark::error("unsafe-character", 7, 14)]);
}

#[test]
fn a_binary_file_is_not_listed_character_by_character() {
    let text = format!("{HEAD}    because: {}\n", "\u{1}".repeat(1_000));
    let (_, sink) = read(&text);
    assert!(sink.sorted().len() <= 7, "{}", sink.sorted().len());
    let marks = (14..20).map(|column| Mark::error("unsafe-character", 7, column)).collect();
    assert_eq!(faults(&text, marks), Vec::<String>::new());
}

#[test]
fn nesting_without_end_is_reported() {
    for deep in ["[", "{a: ", "- ", "? ", "[{a: "] {
        for depth in [33, 40, 100_000] {
            let text = format!("{HEAD}    because: x\n    later:\n      {}", deep.repeat(depth));
            assert_eq!(codes(&text), [Code::TOO_DEEP], "{depth} times {deep:?}");
        }
    }
    let staircase: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(codes(&staircase), [Code::TOO_DEEP]);
}

#[test]
fn nesting_that_is_merely_silly_is_told_as_what_it_is() {
    let text = format!("{HEAD}    later: {}x{}\n", "[".repeat(20), "]".repeat(20));
    reported(&text, &[Mark::error("wrong-type", 7, 5)]);
}

#[test]
fn a_file_of_fifty_megabytes_is_not_read() {
    let text = format!("{HEAD}    because: {}\n", "x".repeat(50_000_000));
    reported(&text, &[Mark::error("too-large", 1, 1)]);
}

#[test]
fn the_largest_file_is_read_and_one_byte_more_is_not() {
    let padded = |size: usize| {
        let text = good();
        format!("{text}#{}", "x".repeat(size - text.len() - 1))
    };
    accepted(&padded(MAX_BYTES));
    reported(&padded(MAX_BYTES + 1), &[Mark::error("too-large", 1, 1)]);
}

#[test]
fn two_hundred_thousand_keys_are_too_many() {
    let keys: String = (0..200_000).map(|n| format!("  k{n}: 1\n")).collect();
    assert_eq!(codes(&format!("format: 1\nanswers:\n{keys}")), [Code::TOO_MANY_VALUES]);
    let flow: String = (0..200_000).map(|n| format!("k{n}, ")).collect();
    assert_eq!(codes(&format!("format: 1\nanswers: {{ {flow} }}\n")), [Code::TOO_MANY_VALUES]);
}

/// What is looked for behind each is not looked for to the end of a line that they share with megabytes.
#[test]
fn thirty_thousand_values_that_are_missing_on_one_line_are_each_reported() {
    let (titles, padding) = ("{ title: }, ".repeat(30_000), "x".repeat(4_000_000));
    let found = codes(&format!("{HEAD}    evidence: [{titles}] # {padding}\n"));
    assert_eq!(found.iter().filter(|code| **code == Code::EMPTY_VALUE).count(), 30_000);
}

#[test]
fn forty_thousand_unknown_answers_are_each_reported() {
    let answers: String = (0..40_000).map(|n| format!("  k{n}: {{}}\n")).collect();
    let text = HEAD.replace("  L1:\n", &answers);
    assert_eq!(codes(&text), vec![Code::UNKNOWN_REQUIREMENT; 40_000]);
}

#[test]
fn names_and_values_of_a_megabyte_are_reported_in_a_line() {
    let long = "x".repeat(1_000_000);
    reported(&format!("{HEAD}    ? {long}\n    : green\n"), &[Mark::error("unknown-field", 7, 7)]);
    reported(&format!("{HEAD}    {{ ? {long} : green }}\n"), &[Mark::error("unknown-field", 7, 9)]);
    reported(&format!("{HEAD}    rating: {long}\n"), &[Mark::error("unknown-rating", 7, 13)]);
    reported(&format!("{HEAD}    assessed: {long}\n"), &[Mark::error("bad-date", 7, 15)]);
    reported(&format!("{HEAD}    skipped: [{long}]\n"), &[Mark::error("bad-value", 7, 15)]);
    reported(&HEAD.replace("  L1:", &format!("  ? {long}\n  : {{}}")), &[Mark::error("unknown-requirement", 6, 5)]);
    reported(&HEAD.replace("@2024", &format!("@{long}")).replace("  L1:\n", ""), &[Mark::error("bad-value", 2, 11)]);
    reported(
        &HEAD.replace("2026-H2 }", &format!("2026-H2, review_months: {long} }}")).replace("  L1:\n", ""),
        &[Mark::error("wrong-type", 4, 40)],
    );
    // Without `?` a name may have 1,024 characters.
    assert_eq!(codes(&format!("{HEAD}    {long}: green\n")), [Code::SYNTAX]);
}

#[test]
fn a_mistake_at_the_end_of_a_very_long_line_is_found_there() {
    let text = HEAD.replace("  L1:\n", &format!("  L1: {{ because: {}, rating: purple }}\n", "é".repeat(1_000_000)));
    reported(&text, &[Mark::error("unknown-rating", 6, 1_000_028)]);
}

#[test]
fn advice_fits_the_mistake() {
    for (file, advice) in [
        ("tab-indented", "tabs"),
        ("tab-after-spaces", "tabs"),
        ("quote-not-closed", "quotes"),
        ("single-quote-not-closed", "quotes"),
        ("text-after-a-quote", "quotes"),
        ("bracket-not-closed", "closed"),
        ("brace-not-closed", "brackets"),
        ("merge-left-half-way", "delete the lines of marks"),
        ("colon-without-a-space-before-another-field", "write `rating: green`"),
        ("bracket-in-a-comment", "that has the # in quotes"),
        ("bracket-closed-twice", "brackets"),
        ("colon-in-a-text", "colon"),
        ("escape-that-is-none", "backslash"),
        ("text-that-starts-with-a-sign", "in quotes"),
        ("text-that-starts-with-a-percentage-sign", "in quotes"),
        ("text-that-starts-with-an-asterisk", "in quotes"),
        ("text-that-starts-with-an-exclamation-mark", "in quotes"),
        ("directive", "percentage sign"),
        ("indented-too-much", "same column"),
        ("requirement-in-small-letters", "`L1`"),
        ("rating-in-capitals", "`green`"),
        ("rating-misspelt", "`amber`"),
        ("rating-abbreviated", "`green`"),
        ("rating-of-another-scale", "red, amber and green"),
        ("standard-misspelt", "`nhs-england-vpr@2024`"),
        ("organisation-kind-misspelt", "`mental-health`"),
        ("american-spelling", "`organisation`"),
        ("format-two", "newer version"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/bad/{file}.yaml"));
        let (_, sink) = read(&fs::read_to_string(path).expect("a fixture"));
        let help: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
        assert!(help.iter().any(|h| h.contains(advice)), "{file}: {help:?}");
    }
    // Without a comment behind it the line and the next one are one text.
    let (_, sink) = read("answers:\n  L1:\n    rating:green\n    because: Agreed.\n");
    let told: Vec<String> = sink.sorted().iter().map(|d| format!("{} {:?}", sink.position(d), d.help)).collect();
    assert_eq!(told, ["3:11 Some(\"write `rating: green`\")"]);
    // What only looks like one of these mistakes is none.
    for (text, not) in [
        ("answers:\n  L1:\n    where:\n      https://example.org/a\n    note: agreed: yes\n", "write `https"),
        ("answers:\n  L1:\n    where:\n      https://example.org/a\n    : x\n", "write `https"),
        ("answers:\n  L1:\n    because: \"Ticket [see #12] was closed\"\n    rating: [amber\n", "has the # in quotes"),
        ("answers:\n  L1:\n    because: |\n      <<<<<<< in the log\n    rating: [amber\n", "the lines of marks"),
    ] {
        let (_, sink) = read(text);
        let help: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
        assert!(!help.is_empty() && !help.iter().any(|h| h.contains(not)), "{text}: {help:?}");
    }
}

proptest! {
    #![proptest_config(crate::drawn::cases(256))]

    #[test]
    fn whatever_is_done_to_a_file_it_is_read_or_said_why_not(
        cuts in cuts(),
    ) {
        let text = spoilt(&COMPLETE, cuts);
        let (assessment, sink) = read(&text);
        prop_assert_eq!(assessment.is_none(), sink.has_errors(), "{}", text);
        prop_assert_eq!(unfit(&sink), Vec::<String>::new());
        for problem in sink.sorted() {
            prop_assert!(text.get(problem.span.start..problem.span.end).is_some(), "{:?} is no place in\n{}", problem, text);
        }
    }
}
