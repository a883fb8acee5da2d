//! `vpr`: self-assessment against the violence prevention and reduction standard.

pub mod assessment;
pub mod day;
pub mod diagnostic;
pub mod interview;
pub mod paper;
pub mod render;
pub mod score;
pub mod standard;
pub mod store;
pub mod text;
pub mod tree;
pub mod yaml;
