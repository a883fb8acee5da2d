//! One organisation's answers in one cycle.
//!
//! An [`Assessment`] exists only when its whole file was sound: [`parse()`] reports every problem at its place, or gives one.
//! [`Paired`] is an assessment together with the standard it answers; scoring, papers and the interview accept nothing else.

pub mod canonical;
mod carry;
pub mod chain;
mod cleared;
pub mod edit;
mod measure;
mod paired;
mod parse;
pub mod sign_off;
pub mod signature;
mod write;

pub use carry::{Begin, next_cycle};
pub use cleared::{Cleared, Piece, Release, Words};
pub use measure::{Amount, Measure};
pub use paired::{Gap, Paired};
pub(crate) use parse::read;
pub use parse::{FORMAT, REVIEW_MONTHS, parse};
pub use sign_off::{Dissent, Parts, SignOff};
pub use write::to_yaml;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use crate::standard::Relation;
use crate::standard::{Digest, RequirementId, StandardRef};
use crate::text::names_nobody;

/// What a file of format 1 holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The edition that is answered.
    pub standard: StandardRef,
    /// Digest of the pack that was answered.
    pub pack: Option<Digest>,
    /// Who is assessed.
    pub organisation: Organisation,
    /// When.
    pub cycle: Cycle,
    /// Job titles by role; names belong in the sign-off.
    pub roles: BTreeMap<Role, String>,
    /// What the board's front sheet says besides the figures.
    pub paper: FrontSheet,
    /// Answers by requirement. A requirement without one is not assessed.
    pub answers: BTreeMap<RequirementId, Answer>,
    /// Outcomes beside compliance.
    pub measures: Vec<Measure>,
    /// Sign-offs, oldest first; later ones supersede, none is replaced.
    pub sign_off: Vec<SignOff>,
    /// Words that somebody let into the public paper, or held back from it.
    pub cleared: Vec<Cleared>,
}

/// Who is assessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// ODS code.
    pub code: Option<String>,
    /// What it is: acute, mental-health, …
    pub kind: Option<Kind>,
    /// Code of its integrated care board.
    pub system: Option<String>,
}

impl Organisation {
    /// Whether it is the same one: by its code, or by its name where one of the two has no code.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.code, &other.code) {
            (Some(this), Some(other)) => this.eq_ignore_ascii_case(other),
            _ => is_same_title(&self.name, &other.name),
        }
    }
}

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An acute trust.
    Acute,
    /// A mental health trust.
    MentalHealth,
    /// A community provider.
    Community,
    /// An ambulance service.
    Ambulance,
    /// An integrated care board.
    Icb,
    /// A general practice or other primary care provider.
    PrimaryCare,
    /// A health board in Wales.
    WalesHealthBoard,
    /// A hospice.
    Hospice,
    /// An independent provider of NHS-funded care.
    IndependentProvider,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every kind with its name in files and in print.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Acute, "acute", "acute trust"),
        (Self::MentalHealth, "mental-health", "mental health trust"),
        (Self::Community, "community", "community provider"),
        (Self::Ambulance, "ambulance", "ambulance service"),
        (Self::Icb, "icb", "integrated care board"),
        (Self::PrimaryCare, "primary-care", "primary care provider"),
        (Self::WalesHealthBoard, "wales-health-board", "health board in Wales"),
        (Self::Hospice, "hospice", "hospice"),
        (Self::IndependentProvider, "independent-provider", "independent provider"),
        (Self::Other, "other", "other organisation"),
    ];

    /// As written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(k, ..)| *k == self).map_or("", |(_, id, _)| id)
    }

    /// As printed.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(k, ..)| *k == self).map_or("", |(.., title)| title)
    }

    /// Reads the name used in files.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, id, _)| *id == text).map(|(k, ..)| *k)
    }
}

/// The round of assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cycle {
    /// As `2026-H2`.
    pub name: String,
    /// The first day.
    pub opened: Option<Date>,
    /// The day it was handed in.
    pub submitted: Option<Date>,
    /// The day of the meeting; evidence is judged on it.
    pub meeting: Option<Date>,
    /// Months between two assessments, where it differs from the standard's.
    pub review_months: Option<u32>,
    /// The cycle before, and the digest of what its file says.
    pub previous: Option<Previous>,
}

/// The cycle before this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// Its name.
    pub name: String,
    /// Digest of what its file says; see [`canonical`].
    pub digest: Digest,
}

