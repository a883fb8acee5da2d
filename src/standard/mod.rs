//! A standard's edition as data: requirements, scale, domains and stages, each row with its provenance.
//!
//! A [`Standard`] exists only when its whole file was sound: [`parse()`] reports every problem at its place, or gives one.
//! Scoring rules (points, bands, caps) are in the pack, not in code. [`Catalogue`] holds the packs that are built in and
//! the local ones.

mod catalogue;
pub mod crosswalk;
mod id;
pub mod lens;
pub mod measures;
mod notice;
mod parse;
pub(crate) mod refer;
mod search;
pub mod sources;
pub(crate) mod toml;

pub use catalogue::{CROSSWALKS, Catalogue, EMBEDDED, LENSES};
pub use crosswalk::{Crosswalk, Relation};
pub use id::{Digest, Digester, RequirementId, StandardRef};
pub use lens::{Lens, Show};
pub use measures::{Definition, Dimension, Measures, Unit};
pub use parse::{EVIDENCE, FORMAT, MONTHS, TITLE_MAX, WEIGHTS, parse};
pub(crate) use refer::known_format;
pub use search::{Hit, search};

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

/// One edition of a standard, complete and checked.
#[derive(Debug, Clone)]
pub struct Standard {
    /// `id@edition`.
    pub reference: StandardRef,
    /// Other names of the same edition.
    pub aliases: Vec<StandardRef>,
    /// What it asks of an organisation.
    pub kind: Kind,
    /// Title of the edition.
    pub title: String,
    /// How its date is told where one day would mislead: "December 2020 (published January 2021)".
    pub dated: Option<String>,
    /// Who publishes the standard itself; the pack's wording is ours all the same.
    pub publisher: String,
    /// When that edition was published.
    pub published: Date,
    /// Whether it is the current edition.
    pub status: Status,
    /// The edition it replaces.
    pub replaces: Option<StandardRef>,
    /// Whose words the requirements are in.
    pub wording: Wording,
    /// What stands behind the guidance.
    pub guidance_basis: String,
    /// Usual months between two assessments.
    pub review_months: u32,
    /// Months that evidence without a review date counts as current.
    pub evidence_months: u32,
    /// Terms under which the pack may be used.
    pub licence: String,
    /// What changed in the pack, and when.
    pub changes: Vec<Change>,
    /// Ratings, bands and caps.
    pub scale: Scale,
    /// Domains in order; none for a standard without.
    pub domains: Vec<Domain>,
    /// What each stage of the cycle is about, in the order walked.
    pub stages: Vec<StageAbout>,
    /// All rows in order, retired ones included.
    pub requirements: Vec<Requirement>,
    /// Where each row stands among them. Every answer of every file is looked up.
    places: BTreeMap<RequirementId, usize>,
    /// Digest of the pack's text.
    pub digest: Digest,
    /// Where the pack came from: `None` when it is built in, else the file's name.
    pub origin: Option<String>,
}

/// What a pack asks of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To meet a standard: scored.
    Standard,
    /// To keep an agreement between parties: counted, with no score and no band.
    Agreement,
}

impl Kind {
    /// Every kind with its name in packs.
    pub const ALL: &'static [(&'static str, Self)] = &[("standard", Self::Standard), ("agreement", Self::Agreement)];
}

/// Whether an edition is the one to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The edition to use.
    Current,
    /// Replaced by a later one.
    Superseded,
}

impl Status {
    /// Every status with its name in packs.
    pub const ALL: &'static [(&'static str, Self)] = &[("current", Self::Current), ("superseded", Self::Superseded)];
}

/// Whose words the requirements are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// The project's own words, not checked against the publisher's.
    WorkingList,
    /// The publisher's own words.
    Official,
}

impl Wording {
    /// Every answer to whose words they are, with its name in packs.
    pub const ALL: &'static [(&'static str, Self)] = &[("working list", Self::WorkingList), ("official", Self::Official)];
}

/// An entry of the pack's change log.
#[derive(Debug, Clone)]
pub struct Change {
    /// The day.
    pub date: Date,
    /// What changed.
    pub note: String,
}

/// The ratings and what follows from them.
#[derive(Debug, Clone)]
pub struct Scale {
    /// What the scale is called.
    pub label: String,
    /// Ratings from worst to best: points rise from 0 to 100.
    pub ratings: Vec<Rating>,
    /// Overall bands from lowest to highest; the first starts at 0.
    pub bands: Vec<Band>,
    /// Highest band (as an index) while an essential row is at the worst rating or has none.
    pub cap_worst: usize,
    /// Highest band (as an index) while an essential row is between the worst rating and met.
    pub cap_partly: usize,
}

