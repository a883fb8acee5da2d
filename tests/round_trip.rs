//! What is written is read back, and an edit by the tool leaves what people wrote around it alone.

pub mod arbitrary;
mod edits;
mod styles;

pub use arbitrary::PIECES;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use vpr::assessment::{Assessment, parse, to_yaml};
use vpr::diagnostic::Diagnostics;
use vpr::standard::{Catalogue, Standard, StandardRef};
use vpr::text::Source;
use vpr::tree::{Arena, Node};
use vpr::yaml::rewrite;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

fn standard() -> &'static Standard {
    CATALOGUE.find(&StandardRef::parse("nhs-england-vpr@2024").expect("a name")).expect("a pack")
}

/// The tree borrows from its text, which a test may as well keep for ever.
fn tree(text: &str) -> Option<Node<'static>> {
    let source: &Source = Box::leak(Box::new(Source::new("a.yaml", text)));
    let arena: &Arena = Box::leak(Box::new(Arena::for_file(source)));
    vpr::yaml::parse(source, arena, &mut Diagnostics::new(source.clone()))
}

/// An assessment as the tool writes it.
fn written(assessment: &Assessment) -> String {
    to_yaml(assessment, CATALOGUE.find(&assessment.standard).expect("a pack"))
}

/// Reads a text, or says what is wrong with it.
fn read(text: &str) -> Result<Assessment, String> {
    let source = Source::new("a.yaml", text);
    let mut sink = Diagnostics::new(source.clone());
    parse(&source, &CATALOGUE, &mut sink).ok_or_else(|| {
        let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{}: {}", sink.position(d), d.message)).collect();
        format!("{problems:#?}\n{text}")
    })
}

/// The example files, by name.
fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = fs::read_dir(folder).expect("examples").flatten().filter(|f| f.path().extension().is_some_and(|e| e == "yaml"));
    let examples: Vec<_> =
        files.map(|f| (f.file_name().display().to_string(), fs::read_to_string(f.path()).expect("UTF-8"))).collect();
    assert!(examples.len() >= 6, "{} examples", examples.len());
    examples
}

#[test]
fn the_examples_survive_being_written_and_read() {
    for (name, text) in examples() {
        let assessment = read(&text).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        assert_eq!(read(&written(&assessment)).as_ref(), Ok(&assessment), "{name}");
    }
}

#[test]
fn an_example_rewritten_with_its_own_content_stays_byte_for_byte() {
    for (name, text) in examples() {
        let own = written(&read(&text).unwrap_or_else(|problems| panic!("{name}: {problems}")));
        assert_eq!(rewrite(&text, &own).as_deref(), Ok(text.as_str()), "{name}");
    }
}

proptest! {
    #![proptest_config(crate::drawn::cases(128))]

    #[test]
    fn what_is_written_is_read_back_unchanged(assessment in arbitrary::assessment()) {
        let text = to_yaml(&assessment, standard());
        prop_assert_eq!(read(&text).map_err(TestCaseError::fail)?, assessment, "{}", text);
    }
}
