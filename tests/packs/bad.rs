//! Packs that somebody else writes: every mistake is reported at its line, all of them in one run.

use proptest::prelude::*;
use vpr::diagnostic::Diagnostics;
use vpr::standard::{Catalogue, Standard, parse};
use vpr::text::Source;

use crate::marks::{Mark, complaints, marks, replaced, unfit};
use crate::spoil::{cuts, spoilt};

/// The smallest pack that has everything; each case below breaks it by replacement.
pub const GOOD: &str = r#"format = 1
id = "a-standard"
edition = "2026"
title = "A standard"
publisher = "Somebody"
published = 2026-01-31
status = "current"
replaces = "a-standard@2020"
wording = "working list"
guidance_basis = "ours"
review_months = 6
evidence_months = 12
licence = "Ours."
changes = [{ date = 2026-02-01, note = "Begun." }]

[scale]
label = "Red, amber, green"
ratings = [
  { id = "red", label = "Red", points = 0, meaning = "Not in place." },
  { id = "amber", label = "Amber", points = 50, meaning = "Partly in place." },
  { id = "green", label = "Green", points = 100, meaning = "In place.", met = true, also = ["g"] },
]
bands = [
  { label = "Partly", from = 0 },
  { label = "Fully", from = 100 },
]
caps = { worst = "Partly", partly = "Partly" }

[stages]
plan = "What is written."
do = "What is in place."
check = "How you know."
act = "What changed."

[[domain]]
id = "data"
title = "Data"

[[domain]]
id = "people"
title = "People"

[[requirement]]
id = "D1"
domain = "data"
stage = "plan"
also = ["act"]
title = "Reporting"
requirement = "Staff can report."
question = "How do staff report?"
guidance = "Try it."
evidence = ["Form", "Log"]
owner = "VPR lead"
weight = 1
essential = { because = "The law.", as_of = 2026-01-31 }
party = "nhs-body"
provenance = { basis = "theme", confidence = "low", sources = ["S1"], note = "Only the opening." }

[[requirement]]
id = "P1"
domain = "people"
stage = "do"
title = "Support"
requirement = "Staff are supported."
question = "Who rings them?"
guidance = "Ask them."
evidence = ["Rota", "Survey"]
owner = "Occupational health"
weight = 1
party = "shared"
provenance = { basis = "working", confidence = "low", sources = [] }
"#;

