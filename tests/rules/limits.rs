//! Rules whose examples no YAML file can show: what can't be taken as text, and what is too much of it. And that each rule
//! can be asked about.

use jiff::civil::date;
use vpr::check::rules;
use vpr::diagnostic::{Code, Diagnostic};
use vpr::paper;
use vpr::render::{Look, terminal};
use vpr::standard::sources;

use super::base::{check, check_text, completed};
use crate::cli::Folder;

fn codes(text: &str) -> Vec<Code> {
    check_text(text, "2026-11-22".parse().expect("a day")).sorted().iter().map(|d| d.code).collect()
}

#[test]
fn a_file_that_is_too_large_or_no_text_is_told_of_as_any_other() {
    let folder = Folder::new();
    folder.write("large.yaml", "# too much\n".repeat(600_000));
    folder.write("latin.yaml", b"organisation: { name: caf\xe9 }\n");
    folder.write("wide.yaml", b"\xff\xfef\0o\0r\0m\0a\0t\0");
    let ran = folder.run(&["check", "."]);
    ran.says(1, &["error[too-large]", "error[not-utf8]: from here on", "error[not-utf8]: this file is UTF-16", "3 checked"]);
}

#[test]
fn too_many_values_and_levels_are_one_problem_each() {
    assert_eq!(codes(&completed(&format!("paper: [{}]\n", "1, ".repeat(100_000)))), [Code::TOO_MANY_VALUES]);
    assert_eq!(codes(&completed(&format!("paper: {}1{}\n", "[".repeat(33), "]".repeat(33)))), [Code::TOO_DEEP]);
    assert_ne!(codes(&completed(&format!("paper: {}1{}\n", "[".repeat(31), "]".repeat(31)))), [Code::TOO_DEEP]);
}

#[test]
fn a_list_at_the_top_is_said_to_be_held_against_no_rule() {
    let problems = check_text("- rating: green\n", "2026-11-22".parse().expect("a day"));
    let notes: Vec<_> = problems.sorted().iter().map(|d| (d.code, d.note.clone().unwrap_or_default())).collect();
    assert!(matches!(notes.as_slice(), [(Code::WRONG_TYPE, note)] if note.contains("held against no rule")), "{notes:?}");
}

#[test]
fn only_where_something_is_signed_is_it_said_that_sign_offs_are_not_compared() {
    let is_said = |sign_off: &str| {
        let found = check(&format!("{sign_off}\nanswers:\n  L1: {{ raating: red }}\n"));
        found.sorted().iter().any(|d| d.note.as_deref().is_some_and(|note| note.contains("whether the sign-offs cover")))
    };
    let signed = "sign_off: [{ role: staff-side, name: Ann, on: 2026-10-30, covers: sha256:0 }]";
    assert_eq!(["", "sign_off:", "sign_off: []", signed].map(is_said), [false, false, false, true]);
}

#[test]
fn a_field_that_belongs_nowhere_is_not_said_to_be_missing_elsewhere() {
    let told = |field: &str| {
        let found = check(&format!("# without: answers, roles\nanswers:\n  L1:\n    rating: green\n    {field}: Agreed.\n"));
        let notes: Vec<String> = found.sorted().iter().filter_map(|d| d.note.clone()).collect();
        notes.iter().any(|note| note.contains("where it belongs"))
    };
    assert_eq!(["becuase", "meeting", "L2", "roles", "vpr-lead"].map(told), [false, false, true, true, true]);
}

#[test]
fn what_is_not_judged_is_said_where_it_is_missing_and_nowhere_else() {
    for (text, words, missing) in [
        ("# without: format, organisation, cycle\n", "judged by the days of the cycle", "`cycle`"),
        ("# without: format, standard\n", "held against no rule", "`standard`"),
    ] {
        let found = check(text);
        let told: Vec<&Diagnostic> =
            found.sorted().into_iter().filter(|d| d.note.as_ref().is_some_and(|n| n.contains(words))).collect();
        assert!(matches!(told.as_slice(), [only] if only.message.contains(missing)), "{told:#?}");
    }
    for text in ["", "# Nothing.\n"] {
        let found = check_text(text, date(2026, 11, 22));
        assert!(found.sorted().iter().all(|d| d.note.is_none()) && found.has_errors(), "it says itself that nothing is there");
    }
}

#[test]
fn what_is_missing_of_the_file_is_no_fault_of_the_field_that_stands_first() {
    let found =
        check("answers:\n  L1:\n    rating: green\n    because: A director holds it.\n# without: organisation, answers\n");
    let codes: Vec<&str> = found.sorted().iter().map(|d| d.code.as_str()).collect();
    assert!(["missing-field", "not-assessed", "met-without-evidence"].iter().all(|code| codes.contains(code)), "{codes:?}");
    let missing = check("answers:\n  L1: { rating: purple }\n# without: organisation, answers\n");
    let at_missing = missing.sorted().iter().find(|d| d.code == Code::MISSING_FIELD).and_then(|d| d.note.clone());
    assert!(!at_missing.unwrap_or_default().contains("no rule looks"), "that is about L1 alone");
    // Without answers nothing is assessed, whatever else is missing.
    let found = check("# without: organisation, answers\npaper: {}\n".replace("answers", "answers, roles").as_str());
    let told: Vec<&str> =
        found.sorted().iter().filter(|d| d.code.as_str() == "not-assessed").map(|d| d.message.as_str()).collect();
    assert_eq!(told, ["nothing is assessed yet"]);
}

