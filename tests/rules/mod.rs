//! The rules of `vpr check`: what each finds, where, and what it leaves alone.

pub mod base;
mod examples;
mod fixtures;
mod leaks;
mod limits;
mod private;
