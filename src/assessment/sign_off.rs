//! Who stood by an assessment, where they disagree, and whether what they stood by is still what is there.
//!
//! A sign-off holds a digest of all it covers ([`canonical`]), and beside it [`Parts`]: short digests of single parts, by
//! which it can be said what changed. Only the first decides whether a sign-off covers what is there.
//!
//! Two things may happen after a sign-off without voiding it, because they are what a sign-off is followed by: an open
//! action is done, and the assessment is handed in. Both are listed.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::{Action, ActionStatus, Assessment, Role, Verdict, canonical, is_same_title};
use crate::standard::{Digest, RequirementId};
use crate::text::{list_of, shown};

/// A sign-off as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// In what role.
    pub role: Role,
    /// Who; printed only on request.
    pub name: String,
    /// When.
    pub on: Date,
    /// Digest of what was signed.
    pub covers: Digest,
    /// Digests of its parts.
    pub parts: Parts,
    /// Where the signer disagrees.
    pub disagrees: Vec<Dissent>,
}

/// A recorded disagreement with one rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dissent {
    /// The requirement.
    pub requirement: RequirementId,
    /// The rating the signer would give.
    pub rating: String,
    /// Why.
    pub reason: String,
    /// Whether the words may be published.
    pub publish: bool,
}

/// Part of what a sign-off covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    /// A field of the file, as `organisation`.
    Field(String),
    /// The sign-offs before it.
    Earlier,
    /// Its own role, name, day and disagreements.
    Itself,
    /// The answer to a requirement.
    Answer(RequirementId),
}

/// Names of the parts that are no field of the file.
const EARLIER: &str = "@earlier";
const ITSELF: &str = "@itself";

impl Covered {
    /// For a sentence that says what changed.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Field(name) => match name.as_str() {
                "standard" => "the edition answered".to_owned(),
                "pack" => "the text of the list answered".to_owned(),
                other => format!("the {}", other.replace('_', " ")),
            },
            Self::Earlier => "the sign-offs before it".to_owned(),
            Self::Itself => "the sign-off itself".to_owned(),
            Self::Answer(id) => id.to_string(),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name {
            EARLIER => Some(Self::Earlier),
            ITSELF => Some(Self::Itself),
            _ => match name.strip_prefix('@') {
                Some(field) => field.chars().all(|c| c.is_ascii_lowercase() || c == '_').then(|| Self::Field(field.to_owned())),
                None => RequirementId::parse(name).map(Self::Answer),
            },
        }
    }
}

impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(f, "@{name}"),
            Self::Earlier => f.write_str(EARLIER),
            Self::Itself => f.write_str(ITSELF),
            Self::Answer(id) => f.write_str(id.as_str()),
        }
    }
}

/// How one part was when it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    /// The first twelve digits of its digest.
    digest: String,
    /// How the actions of an answer stood, in the order of [`in_order`].
    actions: Vec<ActionStatus>,
}

/// Digests of the parts that a sign-off covers, in the file as `@cycle=0123456789ab W3=0123456789ab/od`: the letters say how
/// each action stood, open, done or stopped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts(BTreeMap<Covered, Mark>);

/// Parts on a line of the file.
const A_LINE: usize = 5;
/// Digits of a part's digest: they tell parts apart; what was signed is proved by `covers` alone.
const DIGITS: usize = 12;

impl Parts {
    /// Whether no part was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads what the writing of [`Parts`] writes, however its lines are broken. Nothing is taken twice.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = BTreeMap::new();
        for word in text.split_whitespace() {
            let (name, mark) = word.split_once('=')?;
            let (digest, letters) = mark.split_once('/').map_or((mark, None), |(digest, letters)| (digest, Some(letters)));
            let sound = digest.len() == DIGITS && digest.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
            let actions: Vec<ActionStatus> = letters.unwrap_or_default().chars().map(status).collect::<Option<_>>()?;
            let is_new = parts.insert(Covered::parse(name)?, Mark { digest: digest.to_owned(), actions }).is_none();
            if !sound || !is_new || letters == Some("") {
                return None;
            }
        }
        Some(Self(parts))
    }

    /// The parts of an assessment as the sign-off at this place covers them.
    fn of(assessment: &Assessment, index: usize) -> Self {
        let fields = canonical::fields(assessment);
        let mark = |value: &canonical::Value| Mark { digest: value.digest().short().to_owned(), actions: Vec::new() };
        let plain = fields.iter().filter(|(name, _)| *name != canonical::ANSWERS);
        let mut parts: BTreeMap<Covered, Mark> = plain.map(|(name, v)| (Covered::Field(name.clone()), mark(v))).collect();
        for (id, answer) in &assessment.answers {
            if let Some(value) = canonical::answer(&fields, id) {
                let actions = in_order(&answer.actions).into_iter().map(|at| answer.actions[at].status).collect();
                parts.insert(Covered::Answer(id.clone()), Mark { actions, ..mark(value) });
            }
        }
        if let Some(own) = assessment.sign_off.get(index).and_then(canonical::unsealed) {
            parts.insert(Covered::Itself, mark(&own));
        }
        let earlier: Vec<_> = assessment.sign_off.iter().take(index).filter_map(canonical::sealed).collect();
        if !earlier.is_empty() {
            parts.insert(Covered::Earlier, mark(&canonical::Value::List(earlier)));
        }
        Self(parts)
    }

    /// What is not the same in both, in order.
    fn differing(&self, other: &Self) -> Vec<Covered> {
        let digest = |parts: &Self, what: &Covered| parts.0.get(what).map(|m| m.digest.clone());
        let mut all: Vec<&Covered> = self.0.keys().chain(other.0.keys()).collect();
        all.sort();
        all.dedup();
        all.into_iter().filter(|what| digest(self, what) != digest(other, what)).cloned().collect()
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (what, mark)) in self.0.iter().enumerate() {
            let gap = match index {
                0 => "",
                n if n % A_LINE == 0 => "\n",
                _ => " ",
            };
            write!(f, "{gap}{what}={}", mark.digest)?;
            if !mark.actions.is_empty() {
                let letters: String = mark.actions.iter().map(|status| letter(*status)).collect();
                write!(f, "/{letters}")?;
            }
        }
        Ok(())
    }
}

