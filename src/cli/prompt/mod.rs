//! Putting the interview's questions to a person: lists on a terminal, or plain lines anywhere.

mod plain;
mod speak;
mod terminal;

pub use plain::Plain;
pub use terminal::Terminal;
