//! The walk as a value: it says what to ask, takes a reply, and changes the assessment. It prints nothing and saves nothing.
//!
//! [`Interview::turn`] says what comes next; [`Interview::apply`] takes the reply. Whoever drives it saves the assessment
//! after every [`Effect::Changed`], before the next turn, so that a reply once given can't be lost. Where the walk resumes
//! follows from the file alone: the first requirement with a gap, at its first gap.

mod apply;
mod ask;
mod command;
mod parts;
mod question;
mod route;

pub use command::{COMMANDS, Command, Typed, read};
pub use question::{Ask, Choice, Heading, Kind, Prompt, Reply, Say, chosen};
pub use route::{Only, Order, Route};

use std::collections::BTreeSet;

use crate::assessment::{Answer, Assessment, Author, Gap, Paired, Part};
use crate::standard::{Requirement, RequirementId, Standard};

/// A walk through an assessment.
#[derive(Debug)]
pub struct Interview<'a> {
    standard: &'a Standard,
    assessment: Assessment,
    route: Route,
    author: Author,
    place: Option<Place>,
    /// Places asked before, for going back.
    trail: Vec<Place>,
    /// What to say before the next question.
    said: Vec<Say>,
    /// Kinds of question whose hint was given.
    hinted: BTreeSet<&'static str>,
    /// Requirement whose heading was shown last.
    headed: Option<RequirementId>,
    /// Part of the walk whose introduction was shown last.
    section: Option<String>,
    /// A part of the walk was finished and nobody was told yet.
    milestone: Option<String>,
    /// Requirements asked for by id and not yet visited.
    asked_for: Vec<RequirementId>,
    /// Put off in this sitting: not asked again before the next.
    put_off_now: BTreeSet<RequirementId>,
    /// Empty lines typed within a reason; they count once more text follows, as a text that ends in them is not kept so.
    empty_lines: usize,
}

/// Where the walk is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    requirement: RequirementId,
    point: Point,
    /// Every part is asked, given or not; else only the gaps are.
    revisit: bool,
}

/// What is asked about a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    Rating,
    WhyNotApplicable,
    WhoApproved,
    LookedAt,
    Because { more: bool },
    EvidenceList,
    Evidence(Item, EvidenceField),
    RemoveEvidence(usize),
    ActionList,
    Action(Item, ActionField),
    RemoveAction(usize),
    LaterNote,
    GoWhere,
}

/// Which item of a list is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item {
    /// Its place; one past the last is a new one.
    index: usize,
    /// Reached through the list of items, and so back to it; else on to the next new one.
    listed: bool,
}

impl Item {
    /// The first item of a list that is still empty.
    const FIRST: Self = Self { index: 0, listed: false };
}

/// A field of a piece of evidence, in the order asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EvidenceField {
    Title,
    Location,
    Dated,
    ReviewBy,
}

/// A field of an action, in the order asked. The status is asked only of an action that was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ActionField {
    What,
    Owner,
    Due,
    Status,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Say this, then ask that.
    Ask(Vec<Say>, Ask),
    /// A part of the walk is finished: say this first, then show where it stands.
    Milestone(Vec<Say>, String),
    /// Nothing is open any more on this walk. Say this first.
    Finished(Vec<Say>),
}

/// What a reply did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The assessment changed: save it now.
    Changed,
    /// Nothing to save.
    Unchanged,
    /// Stop here.
    Stop,
}

impl<'a> Interview<'a> {
    /// Starts at the first open requirement of the route. `None` when the assessment does not answer this standard.
    #[must_use]
    pub fn new(standard: &'a Standard, assessment: Assessment, order: Order, only: &[Only], author: Author) -> Option<Self> {
        let route = Route::new(&Paired::new(standard, &assessment)?, order, only);
        let asked_for = route.asked_for.iter().rev().cloned().collect();
        let mut interview = Self {
            standard,
            assessment,
            route,
            author,
            place: None,
            trail: Vec::new(),
            said: Vec::new(),
            hinted: BTreeSet::new(),
            headed: None,
            section: None,
            milestone: None,
            asked_for,
            put_off_now: BTreeSet::new(),
            empty_lines: 0,
        };
        interview.place = interview.next_place(None);
        Some(interview)
    }

    /// The assessment as answered so far.
    #[must_use]
    pub const fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The requirement the walk is at.
    #[must_use]
    pub fn at(&self) -> Option<&RequirementId> {
        self.place.as_ref().map(|p| &p.requirement)
    }

    /// What comes next.
    pub fn turn(&mut self) -> Turn {
        if let Some(title) = self.milestone.take() {
            return Turn::Milestone(std::mem::take(&mut self.said), title);
        }
        let Some(place) = self.place.clone() else { return Turn::Finished(std::mem::take(&mut self.said)) };
        let Some(requirement) = self.standard.requirement(&place.requirement) else {
            return Turn::Finished(std::mem::take(&mut self.said));
        };
        let mut said = std::mem::take(&mut self.said);
        self.head(requirement, &mut said);
        let mut ask = self.ask_at(requirement, place.point);
        let kind = ask::kind_name(&ask.kind);
        // A text is typed as lines are, so its hint holds theirs; whichever comes first says that part.
        let lines_hinted = self.hinted.contains("line");
        if !self.hinted.insert(kind) {
            ask.hint = None;
        } else if kind == "text" {
            ask.hint = ask.hint.filter(|_| !lines_hinted).or_else(|| Some(ask::LINES.to_owned()));
            self.hinted.insert("line");
        }
        Turn::Ask(said, ask)
    }

