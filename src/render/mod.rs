//! From values to text and bytes: each format escapes at the last moment and knows nothing but its own syntax.
//!
//! A [`Document`] holds what is said, not how it looks. Text in it is as it stands in the files; [`markdown`], [`html`],
//! [`docx`] and [`terminal`] clean and escape it for the reader they serve. [`csv`] and [`xlsx`] take tables, [`json`] takes
//! values. The same input gives the same bytes in each of them.

pub mod csv;
pub mod diagnostics;
pub mod diff;
pub mod document;
pub mod docx;
#[cfg(test)]
pub mod hostile;
pub mod html;
pub mod icalendar;
pub mod json;
pub mod markdown;
pub mod markup;
pub mod terminal;
mod tone;
pub mod verdict;
mod wrap;
pub mod xlsx;
mod xml;

pub use document::{Align, Block, Cell, Chart, Column, Document, Table};
pub use tone::Tone;
pub use wrap::wrap;

/// Whether output may draw lines and columns, or is read out line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Columns, and frames around problems.
    Drawn,
    /// One sentence a line, nothing drawn: for screen readers, logs and scripts.
    Plain,
}
