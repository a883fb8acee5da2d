//! Taking a reply: commands first, then what it says about the point the walk is at.

use super::ask::{COMMAND_ITEMS, GO_ON, NOT_APPLICABLE};
use super::command::{self, COMMANDS, Command, Typed};
use super::parts::TAKE_OUT;
use super::question::chosen;
use super::{Ask, Choice, Effect, Interview, Kind, Place, Point, Reply, Say};
use crate::text::{has_word, is_unsafe};

/// A reply that is no command: what the person said.
pub(super) enum Said {
    /// Nothing: Enter alone.
    Nothing,
    /// Some text, trimmed.
    Text(String),
    /// An item of the list, by its place.
    Item(usize),
    /// Yes or no.
    Yes(bool),
}

impl Interview<'_> {
    /// Takes a reply to the question of the last turn.
    pub fn apply(&mut self, reply: Reply) -> Effect {
        let Some(place) = self.place.clone() else { return Effect::Stop };
        let Some(requirement) = self.standard.requirement(&place.requirement) else { return Effect::Stop };
        let ask = self.ask_at(requirement, place.point);
        let said = match reply {
            Reply::End => return Effect::Stop,
            Reply::Back => return self.command(&place, Command::Back),
            Reply::Confirmed(yes) => Said::Yes(yes),
            Reply::Chosen(index) => match command_item(&ask, index) {
                Some(command) => return self.command(&place, command),
                None => Said::Item(index),
            },
            Reply::Typed(line) => match command::read(&line) {
                Typed::Command(command) => return self.command(&place, command),
                Typed::Unknown(why) => return self.refuse(why),
                Typed::Text(text) => match (self.meaning(&ask, &text), typed_item(&ask, &text)) {
                    (Ok(said), _) => said,
                    (Err(_), Some(command)) => return self.command(&place, command),
                    (Err(why), None) => return self.refuse(why + &meant(&ask, &text)),
                },
            },
            Reply::Pasted(lines) => match ask.kind {
                Kind::Text { .. } => Said::Text(self.cleaned(&lines)),
                Kind::Line => {
                    self.note("Several lines were taken as one.");
                    Said::Text(self.cleaned(&lines.replace('\n', " ")))
                }
                Kind::Choice(_) | Kind::Confirm => return self.refuse("Those are several lines; type one word."),
            },
        };
        if let (Kind::Line, Said::Text(text)) = (&ask.kind, &said)
            && !has_word(text)
            && text != TAKE_OUT
        {
            // Of all such, a full stop is likely: it ended the text before, and no harm is meant.
            return self.refuse("There is no letter or number in that. Type some words, or Enter alone to skip.");
        }
        self.take(&place, said)
    }

    pub(super) fn refuse(&mut self, why: impl Into<String>) -> Effect {
        self.said.push(Say::Problem(why.into()));
        Effect::Unchanged
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.said.push(Say::Note(note.into()));
    }

    /// What typed text means for a kind of question: a number or word for a list, yes or no, or the text itself.
    fn meaning(&mut self, ask: &Ask, text: &str) -> Result<Said, String> {
        let text = self.cleaned(text);
        let text = text.as_str();
        if text.is_empty() {
            return Ok(Said::Nothing);
        }
        match &ask.kind {
            Kind::Line | Kind::Text { .. } => Ok(Said::Text(text.to_owned())),
            Kind::Confirm => match text.to_lowercase().as_str() {
                "y" | "yes" => Ok(Said::Yes(true)),
                "n" | "no" => Ok(Said::Yes(false)),
                _ => Err("Type yes or no.".to_owned()),
            },
            Kind::Choice(items) => {
                let text = if is_not_applicable(items, text) { NOT_APPLICABLE } else { text };
                let spelt = || self.standard.scale.rating_typed(text).and_then(|r| items.iter().position(|c| c.label == r.label));
                chosen(items, text).or_else(|why| spelt().ok_or(why)).map(Said::Item)
            }
        }
    }

    /// Text as it may be kept: trimmed, each line too at its end, without what can't be shown.
    fn cleaned(&mut self, text: &str) -> String {
        if text.contains(is_unsafe) {
            self.note("Characters that can't be shown were left out of what was typed.");
        }
        let text: String = text.chars().filter(|c| !is_unsafe(*c)).map(|c| if c == '\t' { ' ' } else { c }).collect();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.join("\n").trim().to_owned()
    }

    fn command(&mut self, place: &Place, command: Command) -> Effect {
        match command {
            Command::Back if place.point == (Point::Because { more: true }) => self.take_back_line(place),
            Command::Back => {
                if !self.back() {
                    return self.refuse("This is the first question; there is nothing before it.");
                }
                Effect::Unchanged
            }
            Command::Later(note) => {
                // Refused before the note is asked for: a question whose every reply is refused would never end.
                if self.paired().gap(self.answer(&place.requirement)).is_none() {
                    self.refuse(format!(
                        "{} is answered in full: there is nothing to put off. Change the answer if it is wrong.",
                        place.requirement
                    ))
                } else if let Some(note) = note {
                    self.put_off(place, &note)
                } else {
                    self.move_to(place, Point::LaterNote);
                    Effect::Unchanged
                }
            }
            Command::Go(None) => {
                self.move_to(place, Point::GoWhere);
                Effect::Unchanged
            }
            Command::Go(Some(id)) => self.go_to_typed(&id),
            Command::Guide => {
                self.guide(place);
                Effect::Unchanged
            }
            Command::Save => Effect::Stop,
            Command::Help => {
                self.said.push(Say::Help(help()));
                Effect::Unchanged
            }
        }
    }

    pub(super) fn go_to_typed(&mut self, id: &str) -> Effect {
        match self.standard.rated_typed(id) {
            Ok(requirement) => {
                self.go_to(requirement);
                Effect::Unchanged
            }
            Err(why) => self.refuse(if why.ends_with('?') { why } else { format!("{why}.") }),
        }
    }

    fn guide(&mut self, place: &Place) {
        let Some(requirement) = self.standard.requirement(&place.requirement) else { return };
        self.said.push(Say::Guidance {
            title: format!("Guidance on {} {}", requirement.id, requirement.title),
            markdown: requirement.guidance.clone(),
            evidence: requirement.evidence.clone(),
            owner: requirement.owner.clone(),
            basis: format!("Guidance: {}.", self.standard.guidance_basis),
        });
    }
}

