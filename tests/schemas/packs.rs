//! Packs, crosswalks, lenses and expectations.

use serde_json::Value;
use vpr::check::expect;
use vpr::diagnostic::{Diagnostics, Severity};
use vpr::schema;
use vpr::standard::{CROSSWALKS, EMBEDDED, LENSES, Standard, StandardRef, crosswalk, lens, parse};
use vpr::text::Source;

use super::{CATALOGUE, said, spoilt, validator};

/// TOML as a validator reads it: a day is the text it is written as.
fn json(toml: &toml::Value) -> Value {
    match toml {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(truth) => (*truth).into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect()),
    }
}

fn read(text: &str) -> Value {
    json(&toml::Value::Table(toml::from_str(text).expect("TOML")))
}

/// A row or name has to be one that another part of the file, or another file, has. No schema can compare them.
const PACK: &[&str] = &[
    ".domain[].id as \"qqqq\"",
    ".requirement[].domain as \"qqqq\"",
    ".scale.bands[].label as \"qqqq\"",
    ".scale.caps.partly as \"qqqq\"",
    ".scale.caps.worst as \"qqqq\"",
];
const CROSSWALK: &[&str] = &[".entry gone", ".entry with nothing in it", ".new gone", ".new with nothing in it"];
const LENS: &[&str] = &[".item[].theme as \"qqqq\"", ".theme gone", ".theme with nothing in it", ".theme[].id as \"qqqq\""];

/// Both see each mistake, but for those that only the parser can see.
#[track_caller]
fn agree(schema: &Value, good: &str, parses: &dyn Fn(&Source, &mut Diagnostics), parser_only: &[&str]) {
    let validator = validator(schema);
    let good = read(good);
    assert_eq!(said(&validator, &good), Vec::<String>::new());
    let (mut wrong, mut seen) = (Vec::new(), 0);
    let mut excused: Vec<&str> = Vec::new();
    for (what, value) in spoilt(&good) {
        let text = toml::to_string(&value).expect("TOML");
        let source = Source::new("a.toml", text);
        let mut sink = Diagnostics::new(source.clone());
        parses(&source, &mut sink);
        let (parser, schema) = (sink.count(Severity::Error) > 0, !validator.is_valid(&value));
        if parser && !schema && parser_only.contains(&what.as_str()) {
            excused.extend(parser_only.iter().find(|w| **w == what));
        } else if parser != schema {
            let why: Vec<&str> = sink.sorted().iter().map(|d| d.message.as_str()).collect();
            wrong.push(format!("{what}: parser {parser} {why:?}, schema {schema} {:?}", said(&validator, &value)));
        }
        seen += usize::from(parser && schema);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(excused.len(), parser_only.len(), "excused for nothing: {parser_only:?} against {excused:?}");
    assert!(seen > 30, "{seen} mistakes seen by both");
}

fn find(reference: &StandardRef) -> Option<Standard> {
    CATALOGUE.find(reference).cloned()
}

#[test]
fn everything_built_in_is_valid() {
    let kinds = [(schema::pack(), EMBEDDED), (schema::crosswalk(&CATALOGUE), CROSSWALKS), (schema::lens(&CATALOGUE), LENSES)];
    for (schema, files) in kinds {
        let validator = validator(&schema);
        for (path, text) in files {
            assert_eq!(said(&validator, &read(text)), Vec::<String>::new(), "{path}");
        }
    }
}

#[test]
fn a_mistake_in_a_pack_is_seen_by_both() {
    let parses = |source: &Source, sink: &mut Diagnostics| drop(parse(source, None, sink));
    agree(&schema::pack(), crate::packs::bad::GOOD, &parses, PACK);
}

#[test]
fn a_mistake_in_a_crosswalk_is_seen_by_both() {
    let parses = |source: &Source, sink: &mut Diagnostics| drop(crosswalk::parse(source, &find, sink));
    let (_, good) = CROSSWALKS.first().expect("a crosswalk");
    agree(&schema::crosswalk(&CATALOGUE), good, &parses, CROSSWALK);
}

#[test]
fn a_mistake_in_a_lens_is_seen_by_both() {
    let parses = |source: &Source, sink: &mut Diagnostics| drop(lens::parse(source, &find, sink));
    agree(&schema::lens(&CATALOGUE), crate::lenses::bad::GOOD, &parses, LENS);
}

/// Every demand there is.
const EXPECTATIONS: &str = r#"format = 1
title = "Demands"
standard = "nhs-england-vpr@2024"
packs = "embedded"
allow_skipped = false
oldest_months = 6
signed = ["executive-lead"]

[[requirement]]
id = "L1"
at_least = "amber"
shown = true
because = "It matters."

[at_most]
not_assessed = 0
not_applicable = 5

[[floor]]
least = 60
stage = "check"
because = "It matters."

[[floor]]
least = 60
domain = "leadership"

[rules]
reason-repeated = "error"
not-assessed = "off"
"#;

#[test]
fn a_mistake_in_expectations_is_seen_by_both() {
    let parses = |source: &Source, sink: &mut Diagnostics| drop(expect::parse(source, &CATALOGUE, sink));
    agree(&schema::expectations(&CATALOGUE), EXPECTATIONS, &parses, &[]);
}

#[test]
fn every_file_of_expectations_is_valid_or_refused_by_both() {
    let validator = validator(&schema::expectations(&CATALOGUE));
    for folder in ["examples/expectations", "tests/expect"] {
        for file in std::fs::read_dir(crate::cli::root().join(folder)).expect("a folder").flatten() {
            let text = std::fs::read_to_string(file.path()).expect("a file");
            let source = Source::new("vpr.toml", text.as_str());
            let parsed = expect::parse(&source, &CATALOGUE, &mut Diagnostics::new(source.clone())).is_some();
            let value = toml::from_str(&text).ok().map(|table| json(&toml::Value::Table(table)));
            assert_eq!(value.is_some_and(|v| validator.is_valid(&v)), parsed, "{}", file.path().display());
        }
    }
}
