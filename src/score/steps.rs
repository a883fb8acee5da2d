//! What is most worth doing next.

use super::{Gate, Row, Scorecard, State, Task};
use crate::day;
use crate::text::count_of;

/// Something worth doing, as facts.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// An essential row holds the overall band down.
    Essential(Gate<'a>),
    /// An action is overdue.
    Overdue(Task<'a>),
    /// A row is called not applicable without a reason and another's approval.
    Approve(Row<'a>),
    /// Rows are open.
    Answer {
        /// How many.
        open: usize,
    },
    /// Earlier answers wait for someone to confirm them.
    Confirm {
        /// How many.
        carried: usize,
    },
    /// A met row that no current evidence shows.
    Show(Row<'a>),
    /// A row below met without an open action.
    Plan(Row<'a>),
    /// The row that would lift the score most.
    Lift(Row<'a>),
}

/// Most of one kind among the steps named, so that one kind does not crowd out the rest.
const MOST_OF_A_KIND: usize = 2;

/// The steps most worth doing, best first, at most so many. No requirement is named twice.
#[must_use]
pub fn next_steps<'a>(card: &Scorecard<'a>, most: usize) -> Vec<Step<'a>> {
    let rows = || card.rows.iter().copied();
    let essential = card.overall.iter().flat_map(|o| o.gates.iter().copied().map(Step::Essential));
    let overdue = card.overdue().into_iter().map(Step::Overdue);
    let approve = rows().filter(|r| r.state == State::NotApplicable { justified: false }).map(Step::Approve);
    let open = card.paired.open().len() - card.total.carried;
    let answer = (open > 0).then_some(Step::Answer { open });
    let confirm = (card.total.carried > 0).then_some(Step::Confirm { carried: card.total.carried });
    let show = card.unshown().copied().map(Step::Show);
    let below = || rows().filter(|r| matches!(r.state, State::Rated(_)) && !r.met);
    let has_open = |r: &Row<'_>| r.answer.actions.iter().any(|a| a.status == crate::assessment::ActionStatus::Open);
    let plan = below().filter(|r| !has_open(r)).map(Step::Plan);
    let mut lifts: Vec<Row<'a>> = below().collect();
    lifts.sort_by_key(|r| std::cmp::Reverse(r.requirement.weight * (card.paired.standard.scale.best() - r.points)));

    let all = essential.chain(overdue).chain(approve).chain(answer).chain(confirm).chain(show).chain(plan);
    let mut chosen: Vec<Step<'a>> = Vec::new();
    for step in all.chain(lifts.into_iter().map(Step::Lift)) {
        let kind = std::mem::discriminant(&step);
        let alike = chosen.iter().filter(|s| std::mem::discriminant(*s) == kind).count();
        let named = step.id().is_some_and(|id| chosen.iter().any(|s| s.id() == Some(id)));
        if chosen.len() < most && alike < MOST_OF_A_KIND && !named {
            chosen.push(step);
        }
    }
    chosen
}

impl Step<'_> {
    /// The requirement it is about, if it is about one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Essential(gate) => Some(gate.row.requirement.id.as_str()),
            Self::Overdue(task) => Some(task.requirement.id.as_str()),
            Self::Approve(row) | Self::Show(row) | Self::Plan(row) | Self::Lift(row) => Some(row.requirement.id.as_str()),
            Self::Answer { .. } | Self::Confirm { .. } => None,
        }
    }

    /// In a sentence for a person. Text from the assessment in it is as it stands in the file: the writer cleans it.
    #[must_use]
    pub fn in_words(&self, card: &Scorecard<'_>) -> String {
        let standard = card.paired.standard;
        let named = |row: &Row<'_>| format!("{} {}", row.requirement.id, row.requirement.title);
        match self {
            Self::Essential(gate) => format!(
                "{}: essential and {}; while it is, the overall band is at most \"{}\".",
                named(&gate.row),
                gate.row.state.in_words(standard).to_lowercase(),
                gate.cap.label
            ),
            Self::Overdue(task) => {
                let due = task.action.due.map(day::long).unwrap_or_default();
                format!("{}: overdue since {due}: {}", task.requirement.id, task.action.what)
            }
            Self::Approve(row) => {
                format!("{}: not applicable needs a reason and an approver other than who assessed it.", named(row))
            }
            Self::Answer { open } => {
                let (verb, open) = (if *open == 1 { "is" } else { "are" }, count_of(*open, "requirement", "requirements"));
                format!("Go on with the walk: {open} {verb} still open.")
            }
            Self::Confirm { carried } => {
                format!(
                    "{} from the last cycle: look again and confirm.",
                    count_of(*carried, "answer is carried", "answers are carried")
                )
            }
            Self::Show(row) => format!(
                "{}: rated {}, but no current evidence shows it.",
                named(row),
                row.state.in_words(standard).to_lowercase()
            ),
            Self::Plan(row) => format!("{}: {} without an open action.", named(row), row.state.in_words(standard).to_lowercase()),
            Self::Lift(row) => {
                let state = row.state.in_words(standard).to_lowercase();
                // An agreement has no score to lift.
                let why = if card.is_scored() {
                    "meeting this one would lift the score most"
                } else {
                    "this one is furthest from being met"
                };
                format!("{}: {state}; of the other requirements, {why}.", named(row))
            }
        }
    }
}
