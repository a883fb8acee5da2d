//! All integration tests in one binary.

mod bad_files;
mod cli;
mod marks;
mod packs;
mod scoring;
mod terminal;
mod tidy;
