//! One file with every field there is, spoilt in every place: what holds for one field has to hold for all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use vpr::assessment::to_yaml;
use vpr::diagnostic::{Code, Diagnostics, Severity};
use vpr::standard::{Standard, StandardRef};
use vpr::text::{Source, Span};
use vpr::tree::{Arena, Entry, Node, Value};

use super::{CATALOGUE, accepted, read};

/// The pack's digest changes with every word in it, so it is put in here.
pub static COMPLETE: LazyLock<String> =
    LazyLock::new(|| include_str!("../complete.yaml").replace("sha256:of-the-pack-at-hand", standard().digest.as_str()));

/// What a file must have; all else may be left out. Of `rating` and `not_applicable` under `carried`, and of `count`,
/// `fewer_than` and `withheld`, one has to be there; a `by` has a group.
const REQUIRED: &str = "
    format standard organisation organisation.name cycle cycle.name cycle.previous.name cycle.previous.digest
    answers.*.evidence.title answers.*.actions.what
    answers.*.carried.from answers.*.carried.requirement answers.*.carried.relation
    answers.*.carried.rating answers.*.carried.not_applicable answers.*.confirmed.on answers.*.confirmed.by
    measures.measure measures.period measures.period.from measures.period.to measures.count measures.fewer_than measures.withheld
    measures.by.staff_group
    sign_off.role sign_off.name sign_off.on sign_off.covers
    sign_off.disagrees.requirement sign_off.disagrees.rating sign_off.disagrees.reason
    answers.*.not_applicable answers.*.rating answers.*.carried
    paper.contract_duty.year paper.contract_duty.as_of paper.contract_duty.text
    cleared.requirement cleared.piece cleared.by cleared.on cleared.digest
";

/// A place in the file: its path without list positions and requirement ids, where it starts, what stands there.
pub struct Place {
    pub path: String,
    /// The key's place, or the item's.
    pub span: Span,
    /// The key, if it is no item of a list.
    pub key: Option<String>,
    pub node: Node<'static>,
}

fn standard() -> &'static Standard {
    CATALOGUE.find(&StandardRef::parse("nhs-england-vpr@2024").expect("a name")).expect("a pack")
}

/// The tree borrows from its text, which a test may as well keep for ever.
fn tree(text: &str) -> Node<'static> {
    let source: &Source = Box::leak(Box::new(Source::new("complete.yaml", text)));
    let arena: &Arena = Box::leak(Box::new(Arena::for_file(source)));
    vpr::yaml::parse(source, arena, &mut Diagnostics::new(source.clone())).expect("YAML")
}

/// Every entry and every item of the complete file.
pub fn places() -> Vec<Place> {
    let mut found = Vec::new();
    collect(&tree(&COMPLETE), "", &mut found);
    found
}

fn collect(node: &Node<'static>, path: &str, found: &mut Vec<Place>) {
    match &node.value {
        Value::Sequence(items) => {
            for item in *items {
                found.push(Place { path: path.to_owned(), span: item.span, key: None, node: *item });
                collect(item, path, found);
            }
        }
        Value::Mapping(entries) => {
            for Entry { key, key_span, value } in *entries {
                let name = if path == "answers" { "*" } else { key.as_ref() };
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                found.push(Place { path: path.clone(), span: *key_span, key: Some(key.to_string()), node: *value });
                collect(value, &path, found);
            }
        }
        _ => {}
    }
}