fn command_item(ask: &Ask, index: usize) -> Option<Command> {
    let Kind::Choice(items) = &ask.kind else { return None };
    let item = items.get(index).filter(|c| c.is_command)?;
    let (.., word) = COMMAND_ITEMS.iter().find(|(label, ..)| *label == item.label)?;
    match command::read(word) {
        Typed::Command(command) => Some(command),
        _ => None,
    }
}

/// A command that stands in the list, typed as it is called there or without its colon. More than that may be a text that
/// was typed at the list by mistake.
fn typed_item(ask: &Ask, text: &str) -> Option<Command> {
    if !matches!(ask.kind, Kind::Choice(_)) {
        return None;
    }
    let typed = text.trim().to_lowercase();
    if matches!(typed.as_str(), "quit" | "exit") {
        return Some(Command::Save);
    }
    if let Some(id) = typed.strip_prefix("goto ").or_else(|| typed.strip_prefix("go to ")).or_else(|| typed.strip_prefix("go ")) {
        return Some(Command::Go(Some(id.trim().to_owned())));
    }
    let is_it = |label: &str, word: &str| label.to_lowercase() == typed || word.strip_prefix(':') == Some(&typed);
    let (.., word) = COMMAND_ITEMS.iter().find(|(label, _, word)| is_it(label, word))?;
    match command::read(word) {
        Typed::Command(command) => Some(command),
        _ => None,
    }
}

/// What somebody is after who types the word of another program at a list.
fn meant(ask: &Ask, text: &str) -> String {
    let goes_on = ask.current.as_ref().is_some_and(|current| current == GO_ON);
    let hint = match (&ask.kind, text.trim().to_lowercase().as_str()) {
        (Kind::Choice(_), "skip" | "next" | "done" | "finished" | "end") if goes_on => "Enter alone goes on.",
        (Kind::Choice(_), "skip" | "next" | "pass") => "To leave it for later, type :later.",
        (Kind::Choice(_), "done" | "finished" | "end" | "stop") => "To stop here, type :save.",
        _ => return String::new(),
    };
    format!(" {hint}")
}

/// Whether it is what people write on forms for what does not apply, where that can be chosen.
fn is_not_applicable(items: &[Choice], text: &str) -> bool {
    ["n/a", "na", "n.a."].contains(&text.to_lowercase().as_str()) && items.iter().any(|item| item.label == NOT_APPLICABLE)
}

fn help() -> Vec<String> {
    let commands = COMMANDS.iter().map(|(word, after, what)| {
        let usage = if after.is_empty() { (*word).to_owned() } else { format!("{word} {after}") };
        format!("{usage}: {what}")
    });
    let rest = [
        "Enter alone: keep what is there, or skip",
        "a hyphen alone: take out what is there",
        "a full stop alone: end a text of several lines",
        "two colons: begin a text with a colon",
        "days: 2026-12-18, 18/12/2026, 18 Dec, in 3 months",
        "Each Enter is saved before the next question. Ctrl-C stops at any time.",
    ];
    commands.chain(rest.map(str::to_owned)).collect()
}
