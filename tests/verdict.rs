//! How `vpr check` says what it found: every format, read again by parsers that know nothing of `vpr`.

mod ci;
mod files;
mod formats;
mod hostile;
mod secrets;
mod text;
mod unlooked;

use std::sync::LazyLock;

use vpr::check::{Checked, Checker, Expectations, FileReport, Outcome, Tally};
use vpr::diagnostic::Severity;
use vpr::render::verdict::{GitHub, GitLab, JUnit, Json, Sarif, Sheet, Text, Verdict, Written};
use vpr::render::{diagnostics::Form, diagnostics::MOST};
use vpr::standard::Catalogue;
use vpr::text::{Source, is_unsafe};

/// Every format, by the name it is asked for.
pub const FORMATS: [&str; 6] = ["text", "json", "sarif", "junit", "github", "gitlab"];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

static EXPECTATIONS: LazyLock<Expectations> = LazyLock::new(Expectations::default);

/// A file as `check` sees it.
fn report(path: &str, text: &str) -> FileReport {
    let checker = Checker::new(&CATALOGUE, jiff::civil::date(2026, 11, 22), &EXPECTATIONS);
    let Checked::Assessment(problems) = checker.check(&Source::new(path, text), true) else { panic!("a named file is checked") };
    FileReport { path: path.to_owned(), uri: path.to_owned(), outcome: Outcome::Checked(problems) }
}

fn format(name: &str, most: usize) -> Box<dyn Verdict> {
    match name {
        "text" => Box::new(Text { width: 80, form: Form::Ascii, most }),
        "json" => Box::new(Json { most }),
        "sarif" => Box::new(Sarif { most }),
        "junit" => Box::new(JUnit { most, fail_on: Severity::Error }),
        "github" => Box::new(GitHub { most }),
        _ => Box::new(GitLab { most }),
    }
}

/// Files in a format, whole.
fn written(name: &str, files: &[FileReport]) -> (String, Tally) {
    let verdict = format(name, MOST);
    let mut out = Vec::new();
    let mut sheet = Sheet::new(verdict.as_ref(), &mut out);
    for file in files {
        sheet.add(Written::new(verdict.as_ref(), file), &mut out);
    }
    let tally = sheet.end(&mut out);
    (String::from_utf8(out).expect("UTF-8"), tally)
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Holds what a format promises about its form, and gives how many problems it tells of.
#[track_caller]
pub fn well_formed(name: &str, text: &str) -> usize {
    assert!(!text.contains(is_unsafe), "{name} prints what no format may: {text:?}");
    let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    match name {
        "json" => list(&json(text)["files"]).iter().map(|file| list(&file["problems"]).len()).sum(),
        "sarif" => {
            let sarif = json(text);
            let runs = list(&sarif["runs"]);
            assert_eq!(runs.len(), 1);
            let rules = list(&runs[0]["tool"]["driver"]["rules"]);
            let results = list(&runs[0]["results"]);
            for result in &results {
                let place = &result["locations"][0]["physicalLocation"];
                assert!(place["region"]["startLine"].as_u64() >= Some(1) && place["region"]["startColumn"].as_u64() >= Some(1));
                let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
                assert!(!uri.contains(|c: char| c.is_whitespace() || c.is_control() || !c.is_ascii()), "{uri}");
                if let Some(index) = result["ruleIndex"].as_u64() {
                    assert_eq!(rules[usize::try_from(index).expect("an index")]["id"], result["ruleId"]);
                }
            }
            results.iter().filter(|result| result["ruleId"] != "not-read" && result["ruleId"] != "not-written").count()
        }
        "junit" => {
            let xml = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            for suite in xml.descendants().filter(|node| node.has_tag_name("testsuite")) {
                let count = |tag: &str| suite.descendants().filter(|node| node.has_tag_name(tag)).count().to_string();
                for (attribute, tag) in
                    [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
                {
                    assert_eq!(suite.attribute(attribute), Some(count(tag).as_str()), "{attribute} in {text}");
                }
            }
            let problem = |node: &roxmltree::Node<'_, '_>| {
                node.has_tag_name("testcase")
                    && node.children().any(|n| n.has_tag_name("failure") || n.has_tag_name("system-out"))
            };
            xml.descendants().filter(problem).count()
        }
        "github" => {
            let (commands, others): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("::"));
            assert_eq!(others.len(), 1, "the counts, and no other line: {others:?}");
            assert!(!others[0].contains("##["));
            commands.iter().filter(|line| is_problem(line)).count()
        }
        "gitlab" => {
            let issues = list(&json(text));
            let mut prints: Vec<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
            prints.sort_unstable();
            prints.dedup();
            assert_eq!(prints.len(), issues.len(), "each fingerprint is there once");
            let beside = ["not-shown", "skipped", "not-read", "not-written", "nothing-checked"].map(serde_json::Value::from);
            issues.iter().filter(|issue| !beside.contains(&issue["check_name"])).count()
        }
        _ => text.lines().filter(|l| ["error[", "warning[", "note["].iter().any(|start| l.starts_with(start))).count(),
    }
}

/// Reads a workflow command as the runner does, and says whether it tells of a problem in a file.
fn is_problem(line: &str) -> bool {
    let (head, message) = line[2..].split_once("::").expect("a command has an end");
    let (name, properties) = head.split_once(' ').expect("a command has properties");
    assert!(["error", "warning", "notice"].contains(&name), "{line}");
    let keys: Vec<&str> = properties.split(',').map(|p| p.split_once('=').expect("a property has a value").0).collect();
    // What is about the whole run has no place.
    assert!(
        keys == ["title"]
            || [&["file", "line", "endLine", "col", "endColumn", "title"][..], &["file", "line", "endLine", "title"]]
                .contains(&&keys[..])
    );
    assert!(!message.is_empty());
    !["title=vpr not-shown", "title=vpr skipped", "title=vpr not-read", "title=vpr not-written", "title=vpr nothing-checked"]
        .iter()
        .any(|title| properties.ends_with(title))
}
