//! The improvement plan: what is to be done, by whom and by when, and what has no action yet.

mod progress;

pub use progress::{Change, Progress};

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::words::{has_open_action, is_are, named, rating_id};
use crate::assessment::{Action, ActionStatus, is_same_title};
use crate::day;
use crate::render::icalendar::Event;
use crate::render::xlsx::{Content, Sheet, Workbook};
use crate::render::{Cell, Document, Table, Tone};
use crate::score::{Row, Scorecard, State};
use crate::standard::{Digest, Requirement};
use crate::text::{clean_line, count_of};

/// What to call it where nobody owns an action.
const NOBODY: &str = "no owner";

/// How an action stands on the day, in the order in which it wants looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Open, and due before the day.
    Overdue,
    /// Open, and due before the meeting.
    BeforeMeeting,
    /// Open, and due later.
    Later,
    /// Open, without a day.
    Undated,
    /// Done.
    Done,
    /// Given up.
    Stopped,
}

impl Standing {
    /// As printed.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::BeforeMeeting => "due before the meeting",
            Self::Later => "open",
            Self::Undated => "open, no date",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    const fn is_open(self) -> bool {
        matches!(self, Self::Overdue | Self::BeforeMeeting | Self::Later | Self::Undated)
    }
}

/// An action of the plan.
#[derive(Debug, Clone, Copy)]
struct Item<'a> {
    row: &'a Row<'a>,
    action: &'a Action,
    standing: Standing,
}

impl Item<'_> {
    fn owner(&self) -> &str {
        self.action.owner.as_deref().unwrap_or(NOBODY)
    }
}

/// The actions of an assessment on a day, of everybody or of one owner.
#[derive(Debug)]
pub struct Plan<'a> {
    card: &'a Scorecard<'a>,
    /// What changed since the last cycle.
    progress: Option<&'a Progress>,
    owner: Option<&'a str>,
    items: Vec<Item<'a>>,
}

impl<'a> Plan<'a> {
    /// The plan, the longest overdue first. Neither case nor spaces make an owner another one.
    #[must_use]
    pub fn new(card: &'a Scorecard<'a>, progress: Option<&'a Progress>, owner: Option<&'a str>) -> Self {
        let all = card.rows.iter().flat_map(|row| row.answer.actions.iter().map(move |action| (row, action)));
        let mut items: Vec<Item<'a>> = all.map(|(row, action)| Item { row, action, standing: standing(card, action) }).collect();
        items.retain(|item| owner.is_none_or(|owner| is_same_title(owner, item.owner())));
        items.sort_by_key(|item| (item.standing, item.action.due));
        Self { card, progress, owner, items }
    }