fn letter(status: ActionStatus) -> char {
    status.id().chars().next().unwrap_or_default()
}

fn status(written: char) -> Option<ActionStatus> {
    ActionStatus::ALL.iter().map(|(status, _)| *status).find(|status| letter(*status) == written)
}

/// The places of actions in an order that does not depend on how they stand, or only between those that say the same.
fn in_order(actions: &[Action]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..actions.len()).collect();
    places.sort_by_cached_key(|at| {
        let Action { what, owner, due, status } = &actions[*at];
        (what, owner, due, letter(*status))
    });
    places
}

/// An assessment with one more sign-off, which covers all that is there.
#[must_use]
pub fn signed(assessment: &Assessment, role: Role, name: String, on: Date, disagrees: Vec<Dissent>) -> Assessment {
    let mut signed = assessment.clone();
    let index = signed.sign_off.len();
    // The digest takes the place of this one once there is something to take it over.
    let covers = Digest::of("");
    signed.sign_off.push(SignOff { role, name, on, covers, parts: Parts::default(), disagrees });
    let (covers, parts) = (canonical::covers(&signed, index), Parts::of(&signed, index));
    if let Some(last) = signed.sign_off.last_mut() {
        (last.covers, last.parts) = (covers, parts);
    }
    signed
}

/// How a sign-off stands to what is there now.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The sign-off.
    pub sign_off: &'a SignOff,
    /// Whether it is the last one by its role; a later one supersedes it.
    pub is_current: bool,
    /// Whether it covers what is there.
    pub cover: Cover,
    /// Actions done since. They void nothing.
    pub done: Vec<(&'a RequirementId, &'a Action)>,
    /// The day it was handed in, if that was recorded since. It voids nothing.
    pub handed_in: Option<Date>,
}

/// Most parts named in one clause.
const MOST_NAMED: usize = 12;

/// Whether a sign-off covers what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// It does.
    Whole,
    /// It does not: these changed since. Without any, its `parts` don't show what: they are missing or were changed.
    Changed(Vec<Covered>),
}

impl Cover {
    /// "L1 and W3 changed since": a clause that quotes nothing of what was signed.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Whole => "nothing changed since".to_owned(),
            Self::Changed(what) if what.is_empty() => {
                "it does not cover what is here, and its record of parts does not show what changed".to_owned()
            }
            Self::Changed(what) => {
                let named: Vec<String> = what.iter().take(MOST_NAMED).map(|part| shown(&part.in_words())).collect();
                match what.len() - named.len() {
                    0 => format!("{} changed since", list_of(&named)),
                    more => format!("{} and {more} more changed since", named.join(", ")),
                }
            }
        }
    }
}

impl Standing<'_> {
    /// Whether it covers what is there.
    #[must_use]
    pub fn covers(&self) -> bool {
        self.cover == Cover::Whole
    }
}

/// Where the sign-off of a role is that counts: a later one supersedes the earlier.
fn place(assessment: &Assessment, role: Role) -> Option<usize> {
    assessment.sign_off.iter().rposition(|s| s.role == role)
}

fn places(assessment: &Assessment) -> impl Iterator<Item = usize> {
    Role::ALL.iter().filter_map(|(role, ..)| place(assessment, *role))
}

/// The sign-offs that count, one a role at most, in the order of roles.
#[must_use]
pub fn current(assessment: &Assessment) -> Vec<&SignOff> {
    places(assessment).map(|index| &assessment.sign_off[index]).collect()
}

/// How the sign-offs that count stand, in the order of roles. Those they supersede, of which a file may hold any number,
/// take no time.
#[must_use]
pub fn standing_now(assessment: &Assessment) -> Vec<Standing<'_>> {
    places(assessment).map(|index| standing_of(assessment, index)).collect()
}

