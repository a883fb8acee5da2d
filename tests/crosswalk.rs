//! The crosswalk between the two editions: every entry walked, both ways; and bad crosswalks, each with its problem at its
//! line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use vpr::diagnostic::Diagnostics;
use vpr::standard::crosswalk::{Crosswalk, Relation, parse};
use vpr::standard::{CROSSWALKS, Catalogue, Standard, StandardRef};
use vpr::text::Source;

use crate::cli::root;
use crate::marks::{complaints, marks, replaced};
use crate::packs::{claims, foreign, keys, pack};

/// Every crosswalk in the binary; a problem in one fails the test that asked.
fn crosswalks() -> Vec<(&'static str, Crosswalk)> {
    let catalogue = Catalogue::embedded();
    let read = |&(path, text): &(&'static str, &'static str)| {
        let source = Source::new(path, text);
        let mut sink = Diagnostics::new(source.clone());
        let crosswalk = parse(&source, &|r| catalogue.find(r).cloned(), &mut sink);
        let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{path}:{}: {}", sink.position(d), d.message)).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        (path, crosswalk.unwrap_or_else(|| panic!("{path} was refused without a word")))
    };
    CROSSWALKS.iter().map(read).collect()
}

/// The one from 2020 to 2024, with both editions.
fn editions() -> (Standard, Standard, Crosswalk) {
    let (from, to) = (pack("nhs-england-vpr@2020"), pack("nhs-england-vpr@2024"));
    let found = crosswalks().into_iter().map(|(_, c)| c).find(|c| c.from == from.reference && c.to == to.reference);
    (from, to, found.expect("a crosswalk between the editions"))
}

#[test]
fn every_crosswalk_on_disk_is_in_the_binary_under_the_name_it_gives_itself() {
    let folder = root().join("standards/crosswalks");
    let mut on_disk = BTreeSet::new();
    for standard in fs::read_dir(&folder).expect("the crosswalks").flatten() {
        for file in fs::read_dir(standard.path()).expect("a folder").flatten() {
            on_disk.insert(format!("crosswalks/{}/{}", standard.file_name().display(), file.file_name().display()));
        }
    }
    assert_eq!(CROSSWALKS.iter().map(|(path, _)| (*path).to_owned()).collect::<BTreeSet<_>>(), on_disk);
    for ((path, crosswalk), (_, text)) in crosswalks().into_iter().zip(CROSSWALKS) {
        let name = format!("crosswalks/{}/{}-to-{}.toml", crosswalk.to.id, crosswalk.from.edition, crosswalk.to.edition);
        assert_eq!((path, *text), (name.as_str(), fs::read_to_string(root().join("standards").join(path)).expect("it").as_str()));
        assert!(Catalogue::embedded().crosswalk(&crosswalk.from, &crosswalk.to).is_some(), "{path} can't be found by name");
    }
}

#[test]
fn every_row_of_both_editions_is_linked_or_said_to_stand_alone() {
    let (from, to, crosswalk) = editions();
    let linked_from: BTreeSet<&str> = crosswalk.entries.iter().map(|l| l.from.as_str()).collect();
    let linked_to: BTreeSet<&str> = crosswalk.entries.iter().map(|l| l.to.as_str()).collect();
    let new: Vec<&str> = crosswalk.new.iter().map(|l| l.requirement.as_str()).collect();
    assert_eq!(new, ["C3", "C7", "D3", "D7", "I3", "I5", "I7", "I8"]);
    assert!(crosswalk.withdrawn.is_empty(), "{:?}", crosswalk.withdrawn);
    // Both ways: what is there is linked, and what is linked is there.
    assert_eq!(linked_from, from.requirements.iter().map(|r| r.id.as_str()).collect());
    assert!(linked_to.iter().all(|id| !new.contains(id)), "both linked and new");
    let all: BTreeSet<&str> = linked_to.iter().copied().chain(new).collect();
    assert_eq!(all, to.requirements.iter().map(|r| r.id.as_str()).collect());
    assert_eq!((linked_from.len(), linked_to.len(), all.len()), (38, 44, 52));
    for row in &from.requirements {
        assert!(crosswalk.after(&row.id).count() > 0, "{}", row.id);
        assert!(crosswalk.after(&row.id).all(|link| crosswalk.before(&link.to).any(|back| back.from == row.id)), "{}", row.id);
    }
}

