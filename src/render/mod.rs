//! From values to text and bytes: each format escapes at the last moment and knows nothing but its own syntax.
//!
//! A [`Document`] holds what is said, not how it looks. Text in it is as it stands in the files; [`markdown`],
//! [`terminal`] and [`csv`] clean and escape it for the reader they serve.

pub mod csv;
pub mod diagnostics;
pub mod diff;
pub mod document;
#[cfg(test)]
pub mod hostile;
pub mod icalendar;
pub mod markdown;
pub mod markup;
pub mod terminal;
pub mod verdict;
mod wrap;

pub use document::{Align, Block, Cell, Column, Document, Table};
pub use wrap::wrap;

/// Whether output may draw lines and columns, or is read out line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Columns, and frames around problems.
    Drawn,
    /// One sentence a line, nothing drawn: for screen readers, logs and scripts.
    Plain,
}
