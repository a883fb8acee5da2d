//! Putting the interview's questions to a person: lists on a terminal, or plain lines anywhere.

mod plain;
mod questions;
mod speak;
mod terminal;

pub use plain::Plain;
pub use questions::Questions;
pub use terminal::Terminal;
