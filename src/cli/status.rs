//! `vpr status`: where an assessment stands, on one screen, or through a lens.

use anyhow::{Context as _, Result};

use super::args::StatusArgs;
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Misuse, Status, packs, print};
use crate::assessment::Paired;
use crate::paper;
use crate::render::terminal;
use crate::score::{LensCard, Scorecard};
use crate::standard::{Catalogue, Lens};
use crate::text::{list_of, nearest};

pub fn run(args: &StatusArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let document = match &args.lens {
        None => paper::status(&card),
        Some(name) => {
            let lens = named(&catalogue, name)?;
            let over = over(&catalogue, &card, &lens).ok_or_else(|| {
                Misuse(format!(
                    "the lens {name} is for {}, and no crosswalk leads there from {}",
                    lens.standard, file.standard.reference
                ))
            })?;
            paper::lens(&card, &over)
        }
    };
    print(&terminal::write(&document, around.width, around.look()))?;
    Ok(Status::Fine)
}

/// A lens laid over a scorecard, through a crosswalk where one is needed.
pub fn over<'a>(catalogue: &Catalogue, card: &Scorecard<'a>, lens: &'a Lens) -> Option<LensCard<'a>> {
    let crosswalk = catalogue.crosswalk(&card.paired.standard.reference, &lens.standard);
    LensCard::new(card, lens, crosswalk.as_ref())
}

fn named(catalogue: &Catalogue, name: &str) -> Result<Lens> {
    let lenses = catalogue.lenses();
    let ids: Vec<String> = lenses.iter().map(|l| l.id.clone()).collect();
    lenses.into_iter().find(|l| l.id.eq_ignore_ascii_case(name)).ok_or_else(|| {
        let near = nearest(name, ids.iter().map(String::as_str)).map(|n| format!(" Did you mean {n}?")).unwrap_or_default();
        Misuse(format!("there is no lens \"{name}\".{near} There are {}.", list_of(&ids))).into()
    })
}