/// The file with something else in this place: the rest of its line and the lines indented below it go.
pub fn with(place: &Place, instead: &str) -> String {
    let before = &COMPLETE[..place.span.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = place.span.start - line_start;
    let after = COMPLETE[place.span.start..].lines().skip(1);
    let rest: Vec<&str> = after
        .skip_while(|l| l.len() - l.trim_start().len() > indent || (place.key.is_none() && l.starts_with(&" ".repeat(indent))))
        .collect();
    format!("{before}{instead}\n{}\n", rest.join("\n"))
}

/// The errors of a text, each as its code and line.
pub fn errors(text: &str) -> Vec<(Code, usize)> {
    let (_, sink) = read(text);
    assert_eq!(sink.count(Severity::Warning), 0);
    sink.sorted().iter().map(|d| (d.code, sink.position(d).line.get())).collect()
}

fn line_of(place: &Place) -> usize {
    Source::new("", COMPLETE.as_str()).position(place.span.start).line.get()
}

#[test]
fn the_complete_file_is_read_and_nothing_in_it_is_dropped() {
    let written = to_yaml(&accepted(&COMPLETE), standard());
    assert!(tree(&written).value.same(&tree(&COMPLETE).value), "{written}");
}

#[test]
fn the_complete_file_has_every_field_that_is_known() {
    let mut there: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for place in places() {
        let (group, name) = place.path.rsplit_once('.').unwrap_or(("", &place.path));
        // The keys of these are data.
        if group == "answers" || group == "measures.by" || place.key.is_none() {
            continue;
        }
        there.entry(group.to_owned()).or_default().insert(name.to_owned());
        // The reader itself says which fields a group can have when it meets one that nobody could have meant.
        let (before, after) = COMPLETE.split_at(place.span.start);
        let indent = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let (_, sink) = read(&format!("{before}qqqqqqqqqqqq: 1\n{}{after}", " ".repeat(indent)));
        let problems = sink.sorted();
        assert_eq!(problems.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::UNKNOWN_FIELD], "{}", place.path);
        let help = problems[0].help.clone().unwrap_or_default();
        let listed = help.trim_start_matches("it can have ").split("; ").next().unwrap_or_default().replace(" and ", ", ");
        known.entry(group.to_owned()).or_default().extend(listed.split(", ").map(str::to_owned));
    }
    assert_eq!(there, known);
}

#[test]
fn a_value_of_the_wrong_type_is_reported_at_every_field() {
    for place in places() {
        let wrong: &[&str] = match &place.node.value {
            Value::Scalar { .. } | Value::Null => &["[x]", "{ x: y }"],
            Value::Sequence(_) => &["x", "{ x: y }"],
            Value::Mapping(_) => &["x", "[x]"],
        };
        for wrong in wrong {
            let instead = place.key.as_ref().map_or_else(|| (*wrong).to_owned(), |key| format!("{key}: {wrong}"));
            let found = errors(&with(&place, &instead));
            assert_eq!(found, [(Code::WRONG_TYPE, line_of(&place))], "{} as {wrong}", place.path);
        }
    }
}

#[test]
fn a_field_with_nothing_in_it_is_reported_at_every_field() {
    for place in places() {
        let Some(key) = &place.key else { continue };
        let found = errors(&with(&place, &format!("{key}:")));
        if place.path == "answers" {
            // A new file, in which nothing is answered yet.
            assert!(!found.iter().any(|(_, line)| *line == line_of(&place)), "{found:?}");
            continue;
        }
        let texts = matches!(place.node.value, Value::Scalar { .. });
        let numbers = ["format", "review_months", "count", "fewer_than", "withheld", "out_of", "publish"];
        let code = if texts && !numbers.contains(&key.as_str()) { Code::EMPTY_VALUE } else { Code::WRONG_TYPE };
        assert_eq!(found, [(code, line_of(&place))], "{}", place.path);
    }
}

#[test]
fn only_what_has_to_be_there_is_missed() {
    let required: BTreeSet<&str> = REQUIRED.split_whitespace().collect();
    let mut missed = BTreeSet::new();
    for place in places().iter().filter(|p| p.key.is_some()) {
        let found = errors(&with(place, "# gone"));
        assert!(found.len() <= 1, "{}: {found:?}", place.path);
        if !found.is_empty() {
            missed.insert(place.path.clone());
        }
    }
    assert_eq!(missed.iter().map(String::as_str).collect::<BTreeSet<_>>(), required);
}
