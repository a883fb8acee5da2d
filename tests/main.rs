//! All integration tests in one binary.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test stops at what it did not expect, and prints what it measured"
)]

mod bad_files;
mod cli;
mod crosswalk;
mod drawn;
mod expectations;
mod fix;
mod formats;
mod lenses;
mod marks;
mod measures;
mod packs;
mod papers;
mod plan;
mod round_trip;
mod rules;
mod schemas;
mod scoring;
mod sign;
mod spoil;
mod terminal;
mod tidy;
mod verdict;
