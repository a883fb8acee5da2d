//! Expectations: a mistake in them has a place, and each demand finds the file that does not meet it.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::date;
use vpr::assessment::sign_off::signed;
use vpr::assessment::{Role, parse as parse_assessment, to_yaml};
use vpr::check::{Checked, Checker, Expectations, expect, rules};
use vpr::diagnostic::{Diagnostics, Severity};
use vpr::standard::{Catalogue, StandardRef};
use vpr::text::Source;

use crate::cli::Folder;
use crate::marks::{complaints, marks};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

fn parse(name: &str, text: &str) -> (Option<Expectations>, Diagnostics) {
    let source = Source::new(name, text);
    let mut sink = Diagnostics::new(source.clone());
    (expect::parse(&source, &CATALOGUE, &mut sink), sink)
}

#[track_caller]
fn expectations(text: &str) -> Expectations {
    let (expectations, sink) = parse("vpr.toml", &format!("format = 1\n{text}"));
    let told: Vec<&str> = sink.sorted().iter().map(|d| d.message.as_str()).collect();
    expectations.unwrap_or_else(|| panic!("{told:?}"))
}

/// The demands that a submission does not meet: code, line, message and note.
fn unmet(expectations: &Expectations, submission: &str) -> Vec<(String, usize, String)> {
    let source = Source::new("a.yaml", submission);
    let checked = Checker::new(&CATALOGUE, date(2026, 11, 23), expectations).check(&source, false);
    let (Checked::Assessment(sink) | Checked::Refused(sink)) = checked else {
        return vec![("skipped".to_owned(), 0, String::new())];
    };
    let unmet = sink.sorted();
    let unmet = unmet.iter().filter(|d| d.code.as_str().starts_with("expected-"));
    let told = |note: &Option<String>| note.clone().unwrap_or_default();
    unmet.map(|d| (d.code.to_string(), sink.position(d).line.get(), format!("{} | {}", d.message, told(&d.note)))).collect()
}

#[track_caller]
fn only(demands: &str, submission: &str, code: &str, line: usize, words: &[&str]) {
    let found = unmet(&expectations(demands), submission);
    let [(found_code, found_line, told)] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((found_code.as_str(), *found_line), (code, line), "{told}");
    for word in words {
        assert!(told.contains(word), "no {word:?} in {told:?}");
    }
}

const HEAD: &str =
    "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: N }\ncycle: { name: H2, meeting: 2027-01-28 }\nanswers:\n";

fn answers(lines: &str) -> String {
    format!("{HEAD}{lines}")
}

#[test]
fn a_mistake_in_expectations_is_reported_where_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expect");
    for file in fs::read_dir(folder).expect("tests/expect").flatten() {
        let text = fs::read_to_string(file.path()).expect("UTF-8");
        let (expectations, sink) = parse("vpr.toml", &text);
        assert_eq!(complaints(&sink, marks(&text)), Vec::<String>::new(), "{}", file.path().display());
        assert!(expectations.is_none(), "{}", file.path().display());
    }
}

#[test]
fn a_demand_below_another_table_is_sent_to_the_top() {
    for (line, field) in [
        ("allow_skipped = false", "allow_skipped"),
        ("oldest_months = 6", "oldest_months"),
        ("signed = [\"staff-side\"]", "signed"),
    ] {
        for table in [
            "[[requirement]]\nid = \"L1\"\nat_least = \"amber\"",
            "[at_most]\nnot_assessed = 3",
            "[rules]\nnot-assessed = \"error\"",
        ] {
            let (_, sink) = parse("vpr.toml", &format!("format = 1\nstandard = \"nhs-england-vpr@2024\"\n{table}\n{line}\n"));
            let told: Vec<String> =
                sink.sorted().iter().map(|d| format!("{} | {}", d.message, d.help.clone().unwrap_or_default())).collect();
            assert!(
                matches!(told.as_slice(), [only] if only.contains(field) && only.contains("at the top of the file")),
                "{told:#?}"
            );
        }
    }
}

