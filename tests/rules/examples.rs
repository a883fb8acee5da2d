//! Every rule's own examples, tried: the bad one breaks the rule within itself, the good one does not.

use std::collections::BTreeSet;

use vpr::check::{Behind, Find, Rule, rules};
use vpr::diagnostic::{Code, Diagnostic};
use vpr::standard::sources;

use crate::cli::Folder;

use super::base::{check, check_text, completed, digests_now};

/// Codes whose bad example can't be written down as YAML, and the test that holds the code instead.
const NOT_IN_YAML: &[(Code, &str)] = &[
    (Code::TOO_LARGE, "bad_files::hostile, and rules::limits"),
    (Code::NOT_UTF8, "rules::limits"),
    (Code::NOT_TEXT, "verdict::unlooked"),
    (Code::TOO_MANY_VALUES, "bad_files::hostile, and rules::limits"),
    (Code::DUPLICATE_ID, "packs::bad"),
    (Code::PACK_TAKEN, "packs::bad"),
    (Code::new("no-final-newline"), "fix, as the rest of a file comes after an example"),
    (Code::new("out-of-order"), "fix, likewise"),
];

/// Demands say nothing of their own: their examples need a file of expectations, and `expectations` tries them.
pub fn is_demand(rule: &Rule) -> bool {
    rule.code.as_str().starts_with("expected-")
}

fn can_be_shown(rule: &Rule) -> bool {
    !is_demand(rule) && !matches!(rule.find, Find::Run) && NOT_IN_YAML.iter().all(|(code, _)| *code != rule.code)
}

