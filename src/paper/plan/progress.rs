//! What became of the last cycle's actions. An action is known again by its words: cycles and editions change round it.

use jiff::civil::Date;

use super::super::words::is_are;
use super::{NOBODY, due};
use crate::assessment::{Action, ActionStatus, Paired, is_same_title};
use crate::day;
use crate::render::{Document, Table};
use crate::standard::RequirementId;
use crate::text::count_of;

/// What became of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Open then, done now.
    Done,
    /// Open then, given up now.
    Stopped,
    /// Its day was moved.
    Moved,
    /// Closed then, open now.
    Reopened,
    /// Not there then.
    New,
    /// As it was.
    Same,
    /// Open then, not there now.
    Gone,
}

impl Change {
    /// As printed.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Done => "done since",
            Self::Stopped => "stopped since",
            Self::Moved => "date moved",
            Self::Reopened => "open again",
            Self::New => "new",
            Self::Same => "as it was",
            Self::Gone => "gone",
        }
    }
}

/// An action then or now.
#[derive(Debug, Clone)]
struct Known {
    id: RequirementId,
    action: Action,
}

/// What became of the actions of an earlier assessment.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Name of the earlier cycle.
    cycle: String,
    /// Both answer the same edition.
    one_edition: bool,
    /// Actions now, each with the one it was then.
    now: Vec<(Known, Option<Known>)>,
    /// Open actions of then that are not there now.
    gone: Vec<Known>,
}

impl Progress {
    /// Compares two assessments. Where both answer one edition, an action is known by its requirement and words; where the
    /// edition changed, by its words alone, as the ids of two editions mean different things.
    #[must_use]
    pub fn between(last: &Paired<'_>, now: &Paired<'_>) -> Self {
        let one_edition = now.standard.reference == last.standard.reference;
        let known = |paired: &Paired<'_>| -> Vec<Known> {
            let rows = paired.rows();
            rows.flat_map(|(r, a)| a.actions.iter().map(|action| Known { id: r.id.clone(), action: action.clone() })).collect()
        };
        let mut then = known(last);
        let mut matched = Vec::new();
        for action in known(now) {
            let same = |k: &Known| (!one_edition || k.id == action.id) && is_same_title(&k.action.what, &action.action.what);
            // Of two with the same words, the one due on the same day first.
            let place =
                then.iter().position(|k| same(k) && k.action.due == action.action.due).or_else(|| then.iter().position(same));
            let was = place.map(|at| then.remove(at));
            matched.push((action, was));
        }
        then.retain(|k| k.action.status == ActionStatus::Open);
        Self { cycle: last.assessment.cycle.name.clone(), one_edition, now: matched, gone: then }
    }

    /// What became of an action, and when it was due then.
    pub(super) fn of(&self, id: &RequirementId, action: &Action) -> Option<(Change, Option<Date>)> {
        let (now, was) = self.now.iter().find(|(k, _)| k.id == *id && k.action == *action)?;
        Some((change(&now.action, was.as_ref().map(|w| &w.action)), was.as_ref().and_then(|w| w.action.due)))
    }

    /// Open actions of then that are not there now, of everybody or of one owner.
    pub(super) fn gone(&self, owner: Option<&str>) -> Vec<(&str, &Action)> {
        self.gone.iter().filter(|k| is_of(&k.action, owner)).map(|k| (k.id.as_str(), &k.action)).collect()
    }

    /// Adds a section on what changed.
    pub(super) fn section(&self, page: &mut Document, owner: Option<&str>) {
        page.heading(2, format!("Since {}", self.cycle));
        let now: Vec<_> = self.now.iter().filter(|(k, _)| is_of(&k.action, owner)).collect();
        let of = |wanted: Change| now.iter().filter(move |(k, was)| change(&k.action, was.as_ref().map(|w| &w.action)) == wanted);
        let gone = self.gone(owner);
        let (moved, new) = (of(Change::Moved).count(), of(Change::New).count());
        page.paragraph(format!(
            "{} done since, {} stopped, {moved} with another date, {} open again, {} as before, {new} new. {} then and {} not in the plan now.",
            of(Change::Done).count(),
            of(Change::Stopped).count(),
            of(Change::Reopened).count(),
            of(Change::Same).count(),
            count_of(gone.len(), "action was open", "actions were open"),
            is_are(gone.len()),
        ));
        if !self.one_edition {
            page.paragraph(
                "The two answer different editions, so an action is known again by its words alone: one that was reworded is new \
                 here, and gone there.",
            );
        }
        let cells = |id: &str, action: &Action| {
            let owner = action.owner.clone().unwrap_or_else(|| NOBODY.to_owned());
            vec![id.into(), action.what.as_str().into(), owner.into()]
        };
        if moved > 0 {
            page.heading(3, "Dates moved");
            let mut table = Table::new(["Ref", "Action", "Owner", "Was due", "Now due", "Moved by"]);
            table.rows = of(Change::Moved)
                .map(|(k, was)| {
                    let before = was.as_ref().and_then(|w| w.action.due);
                    let mut row = cells(k.id.as_str(), &k.action);
                    row.extend([due(before), due(k.action.due), moved_by(before, k.action.due).into()]);
                    row
                })
                .collect();
            page.table(table);
        }
        if !gone.is_empty() {
            page.heading(3, "Open then, not in the plan now");
            let mut table = Table::new(["Ref then", "Action", "Owner", "Was due"]);
            table.rows = gone
                .iter()
                .map(|(id, action)| {
                    let mut row = cells(id, action);
                    row.push(due(action.due));
                    row
                })
                .collect();
            page.table(table);
        }
        if new > 0 {
            page.heading(3, "New");
            let item = |(k, _): &&(Known, Option<Known>)| {
                let day = k.action.due.map_or_else(|| "no date".to_owned(), day::long);
                format!("{}: {} ({day})", k.id, k.action.what)
            };
            page.list(of(Change::New).map(item).collect());
        }
    }
}

fn is_of(action: &Action, owner: Option<&str>) -> bool {
    owner.is_none_or(|owner| is_same_title(owner, action.owner.as_deref().unwrap_or(NOBODY)))
}

fn change(now: &Action, was: Option<&Action>) -> Change {
    use ActionStatus::{Done, Open, Stopped};
    let Some(was) = was else { return Change::New };
    match (was.status, now.status) {
        (Open, Done) => Change::Done,
        (Open, Stopped) => Change::Stopped,
        (Done | Stopped, Open) => Change::Reopened,
        (Open, Open) if was.due != now.due => Change::Moved,
        _ => Change::Same,
    }
}

/// "61 days later".
fn moved_by(before: Option<Date>, after: Option<Date>) -> String {
    let (Some(before), Some(after)) = (before, after) else { return "–".to_owned() };
    let days = (after - before).get_days();
    let count = count_of(usize::try_from(days.unsigned_abs()).unwrap_or_default(), "day", "days");
    format!("{count} {}", if days < 0 { "earlier" } else { "later" })
}
