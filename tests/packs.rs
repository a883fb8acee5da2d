//! The packs in the binary: that they are read, that they are what was decided, and that a person can read them.

mod bad;
mod prose;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};
use vpr::diagnostic::Diagnostics;
use vpr::standard::{Basis, Catalogue, EMBEDDED, Requirement, Stage, Standard, StandardRef, parse};
use vpr::text::Source;

/// What no row may say: it would claim for the publisher what is ours, or blame people who are ill.
const NEVER_SAID: [&str; 7] = [
    "\u{2014}",
    "official indicator",
    "nhs england requires",
    "the standard requires",
    "compliant with the nhs",
    "fully compliant with nhs",
    "zero tolerance",
];

/// Every embedded pack; a problem in one fails the test that asked.
fn packs() -> Vec<Standard> {
    let read = |&(path, text): &(&str, &str)| {
        let mut sink = Diagnostics::new(Source::new(path, text));
        let standard = parse(&Source::new(path, text), None, &mut sink);
        let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{path}:{}: {}", sink.position(d), d.message)).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        standard.unwrap_or_else(|| panic!("{path} was refused without a word"))
    };
    EMBEDDED.iter().map(read).collect()
}

fn pack(name: &str) -> Standard {
    let reference = StandardRef::parse(name).expect("a name");
    packs().into_iter().find(|p| p.reference == reference).expect("an embedded pack")
}

/// Every row of every pack, with where it stands for messages.
fn rows() -> Vec<(String, Requirement)> {
    let named = |p: Standard| {
        let reference = p.reference.to_string();
        p.requirements.into_iter().map(move |r| (format!("{reference} {}", r.id), r))
    };
    packs().into_iter().flat_map(named).collect()
}

/// Fails with every row that a rule finds fault with, not the first only.
#[track_caller]
fn each_row(rule: impl Fn(&Requirement) -> Option<String>) {
    let faults: Vec<String> = rows().iter().filter_map(|(at, row)| rule(row).map(|fault| format!("{at}: {fault}"))).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

fn ids<'a>(rows: impl Iterator<Item = &'a Requirement>) -> Vec<&'a str> {
    rows.map(|r| r.id.as_str()).collect()
}

#[test]
fn every_pack_in_the_binary_is_read_without_a_problem_and_offered() {
    assert_eq!(Catalogue::embedded().all().len(), packs().len());
}

#[test]
fn every_pack_on_disk_is_in_the_binary_under_the_name_it_gives_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards");
    let mut on_disk = BTreeSet::new();
    for folder in fs::read_dir(&root).expect("standards").flatten().filter(|f| f.path().is_dir()) {
        for file in fs::read_dir(folder.path()).expect("a folder").flatten() {
            let (id, name) = (folder.file_name(), file.file_name());
            let (id, name) = (id.to_string_lossy(), name.to_string_lossy());
            if name.starts_with("20") && name.ends_with(".toml") {
                on_disk.insert(format!("{id}/{name}"));
            }
        }
    }
    assert_eq!(EMBEDDED.iter().map(|(path, _)| (*path).to_owned()).collect::<BTreeSet<_>>(), on_disk);
    for ((path, text), pack) in EMBEDDED.iter().zip(packs()) {
        assert_eq!(*path, format!("{}/{}.toml", pack.reference.id, pack.reference.edition));
        assert_eq!(*text, fs::read_to_string(root.join(path)).expect("a pack"), "{path} is built from another text");
    }
}

#[test]
fn the_2024_list_has_52_rows_in_seven_domains_and_four_stages() {
    let pack = pack("nhs-england-vpr@2024");
    let rows = &pack.requirements;
    assert_eq!(rows.len(), 52);
    let in_domain = |d| rows.iter().filter(|r| r.domain == Some(d)).count();
    assert_eq!((0..pack.domains.len()).map(in_domain).collect::<Vec<_>>(), [7, 8, 7, 7, 8, 8, 7]);
    assert_eq!(Stage::ALL.map(|s| rows.iter().filter(|r| r.stage == s).count()), [13, 24, 12, 3]);
    assert!(rows.iter().all(|r| r.also.is_none_or(|s| s == Stage::Act)));
    assert_eq!(ids(rows.iter().filter(|r| r.also.is_some())), ["L5", "G5", "D2", "E3", "E4"]);
}

#[test]
fn the_essential_rows_are_the_seven_that_were_chosen() {
    let pack = pack("nhs-england-vpr@2024");
    assert_eq!(ids(pack.requirements.iter().filter(|r| r.essential.is_some())), ["L1", "G6", "C1", "D1", "W1", "W3", "E4"]);
}