/// One rating of a scale.
#[derive(Debug, Clone)]
pub struct Rating {
    /// As written in files: `amber`.
    pub id: String,
    /// As printed: `Amber`.
    pub label: String,
    /// Points out of 100.
    pub points: u32,
    /// What it means, in a sentence.
    pub meaning: String,
    /// Whether a row with this rating counts as met.
    pub met: bool,
    /// Other spellings a person may type for it.
    pub also: Vec<String>,
}

/// An overall band.
#[derive(Debug, Clone)]
pub struct Band {
    /// As printed.
    pub label: String,
    /// Per cent from which it holds, inclusive.
    pub from: u32,
}

/// A domain of the standard.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Kebab-case id.
    pub id: String,
    /// As printed.
    pub title: String,
}

/// The stages of the plan-do-check-act cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// What is written and agreed.
    Plan,
    /// What is in place, and for whom.
    Do,
    /// How one knows that it works.
    Check,
    /// What changed as a result.
    Act,
}

impl Stage {
    /// In the order of the cycle.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Do, Self::Check, Self::Act];

    /// As printed.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Do => "Do",
            Self::Check => "Check",
            Self::Act => "Act",
        }
    }

    /// As written in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Do => "do",
            Self::Check => "check",
            Self::Act => "act",
        }
    }

    /// Reads the name of a stage, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id().eq_ignore_ascii_case(text))
    }
}

/// What a stage is about, in a paragraph for the person walking through it.
#[derive(Debug, Clone)]
pub struct StageAbout {
    /// Which stage.
    pub stage: Stage,
    /// The paragraph.
    pub about: String,
}

/// One row of the working list.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// Stable for ever.
    pub id: RequirementId,
    /// Index into the standard's domains.
    pub domain: Option<usize>,
    /// The stage in which it is asked.
    pub stage: Stage,
    /// A second stage in whose view it counts.
    pub also: Option<Stage>,
    /// At most 60 characters.
    pub title: String,
    /// What should be the case.
    pub requirement: String,
    /// What to ask.
    pub question: String,
    /// Markdown: what good looks like, how to begin.
    pub guidance: String,
    /// Two to five examples of what would show it.
    pub evidence: Vec<String>,
    /// Who usually owns it.
    pub owner: String,
    /// Weight in the score, at least 1.
    pub weight: u32,
    /// Why this row caps the overall band, if it does.
    pub essential: Option<Essential>,
    /// Whose row it is.
    pub party: Party,
    /// What stands behind it.
    pub provenance: Provenance,
    /// Withdrawn: shown where it was answered, never asked or scored.
    pub retired: bool,
}

impl Requirement {
    /// Whether the assessing organisation is rated on it.
    #[must_use]
    pub fn is_rated(&self) -> bool {
        self.not_rated_because().is_none()
    }

    /// Why the organisation is not rated on it, in words after its id: "is a partner's part, shown and not rated".
    #[must_use]
    pub const fn not_rated_because(&self) -> Option<&'static str> {
        match self.party {
            _ if self.retired => Some("was withdrawn and is not asked any more"),
            Party::Partner => Some("is a partner's part, shown and not rated"),
            Party::Shared => Some("is a part of all parties together, shown and not rated"),
            Party::NhsBody => None,
        }
    }

    /// Whether it counts in the view of a stage.
    #[must_use]
    pub fn in_stage(&self, stage: Stage) -> bool {
        self.stage == stage || self.also == Some(stage)
    }
}

/// Why a row is a gate. Our choice, not the publisher's.
#[derive(Debug, Clone)]
pub struct Essential {
    /// The reason, in law.
    pub because: String,
    /// The day on which the law was as the reason says.
    pub as_of: Date,
}

/// Whose row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The organisation's own: rated.
    NhsBody,
    /// A partner's: shown, not scored.
    Partner,
    /// Shared by all parties: shown, not scored.
    Shared,
}

impl Party {
    /// Every party with its name in packs.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("nhs-body", Self::NhsBody), ("partner", Self::Partner), ("shared", Self::Shared)];
}

/// What stands behind a row.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// How it came about.
    pub basis: Basis,
    /// How sure we are that the published standard has such an indicator.
    pub confidence: Confidence,
    /// Keys of the sources read.
    pub sources: Vec<String>,
    /// What a reader has to know besides.
    pub note: Option<String>,
    /// Who compared the row with the official copy, if anyone did.
    pub verified: Option<Verified>,
}

/// How a row came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A public source states it.
    Source,
    /// A public source supports the topic.
    Theme,
    /// Nothing public stands behind it: a working prompt.
    Working,
}

impl Basis {
    /// Every basis with its name in packs.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("source", Self::Source), ("theme", Self::Theme), ("working", Self::Working)];
}

/// How sure we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Very likely right.
    High,
    /// Believed right in substance.
    Medium,
    /// Plausible.
    Low,
}

impl Confidence {
    /// Every level with its name in packs.
    pub const ALL: &'static [(&'static str, Self)] = &[("high", Self::High), ("medium", Self::Medium), ("low", Self::Low)];
}