/// Roles that own, prepare or sign an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The accountable executive director.
    ExecutiveLead,
    /// Who leads the work.
    VprLead,
    /// Trade unions and staff representatives.
    StaffSide,
    /// Chair of the committee that oversees it.
    CommitteeChair,
    /// Who tables the paper.
    BoardSecretary,
    /// Who commissions the services.
    Commissioner,
}

impl Role {
    /// Every role: the field name under `roles`, the name in a sign-off, and as printed.
    pub const ALL: &'static [(Self, &'static str, &'static str, &'static str)] = &[
        (Self::ExecutiveLead, "executive_lead", "executive-lead", "Executive lead"),
        (Self::VprLead, "vpr_lead", "vpr-lead", "VPR lead"),
        (Self::StaffSide, "staff_side", "staff-side", "Staff side"),
        (Self::CommitteeChair, "committee_chair", "committee-chair", "Committee chair"),
        (Self::BoardSecretary, "board_secretary", "board-secretary", "Board secretary"),
        (Self::Commissioner, "commissioner", "commissioner", "Commissioner"),
    ];

    /// The field name under `roles`.
    #[must_use]
    pub fn field(self) -> &'static str {
        Self::ALL.iter().find(|(r, ..)| *r == self).map_or("", |(_, field, ..)| field)
    }

    /// The name in a sign-off.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(r, ..)| *r == self).map_or("", |(_, _, id, _)| id)
    }

    /// As printed.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(r, ..)| *r == self).map_or("", |(.., title)| title)
    }
}

/// What the board's front sheet says besides the figures; what is left out is derived or marked as to be added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontSheet {
    /// Which meeting: "Board of Directors, in public".
    pub meeting: Option<String>,
    /// Why the paper comes: to note, discuss or approve.
    pub purpose: Option<String>,
    /// What the board is asked to do.
    pub recommendation: Option<String>,
    /// References to strategic risks, as on the board assurance framework.
    pub strategic_risks: Vec<String>,
    /// The equality line.
    pub equality: Option<String>,
    /// What the contract of the year asks, for the commissioner.
    pub contract_duty: Option<ContractDuty>,
}

/// What the contract of a year asks of the organisation, in the words of who read it: it changes from year to year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractDuty {
    /// The contract year, as `2026/27`.
    pub year: String,
    /// The day on which the contract was as the text says.
    pub as_of: Date,
    /// The duty.
    pub text: String,
}

/// The answer to one requirement, as far as it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// What was decided, if anything was.
    pub verdict: Option<Verdict>,
    /// Why.
    pub because: Option<String>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What a person chose to leave out.
    pub skipped: BTreeSet<Part>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// What was carried over from earlier answers, unconfirmed unless `confirmed` is there.
    pub carried: Vec<Carried>,
    /// Who confirmed what was carried, and what they looked at.
    pub confirmed: Option<Confirmed>,
    /// Why it waits: whom to ask, what to find.
    pub later: Option<String>,
    /// When it was assessed.
    pub assessed: Option<Date>,
    /// Role of who assessed it.
    pub assessed_by: Option<String>,
}

/// What was decided about a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A rating of the standard's scale, by its id.
    Rated(String),
    /// It does not apply here.
    NotApplicable {
        /// Why not.
        reason: String,
        /// Role of who approved leaving it out.
        approved_by: Option<String>,
    },
}

/// A part of a rated answer that can be given or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The reason.
    Because,
    /// The evidence.
    Evidence,
    /// The actions.
    Actions,
}

impl Part {
    /// Every part with its name in files.
    pub const ALL: &'static [(Self, &'static str)] =
        &[(Self::Because, "because"), (Self::Evidence, "evidence"), (Self::Actions, "actions")];

    /// As written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(p, _)| *p == self).map_or("", |(_, id)| id)
    }
}

/// Something that shows what an answer says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// What it is called.
    pub title: String,
    /// Where it can be found.
    pub location: Option<String>,
    /// The day it is from.
    pub dated: Option<Date>,
    /// The day by which it has to be looked at again.
    pub review_by: Option<Date>,
    /// Digest of the file it is, as it was when somebody had that recorded.
    pub digest: Option<Digest>,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What.
    pub what: String,
    /// Role of who sees to it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// How it stands.
    pub status: ActionStatus,
}

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionStatus {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Given up.
    Stopped,
}

impl ActionStatus {
    /// Every status with its name in files.
    pub const ALL: &'static [(Self, &'static str)] = &[(Self::Open, "open"), (Self::Done, "done"), (Self::Stopped, "stopped")];

    /// As written in files and printed.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, id)| id)
    }
}

