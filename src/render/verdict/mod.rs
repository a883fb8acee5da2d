//! What a check found, in a format for people or for a machine. The same problems and counts in each.

mod text;

pub use text::Text;

use crate::check::{FileReport, Tally};

/// A format. Files come in order, one at a time, so that a hundred thousand of them need no more memory than one.
pub trait Verdict {
    /// What stands before the first file.
    fn begin(&mut self, _out: &mut Vec<u8>) {}
    /// A file.
    fn file(&mut self, file: &FileReport, out: &mut Vec<u8>);
    /// What stands after the last.
    fn end(&mut self, tally: &Tally, out: &mut Vec<u8>);
}
