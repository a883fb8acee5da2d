//! An assessment with the standard it answers.

use super::{Answer, Assessment, Part, Verdict};
use crate::standard::{Requirement, RequirementId, Standard};

/// Every answer belongs to a row of this standard, every rating to its scale: [`Paired::new`] saw to it.
#[derive(Debug, Clone, Copy)]
pub struct Paired<'a> {
    /// The standard.
    pub standard: &'a Standard,
    /// The answers to it.
    pub assessment: &'a Assessment,
}

/// An absent answer: nothing was said.
static NOTHING: Answer = Answer {
    verdict: None,
    because: None,
    evidence: Vec::new(),
    skipped: std::collections::BTreeSet::new(),
    actions: Vec::new(),
    carried: Vec::new(),
    confirmed: None,
    later: None,
    assessed: None,
    assessed_by: None,
};

/// What keeps an answer open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing was decided.
    NotAssessed,
    /// What was carried waits for someone to confirm it.
    Unconfirmed,
    /// Rated, with a part neither given nor left out on purpose.
    Missing(Part),
}

impl<'a> Paired<'a> {
    /// `None` when the assessment answers another standard, or holds something this one does not have.
    #[must_use]
    pub fn new(standard: &'a Standard, assessment: &'a Assessment) -> Option<Self> {
        let fits = standard.is_called(&assessment.standard)
            && assessment.answers.iter().all(|(id, answer)| {
                standard.requirement(id).is_some() && answer.rating().is_none_or(|r| standard.scale.rating(r).is_some())
            });
        fits.then_some(Self { standard, assessment })
    }

    /// The answer to a row; an empty one where nothing was said.
    #[must_use]
    pub fn answer(&self, id: &RequirementId) -> &'a Answer {
        self.assessment.answers.get(id).unwrap_or(&NOTHING)
    }

    /// The rows that count, each with its answer, in the standard's order.
    pub fn rows(&self) -> impl Iterator<Item = (&'a Requirement, &'a Answer)> + use<'a> {
        let this = *self;
        this.standard.rated().map(move |r| (r, this.answer(&r.id)))
    }

    /// Whether an answer is rated below met, and so needs an action.
    #[must_use]
    pub fn is_below_met(&self, answer: &Answer) -> bool {
        answer.rating().and_then(|r| self.standard.scale.rating(r)).is_some_and(|r| !r.met)
    }

    /// What keeps an answer open, if anything does: the first gap in the order in which the walk asks.
    #[must_use]
    pub fn gap(&self, answer: &Answer) -> Option<Gap> {
        match &answer.verdict {
            None if answer.carried.is_empty() => Some(Gap::NotAssessed),
            None => Some(Gap::Unconfirmed),
            Some(Verdict::NotApplicable { .. }) => None,
            Some(Verdict::Rated(_)) => Part::ALL
                .iter()
                .map(|(part, _)| *part)
                .find(|part| {
                    let given = match part {
                        Part::Because => answer.because.is_some(),
                        Part::Evidence => !answer.evidence.is_empty(),
                        Part::Actions => !answer.actions.is_empty() || !self.is_below_met(answer),
                    };
                    !given && !answer.skipped.contains(part)
                })
                .map(Gap::Missing),
        }
    }

    /// The rows still open, in the order in which the walk resumes: pack order, those put off last.
    #[must_use]
    pub fn open(&self) -> Vec<&'a Requirement> {
        let open = || self.rows().filter(|(_, a)| self.gap(a).is_some());
        let now = open().filter(|(_, a)| a.later.is_none());
        let later = open().filter(|(_, a)| a.later.is_some());
        now.chain(later).map(|(r, _)| r).collect()
    }
}
