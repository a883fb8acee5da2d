//! `vpr explain`: how a figure comes about.

use anyhow::{Context as _, Result};

use super::args::{Explain, ExplainArgs};
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Status, packs, print};
use crate::assessment::Paired;
use crate::paper;
use crate::render::terminal;
use crate::score::Scorecard;

pub fn run(args: &ExplainArgs, around: &Surroundings) -> Result<Status> {
    let Explain::Score(args) = &args.what;
    let catalogue = packs::load(around.standards.as_deref())?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    print(&terminal::write(&paper::explain(&card), around.width, around.look()))?;
    Ok(Status::Fine)
}
