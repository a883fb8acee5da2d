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
mod expectations;
mod formats;
mod lenses;
mod marks;
mod measures;
mod packs;
mod round_trip;
mod scoring;
mod spoil;
mod terminal;
mod tidy;
