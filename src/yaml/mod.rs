//! YAML in and out. The only module that names a YAML crate.
//!
//! Reading is one pass from parse events into a [`Node`](crate::tree::Node) tree that knows the place of everything in it, with limits that
//! no honest file meets. Writing a new file is serde's work; changing an existing one goes through [`rewrite()`], which
//! keeps the comments people put there and refuses rather than lose one.

mod input;
mod mistakes;
mod read;
mod rewrite;
mod syntax;
mod write;

pub use read::{MAX_BYTES, parse, parse_what_can_be, too_large};
pub use rewrite::{Unfaithful, comments, rewrite};
/// A short group of fields on one line: `{ from: 2026-04-01, to: 2026-09-30 }`.
pub use serde_yaml::FlowMap as OneLine;
pub use write::write;