#[test]
fn every_bad_example_breaks_its_rule_within_itself_and_no_good_one_does() {
    let mut wrong = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| can_be_shown(rule)) {
        let within = |d: &&Diagnostic| d.code == rule.code && d.span.start < rule.bad.len();
        // What makes a file empty is that there is nothing else.
        let found =
            if rule.code == Code::EMPTY { check_text(rule.bad, "2026-11-22".parse().expect("a day")) } else { check(rule.bad) };
        match found.sorted().into_iter().find(within) {
            None => wrong.push(format!("{}: the bad example does not break it: {:?}", rule.code, codes(&found))),
            Some(d) if d.severity != rule.severity => wrong.push(format!("{}: it is found as {}", rule.code, d.severity)),
            Some(d) if d.help.is_none() => wrong.push(format!("{}: no word on what to do", rule.code)),
            Some(_) => {}
        }
        let found = check(rule.good);
        let is_bad = |d: &&Diagnostic| {
            d.code == rule.code || d.code == Code::new("sign-off-stale") || d.severity == vpr::diagnostic::Severity::Error
        };
        if found.sorted().iter().any(is_bad) {
            wrong.push(format!("{}: the good example: {:?}; signed now: {:?}", rule.code, codes(&found), digests_now(rule.good)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What every answer has to have. A model that has it not would be copied.
const OF_ANSWERS: [&str; 8] = [
    "met-without-evidence",
    "evidence-undated",
    "reason-missing",
    "reason-says-nothing",
    "below-met-without-action",
    "action-without-owner",
    "action-without-date",
    "rating-missing",
];

#[test]
fn no_good_example_lacks_what_another_rule_asks_of_an_answer() {
    let mut wrong = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| can_be_shown(rule)) {
        let found = check(rule.good);
        let lacks = |d: &&Diagnostic| OF_ANSWERS.contains(&d.code.as_str()) && d.span.start < rule.good.len();
        wrong.extend(found.sorted().into_iter().filter(lacks).map(|d| format!("{}: {}", rule.code, d.message)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_said_of_a_run_is_said_by_its_example() {
    let folder = Folder::new();
    folder.write("northfield.yaml", "format: 1\nstandard: nhs-england-vpr@2024\nanswers: {}\n");
    std::fs::create_dir(folder.file("drafts")).expect("a folder");
    folder.write("drafts/notes.yaml", "minutes: of the group\n");
    folder.write("read-only.yaml", completed("answers:\n  L1: { rating: Green, because: It is there. }\n"));
    let mut mode = std::fs::metadata(folder.file("read-only.yaml")).expect("the file").permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(folder.file("read-only.yaml"), mode).expect("a read-only file");
    for rule in rules::ALL.iter().filter(|rule| matches!(rule.find, Find::Run)) {
        let is_said = |example: &str, format: &str| {
            let words = example.split_whitespace().skip(1).chain(["--format", format]);
            let ran = folder.run(&words.collect::<Vec<_>>());
            ran.out.contains(&format!("vpr {}:", rule.code)) || ran.out.contains(&format!("\"{}\"", rule.code))
        };
        for format in ["github", "gitlab"] {
            assert!(is_said(rule.bad, format), "{}: {} as {format}", rule.code, rule.bad);
            assert!(!is_said(rule.good, format), "{}: {} as {format}", rule.code, rule.good);
        }
        assert!(rule.is_fixed(), "{}: it is about no file, so nobody demands it of one", rule.code);
    }
}

fn codes(found: &vpr::diagnostic::Diagnostics) -> Vec<String> {
    found.sorted().iter().map(|d| format!("{} {}: {}", found.position(d), d.code, d.message)).collect()
}

#[test]
fn the_base_they_stand_in_is_sound() {
    assert_eq!(codes(&check("")), Vec::<String>::new(), "{}", completed(""));
}

#[test]
fn every_code_has_a_rule_and_no_code_two() {
    let of_rules: Vec<Code> = rules::ALL.iter().map(|rule| rule.code).collect();
    let missing: Vec<&Code> = Code::OF_PARSERS.iter().filter(|code| !of_rules.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(of_rules.iter().collect::<BTreeSet<_>>().len(), of_rules.len());
}

#[test]
fn every_rule_has_words_a_person_can_use() {
    let known: Vec<String> = sources::embedded().into_iter().map(|s| s.key).collect();
    let mut wrong = Vec::new();
    for rule in rules::ALL.iter() {
        let code = rule.code.as_str();
        if !code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            wrong.push(format!("{code}: not in kebab case"));
        }
        if !rule.summary.ends_with(['.', '"']) || rule.summary.len() > 130 {
            wrong.push(format!("{code}: the summary is one sentence"));
        }
        if !rule.why.ends_with('.') || rule.fix.ends_with('.') || rule.fix.chars().next().is_none_or(char::is_uppercase) {
            wrong.push(format!("{code}: `why` is in sentences, `fix` a clause"));
        }
        let ends = rule.bad.ends_with('\n') || rule.code.as_str() == "no-final-newline";
        if rule.bad == rule.good || !ends || !rule.good.ends_with('\n') {
            wrong.push(format!("{code}: two examples, of whole lines"));
        }
        match rule.behind {
            Behind::Sources(keys) => {
                wrong.extend(keys.iter().filter(|s| !known.iter().any(|k| k == *s)).map(|s| format!("{code}: no source {s}")));
                if keys.is_empty() {
                    wrong.push(format!("{code}: a rule about the subject names a source, or says why there is none"));
                }
            }
            Behind::Own(instead) if instead.len() > 20 && instead.ends_with('.') => {}
            Behind::Own(_) => wrong.push(format!("{code}: what it rests on is said in sentences")),
            Behind::Demand if is_demand(rule) => {}
            // What a parser finds, or a look at the layout: nothing else can follow from the format alone.
            Behind::Format if Code::OF_PARSERS.contains(&rule.code) || matches!(rule.find, Find::Layout(_) | Find::Run) => {}
            Behind::Demand | Behind::Format => wrong.push(format!("{code}: it rests on more than that")),
        }
        if rule.is_sensitive() != matches!(rule.find, Find::Private(_)) {
            wrong.push(format!("{code}: what is private is sensitive"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
