//! What passes between the interview and whoever puts its questions to a person.

use std::io;

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
