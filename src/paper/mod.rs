//! Papers: what the figures of an assessment say, to whom, as [`Document`](crate::render::Document)s and tables.
//!
//! Nothing here knows a format, and no text is escaped here.

mod board;
mod data;
mod diff;
mod explain;
mod lens;
mod packs;
mod requirements;
mod rules;
mod standing;
mod status;
pub mod tables;
#[cfg(test)]
mod tests;
mod words;
mod workbook;

pub use board::board;
pub use data::{FORMAT, Record, record};
pub use diff::diff;
pub use explain::explain;
pub use lens::lens;
pub use packs::{hits, pack, packs, row};
pub use requirements::requirements;
pub use rules::{rule, rules};
pub use standing::standing;
pub use status::status;
pub use workbook::workbook;
