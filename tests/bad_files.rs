//! Assessments with mistakes: each is reported at its line, none is made up, none is passed over.
//!
//! Files in `tests/bad` carry their marks beside the mistakes. What can't carry a comment is built in code.

pub mod every_field;
mod hostile;
mod slips;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use vpr::assessment::{Assessment, parse};
use vpr::diagnostic::{Diagnostics, Severity};
use vpr::standard::Catalogue;
use vpr::text::Source;

use crate::marks::{Mark, complaints, marks};

/// The start of a file that has what a file must have, six lines.
const HEAD: &str = "\
format: 1
standard: nhs-england-vpr@2024
organisation: { name: Northfield NHS Foundation Trust }
cycle: { name: 2026-H2 }
answers:
  L1:
";

/// Reading the packs takes longer than all else here together.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

fn read(text: &str) -> (Option<Assessment>, Diagnostics) {
    let source = Source::new("a.yaml", text);
    let mut sink = Diagnostics::new(source.clone());
    (parse(&source, &CATALOGUE, &mut sink), sink)
}

/// What is wrong with how a text was read.
fn faults(text: &str, expected: Vec<Mark>) -> Vec<String> {
    let (assessment, sink) = read(text);
    let mut faults = complaints(&sink, expected);
    if assessment.is_some() == sink.has_errors() {
        faults.push(format!("{} errors, and an assessment: {}", sink.count(Severity::Error), assessment.is_some()));
    }
    faults
}

/// Exactly these problems are reported.
#[track_caller]
fn reported(text: &str, expected: &[Mark]) {
    assert_eq!(faults(text, expected.to_vec()), Vec::<String>::new());
}

/// The text is read without a problem.
#[track_caller]
fn accepted(text: &str) -> Assessment {
    let (assessment, sink) = read(text);
    let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{}: {}", sink.position(d), d.message)).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assessment.expect("an assessment")
}

#[test]
fn every_mistake_is_reported_where_it_is_and_nothing_else_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut files: Vec<_> = fs::read_dir(folder).expect("tests/bad").flatten().map(|f| f.path()).collect();
    files.sort();
    assert!(files.len() >= 90, "{} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("UTF-8");
        let expected = marks(&text);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if expected.is_empty() {
            wrong.push(format!("{name}: nothing is marked"));
        }
        wrong.extend(faults(&text, expected).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_answer_to_another_text_of_the_pack_is_warned_of_and_read_all_the_same() {
    let digest = format!("sha256:{}", "0".repeat(64));
    let text = HEAD.replace("organisation:", &format!("pack: {digest} # warning: pack-changed at 7\norganisation:"));
    let text = format!("{text}    rating: green\n");
    reported(&text, &marks(&text));
    assert_eq!(read(&text).0.and_then(|a| a.pack).map(|p| p.to_string()), Some(digest));
}
