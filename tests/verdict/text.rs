//! The form for people, to the letter: `tests/verdict/text` holds what each file below is told, at 80 and at 40 columns.
//!
//! After a change that is meant, look at what `BLESS=1 cargo test verdict::text` changes there.

use std::fs;

use textwrap::core::display_width;
use vpr::check::{FileReport, Outcome};
use vpr::render::diagnostics::{Form, MOST};
use vpr::render::verdict::{Sheet, Text, Verdict as _, Written};

use super::report;
use crate::cli::{Folder, root};

const HEAD: &str = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: H2 }\n\
     roles: { executive_lead: A, vpr_lead: B, staff_side: C }\nanswers:\n";

/// Files that are hard to show, by name.
fn files() -> Vec<(&'static str, String)> {
    vec![
        ("plain", format!("{HEAD}  L1:\n    rating: gren\n    becuase: Some.\n")),
        ("tabs", format!("{HEAD}  L1:\n    rating:\tpurple\t# and a tab\n")),
        ("wide", format!("{HEAD}  L1: {{ because: \"漢字🦊\", rating: 紫 }}\n")),
        ("combining", format!("{HEAD}  L1: {{ because: \"Gw\u{302}yl e\u{301}e\u{301}\", rating: pu\u{308}rple }}\n")),
        ("windows", format!("\u{feff}{HEAD}  L1:\n    rating: gren\n").replace('\n', "\r\n")),
        ("byte-order-mark", "\u{feff}formt: 1\n".to_owned()),
        (
            "long-line",
            format!(
                "{HEAD}  L1: {{ because: \"{}\", rating: purple, action: \"{}\" }}\n",
                "word ".repeat(200),
                "é漢".repeat(200)
            ),
        ),
        ("long-value", format!("{HEAD}  L1:\n    rating: {}\n", "purple".repeat(60))),
        ("hidden-characters", format!("{HEAD}  L1: {{ because: \"a\u{202e}b\u{1b}[31m\", rating: purple }}\n")),
        ("two-places", format!("{HEAD}  L1:\n    rating: green\n  L2:\n    rating: red\n  L1:\n    rating: red\n")),
        ("private-line", format!("{HEAD}  L1:\n    because: patient 401 023 2137, Tel. 漢\n    rating: red\n")),
        ("empty", String::new()),
        ("end-of-file", format!("{HEAD}  L1: {{ rating: green")),
    ]
}

fn told(name: &str, text: &str, width: usize, form: Form) -> String {
    let verdict = Text { width, form, most: MOST };
    verdict.file(&report(&format!("{name}.yaml"), text)).into_iter().map(|entry| entry.text).collect()
}

#[test]
fn every_problem_stands_where_it_is() {
    let folder = root().join("tests/verdict/text");
    let mut wrong = Vec::new();
    for (name, text) in files() {
        for width in [80, 40] {
            let path = folder.join(format!("{name}-{width}.txt"));
            let told = told(name, &text, width, Form::Ascii);
            if std::env::var_os("BLESS").is_some() {
                fs::create_dir_all(&folder).and_then(|()| fs::write(&path, &told)).expect("the expected text");
            }
            let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            if told != expected {
                wrong.push(format!("{}: expected\n{expected}\nand not\n{told}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_line_is_wider_than_the_screen_and_none_is_coloured() {
    for (name, text) in files() {
        for width in [80, 40] {
            let told = told(name, &text, width, Form::Ascii);
            // A file's name is never broken: people copy it.
            let wide: Vec<&str> = told.lines().filter(|line| display_width(line) > width && !line.contains(".yaml")).collect();
            assert!(wide.is_empty() && !told.contains('\u{1b}'), "{name}: {wide:?}");
        }
    }
}

#[test]
fn counts_and_files_not_checked_fit_the_screen() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}  L1:\n    rating: gren\n"));
    folder.write("b.yaml", format!("{HEAD}  L1:\n    rating: gren\n"));
    folder.write("other file.yaml", "on: push\n");
    for width in [80, 40] {
        let verdict = Text { width, form: Form::Ascii, most: MOST };
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&verdict, &mut out);
        let outcomes = [
            (
                "other file.yaml",
                Outcome::Skipped("not an assessment: it has none of `format`, `standard` and `answers` at its top"),
            ),
            ("gone.yaml", Outcome::Missing("there is no such file or folder; check the name".to_owned())),
        ];
        for (path, outcome) in outcomes {
            sheet.add(Written::new(&verdict, &FileReport { path: path.to_owned(), uri: path.to_owned(), outcome }), &mut out);
        }
        for name in ["a.yaml", "b.yaml"] {
            sheet.add(Written::new(&verdict, &report(name, &folder.read(name))), &mut out);
        }
        sheet.end(&mut out);
        let told = String::from_utf8(out).expect("UTF-8");
        let wide: Vec<&str> = told.lines().filter(|line| display_width(line) > width && !line.contains(".yaml")).collect();
        assert!(wide.is_empty(), "{width}: {wide:#?}");
        let ends = told.lines().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" ");
        assert!(ends.contains("Not all was checked, so this is no good result."), "{told}");
    }
}

#[test]
fn the_marks_stand_below_exactly_what_is_meant() {
    for (name, text, meant) in [
        ("tabs", files()[1].1.clone(), "purple"),
        ("wide", files()[2].1.clone(), "紫"),
        ("combining", files()[3].1.clone(), "pu\u{308}rple"),
    ] {
        let told = told(name, &text, 80, Form::Ascii);
        let (_, told) = told.split_once("error[unknown-rating]").expect("the problem");
        let lines: Vec<&str> = told.lines().collect();
        let marks = lines.iter().position(|line| line.contains('^')).expect("marks");
        let (shown, marks) = (lines[marks - 1], lines[marks]);
        let before = display_width(&shown[..shown.find(meant).expect("what is meant")]);
        assert_eq!(display_width(&marks[..marks.find('^').expect("a mark")]), before, "{told}");
        assert_eq!(marks.matches('^').count(), display_width(meant), "{told}");
    }
}

#[test]
fn what_is_made_harmless_keeps_its_marks_and_its_width() {
    let commands = "##[a ##vso[b ##[c ".repeat(3);
    for (width, text) in [
        (80, format!("{HEAD}  L1: {{ later: \"##[a ##[b\", kidn: x }}\n")),
        (40, format!("{HEAD}  L1: {{ later: \"{commands}\", kidn: x, because: \"{commands}\" }}\n")),
    ] {
        let told = told("a", &text, width, Form::Ascii);
        let (_, told) = told.split_once("error[unknown-field]").expect("the problem");
        let lines: Vec<&str> = told.lines().collect();
        let marks = lines.iter().position(|line| line.contains("^^^^")).expect("marks");
        let at = |line: &str, what: &str| display_width(&line[..line.find(what).expect("what is meant")]);
        assert_eq!(at(lines[marks - 1], "kidn"), at(lines[marks], "^"), "{told}");
        assert!(lines.iter().all(|line| display_width(line) <= width && !line.contains("##[")), "{told}");
    }
}

#[test]
fn read_out_the_first_line_says_where_and_what() {
    for (name, text) in files() {
        let told = told(name, &text, 40, Form::Narrated);
        assert!(told.starts_with(&format!("{name}.yaml:")) && !told.contains('^'), "{told}");
    }
}
