//! What is said, where an error stands, of what it keeps from being judged. Silence would pass for a sound file.

use std::collections::{BTreeMap, BTreeSet};

use super::errors::{is_at_a_name_of, is_in, is_missing, places_of};
use super::{EVERYWHERE, Faults, is_there, named};
use crate::assessment::Role;
use crate::check::rules::FIELDS;
use crate::diagnostic::{Code, Diagnostics};
use crate::standard::{RequirementId, Standard};
use crate::text::{count_of, list_of};
use crate::tree::{Entry, Node};

/// What of the cycle rules go by, and what is said where an error keeps it from them.
pub(super) const OF_CYCLE: &[(&str, &str)] = &[
    ("opened", "until this is put right, nothing is held against the first day of the cycle"),
    ("submitted", "until this is put right, nothing is held against the day of handing in"),
    ("meeting", "until this is put right, nothing is judged by the day of the meeting: evidence, answers, actions"),
    ("review_months", "until this is put right, nothing is held against the time between two assessments"),
];
/// What is said where an error leaves no day of the cycle to go by.
const NO_CYCLE: &str = "until this is put right, nothing is judged by the days of the cycle";
/// What is said where an error leaves no rule anything to look at.
const NO_RULES: &str = "until this is put right, the answers are held against no rule";
/// What is said where nothing of a file could be read.
const NOTHING_READ: &str =
    "until this is put right, no rule looks at anything else in this file: neither the organisation nor the days nor the answers";
/// What is said where errors keep rules from what is signed: it is all of the file.
const NO_SIGN_OFF: &str = "until no error is left, nobody can say whether the sign-offs cover what is here";

