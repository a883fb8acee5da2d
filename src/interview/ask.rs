//! The wording of every question: complete in itself, short enough for one line.

use super::{ActionField, Ask, Choice, EvidenceField, Heading, Interview, Kind, Point};
use crate::assessment::{ActionStatus, Answer, Carried, CarriedVerdict, Verdict};
use crate::day;
use crate::standard::{self, Requirement};
use crate::text::{clean_line, count_of};

/// Items of the rating list besides the ratings, in their order after them.
pub(super) const NOT_APPLICABLE: &str = "Not applicable";
/// Items that stand for commands, in order.
pub(super) const COMMAND_ITEMS: &[(&str, &str, &str)] = &[
    ("Come back later", "leave it open, with a note", ":later"),
    ("Guidance", "what good looks like and how to begin", ":guide"),
    ("Back", "to the question before", ":back"),
    ("Go to", "another requirement", ":go"),
    ("Help", "what can be typed", ":help"),
    ("Save and stop", "everything confirmed is saved already", ":save"),
];

/// What Enter alone does at a list of evidence or actions.
pub(super) const GO_ON: &str = "go on";

/// How to give a text of several lines.
pub(super) const LINES: &str = "Type one or more lines; a line with only a full stop ends the text.";
/// What Enter does where anything can be typed.
pub(super) const ENTER_ALONE: &str = "Enter alone keeps what is there, or skips. A single hyphen takes it out.";

/// A name for a kind of question, so that its hint is given once.
pub(super) const fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Choice(_) => "choice",
        Kind::Line => "line",
        Kind::Text { .. } => "text",
        Kind::Confirm => "confirm",
    }
}

