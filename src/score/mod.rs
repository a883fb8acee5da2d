//! From answers to figures: pure functions, integer arithmetic, nothing rounded before it is printed.
//!
//! [`Scorecard::new`] takes a [`Paired`] assessment and a day, and gives every figure that a screen or a paper shows. The
//! rules are those of the pack: points, bands and caps are data.

mod balance;
mod evidence;
mod lens;
mod ratio;
mod steps;
mod view;

pub use balance::{Balance, UnsureStage};
pub use evidence::Currency;
pub use lens::LensCard;
pub use ratio::Ratio;
pub use steps::{Step, next_steps};
pub use view::View;

use jiff::civil::Date;

use crate::assessment::{Action, ActionStatus, Answer, Assessment, Paired, Verdict};
use crate::standard::{Band, Domain, Kind, Requirement, Stage, Standard};
use crate::text::{names_nobody, says_nothing};

/// What state an answer is in: exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Rated; the rating's place on the scale, from the worst at 0.
    Rated(usize),
    /// Not applicable. Without a reason and an approver other than who assessed it, it stays in the denominator.
    NotApplicable {
        /// Whether it may leave the denominator.
        justified: bool,
    },
    /// Carried over and not yet confirmed.
    Carried,
    /// Nothing was decided.
    NotAssessed,
}

impl State {
    /// The state of an answer of an assessment to a standard.
    #[must_use]
    pub fn of(answer: &Answer, assessment: &Assessment, standard: &Standard) -> Self {
        match &answer.verdict {
            Some(Verdict::Rated(rating)) => standard.scale.rank(rating).map_or(Self::NotAssessed, Self::Rated),
            Some(Verdict::NotApplicable { reason, approved_by }) => {
                let is_another =
                    |by: &String| !names_nobody(by) && answer.assessor().is_none_or(|who| !assessment.is_one_person(by, who));
                Self::NotApplicable { justified: approved_by.as_ref().is_some_and(is_another) && !says_nothing(reason) }
            }
            None if answer.carried.is_empty() => Self::NotAssessed,
            None => Self::Carried,
        }
    }

    /// In words, with the scale's own label for a rating.
    #[must_use]
    pub fn in_words(self, standard: &Standard) -> &str {
        match self {
            Self::Rated(rank) => standard.scale.ratings.get(rank).map_or("", |r| r.label.as_str()),
            Self::NotApplicable { justified: true } => "Not applicable",
            Self::NotApplicable { justified: false } => "Not applicable, not approved",
            Self::Carried => "Carried, not confirmed",
            Self::NotAssessed => "Not assessed",
        }
    }
}

/// A row with its answer and what follows from it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The row.
    pub requirement: &'a Requirement,
    /// Its answer.
    pub answer: &'a Answer,
    /// The state it is in.
    pub state: State,
    /// Points it brings, before weighting.
    pub points: u32,
    /// Whether its rating counts as met.
    pub met: bool,
    /// Whether some evidence for it is current on the day evidence is judged.
    pub evidenced: bool,
}

impl Row<'_> {
    /// Whether it counts in the denominator.
    #[must_use]
    pub const fn is_applicable(&self) -> bool {
        !matches!(self.state, State::NotApplicable { justified: true })
    }
}

/// The overall band and what keeps it down.
#[derive(Debug, Clone)]
pub struct Overall<'a> {
    /// The band that holds.
    pub band: &'a Band,
    /// The band the score alone would give.
    pub by_score: &'a Band,
    /// Essential rows that are not met, worst cap first, then in the standard's order.
    pub gates: Vec<Gate<'a>>,
}

/// An essential row that is not met.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// The row.
    pub row: Row<'a>,
    /// The highest band while it stays as it is.
    pub cap: &'a Band,
    cap_index: usize,
}

/// An action with the row it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The row.
    pub requirement: &'a Requirement,
    /// The action.
    pub action: &'a Action,
}

/// Every figure of an assessment on a day.
#[derive(Debug, Clone)]
pub struct Scorecard<'a> {
    /// The assessment and its standard.
    pub paired: Paired<'a>,
    /// "Today", for what is overdue.
    pub as_at: Date,
    /// The day evidence is judged on: the meeting, or the "as at" day when there is none.
    pub judged_on: Date,
    /// All rows that count, in the standard's order.
    pub rows: Vec<Row<'a>>,
    /// The figures of the whole.
    pub total: View,
    /// The same for each stage. A row with two stages counts in both.
    pub stages: Vec<(Stage, View)>,
    /// The same for each domain.
    pub domains: Vec<(&'a Domain, View)>,
    /// The overall band, when there is a score.
    pub overall: Option<Overall<'a>>,
    /// Whether one stage runs ahead of another.
    pub balance: Balance,
}

