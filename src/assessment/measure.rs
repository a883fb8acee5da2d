//! Outcomes beside compliance: counts over a period, each one of the catalogue's measures, broken down one way at most.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::parse::one_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::standard::{Definition, Measures, Unit};
use crate::text::shown;
use crate::tree::{Entry, Fields, Node, Value, date, number, text, truth};

/// A count of something over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Id in the catalogue of measures.
    pub measure: String,
    /// First and last day counted.
    pub period: (Date, Date),
    /// The group counted: dimension and value. Empty for the whole; never more than one, as a number crossed with another
    /// soon counts a handful of people, and is worked out from others.
    pub by: BTreeMap<String, String>,
    /// How many.
    pub amount: Amount,
    /// Out of how many.
    pub out_of: Option<u64>,
}

/// How many, or that it is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Exactly so many.
    Count(u64),
    /// Fewer than so many; the exact number never enters the file.
    FewerThan(u64),
    /// Held back, so that a small number beside it can't be worked out.
    Withheld,
}

impl Amount {
    /// The number, where it is said.
    #[must_use]
    pub const fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::FewerThan(_) | Self::Withheld => None,
        }
    }
}

impl Measure {
    /// The dimension and group, where it is broken down.
    #[must_use]
    pub fn group(&self) -> Option<(&str, &str)> {
        self.by.iter().next().map(|(dimension, value)| (dimension.as_str(), value.as_str()))
    }
}

/// Reads a measure, checked against the catalogue.
pub(super) fn measure(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Measure> {
    let catalogue = Measures::embedded();
    let mut f = Fields::of(node, node.span, "a measure", sink)?;
    let named = f.required("measure", "measure: incidents-reported", sink);
    let definition = named.and_then(|e| catalogue.named(e, sink));
    let period = f.required("period", "period: { from: 2026-04-01, to: 2026-09-30 }", sink).and_then(|e| {
        let mut f = Fields::of(&e.value, e.key_span, "`period`", sink)?;
        let from = f.required("from", "from: 2026-04-01", sink).and_then(|e| date(e, sink));
        let to = f.required("to", "to: 2026-09-30", sink).and_then(|e| date(e, sink));
        f.finish(sink);
        Some((from?, to?))
    });
    let by = f.optional("by").map(|e| group(e, definition, sink)).unwrap_or_default();
    let amount = amount(&mut f, definition, sink);
    let out_of = f.optional("out_of").and_then(|e| number(e, sink));
    f.finish(sink);
    Some(Measure { measure: definition?.id.clone(), period: period?, by, amount: amount?, out_of })
}

/// The three ways to give a number.
const ONE: &str = "a measure has a `count`, or, where it is too small to publish, `fewer_than`, or is `withheld`";

/// Whether a number is given as people write one that is held back: "<5", "fewer than 5", "*".
fn is_suppressed(text: &str) -> bool {
    const MOST: u64 = 10;
    let said = text.trim().to_lowercase();
    let limit = ["<", "\u{2264}", "fewer than", "less than", "under"].iter().find_map(|words| said.strip_prefix(words));
    said == "*" || limit.is_some_and(|limit| limit.trim().parse::<u64>().is_ok_and(|limit| limit <= MOST))
}

fn amount(f: &mut Fields<'_>, definition: Option<&Definition>, sink: &mut Diagnostics) -> Option<Amount> {
    let (count, fewer_than, withheld) = (f.optional("count"), f.optional("fewer_than"), f.optional("withheld"));
    // Two of three in a row is enough to say that one too many is there.
    let given: Vec<&Entry<'_>> = [count, fewer_than, withheld].into_iter().flatten().collect();
    one_of(f.span(), given.first().copied(), given.get(1).copied(), ONE, sink);
    let count = count.and_then(|e| {
        // What is written for a number too small to publish is no number that is one off.
        if let Value::Scalar { text, .. } = &e.value.value
            && is_suppressed(text)
        {
            let message = format!("`count` has to be a whole number, not `{}`", shown(text));
            let help = "write `fewer_than: 5` instead of `count` for a number from 1 to 4, or `withheld: true`";
            sink.push(Diagnostic::error(Code::WRONG_TYPE, e.value.span, message).help(help));
            return None;
        }
        let count = number(e, sink)?;
        if definition.is_some_and(|d| d.unit == Unit::PerCent) && count > 100 {
            let message = format!("`count` is {count}, but a share in per cent is 100 at most");
            sink.push(Diagnostic::error(Code::BAD_VALUE, e.value.span, message).help("give the nearest whole per cent"));
        }
        Some(Amount::Count(count))
    });
    let fewer_than = fewer_than.and_then(|e| number(e, sink)).map(Amount::FewerThan);
    let withheld = withheld.and_then(|e| {
        let is = truth(e, sink)?;
        if !is {
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, "`withheld` is `true`, or not there")
                    .help("give the `count` instead, or write `withheld: true`"),
            );
        }
        Some(Amount::Withheld)
    });
    count.or(fewer_than).or(withheld)
}

fn group(entry: &Entry<'_>, definition: Option<&Definition>, sink: &mut Diagnostics) -> BTreeMap<String, String> {
    let Some(f) = Fields::of(&entry.value, entry.key_span, "`by`", sink) else { return BTreeMap::new() };
    let mut group = BTreeMap::new();
    for (index, e) in f.entries().iter().enumerate() {
        let value = text(e, sink);
        if index > 0 {
            let message = format!("a measure is broken down one way at a time, and `{}` is a second", shown(&e.key));
            sink.push(
                Diagnostic::error(Code::CONTRADICTION, e.key_span, message)
                    .note("numbers crossed with one another soon count a handful of people, and small ones can be worked out")
                    .help("give two measures, each broken down one way"),
            );
            continue;
        }
        let Some(definition) = definition else { continue };
        let catalogue = Measures::embedded();
        let dimension = catalogue.dimension_of(definition, &e.key, e.key_span, sink);
        if let (Some(dimension), Some(value)) = (dimension, value)
            && let Some(value) = Measures::value_of(dimension, &value, e.value.span, sink)
        {
            group.insert(dimension.id.clone(), value);
        }
    }
    group
}