#[test]
fn no_row_is_called_equal_and_every_other_relation_but_overlap_says_why() {
    let (_, _, crosswalk) = editions();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in &crosswalk.entries {
        *counts.entry(link.relation.id()).or_default() += 1;
        let at = format!("{} to {}", link.from, link.to);
        assert_ne!(link.relation, Relation::Equal, "{at}");
        // "Narrower, because …": the reason comes first.
        let because = match link.relation {
            Relation::Narrower => link.rationale.starts_with("Narrower, because "),
            Relation::Broader => link.rationale.starts_with("Broader, because "),
            _ => !link.rationale.starts_with("Broader") && !link.rationale.starts_with("Narrower"),
        };
        assert!(because, "{at} ({}): {}", link.relation.id(), link.rationale);
    }
    println!("links of the crosswalk: {} in all, {counts:?}", crosswalk.entries.len());
    let pairs: BTreeSet<_> = crosswalk.entries.iter().map(|l| (l.from.as_str(), l.to.as_str())).collect();
    assert_eq!(pairs.len(), crosswalk.entries.len(), "a pair stands there twice");
}

#[test]
fn every_reason_says_something_of_its_own() {
    let (_, _, crosswalk) = editions();
    let links = crosswalk.entries.iter().map(|l| (format!("{} to {}", l.from, l.to), l.rationale.as_str()));
    let alone = crosswalk.new.iter().map(|l| (l.requirement.to_string(), l.note.as_str()));
    let texts: Vec<(String, &str)> = links.chain(alone).collect();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (at, text) in &texts {
        assert!(text.split_whitespace().count() >= 8, "{at}: {text}");
        assert!(text.ends_with('.') && foreign(text).is_none(), "{at}: {text}");
        let first = seen.insert(text.to_lowercase(), at);
        assert!(first.is_none(), "{at} says word for word what {first:?} says");
    }
    let named: Vec<(String, String)> = texts.iter().map(|(at, text)| (at.clone(), (*text).to_owned())).collect();
    let (alike, pair) = crate::packs::most_alike(&named);
    println!("reasons of the crosswalk most alike: {pair}, {alike:.3}");
    // Measured: PLAN-5 to E5 and ACT-4 to E5, 0.093.
    assert!(alike < 0.15, "{pair}: {alike:.3}");
}

#[test]
fn the_crosswalk_claims_nothing_official_and_converts_nothing() {
    let keys = keys();
    for (path, text) in CROSSWALKS {
        let said = claims(path, text);
        assert!(said.is_empty(), "{said:#?}");
        let named = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1 && w.starts_with('S'));
        let unknown: Vec<&str> = named.filter(|w| w[1..].parse::<u32>().is_ok() && !keys.contains(*w)).collect();
        assert!(unknown.is_empty(), "{path}: {unknown:?}");
    }
    let (_, _, crosswalk) = editions();
    for words in ["No official crosswalk was found", "No pair is called equal", "No rating is converted"] {
        assert!(crosswalk.note.contains(words), "{}", crosswalk.note);
    }
}

/// The smallest crosswalk that has everything; each case below breaks it by replacement.
const GOOD: &str = r#"format = 1
from = "a-standard@1"
to = "a-standard@2"
as_of = 2026-11-22
note = "Made for a test."

[[entry]]
from = "OLD-1"
to = "NEW-1"
relation = "overlaps"
rationale = "Both ask for a policy."

[[entry]]
from = "OLD-2"
to = "NEW-2"
relation = "equal"
rationale = "Both were compared."

[[new]]
requirement = "NEW-3"
note = "Begin here."

[[withdrawn]]
requirement = "OLD-3"
note = "It ends."
"#;

