//! A few questions in a row, for commands that ask what their flags left open. Esc goes back one, as in the walk.

use std::io;

use anyhow::Result;
use jiff::civil::Date;

use crate::cli::surroundings::Surroundings;
use crate::cli::{Misuse, interrupt};
use crate::day;
use crate::interview::{Ask, Choice, Command, Kind, Prompt, Reply, Say, Typed, chosen, read};
use crate::text::has_word;

/// What came of a question.
pub enum Came<T> {
    /// This was said.
    Said(T),
    /// The question before is wanted.
    Back,
}

impl<T> Came<T> {
    /// Puts what was said in its place. False when the question before is wanted.
    pub fn put_in(self, place: &mut T) -> bool {
        match self {
            Self::Said(value) => {
                *place = value;
                true
            }
            Self::Back => false,
        }
    }
}

/// Asks one question after another.
pub struct Questions {
    prompt: Box<dyn Prompt>,
    /// How to reply; given with the first question.
    hint: Option<&'static str>,
    /// What to say when the replies end too early, where they come from no person.
    ended: &'static str,
    interactive: bool,
    /// What to say before the next question.
    said: Vec<Say>,
}

impl Questions {
    /// Asks on the terminal or in plain lines, as the surroundings are.
    ///
    /// # Errors
    /// When the terminal can't be prepared.
    pub fn new(around: &Surroundings, hint: &'static str, ended: &'static str) -> Result<Self> {
        let prompt = super::prompt(around)?;
        Ok(Self { prompt, hint: Some(hint), ended, interactive: around.interactive, said: Vec::new() })
    }

    /// Says why a reply was not taken, before the next question.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.said.push(Say::Problem(why.into()));
    }

    /// Says that there is no question to go back to.
    pub fn is_first(&mut self) {
        self.refuse("This is the first question; there is nothing before it.");
    }

    fn put(&mut self, prompt: &str, kind: Kind, current: Option<String>) -> Result<Reply> {
        let ask = Ask { prompt: prompt.to_owned(), kind, current, hint: self.hint.take().map(str::to_owned) };
        loop {
            let reply = match self.prompt.ask(&std::mem::take(&mut self.said), &ask) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => interrupt::await_end(),
                reply => reply?,
            };
            match reply {
                Reply::Pasted(_) => self.refuse("Those are several lines; type one."),
                Reply::Typed(text) => match read(&text) {
                    Typed::Text(text) => return Ok(Reply::Typed(text)),
                    Typed::Command(Command::Back) => return Ok(Reply::Back),
                    Typed::Command(_) | Typed::Unknown(_) => {
                        self.refuse("Of the commands only :back is one here. Type the answer, or press Ctrl-C to stop.");
                    }
                },
                Reply::End if self.interactive => interrupt::stop(),
                Reply::End => return Err(Misuse(self.ended.to_owned()).into()),
                reply => return Ok(reply),
            }
        }
    }

    /// A line, or what is there now where nothing is typed.
    pub fn line(&mut self, prompt: &str, current: Option<&str>) -> Result<Came<Option<String>>> {
        self.accepted(prompt, current, |text| Ok(Some(text.to_owned()).filter(|text| !text.is_empty())))
    }

    /// A line that is taken only when it passes; asked again, with the reason, until it does.
    pub fn accepted<T>(
        &mut self,
        prompt: &str,
        current: Option<&str>,
        accept: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Came<T>> {
        loop {
            let text = match self.put(prompt, Kind::Line, current.map(str::to_owned))? {
                Reply::Typed(text) => text,
                Reply::Back => return Ok(Came::Back),
                _ => String::new(),
            };
            if !text.trim().is_empty() && !has_word(&text) {
                self.refuse("There is no letter or number in that.");
                continue;
            }
            let text = match text.trim() {
                "" => current.unwrap_or_default(),
                text => text,
            };
            match accept(text) {
                Ok(accepted) => return Ok(Came::Said(accepted)),
                Err(why) => self.refuse(why),
            }
        }
    }

    /// A day; what is there now, if anything, where nothing is typed.
    pub fn day(&mut self, prompt: &str, current: Option<Date>, today: Date) -> Result<Came<Option<Date>>> {
        self.accepted(prompt, current.map(day::long).as_deref(), |text| {
            if text.is_empty() { Ok(None) } else { day::parse_typed(text, today, day::Towards::Future).map(Some) }
        })
    }

    /// The place of a choice among words and what they mean; what is there now, if anything, where nothing is chosen.
    pub fn choice(&mut self, prompt: &str, items: &[(&str, String)], current: Option<usize>) -> Result<Came<Option<usize>>> {
        let choices: Vec<Choice> = items
            .iter()
            .map(|(label, detail)| Choice { label: (*label).to_owned(), detail: detail.clone(), is_command: false })
            .collect();
        let now = current.and_then(|index| items.get(index)).map(|(label, _)| (*label).to_owned());
        loop {
            match self.put(prompt, Kind::Choice(choices.clone()), now.clone())? {
                Reply::Chosen(index) => return Ok(Came::Said(Some(index))),
                Reply::Back => return Ok(Came::Back),
                Reply::Typed(text) if !text.trim().is_empty() => match chosen(&choices, &text) {
                    Ok(index) => return Ok(Came::Said(Some(index))),
                    Err(why) => self.refuse(why),
                },
                _ => return Ok(Came::Said(current)),
            }
        }
    }

    /// Yes or no.
    pub fn confirm(&mut self, prompt: &str) -> Result<Came<bool>> {
        loop {
            match self.put(prompt, Kind::Confirm, None)? {
                Reply::Confirmed(yes) => return Ok(Came::Said(yes)),
                Reply::Back => return Ok(Came::Back),
                Reply::Typed(text) => match text.trim().to_lowercase().as_str() {
                    "y" | "yes" => return Ok(Came::Said(true)),
                    "n" | "no" => return Ok(Came::Said(false)),
                    _ => self.refuse("Type yes or no."),
                },
                _ => {}
            }
        }
    }
}
