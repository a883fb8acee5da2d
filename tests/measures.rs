//! The catalogue of outcome measures: ids, dimensions, units, sources, and what it claims.

mod import;
mod outcomes;
mod printed;
mod read_back;
mod solver;
mod suppression;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::cli::root;
use crate::packs::{claims, foreign, keys};

/// What a measure counts.
const UNITS: [&str; 4] = ["count", "people", "per cent", "sessions"];

fn text() -> String {
    fs::read_to_string(root().join("standards/measures.toml")).expect("the measures")
}

/// The tables of one kind, each as its fields.
fn tables(kind: &str) -> Vec<toml::Table> {
    let catalogue: toml::Table = text().parse().expect("TOML");
    let tables = catalogue[kind].as_array().expect("a list of tables");
    tables.iter().map(|t| t.as_table().expect("a table").clone()).collect()
}

fn word<'t>(table: &'t toml::Table, field: &str) -> &'t str {
    table.get(field).and_then(toml::Value::as_str).unwrap_or_else(|| panic!("no {field} in {table:?}"))
}

fn words<'t>(table: &'t toml::Table, field: &str) -> Vec<&'t str> {
    let list = table.get(field).and_then(toml::Value::as_array).unwrap_or_else(|| panic!("no {field} in {table:?}"));
    list.iter().map(|w| w.as_str().expect("a text")).collect()
}

/// Lower-case letters and digits, parted by one kind of line.
fn is_cased(id: &str, line: char) -> bool {
    id.split(line).all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

#[test]
fn the_catalogue_has_a_format_a_day_and_a_note() {
    let catalogue: toml::Table = text().parse().expect("TOML");
    assert_eq!(catalogue.keys().map(String::as_str).collect::<Vec<_>>(), ["as_of", "dimension", "format", "measure", "note"]);
    assert_eq!(catalogue["format"].as_integer(), Some(1));
    assert_eq!(catalogue["as_of"].to_string(), "2026-11-22");
    assert!(word(&catalogue, "note").contains("never change a score"));
}

#[test]
fn every_measure_has_an_id_of_its_own_and_what_it_is_not() {
    let measures = tables("measure");
    let ids: BTreeSet<&str> = measures.iter().map(|m| word(m, "id")).collect();
    let titles: BTreeSet<&str> = measures.iter().map(|m| word(m, "title")).collect();
    assert_eq!((ids.len(), titles.len()), (measures.len(), measures.len()));
    println!("{} measures", measures.len());
    for measure in &measures {
        let id = word(measure, "id");
        let fields: BTreeSet<&str> = measure.keys().map(String::as_str).collect();
        let every = BTreeSet::from(["id", "title", "unit", "meaning", "not", "dimensions", "sources"]);
        let fields = fields.difference(&BTreeSet::from(["part_of", "per"])).copied().collect::<BTreeSet<_>>();
        assert_eq!(fields, every, "{id}");
        assert!(is_cased(id, '-'), "{id}");
        assert!(UNITS.contains(&word(measure, "unit")), "{id}: {}", word(measure, "unit"));
        for field in ["meaning", "not"] {
            let text = word(measure, field);
            assert!(text.split_whitespace().count() >= 8 && text.ends_with('.') && foreign(text).is_none(), "{id}: {text}");
        }
    }
    // A figure of the Staff Survey is the survey's, in per cent, and says that nobody checked the item's number.
    for measure in measures.iter().filter(|m| word(m, "unit") == "per cent") {
        assert!(word(measure, "id").starts_with("survey-"), "{}", word(measure, "id"));
        assert!(word(measure, "meaning").contains("as we know it"), "{}", word(measure, "meaning"));
    }
}

#[test]
fn every_dimension_exists_is_used_and_has_values_to_choose_from() {
    let dimensions = tables("dimension");
    let ids: BTreeSet<&str> = dimensions.iter().map(|d| word(d, "id")).collect();
    assert_eq!(ids.len(), dimensions.len());
    for dimension in &dimensions {
        let (id, values) = (word(dimension, "id"), words(dimension, "values"));
        assert!(is_cased(id, '_') && !word(dimension, "title").is_empty(), "{id}");
        assert!(values.len() >= 3 && values.iter().all(|v| is_cased(v, '-')), "{id}: {values:?}");
        assert_eq!(values.iter().collect::<BTreeSet<_>>().len(), values.len(), "{id}");
    }
    let mut used = BTreeMap::new();
    for measure in tables("measure") {
        for dimension in words(&measure, "dimensions") {
            assert!(ids.contains(dimension), "{} by {dimension}", word(&measure, "id"));
            *used.entry(dimension.to_owned()).or_insert(0) += 1;
        }
    }
    assert_eq!(used.len(), ids.len(), "{used:?}");
    // Where a group is a few people, a breakdown would name them.
    for broad in ["ward", "site", "shift", "post", "country"] {
        assert!(!ids.iter().any(|id| id.contains(broad)), "{broad}");
    }
}

#[test]
fn the_measures_name_sources_that_exist_and_claim_nothing_official() {
    let keys = keys();
    for measure in tables("measure") {
        let unknown: Vec<String> =
            words(&measure, "sources").into_iter().filter(|k| !keys.contains(*k)).map(str::to_owned).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", word(&measure, "id"));
    }
    let said = claims("measures.toml", &text());
    assert!(said.is_empty(), "{said:#?}");
    assert!(text().contains("not a national data standard"));
    assert!(!text().contains('%'), "no figure of anybody's stands in the catalogue");
}
