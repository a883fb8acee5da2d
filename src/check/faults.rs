//! Which parts of a file its errors leave sound.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{Span, count_of};
use crate::tree::{Entry, Node, Value};

/// What of the cycle rules go by, and what is said where an error keeps it from them.
const OF_CYCLE: &[(&str, &str)] = &[
    ("opened", "until this is put right, nothing is held against the first day of the cycle"),
    ("submitted", "until this is put right, nothing is held against the day of handing in"),
    ("meeting", "until this is put right, nothing is judged by the day of the meeting: evidence, answers, actions"),
    ("review_months", "until this is put right, nothing is held against the time between two assessments"),
];
/// What is said where an error leaves no day of the cycle to go by.
const NO_CYCLE: &str = "until this is put right, nothing is judged by the days of the cycle";
/// What is said of a field of the cycle whose name may be a misspelt one.
const MISSPELT: &str = "until this is put right, nothing is judged by a day that it may stand for";
/// What is said of a field that stands where none of its name belongs.
const OUT_OF_PLACE: &str = "until this is put right, it may be what is missing where it belongs, and no rule says that it is";
/// What is said where an error leaves no rule anything to look at.
const NO_RULES: &str = "until this is put right, the answers are held against no rule";

/// What is said where errors keep rules from what is signed: it is all of the file.
const NO_SIGN_OFF: &str = "until no error is left, nobody can say whether the sign-offs cover what is here";

