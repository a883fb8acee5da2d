//! `vpr report`: a paper or a table, to a file or to standard output.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::args::{Format, Reader, ReportArgs};
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Misuse, Status, complain, note, packs, status};
use crate::assessment::Paired;
use crate::paper;
use crate::render::{csv, markdown};
use crate::score::Scorecard;
use crate::standard::{Catalogue, Show};
use crate::store;

pub fn run(args: &ReportArgs, around: &Surroundings) -> Result<Status> {
    if let Some(output) = &args.output {
        refuse_assessments(output)?;
    }
    let catalogue = packs::load(around.standards.as_deref())?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let bytes = write(args.reader, args.format, &card, &catalogue);
    deliver(&bytes, args.output.as_deref())?;
    Ok(Status::Fine)
}

/// Writes a result to a file, or else to standard output.
pub fn deliver(bytes: &[u8], output: Option<&Path>) -> Result<()> {
    if let Some(path) = output {
        store::write_result(path, bytes)?;
        note(|| format!("written: {}, {} bytes, on disk", store::shown(path), bytes.len()));
        complain(&format!("Written: {}", store::shown(path)));
    } else {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
    }
    Ok(())
}

/// A slip of the hand must not replace an assessment by a paper about it.
pub fn refuse_assessments(output: &Path) -> Result<()> {
    let is_yaml = output.extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"));
    if is_yaml {
        let name = store::shown(output);
        let why = "has the name of an assessment, and a report would replace it; write to another file, as board-paper.md";
        return Err(Misuse(format!("{name} {why}")).into());
    }
    Ok(())
}

/// A paper for a reader in a format. The figures are the card's, whatever the format.
pub fn write(reader: Reader, format: Format, card: &Scorecard<'_>, catalogue: &Catalogue) -> Vec<u8> {
    match (reader, format) {
        (Reader::Board, Format::Markdown) => {
            // Inspectors look at the same answers through their own list; a board should see that before they come.
            let lenses = catalogue.lenses();
            let over = lenses.iter().find(|l| l.show == Show::Score).and_then(|lens| status::over(catalogue, card, lens));
            markdown::write(&paper::board(card, over.as_ref(), env!("CARGO_PKG_VERSION"))).into_bytes()
        }
        (Reader::Board, Format::Csv) => csv::write(&paper::requirements(card).in_data(), csv::Dialect::Excel),
    }
}