/// An edition of a small standard, its second row checked against the official copy.
fn small(edition: &str, prefix: &str) -> Standard {
    let row = |n: u32| {
        let verified = r#", verified = { by = "VPR lead", on = 2026-01-01, source = "the copy" }"#;
        let verified = if n == 2 { verified } else { "" };
        format!(
            r#"
[[requirement]]
id = "{prefix}-{n}"
stage = "plan"
title = "Row {n}"
requirement = "Something is the case."
question = "Is it?"
guidance = "It should be."
evidence = ["A paper", "A minute"]
owner = "Someone"
weight = 1
party = "nhs-body"
provenance = {{ basis = "working", confidence = "low", sources = []{verified} }}
"#
        )
    };
    let text = format!(
        r#"format = 1
id = "a-standard"
edition = "{edition}"
title = "A made-up standard"
publisher = "Nobody"
published = 2026-01-01
status = "current"
wording = "working list"
guidance_basis = "made up"
review_months = 6
evidence_months = 6
licence = "None."

[scale]
label = "Two steps"
ratings = [
  {{ id = "no", label = "No", points = 0, meaning = "Nothing." }},
  {{ id = "yes", label = "Yes", points = 100, meaning = "All of it.", met = true }},
]
bands = [{{ label = "Low", from = 0 }}]
caps = {{ worst = "Low", partly = "Low" }}

[stages]
plan = "Plan."
do = "Do."
check = "Check."
act = "Act."
{}{}{}"#,
        row(1),
        row(2),
        row(3)
    );
    let source = Source::new("small.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let standard = vpr::standard::parse(&source, None, &mut sink);
    standard.unwrap_or_else(|| panic!("the pack is sound: {:?}", sink.sorted()))
}

fn read(text: &str) -> (Option<Crosswalk>, Diagnostics) {
    let packs = [small("1", "OLD"), small("2", "NEW")];
    let source = Source::new("crosswalk.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let find = |name: &StandardRef| packs.iter().find(|p| p.is_called(name)).cloned();
    (parse(&source, &find, &mut sink), sink)
}

/// Puts lines in the place of others, and expects what the marks in them say and nothing else.
#[track_caller]
fn broken(lines: &[(&str, &str)]) -> String {
    let text = replaced(GOOD, lines);
    let expected = marks(&text);
    assert!(!expected.is_empty(), "nothing is marked");
    let (crosswalk, sink) = read(&text);
    let complaints = complaints(&sink, expected);
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(crosswalk.is_none(), "a crosswalk with a problem was taken");
    sink.sorted().iter().map(|d| format!("{}; {}\n", d.message, d.help.as_deref().unwrap_or_default())).collect()
}

#[test]
fn the_small_crosswalk_is_good() {
    let (crosswalk, sink) = read(GOOD);
    assert!(sink.is_empty(), "{:?}", sink.sorted());
    assert_eq!(crosswalk.map(|c| (c.entries.len(), c.new.len(), c.withdrawn.len())), Some((2, 1, 1)));
}

const OVERLAPS: &str = r#"relation = "overlaps""#;

#[test]
fn a_crosswalk_of_another_format_or_without_its_head_is_refused() {
    let said = broken(&[("format = 1", "format = 2 # error: format-unknown")]);
    assert!(said.contains("newer version"), "{said}");
    broken(&[("format = 1", "format = \"1\" # error: wrong-type")]);
    broken(&[("as_of = 2026-11-22", "as_of = 2026-11-31 # error: syntax")]);
    broken(&[("as_of = 2026-11-22", "as_of = \"2026-11-31\" # error: bad-date")]);
    broken(&[(r#"note = "Made for a test.""#, "note = \"\" # error: empty-value")]);
    broken(&[(r#"note = "Made for a test.""#, "nota = \"Made for a test.\" # error: unknown-field")]);
}

#[test]
fn a_pack_that_is_not_here_is_named_and_nothing_is_guessed_about_its_rows() {
    let said = broken(&[(r#"from = "a-standard@1""#, "from = \"a-standard@9\" # error: unknown-standard")]);
    assert!(said.contains("a-standard@9") && said.contains("vpr standard list"), "{said}");
    broken(&[(r#"to = "a-standard@2""#, "to = \"nonsense\" # error: unknown-standard")]);
}

#[test]
fn a_row_that_is_none_gets_the_nearest_one_and_is_not_called_left_out_besides() {
    let said = broken(&[(r#"from = "OLD-1""#, "from = \"ODL-1\" # error: unknown-requirement")]);
    assert!(said.contains("did you mean `OLD-1`"), "{said}");
    broken(&[(r#"to = "NEW-2""#, "to = \"OLD-2\" # error: unknown-requirement")]);
    broken(&[(r#"requirement = "NEW-3""#, "requirement = \"NEW-33\" # error: unknown-requirement")]);
    broken(&[(r#"requirement = "OLD-3""#, "requirement = 3 # error: wrong-type")]);
}

#[test]
fn relations_are_four_and_equal_is_for_rows_that_somebody_compared() {
    let said = broken(&[(OVERLAPS, "relation = \"close\" # error: bad-value")]);
    assert!(said.contains("equal, narrower, broader or overlaps"), "{said}");
    broken(&[(OVERLAPS, "relation = \"Overlaps\" # error: bad-value")]);
    let said = broken(&[(OVERLAPS, "relation = \"equal\" # error: contradiction")]);
    assert!(said.contains("official copy"), "{said}");
    // One side that was compared is not enough.
    let compared = [(r#"to = "NEW-2""#, r#"to = "NEW-3""#), (r#"requirement = "NEW-3""#, r#"requirement = "NEW-2""#)];
    let marked = (r#"relation = "equal""#, "relation = \"equal\" # error: contradiction");
    broken(&[compared[1], compared[0], marked]);
}

#[test]
fn an_entry_without_its_reason_is_refused() {
    broken(&[(r#"rationale = "Both ask for a policy.""#, "rationale = \"  \" # error: empty-value")]);
    broken(&[
        ("[[entry]]", "[[entry]] # error: missing-field"),
        (r#"rationale = "Both ask for a policy.""#, "why = \"Both.\" # error: unknown-field"),
    ]);
    broken(&[(r#"note = "Begin here.""#, "note = \"\" # error: empty-value")]);
    broken(&[("[[withdrawn]]", "[[withdrawn]] # error: missing-field"), (r#"note = "It ends.""#, "")]);
}

#[test]
fn a_row_left_out_is_named() {
    let said = broken(&[
        ("format = 1", "format = 1 # error: missing-field"),
        ("[[new]]\nrequirement = \"NEW-3\"\nnote = \"Begin here.\"", ""),
    ]);
    assert!(said.contains("NEW-3 of a-standard@2 is left out"), "{said}");
    let said = broken(&[
        ("format = 1", "format = 1 # error: missing-field"),
        ("[[withdrawn]]\nrequirement = \"OLD-3\"\nnote = \"It ends.\"", ""),
    ]);
    assert!(said.contains("OLD-3 of a-standard@1 is left out"), "{said}");
    let first = ("format = 1", "format = 1 # error: missing-field");
    let said = broken(&[(r#"from = "OLD-1""#, r#"from = "OLD-2""#), first]);
    assert!(said.contains("OLD-1 of a-standard@1 is left out"), "{said}");
    let said = broken(&[(r#"to = "NEW-1""#, r#"to = "NEW-2""#), first]);
    assert!(said.contains("NEW-1 of a-standard@2 is left out"), "{said}");
}

#[test]
fn a_row_both_linked_and_alone_is_shown_where_it_is_called_alone() {
    let said = broken(&[
        (r#"to = "NEW-2""#, r#"to = "NEW-1""#),
        (r#"relation = "equal""#, OVERLAPS),
        (r#"requirement = "NEW-3""#, "requirement = \"NEW-1\" # error: contradiction"),
        ("format = 1", "format = 1 # error: missing-field, missing-field"),
    ]);
    assert!(said.contains("NEW-1") && said.contains("both"), "{said}");
    broken(&[
        (r#"requirement = "OLD-3""#, "requirement = \"OLD-2\" # error: contradiction"),
        ("format = 1", "format = 1 # error: missing-field"),
    ]);
}

#[test]
fn a_pair_or_a_lone_row_named_twice_is_refused() {
    let again = "[[entry]] # error: duplicate-id\nfrom = \"OLD-1\"\nto = \"NEW-1\"\nrelation = \"narrower\"\nrationale = \"Again.\"\n\n[[new]]";
    let said = broken(&[("[[new]]", again)]);
    assert!(said.contains("OLD-1") && said.contains("NEW-1"), "{said}");
    let again = "[[new]]\nrequirement = \"NEW-3\" # error: duplicate-id\nnote = \"Again.\"\n\n[[withdrawn]]";
    broken(&[("[[withdrawn]]", again)]);
    let again = "note = \"It ends.\"\n\n[[withdrawn]]\nrequirement = \"OLD-3\" # error: duplicate-id\nnote = \"Again.\"";
    broken(&[(r#"note = "It ends.""#, again)]);
}

#[test]
fn several_problems_are_told_in_one_run() {
    broken(&[
        ("format = 1", "format = 1 # error: missing-field\ntitle = \"A\" # error: unknown-field"),
        (r#"note = "Made for a test.""#, ""),
        (r#"from = "OLD-1""#, "from = \"OLD-7\" # error: unknown-requirement"),
        (OVERLAPS, "relation = \"partial\" # error: bad-value"),
        (r#"note = "It ends.""#, "note = [] # error: wrong-type"),
    ]);
}
