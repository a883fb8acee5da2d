//! All integration tests in one binary.

mod bad_files;
mod marks;
mod packs;
mod round_trip;
mod scoring;
