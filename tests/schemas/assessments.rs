//! Assessments: every mistake in every field, and every file of `tests/bad`.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;
use vpr::assessment::to_yaml;
use vpr::schema;

use super::{CATALOGUE, said, validator};
use crate::bad_files::every_field::{COMPLETE, errors, places, with};
use crate::cli::{example, examples, root};
use crate::marks::marks;
use crate::round_trip::arbitrary;

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator(&schema::assessment(&CATALOGUE)));

/// YAML as another program reads it.
fn read(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

#[track_caller]
fn valid(text: &str) {
    let value = read(text).expect("YAML");
    assert_eq!(said(&VALIDATOR, &value), Vec::<String>::new());
}

fn is_valid(text: &str) -> bool {
    read(text).is_some_and(|value| VALIDATOR.is_valid(&value))
}

#[test]
fn every_example_and_every_layout_is_valid() {
    for name in examples() {
        valid(&fs::read_to_string(example(&name)).expect("an example"));
    }
    for file in fs::read_dir(root().join("tests/laid_out")).expect("a folder").flatten() {
        valid(&fs::read_to_string(file.path()).expect("a file"));
    }
    valid(&COMPLETE);
}

#[test]
fn a_mistake_in_any_field_is_seen_by_both() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for place in places() {
        let key = place.key.as_ref().map_or(String::new(), |key| format!("{key}: "));
        let mut spoils: Vec<String> = ["x", "[x]", "{ x: y }", "", "'  '", "qqqq", "2026-02-30", "-1", "1000", "true", "1.5"]
            .iter()
            .map(|wrong| format!("{key}{wrong}"))
            .collect();
        spoils.push("# gone".to_owned());
        if place.key.is_some() {
            spoils.push(format!("qqqq: x\n{}{key}x", indent(&place.span, &COMPLETE)));
        }
        for spoil in spoils {
            let text = with(&place, &spoil);
            let (parser, schema) = (errors(&text), !is_valid(&text));
            if parser.is_empty() == schema {
                let why = read(&text).map(|value| said(&VALIDATOR, &value));
                wrong.push(format!("{} as {spoil:?}: parser {parser:?}, schema {why:?}", place.path));
            }
            seen += usize::from(schema);
        }
    }
    assert!(wrong.is_empty(), "{} of them: {wrong:#?}", wrong.len());
    assert!(seen > 500, "{seen} mistakes seen by both");
}

fn indent(span: &vpr::text::Span, text: &str) -> String {
    let column = span.start - text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    " ".repeat(column)
}

#[test]
fn the_schema_knows_no_field_that_the_reader_does_not() {
    let schema = schema::assessment(&CATALOGUE);
    let mut known = BTreeSet::new();
    fields(&schema, "", &mut known);
    fields(&schema["definitions"]["answer"], "answers.*", &mut known);
    let mut there: BTreeSet<String> = places().into_iter().filter(|p| p.key.is_some()).map(|p| p.path).collect();
    // What is counted by, and which requirement is answered, is data.
    there.retain(|path| path != "answers.*" && !path.starts_with("measures.by."));
    assert_eq!(known, there);
}

fn fields(schema: &Value, path: &str, known: &mut BTreeSet<String>) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        known.insert(path.clone());
        fields(field, &path, known);
        fields(&field["items"], &path, known);
    }
}

#[test]
fn an_editor_is_told_what_each_field_and_requirement_is() {
    let schema = schema::assessment(&CATALOGUE);
    for standard in CATALOGUE.all() {
        let of = |edition: &Value| edition["if"]["properties"]["standard"]["enum"][0] == standard.reference.to_string();
        let edition = schema["allOf"].as_array().and_then(|all| all.iter().find(|e| of(e))).expect("the edition");
        let answers = edition["then"]["properties"]["answers"]["properties"].as_object().expect("answers");
        for row in &standard.requirements {
            let about = answers[row.id.as_str()]["description"].as_str().unwrap_or_default();
            assert!(about.starts_with(&row.title) && about.contains(&row.question), "{}", row.id);
        }
        let rating = &schema["definitions"][format!("answer-{}", standard.reference)]["allOf"][1]["properties"]["rating"];
        assert_eq!(rating["enum"].as_array().map(Vec::len), Some(standard.scale.ratings.len()));
    }
    undescribed(&schema);
}

fn undescribed(schema: &Value) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        assert!(field["description"].as_str().is_some_and(|d| d.ends_with('.')), "{name} is not described");
        undescribed(field);
        undescribed(&field["items"]);
    }
}

proptest! {
    #![proptest_config(crate::drawn::cases(64))]

    #[test]
    fn whatever_is_written_is_valid(assessment in arbitrary::assessment()) {
        let standard = CATALOGUE.find(&assessment.standard).expect("the standard");
        let text = to_yaml(&assessment, standard);
        let value = read(&text).expect("YAML");
        prop_assert_eq!(said(&VALIDATOR, &value), Vec::<String>::new(), "{}", text);
    }
}

/// Mistakes that no schema can see, with the reason.
const BEYOND: &[(&str, &str)] = &[
    ("alias.yaml", "what an alias stands for is all that is left of it"),
    ("anchor.yaml", "an anchor is gone once the file is read"),
    ("directive-for-tags.yaml", "a directive is gone once the file is read"),
    ("directive.yaml", "a directive is gone once the file is read"),
    ("format-a-decimal.yaml", "to a schema 1.0 is 1"),
    ("merge-key-without-alias.yaml", "what is merged stands there as if written there"),
    ("merge-key.yaml", "what is merged stands there as if written there"),
    ("tag-before-a-group.yaml", "a tag is gone once the file is read"),
    ("tags.yaml", "a tag is gone once the file is read"),
    ("text-that-starts-with-an-exclamation-mark.yaml", "it is a tag, and gone once the file is read"),
];

#[test]
fn every_bad_file_is_bad_by_the_schema_or_by_what_a_schema_never_sees() {
    let mut wrong = Vec::new();
    let mut by_schema = 0;
    let mut excused = BTreeSet::new();
    for file in fs::read_dir(root().join("tests/bad")).expect("tests/bad").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(file.path()).expect("UTF-8");
        if marks(&text).iter().all(|m| !m.is_error()) {
            continue;
        }
        if let Some((name, _)) = BEYOND.iter().find(|(beyond, _)| *beyond == name) {
            excused.insert(*name);
            if !is_valid(&text) {
                wrong.push(format!("{name} is refused after all"));
            }
        } else if is_valid(&text) {
            wrong.push(format!("{name} is valid by the schema"));
        }
        by_schema += usize::from(read(&text).is_some_and(|value| !VALIDATOR.is_valid(&value)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(excused.len(), BEYOND.len(), "a file of the list is gone");
    assert!(by_schema >= 50, "{by_schema} files are YAML and refused by the schema");
}