impl Faults<'_> {
    /// Says at the errors what they keep from being judged.
    pub fn tell(&self, root: &Node<'_>, standard: &Standard, sink: &mut Diagnostics) {
        if self.is_none() {
            return;
        }
        self.tell_of_displaced(root, standard, sink);
        if named(root, "sign_off").is_some_and(|e| !e.value.value.is_empty_list() && !e.value.is_blank()) {
            sink.tell_at_first(|_| true, NO_SIGN_OFF);
        }
        for entry in FIELDS.iter().filter(|field| !self.spare(field)).filter_map(|field| named(root, field)) {
            let words = if entry.key == "answers" {
                self.of_answers()
            } else {
                Some(format!("until this is put right, no rule looks at `{}`", entry.key.as_str()))
            };
            if let Some(words) = words {
                sink.tell_at_first(|d| is_in(d, entry), &words);
            }
        }
        if self.top.may_hide {
            let absent: Vec<String> =
                FIELDS.iter().filter(|field| named(root, field).is_none()).map(|field| format!("`{field}`")).collect();
            if !absent.is_empty() {
                let words = stands_for("no rule looks at", &absent);
                sink.tell_at_first(|d| is_at_a_name_of(d, root.entries(), &EVERYWHERE, &self.displaced), &words);
            }
        }
        self.tell_of_cycle(root, sink);
    }

    /// What errors in answers keep from being judged: those answers, and how many there are.
    fn of_answers(&self) -> Option<String> {
        // What only lost a part has no error itself, and is told of where that stands.
        let lost: BTreeSet<&str> = self.lost_a_part.iter().map(|(_, answer)| *answer).collect();
        let broken = self.answers.fields.iter().filter(|(name, is_sound)| !**is_sound && !lost.contains(*name)).count();
        let which = match broken {
            0 if !self.answers.may_hide => return None,
            _ if self.answers.fields.is_empty() => "the answers".to_owned(),
            0 | 1 => "this answer".to_owned(),
            count => format!("this answer or at {} with an error", count_of(count - 1, "other", "others")),
        };
        let others = if self.answers.may_hide { ", and what is not answered is not listed" } else { "" };
        Some(format!("until this is put right, no rule looks at {which}{others}"))
    }

    fn tell_of_displaced(&self, root: &Node<'_>, standard: &Standard, sink: &mut Diagnostics) {
        let cycle = named(root, "cycle");
        for (field, words) in OF_CYCLE.iter().filter(|(field, _)| cycle.is_some_and(|c| named(&c.value, field).is_none())) {
            if let Some(at) = self.displaced.place(field) {
                sink.tell_at_first(|d| d.span.start == at && d.code == Code::UNKNOWN_FIELD, words);
            }
        }
        let within = |group: &str| places_in(named(root, group).map(|e| e.value.entries()).unwrap_or_default());
        let (in_root, in_roles, in_answers) = (places_in(root.entries()), within("roles"), within("answers"));
        let of_top = FIELDS.iter().filter(|field| named(root, field).is_none());
        let of_top = of_top.map(|field| (*field, format!("`{field}`"), &in_root));
        let roles = Role::ALL.iter().map(|(_, field, ..)| *field).filter(|field| !is_there(root, "roles", field));
        let roles = roles.map(|field| (field, format!("`{field}`"), &in_roles));
        let rows = standard.requirements.iter().map(|row| row.id.as_str()).filter(|id| !is_there(root, "answers", id));
        let rows_at: BTreeSet<usize> = rows.clone().filter_map(|id| self.displaced.place_of_itself(id)).collect();
        let rows = rows.map(|id| (id, id.to_owned(), &in_answers));
        // What is in its place, and only written in another way, is to be moved nowhere.
        let (mut misspelt, mut moved): (BTreeMap<usize, Vec<String>>, BTreeMap<usize, Vec<String>>) = Default::default();
        for (name, shown, places) in of_top.chain(roles).chain(rows) {
            if let Some(at) = self.displaced.place(name) {
                let is_in_place = places.contains(&at) && self.displaced.place_of_itself(name) == Some(at);
                if is_in_place { &mut misspelt } else { &mut moved }.entry(at).or_default().push(shown);
            }
        }
        // Of the roles that is said as a whole.
        misspelt.retain(|at, _| !in_roles.contains(at));
        let others = !in_answers.is_empty();
        let column = if others { "in the same column as the other answers" } else { "indented by two spaces" };
        let better = format!("it belongs below `answers`, {column}, with all that is in it further in");
        let mut told: BTreeMap<usize, (String, Option<String>)> = BTreeMap::new();
        for (at, answer) in &self.lost_a_part {
            // Only what the standard calls so: any other name may hold what its own line is covered for.
            let is_row = RequirementId::parse(answer).is_some_and(|id| standard.requirement(&id).is_some());
            let answer = if is_row { answer } else { "the answer before it" };
            let words = format!("it may be of {answer}: until this is put right, no rule looks at that");
            told.insert(*at, (words, None));
        }
        // What such a one holds is not out of place for itself.
        moved.retain(|at, names| {
            misspelt.get_mut(at).is_none_or(|own| {
                own.append(names);
                false
            })
        });
        for (at, names) in misspelt {
            told.insert(at, (format!("until this is put right, no rule looks at {}", list_of(&names)), None));
        }
        for (at, names) in moved {
            let words = format!(
                "it may be what is missing where it belongs: until this is put right, no rule looks at {}",
                list_of(&names)
            );
            told.insert(at, (words, rows_at.contains(&at).then(|| better.clone())));
        }
        sink.tell_at_places(&[Code::UNKNOWN_FIELD, Code::UNKNOWN_REQUIREMENT, Code::DUPLICATE_KEY], &told);
    }

    fn tell_of_cycle(&self, root: &Node<'_>, sink: &mut Diagnostics) {
        let Some(cycle) = named(root, "cycle") else {
            return sink.tell_at_first(|d| is_missing(d, "cycle"), NO_CYCLE);
        };
        if self.cycle.fields.is_empty() && self.cycle.may_hide {
            return sink.tell_at_first(|d| is_in(d, cycle), NO_CYCLE);
        }
        let (there, absent): (Vec<_>, Vec<_>) = OF_CYCLE.iter().partition(|(field, _)| named(&cycle.value, field).is_some());
        for (field, words) in there.iter().filter(|(field, _)| !self.spare_of_cycle(field)) {
            if let Some(entry) = named(&cycle.value, field) {
                sink.tell_at_first(|d| is_in(d, entry), words);
            }
        }
        let absent: Vec<String> = absent.iter().map(|(field, _)| format!("`{field}`")).collect();
        if self.cycle.may_hide && !absent.is_empty() {
            sink.tell_at_first(
                |d| is_at_a_name_of(d, cycle.value.entries(), &places_of(cycle), &self.displaced),
                &stands_for("nothing is judged by", &absent),
            );
        }
    }
}

/// Where the names of a group stand.
fn places_in(entries: &[Entry<'_>]) -> BTreeSet<usize> {
    entries.iter().map(|entry| entry.key_span.start).collect()
}

/// What is said where a name may be a misspelt one of these.
fn stands_for(what: &str, absent: &[String]) -> String {
    format!("until this is put right, {what} {}, for which it may stand", list_of(absent))
}

/// Says that the rules had nothing to look at, where a file's values could not be read.
pub fn tell_unread(sink: &mut Diagnostics) {
    // These two say it themselves.
    sink.tell_at_first(|d| d.code != Code::EMPTY && d.code != Code::TOO_LARGE, NOTHING_READ);
}

/// The same where it is not known which standard they answer.
pub fn tell_unknown(root: &Node<'_>, sink: &mut Diagnostics) {
    match named(root, "standard") {
        Some(standard) => sink.tell_at_first(|d| is_in(d, standard), NO_RULES),
        None if root.entries().is_empty() => sink.tell_at_first(|_| true, NO_RULES),
        None => sink.tell_at_first(|d| is_missing(d, "standard"), NO_RULES),
    }
}