#[test]
fn a_word_without_quotes_is_told_which_words_there_are() {
    for (line, words) in
        [("reason-repeated = false", "error, warning, note"), ("not_assessed = \"error\"", "did you mean `not-assessed`?")]
    {
        let (_, sink) = parse("vpr.toml", &format!("format = 1\n[rules]\n{line}\n"));
        let told: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
        assert!(matches!(told.as_slice(), [only] if only.contains(words)), "{told:#?}");
    }
}

#[test]
fn a_rule_that_can_not_be_changed_is_told_with_why() {
    for (rule, words) in [("syntax", "stays an error"), ("pack-changed", ""), ("not-shown", "is about no assessment")] {
        let (_, sink) = parse("vpr.toml", &format!("format = 1\n[rules]\n{rule} = \"off\"\n"));
        let told: Vec<&str> = sink.sorted().iter().map(|d| d.message.as_str()).collect();
        assert!(
            if words.is_empty() { told.is_empty() } else { matches!(told.as_slice(), [only] if only.contains(words)) },
            "{told:#?}"
        );
    }
}

#[test]
fn the_examples_are_sound_and_each_line_of_them_does_something() {
    for name in ["commissioner", "trust"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/expectations/{name}.toml"));
        let (expectations, sink) = parse(name, &fs::read_to_string(path).expect("an example"));
        assert!(sink.is_empty() && expectations.is_some(), "{name}");
    }
}

#[test]
fn a_named_requirement_rated_lower_is_found_at_its_rating() {
    let demand =
        "standard = \"nhs-england-vpr@2024\"\n[[requirement]]\nid = \"L1\"\nat_least = \"amber\"\nbecause = \"we said so\"\n";
    only(
        demand,
        &answers("  L1: { rating: red }\n"),
        "expected-rating",
        6,
        &["L1 is red", "at least amber", "vpr.toml, line 4: we said so"],
    );
    only(demand, &answers("  L2: { rating: red }\n"), "expected-rating", 5, &["L1 is not assessed"]);
    assert!(unmet(&expectations(demand), &answers("  L1: { rating: amber }\n")).is_empty());
    assert!(unmet(&expectations(demand), &answers("  L1: { rating: green }\n")).is_empty());
    // Who could put aside what is demanded by name would meet every demand.
    let left_out = "  L1: { not_applicable: Why., approved_by: Executive lead, assessed_by: VPR lead }\n";
    only(demand, &answers(left_out), "expected-rating", 6, &["L1 is not applicable, and at least amber"]);
    only(demand, &answers("  L1: { not_applicable: Why. }\n"), "expected-rating", 6, &["not approved"]);
    let shown = "standard = \"nhs-england-vpr@2024\"\n[[requirement]]\nid = \"L1\"\nshown = true\n";
    only(shown, &answers(left_out), "expected-evidence", 6, &["L1 is not applicable, and is expected to be rated"]);
    // What nobody rated is shown by nothing, whatever is named.
    let named = "  L1: { later: Ask., evidence: [{ title: Minute, dated: 2026-09-30 }] }\n";
    only(shown, &answers(named), "expected-evidence", 6, &["L1 is not assessed, and is expected to be rated"]);
    only(&format!("{demand}shown = true\n"), &answers(left_out), "expected-rating", 6, &["L1 is not applicable"]);
}

#[test]
fn a_demand_is_told_with_what_the_demands_are_called() {
    let demand =
        "standard = \"nhs-england-vpr@2024\"\n[[requirement]]\nid = \"L1\"\nat_least = \"green\"\nbecause = \"It is law\"\n";
    let told = |title: &str| {
        unmet(&expectations(&format!("title = \"{title}\"\n{demand}")), &answers("  L1: { rating: red }\n")).remove(0).2
    };
    assert!(
        told("ICB, 2026-H2").ends_with("| expected by “ICB, 2026-H2” (vpr.toml, line 5): It is law"),
        "{}",
        told("ICB, 2026-H2")
    );
    assert!(told("Ring 07700 900123").ends_with("| expected by vpr.toml, line 5: It is law"), "a number is in no message");
}

