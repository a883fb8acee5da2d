//! Which words of an assessment a person has looked at, and let into the public paper or kept out of it.
//!
//! A clearing names the requirement, the piece of its answer and the digest of the words. Words that were changed since have
//! another digest, and so are held back again until someone looks at them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Assessment, Dissent, Paired, Verdict, sign_off};
use crate::standard::{Digest, RequirementId};

/// That someone looked at words, and decided whether they may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared {
    /// The requirement they belong to.
    pub requirement: RequirementId,
    /// What of its answer they are.
    pub piece: Piece,
    /// Role of who looked.
    pub by: String,
    /// When.
    pub on: Date,
    /// Digest of the words looked at.
    pub digest: Digest,
    /// Whether they may be published; else someone looked, and held them back.
    pub publish: bool,
}

/// Free text that a public paper prints only when it was cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// The reason for a rating.
    Because,
    /// The reason for leaving a requirement out.
    NotApplicable,
    /// The title of a piece of evidence.
    Evidence,
    /// What is to be done.
    Action,
    /// The reason for a disagreement.
    Disagreement,
}

impl Piece {
    /// Every piece: its name in files, and as printed.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Because, "because", "the reason for the rating"),
        (Self::NotApplicable, "not_applicable", "the reason for leaving it out"),
        (Self::Evidence, "evidence", "the title of a piece of evidence"),
        (Self::Action, "action", "an action"),
        (Self::Disagreement, "disagreement", "the reason for a disagreement"),
    ];

    /// As written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(p, ..)| *p == self).map_or("", |(_, id, _)| id)
    }

    /// As printed.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(p, ..)| *p == self).map_or("", |(.., title)| title)
    }
}

/// Words of an answer with what was decided about them.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The requirement they belong to.
    pub requirement: &'a RequirementId,
    /// What of its answer they are.
    pub piece: Piece,
    /// The words.
    pub text: &'a str,
    /// Whether they may be published.
    pub release: Release<'a>,
}

/// Whether words may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release<'a> {
    /// Somebody looked and cleared them.
    Cleared(&'a Cleared),
    /// Somebody looked and held them back.
    HeldBack(&'a Cleared),
    /// Nobody has looked at them as they stand now.
    NotLookedAt,
    /// A disagreement whose author did not release it: nobody else may.
    NotReleased,
}

impl Assessment {
    /// What was decided about words as they stand now; the last decision counts.
    #[must_use]
    pub fn release(&self, requirement: &RequirementId, piece: Piece, text: &str) -> Release<'_> {
        let digest = Digest::of(text);
        let is_it = |c: &&Cleared| c.requirement == *requirement && c.piece == piece && c.digest == digest;
        match self.cleared.iter().rev().find(is_it) {
            Some(cleared) if cleared.publish => Release::Cleared(cleared),
            Some(cleared) => Release::HeldBack(cleared),
            None => Release::NotLookedAt,
        }
    }

    /// Keeps a decision, in place of an earlier one about the same words.
    pub fn decide_words(&mut self, decision: Cleared) {
        let same =
            |c: &Cleared| c.requirement == decision.requirement && c.piece == decision.piece && c.digest == decision.digest;
        self.cleared.retain(|c| !same(c));
        self.cleared.push(decision);
    }
}

impl<'a> Paired<'a> {
    /// All free text that a public paper would print if it were cleared, in the standard's order; the same words of the
    /// same piece once.
    #[must_use]
    pub fn words(&self) -> Vec<Words<'a>> {
        let assessment = self.assessment;
        let mut words: Vec<Words<'a>> = Vec::new();
        let mut seen: BTreeSet<(&RequirementId, Piece, &str)> = BTreeSet::new();
        let mut put = |requirement, piece, text: &'a str, release| {
            if seen.insert((requirement, piece, text)) {
                words.push(Words { requirement, piece, text, release });
            }
        };
        let signed: Vec<&Dissent> = sign_off::current(assessment).into_iter().flat_map(|s| &s.disagrees).collect();
        for (row, answer) in self.rows() {
            let own = |piece, text| assessment.release(&row.id, piece, text);
            if let Some(Verdict::NotApplicable { reason, .. }) = &answer.verdict {
                put(&row.id, Piece::NotApplicable, reason, own(Piece::NotApplicable, reason));
            }
            if let Some(text) = &answer.because {
                put(&row.id, Piece::Because, text, own(Piece::Because, text));
            }
            for evidence in &answer.evidence {
                put(&row.id, Piece::Evidence, &evidence.title, own(Piece::Evidence, &evidence.title));
            }
            for action in &answer.actions {
                put(&row.id, Piece::Action, &action.what, own(Piece::Action, &action.what));
            }
            for dissent in signed.iter().filter(|d| d.requirement == row.id) {
                let release = if dissent.publish { own(Piece::Disagreement, &dissent.reason) } else { Release::NotReleased };
                put(&row.id, Piece::Disagreement, &dissent.reason, release);
            }
        }
        words
    }
}
