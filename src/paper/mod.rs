//! Papers: what the figures of an assessment say, to whom, as [`Document`](crate::render::Document)s and tables.
//!
//! Nothing here knows a format, and no text is escaped here.

mod board;
mod commissioner;
mod committee;
mod common;
mod data;
mod diff;
mod evidence;
mod explain;
mod extent;
mod frame;
mod front;
mod inspection;
mod lens;
mod movement;
mod outcomes;
mod packs;
pub mod plan;
mod public;
mod public_form;
mod reader;
mod requirements;
mod rules;
pub mod sign_off;
mod standing;
mod status;
pub mod style;
pub mod tables;
#[cfg(test)]
mod tests;
mod words;
mod workbook;

pub use board::board;
pub use commissioner::commissioner;
pub use committee::{Grouping, committee};
pub use data::{FORMAT, Record, record};
pub use diff::diff;
pub use evidence::{Files, Found, evidence, evidence_table};
pub use explain::explain;
pub use extent::Extent;
pub use frame::{FindingCount, Frame, GuardCount};
pub use front::placeholders;
pub use inspection::inspection;
pub use lens::lens;
pub use outcomes::{Detail, measure_catalogue, measured};
pub use packs::{hits, pack, packs, row};
pub use public::{held_back, public};
pub use public_form::public_form;
pub use reader::Reader;
pub use rules::{rule, rules};
pub use standing::standing;
pub use status::status;
pub use workbook::workbook;