/// An earlier answer that was carried over. It counts for nothing until someone confirms it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The edition it answered.
    pub from: StandardRef,
    /// The requirement there.
    pub requirement: RequirementId,
    /// How that requirement relates to this one.
    pub relation: Relation,
    /// What it said, in the source's own scale.
    pub verdict: CarriedVerdict,
    /// The reason given there.
    pub because: Option<String>,
    /// When it was assessed there.
    pub assessed: Option<Date>,
}

/// What a carried answer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarriedVerdict {
    /// A rating, by its id in the source's scale.
    Rating(String),
    /// Not applicable, with the reason given there.
    NotApplicable(String),
}

/// That someone looked again at what was carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// When.
    pub on: Date,
    /// Role of who did.
    pub by: String,
    /// What they looked at.
    pub looked_at: Option<String>,
}

/// Who gives the answers, and when.
#[derive(Debug, Clone)]
pub struct Author {
    /// Today.
    pub today: Date,
    /// Role of who assesses.
    pub role: String,
}

impl Answer {
    /// Gives the answer its verdict: whoever decides has assessed it, and confirmed what was carried.
    pub fn decide(&mut self, verdict: Verdict, author: &Author) {
        self.verdict = Some(verdict);
        self.later = None;
        self.assessed = Some(author.today);
        self.assessed_by = Some(author.role.clone());
        if !self.carried.is_empty() && self.confirmed.is_none() {
            self.confirmed = Some(Confirmed { on: author.today, by: author.role.clone(), looked_at: None });
        }
    }

    /// Whether nothing at all was said, so that the answer need not be in the file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Who assessed it: whoever confirmed what was carried, where no one else is named.
    #[must_use]
    pub fn assessor(&self) -> Option<&str> {
        self.assessed_by.as_deref().or(self.confirmed.as_ref().map(|c| c.by.as_str()))
    }

    /// The rating, if there is one.
    #[must_use]
    pub fn rating(&self) -> Option<&str> {
        match &self.verdict {
            Some(Verdict::Rated(rating)) => Some(rating),
            _ => None,
        }
    }
}

impl Assessment {
    /// Whether two titles are of one person, as far as the file says: the same title, or that of a role and what the file calls
    /// whoever holds it. "VPR lead", `vpr-lead` and the "Head of Violence Prevention" under `roles.vpr_lead` are no two people.
    #[must_use]
    pub fn is_one_person(&self, a: &str, b: &str) -> bool {
        let is_same_title = |a: &str, b: &str| is_same_title(a, b) || is_same_title(bare(a), b) || is_same_title(a, bare(b));
        let as_titles = |who: &str| {
            let role = Role::ALL.iter().find(|(_, field, id, _)| [*field, *id].iter().any(|name| is_same_title(who, name)));
            role.map_or_else(|| who.to_owned(), |(role, ..)| role.title().to_owned())
        };
        // A role that nobody holds yet is held by no one else either.
        let held: Vec<(&str, &str)> = self
            .roles
            .iter()
            .map(|(role, title)| (role.title(), title.as_str()))
            .filter(|(_, title)| !names_nobody(title))
            .collect();
        let mut names = vec![as_titles(a)];
        // One person may hold several roles, and one role be the title that holds another.
        let mut next = 0;
        while let Some(name) = names.get(next).cloned() {
            for (role, title) in &held {
                let other = if is_same_title(&name, role) {
                    title
                } else if is_same_title(&name, title) {
                    role
                } else {
                    continue;
                };
                if !names.iter().any(|known| is_same_title(known, other)) {
                    names.push((*other).to_owned());
                }
            }
            next += 1;
        }
        let b = as_titles(b);
        names.iter().any(|name| is_same_title(name, &b))
    }
}

/// A name or title without the day that stands behind it: "Chair, 12/10/2026".
fn bare(who: &str) -> &str {
    who.rsplit_once(',').filter(|(_, day)| !day.contains(char::is_alphabetic)).map_or(who, |(bare, _)| bare)
}

/// Whether two people are called the same: neither case nor spaces nor an article make an approver another person.
#[must_use]
pub fn is_same_title(a: &str, b: &str) -> bool {
    let words = |title: &str| -> Vec<String> {
        let words =
            title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).enumerate();
        words.filter(|(i, word)| *i > 0 || word != "the").map(|(_, word)| word).collect()
    };
    words(a) == words(b)
}