impl Interview<'_> {
    /// The question at a point. It names the requirement: what stood above it may have left the screen, or was heard long ago.
    pub(super) fn ask_at(&self, requirement: &Requirement, point: Point) -> Ask {
        let ask = self.words_at(requirement, point);
        if point == Point::GoWhere {
            return ask;
        }
        Ask { prompt: format!("{}. {}", requirement.id, ask.prompt), ..ask }
    }

    fn words_at(&self, requirement: &Requirement, point: Point) -> Ask {
        let answer = self.answer(&requirement.id);
        match point {
            Point::Rating => self.ask_rating(answer),
            Point::WhyNotApplicable => {
                let current = match &answer.verdict {
                    Some(Verdict::NotApplicable { reason, .. }) => Some(reason.clone()),
                    _ => None,
                };
                line("Why does it not apply here?", current)
            }
            Point::WhoApproved => {
                let current = match &answer.verdict {
                    Some(Verdict::NotApplicable { approved_by, .. }) => approved_by.clone(),
                    _ => None,
                };
                line("Which role approved leaving it out?", current)
            }
            Point::LookedAt => {
                line("What did you look at before confirming it?", answer.confirmed.as_ref().and_then(|c| c.looked_at.clone()))
            }
            Point::Because { more } => Ask {
                prompt: if more {
                    "More, or a single full stop to end".to_owned()
                } else {
                    format!("Why {}?", self.rating_word(answer))
                },
                kind: Kind::Text { more },
                current: if more { None } else { answer.because.clone() },
                hint: Some(format!("{LINES} {ENTER_ALONE}")),
            },
            Point::EvidenceList => list("Evidence", evidence_items(answer)),
            Point::Evidence(item, field) => ask_evidence(answer, item.index, field),
            Point::RemoveEvidence(index) => {
                let title = answer.evidence.get(index).map_or("", |e| e.title.as_str());
                confirm(format!("Remove evidence {}, {}?", index + 1, shortened(title)))
            }
            Point::ActionList => list("Actions", action_items(answer)),
            Point::Action(item, field) => ask_action(answer, item.index, field),
            Point::RemoveAction(index) => {
                let what = answer.actions.get(index).map_or("", |a| a.what.as_str());
                confirm(format!("Remove action {}, {}?", index + 1, shortened(what)))
            }
            Point::LaterNote => line("For later: whom to ask, or what to find?", answer.later.clone()),
            Point::GoWhere => line("Go to which requirement?", None),
        }
    }

    fn rating_word(&self, answer: &Answer) -> String {
        let label = answer.rating().and_then(|r| self.standard.scale.rating(r)).map(|r| r.label.to_lowercase());
        label.unwrap_or_else(|| "so".to_owned())
    }

    fn ask_rating(&self, answer: &Answer) -> Ask {
        let mut items: Vec<Choice> = self.standard.scale.ratings.iter().map(|r| choice(&r.label, &r.meaning)).collect();
        let from = if self.standard.kind == standard::Kind::Agreement { "count" } else { "score" };
        items.push(choice(NOT_APPLICABLE, &format!("left out of the {from}, with a reason and another's approval")));
        items.extend(commands());
        let current = match &answer.verdict {
            Some(Verdict::Rated(_)) => Some(self.rating_word(answer)),
            Some(Verdict::NotApplicable { .. }) => Some(NOT_APPLICABLE.to_lowercase()),
            None => None,
        };
        Ask {
            prompt: "Rating".to_owned(),
            kind: Kind::Choice(items),
            current,
            hint: Some(format!(
                "Type a number or a word, or a command: :back, :later, :go {}, :guide, :save, :help.",
                self.standard.rated().last().map_or("ID", |r| r.id.as_str())
            )),
        }
    }

    /// The heading of a requirement, with where the walk is and what was answered last.
    pub(super) fn heading(&self, requirement: &Requirement) -> Heading {
        let paired = self.paired();
        let done = |keep: &dyn Fn(&Requirement) -> bool| {
            let rows: Vec<_> = paired.rows().filter(|(r, _)| keep(r)).collect();
            (rows.iter().filter(|(_, a)| paired.gap(a).is_none()).count(), rows.len())
        };
        let (section, _) = self.route.section(self.standard, requirement);
        let (here, of_here) = done(&|r| self.route.same_section(r, requirement));
        let (all, of_all) = done(&|_| true);
        Heading {
            progress: format!("{section}: {here} of {of_here} answered. In all: {all} of {of_all}."),
            id: requirement.id.to_string(),
            title: requirement.title.clone(),
            essential: requirement.essential.is_some(),
            requirement: requirement.requirement.clone(),
            question: requirement.question.clone(),
            last: self.last(requirement),
        }
    }

    fn last(&self, requirement: &Requirement) -> Vec<String> {
        let answer = self.answer(&requirement.id);
        let mut lines: Vec<String> = answer.carried.iter().map(carried_line).collect();
        if let Some(verdict) = &answer.verdict {
            let word = match verdict {
                Verdict::Rated(_) => self.rating_word(answer),
                Verdict::NotApplicable { .. } => NOT_APPLICABLE.to_lowercase(),
            };
            let when = answer.assessed.map(|d| format!(", {}", day::long(d))).unwrap_or_default();
            let who = answer.assessed_by.as_ref().map(|w| format!(", {}", clean_line(w))).unwrap_or_default();
            let evidence = count_of(answer.evidence.len(), "piece of evidence", "pieces of evidence");
            let actions = count_of(answer.actions.len(), "action", "actions");
            lines.push(format!("Answered before: {word}{when}{who}; {evidence}, {actions}."));
        }
        let reason = match &answer.verdict {
            Some(Verdict::NotApplicable { reason, .. }) => Some(reason),
            _ => answer.because.as_ref(),
        };
        lines.extend(reason.map(|r| format!("Because: {}", clean_line(r))));
        lines.extend(answer.later.as_ref().map(|note| format!("Put off: {}", clean_line(note))));
        lines
    }
}