fn read(text: &str) -> (Option<Standard>, Diagnostics) {
    let source = Source::new("pack.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    (parse(&source, Some("pack.toml".to_owned()), &mut sink), sink)
}

/// Puts lines in the place of others, and expects what the marks in them say.
#[track_caller]
fn broken(lines: &[(&str, &str)]) -> String {
    let text = replaced(GOOD, lines);
    let expected = marks(&text);
    assert!(!expected.is_empty(), "nothing is marked");
    refused(&text, expected)
}

/// Expects exactly these problems; gives all that was said.
#[track_caller]
fn refused(text: &str, expected: Vec<Mark>) -> String {
    let (standard, sink) = read(text);
    let complaints = complaints(&sink, expected);
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(standard.is_none(), "a pack with a problem was taken");
    sink.sorted().iter().map(|d| format!("{}; {}\n", d.message, d.help.as_deref().unwrap_or_default())).collect()
}

#[test]
fn the_small_pack_is_good() {
    let (standard, sink) = read(GOOD);
    assert!(sink.is_empty(), "{:?}", sink.sorted());
    assert_eq!(standard.map(|s| s.requirements.len()), Some(2));
}

/// The lines of the good pack that cases below replace more than once.
const RED: &str = r#"  { id = "red", label = "Red", points = 0, meaning = "Not in place." },"#;
const AMBER: &str = r#"  { id = "amber", label = "Amber", points = 50, meaning = "Partly in place." },"#;
const GREEN: &str = r#"  { id = "green", label = "Green", points = 100, meaning = "In place.", met = true, also = ["g"] },"#;
const PARTLY: &str = r#"  { label = "Partly", from = 0 },"#;
const FULLY: &str = r#"  { label = "Fully", from = 100 },"#;
const CAPS: &str = r#"caps = { worst = "Partly", partly = "Partly" }"#;
const CHANGES: &str = r#"changes = [{ date = 2026-02-01, note = "Begun." }]"#;
const ESSENTIAL: &str = r#"essential = { because = "The law.", as_of = 2026-01-31 }"#;
const SOURCED: &str = r#"provenance = { basis = "theme", confidence = "low", sources = ["S1"], note = "Only the opening." }"#;
const WORKING: &str = r#"provenance = { basis = "working", confidence = "low", sources = [] }"#;
const GUIDANCE: &str = r#"guidance = "Try it.""#;
const EVIDENCE: &str = r#"evidence = ["Form", "Log"]"#;
const SCALE: &str = "[scale]";

#[test]
fn text_that_is_no_toml_is_reported_at_every_place() {
    broken(&[(r#"publisher = "Somebody""#, "publisher = Somebody # error: syntax at 13")]);
    broken(&[
        (r#"title = "A standard""#, "title = # error: syntax"),
        (r#"do = "What is in place.""#, "do \"What\" # error: syntax"),
    ]);
    broken(&[(r#"plan = "What is written.""#, "plan = \"What is written. # error: syntax")]);
    broken(&[(r#"edition = "2026""#, "edition = \"2026\"\nid = \"again\" # error: duplicate-key at 1")]);
    broken(&[(r#"title = "Reporting""#, "title = \"Reporting\"\ntitle = \"Again\" # error: duplicate-key at 1")]);
}

#[test]
fn a_character_that_hides_text_is_named() {
    let said = broken(&[(GUIDANCE, "guidance = \"Try\u{202e} it.\" # error: unsafe-character at 16")]);
    assert!(said.contains("U+202E"), "{said}");
    broken(&[(GUIDANCE, "guidance = \"Try\u{1b}[2J it.\" # error: unsafe-character at 16")]);
    // An escape is plain text to the eye of a reviewer, and the character itself once it is read.
    broken(&[(GUIDANCE, "guidance = \"Try\\u202e it.\" # error: unsafe-character at 12")]);
    broken(&[(GUIDANCE, "guidance = \"Try\\u001b[2J it.\" # error: unsafe-character at 12")]);
    broken(&[(GUIDANCE, "guidance = \"Try it.\"\n\"own\\u001ber\" = 1 # error: unsafe-character at 1, unknown-field at 1")]);
}

#[test]
fn a_field_nobody_defined_is_reported_with_the_one_meant() {
    let said = broken(&[(ESSENTIAL, "essentail = true # error: unknown-field at 1")]);
    assert!(said.contains("did you mean `essential`?"), "{said}");
    for (line, bad) in [
        (r#"status = "current""#, "status = \"current\"\nofficial = true # error: unknown-field at 1"),
        (CHANGES, r#"changes = [{ date = 2026-02-01, note = "Begun.", by = "me" }] # error: unknown-field at 50"#),
        (SCALE, "[scale]\ncolours = 3 # error: unknown-field at 1"),
        (RED, r##"{ id = "red", label = "Red", points = 0, meaning = "No.", hex = "#f00" }, # error: unknown-field at 59"##),
        (PARTLY, r#"{ label = "Partly", from = 0, to = 99 }, # error: unknown-field at 31"#),
        (CAPS, r#"caps = { worst = "Partly", partly = "Partly", best = "Fully" } # error: unknown-field at 47"#),
        (r#"act = "What changed.""#, "act = \"What changed.\"\nreview = \"Again.\" # error: unknown-field at 1"),
        (r#"title = "Data""#, "title = \"Data\"\nweight = 2 # error: unknown-field at 1"),
        (ESSENTIAL, r#"essential = { because = "The law.", as_of = 2026-01-31, cap = 1 } # error: unknown-field at 57"#),
        (WORKING, r#"provenance = { basis = "working", confidence = "low", source = [] } # error: unknown-field at 55"#),
    ] {
        broken(&[(line, bad)]);
    }
}

/// Takes a line out, the first or the last that gives this field, and expects to be told of it at another.
#[track_caller]
fn missing(name: &str, last: bool, told_at: &str, column: usize) {
    let mut lines: Vec<&str> = GOOD.lines().collect();
    let field = |line: &&str| line.starts_with(&format!("{name} = "));
    let gone = if last { lines.iter().rposition(field) } else { lines.iter().position(field) };
    lines.remove(gone.unwrap_or_else(|| panic!("no line gives {name}")));
    let at = if told_at.is_empty() { 0 } else { lines.iter().rposition(|l| *l == told_at).expect("a line") };
    let said = refused(&lines.join("\n"), vec![Mark::error("missing-field", at + 1, column)]);
    assert!(said.contains(&format!("has no `{name}`")) && said.contains(&format!("add a line `{name} = ")), "{said}");
}

#[test]
fn every_required_field_is_missed_where_it_belongs() {
    for name in ["format", "id", "edition", "title", "publisher", "published", "status", "wording", "guidance_basis"] {
        missing(name, false, "", 1);
    }
    for name in ["review_months", "evidence_months", "licence"] {
        missing(name, false, "", 1);
    }
    missing("caps", false, SCALE, 2);
    for stage in ["plan", "do", "check", "act"] {
        missing(stage, false, "[stages]", 2);
    }
    for name in ["domain", "stage", "title", "requirement", "question", "guidance", "owner", "weight", "party", "provenance"] {
        missing(name, true, r#"id = "P1""#, 6);
    }
    missing("id", true, "[[requirement]]", 1);
}

#[test]
fn what_a_small_group_lacks_is_told_at_the_group() {
    for (line, bad) in [
        (CHANGES, "changes = [{ }] # error: missing-field at 12, missing-field at 12"),
        (PARTLY, "{ label = \"Partly\", from = 0 }, { label = \"Mostly\" }, # error: missing-field at 33"),
        (PARTLY, "{ label = \"Partly\", from = 0 }, { from = 50 }, # error: missing-field at 33"),
        (CAPS, "caps = { worst = \"Partly\" } # error: missing-field at 1"),
        (ESSENTIAL, "essential = {} # error: missing-field at 1, missing-field at 1"),
        (SOURCED, "provenance = { sources = [\"S1\"] } # error: missing-field at 1, missing-field at 1"),
    ] {
        broken(&[(line, bad)]);
    }
}

#[test]
fn a_value_of_the_wrong_type_is_reported_at_its_line() {
    for (line, bad) in [
        ("format = 1", "format = \"1\" # error: wrong-type at 10"),
        (r#"id = "a-standard""#, "id = [\"a\"] # error: wrong-type at 1"),
        ("published = 2026-01-31", "published = [2026] # error: wrong-type at 1"),
        ("review_months = 6", "review_months = \"6\" # error: wrong-type at 17"),
        ("evidence_months = 12", "evidence_months = 1.5 # error: wrong-type at 19"),
        (r#"licence = "Ours.""#, "licence = { text = \"Ours.\" } # error: wrong-type at 1"),
        (CHANGES, "changes = \"Begun.\" # error: wrong-type at 11"),
        (CHANGES, "changes = [\"Begun.\"] # error: wrong-type at 12"),
        (
            GREEN,
            r#"{ id = "green", label = "Green", points = 100, meaning = "Yes.", met = true, also = "g" }, # error: wrong-type at 85"#,
        ),
        (r#"also = ["act"]"#, "also = \"act\" # error: wrong-type at 8"),
        (r#"stage = "plan""#, "stage = [\"plan\"] # error: wrong-type at 1"),
        ("weight = 1", "weight = \"1\" # error: wrong-type at 10"),
        (ESSENTIAL, "essential = true # error: wrong-type at 13"),
        (EVIDENCE, "evidence = [\"Form\", \"Log\", [\"Poster\"]] # error: wrong-type at 28"),
        (WORKING, "provenance = \"working\" # error: wrong-type at 14"),
    ] {
        broken(&[(line, bad)]);
    }
}

#[test]
fn a_value_that_no_pack_can_have_is_reported_at_its_line() {
    let long = format!("title = \"{}\" # error: bad-value at 9", "x".repeat(61));
    for (line, bad) in [
        ("format = 1", "format = 2 # error: format-unknown at 10"),
        (r#"id = "a-standard""#, "id = \"A Standard\" # error: bad-value at 6"),
        (r#"title = "A standard""#, "title = \"  \" # error: empty-value at 1"),
        ("published = 2026-01-31", "published = \"31 January 2026\" # error: bad-date at 13"),
        ("published = 2026-01-31", "published = 2026-01-31T09:00:00 # error: bad-date at 13"),
        ("published = 2026-01-31", "published = 2026-02-31 # error: syntax"),
        (r#"status = "current""#, "status = \"curent\" # error: bad-value at 10"),
        (r#"replaces = "a-standard@2020""#, "replaces = \"2020\" # error: bad-value at 12"),
        (r#"wording = "working list""#, "wording = \"ours\" # error: bad-value at 11"),
        ("review_months = 6", "review_months = 0 # error: bad-value at 17"),
        (r#"id = "P1""#, "id = \"d1\" # error: duplicate-id at 6"),
        (r#"id = "P1""#, "id = \"1P\" # error: bad-value at 6"),
        (r#"domain = "people""#, "domain = \"peple\" # error: bad-value at 10"),
        (r#"stage = "do""#, "stage = \"Do\" # error: bad-value at 9"),
        (r#"also = ["act"]"#, "also = [\"plan\"] # error: bad-value at 9"),
        (r#"also = ["act"]"#, "also = [\"check\", \"act\"] # error: bad-value at 9"),
        (r#"title = "Support""#, &long),
        ("weight = 1", "weight = 0 # error: bad-value at 10"),
        (ESSENTIAL, r#"essential = { because = "The law.", as_of = "soon" } # error: bad-date at 45"#),
        (r#"party = "shared""#, "party = \"police\" # error: bad-value at 9"),
        (WORKING, r#"provenance = { basis = "rumour", confidence = "low", sources = [] } # error: bad-value at 24"#),
        (WORKING, r#"provenance = { basis = "working", confidence = "low", sources = ["S1"] } # error: contradiction at 1"#),
        (SOURCED, r#"provenance = { basis = "theme", confidence = "low", sources = [] } # error: contradiction at 1"#),
    ] {
        broken(&[(line, bad)]);
    }
    broken(&[(r#"id = "people""#, "id = \"data\" # error: duplicate-id at 6"), (r#"domain = "people""#, "domain = \"data\"")]);
    // How many examples there are is a matter of the whole row, so it is told beside the row's id.
    broken(&[(r#"id = "D1""#, "id = \"D1\" # error: bad-value at 6"), (EVIDENCE, "evidence = [\"Form\"]")]);
    broken(&[
        (r#"id = "D1""#, "id = \"D1\" # error: bad-value at 6"),
        (EVIDENCE, "evidence = [\"Form\", \" \"] # error: empty-value at 21"),
    ]);
    broken(&[
        (r#"id = "D1""#, "id = \"D1\" # error: bad-value at 6"),
        (EVIDENCE, "evidence = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]"),
    ]);
}

#[test]
fn a_scale_that_cannot_be_scored_is_refused() {
    let marked = |code| format!("[scale] # error: {code} at 2");
    for (line, bad) in [
        (AMBER, r#"{ id = "amber", label = "Amber", points = 100, meaning = "Partly in place." },"#),
        (RED, r#"{ id = "red", label = "Red", points = 10, meaning = "Not in place." },"#),
        (GREEN, r#"{ id = "green", label = "Green", points = 90, meaning = "In place.", met = true },"#),
        (GREEN, r#"{ id = "green", label = "Green", points = 100, meaning = "In place." },"#),
        (RED, r#"{ id = "red", label = "Red", points = 0, meaning = "Not in place.", met = true },"#),
        (PARTLY, r#"{ label = "Partly", from = 5 },"#),
        (FULLY, r#"{ label = "Fully", from = 0 },"#),
    ] {
        broken(&[(line, bad), (SCALE, &marked("bad-value"))]);
    }
    broken(&[(
        AMBER,
        r#"{ id = "amber", label = "Amber", points = 101, meaning = "Partly in place." }, # error: bad-value at 43"#,
    )]);
    broken(&[(
        AMBER,
        r#"{ id = "red", label = "Amber", points = 50, meaning = "Partly in place." }, # error: duplicate-id at 8"#,
    )]);
    broken(&[
        (AMBER, r#"{ id = "amber", label = "Amber", points = 50, meaning = "Partly.", also = ["G"] },"#),
        (GREEN, &format!("{GREEN} # error: duplicate-id at 10")),
    ]);
    broken(&[(CAPS, r#"caps = { worst = "Half", partly = "Partly" } # error: bad-value at 18"#)]);
}

#[test]
fn a_scale_without_ratings_or_bands_is_refused() {
    for (list, next, errors) in [("ratings = [", "bands = [", 2), ("bands = [", "caps = ", 1)] {
        let (head, tail) = (GOOD.find(list).expect("a list"), GOOD.find(next).expect("what follows"));
        let text = format!("{}{}", &GOOD[..head], &GOOD[tail..]);
        let scale = text.lines().position(|l| l == SCALE).expect("a scale") + 1;
        let mut expected = vec![Mark::error("bad-value", scale, 2); errors];
        if next == "caps = " {
            // Both caps name a band that is not there.
            expected.extend([Mark::error("bad-value", scale + 7, 18), Mark::error("bad-value", scale + 7, 37)]);
        }
        refused(&text, expected);
    }
}

#[test]
fn a_pack_without_rows_is_refused() {
    let (head, _) = GOOD.split_once("[[requirement]]").expect("a row");
    refused(head, vec![Mark::error("missing-field", 1, 1)]);
}

#[test]
fn a_pack_far_too_large_is_not_read() {
    refused(&"# x\n".repeat(600_000), vec![Mark::error("too-large", 1, 1)]);
}

#[test]
fn four_mistakes_in_one_pack_need_one_run() {
    broken(&[
        ("published = 2026-01-31", "published = \"soon\" # error: bad-date"),
        (r#"domain = "data""#, "domain = \"figures\" # error: bad-value"),
        (r#"title = "Reporting""#, "titel = \"Reporting\" # error: unknown-field"),
        (WORKING, r#"provenance = { basis = "working", confidence = "low", sources = ["S1"] } # error: contradiction"#),
    ]);
}

#[test]
fn a_local_pack_never_takes_the_place_of_one_that_is_there() {
    let mut catalogue = Catalogue::embedded();
    let before = catalogue.names();
    let taken = before.first().expect("a pack").clone();
    let (id, edition) = taken.split_once('@').expect("a name");
    let text = GOOD.replacen("\"a-standard\"", &format!("\"{id}\""), 1).replacen("\"2026\"", &format!("\"{edition}\""), 1);
    let (local, mut sink) = read(&text);
    catalogue.add(local.expect("a good pack"), &mut sink);
    assert_eq!(complaints(&sink, vec![Mark::error("pack-taken", 1, 1)]), Vec::<String>::new());
    assert_eq!(catalogue.names(), before);
    let (other, mut sink) = read(GOOD);
    catalogue.add(other.expect("a good pack"), &mut sink);
    assert!(sink.is_empty() && catalogue.names().contains(&"a-standard@2026".to_owned()));
}

proptest! {
    #![proptest_config(crate::drawn::cases(256))]

    #[test]
    fn whatever_is_done_to_a_pack_it_is_read_or_said_why_not(cuts in cuts()) {
        let text = spoilt(GOOD, cuts);
        let (standard, sink) = read(&text);
        prop_assert_eq!(standard.is_none(), sink.has_errors(), "{}", text);
        prop_assert_eq!(unfit(&sink), Vec::<String>::new());
        for problem in sink.sorted() {
            prop_assert!(text.get(problem.span.start..problem.span.end).is_some(), "{:?} is no place in\n{}", problem, text);
        }
    }
}
