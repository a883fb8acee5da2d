//! `vpr status`: where an assessment stands, on one screen.

use anyhow::{Context as _, Result};

use super::args::FileArgs;
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Status, packs, print};
use crate::assessment::Paired;
use crate::paper;
use crate::render::terminal;
use crate::score::Scorecard;

pub fn run(args: &FileArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    print(&terminal::write(&paper::status(&card), around.width, around.look()))?;
    Ok(Status::Fine)
}
