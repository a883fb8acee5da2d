//! Files in `tests/rules/fixtures`, each about one thing: what is found, and where, is marked on its line, and nothing else
//! may be found. Where a rule has several things to say, `# says:` holds which, `# labels:` what stands at the place,
//! `# notes:` what is added, and `# helps:` what to do. The files say only what they are about; the rest is in [`super::base`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use vpr::check::{Find, rules};
use vpr::diagnostic::{Code, Diagnostic};

use super::base::{check, digests_now};
use crate::marks::{complaints, marks};

/// Each fixture's name and text.
fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder of fixtures").flatten().map(|f| f.path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("UTF-8"))
        })
        .collect()
}

/// A part of what is said of a problem.
type Part = fn(&Diagnostic) -> &str;

/// Words of a message or of its note, as a mark holds them, and the line they are about.
fn said<'t>(text: &'t str, mark: &str) -> Vec<(usize, &'t str)> {
    let words = |line: &'t str| line.split_once(mark)?.1.split(" # ").next();
    text.lines().zip(1..).filter_map(|(line, number)| Some((number, words(line)?))).collect()
}

#[test]
fn every_fixture_gives_what_is_marked_and_nothing_else() {
    let mut wrong = Vec::new();
    for (name, text) in fixtures("tests/rules/fixtures") {
        let problems = check(&text);
        let faults = complaints(&problems, marks(&text));
        let is_on = |d: &Diagnostic, line| problems.position(d).line.get() == line;
        let parts: [(&str, Part); 4] = [
            (" # says: ", |d| &d.message),
            (" # labels: ", |d| &d.label),
            (" # notes: ", |d| d.note.as_deref().unwrap_or_default()),
            (" # helps: ", |d| d.help.as_deref().unwrap_or_default()),
        ];
        for (mark, part) in parts {
            for (line, words) in said(&text, mark) {
                if !problems.sorted().iter().any(|d| is_on(d, line) && part(d).contains(words)) {
                    wrong.push(format!("{name}: line {line}: nothing{}{words:?}", mark.replace(" # ", " ")));
                }
            }
        }
        if !faults.is_empty() && text.contains("covers:") {
            wrong.push(format!("{name}: signed now, its sign-offs would cover {:?}", digests_now(&text)));
        }
        wrong.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// No fixture, as no comment can stand within such a value.
#[test]
fn a_number_that_starts_a_value_over_two_lines_is_told_of_once() {
    let problems = check("answers:\n  L1:\n    rating: red\n    because: 943 476 5919 was moved\n      in May.\n");
    let places: Vec<_> = problems.sorted().iter().filter(|d| d.code.as_str() == "nhs-number").map(|d| d.span).collect();
    assert_eq!(places.iter().map(|at| at.end - at.start).collect::<Vec<_>>(), ["943 476 5919".len()]);
}

/// Papers and messages put one space where a text has several, or ends of lines.
#[test]
fn a_number_that_blank_lines_part_is_found() {
    for text in [
        "answers:\n  L1:\n    rating: \"943\n\n\n      476 5919\"\n",
        "answers:\n  L1:\n    because: |\n      Moved: 943\n\n      476\n\n      5919\n",
    ] {
        let problems = check(text);
        assert!(problems.sorted().iter().any(|d| d.code.as_str() == "nhs-number"), "{text}");
    }
}

/// No fixture, as no mark can stand behind what is cut short where the line ends in space.
#[test]
fn a_sentence_wrapped_before_its_number_sign_is_found_whatever_ends_the_line() {
    for end in ["\n", "  \n", "\r\n", " \r\n"] {
        let problems =
            check(&format!("answers:\n  L1:\n    rating: red\n    because: It was approved in minute{end}      #4 of May\n"));
        assert!(problems.sorted().iter().any(|d| d.code.as_str() == "text-cut-short"), "{end:?}");
    }
}

/// Codes that no fixture can hold: they are about bytes, sizes, packs, the very end of a file, and files that are none.
const ELSEWHERE: &[Code] = &[
    Code::TOO_LARGE,
    Code::NOT_UTF8,
    Code::NOT_TEXT,
    Code::TOO_MANY_VALUES,
    Code::PACK_TAKEN,
    Code::DUPLICATE_ID,
    Code::new("no-final-newline"),
    Code::new("expected-file"),
];

#[test]
fn there_are_three_hundred_and_every_code_is_in_one() {
    let all: Vec<(String, String)> = ["tests/bad", "tests/rules/fixtures"].into_iter().flat_map(fixtures).collect();
    // Those that hold nothing to find are there as well, and do not count.
    let count = all.iter().filter(|(_, text)| !marks(text).is_empty()).count();
    assert!(count >= 300, "{count} fixtures are marked");
    let unplaced: Vec<&str> =
        all.iter().filter(|(_, text)| marks(text).iter().any(|m| !m.has_place())).map(|(name, _)| name.as_str()).collect();
    assert!(unplaced.is_empty(), "a mark names its column: {unplaced:?}");
    let texts: BTreeSet<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts.len(), all.len(), "two fixtures are the same");
    let marked: BTreeSet<String> = texts.iter().flat_map(|text| marks(text)).map(|mark| mark.code().to_owned()).collect();
    let of_files = rules::ALL.iter().filter(|rule| !matches!(rule.find, Find::Run));
    let codes = of_files.map(|rule| rule.code).filter(|code| !ELSEWHERE.contains(code));
    let missing: Vec<Code> = codes.filter(|code| !marked.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
