//! An assessment without what a public paper holds back, for the formats that hold the whole of it.
//!
//! Ratings, counts and days stay, so that every figure is the same. Words stay only where they were cleared; where there were
//! others, it says so. Places of evidence, people and what was carried are left out.

use super::public::role_of;
use crate::assessment::{Answer, Assessment, CarriedVerdict, FrontSheet, Piece, Release, Verdict};
use crate::measures::printable;
use crate::score::Scorecard;
use crate::standard::RequirementId;

/// Stands for words that are on file and were not cleared.
const HELD_BACK: &str = "held back";

/// What of an assessment anybody may read.
#[must_use]
pub fn public_form(card: &Scorecard<'_>) -> Assessment {
    let whole = card.paired.assessment;
    let mut public = whole.clone();
    public.paper = FrontSheet::default();
    // The public paper prints none of the titles either, and a title can be typed with a name in it.
    public.roles.clear();
    public.cleared.clear();
    // A group can be so small that its people are known.
    public.measures = printable(&public.measures);
    public.measures.retain(|m| m.by.is_empty());
    for (id, answer) in &mut public.answers {
        *answer = answer_of(card, id, answer);
    }
    for sign_off in &mut public.sign_off {
        HELD_BACK.clone_into(&mut sign_off.name);
        for dissent in &mut sign_off.disagrees {
            let released = dissent.publish && is_cleared(card, &dissent.requirement, Piece::Disagreement, &dissent.reason);
            if !released {
                dissent.publish = false;
                HELD_BACK.clone_into(&mut dissent.reason);
            }
        }
    }
    public
}

fn is_cleared(card: &Scorecard<'_>, id: &RequirementId, piece: Piece, text: &str) -> bool {
    matches!(card.paired.assessment.release(id, piece, text), Release::Cleared(_))
}

fn answer_of(card: &Scorecard<'_>, id: &RequirementId, answer: &Answer) -> Answer {
    let words = |piece, text: &str| if is_cleared(card, id, piece, text) { text.to_owned() } else { HELD_BACK.to_owned() };
    let verdict = answer.verdict.as_ref().map(|verdict| match verdict {
        Verdict::Rated(rating) => Verdict::Rated(rating.clone()),
        // That somebody approved it counts; who it was is not said. Nobody is named as assessor, so the two stay apart.
        Verdict::NotApplicable { reason, .. } => {
            let approved = card.rows.iter().any(|row| row.requirement.id == *id && !row.is_applicable());
            let approved_by = approved.then(|| HELD_BACK.to_owned());
            Verdict::NotApplicable { reason: words(Piece::NotApplicable, reason), approved_by }
        }
    });
    let mut public = Answer {
        verdict,
        because: answer.because.as_deref().map(|text| words(Piece::Because, text)),
        evidence: answer.evidence.clone(),
        skipped: answer.skipped.clone(),
        actions: answer.actions.clone(),
        carried: answer.carried.clone(),
        confirmed: None,
        later: None,
        assessed: answer.assessed,
        assessed_by: None,
    };
    for evidence in &mut public.evidence {
        evidence.title = words(Piece::Evidence, &evidence.title);
        evidence.location = None;
        evidence.digest = None;
    }
    for action in &mut public.actions {
        action.what = words(Piece::Action, &action.what);
        action.owner = action.owner.as_deref().map(|owner| role_of(card, owner));
    }
    for carried in &mut public.carried {
        carried.because = None;
        if let CarriedVerdict::NotApplicable(reason) = &mut carried.verdict {
            HELD_BACK.clone_into(reason);
        }
    }
    public
}