impl<'a> Scorecard<'a> {
    /// Works everything out.
    #[must_use]
    pub fn new(paired: Paired<'a>, as_at: Date) -> Self {
        let standard = paired.standard;
        let judged_on = paired.assessment.cycle.meeting.unwrap_or(as_at);
        let rows: Vec<Row<'a>> = paired.rows().map(|(requirement, answer)| row(paired, requirement, answer, judged_on)).collect();
        let view = |keep: &dyn Fn(&Requirement) -> bool| View::of(rows.iter().filter(|r| keep(r.requirement)), standard);
        let total = view(&|_| true);
        let stages: Vec<(Stage, View)> = Stage::ALL.into_iter().map(|stage| (stage, view(&|r| r.in_stage(stage)))).collect();
        let domains = standard.domains.iter().enumerate().map(|(i, domain)| (domain, view(&|r| r.domain == Some(i)))).collect();
        let overall = overall(standard, &rows, &total);
        let balance = if standard.kind == Kind::Agreement { Balance::none() } else { Balance::of(&stages) };
        Self { paired, as_at, judged_on, rows, total, stages, domains, overall, balance }
    }

    /// Whether there are scores at all: an agreement is counted and no more.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.paired.standard.kind == Kind::Standard
    }

    /// Every action, in the standard's order.
    pub fn tasks(&self) -> impl Iterator<Item = Task<'a>> {
        self.rows.iter().flat_map(|row| row.answer.actions.iter().map(|action| Task { requirement: row.requirement, action }))
    }

    /// Open actions due before the "as at" day, the longest overdue first.
    #[must_use]
    pub fn overdue(&self) -> Vec<Task<'a>> {
        self.open_due(|due| due < self.as_at)
    }

    /// Open actions not yet overdue that fall due before the meeting, soonest first.
    #[must_use]
    pub fn due_before_meeting(&self) -> Vec<Task<'a>> {
        let meeting = self.paired.assessment.cycle.meeting;
        self.open_due(|due| due >= self.as_at && meeting.is_some_and(|m| due < m))
    }

    fn open_due(&self, keep: impl Fn(Date) -> bool) -> Vec<Task<'a>> {
        let mut found: Vec<Task<'a>> =
            self.tasks().filter(|t| t.action.status == ActionStatus::Open && t.action.due.is_some_and(&keep)).collect();
        found.sort_by_key(|t| t.action.due);
        found
    }

    /// Met rows that no current evidence shows, in the standard's order.
    pub fn unshown(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|r| r.met && !r.evidenced)
    }

    /// Rows put down as not applicable, justified or not.
    pub fn not_applicable(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|r| matches!(r.state, State::NotApplicable { .. }))
    }
}

fn row<'a>(paired: Paired<'a>, requirement: &'a Requirement, answer: &'a Answer, judged_on: Date) -> Row<'a> {
    let standard = paired.standard;
    let state = State::of(answer, paired.assessment, standard);
    let rating = match state {
        State::Rated(rank) => standard.scale.ratings.get(rank),
        _ => None,
    };
    let evidenced = answer.evidence.iter().any(|e| Currency::of(e, judged_on, standard.evidence_months) == Currency::Current);
    Row { requirement, answer, state, points: rating.map_or(0, |r| r.points), met: rating.is_some_and(|r| r.met), evidenced }
}

fn overall<'a>(standard: &'a Standard, rows: &[Row<'a>], total: &View) -> Option<Overall<'a>> {
    let scale = &standard.scale;
    let score = total.score?;
    let by_score = scale.bands.iter().rposition(|b| score.is_at_least(b.from)).unwrap_or(0);
    let mut gates: Vec<Gate<'a>> = rows
        .iter()
        .filter(|r| r.requirement.essential.is_some() && !r.met)
        .filter_map(|row| {
            let partly = matches!(row.state, State::Rated(rank) if rank > 0);
            let cap_index = if partly { scale.cap_partly } else { scale.cap_worst };
            Some(Gate { row: *row, cap: scale.bands.get(cap_index)?, cap_index })
        })
        .collect();
    gates.sort_by_key(|g| g.cap_index);
    let index = gates.iter().map(|g| g.cap_index).fold(by_score, usize::min);
    Some(Overall { band: scale.bands.get(index)?, by_score: scale.bands.get(by_score)?, gates })
}
