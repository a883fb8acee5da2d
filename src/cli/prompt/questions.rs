//! A few questions in a row, for commands that ask what their flags left open.

use std::io;

use anyhow::Result;
use jiff::civil::Date;

use crate::cli::surroundings::Surroundings;
use crate::cli::{Misuse, interrupt};
use crate::day;
use crate::interview::{Ask, Choice, Kind, Prompt, Reply, Say};

/// Asks one question after another.
pub struct Questions {
    prompt: Box<dyn Prompt>,
    /// Nothing was asked yet, so the first question says how to reply.
    first: bool,
    /// What to say when the replies end too early.
    ended: &'static str,
}

impl Questions {
    /// Asks on the terminal or in plain lines, as the surroundings are.
    ///
    /// # Errors
    /// When the terminal can't be prepared.
    pub fn new(around: &Surroundings, ended: &'static str) -> Result<Self> {
        Ok(Self { prompt: super::prompt(around)?, first: true, ended })
    }

    fn put(&mut self, said: &[Say], prompt: &str, kind: Kind, current: Option<String>) -> Result<Reply> {
        let hint =
            std::mem::take(&mut self.first).then(|| "Enter alone leaves a question out, or takes what is there now.".to_owned());
        let ask = Ask { prompt: prompt.to_owned(), kind, current, hint };
        let mut said = said.to_vec();
        loop {
            let reply = match self.prompt.ask(&said, &ask) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => interrupt::await_end(),
                reply => reply?,
            };
            match reply {
                Reply::Pasted(_) => said = vec![Say::Problem("Those are several lines; type one.".to_owned())],
                Reply::Typed(text) if text.trim_start().starts_with(':') => {
                    said = vec![Say::Problem("Commands are for the walk. Here, type the answer, or Ctrl-C to stop.".to_owned())];
                }
                Reply::End => return Err(Misuse(self.ended.to_owned()).into()),
                reply => return Ok(reply),
            }
        }
    }

    /// A line, or what is there now where nothing is typed.
    pub fn line(&mut self, prompt: &str, current: Option<String>) -> Result<Option<String>> {
        let typed = match self.put(&[], prompt, Kind::Line, current.clone())? {
            Reply::Typed(text) => text.trim().to_owned(),
            _ => String::new(),
        };
        Ok(if typed.is_empty() { current } else { Some(typed) })
    }

    /// A line that can't be left out, with the reason why not.
    pub fn required(&mut self, prompt: &str, why: &str) -> Result<String> {
        self.accepted(prompt, |text| if text.is_empty() { Err(why.to_owned()) } else { Ok(text.to_owned()) })
    }

    /// A line that is asked for again, with what is wrong with it, until it is accepted.
    pub fn accepted<T>(&mut self, prompt: &str, accept: impl Fn(&str) -> Result<T, String>) -> Result<T> {
        let mut said = Vec::new();
        loop {
            if let Reply::Typed(text) = self.put(&said, prompt, Kind::Line, None)? {
                match accept(text.trim()) {
                    Ok(accepted) => return Ok(accepted),
                    Err(why) => said = vec![Say::Problem(why)],
                }
            }
        }
    }

    /// A day; none where nothing is typed.
    pub fn day(&mut self, prompt: &str, today: Date) -> Result<Option<Date>> {
        self.accepted(prompt, |text| {
            if text.is_empty() { Ok(None) } else { day::parse_typed(text, today, day::Towards::Future).map(Some) }
        })
    }

    /// The place of a choice among words and what they mean; none where nothing is chosen.
    pub fn choice(&mut self, prompt: &str, items: &[(&str, String)]) -> Result<Option<usize>> {
        let choices: Vec<Choice> = items
            .iter()
            .map(|(label, detail)| Choice { label: (*label).to_owned(), detail: detail.clone(), is_command: false })
            .collect();
        let mut said = Vec::new();
        loop {
            match self.put(&said, prompt, Kind::Choice(choices.clone()), None)? {
                Reply::Chosen(index) => return Ok(Some(index)),
                Reply::Typed(text) if !text.trim().is_empty() => {
                    let typed = text.trim().to_lowercase();
                    let by_number = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < items.len());
                    match by_number.or_else(|| items.iter().position(|(label, _)| label.to_lowercase() == typed)) {
                        Some(index) => return Ok(Some(index)),
                        None => said = vec![Say::Problem("Type a number from the list, or the word.".to_owned())],
                    }
                }
                _ => return Ok(None),
            }
        }
    }

    /// Yes or no; leaving the question is no.
    pub fn confirm(&mut self, prompt: &str) -> Result<bool> {
        let mut said = Vec::new();
        loop {
            match self.put(&said, prompt, Kind::Confirm, None)? {
                Reply::Confirmed(yes) => return Ok(yes),
                Reply::Typed(text) => match text.trim().to_lowercase().as_str() {
                    "y" | "yes" => return Ok(true),
                    "n" | "no" => return Ok(false),
                    _ => said = vec![Say::Problem("Type yes or no.".to_owned())],
                },
                _ => return Ok(false),
            }
        }
    }
}
