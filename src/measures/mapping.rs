//! How an extract's columns become measures: a TOML file that a person writes once for their incident system.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::LIMIT;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::standard::{Definition, Dimension, Measures, Unit, toml};
use crate::text::{Source, Span, did_you_mean, nearest, one_of, shown};
use crate::tree::{Arena, Entry, Fields, Node, date, integer, number, text, texts, truth};

/// The highest limit below which numbers are not given.
const HIGHEST_LIMIT: u64 = 20;

/// A mapping whose measures, dimensions and groups are all in the catalogue.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Numbers below this are not given.
    pub limit: u64,
    /// The column with the day of the incident.
    pub day_column: String,
    /// First and last day counted.
    pub period: (Date, Date),
    /// Columns that break numbers down.
    pub breakdowns: Vec<Breakdown>,
    /// What is counted, in the catalogue's order.
    pub measures: Vec<Counted>,
    /// People at work, whole and by dimension and group: what rates are out of.
    pub headcount: BTreeMap<Option<(String, String)>, u64>,
}

/// A column that breaks numbers down.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// Id of the dimension.
    pub dimension: String,
    /// The part of that dimension, or the empty text.
    pub part: String,
    /// Its groups are protected characteristics of people.
    pub protected: bool,
    /// The column.
    pub column: String,
    /// What stands in the column, in lower case, and the group it means. The empty text is a cell with nothing in it.
    pub groups: BTreeMap<String, String>,
    /// The groups that some content means, in the catalogue's order.
    pub values: Vec<String>,
}

/// A measure to be counted.
#[derive(Debug, Clone)]
pub struct Counted {
    /// What it is.
    pub definition: &'static Definition,
    /// Rows with the same content in this column count once.
    pub once: Option<String>,
    /// Only rows that pass all of these count.
    pub only: Vec<Filter>,
    /// Positions in [`Mapping::breakdowns`].
    pub by: Vec<usize>,
    /// What it is a share or a rate of.
    pub out_of: Option<OutOf>,
}

/// What a number is a share or a rate of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutOf {
    /// People at work.
    Headcount,
    /// Another measure of the mapping, by its id.
    Measure(String),
}

/// Which rows count. Everything that can stand in the column is named, so that no spelling is passed over unnoticed.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The column.
    pub column: String,
    /// What stands in the column, in lower case, and whether the row counts then.
    pub contents: BTreeMap<String, bool>,
}

/// Content of a cell as it is compared: neither case nor space around it matters.
pub(super) fn content(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// Reads a mapping. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, sink: &mut Diagnostics) -> Option<Mapping> {
    let before = sink.count(Severity::Error);
    let arena = Arena::for_file(source);
    let root = toml::parse(source, &arena, sink)?;
    let mut f = Fields::of(&root, Span::default(), "the mapping", sink)?;
    crate::standard::known_format(&mut f, sink)?;
    let limit = f.optional("fewer_than").map_or(Some(LIMIT), |e| integer(e, LIMIT, HIGHEST_LIMIT, sink));
    let period = f.required("period", "period = { column = \"Incident date\", from = 2026-04-01, to = 2026-09-30 }", sink);
    let period = period.and_then(|e| read_period(e, sink));
    let mut breakdowns: Vec<Breakdown> = Vec::new();
    for node in f.list("breakdown", sink) {
        let Some(breakdown) = read_breakdown(node, sink) else { continue };
        if breakdowns.iter().any(|b| (&b.dimension, &b.part) == (&breakdown.dimension, &breakdown.part)) {
            let message = format!("`{}` is broken down by two columns", breakdown.dimension);
            sink.push(Diagnostic::error(Code::DUPLICATE_ID, node.span, message).help("keep one of the two"));
        }
        breakdowns.push(breakdown);
    }
    let headcount = f.optional("headcount").map(|e| read_headcount(e, limit.unwrap_or(LIMIT), sink)).unwrap_or_default();
    let mut measures: Vec<Counted> = Vec::new();
    let nodes = f.list("measure", sink);
    for node in nodes {
        let Some(counted) = read_counted(node, &breakdowns, &headcount, &measures, sink) else { continue };
        if measures.iter().any(|m| m.definition.id == counted.definition.id) {
            let message = format!("`{}` is counted twice", counted.definition.id);
            sink.push(Diagnostic::error(Code::DUPLICATE_ID, node.span, message).help("keep one of the two"));
        }
        measures.push(counted);
    }
    if nodes.is_empty() {
        let message = "the mapping counts nothing";
        let help = "add `[[measure]]` and below it `measure = \"incidents-reported\"`; `vpr measures list` shows them all";
        sink.push(Diagnostic::error(Code::MISSING_FIELD, f.span(), message).help(help));
    }
    f.finish(sink);
    if sink.count(Severity::Error) > before {
        return None;
    }
    let order = |m: &Counted| Measures::embedded().definitions.iter().position(|d| d.id == m.definition.id);
    measures.sort_by_key(order);
    let (day_column, period) = period?;
    Some(Mapping { limit: limit?, day_column, period, breakdowns, measures, headcount })
}

