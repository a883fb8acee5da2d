//! Figures: counts with their denominators, and shares as exact fractions beside the words that papers print.

use serde::Serialize;

use super::super::words::has_open_action;
use crate::assessment::ActionStatus;
use crate::score::{Balance, Overall, Ratio, Scorecard, State, UnsureStage, View as Counted};
use crate::standard::Scale;

/// Every figure of an assessment.
#[derive(Debug, Serialize)]
pub struct Figures<'a> {
    whole: View<'a>,
    stages: Vec<Named<'a>>,
    domains: Vec<Named<'a>>,
    essential: Essential<'a>,
    /// `null` where there is no score.
    overall: Option<Band<'a>>,
    balance: Stages,
    actions: Actions<'a>,
    carried: Carried,
}

/// The figures of a stage or domain.
#[derive(Debug, Serialize)]
struct Named<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(flatten)]
    view: View<'a>,
}

/// The figures of a set of rows.
#[derive(Debug, Serialize)]
pub struct View<'a> {
    requirements: usize,
    applicable: usize,
    /// How many have each rating, from the worst.
    by_rating: Vec<Rated<'a>>,
    met: usize,
    /// Met rows that current evidence shows.
    can_be_shown: usize,
    assessed: usize,
    carried: usize,
    not_assessed: usize,
    not_applicable: usize,
    not_approved: usize,
    /// The project score; `null` where nothing is scored, here as below.
    score: Option<Share>,
    score_of_assessed: Option<Share>,
    score_shown: Option<Share>,
    /// The score with the not applicable at 0; `null` where there are none.
    score_with_all: Option<Share>,
    assurance_gap: Option<Share>,
}

#[derive(Debug, Serialize)]
struct Rated<'a> {
    rating: &'a str,
    label: &'a str,
    count: usize,
}

/// An exact share.
#[derive(Debug, Serialize)]
pub struct Share {
    part: u64,
    whole: u64,
    /// As papers print it: "84%", "<1%".
    printed: String,
}

#[derive(Debug, Serialize)]
struct Essential<'a> {
    requirements: usize,
    /// Those not met, in the standard's order within each cap.
    not_met: Vec<Gate<'a>>,
}

#[derive(Debug, Serialize)]
struct Gate<'a> {
    requirement: &'a str,
    /// The highest band while it stays as it is.
    cap: &'a str,
}

#[derive(Debug, Serialize)]
struct Band<'a> {
    band: &'a str,
    /// The band the score alone would give.
    by_score: &'a str,
}

#[derive(Debug, Serialize)]
struct Stages {
    in_words: String,
    strongest: Option<&'static str>,
    weakest: Option<&'static str>,
    too_early_to_say: Vec<Unsure>,
}

/// A stage of which too little was assessed.
#[derive(Debug, Serialize)]
struct Unsure {
    stage: &'static str,
    assessed: usize,
    applicable: usize,
}

#[derive(Debug, Serialize)]
struct Actions<'a> {
    all: usize,
    open: usize,
    done: usize,
    stopped: usize,
    overdue: usize,
    due_before_meeting: usize,
    /// Requirements rated below met without an open action.
    missing_on: Vec<&'a str>,
}

/// Answers carried from an earlier cycle or edition.
#[derive(Debug, Serialize)]
struct Carried {
    all: usize,
    confirmed: usize,
}

impl<'a> Figures<'a> {
    pub fn of(card: &Scorecard<'a>) -> Self {
        let scale = &card.paired.standard.scale;
        let confirmed = card.rows.iter().filter(|r| !r.answer.carried.is_empty() && r.answer.verdict.is_some()).count();
        Self {
            whole: View::of(&card.total, scale),
            stages: card
                .stages
                .iter()
                .map(|(stage, view)| Named { id: stage.id(), title: stage.title(), view: View::of(view, scale) })
                .collect(),
            domains: card
                .domains
                .iter()
                .map(|(domain, view)| Named { id: &domain.id, title: &domain.title, view: View::of(view, scale) })
                .collect(),
            essential: Essential {
                requirements: card.rows.iter().filter(|r| r.requirement.essential.is_some()).count(),
                not_met: card.overall.as_ref().map(gates).unwrap_or_default(),
            },
            overall: card.overall.as_ref().map(|o| Band { band: &o.band.label, by_score: &o.by_score.label }),
            balance: stages(&card.balance),
            actions: actions(card),
            carried: Carried { all: confirmed + card.total.carried, confirmed },
        }
    }
}

impl<'a> View<'a> {
    pub fn of(view: &Counted, scale: &'a Scale) -> Self {
        let ratings = scale.ratings.iter().zip(&view.by_rating);
        Self {
            requirements: view.rows,
            applicable: view.applicable,
            by_rating: ratings.map(|(r, count)| Rated { rating: &r.id, label: &r.label, count: *count }).collect(),
            met: view.met,
            can_be_shown: view.shown,
            assessed: view.assessed,
            carried: view.carried,
            not_assessed: view.not_assessed,
            not_applicable: view.not_applicable,
            not_approved: view.not_approved,
            score: view.score.map(Share::of),
            score_of_assessed: view.score_of_assessed.map(Share::of),
            score_shown: view.score_shown.map(Share::of),
            score_with_all: view.score_with_all.map(Share::of),
            assurance_gap: view.assurance_gap().map(Share::of),
        }
    }

    /// The same without any score.
    pub fn counts_only(self) -> Self {
        Self { score: None, score_of_assessed: None, score_shown: None, score_with_all: None, assurance_gap: None, ..self }
    }
}

impl Share {
    fn of(ratio: Ratio) -> Self {
        let (part, whole) = ratio.parts();
        Self { part, whole, printed: ratio.to_string() }
    }
}

fn gates<'a>(overall: &Overall<'a>) -> Vec<Gate<'a>> {
    overall.gates.iter().map(|g| Gate { requirement: g.row.requirement.id.as_str(), cap: &g.cap.label }).collect()
}

fn stages(balance: &Balance) -> Stages {
    let unsure = |u: &UnsureStage| Unsure { stage: u.stage.id(), assessed: u.assessed, applicable: u.applicable };
    Stages {
        in_words: balance.in_words(),
        strongest: balance.stands_out.map(|(high, _)| high.id()),
        weakest: balance.stands_out.map(|(_, low)| low.id()),
        too_early_to_say: balance.unsure.iter().map(unsure).collect(),
    }
}

fn actions<'a>(card: &Scorecard<'a>) -> Actions<'a> {
    let of = |status: ActionStatus| card.tasks().filter(|t| t.action.status == status).count();
    let bare = card.rows.iter().filter(|r| matches!(r.state, State::Rated(_)) && !r.met && !has_open_action(r));
    Actions {
        all: card.tasks().count(),
        open: of(ActionStatus::Open),
        done: of(ActionStatus::Done),
        stopped: of(ActionStatus::Stopped),
        overdue: card.overdue().len(),
        due_before_meeting: card.due_before_meeting().len(),
        missing_on: bare.map(|r| r.requirement.id.as_str()).collect(),
    }
}