/// How every sign-off stands, oldest first.
#[must_use]
pub fn standing(assessment: &Assessment) -> Vec<Standing<'_>> {
    (0..assessment.sign_off.len()).map(|index| standing_of(assessment, index)).collect()
}

fn standing_of(assessment: &Assessment, index: usize) -> Standing<'_> {
    let sign_off = &assessment.sign_off[index];
    let AsSigned { before, parts, done } = as_signed(assessment, index);
    let cover = if canonical::covers(&before, index) == sign_off.covers {
        Cover::Whole
    } else if sign_off.parts.is_empty() {
        Cover::Changed(Vec::new())
    } else {
        Cover::Changed(sign_off.parts.differing(&parts))
    };
    Standing {
        sign_off,
        is_current: place(assessment, sign_off.role) == Some(index),
        cover,
        done,
        handed_in: if before.cycle.submitted.is_none() { assessment.cycle.submitted } else { None },
    }
}

/// An assessment with what may follow a sign-off taken back.
struct AsSigned<'a> {
    before: Assessment,
    /// Its parts.
    parts: Parts,
    /// The actions that were taken back.
    done: Vec<(&'a RequirementId, &'a Action)>,
}

/// Takes back what may have followed a sign-off. The sign-off's own parts say how it was; whether they are right shows by
/// `covers`.
fn as_signed(assessment: &Assessment, index: usize) -> AsSigned<'_> {
    let mut before = assessment.clone();
    let recorded = &assessment.sign_off[index].parts;
    let mut done = Vec::new();
    for (id, answer) in &assessment.answers {
        let Some(mark) = recorded.0.get(&Covered::Answer(id.clone())) else { continue };
        let order = in_order(&answer.actions);
        let Some(taken_back) = before.answers.get_mut(id).filter(|_| order.len() == mark.actions.len()) else { continue };
        for (at, was) in order.into_iter().zip(&mark.actions) {
            if *was == ActionStatus::Open && answer.actions[at].status == ActionStatus::Done {
                taken_back.actions[at].status = ActionStatus::Open;
                done.push((id, &answer.actions[at]));
            }
        }
    }
    let mut parts = Parts::of(&before, index);
    let cycle = Covered::Field("cycle".to_owned());
    if assessment.cycle.submitted.is_some() && recorded.0.get(&cycle) != parts.0.get(&cycle) {
        let mut open = before.clone();
        open.cycle.submitted = None;
        let parts_open = Parts::of(&open, index);
        if recorded.0.get(&cycle) == parts_open.0.get(&cycle) {
            (before, parts) = (open, parts_open);
        }
    }
    // Of an answer that changed otherwise, nothing can be said about its actions.
    let changed = recorded.differing(&parts);
    done.retain(|(id, _)| changed.binary_search(&Covered::Answer((*id).clone())).is_err());
    AsSigned { before, parts, done }
}

/// Whether a copy is what a sign-off of this assessment was given for.
#[must_use]
pub fn is_of_copy(assessment: &Assessment, index: usize, copy: &Assessment) -> bool {
    let copy = Assessment { sign_off: assessment.sign_off.clone(), ..copy.clone() };
    index < copy.sign_off.len() && standing_of(&copy, index).covers()
}

/// Pairs of roles under which the same name stands in current sign-offs: one person, so no partnership.
#[must_use]
pub fn same_name(assessment: &Assessment) -> Vec<(Role, Role)> {
    let current = current(assessment);
    let pairs = current.iter().enumerate().flat_map(|(i, a)| current[i + 1..].iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| is_same_title(&a.name, &b.name)).map(|(a, b)| (a.role, b.role)).collect()
}

/// Disagreements of current sign-offs to which nothing was said: the answer is word for word the one disagreed with, and
/// its rating is not the one the signer would give. Any change of the answer is a response; the sign-off no longer covers
/// it then, and has to be given again.
#[must_use]
pub fn unanswered<'a>(assessment: &Assessment, standing: &[Standing<'a>]) -> Vec<(&'a SignOff, &'a Dissent)> {
    let mut found = Vec::new();
    for Standing { sign_off, cover, .. } in standing.iter().filter(|s| s.is_current) {
        let changed: &[Covered] = match cover {
            Cover::Whole => &[],
            Cover::Changed(changed) => changed,
        };
        for dissent in &sign_off.disagrees {
            let is_as_signed = changed.binary_search(&Covered::Answer(dissent.requirement.clone())).is_err();
            if is_as_signed && rating(assessment, &dissent.requirement) != Some(&dissent.rating) {
                found.push((*sign_off, dissent));
            }
        }
    }
    found
}

/// The rating an answer has, if it has one.
fn rating<'a>(assessment: &'a Assessment, id: &RequirementId) -> Option<&'a String> {
    match assessment.answers.get(id)?.verdict.as_ref()? {
        Verdict::Rated(rating) => Some(rating),
        Verdict::NotApplicable { .. } => None,
    }
}
