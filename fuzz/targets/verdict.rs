//! Any text as an assessment under any name, and its problems in every format: each stays what it is.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vpr::check::{Checked, Checker, Expectations, FileReport, Outcome};
use vpr::diagnostic::Severity;
use vpr::render::diagnostics::Form;
use vpr::render::verdict::{GitHub, GitLab, JUnit, Json, Sarif, Sheet, Text, Verdict, Written};
use vpr::standard::Catalogue;
use vpr::text::{Source, clean_line, is_unsafe};

static NONE: LazyLock<Expectations> = LazyLock::new(Expectations::default);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

/// Most problems that are written of a file.
const MOST: usize = 20;

fuzz_target!(|text: &str| {
    // Its last line names it as well, so that one text makes both.
    let name = clean_line(text.lines().next_back().unwrap_or_default());
    let checker = Checker::new(&CATALOGUE, jiff::civil::date(2026, 11, 22), &NONE);
    let Checked::Assessment(problems) = checker.check(&Source::new(&*name, text), true) else { return };
    let (errors, count) = (problems.count(Severity::Error), problems.len());
    let file = FileReport { path: name.into_owned(), uri: "a.yaml".to_owned(), outcome: Outcome::Checked(problems) };

    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let written = written(&Json { most: MOST }, &file);
    assert_eq!(json(&written)["files"][0]["problems"].as_array().map(Vec::len), Some(count.min(MOST)), "{written}");
    let sarif = json(&self::written(&Sarif { most: MOST }, &file));
    assert_eq!(sarif["runs"].as_array().map(Vec::len), Some(1), "{sarif}");
    json(&self::written(&GitLab { most: MOST }, &file));

    let xml = self::written(&JUnit { most: MOST, fail_on: Severity::Error }, &file);
    let read = roxmltree::Document::parse(&xml).expect("XML");
    assert_eq!(read.descendants().any(|node| node.has_tag_name("failure")), errors > 0, "{xml}");

    // A line is a command of ours or the count at the end.
    let commands = self::written(&GitHub { most: MOST }, &file);
    assert_eq!(commands.lines().filter(|line| !line.starts_with("::")).count(), 1, "{commands}");
    assert!(commands.lines().filter(|line| line.starts_with("::")).count() <= count.min(MOST) + 1, "{commands}");

    for form in [Form::Unicode, Form::Ascii, Form::Narrated] {
        self::written(&Text { width: 60, form, most: MOST }, &file);
    }
});

/// The file in a format, which holds nothing that no format may.
fn written(verdict: &dyn Verdict, file: &FileReport) -> String {
    let mut out = Vec::new();
    let mut sheet = Sheet::new(verdict, &mut out);
    sheet.add(Written::new(verdict, file), &mut out);
    sheet.end(&mut out);
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(!text.contains(is_unsafe), "{text:?}");
    text
}
