//! Where the errors of a file stand, and what they are about.

use std::iter::once;
use std::ops::RangeInclusive;

use super::displaced::Displaced;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::Span;
use crate::tree::{Entry, Node};

/// Where the errors of a file start, in order. Those about the file as a whole are in none of its parts, and not among them.
pub(super) struct Errors {
    /// Those that stand in a value or a name.
    in_values: Vec<usize>,
    /// Those of them that are about what is there: not that something is missing.
    about: Vec<usize>,
    /// Those of them that leave open what a name stands for.
    at_names: Vec<usize>,
    /// Those that may stand in a comment as well. They hide no name.
    anywhere: Vec<usize>,
}

impl Errors {
    pub(super) fn of(sink: &Diagnostics, displaced: &Displaced) -> Self {
        let errors: Vec<&Diagnostic> =
            sink.sorted().into_iter().filter(|d| d.severity == Severity::Error && !is_of_the_file(d)).collect();
        let those = |keep: &dyn Fn(&Diagnostic) -> bool| {
            let mut all: Vec<usize> = errors.iter().filter(|d| keep(d)).flat_map(|d| starts(d)).collect();
            all.sort_unstable();
            all
        };
        Self {
            in_values: those(&|d| !may_be_in_a_comment(d)),
            about: those(&|d| !may_be_in_a_comment(d) && d.code != Code::MISSING_FIELD),
            at_names: those(&|d| hides_names(d, displaced)),
            anywhere: those(&may_be_in_a_comment),
        }
    }

    /// Whether one is about a field or what is in it.
    pub(super) fn are_in(&self, entry: &Entry<'_>) -> bool {
        let first = entry.key_span.start;
        between(&self.in_values, first, last_byte(&entry.value)) + between(&self.anywhere, first, entry.value.last_byte()) > 0
    }

    /// Whether one stands at the name of a field or before what is in it: nobody knows what it is of then.
    pub(super) fn are_about_all_of(&self, field: &Entry<'_>) -> bool {
        let first = field.value.entries().first().map_or(field.value.span.start, |e| e.key_span.start);
        between(&self.about, field.key_span.start, first.saturating_sub(1)) > 0
    }

    /// Whether those in the places of a group are all within the values of its fields, so that each field has the name it is
    /// meant to have.
    pub(super) fn leave_names_of(&self, fields: &[Entry<'_>], places: &RangeInclusive<usize>) -> bool {
        let within = |e: &Entry<'_>| between(&self.at_names, e.value.span.start, last_byte(&e.value));
        fields.iter().map(within).sum::<usize>() == between(&self.at_names, *places.start(), *places.end())
    }
}

/// Whether an error stands in a field, be it at its name.
pub(super) fn is_in(problem: &Diagnostic, entry: &Entry<'_>) -> bool {
    let end = if may_be_in_a_comment(problem) { entry.value.last_byte() } else { last_byte(&entry.value) };
    !is_of_the_file(problem) && starts(problem).any(|start| (entry.key_span.start..=end).contains(&start))
}

/// Where a field and what is in it stands.
pub(super) fn places_of(field: &Entry<'_>) -> RangeInclusive<usize> {
    field.key_span.start..=last_byte(&field.value)
}

/// Whether an error stands in the places of a group and leaves open what one of its names stands for.
pub(super) fn is_at_a_name_of(
    problem: &Diagnostic,
    fields: &[Entry<'_>],
    places: &RangeInclusive<usize>,
    displaced: &Displaced,
) -> bool {
    let at = problem.span.start;
    // Fields come in order of place. A stranger's file may hold fifty thousand, and as many errors.
    let before = fields.partition_point(|e| e.key_span.start <= at).checked_sub(1).and_then(|i| fields.get(i));
    let is_in_value = before.is_some_and(|e| (e.value.span.start..=last_byte(&e.value)).contains(&at));
    hides_names(problem, displaced) && !is_of_the_file(problem) && places.contains(&at) && !is_in_value
}

/// Whether it says that this field is not there, which is said of the file as a whole.
pub(super) fn is_missing(problem: &Diagnostic, field: &str) -> bool {
    problem.code == Code::MISSING_FIELD && is_of_the_file(problem) && problem.message.contains(&format!("`{field}`"))
}

fn is_of_the_file(problem: &Diagnostic) -> bool {
    problem.span == Span::default()
}

/// Whether it is about a name that nobody knows, and that is none which belongs elsewhere: it may be a misspelt one.
fn hides_names(problem: &Diagnostic, displaced: &Displaced) -> bool {
    let is_unknown = problem.code == Code::UNKNOWN_FIELD || problem.code == Code::UNKNOWN_REQUIREMENT;
    is_unknown && !displaced.is_known(problem.span.start)
}

/// Such a one may stand between two values, and is about neither.
fn may_be_in_a_comment(problem: &Diagnostic) -> bool {
    problem.code == Code::UNSAFE_CHARACTER
}

/// One past the last byte of a value, or the last one that is its own. What was refused, as a second field of one name, stands in
/// no value of the group, and is in the group all the same.
fn last_byte(value: &Node<'_>) -> usize {
    value.last_byte().max(value.span.end.saturating_sub(1))
}

/// Where an error stands. One about two things of one name is about both: nobody knows which is meant.
fn starts(problem: &Diagnostic) -> impl Iterator<Item = usize> {
    let others = problem.related.iter().filter(|_| problem.code == Code::DUPLICATE_KEY);
    once(problem.span.start).chain(others.map(|(span, _)| span.start))
}

/// How many places lie from one byte to another.
fn between(places: &[usize], first: usize, last: usize) -> usize {
    let from = places.partition_point(|at| *at < first);
    places.partition_point(|at| *at <= last).saturating_sub(from)
}