fn carried_line(carried: &Carried) -> String {
    let said = match &carried.verdict {
        CarriedVerdict::Rating(rating) => clean_line(rating).into_owned(),
        CarriedVerdict::NotApplicable(reason) => format!("not applicable, {}", clean_line(reason)),
    };
    let when = carried.assessed.map(|d| format!(", {}", day::long(d))).unwrap_or_default();
    let why = carried.because.as_ref().map(|b| format!(": {}", clean_line(b))).unwrap_or_default();
    format!(
        "Carried, to be confirmed: {} {} ({}) said {said}{when}{why}",
        carried.from,
        carried.requirement,
        carried.relation.id()
    )
}

fn choice(label: &str, detail: &str) -> Choice {
    Choice { label: label.to_owned(), detail: detail.to_owned(), is_command: false }
}

fn commands() -> impl Iterator<Item = Choice> {
    COMMAND_ITEMS.iter().map(|(label, detail, _)| Choice { is_command: true, ..choice(label, detail) })
}

fn line(prompt: &str, current: Option<String>) -> Ask {
    Ask { prompt: prompt.to_owned(), kind: Kind::Line, current, hint: Some(ENTER_ALONE.to_owned()) }
}

fn list(prompt: &str, mut items: Vec<Choice>) -> Ask {
    items.extend(commands());
    let hint = "Type a number or a word. Enter alone goes on.".to_owned();
    Ask { prompt: prompt.to_owned(), kind: Kind::Choice(items), current: Some(GO_ON.to_owned()), hint: Some(hint) }
}

fn confirm(prompt: String) -> Ask {
    Ask { prompt, kind: Kind::Confirm, current: None, hint: None }
}

/// Go on, add, then change and remove for each item.
fn evidence_items(answer: &Answer) -> Vec<Choice> {
    list_items(answer.evidence.iter().map(|e| e.title.as_str()), "another piece of evidence")
}

fn action_items(answer: &Answer) -> Vec<Choice> {
    list_items(answer.actions.iter().map(|a| a.what.as_str()), "another action")
}

fn list_items<'a>(items: impl Iterator<Item = &'a str>, another: &str) -> Vec<Choice> {
    let mut choices = vec![choice("Go on", "leave them as they are"), choice("Add", another)];
    for (index, text) in items.enumerate() {
        choices.push(choice(&format!("Change {}", index + 1), &shortened(text)));
        choices.push(choice(&format!("Remove {}", index + 1), &shortened(text)));
    }
    choices
}

/// Enough of a text to know it by.
fn shortened(text: &str) -> String {
    const MOST: usize = 48;
    let text = clean_line(text);
    if text.chars().count() <= MOST {
        return text.into_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{}…", start.trim_end())
}

fn ask_evidence(answer: &Answer, index: usize, field: EvidenceField) -> Ask {
    let item = answer.evidence.get(index);
    let n = index + 1;
    match field {
        EvidenceField::Title => line(&format!("Evidence {n}: what is it called?"), item.map(|e| e.title.clone())),
        EvidenceField::Location => line(&format!("Evidence {n}: where can it be found?"), item.and_then(|e| e.location.clone())),
        EvidenceField::Dated => line(&format!("Evidence {n}: what day is it from?"), item.and_then(|e| e.dated).map(day::long)),
        EvidenceField::ReviewBy => {
            line(&format!("Evidence {n}: by when is it reviewed?"), item.and_then(|e| e.review_by).map(day::long))
        }
    }
}

fn ask_action(answer: &Answer, index: usize, field: ActionField) -> Ask {
    let item = answer.actions.get(index);
    let n = index + 1;
    match field {
        ActionField::What => line(&format!("Action {n}: what will be done?"), item.map(|a| a.what.clone())),
        ActionField::Owner => line(&format!("Action {n}: which role owns it?"), item.and_then(|a| a.owner.clone())),
        ActionField::Due => line(&format!("Action {n}: by when?"), item.and_then(|a| a.due).map(day::long)),
        ActionField::Status => {
            let items = ActionStatus::ALL.iter().map(|(_, id)| choice(id, "")).chain(commands()).collect();
            let current = item.map(|a| a.status.id().to_owned());
            Ask { prompt: format!("Action {n}: how does it stand?"), kind: Kind::Choice(items), current, hint: None }
        }
    }
}