fn read_period(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<(String, (Date, Date))> {
    let mut f = Fields::of(&entry.value, entry.key_span, "`period`", sink)?;
    let column = f.required("column", "column = \"Incident date\"", sink).and_then(|e| text(e, sink));
    let from = f.required("from", "from = 2026-04-01", sink).and_then(|e| date(e, sink));
    let to = f.required("to", "to = 2026-09-30", sink);
    let to = to.and_then(|e| Some((date(e, sink)?, e.value.span)));
    f.finish(sink);
    let (from, (to, at)) = (from?, to?);
    if to < from {
        sink.push(Diagnostic::error(Code::BAD_VALUE, at, "the period ends before it begins").help("swap `from` and `to`"));
    }
    Some((column?, (from, to)))
}

fn read_breakdown(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Breakdown> {
    let catalogue = Measures::embedded();
    let mut f = Fields::of(node, node.span, "a breakdown", sink)?;
    let dimension = f.required("dimension", "dimension = \"staff_group\"", sink).and_then(|e| named_dimension(e, sink));
    let column = f.required("column", "column = \"Staff group\"", sink).and_then(|e| text(e, sink));
    let mut groups = BTreeMap::new();
    let mut spans = Vec::new();
    let mut take = |written: &str, key: Span, e: &Entry<'_>, sink: &mut Diagnostics| {
        let (Some(dimension), Some(value)) = (dimension, text(e, sink)) else { return };
        let Some(value) = Measures::value_of(dimension, &value, e.value.span, sink) else { return };
        spans.push((e.value.span, value.clone()));
        if groups.insert(content(written), value).is_some() {
            let help = "neither case nor space around a text matters; keep one of them";
            sink.push(Diagnostic::error(Code::DUPLICATE_KEY, key, "this content stands here twice").help(help));
        }
    };
    if let Some(e) = f.optional("blank") {
        take("", e.key_span, e, sink);
    }
    if let Some(e) = f.required("groups", "groups = { \"Registered nurse\" = \"nursing\" }", sink)
        && let Some(g) = Fields::of(&e.value, e.key_span, "`groups`", sink)
    {
        g.entries().iter().for_each(|e| take(&e.key, e.key_span, e, sink));
    }
    f.finish(sink);
    let (dimension, column) = (dimension?, column?);
    let part = spans.first().map_or("", |(_, v)| dimension.part(v)).to_owned();
    for (at, value) in spans.iter().filter(|(_, v)| dimension.part(v) != part) {
        let message = format!("`{value}` belongs to another breakdown than `{part}`");
        let help = "one column says one thing of a person: give this one a `[[breakdown]]` of its own";
        sink.push(Diagnostic::error(Code::CONTRADICTION, *at, message).help(help));
    }
    let values = dimension.values.iter().filter(|v| groups.values().any(|g| g == *v)).cloned().collect();
    let protected = catalogue.dimension(&dimension.id).is_some_and(|d| d.protected);
    Some(Breakdown { dimension: dimension.id.clone(), part, protected, column, groups, values })
}

fn named_dimension(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<&'static Dimension> {
    let catalogue = Measures::embedded();
    let written = text(entry, sink)?;
    let found = catalogue.dimension(&written);
    if found.is_none() {
        unknown_dimension(&written, entry.value.span, sink);
    }
    found
}

fn unknown_dimension(written: &str, at: Span, sink: &mut Diagnostics) {
    let ids: Vec<&str> = Measures::embedded().dimensions.iter().map(|d| d.id.as_str()).collect();
    let near = nearest(written, ids.iter().copied());
    let help = near.map_or_else(|| format!("it can be {}", one_of(&ids)), |n| did_you_mean(written, n));
    let message = format!("there is no dimension `{}`", shown(written));
    sink.push(Diagnostic::error(Code::UNKNOWN_DIMENSION, at, message).help(help));
}

fn read_headcount(entry: &Entry<'_>, limit: u64, sink: &mut Diagnostics) -> BTreeMap<Option<(String, String)>, u64> {
    let mut counts = BTreeMap::new();
    let Some(f) = Fields::of(&entry.value, entry.key_span, "`headcount`", sink) else { return counts };
    let count = |e: &Entry<'_>, sink: &mut Diagnostics| {
        let count = number(e, sink)?;
        if count < 2 * limit {
            let message = format!("a group of {count} people is too small to count what happens to them");
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, message)
                    .note("of so few, a number \"fewer than\" the limit says almost everything")
                    .help("map what stands in the column for this group to a larger one, such as `other`"),
            );
        }
        Some(count)
    };
    for e in f.entries() {
        if e.key == "whole" {
            counts.extend(count(e, sink).map(|n| (None, n)));
            continue;
        }
        let Some(dimension) = Measures::embedded().dimension(&e.key) else {
            unknown_dimension(&e.key, e.key_span, sink);
            continue;
        };
        let Some(groups) = Fields::of(&e.value, e.key_span, "the groups of a headcount", sink) else { continue };
        for e in groups.entries() {
            if let (Some(value), Some(n)) = (Measures::value_of(dimension, &e.key, e.key_span, sink), count(e, sink)) {
                counts.insert(Some((dimension.id.clone(), value)), n);
            }
        }
    }
    counts
}

