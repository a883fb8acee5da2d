//! What a reply does at each point: the rating, the reason, the evidence, the actions.

use jiff::civil::Date;

use super::apply::Said;
use super::ask::NOT_APPLICABLE;
use super::{ActionField, Effect, EvidenceField, Interview, Item, Place, Point};
use crate::assessment::{Action, ActionStatus, Evidence, Part, Verdict};
use crate::day::{self, Towards};
use crate::standard::Kind;

/// Typed alone, it takes out what was there.
pub(super) const TAKE_OUT: &str = "-";
/// Ends a text of several lines.
const END_OF_TEXT: &str = ".";
/// What stands for a note when something is put off without one.
const NO_NOTE: &str = "To come back to";

impl Interview<'_> {
    pub(super) fn take(&mut self, place: &Place, said: Said) -> Effect {
        match place.point {
            Point::Rating => self.take_rating(place, &said),
            Point::WhyNotApplicable => self.take_why_not(place, said),
            Point::WhoApproved => self.take_approver(place, said),
            Point::LookedAt => self.take_looked_at(place, said),
            Point::Because { more } => self.take_because(place, more, said),
            Point::EvidenceList => self.take_list(place, &said, Part::Evidence),
            Point::Evidence(item, field) => self.take_evidence(place, item, field, said),
            Point::RemoveEvidence(index) => self.take_removal(place, &said, Part::Evidence, index),
            Point::ActionList => self.take_list(place, &said, Part::Actions),
            Point::Action(item, field) => self.take_action(place, item, field, said),
            Point::RemoveAction(index) => self.take_removal(place, &said, Part::Actions, index),
            Point::LaterNote => {
                let before = self.answer(&place.requirement).later.clone();
                let note = match said {
                    Said::Text(note) if note == TAKE_OUT => None,
                    Said::Text(note) => Some(note),
                    _ => before,
                };
                self.put_off(place, note.as_deref().unwrap_or(NO_NOTE))
            }
            Point::GoWhere => {
                if let Said::Text(id) = said {
                    self.go_to_typed(&id)
                } else {
                    self.back();
                    Effect::Unchanged
                }
            }
        }
    }

    fn take_rating(&mut self, place: &Place, said: &Said) -> Effect {
        let answer = self.answer(&place.requirement).clone();
        let index = match said {
            Said::Item(index) => *index,
            _ if answer.verdict.is_none() => return self.refuse("Choose a rating, or put it off with :later."),
            _ => {
                // Enter keeps the verdict that is there.
                let effect = self.change(&place.requirement, |a| a.later = None);
                match answer.verdict {
                    Some(Verdict::NotApplicable { .. }) => self.move_to(place, Point::WhyNotApplicable),
                    _ => self.go_on(place, None),
                }
                return effect;
            }
        };
        let Some(rating) = self.standard.scale.ratings.get(index).cloned() else {
            if !matches!(answer.verdict, Some(Verdict::NotApplicable { .. })) {
                self.note("Nothing is recorded until the reason is given.");
            }
            self.move_to(place, Point::WhyNotApplicable);
            return Effect::Unchanged;
        };
        let confirms = !answer.carried.is_empty() && answer.confirmed.is_none();
        let author = self.author.clone();
        let effect = self.change(&place.requirement, |a| {
            a.decide(Verdict::Rated(rating.id.clone()), &author);
            if rating.met {
                a.skipped.remove(&Part::Actions);
            }
        });
        self.note(format!("{}: {}. Saved.", place.requirement, rating.label));
        if confirms {
            self.move_to(place, Point::LookedAt);
        } else {
            self.go_on(place, None);
        }
        effect
    }

    fn take_why_not(&mut self, place: &Place, said: Said) -> Effect {
        let existing = matches!(self.answer(&place.requirement).verdict, Some(Verdict::NotApplicable { .. }));
        let reason = match said {
            Said::Text(text) if text != TAKE_OUT => text,
            _ if existing => {
                self.move_to(place, Point::WhoApproved);
                return Effect::Unchanged;
            }
            _ => {
                self.refuse(
                    "Without a reason it can't be left out. Choose a rating, or not applicable again to give the reason.",
                );
                self.back();
                return Effect::Unchanged;
            }
        };
        let author = self.author.clone();
        let effect = self.change(&place.requirement, |a| {
            let approved_by = match a.verdict.take() {
                Some(Verdict::NotApplicable { approved_by, .. }) => approved_by,
                _ => None,
            };
            a.decide(Verdict::NotApplicable { reason, approved_by }, &author);
        });
        self.note(format!("{}: {NOT_APPLICABLE}. Saved.", place.requirement));
        self.move_to(place, Point::WhoApproved);
        effect
    }

    fn take_approver(&mut self, place: &Place, said: Said) -> Effect {
        let approver = match said {
            Said::Text(text) if text == TAKE_OUT => None,
            Said::Text(text) => {
                let assessor = self.answer(&place.requirement).assessed_by.clone().unwrap_or_default();
                if self.assessment.is_one_person(&text, &assessor) {
                    return self.refuse(format!(
                        "{assessor} assessed it; someone else has to approve leaving it out. Enter alone to add that later."
                    ));
                }
                Some(text)
            }
            _ => match &self.answer(&place.requirement).verdict {
                Some(Verdict::NotApplicable { approved_by, .. }) => approved_by.clone(),
                _ => None,
            },
        };
        if approver.is_none() {
            let agreement = self.standard.kind == Kind::Agreement;
            let counts = if agreement { "it still counts as one that applies" } else { "it counts as 0" };
            self.note(format!("Until someone other than the assessor approves it, {counts}."));
        }
        let effect = self.change(&place.requirement, |a| {
            if let Some(Verdict::NotApplicable { approved_by, .. }) = &mut a.verdict {
                *approved_by = approver;
            }
        });
        self.leave(place);
        effect
    }

    fn take_looked_at(&mut self, place: &Place, said: Said) -> Effect {
        let effect = match said {
            Said::Text(text) => self.change(&place.requirement, |a| {
                if let Some(confirmed) = &mut a.confirmed {
                    confirmed.looked_at = if text == TAKE_OUT { None } else { Some(text) };
                }
            }),
            _ => Effect::Unchanged,
        };
        self.go_on(place, None);
        effect
    }

    /// A reason of one or more lines. Each line is taken as it comes, so that none can be lost; a full stop ends it.
    fn take_because(&mut self, place: &Place, more: bool, said: Said) -> Effect {
        let text = if let Said::Text(text) = said { text } else { String::new() };
        // Several lines may come at once, with the full stop that ends them.
        let (line, ends) = match text.rsplit_once('\n') {
            Some((before, END_OF_TEXT)) => (before.trim_end().to_owned(), true),
            _ => (text, false),
        };
        // Within a text an empty line is a paragraph break, not the end: pasted text has them.
        if line == END_OF_TEXT || !more {
            self.empty_lines = 0;
        }
        if line == END_OF_TEXT || (!more && (line.is_empty() || line == TAKE_OUT)) {
            let effect = self.change(&place.requirement, |a| {
                if line == TAKE_OUT {
                    a.because = None;
                }
                if a.because.is_none() {
                    a.skipped.insert(Part::Because);
                }
            });
            self.go_on(place, Some(Part::Because));
            return effect;
        }
        if line.is_empty() {
            self.empty_lines += 1;
            return Effect::Unchanged;
        }
        let breaks = "\n".repeat(1 + std::mem::take(&mut self.empty_lines));
        let effect = self.change(&place.requirement, |a| {
            a.skipped.remove(&Part::Because);
            a.because = Some(match a.because.take().filter(|_| more) {
                Some(before) => format!("{before}{breaks}{line}"),
                None => line,
            });
        });
        if ends {
            self.go_on(place, Some(Part::Because));
        } else if !more {
            self.move_to(place, Point::Because { more: true });
        }
        effect
    }

    /// Going back within a text takes its last line back.
    pub(super) fn take_back_line(&mut self, place: &Place) -> Effect {
        let mut lines: Vec<String> =
            self.answer(&place.requirement).because.iter().flat_map(|b| b.lines()).map(str::to_owned).collect();
        let gone = lines.pop().unwrap_or_default();
        let rest = lines.join("\n").trim_end().to_owned();
        self.note(format!("Taken back: {}", crate::text::clean_line(&gone)));
        self.empty_lines = 0;
        if rest.is_empty() {
            self.place = Some(Place { point: Point::Because { more: false }, ..place.clone() });
        }
        self.change(&place.requirement, |a| a.because = Some(rest).filter(|r| !r.is_empty()))
    }

    /// Go on, add one, or change or remove one: the items of the list in the order `ask` gives them.
    fn take_list(&mut self, place: &Place, said: &Said, part: Part) -> Effect {
        let chosen = if let Said::Item(index) = said { *index } else { 0 };
        let answer = self.answer(&place.requirement);
        let count = if part == Part::Evidence { answer.evidence.len() } else { answer.actions.len() };
        let item = |index| match part {
            Part::Evidence => Point::Evidence(Item { index, listed: true }, EvidenceField::Title),
            _ => Point::Action(Item { index, listed: true }, ActionField::What),
        };
        match (chosen.checked_sub(2), part) {
            (None, _) if chosen == 0 => self.go_on(place, Some(part)),
            (None, _) => self.move_to(place, item(count)),
            (Some(n), _) if n % 2 == 0 => self.move_to(place, item(n / 2)),
            (Some(n), Part::Evidence) => self.move_to(place, Point::RemoveEvidence(n / 2)),
            (Some(n), _) => self.move_to(place, Point::RemoveAction(n / 2)),
        }
        Effect::Unchanged
    }

    fn take_removal(&mut self, place: &Place, said: &Said, part: Part, index: usize) -> Effect {
        let effect = if matches!(said, Said::Yes(true)) {
            self.change(&place.requirement, |a| match part {
                Part::Evidence if index < a.evidence.len() => drop(a.evidence.remove(index)),
                Part::Actions if index < a.actions.len() => drop(a.actions.remove(index)),
                _ => {}
            })
        } else {
            Effect::Unchanged
        };
        if effect == Effect::Changed {
            // Questions about items by their place would now be about others.
            let about_items = |p: &Point| matches!(p, Point::Evidence(..) | Point::Action(..));
            self.trail.retain(|p| p.requirement != place.requirement || !about_items(&p.point));
        }
        let point = self.first_of(part, &place.requirement);
        self.move_to(place, point);
        effect
    }

    fn take_evidence(&mut self, place: &Place, item: Item, field: EvidenceField, said: Said) -> Effect {
        let index = item.index;
        let text = if let Said::Text(text) = said { Some(text) } else { None };
        if index >= self.answer(&place.requirement).evidence.len() {
            // Its other fields were asked of something that is gone.
            let title = text.filter(|t| t != TAKE_OUT && field == EvidenceField::Title);
            let Some(title) = title else { return self.no_more(place, Part::Evidence) };
            let effect = self.change(&place.requirement, |a| {
                a.skipped.remove(&Part::Evidence);
                a.evidence.push(Evidence { title, ..Evidence::default() });
            });
            self.move_to(place, Point::Evidence(item, EvidenceField::Location));
            return effect;
        }
        let towards = match field {
            EvidenceField::Dated => Some(Towards::Past),
            EvidenceField::ReviewBy => Some(Towards::Future),
            EvidenceField::Title | EvidenceField::Location => None,
        };
        let date = match self.date_of(towards, text.as_deref()) {
            Ok(date) => date,
            Err(why) => return self.refuse(why),
        };
        if field == EvidenceField::Dated && date.is_some_and(|d| d > self.author.today) {
            self.note("That day is still to come: evidence counts only once it is there.");
        }
        let effect = match text {
            None => Effect::Unchanged,
            Some(text) => self.change(&place.requirement, |a| {
                let Some(evidence) = a.evidence.get_mut(index) else { return };
                match field {
                    EvidenceField::Title if text != TAKE_OUT => evidence.title = text,
                    // It can't be without a title; to remove it there is the list.
                    EvidenceField::Title => {}
                    EvidenceField::Location => evidence.location = Some(text).filter(|t| t != TAKE_OUT),
                    EvidenceField::Dated => evidence.dated = date,
                    EvidenceField::ReviewBy => evidence.review_by = date,
                }
            }),
        };
        let next = match field {
            EvidenceField::Title => Point::Evidence(item, EvidenceField::Location),
            EvidenceField::Location => Point::Evidence(item, EvidenceField::Dated),
            EvidenceField::Dated => Point::Evidence(item, EvidenceField::ReviewBy),
            EvidenceField::ReviewBy if item.listed => Point::EvidenceList,
            EvidenceField::ReviewBy => Point::Evidence(Item { index: index + 1, ..item }, EvidenceField::Title),
        };
        self.move_to(place, next);
        effect
    }

    fn take_action(&mut self, place: &Place, item: Item, field: ActionField, said: Said) -> Effect {
        let index = item.index;
        let text = match &said {
            Said::Text(text) => Some(text.clone()),
            _ => None,
        };
        if index >= self.answer(&place.requirement).actions.len() {
            let what = text.filter(|t| t != TAKE_OUT && field == ActionField::What);
            let Some(what) = what else { return self.no_more(place, Part::Actions) };
            let effect = self.change(&place.requirement, |a| {
                a.skipped.remove(&Part::Actions);
                a.actions.push(Action { what, owner: None, due: None, status: ActionStatus::Open });
            });
            self.move_to(place, Point::Action(item, ActionField::Owner));
            return effect;
        }
        let date = match self.date_of((field == ActionField::Due).then_some(Towards::Future), text.as_deref()) {
            Ok(date) => date,
            Err(why) => return self.refuse(why),
        };
        if let Some(due) = date.filter(|due| *due < self.author.today) {
            self.note(format!("{} has passed already; while it is open, the action counts as overdue.", day::long(due)));
        }
        let effect = self.change(&place.requirement, |a| {
            let Some(action) = a.actions.get_mut(index) else { return };
            match (field, text, said) {
                (ActionField::What, Some(text), _) if text != TAKE_OUT => action.what = text,
                (ActionField::Owner, Some(text), _) => action.owner = Some(text).filter(|t| t != TAKE_OUT),
                (ActionField::Due, Some(_), _) => action.due = date,
                (ActionField::Status, _, Said::Item(n)) => {
                    action.status = ActionStatus::ALL.get(n).map_or(action.status, |(status, _)| *status);
                }
                _ => {}
            }
        });
        let next = match field {
            ActionField::What => Point::Action(item, ActionField::Owner),
            ActionField::Owner => Point::Action(item, ActionField::Due),
            // How it stands is asked of an action that was there before; a new one is open.
            ActionField::Due if item.listed => Point::Action(item, ActionField::Status),
            ActionField::Due => Point::Action(Item { index: index + 1, ..item }, ActionField::What),
            ActionField::Status => Point::ActionList,
        };
        self.move_to(place, next);
        effect
    }

    /// The day that typed text means, echoed in full. `None` for text that takes it out, or where no day is wanted.
    fn date_of(&mut self, wanted: Option<Towards>, text: Option<&str>) -> Result<Option<Date>, String> {
        let (Some(towards), Some(text)) = (wanted, text.filter(|t| *t != TAKE_OUT)) else { return Ok(None) };
        let date = day::parse_typed(text, self.author.today, towards)?;
        self.note(format!("{}.", day::long(date)));
        Ok(Some(date))
    }

    /// Enter alone where an item could be added: nothing more, or nothing at all on purpose.
    fn no_more(&mut self, place: &Place, part: Part) -> Effect {
        let answer = self.answer(&place.requirement);
        let none = if part == Part::Evidence { answer.evidence.is_empty() } else { answer.actions.is_empty() };
        let effect = if none {
            self.change(&place.requirement, |a| {
                a.skipped.insert(part);
            })
        } else {
            Effect::Unchanged
        };
        self.go_on(place, Some(part));
        effect
    }

    pub(super) fn put_off(&mut self, place: &Place, note: &str) -> Effect {
        self.put_off_now.insert(place.requirement.clone());
        let note = note.chars().filter(|c| !crate::text::is_unsafe(*c)).collect();
        let effect = self.change(&place.requirement, |a| a.later = Some(note));
        self.note(format!("{} is left for later. Saved.", place.requirement));
        self.leave(place);
        effect
    }
}