    /// Introduces a part of the walk and a requirement when they are new.
    fn head(&mut self, requirement: &'a Requirement, said: &mut Vec<Say>) {
        if self.headed.as_ref() == Some(&requirement.id) {
            return;
        }
        let (title, about) = self.route.section(self.standard, requirement);
        if self.section.as_deref() != Some(title) {
            self.section = Some(title.to_owned());
            said.push(Say::Section { title: title.to_owned(), about: about.to_owned() });
        }
        said.push(Say::Requirement(self.heading(requirement)));
        self.headed = Some(requirement.id.clone());
    }

    fn paired(&self) -> Paired<'_> {
        Paired { standard: self.standard, assessment: &self.assessment }
    }

    fn answer(&self, id: &RequirementId) -> &Answer {
        self.paired().answer(id)
    }

    /// Changes the answer to a requirement; an answer that says nothing leaves the file.
    fn change(&mut self, id: &RequirementId, edit: impl FnOnce(&mut Answer)) -> Effect {
        let before = self.answer(id).clone();
        let mut after = before.clone();
        edit(&mut after);
        if after == before {
            return Effect::Unchanged;
        }
        if after.is_empty() {
            self.assessment.answers.remove(id);
        } else {
            self.assessment.answers.insert(id.clone(), after);
        }
        Effect::Changed
    }

    /// Where to go after a requirement: to one asked for by id, else to the next open one at its first gap.
    fn next_place(&mut self, after: Option<&RequirementId>) -> Option<Place> {
        if let Some(id) = self.asked_for.pop() {
            return Some(Place { requirement: id, point: Point::Rating, revisit: true });
        }
        let paired = Paired { standard: self.standard, assessment: &self.assessment };
        let id = self.route.next_open(&paired, after, &self.put_off_now)?;
        let answer = paired.answer(&id);
        // Confirmed, and stopped before anything was replied to what comes after the rating.
        let half_confirmed = !answer.carried.is_empty() && answer.confirmed.as_ref().is_some_and(|c| c.looked_at.is_none());
        let point = match paired.gap(answer) {
            Some(Gap::Missing(Part::Because)) if half_confirmed => Point::LookedAt,
            Some(Gap::Missing(part)) => self.first_of(part, &id),
            _ => Point::Rating,
        };
        Some(Place { requirement: id, point, revisit: false })
    }

    fn first_of(&self, part: Part, id: &RequirementId) -> Point {
        let answer = self.answer(id);
        match part {
            Part::Because => Point::Because { more: false },
            Part::Evidence if answer.evidence.is_empty() => Point::Evidence(Item::FIRST, EvidenceField::Title),
            Part::Evidence => Point::EvidenceList,
            Part::Actions if answer.actions.is_empty() => Point::Action(Item::FIRST, ActionField::What),
            Part::Actions => Point::ActionList,
        }
    }

    /// Goes on within a requirement, after a part; or leaves it when nothing is left to ask.
    fn go_on(&mut self, place: &Place, after: Option<Part>) {
        let answer = self.answer(&place.requirement);
        let wanted = |part: Part| {
            let applies = part != Part::Actions || self.paired().is_below_met(answer) || !answer.actions.is_empty();
            let gap = self.paired().gap(answer) == Some(Gap::Missing(part));
            applies && (place.revisit || gap)
        };
        let rest = Part::ALL.iter().map(|(p, _)| *p).filter(|p| after.is_none_or(|a| *p > a));
        let next = answer.rating().and_then(|_| rest.clone().find(|p| wanted(*p)));
        match next {
            Some(part) => self.move_to(place, self.first_of(part, &place.requirement)),
            None => self.leave(place),
        }
    }

    fn move_to(&mut self, place: &Place, point: Point) {
        self.trail.push(place.clone());
        self.place = Some(Place { point, ..place.clone() });
    }

    /// Leaves a requirement for the next open one.
    fn leave(&mut self, place: &Place) {
        self.trail.push(place.clone());
        self.place = self.next_place(Some(&place.requirement));
        let here = self.standard.requirement(&place.requirement);
        let next = self.place.as_ref().and_then(|p| self.standard.requirement(&p.requirement));
        if let (Some(here), Some(next)) = (here, next)
            && !self.route.same_section(here, next)
            && self.section_is_done(here)
        {
            self.milestone = Some(self.route.section(self.standard, here).0.to_owned());
        }
    }

    /// Whether nothing in a requirement's part of the walk is open but what was put off.
    fn section_is_done(&self, here: &Requirement) -> bool {
        let paired = self.paired();
        let in_section = |id: &&RequirementId| self.standard.requirement(id).is_some_and(|r| self.route.same_section(here, r));
        self.route.stops().iter().filter(in_section).all(|id| {
            let answer = paired.answer(id);
            paired.gap(answer).is_none() || answer.later.is_some()
        })
    }

    /// To the question before; false at the first one.
    fn back(&mut self) -> bool {
        while let Some(place) = self.trail.pop() {
            let point = match place.point {
                // Asides are not asked again on the way back, and a text is typed from its start.
                Point::LaterNote | Point::GoWhere | Point::RemoveEvidence(_) | Point::RemoveAction(_) => continue,
                // Nor is what the verdict of now no longer calls for.
                Point::WhyNotApplicable | Point::WhoApproved if self.answer(&place.requirement).rating().is_some() => continue,
                Point::Because { .. } => Point::Because { more: false },
                point => point,
            };
            if self.at() != Some(&place.requirement) {
                self.headed = None;
            }
            self.place = Some(Place { point, revisit: true, ..place });
            return true;
        }
        false
    }

    fn go_to(&mut self, requirement: &Requirement) {
        if let Some(place) = self.place.take() {
            self.trail.push(place);
        }
        self.headed = None;
        self.place = Some(Place { requirement: requirement.id.clone(), point: Point::Rating, revisit: true });
    }
}