fn read_counted(
    node: &Node<'_>,
    breakdowns: &[Breakdown],
    headcount: &BTreeMap<Option<(String, String)>, u64>,
    earlier: &[Counted],
    sink: &mut Diagnostics,
) -> Option<Counted> {
    let catalogue = Measures::embedded();
    let mut f = Fields::of(node, node.span, "a measure", sink)?;
    let named = f.required("measure", "measure = \"incidents-reported\"", sink);
    let definition = named.and_then(|e| {
        let definition = catalogue.named(e, sink)?;
        if definition.unit == Unit::PerCent {
            let message = format!("`{}` is a share from a survey, and no extract of incidents has it", definition.id);
            let help = "write it into the assessment by hand, from the published result";
            sink.push(Diagnostic::error(Code::BAD_VALUE, e.value.span, message).help(help));
        }
        Some(definition)
    });
    let once = f.text("once", sink);
    if let Some(d) = definition.filter(|d| d.unit == Unit::People && once.is_none()) {
        let message = format!("`{}` counts people, and a row is an incident", d.id);
        let help = "name the column that tells people apart: `once = \"Staff number\"`; what stands in it is not kept";
        sink.push(Diagnostic::error(Code::MISSING_FIELD, f.span(), message).help(help));
    }
    let only: Vec<Filter> = f.list("only", sink).iter().filter_map(|n| read_filter(n, sink)).collect();
    let mut by = Vec::new();
    for (written, at) in f.texts("by", sink) {
        let Some(definition) = definition else { continue };
        let Some(dimension) = catalogue.dimension_of(definition, &written, at, sink) else { continue };
        let mut columns = (0..breakdowns.len()).filter(|i| breakdowns[*i].dimension == dimension.id).peekable();
        if columns.peek().is_none() {
            let message = format!("no `[[breakdown]]` says which column is `{}`", dimension.id);
            sink.push(Diagnostic::error(Code::MISSING_FIELD, at, message).help("add one, with its `column` and `groups`"));
        }
        by.extend(columns);
    }
    let out_of = f.optional("out_of").and_then(|e| {
        let written = text(e, sink)?;
        if written == "headcount" {
            if !headcount.contains_key(&None) {
                let message = "there is no headcount to be out of";
                let help = "add `[headcount]` and below it `whole = 2150`";
                sink.push(Diagnostic::error(Code::MISSING_FIELD, e.value.span, message).help(help));
            }
            return Some(OutOf::Headcount);
        }
        if earlier.iter().any(|m| m.definition.id == written) {
            return Some(OutOf::Measure(written));
        }
        let message = format!("`out_of` is no measure that stands above this one: `{}`", shown(&written));
        let help = "write `headcount`, or the id of a measure counted above";
        sink.push(Diagnostic::error(Code::BAD_VALUE, e.value.span, message).help(help));
        None
    });
    f.finish(sink);
    Some(Counted { definition: definition?, once, only, by, out_of })
}

fn read_filter(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Filter> {
    let mut f = Fields::of(node, node.span, "a condition", sink)?;
    let column = f.required("column", "column = \"Police informed\"", sink).and_then(|e| text(e, sink));
    let mut contents = BTreeMap::new();
    let counted = f.required("counts", "counts = [\"Yes\"]", sink);
    let left_out = f.optional("leaves_out");
    for (entry, counts) in [(counted, true), (left_out, false)] {
        for (written, at) in entry.map_or_else(Vec::new, |e| texts(e, sink)) {
            if contents.insert(content(&written), counts).is_some() {
                let message = "this content stands here twice";
                sink.push(Diagnostic::error(Code::DUPLICATE_KEY, at, message).help("keep it once"));
            }
        }
    }
    if let Some(blank) = f.optional("blank_counts").and_then(|e| truth(e, sink)) {
        contents.insert(String::new(), blank);
    }
    f.finish(sink);
    Some(Filter { column: column?, contents })
}
