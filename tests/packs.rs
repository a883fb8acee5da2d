//! The packs in the binary: that they are read, that they are what was decided, and that a person can read them.

pub mod bad;
mod editions;
mod prose;

pub use prose::most_alike;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};
use vpr::diagnostic::Diagnostics;
use vpr::render::{Block, Document, Look, markdown, terminal};
use vpr::standard::sources::{self, SOURCES};
use vpr::standard::{Basis, Catalogue, EMBEDDED, Requirement, Standard, StandardRef, parse};
use vpr::text::Source;

/// What no row, lens, crosswalk or measure may say: it would claim for the publisher what is ours, or blame people who are ill.
const NEVER_SAID: [&str; 9] = [
    "\u{2014}",
    "official indicator",
    "nhs england requires",
    "the standard requires",
    "the standard says",
    "official wording",
    "compliant with the nhs",
    "fully compliant with nhs",
    "zero tolerance",
];

/// What a file of ours says that it must not, each with its line. To deny that something is official is no claim.
pub fn claims(path: &str, text: &str) -> Vec<String> {
    let denied = ["not official indicator", "not the official wording"];
    let mut claims = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = denied.iter().fold(line.to_lowercase(), |line, denial| line.replace(denial, ""));
        let said = NEVER_SAID.iter().filter(|phrase| line.contains(**phrase));
        claims.extend(said.map(|phrase| format!("{path}:{}: {phrase:?}", number + 1)));
    }
    claims
}

/// What a text in Markdown has that some output would have to defend against.
pub fn foreign(markdown: &str) -> Option<String> {
    let foreign = |event: &Event<'_>| {
        matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
        )
    };
    Parser::new(markdown).find(foreign).map(|event| format!("{event:?}"))
}

/// Every embedded pack; a problem in one fails the test that asked.
pub fn packs() -> Vec<Standard> {
    let read = |&(path, text): &(&str, &str)| {
        let mut sink = Diagnostics::new(Source::new(path, text));
        let standard = parse(&Source::new(path, text), None, &mut sink);
        let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{path}:{}: {}", sink.position(d), d.message)).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        standard.unwrap_or_else(|| panic!("{path} was refused without a word"))
    };
    EMBEDDED.iter().map(read).collect()
}

pub fn pack(name: &str) -> Standard {
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
fn titles_fit_a_table_and_tell_rows_apart() {
    each_row(|r| (r.title.chars().count() > 60).then(|| r.title.clone()));
    for pack in packs() {
        let titles: BTreeSet<String> = pack.requirements.iter().map(|r| r.title.to_lowercase()).collect();
        assert_eq!(titles.len(), pack.requirements.len(), "{}", pack.reference);
    }
}

#[test]
fn guidance_has_enough_to_begin_with_and_no_more_than_is_read() {
    each_row(|r| {
        let words = r.guidance.split_whitespace().count();
        (!(90..=170).contains(&words)).then(|| format!("{words} words"))
    });
}

#[test]
fn every_text_is_plain_markdown_that_no_output_has_to_defend_against() {
    each_row(|r| {
        let texts = [&r.guidance, &r.requirement, &r.question, &r.title];
        texts.into_iter().chain(&r.evidence).find_map(|text| foreign(text))
    });
}

#[test]
fn guidance_renders_with_every_word_of_it() {
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>().concat();
    each_row(|r| {
        let mut document = Document::new("Guidance");
        document.blocks.push(Block::Markdown(r.guidance.clone()));
        let shown = [
            markdown::write(&document),
            terminal::write(&document, 80, Look::Drawn),
            terminal::write(&document, 80, Look::Plain),
        ];
        let lost = shown.iter().find(|text| !words(text).contains(&words(&r.guidance)));
        lost.map(|text| {
            format!(
                "words are missing in
{text}"
            )
        })
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
    let said: Vec<String> = EMBEDDED.iter().flat_map(|(path, text)| claims(path, text)).collect();
    assert!(said.is_empty(), "{said:#?}");
}

/// The keys of the public sources.
pub fn keys() -> BTreeSet<String> {
    let source = Source::new(SOURCES.0, SOURCES.1);
    let mut sink = Diagnostics::new(source.clone());
    let sources = sources::parse(&source, &mut sink).unwrap_or_default();
    assert!(sink.is_empty(), "{:?}", sink.sorted());
    assert!(sources.iter().all(|s| s.in_words().ends_with(&format!("({})", s.key))));
    sources.into_iter().map(|s| s.key).collect()
}

#[test]
fn sources_are_s1_to_s60_and_each_can_be_looked_up() {
    assert_eq!(keys(), (1..=60).map(|n| format!("S{n}")).collect());
    assert_eq!(sources::embedded().len(), 60);
    for source in sources::embedded() {
        let texts = [&source.title, &source.publisher, &source.address, &source.read];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{source:?}");
        // A mirror or a page that was not kept is told in words; what has an address has one that can be followed.
        assert!(source.address.contains("://") || source.address.contains('.'), "{source:?}");
    }
}

#[test]
fn rows_say_honestly_what_stands_behind_them() {
    let keys = keys();
    each_row(|r| r.provenance.sources.iter().find(|key| !keys.contains(*key)).map(|key| format!("no source {key}")));
    each_row(|r| {
        let working = r.provenance.basis == Basis::Working;
        (working != r.provenance.sources.is_empty()).then(|| format!("{:?}", r.provenance))
    });
    // Nobody has held a row of ours against the official copy; only an overlay made by someone who has may say otherwise.
    each_row(|r| r.provenance.verified.as_ref().map(|v| format!("{v:?}")));
}
