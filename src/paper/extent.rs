//! How much of an assessment a reader is given: counted once, and said by every format.

use super::reader::Reader;
use super::requirements::listed;
use super::words::{count_words, sentence};
use crate::assessment::{Paired, Piece, Release, Words};
use crate::measures::printable;
use crate::score::Scorecard;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many are given.
    pub shown: usize,
    /// How many there are.
    pub of: usize,
}

/// How much of an assessment is given. What has words counts as given where the words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Requirements.
    pub requirements: Part,
    /// Pieces of evidence, with their titles.
    pub evidence: Part,
    /// Actions, with what is to be done.
    pub actions: Part,
    /// Counts.
    pub measures: Part,
    /// Sign-offs.
    pub sign_offs: Part,
    /// Disagreements, with their reasons.
    pub disagreements: Part,
    /// The texts of which some are held back from this reader, by what they are.
    pub texts: Vec<Texts>,
}

impl Extent {
    /// What a reader is given of the whole assessment.
    #[must_use]
    pub fn of(card: &Scorecard<'_>, reader: Reader) -> Self {
        let a = card.paired.assessment;
        let public = reader == Reader::Public;
        let is_cleared = |id, piece, text: &str| !public || matches!(a.release(id, piece, text), Release::Cleared(_));
        let part = |given: Vec<bool>| Part { shown: given.iter().filter(|g| **g).count(), of: given.len() };
        let answers = || a.answers.iter();
        let evidence = answers().flat_map(|(id, x)| x.evidence.iter().map(move |e| (id, e)));
        let actions = answers().flat_map(|(id, x)| x.actions.iter().map(move |t| (id, t)));
        let dissents = a.sign_off.iter().flat_map(|s| &s.disagrees);
        // The public is given no groups: one can be so small that its people are known.
        let measures = printable(&a.measures).iter().filter(|m| !public || m.by.is_empty()).count();
        Self {
            requirements: part(listed(card).map(|_| true).collect()),
            evidence: part(evidence.map(|(id, e)| is_cleared(id, Piece::Evidence, &e.title)).collect()),
            actions: part(actions.map(|(id, t)| is_cleared(id, Piece::Action, &t.what)).collect()),
            measures: Part { shown: measures, of: a.measures.len() },
            sign_offs: part(vec![true; a.sign_off.len()]),
            disagreements: part(
                dissents.map(|d| d.publish && is_cleared(&d.requirement, Piece::Disagreement, &d.reason)).collect(),
            ),
            texts: if public { Texts::all(&card.paired) } else { Vec::new() },
        }
    }
}

/// The texts of one kind that a public paper could print, and why it does not print them all. The same words of a
/// requirement are one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// What they are.
    pub piece: Piece,
    /// How many are printed of how many.
    pub printed: Part,
    /// How many nobody looked at as they stand.
    pub not_looked_at: usize,
    /// How many somebody looked at and held back.
    pub looked_at: usize,
    /// How many their author did not release.
    pub not_released: usize,
}

impl Texts {
    /// Every kind of which there are any.
    #[must_use]
    pub fn all(paired: &Paired<'_>) -> Vec<Self> {
        let words = paired.words();
        let of_piece = |piece: Piece| {
            let of: Vec<&Words<'_>> = words.iter().filter(|w| w.piece == piece).collect();
            let count = |keep: fn(&Release<'_>) -> bool| of.iter().filter(|w| keep(&w.release)).count();
            (!of.is_empty()).then(|| Self {
                piece,
                printed: Part { shown: count(|r| matches!(r, Release::Cleared(_))), of: of.len() },
                not_looked_at: count(|r| *r == Release::NotLookedAt),
                looked_at: count(|r| matches!(r, Release::HeldBack(_))),
                not_released: count(|r| *r == Release::NotReleased),
            })
        };
        Piece::ALL.iter().filter_map(|(piece, ..)| of_piece(*piece)).collect()
    }

    /// "Reasons for ratings: 12 of 50 printed; 35 not looked at yet, 3 looked at and held back."
    #[must_use]
    pub fn in_words(&self) -> String {
        let why = count_words(&[
            (self.not_looked_at, "not looked at yet"),
            (self.looked_at, "looked at and held back"),
            (self.not_released, "not released by who wrote it"),
        ]);
        let why = if why.is_empty() { String::new() } else { format!("; {why}") };
        sentence(&format!("{}: {} of {} printed{why}.", nouns(self.piece)[0], self.printed.shown, self.printed.of))
    }
}

/// What a piece is called: in a summary, in a list where there are several of a requirement, and where there is one.
pub const fn nouns(piece: Piece) -> [&'static str; 3] {
    match piece {
        Piece::Because => ["reasons for ratings", "reasons", "reason"],
        Piece::NotApplicable => ["reasons for leaving out", "reasons", "reason"],
        Piece::Evidence => ["titles of evidence", "titles", "title"],
        Piece::Action => ["actions", "actions", "action"],
        Piece::Disagreement => ["reasons for disagreements", "disagreements", "disagreement"],
    }
}