#[test]
fn evidence_is_demanded_on_the_day_of_the_meeting() {
    let demand = "standard = \"nhs-england-vpr@2024\"\n[[requirement]]\nid = \"L1\"\nshown = true\n";
    let with = |dated: &str| answers(&format!("  L1: {{ rating: green, evidence: [{{ title: A, dated: {dated} }}] }}\n"));
    assert!(unmet(&expectations(demand), &with("2026-01-28")).is_empty());
    only(demand, &with("2026-01-27"), "expected-evidence", 6, &["L1 has no evidence", "28 January 2027"]);
}

#[test]
fn counts_are_compared_at_their_limit() {
    let most = |n: usize| format!("[at_most]\nnot_assessed = {n}\n");
    let one = answers("  L1: { rating: red }\n");
    assert!(unmet(&expectations(&most(51)), &one).is_empty());
    only(&most(50), &one, "expected-assessed", 5, &["51 requirements are not assessed", "at most 50"]);
    let left_out = answers("  I7: { not_applicable: None., approved_by: Executive lead }\n");
    assert!(unmet(&expectations("[at_most]\nnot_applicable = 1\n"), &left_out).is_empty());
    only(
        "[at_most]\nnot_applicable = 0\n",
        &left_out,
        "expected-applicable",
        5,
        &["1 requirement is put down as not applicable (I7)"],
    );
}

#[test]
fn a_floor_is_compared_with_the_exact_score() {
    let floor = |least: u32| format!("[[floor]]\nleast = {least}\nstage = \"plan\"\n");
    let rated = answers("  L1: { rating: green }\n");
    assert!(unmet(&expectations(&floor(0)), &rated).is_empty());
    only(&floor(100), &rated, "expected-floor", 5, &["the stage Plan is 8%", "at least 100%"]);
    only(
        "standard = \"nhs-england-vpr@2024\"\n[[floor]]\nleast = 100\ndomain = \"leadership\"\n",
        &rated,
        "expected-floor",
        5,
        &["the domain Leadership"],
    );
    only("[[floor]]\nleast = 2\n", &rated, "expected-floor", 5, &["the whole is just below 2%", "at least 2%"]);
}

#[test]
fn where_there_is_no_score_no_floor_is_reached() {
    let standard = CATALOGUE.find(&StandardRef::parse("nhs-england-vpr@2024").expect("a reference")).expect("a pack");
    let line =
        |id| format!("  {id}: {{ not_applicable: We have none of this., approved_by: Executive lead, assessed_by: VPR lead }}\n");
    let nothing: String = standard.rated().map(|row| line(&row.id)).collect();
    let floor = "[[floor]]\nleast = 1\n";
    only(floor, &answers(&nothing), "expected-floor", 5, &["the whole has no project score, as nothing in it applies"]);
    let agreement = answers("  WAL-1: { rating: met }\n").replace("nhs-england-vpr", "nhs-wales-orv");
    assert_eq!(unmet(&expectations("[[floor]]\nleast = 0\n"), &agreement), []);
    only(floor, &agreement, "expected-floor", 5, &["as nhs-wales-orv@2024 is an agreement", "at least 1% is expected"]);
}

#[test]
fn a_mistake_in_expectations_is_told_in_the_format_asked_for() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    folder.write("vpr.toml", "format = 1\nsigned = \"staff-side\"\n[requirement]\nid = \"L1\"\n");
    for format in ["json", "sarif", "junit", "github", "gitlab"] {
        let args = ["check", "northfield-acute.yaml", "--expect", "vpr.toml", "--format", format];
        let ran = folder.run(&args).says(1, &["No assessment was checked: vpr.toml has to be put right first"]);
        assert!(ran.out.contains("wrong-type") && ran.out.contains("`signed` has to be a list"), "{format}: {ran:#?}");
        assert!(ran.out.contains("signed = [") && ran.out.contains("[[requirement]]"), "help fits TOML: {ran:#?}");
        assert!(!ran.out.contains("northfield-acute"), "{ran:#?}");
        assert!(format!("{}{}", ran.out, ran.err).contains("Nothing was checked"), "{ran:#?}");
        folder.write("private.toml", "format = 1\n\"\\u0039434765919\" = 1\n");
        let ran = folder.run(&["check", "northfield-acute.yaml", "--expect", "private.toml", "--format", format]);
        assert!(ran.status == 1 && !format!("{}{}", ran.out, ran.err).contains("434765919"), "{ran:#?}");
        let ran = folder.run(&["check", "northfield-acute.yaml", "--expect", "gone.toml", "--format", format]);
        assert!(ran.status == 3 && ran.out.contains("no such file"), "{format}: {ran:#?}");
    }
}

