//! Papers: what the figures of an assessment say, to whom, as [`Document`](crate::render::Document)s and tables.
//!
//! Nothing here knows a format, and no text is escaped here.

mod board;
mod diff;
mod evidence;
mod explain;
mod lens;
mod outcomes;
mod packs;
pub mod plan;
mod requirements;
mod rules;
pub mod sign_off;
mod standing;
mod status;
#[cfg(test)]
mod tests;
mod words;

pub use board::board;
pub use diff::diff;
pub use evidence::{Files, Found, evidence, evidence_table};
pub use explain::explain;
pub use lens::lens;
pub use outcomes::{Detail, measure_catalogue, measured, outcomes};
pub use packs::{hits, pack, packs, row};
pub use requirements::requirements;
pub use rules::{rule, rules};
pub use standing::standing;
pub use status::status;