    /// Everybody who owns an action, each as first written, by name.
    #[must_use]
    pub fn owners(&self) -> Vec<&'a str> {
        let mut owners: Vec<&str> = Vec::new();
        for item in &self.items {
            let owner = item.action.owner.as_deref().unwrap_or(NOBODY);
            if !owners.iter().any(|o| is_same_title(o, owner)) {
                owners.push(owner);
            }
        }
        owners.sort_by_key(|o| (*o == NOBODY, o.to_lowercase()));
        owners
    }

    /// Whether there is no action in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Open actions that no day of a calendar can show.
    #[must_use]
    pub fn undated(&self) -> usize {
        self.of(Standing::Undated).count()
    }

    fn of(&self, standing: Standing) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(move |item| item.standing == standing)
    }

    /// Rows rated below met for which nothing is being done. They are nobody's yet, and so in no owner's plan.
    fn gaps(&self) -> Vec<&'a Row<'a>> {
        let below = |row: &&Row<'_>| matches!(row.state, State::Rated(_)) && !row.met && !has_open_action(row);
        if self.owner.is_some() { Vec::new() } else { self.card.rows.iter().filter(below).collect() }
    }

    /// The plan to be read.
    #[must_use]
    pub fn document(&self) -> Document {
        let a = self.card.paired.assessment;
        let whose = self.owner.map(|o| format!(", {}", clean_line(o))).unwrap_or_default();
        let mut page = Document::new(format!("Improvement plan, {}{whose}", a.cycle.name));
        page.notice(self.card.paired.standard.notice());
        page.paragraph(self.summary());
        let overdue = format!("Overdue on {}", day::long(self.card.as_at));
        self.by_date(&mut page, &overdue, &[Standing::Overdue]);
        let to_come = if a.cycle.meeting.is_some() { "Due before the meeting" } else { "" };
        self.by_date(&mut page, to_come, &[Standing::BeforeMeeting]);
        self.by_date(&mut page, "Due later", &[Standing::Later]);
        self.by_date(&mut page, "Without a day", &[Standing::Undated]);
        if self.owner.is_none() {
            self.by_owner(&mut page);
        }
        if let Some(progress) = self.progress {
            progress.section(&mut page, self.owner);
        }
        self.gap_section(&mut page);
        page
    }

    fn summary(&self) -> String {
        let count = |standing| self.of(standing).count();
        let open = self.items.iter().filter(|i| i.standing.is_open()).count();
        let overdue = count(Standing::Overdue);
        let mut text = format!(
            "{}, as at {}. {}: {open} open, {} done, {} stopped; {overdue} {} overdue.",
            self.card.paired.assessment.organisation.name,
            day::long(self.card.as_at),
            count_of(self.items.len(), "action", "actions"),
            count(Standing::Done),
            count(Standing::Stopped),
            is_are(overdue),
        );
        if let Some(meeting) = self.card.paired.assessment.cycle.meeting {
            let more = if overdue > 0 { " more" } else { "" };
            let due = count(Standing::BeforeMeeting);
            text.push_str(&format!(
                " {due}{more} fall{} due before the meeting on {}.",
                if due == 1 { "s" } else { "" },
                day::long(meeting)
            ));
        }
        text
    }

    fn by_date(&self, page: &mut Document, heading: &str, standings: &[Standing]) {
        let items: Vec<&Item<'_>> = self.items.iter().filter(|i| standings.contains(&i.standing)).collect();
        if items.is_empty() {
            return;
        }
        page.heading(2, heading);
        let mut table = Table::new(["Due", "Action", "Owner", "Requirement", "Rating, weight"]);
        table.rows = items
            .iter()
            .map(|item| {
                let owner = Cell::text(item.owner());
                let mut cells = vec![due(item.action.due), item.action.what.as_str().into(), owner];
                cells.extend(self.requirement(item.row));
                cells
            })
            .collect();
        page.table(table);
    }

    /// A requirement, and beside it "Amber, 1, essential".
    fn requirement(&self, row: &Row<'_>) -> [Cell; 2] {
        let rating = row.state.in_words(self.card.paired.standard);
        [
            named(row.requirement).into(),
            Cell::Rating(format!("{rating}, {}", weight(row.requirement)), Tone::of(row.state, &self.card.paired.standard.scale)),
        ]
    }

    /// The plan as a workbook: to read, and as a table to sort and filter.
    #[must_use]
    pub fn workbook(&self) -> Workbook {
        let page = self.document();
        Workbook {
            title: page.title.clone(),
            notice: self.card.paired.standard.notice(),
            created: self.card.as_at,
            sheets: vec![
                Sheet { name: "Plan", content: Content::Page(page) },
                Sheet { name: "Actions", content: Content::Data(self.table()) },
            ],
        }
    }

    fn by_owner(&self, page: &mut Document) {
        let open: Vec<&Item<'_>> = self.items.iter().filter(|i| i.standing.is_open()).collect();
        if open.is_empty() {
            return;
        }
        page.heading(2, "By owner");
        for owner in self.owners() {
            let own: Vec<_> = open.iter().filter(|i| is_same_title(i.owner(), owner)).collect();
            if own.is_empty() {
                continue;
            }
            let overdue = own.iter().filter(|i| i.standing == Standing::Overdue).count();
            let late = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
            page.heading(3, format!("{} ({} open{late})", clean_line(owner), own.len()));
            let mut table = Table::new(["Due", "Action", "Requirement"]);
            let row = |item: &&&Item<'_>| {
                vec![due(item.action.due), item.action.what.as_str().into(), named(item.row.requirement).into()]
            };
            table.rows = own.iter().map(row).collect();
            page.table(table);
        }
    }

    fn gap_section(&self, page: &mut Document) {
        let gaps = self.gaps();
        if gaps.is_empty() {
            return;
        }
        page.heading(2, "Below met, and no action open");
        let mut table = Table::new(["Requirement", "Rating, weight", "Usually owned by"]);
        table.rows = gaps
            .iter()
            .map(|row| {
                let mut cells = self.requirement(row).to_vec();
                cells.push(row.requirement.owner.as_str().into());
                cells
            })
            .collect();
        page.table(table);
    }

    /// The plan as a table: an action a line, then those gone since the last cycle, then requirements without an action.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "id",
            "title",
            "stage",
            "essential",
            "#weight",
            "rating",
            "action_what",
            "action_owner",
            "action_due",
            "action_status",
            "standing",
            "since_last",
            "due_last",
        ]);
        let row_cells = |requirement: &Requirement, rating: Cell| {
            let essential = if requirement.essential.is_some() { "yes" } else { "no" };
            let weight = Cell::Count(usize::try_from(requirement.weight).unwrap_or_default());
            vec![
                requirement.id.as_str().into(),
                Cell::Text(clean_line(&requirement.title).into_owned()),
                requirement.stage.id().into(),
                essential.into(),
                weight,
                rating,
            ]
        };
        let rating = |row: &Row<'_>| rating_id(row, self.card);
        let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
        for item in &self.items {
            let action = item.action;
            let mut cells = row_cells(item.row.requirement, rating(item.row));
            cells.extend([action.what.as_str().into(), text(&action.owner), Cell::Date(action.due), action.status.id().into()]);
            cells.push(item.standing.in_words().into());
            let (change, was_due) = self.progress.and_then(|p| p.of(&item.row.requirement.id, action)).unzip();
            cells.extend([
                change.map_or(Cell::Empty, |c: Change| c.in_words().into()),
                was_due.flatten().map_or(Cell::Empty, |d| Cell::Date(Some(d))),
            ]);
            table.rows.push(cells);
        }
        let gone = self.progress.map(|p| p.gone(self.owner)).unwrap_or_default();
        for (id, action) in gone {
            let mut cells = vec![Cell::text(id)];
            cells.resize(6, Cell::Empty);
            cells.extend([action.what.as_str().into(), text(&action.owner), Cell::Empty, Cell::Empty, Cell::Empty]);
            cells.extend([Change::Gone.in_words().into(), Cell::Date(action.due)]);
            table.rows.push(cells);
        }
        for row in self.gaps() {
            let mut cells = row_cells(row.requirement, rating(row));
            cells.resize(10, Cell::Empty);
            cells.extend(["below met, and no action open".into(), Cell::Empty, Cell::Empty]);
            table.rows.push(cells);
        }
        table
    }

    /// A day for each open action that has one, for a calendar.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let a = self.card.paired.assessment;
        let mut events = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for item in self.items.iter().filter(|i| i.standing.is_open()) {
            let Some(day) = item.action.due else { continue };
            let requirement = item.row.requirement;
            let what = clean_line(&item.action.what).into_owned();
            // Neither the day nor the cycle, so that an action put off is the same entry on another day.
            let words = what.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let content = format!("{}\n{}\n{}\n{words}", a.organisation.name, a.standard, requirement.id);
            let again = seen.entry(content.clone()).or_default();
            let content = format!("{content}\n{again}");
            *again += 1;
            let digest = Digest::of(&content);
            let uid = format!("{}@vpr", digest.as_str().get(7..47).unwrap_or_default());
            let description = format!(
                "{what}\nOwner: {}\nRequirement: {} (weight {})\nRating: {}\n{}, {}",
                clean_line(item.owner()),
                clean_line(&named(requirement)),
                weight(requirement),
                item.row.state.in_words(self.card.paired.standard),
                clean_line(&a.organisation.name),
                clean_line(&a.cycle.name),
            );
            events.push(Event { uid, day, summary: summary(requirement, &what), description });
        }
        events
    }
}

/// "Due: Book remaining portering staff (W3)".
fn summary(requirement: &Requirement, what: &str) -> String {
    format!("Due: {what} ({})", requirement.id)
}

fn standing(card: &Scorecard<'_>, action: &Action) -> Standing {
    match (action.status, action.due) {
        (ActionStatus::Done, _) => Standing::Done,
        (ActionStatus::Stopped, _) => Standing::Stopped,
        (ActionStatus::Open, None) => Standing::Undated,
        (ActionStatus::Open, Some(due)) if due < card.as_at => Standing::Overdue,
        (ActionStatus::Open, Some(due)) if card.paired.assessment.cycle.meeting.is_some_and(|m| due < m) => {
            Standing::BeforeMeeting
        }
        (ActionStatus::Open, Some(_)) => Standing::Later,
    }
}

fn due(day: Option<Date>) -> Cell {
    day.map_or_else(|| "no date".into(), |d| Cell::Date(Some(d)))
}

/// "1" or "1, essential".
fn weight(requirement: &Requirement) -> String {
    let essential = if requirement.essential.is_some() { ", essential" } else { "" };
    format!("{}{essential}", requirement.weight)
}