/// Where the errors of a file stand, by its parts.
#[derive(Debug, Default)]
pub struct Faults<'n> {
    /// Whether there is any.
    any: bool,
    /// The fields at the top that are there, and whether each is sound.
    fields: Vec<(&'n str, bool)>,
    /// Whether an error stands in none of their values. Then a field that is not there may be one whose name is misspelt.
    elsewhere: bool,
    /// Answers, by their requirement, and whether each is sound. Only looked into where the answers are not. None of them is
    /// where an error is about all.
    answers: Vec<(&'n str, bool)>,
    /// Whether every error of the answers is within one of them, so that each has the name it is meant to have.
    names_are_sound: bool,
    /// What of the cycle an error keeps from the rules.
    cycle: Vec<&'static str>,
    /// The names of fields that stand where none of the name belongs, in small letters, and where. What is indented too far or too
    /// little is missing elsewhere.
    unknown: BTreeMap<String, usize>,
}

impl<'n> Faults<'n> {
    /// The errors found so far in a file.
    #[must_use]
    pub fn of(root: &'n Node<'_>, sink: &Diagnostics) -> Self {
        if !sink.has_errors() {
            return Self::default();
        }
        let errors = Errors::of(sink);
        let by_name = |entries: &'n [Entry<'_>]| entries.iter().map(|e| (e.key.as_ref(), !errors.are_in(e))).collect();
        let elsewhere = !errors.are_all_within(root.entries(), 0..usize::MAX);
        let cycle = named(root, "cycle");
        // A day that is not there may stand below a name that nobody knows.
        let may_be_hidden = cycle.map_or(elsewhere, |c| !errors.leave_names(c));
        let is_lost =
            |field: &&str| cycle.and_then(|c| named(&c.value, field)).map_or(may_be_hidden, |entry| errors.are_in(entry));
        let answers = named(root, "answers");
        let are_in_doubt = answers.is_some_and(|a| errors.are_about_all_of(a));
        let unknown = misplaced(root, sink);
        let is_lost = |field: &&str| is_lost(field) || unknown.contains_key(*field);
        let cycle = OF_CYCLE.iter().map(|(field, _)| *field).filter(is_lost).collect();
        Self {
            any: true,
            names_are_sound: answers.is_some_and(|a| errors.leave_names(a)),
            fields: by_name(root.entries()),
            elsewhere,
            answers: answers.filter(|_| !are_in_doubt).map(|a| by_name(a.value.entries())).unwrap_or_default(),
            cycle,
            unknown,
        }
    }

    /// Says at the errors what they keep from being judged, or else that would pass for sound. `fields` are those at the top that
    /// rules look at as a whole.
    pub fn tell(&self, root: &Node<'_>, fields: &BTreeSet<&str>, is_row: impl Fn(&str) -> bool, sink: &mut Diagnostics) {
        if self.is_none() {
            return;
        }
        let is_of_cycle = |name: &str| OF_CYCLE.iter().any(|(field, _)| *field == name);
        let belongs = |name: &str| fields.contains(name) || is_of_cycle(name) || is_row(name);
        for (_, at) in self.unknown.iter().filter(|(name, _)| belongs(name)) {
            sink.tell_at_first(|d| d.span.start == *at, OUT_OF_PLACE);
        }
        if named(root, "sign_off").is_some_and(|e| !e.value.value.is_empty_list()) {
            sink.tell_at_first(|_| true, NO_SIGN_OFF);
        }
        for entry in fields.iter().filter(|field| !self.spare(field)).filter_map(|field| named(root, field)) {
            let words = if entry.key == "answers" {
                if self.names_are_sound && self.answers.iter().all(|(_, sound)| *sound) {
                    continue;
                }
                self.in_answers()
            } else {
                format!("until this is put right, no rule looks at `{}`", entry.key.as_str())
            };
            sink.tell_at_first(|d| is_in(d, entry), &words);
        }
        self.tell_of_cycle(root, sink);
    }

    /// What errors in answers keep from being judged: those answers, and how many there are.
    fn in_answers(&self) -> String {
        let which = match self.answers.iter().filter(|(_, sound)| !sound).count() {
            _ if self.answers.is_empty() => "the answers".to_owned(),
            0 | 1 => "this answer".to_owned(),
            count => format!("this answer or at {} with an error", count_of(count - 1, "other", "others")),
        };
        let others = if self.names_are_sound { "" } else { ", and what is not answered is not listed" };
        format!("until this is put right, no rule looks at {which}{others}")
    }

    fn tell_of_cycle(&self, root: &Node<'_>, sink: &mut Diagnostics) {
        if self.spare("cycle") {
            return;
        }
        let Some(cycle) = named(root, "cycle") else {
            return sink.tell_at_first(|d| is_missing(d, "cycle"), NO_CYCLE);
        };
        if !is_group(cycle) {
            return sink.tell_at_first(|d| is_in(d, cycle), NO_CYCLE);
        }
        for (field, words) in OF_CYCLE {
            if let Some(entry) = named(&cycle.value, field) {
                sink.tell_at_first(|d| is_in(d, entry), words);
            }
        }
        // Entries come in order of place. A stranger's file may hold fifty thousand, and as many errors.
        let days = cycle.value.entries();
        let before = |d: &Diagnostic| days.partition_point(|e| e.key_span.start < d.span.start).checked_sub(1);
        let is_within_one = |d: &Diagnostic| before(d).and_then(|i| days.get(i)).is_some_and(|e| is_in(d, e));
        sink.tell_at_first(|d| d.code != Code::DUPLICATE_KEY && is_in(d, cycle) && !is_within_one(d), MISSPELT);
    }

    /// Whether there is no error at all.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        !self.any
    }

    /// Whether what the file says in a field at its top is known, or that it says nothing there.
    #[must_use]
    pub fn spare(&self, field: &str) -> bool {
        let written = || self.fields.iter().find(|(name, _)| *name == field);
        self.is_none() || written().map_or(!self.elsewhere && !self.unknown.contains_key(field), |(_, sound)| *sound)
    }

    /// The same of a field of the cycle: a wrong day leaves the others to go by.
    #[must_use]
    pub fn spare_of_cycle(&self, field: &str) -> bool {
        !self.cycle.contains(&field)
    }

    /// The same of the answer to a requirement. One that is not there may stand under a misspelt name.
    #[must_use]
    pub fn spare_answer(&self, id: &str) -> bool {
        let written = || self.answers.iter().find(|(name, _)| *name == id);
        let is_elsewhere = || !self.unknown.is_empty() && self.unknown.contains_key(&id.to_ascii_lowercase());
        if self.spare("answers") {
            return !is_elsewhere();
        }
        written().map_or_else(|| self.names_are_sound && !is_elsewhere(), |(_, sound)| *sound)
    }
}

/// Says that the rules had nothing to look at, where a file's values could not be read.
pub fn tell_unread(sink: &mut Diagnostics) {
    // These two say it themselves.
    sink.tell_at_first(|d| d.code != Code::EMPTY && d.code != Code::TOO_LARGE, NO_RULES);
}

/// The same where it is not known which standard they answer.
pub fn tell_unknown(root: &Node<'_>, sink: &mut Diagnostics) {
    match named(root, "standard") {
        Some(standard) => sink.tell_at_first(|d| is_in(d, standard), NO_RULES),
        None if root.entries().is_empty() => sink.tell_at_first(|_| true, NO_RULES),
        None => sink.tell_at_first(|d| is_missing(d, "standard"), NO_RULES),
    }
}

