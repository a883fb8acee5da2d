//! Which parts of a file its errors leave sound.
//!
//! What stands in its place without an error is known, whatever the rest holds. What does not stand there may yet be somewhere:
//! under a misspelt name of the same group, or out of place, in or below a field that nobody knows. Only where neither can be is
//! it missing, and only then does a rule say so.

mod displaced;
mod errors;
mod tell;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use self::displaced::Displaced;
use self::errors::{Errors, places_of};
pub use self::tell::{tell_unknown, tell_unread};
use super::rules::FIELDS;
use crate::assessment::Role;
use crate::diagnostic::{Code, Diagnostics};
use crate::standard::Standard;
use crate::tree::{Entry, Node, Value};

/// The places of the fields at the top: an error before the first or behind the last is beside them as well.
const EVERYWHERE: RangeInclusive<usize> = 0..=usize::MAX;

/// What the errors of a file leave sound of its parts.
#[derive(Debug, Default)]
pub struct Faults<'n> {
    /// Whether there is any.
    any: bool,
    top: Group<'n>,
    cycle: Group<'n>,
    answers: Group<'n>,
    displaced: Displaced,
    /// Answers that a field out of place may be of, and where that stands.
    lost_a_part: Vec<(usize, &'n str)>,
}

/// What errors leave sound of the fields of a group.
#[derive(Debug, Default)]
struct Group<'n> {
    /// Those that are there, and whether each is sound.
    fields: BTreeMap<&'n str, bool>,
    /// Whether another may be there, as an error leaves open what a name stands for.
    may_hide: bool,
}

impl<'n> Faults<'n> {
    /// The errors found so far in a file that answers this standard.
    #[must_use]
    pub fn of(root: &'n Node<'_>, standard: &Standard, sink: &Diagnostics) -> Self {
        if !sink.has_errors() {
            return Self::default();
        }
        let of_cycle = tell::OF_CYCLE.iter().map(|(field, _)| *field);
        let of_roles = Role::ALL.iter().map(|(_, field, ..)| *field);
        let parts = sink.homes().iter().find(|home| home.below == "answers").map_or(&[][..], |home| home.fields);
        let belong = FIELDS.iter().chain(["cycle"].iter()).chain(parts).copied().chain(of_cycle).chain(of_roles);
        let mut faults = Self { any: true, displaced: Displaced::of(root, belong, standard, sink), ..Self::default() };
        let errors = Errors::of(sink, &faults.displaced);
        faults.top = faults.group(root, &EVERYWHERE, &errors);
        // A cycle has to be there: one that is not is to come.
        faults.cycle = faults.group_in(named(root, "cycle"), false, &errors);
        faults.answers = faults.group_in(named(root, "answers"), faults.spare("answers"), &errors);
        faults.doubt_what_lost_a_part(root, parts, sink);
        if !faults.lost_a_part.is_empty() {
            faults.top.fields.insert("answers", false);
        }
        let is_displaced = |group, name: &str| faults.displaced.place(name).is_some() && !is_there(root, group, name);
        if standard.requirements.iter().any(|row| is_displaced("answers", row.id.as_str())) {
            faults.top.fields.insert("answers", false);
        }
        if Role::ALL.iter().any(|(_, field, ..)| is_displaced("roles", field)) {
            faults.top.fields.insert("roles", false);
        }
        faults
    }

    fn group(&self, node: &'n Node<'_>, places: &RangeInclusive<usize>, errors: &Errors) -> Group<'n> {
        let own = node.entries().iter().filter(|e| !self.displaced.is_known(e.key_span.start));
        let fields = own.map(|e| (e.key.as_ref(), !errors.are_in(e))).collect();
        let is_group = matches!(node.value, Value::Mapping(_) | Value::Null);
        Group { fields, may_hide: !is_group || !errors.leave_names_of(node.entries(), places) }
    }

    /// The group in a field. What is in one that is not there is known where that is.
    fn group_in(&self, field: Option<&'n Entry<'_>>, is_absent: bool, errors: &Errors) -> Group<'n> {
        match field {
            Some(field) if !errors.are_about_all_of(field) => self.group(&field.value, &places_of(field), errors),
            None if is_absent => Group::default(),
            _ => Group { fields: BTreeMap::new(), may_hide: true },
        }
    }

    /// A field of an answer that stands among the answers, or behind them, is not indented far enough: it is of the one before it.
    fn doubt_what_lost_a_part(&mut self, root: &'n Node<'_>, parts: &[&str], sink: &Diagnostics) {
        let answers = named(root, "answers").map(|e| e.value.entries()).unwrap_or_default();
        let is_part = |e: &Entry<'_>| self.displaced.is_known(e.key_span.start) && parts.contains(&e.key.as_str());
        let behind = root.entries().iter().skip_while(|e| e.key != "answers").filter(|e| is_part(e));
        let mut places: BTreeSet<usize> = answers.iter().filter(|e| is_part(e)).chain(behind).map(|e| e.key_span.start).collect();
        // A second one of its name was not even taken.
        let again = sink.sorted().into_iter().filter(|d| d.code == Code::DUPLICATE_KEY);
        let of_part = again.filter(|d| d.related.iter().any(|(first, _)| places.contains(&first.start)));
        places.extend(of_part.map(|d| d.span.start).collect::<Vec<_>>());
        // Nor is another field out of place an answer.
        let rows: Vec<&Entry<'_>> = answers.iter().filter(|e| !self.displaced.is_known(e.key_span.start)).collect();
        for at in places {
            let before = rows.partition_point(|e| e.key_span.start < at).saturating_sub(1);
            if let Some(answer) = rows.get(before) {
                self.lost_a_part.push((at, answer.key.as_ref()));
                self.answers.fields.insert(answer.key.as_ref(), false);
            }
        }
    }

    /// Whether there is no error at all.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        !self.any
    }

    /// Whether what the file says in a field at its top is known, all of it, or that it says nothing there.
    #[must_use]
    pub fn spare(&self, field: &str) -> bool {
        self.is_known(&self.top, field)
    }

    /// The same of a field of the cycle: a wrong day leaves the others to go by.
    #[must_use]
    pub fn spare_of_cycle(&self, field: &str) -> bool {
        self.is_known(&self.cycle, field)
    }

    /// The same of the answer to a requirement.
    #[must_use]
    pub fn spare_answer(&self, id: &str) -> bool {
        self.is_known(&self.answers, id)
    }

    fn is_known(&self, group: &Group<'_>, name: &str) -> bool {
        let is_missing = || !group.may_hide && self.displaced.place(name).is_none();
        self.is_none() || group.fields.get(name).copied().unwrap_or_else(is_missing)
    }
}

fn named<'n, 't>(node: &'n Node<'t>, field: &str) -> Option<&'n Entry<'t>> {
    node.entries().iter().find(|e| e.key == field)
}

/// Whether a field of a group at the top stands in its place.
fn is_there(root: &Node<'_>, group: &str, field: &str) -> bool {
    named(root, group).is_some_and(|e| named(&e.value, field).is_some())
}
