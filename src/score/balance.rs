//! Whether one stage of the cycle runs ahead of another, in words and only when enough is known.

use super::{Ratio, View};
use crate::standard::Stage;

/// Fewest assessed rows before anything is said about a stage.
const FEWEST: usize = 5;
/// Points between the strongest and the weakest stage below which none stands out.
const STANDS_OUT: u32 = 10;

/// What can be said about the balance between stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The strongest and the weakest stage, when they are far enough apart.
    pub stands_out: Option<(Stage, Stage)>,
    /// Stages of which enough is known.
    pub known: Vec<Stage>,
    /// Stages of which too little is known.
    pub unsure: Vec<UnsureStage>,
}

/// A stage of which too little was assessed to say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnsureStage {
    /// Which.
    pub stage: Stage,
    /// How many rows were assessed.
    pub assessed: usize,
    /// Out of how many.
    pub applicable: usize,
}

impl Balance {
    /// Nothing to say: stages of an agreement are counted, not compared.
    #[must_use]
    pub const fn none() -> Self {
        Self { stands_out: None, known: Vec::new(), unsure: Vec::new() }
    }

    /// Compares the stages by the score of what was assessed. A stage counts when three quarters of its applicable rows,
    /// and at least five, are assessed.
    #[must_use]
    pub fn of(stages: &[(Stage, View)]) -> Self {
        let enough = |v: &View| v.assessed >= FEWEST && v.assessed * 4 >= v.applicable * 3;
        let known: Vec<(Stage, Ratio)> =
            stages.iter().filter(|(_, v)| enough(v)).filter_map(|(s, v)| Some((*s, v.score_of_assessed?))).collect();
        let unsure = stages
            .iter()
            .filter(|(_, v)| v.applicable > 0 && !enough(v))
            .map(|(stage, v)| UnsureStage { stage: *stage, assessed: v.assessed, applicable: v.applicable })
            .collect();
        // Of equals the earlier stage is named: `max_by` would take the last.
        let strongest = known.iter().rev().max_by(|a, b| a.1.cmp(&b.1));
        let weakest = known.iter().min_by(|a, b| a.1.cmp(&b.1));
        let stands_out = match (strongest, weakest) {
            (Some((high, top)), Some((low, bottom))) if top.above(*bottom).is_at_least(STANDS_OUT) => Some((*high, *low)),
            _ => None,
        };
        Self { stands_out, known: known.iter().map(|(s, _)| *s).collect(), unsure }
    }

    /// In sentences for a person.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut sentences = Vec::new();
        match (self.stands_out, self.known.len()) {
            (Some((Stage::Plan, Stage::Check)), _) => sentences.push(
                "Plan is strongest and Check weakest: written down, not checked. HSE's inspections of 60 trusts found the same: policies in place, and less checking that they work."
                    .to_owned(),
            ),
            (Some((high, low)), _) => sentences.push(format!("{high} is strongest and {low} weakest.")),
            (None, 0 | 1) => {}
            (None, _) => sentences.push("No stage stands out.".to_owned()),
        }
        for u in &self.unsure {
            // A stage this small is never judged, so it is no matter of time.
            sentences.push(if u.applicable < FEWEST {
                format!("{}: too few requirements to say, {} of {} assessed.", u.stage, u.assessed, u.applicable)
            } else {
                format!("{}: too early to say, {} of {} requirements assessed.", u.stage, u.assessed, u.applicable)
            });
        }
        sentences.join(" ")
    }
}