fn named<'n, 't>(node: &'n Node<'t>, field: &str) -> Option<&'n Entry<'t>> {
    node.entries().iter().find(|e| e.key == field)
}

const fn is_group(entry: &Entry<'_>) -> bool {
    matches!(entry.value.value, Value::Mapping(_))
}

fn is_in(problem: &Diagnostic, entry: &Entry<'_>) -> bool {
    let end = if may_be_in_a_comment(problem) { entry.value.last_byte() } else { last_byte(&entry.value) };
    starts(problem).any(|start| (entry.key_span.start..=end).contains(&start))
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
    std::iter::once(problem.span.start).chain(others.map(|(span, _)| span.start))
}

/// Whether it says that this field is not there, which is said of the file as a whole.
fn is_missing(problem: &Diagnostic, field: &str) -> bool {
    problem.code == Code::MISSING_FIELD && problem.span == Span::default() && problem.message.contains(&format!("`{field}`"))
}

/// Where the errors of a file start, in order.
struct Errors {
    /// How many are about the file as a whole; they are among the others, at its start.
    about_all: usize,
    /// Those that stand in a value or a name.
    in_values: Vec<usize>,
    /// Those that may stand in a comment as well. They hide no name.
    anywhere: Vec<usize>,
}

impl Errors {
    fn of(sink: &Diagnostics) -> Self {
        let errors = sink.sorted().into_iter().filter(|d| d.severity == Severity::Error);
        let (anywhere, in_values): (Vec<&Diagnostic>, _) = errors.partition(|d| may_be_in_a_comment(d));
        let in_order = |errors: Vec<&Diagnostic>| {
            let mut all: Vec<usize> = errors.into_iter().flat_map(starts).collect();
            all.sort_unstable();
            all
        };
        let about_all = in_values.iter().filter(|d| d.span == Span::default()).count();
        Self { about_all, in_values: in_order(in_values), anywhere: in_order(anywhere) }
    }

    fn are_in(&self, entry: &Entry<'_>) -> bool {
        let first = entry.key_span.start;
        between(&self.in_values, first, last_byte(&entry.value)) + between(&self.anywhere, first, entry.value.last_byte()) > 0
    }

    /// Whether those of a group are all within the values of its entries, so that each entry has the name it is meant to have.
    fn leave_names(&self, group: &Entry<'_>) -> bool {
        is_group(group) && self.are_all_within(group.value.entries(), group.key_span.start..last_byte(&group.value) + 1)
    }

    /// Whether one stands at the name of a field or before what is in it: nobody knows what it is of then.
    fn are_about_all_of(&self, field: &Entry<'_>) -> bool {
        let first = field.value.entries().first().map_or(field.value.span.start, |e| e.key_span.start);
        between(&self.in_values, field.key_span.start, first.saturating_sub(1)) > self.about_all_before(field)
    }

    /// What is missing at the top is said of the file as a whole, at its start.
    fn about_all_before(&self, field: &Entry<'_>) -> usize {
        if field.key_span.start == 0 { self.about_all } else { 0 }
    }

    fn are_all_within(&self, entries: &[Entry<'_>], places: Range<usize>) -> bool {
        let inside: usize = entries.iter().map(|e| between(&self.in_values, e.value.span.start, last_byte(&e.value))).sum();
        inside == between(&self.in_values, places.start, places.end.saturating_sub(1))
    }
}

/// The fields that nobody knows where they stand.
fn misplaced(root: &Node<'_>, sink: &Diagnostics) -> BTreeMap<String, usize> {
    let unknown: BTreeSet<usize> =
        sink.sorted().into_iter().filter(|d| d.code == Code::UNKNOWN_FIELD).map(|d| d.span.start).collect();
    let mut names = BTreeMap::new();
    if !unknown.is_empty() {
        name_those(root, &unknown, &mut names);
    }
    names
}

fn name_those(node: &Node<'_>, places: &BTreeSet<usize>, names: &mut BTreeMap<String, usize>) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| name_those(item, places, names)),
        Value::Mapping(entries) => {
            for entry in *entries {
                if places.contains(&entry.key_span.start) {
                    names.entry(entry.key.to_ascii_lowercase()).or_insert(entry.key_span.start);
                }
                name_those(&entry.value, places, names);
            }
        }
        Value::Null | Value::Scalar { .. } => {}
    }
}

/// How many places lie from one byte to another.
fn between(places: &[usize], first: usize, last: usize) -> usize {
    let from = places.partition_point(|at| *at < first);
    places.partition_point(|at| *at <= last).saturating_sub(from)
}
