//! Scoring: every figure worked out by hand beside the one the code gives, then the properties that have to hold always.

mod balance;
pub mod build;
mod dates;
mod gates;
mod not_applicable;
mod properties;
mod ratio;
mod steps;
mod totals;
mod weights;
