//! The next cycle: what goes on from the last one, and what has to be looked at again.

use jiff::civil::Date;

use super::{
    ActionStatus, Answer, Assessment, Carried, CarriedVerdict, Cycle, FrontSheet, Previous, Relation, Verdict, canonical,
};
use crate::standard::{RequirementId, Standard, StandardRef};

/// A cycle to begin.
#[derive(Debug, Clone)]
pub struct Begin {
    /// Its name.
    pub name: String,
    /// Its first day.
    pub opened: Date,
    /// The day of its meeting, if that is known.
    pub meeting: Option<Date>,
}

/// The assessment with which the next cycle on the same edition begins: who is assessed stays, every verdict is carried and
/// counts for nothing until someone confirms it, evidence and open actions stay beside it. Measures and sign-offs belong to
/// the cycle they were made in. The last cycle is recorded by name and digest.
#[must_use]
pub fn next_cycle(last: &Assessment, standard: &Standard, begin: Begin) -> Assessment {
    let answers = last.answers.iter().map(|(id, answer)| (id.clone(), carry(&last.standard, id, answer)));
    Assessment {
        standard: standard.reference.clone(),
        pack: Some(standard.digest.clone()),
        organisation: last.organisation.clone(),
        cycle: Cycle {
            name: begin.name,
            opened: Some(begin.opened),
            submitted: None,
            meeting: begin.meeting,
            review_months: last.cycle.review_months,
            previous: Some(Previous { name: last.cycle.name.clone(), digest: canonical::digest(last) }),
        },
        roles: last.roles.clone(),
        paper: FrontSheet::default(),
        answers: answers.filter(|(_, answer)| !answer.is_empty()).collect(),
        measures: Vec::new(),
        sign_off: Vec::new(),
        cleared: Vec::new(),
    }
}

fn carry(from: &StandardRef, id: &RequirementId, answer: &Answer) -> Answer {
    let verdict = match &answer.verdict {
        Some(Verdict::Rated(rating)) => Some(CarriedVerdict::Rating(rating.clone())),
        Some(Verdict::NotApplicable { reason, .. }) => Some(CarriedVerdict::NotApplicable(reason.clone())),
        None => None,
    };
    let carried = match verdict {
        Some(verdict) => vec![Carried {
            from: from.clone(),
            requirement: id.clone(),
            relation: Relation::Equal,
            verdict,
            because: answer.because.clone(),
            assessed: answer.assessed,
        }],
        // Nobody confirmed it in the last cycle either.
        None => answer.carried.clone(),
    };
    Answer {
        evidence: answer.evidence.clone(),
        actions: answer.actions.iter().filter(|a| a.status == ActionStatus::Open).cloned().collect(),
        carried,
        later: answer.later.clone(),
        ..Answer::default()
    }
}
