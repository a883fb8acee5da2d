//! `vpr`: an NHS organisation assesses itself against a working list on the subject of NHS England's violence prevention
//! and reduction standard.
//!
//! This page is the map of the code. It is written for someone who has to change something and has ten minutes.
//!
//! # What happens in a run
//!
//! ```text
//! assess   read ─ parse ─► Standard, Assessment ─► Interview ⇄ Prompt   (saved after every reply) ─► score ─► screen
//! answer   read ─ parse ─► Assessment, rows ─► edit ─► saved whole or not at all
//! report   read ─ parse ─► Paired ─► Scorecard ─► Paper, in sections ─► Document, tables, record ─► a format ─► a file
//! clear    read ─ parse ─► words of the answers ⇄ Prompt   (saved after every decision)
//! status   read ─ parse ─► Paired ─► Scorecard ─► Document ─► screen
//! sign     read ─ parse ─► Assessment ─► canonical form ─► digest ─► saved; verify takes the digest again
//! plan     read ─ parse ─► Paired ─► Scorecard ─► Plan ─► Document, Table or days ─► screen or a file
//! evidence read ─ parse ─► Scorecard, files' digests ─► Document or Table ─► screen or a file
//! measures read ─ parse ─► Mapping, rows ─► Tally ─► counts fit to publish ─► saved whole or not at all
//! standard read ─ parse ─► Standard ─► Document ─► screen
//! check    find ─► read ─ parse ─► Scorecard, places ─► rules, private scan ─► Diagnostics, masked ─► Verdict ─► stdout
//!          a folder's files on all processors, results in order; `--fix`: edits ─► read back ─► saved
//! schema   Catalogue ─► JSON Schema ─► stdout
//! ```
//!
//! Each arrow is one function whose input a test can build by hand. A file that is not sound never becomes a value: it
//! becomes [`diagnostic::Diagnostics`], all its problems with their places.
//!
//! # The modules, from the ground up
//!
//! | Module | What it is for | What it may use |
//! |---|---|---|
//! | [`text`] | text, places in it, what is safe to print | – |
//! | [`diagnostic`] | a problem at a place, as facts | `text` |
//! | [`day`] | days as people and files write them | – |
//! | [`tree`] | a file's values with places, and taking them apart by field | `diagnostic`, `day` |
//! | [`yaml`] | YAML to a tree and back; edits that keep comments | `tree` |
//! | [`standard`] | an edition as data; the catalogue of packs | `tree` |
//! | [`assessment`] | one organisation's answers; what fits a standard; what a sign-off covers | `standard`, `yaml` |
//! | [`measures`] | counts of an extract, made fit to publish | `assessment` |
//! | [`score`] | answers to figures: pure, exact | `assessment` |
//! | [`check`] | rules about one file: what is wrong with it, each at its place | `score` |
//! | [`schema`] | what editors have to know of the files people write | `check` |
//! | [`render`] | documents and tables to files and screen text; each format escapes | `score` (for figures), `check` (for verdicts, and why a rule exists) |
//! | [`paper`] | what is said in a paper or on a screen, as a document | `score`, `render` |
//! | [`interview`] | the walk as a value: what to ask, what a reply does | `assessment` |
//! | [`store`] | files: read, find, save so that nothing is lost | `text`, `diagnostic` |
//! | [`cli`] | arguments, prompts, one file a command | everything |
//!
//! Use goes downwards only, and `interview`, `render` and `store` do not know each other; `cli` connects them. A test reads
//! the source and holds this, and these: only `cli` prints, asks the clock or the environment, or names clap, anyhow,
//! dialoguer and indicatif; only `store` opens files; only `yaml` names YAML crates, and only `standard` TOML.
//!
//! # What the types promise
//!
//! A [`standard::Standard`] or an [`assessment::Assessment`] was checked as a whole. An [`assessment::Paired`] has no answer
//! that its standard lacks. A [`score::Ratio`] is exact and between 0 and 1; nothing to divide by is `None`. A
//! [`render::Document`] is not escaped yet. [`text::OneIndexed`] starts at one.
//!
//! # Adding things
//!
//! - An edition: one file below `standards/`, one line in [`standard::EMBEDDED`].
//! - A paper: one file in `paper`, its sections in `paper::Reader`, one arm in `cli/report`. A format: one file or folder in
//!   `render`, one arm there.
//! - A rule of `vpr check`: one file in `check/rules` with its words, examples and the function that looks, and one line in
//!   `check/rules/mod.rs`. A problem that a parser finds: one line in `diagnostic::Code`, its words in `check/rules/parsers.rs`,
//!   and the place that finds it. What is said of a run, where no file is wrong: its words in `check/rules/of_run.rs`.
//! - A format of `vpr check`: one file in `render/verdict`, one arm in `cli/check`.
//! - A command: one file in `cli`, one variant in `cli/args.rs`.

#![cfg_attr(test, expect(clippy::expect_used, reason = "a test stops at what it did not expect"))]

pub mod assessment;
pub mod check;
pub mod cli;
pub mod day;
pub mod diagnostic;
pub mod interview;
pub mod measures;
pub mod paper;
pub mod render;
pub mod schema;
pub mod score;
pub mod standard;
pub mod store;
pub mod text;
pub mod tree;
pub mod yaml;

#[cfg(test)]
#[path = "../tests/drawn.rs"]
mod drawn;