#[test]
fn titles_fit_a_table_and_tell_rows_apart() {
    each_row(|r| (r.title.chars().count() > 60).then(|| r.title.clone()));
    for pack in packs() {
        let titles: BTreeSet<String> = pack.requirements.iter().map(|r| r.title.to_lowercase()).collect();
        assert_eq!(titles.len(), pack.requirements.len(), "{}", pack.reference);
    }
}

#[test]
fn guidance_has_enough_to_begin_with() {
    each_row(|r| {
        let words = r.guidance.split_whitespace().count();
        (words < 60).then(|| format!("{words} words"))
    });
}

#[test]
fn guidance_is_plain_markdown_that_no_output_has_to_defend_against() {
    each_row(|r| {
        let foreign = |event: &Event<'_>| {
            matches!(
                event,
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
            )
        };
        Parser::new(&r.guidance).find(foreign).map(|event| format!("{event:?}"))
    });
}

#[test]
fn questions_are_questions_that_can_be_said_in_one_breath() {
    each_row(|r| (!r.question.ends_with('?')).then(|| r.question.clone()));
    each_row(|r| {
        let words = r.question.split_whitespace().count();
        (words >= 40).then(|| format!("{words} words"))
    });
}

#[test]
fn every_row_has_examples_of_evidence_and_an_owner() {
    each_row(|r| (!(2..=5).contains(&r.evidence.len())).then(|| format!("{} examples", r.evidence.len())));
    each_row(|r| {
        let different: BTreeSet<String> = r.evidence.iter().map(|e| e.trim().to_lowercase()).collect();
        (different.len() < r.evidence.len()).then(|| format!("repeated: {:?}", r.evidence))
    });
    each_row(|r| r.owner.trim().is_empty().then(|| "no owner".to_owned()));
}

#[test]
fn no_pack_speaks_for_the_publisher_or_blames_people() {
    for (path, text) in EMBEDDED {
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            let said = NEVER_SAID.iter().find(|phrase| line.contains(**phrase));
            assert!(said.is_none(), "{path}:{}: {said:?}", number + 1);
        }
    }
}

/// The table of sources, read as the plain data it is.
fn sources() -> BTreeMap<String, BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/sources.toml");
    let table: toml::Table = fs::read_to_string(path).expect("sources.toml").parse().expect("TOML");
    let fields = |source: &toml::Value| -> BTreeMap<String, String> {
        let fields = source.as_table().expect("a source is a table");
        fields.iter().map(|(name, value)| (name.clone(), value.as_str().expect("a text").to_owned())).collect()
    };
    table["sources"].as_table().expect("a table").iter().map(|(key, source)| (key.clone(), fields(source))).collect()
}

#[test]
fn sources_are_s1_to_s60_and_each_can_be_looked_up() {
    let sources = sources();
    assert_eq!(sources.keys().cloned().collect::<BTreeSet<_>>(), (1..=60).map(|n| format!("S{n}")).collect());
    for (key, source) in sources {
        for field in ["title", "publisher", "address", "read"] {
            assert!(source.get(field).is_some_and(|text| !text.trim().is_empty()), "{key} has no {field}");
        }
    }
}

#[test]
fn rows_say_honestly_what_stands_behind_them() {
    let sources = sources();
    each_row(|r| r.provenance.sources.iter().find(|key| !sources.contains_key(*key)).map(|key| format!("no source {key}")));
    each_row(|r| {
        let working = r.provenance.basis == Basis::Working;
        (working != r.provenance.sources.is_empty()).then(|| format!("{:?}", r.provenance))
    });
    // Nobody has held a row of ours against the official copy; only an overlay made by someone who has may say otherwise.
    each_row(|r| r.provenance.verified.as_ref().map(|v| format!("{v:?}")));
}

#[test]
fn rows_with_clinical_legal_or_capacity_risk_name_somebody_to_ask() {
    let people = ["legal", "safeguarding", "caldicott", "data protection officer", "chief nurse"];
    let pack = pack("nhs-england-vpr@2024");
    for id in ["C6", "D7", "W7", "I3", "I5", "I7", "I8"] {
        let row = pack.requirement_typed(id).expect("a row");
        let guidance = row.guidance.to_lowercase();
        assert!(people.iter().any(|person| guidance.contains(person)), "{id} names nobody to ask");
    }
}