#[test]
fn editions_packs_signatures_and_age_are_demanded() {
    let old = answers("  L1: { rating: green, assessed: 2026-05-22 }\n  L2: { rating: green, assessed: 2026-05-23 }\n");
    only("oldest_months = 6\n", &old, "expected-recent", 6, &["1 answer is older than 6 months: L1"]);
    only("signed = [\"staff-side\"]\n", &answers("  L1: { rating: red }\n"), "expected-sign-off", 1, &["as staff side"]);
    let other = answers("  PLAN-1: { rating: met }\n").replace("@2024", "@2020");
    only("standard = \"nhs-england-vpr@2024\"\n", &other, "expected-standard", 2, &["answers nhs-england-vpr@2020"]);
    assert!(unmet(&expectations("standard = \"nhs-england-vpr@2021\"\n"), &other).is_empty(), "an edition by its other name");
    assert!(unmet(&expectations("packs = \"embedded\"\n"), &other).is_empty());
}

#[test]
fn a_sign_off_is_demanded_that_covers_what_is_there() {
    let demand = "signed = [\"staff-side\"]\n";
    let source = Source::new("a.yaml", answers("  L1: { rating: green }\n"));
    let assessment = parse_assessment(&source, &CATALOGUE, &mut Diagnostics::new(source.clone())).expect("sound");
    let standard = CATALOGUE.find(&assessment.standard).expect("a pack");
    let by = |role| to_yaml(&signed(&assessment, role, "A Person".to_owned(), date(2026, 11, 20), Vec::new()), standard);
    let file = by(Role::StaffSide);
    assert_eq!(unmet(&expectations(demand), &file), []);
    let line = 1 + file.lines().position(|line| line.contains("role: staff-side")).expect("a sign-off");
    let changed = file.replace("rating: green", "rating: red");
    only(demand, &changed, "expected-sign-off", line, &["as staff side is there", "does not cover", "L1 changed since"]);
    assert!(!unmet(&expectations(demand), &changed)[0].2.contains("A Person"));
    let other = by(Role::ExecutiveLead);
    let line = 1 + other.lines().position(|line| line.starts_with("sign_off:")).expect("sign-offs");
    only(demand, &other, "expected-sign-off", line, &["there is no sign-off as staff side"]);
}

#[test]
fn a_file_that_is_no_assessment_is_passed_over_unless_that_is_refused() {
    let notes = "title: Notes, ring 07700 900123\n";
    assert_eq!(unmet(&expectations(""), notes)[0].0, "skipped");
    only("allow_skipped = false\n", notes, "expected-file", 1, &["not an assessment", "vpr.toml, line 2"]);
}