#[test]
fn a_note_says_how_much_is_not_looked_at_and_no_more() {
    let note = |text: &str, code: Code| {
        let found = check(text);
        found.sorted().iter().find(|d| d.code == code).and_then(|d| d.note.clone()).unwrap_or_default()
    };
    let broken = |answers: &str| note(&format!("answers:\n{answers}"), Code::UNKNOWN_RATING);
    assert_eq!(broken("  L1: { rating: purple }\n"), "until this is put right, no rule looks at this answer");
    let two = broken("  L1: { rating: purple }\n  L3: { rating: purple }\n");
    assert_eq!(two, "until this is put right, no rule looks at this answer or at 1 other with an error");
    let hidden = broken("  L1: { rating: purple }\n  L99: { rating: red }\n");
    assert!(hidden.ends_with("or at 1 other with an error, and what is not answered is not listed"), "{hidden}");
    // No answer is at fault for what stands among them.
    let among = note("answers:\n  L1: { rating: red }\n  sign_off: []\n", Code::UNKNOWN_REQUIREMENT);
    assert_eq!(among, "it may be what is missing where it belongs: until this is put right, no rule looks at `sign_off`");
    let all = "cycle: { name: H2, opened: 2026-10-01, submitted: 2026-11-20, meeting: 2027-01-28, review_months: 6, foo: x }\n";
    assert_eq!(note(all, Code::UNKNOWN_FIELD), "", "there is no day that it could stand for");
}

#[test]
fn an_answer_at_the_top_is_sent_below_the_answers() {
    let help = |answers: &str| {
        let found = check(&format!("# without: answers\n{answers}\nL2: {{ rating: green }}\n"));
        found.sorted().iter().find(|d| d.code == Code::UNKNOWN_FIELD).and_then(|d| d.help.clone()).unwrap_or_default()
    };
    assert_eq!(help("answers: {}"), "it belongs below `answers`, indented by two spaces, with all that is in it further in");
    let beside = help("answers:\n    L1: { later: Ask. }");
    assert_eq!(beside, "it belongs below `answers`, in the same column as the other answers, with all that is in it further in");
    assert!(!help("answers: {}\nfoo:\n  L3: {}").contains("column"), "what only holds one is no answer");
}

#[test]
fn many_overdue_actions_have_each_a_place() {
    let answers: String = (1..=7)
        .map(|n| format!("  L{n}: {{ rating: red, because: No {n}., actions: [{{ what: Do it, owner: VPR lead, due: 2026-10-0{n} }}], assessed: 2026-10-14 }}\n"))
        .collect();
    let found = check(&format!("answers:\n{answers}"));
    let sorted = found.sorted();
    let overdue = sorted.iter().find(|d| d.code.as_str() == "action-overdue").expect("a finding");
    let lines: Vec<usize> = overdue.related.iter().map(|(span, _)| found.source().position(span.start).line.get()).collect();
    assert_eq!((found.position(overdue).line.get(), lines), (2, (3..=8).collect()));
}

#[test]
fn a_cycle_of_forty_thousand_days_that_nobody_knows_is_told_of_in_time() {
    let days: String = (0..40_000).map(|n| format!("  k{n}: 2026-10-01\n")).collect();
    let found = check(&format!("cycle:\n  name: 2026-H2\n{days}"));
    assert!(found.len() >= 40_000);
    let told: Vec<String> =
        found.sorted().iter().filter_map(|d| d.note.clone()).filter(|n| n.contains("for which it may stand")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn every_rule_is_listed_and_can_be_explained() {
    let folder = Folder::new();
    let list = folder.run(&["check", "--list-rules"]).quiet();
    let read_out = folder.run_with(&["check", "--list-rules", "--accessible"], b"", &[("VPR_STANDARDS", ".")]);
    assert!(read_out.status == 0 && read_out.out.contains("met-without-evidence"), "{read_out:#?}");
    folder.run(&["check", "--list-rules", "a.yaml"]).says(2, &["cannot be used with"]);
    let sources = sources::embedded();
    for rule in rules::ALL.iter() {
        let code = rule.code.as_str();
        assert!(list.contains(code), "{code} is not listed");
        let told = terminal::write(&paper::rule(rule, &sources), 80, Look::Plain);
        for part in [code, "Why", "Breaks the rule", "Put right", rule.bad.lines().next().unwrap_or_default()] {
            assert!(told.contains(part), "{code} is explained without {part:?}: {told}");
        }
    }
    folder.run(&["explain", "unknown-rating"]).says(0, &["A rating is not one of the standard's scale."]);
    folder.run(&["explain", "evidence-undated"]).says(0, &["its evidence has no date", "Health and Safety Executive"]);
}