/// A local check against the official copy.
#[derive(Debug, Clone)]
pub struct Verified {
    /// Role of who checked.
    pub by: String,
    /// When.
    pub on: Date,
    /// Against what.
    pub source: String,
}

impl Standard {
    /// Whether a name is this edition's, or an alias of it.
    #[must_use]
    pub fn is_called(&self, name: &StandardRef) -> bool {
        self.reference == *name || self.aliases.contains(name)
    }

    /// When the edition was published, in words.
    #[must_use]
    pub fn when(&self) -> String {
        self.dated.clone().unwrap_or_else(|| crate::day::long(self.published))
    }

    /// A row by its id.
    #[must_use]
    pub fn requirement(&self, id: &RequirementId) -> Option<&Requirement> {
        self.requirements.get(self.place(id)?)
    }

    /// Where a row stands among all rows, from zero.
    #[must_use]
    pub fn place(&self, id: &RequirementId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// A row by its id as a person types it, in any case.
    #[must_use]
    pub fn requirement_typed(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|r| r.id.as_str().eq_ignore_ascii_case(id.trim()))
    }

    /// A row that the organisation is rated on, by its id as a person types it.
    ///
    /// # Errors
    /// A clause that says why there is none, with the id most likely meant.
    pub fn rated_typed(&self, id: &str) -> Result<&Requirement, String> {
        let shown = crate::text::clean_line(id);
        match self.requirement_typed(id).map(|row| (row, row.not_rated_because())) {
            Some((row, None)) => Ok(row),
            Some((row, Some(why))) => Err(format!("{} of {} {why}", row.id, self.reference)),
            None => {
                let near = like(id, self.rated()).map(|near| format!("; {near}")).unwrap_or_default();
                Err(format!("{} has no requirement `{shown}`{near}", self.reference))
            }
        }
    }

    /// What was probably meant by an id that no row has: one that is near, or what ids there are that begin like it.
    #[must_use]
    pub fn like(&self, typed: &str) -> Option<String> {
        like(typed, self.requirements.iter())
    }

    /// The rows the organisation is rated on, in order.
    pub fn rated(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements.iter().filter(|r| r.is_rated())
    }

    /// The domain of a row, where the standard has domains.
    #[must_use]
    pub fn domain_of(&self, requirement: &Requirement) -> Option<&Domain> {
        requirement.domain.and_then(|d| self.domains.get(d))
    }

    /// What a stage is about.
    #[must_use]
    pub fn about(&self, stage: Stage) -> &str {
        self.stages.iter().find(|s| s.stage == stage).map_or("", |s| s.about.as_str())
    }
}

/// The same among some of the rows.
fn like<'a>(typed: &str, rows: impl Iterator<Item = &'a Requirement>) -> Option<String> {
    let ids: Vec<&str> = rows.map(|row| row.id.as_str()).collect();
    if let Some(near) = crate::text::nearest(typed, ids.iter().copied()) {
        return Some(crate::text::did_you_mean(typed, near));
    }
    let letters = |id: &str| id.trim().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_uppercase();
    let wanted = letters(typed);
    let alike: Vec<&str> = ids.into_iter().filter(|id| !wanted.is_empty() && letters(id) == wanted).collect();
    let (first, last) = (alike.first()?, alike.last()?);
    Some(format!("those with {wanted} are {first} to {last}"))
}

impl Rating {
    /// Whether a person may type this for it: its id, its label or another spelling, in any case.
    fn answers_to(&self, text: &str) -> bool {
        [&self.id, &self.label].into_iter().chain(&self.also).any(|spelling| spelling.eq_ignore_ascii_case(text))
    }
}

impl Scale {
    /// A rating by its id exactly as files hold it.
    #[must_use]
    pub fn rating(&self, id: &str) -> Option<&Rating> {
        self.ratings.iter().find(|r| r.id == id)
    }

    /// A rating as a person types it: id, label or another spelling, in any case.
    #[must_use]
    pub fn rating_typed(&self, text: &str) -> Option<&Rating> {
        let text = text.trim();
        self.ratings.iter().find(|r| r.answers_to(text))
    }

    /// The id of the rating that a word which is none most likely meant: one it stands for, or one it is near to.
    #[must_use]
    pub fn rating_meant(&self, text: &str) -> Option<&str> {
        let ids = || self.ratings.iter().map(|r| r.id.as_str());
        self.rating_typed(text).map(|r| r.id.as_str()).or_else(|| crate::text::nearest(text, ids()))
    }

    /// Points of the best rating.
    #[must_use]
    pub fn best(&self) -> u32 {
        self.ratings.last().map_or(0, |r| r.points)
    }

    /// Where a rating stands on the scale, from the worst at 0.
    #[must_use]
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.ratings.iter().position(|r| r.id == id)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}