#[test]
fn what_is_sound_in_a_file_with_errors_is_compared_and_the_rest_is_named() {
    let demands = "standard = \"nhs-england-vpr@2024\"\nsigned = [\"staff-side\"]\noldest_months = 6\n[at_most]\nnot_assessed = 0\n\
        [[requirement]]\nid = \"L1\"\nat_least = \"green\"\n[[requirement]]\nid = \"L2\"\nat_least = \"green\"\n\
        [[requirement]]\nid = \"L3\"\nat_least = \"green\"\n[[floor]]\nleast = 50\n";
    let demands = expectations(demands);
    let broken = answers("  L1: { rating: red, assessed: 2026-01-01 }\n  L2: { rating: purple }\n");
    let found = unmet(&demands, &broken);
    let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    let expected = ["expected-sign-off", "expected-not-compared", "expected-rating", "expected-rating", "expected-recent"];
    assert_eq!(codes, expected, "{found:#?}");
    assert!(found[2].2.contains("L3 is not assessed"), "no name of the answers can stand for it: {found:#?}");
    let (_, _, told) = &found[1];
    for open in ["with vpr.toml", "L2", "how many are not assessed", "the score of the whole", "the answers with errors"] {
        assert!(told.contains(open), "{open} in {told}");
    }
    assert!(!told.contains("L1") && !told.contains("sign-off"), "{told}");
    // One that is not there may stand under a name that is none.
    let found = unmet(&demands, &answers("  L1: { rating: red, assessed: 2026-01-01 }\n  L33: { rating: green }\n"));
    assert!(found.iter().any(|f| f.0 == "expected-not-compared" && f.2.contains("L3")), "{found:#?}");
    assert!(!found.iter().any(|f| f.2.contains("L3 is not assessed")), "{found:#?}");
    // One that stands out of place may be any that is missing, and is one of those that are counted.
    let found =
        unmet(&demands, &format!("{}L2:\n  L3: {{ rating: green }}\n", answers("  L1: { rating: red, assessed: 2026-01-01 }\n")));
    let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    assert_eq!(codes, ["expected-sign-off", "expected-not-compared", "expected-rating", "expected-recent"], "{found:#?}");
    for open in ["L2", "L3", "how many are not assessed", "the score of the whole"] {
        assert!(found[1].2.contains(open), "{open} in {found:#?}");
    }
    // What a sign-off covers can't be said, and whose there is none can.
    let signed_by = |role| {
        let covers = "0".repeat(64);
        let signed =
            format!("{broken}sign_off:\n  - {{ role: {role}, name: A Person, on: 2026-11-20, covers: 'sha256:{covers}' }}\n");
        unmet(&expectations("signed = [\"staff-side\"]\n"), &signed)
            .into_iter()
            .map(|(code, _, told)| (code, told))
            .collect::<Vec<_>>()
    };
    let found = signed_by("staff-side");
    assert!(
        matches!(found.as_slice(), [(code, told)] if code == "expected-not-compared" && told.contains("as staff side")),
        "{found:#?}"
    );
    let found = signed_by("executive-lead");
    assert!(
        matches!(found.as_slice(), [(code, told)] if code == "expected-sign-off" && told.contains("there is no")),
        "{found:#?}"
    );
    // Another edition is another edition, whatever else is wrong.
    let other = answers("  PLAN-1: { rating: purple }\n").replace("@2024", "@2020");
    assert!(unmet(&demands, &other).iter().any(|(code, ..)| code == "expected-standard"));
    // A day that can't be read leaves open what is judged by it, and no more.
    let shown = "[[requirement]]\nid = \"L3\"\nat_least = \"green\"\nshown = true\n";
    let shown = format!("standard = \"nhs-england-vpr@2024\"\n{shown}");
    let undated = answers("  L3: { rating: red }\n").replace("2027-01-28", "soon");
    let found = unmet(&expectations(&shown), &undated);
    let told: Vec<(&str, bool)> = found.iter().map(|f| (f.0.as_str(), f.2.contains("the evidence for L3"))).collect();
    assert_eq!(told, [("expected-not-compared", true), ("expected-rating", false)]);
    // Nothing to go by: no YAML, no standard.
    for text in [format!("{HEAD}  L1: ["), "format: 1\nanswers: {}\n".to_owned()] {
        let found = unmet(&demands, &text);
        assert!(matches!(found.as_slice(), [(code, 1, _)] if code == "expected-not-compared"), "{text}: {found:#?}");
        assert_eq!(unmet(&expectations("title = \"Nothing\"\n"), &text), [], "nothing is demanded");
    }
    assert_eq!(
        unmet(&demands, &answers("  L1: { rating: green }\n")).iter().filter(|f| f.0 == "expected-not-compared").count(),
        0
    );
}

#[test]
fn what_has_no_day_or_is_only_carried_is_not_recent() {
    let demand = "oldest_months = 6\n";
    only(demand, &answers("  L1: { rating: green }\n"), "expected-recent", 6, &["1 answer has no day of assessment", "L1"]);
    only(
        demand,
        &answers("  L1: { rating: green, assessed: 2026-11-24 }\n"),
        "expected-recent",
        6,
        &["1 answer is of a day to come", "L1"],
    );
    assert_eq!(unmet(&expectations(demand), &answers("  L1: { rating: green, assessed: 2026-11-23 }\n")), []);
    let carried = "  L1: { carried: [{ from: nhs-england-vpr@2024, requirement: L1, relation: equal, rating: green, assessed: 2026-11-01 }] }\n";
    only(demand, &answers(carried), "expected-recent", 6, &["1 answer is carried over and not confirmed", "L1"]);
}

