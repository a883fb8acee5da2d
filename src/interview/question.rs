//! What passes between the interview and whoever puts its questions to a person.

use std::io;

use crate::text::{clean_line, nearest};

/// Puts one question to a person and brings back the reply. A terminal, plain lines and a list of replies all do.
pub trait Prompt {
    /// Says what there is to say, asks, and waits.
    ///
    /// # Errors
    /// When the terminal or the input can't be used any more.
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply>;
}

/// Something said before a question, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// A new part of the walk begins.
    Section {
        /// Its name.
        title: String,
        /// What it is about.
        about: String,
    },
    /// A requirement comes up.
    Requirement(Heading),
    /// Guidance, in Markdown.
    Guidance {
        /// Whose guidance it is.
        title: String,
        /// The text.
        markdown: String,
        /// Examples of evidence.
        evidence: Vec<String>,
        /// Who usually owns it.
        owner: String,
        /// What stands behind it.
        basis: String,
    },
    /// A line that confirms what was understood.
    Note(String),
    /// A line that says why a reply was not taken.
    Problem(String),
    /// Several lines of help.
    Help(Vec<String>),
    /// Where it stands, laid out for the screen already.
    Standing(String),
}

/// A requirement with where the walk is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// "Plan: 3 of 13 answered. In all: 3 of 52."
    pub progress: String,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it holds the overall band down.
    pub essential: bool,
    /// What should be the case.
    pub requirement: String,
    /// What to ask.
    pub question: String,
    /// What was answered last, a line each.
    pub last: Vec<String>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// A few words, complete in themselves.
    pub prompt: String,
    /// What kind of reply is wanted.
    pub kind: Kind,
    /// What stands there now.
    pub current: Option<String>,
    /// How to reply; given the first time only.
    pub hint: Option<String>,
}

/// What kind of reply is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of a list.
    Choice(Vec<Choice>),
    /// One line.
    Line,
    /// Several lines, ended by a single full stop.
    Text {
        /// Whether the first line was given already.
        more: bool,
    },
    /// Yes or no.
    Confirm,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The word for it.
    pub label: String,
    /// What it means.
    pub detail: String,
    /// Whether it is a command, which plain mode takes as a word at any prompt and does not list.
    pub is_command: bool,
}

/// Which item of a list is meant by a number, a word or the start of one.
///
/// # Errors
/// A sentence that says what can be typed.
pub fn chosen(items: &[Choice], typed: &str) -> Result<usize, String> {
    let count = items.iter().filter(|item| !item.is_command).count();
    let wanted = typed.trim().to_lowercase();
    if let Ok(number) = wanted.parse::<usize>() {
        let index = number.checked_sub(1).filter(|index| *index < count);
        return index.ok_or_else(|| format!("There is no item {number}. Type a number from 1 to {count}."));
    }
    let labels: Vec<String> = items.iter().take(count).map(|item| item.label.to_lowercase()).collect();
    let begins: Vec<usize> = (0..count).filter(|index| labels[*index].starts_with(&wanted)).collect();
    match (labels.iter().position(|label| *label == wanted), begins.as_slice()) {
        (Some(index), _) => Ok(index),
        (None, [only]) => Ok(*only),
        _ => {
            let near = nearest(&wanted, items.iter().map(|item| item.label.as_str()));
            let near = near.map(|label| format!(" Did you mean {}?", clean_line(label))).unwrap_or_default();
            Err(format!("\"{}\" is none of the choices.{near}", clean_line(typed)))
        }
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A line as typed, commands and numbers included.
    Typed(String),
    /// Several lines at once: always text, never a command.
    Pasted(String),
    /// An item of the list.
    Chosen(usize),
    /// Yes or no.
    Confirmed(bool),
    /// The list was left without choosing.
    Back,
    /// There is no more input.
    End,
}