#[test]
fn rules_change_their_severity_or_fall_silent() {
    let source = Source::new("a.yaml", answers("  L1: { rating: red, because: Why. }\n"));
    let found = |rules: &str| {
        let expectations = expectations(&format!("[rules]\n{rules}"));
        let Checked::Assessment(sink) = Checker::new(&CATALOGUE, date(2026, 11, 23), &expectations).check(&source, true) else {
            panic!("an assessment")
        };
        sink.sorted().iter().find(|d| d.code.as_str() == "below-met-without-action").map(|d| d.severity)
    };
    assert_eq!(found(""), Some(Severity::Warning));
    assert_eq!(found("below-met-without-action = \"error\"\n"), Some(Severity::Error));
    assert_eq!(found("below-met-without-action = \"note\"\n"), Some(Severity::Note));
    assert_eq!(found("below-met-without-action = \"off\"\n"), None);
    // What is demanded as well, and what is said where nothing can be.
    let demand = "standard = \"nhs-england-vpr@2020\"\nallow_skipped = false\n[rules]\n";
    for (code, text) in [
        ("expected-standard", source.text()),
        ("expected-not-compared", "format: 1\nanswers: [\n"),
        ("expected-file", "title: Notes\n"),
    ] {
        let severity = |word: &str| {
            let expectations = expectations(&format!("{demand}{code} = \"{word}\"\n"));
            let checker = Checker::new(&CATALOGUE, date(2026, 11, 23), &expectations);
            let checked = checker.check(&Source::new("a.yaml", text), false);
            let (Checked::Assessment(sink) | Checked::Refused(sink)) = checked else { return None };
            sink.sorted().iter().find(|d| d.code.as_str() == code).map(|d| d.severity)
        };
        assert_eq!(["error", "warning", "off"].map(severity), [Some(Severity::Error), Some(Severity::Warning), None], "{code}");
    }
}

#[test]
fn whatever_is_demanded_alone_a_file_that_can_not_be_compared_says_so() {
    for demand in [
        "standard = \"nhs-england-vpr@2024\"\n",
        "packs = \"embedded\"\n",
        "standard = \"nhs-england-vpr@2024\"\n[[requirement]]\nid = \"L1\"\nshown = true\n",
        "[at_most]\nnot_assessed = 1\n",
        "[at_most]\nnot_applicable = 1\n",
        "signed = [\"staff-side\"]\n",
        "oldest_months = 6\n",
        "[[floor]]\nleast = 10\n",
    ] {
        only(demand, "format: 1\nanswers: [\n", "expected-not-compared", 1, &["until the errors in this file are put right"]);
    }
    assert!(unmet(&expectations("allow_skipped = false\n"), "format: 1\nanswers: [\n").is_empty());
}

#[test]
fn each_demand_comes_with_the_help_of_its_own_rule() {
    let source = Source::new("a.yaml", answers("  L1: { rating: red }\n"));
    let demands = expectations(
        "standard = \"nhs-england-vpr@2024\"\nsigned = [\"staff-side\"]\n[[requirement]]\nid = \"L1\"\nat_least = \"green\"\n",
    );
    let Checked::Assessment(sink) = Checker::new(&CATALOGUE, date(2026, 11, 23), &demands).check(&source, true) else {
        panic!("a named file is an assessment");
    };
    let told = |code: &str| sink.sorted().into_iter().find(|d| d.code.as_str() == code).and_then(|d| d.help.clone());
    assert!(told("expected-rating").is_some_and(|help| help.contains("vpr standard show nhs-england-vpr@2024 L1")));
    assert_eq!(told("expected-sign-off").as_deref(), rules::find("expected-sign-off").map(|rule| rule.fix));
}
