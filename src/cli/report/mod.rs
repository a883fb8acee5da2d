//! `vpr report`: a paper, a workbook, a table or a record, to a file, a folder or standard output.

mod output;
mod style;

pub use output::{deliver, refuse_assessments};

use std::path::Path;

use anyhow::{Context as _, Result};

use super::args::{By, Dialect, Format, ReportArgs, TableName};
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, findings, packs, status, tell};
use crate::assessment::{Paired, Release};
use crate::paper::{self, Extent, Frame, Grouping, Reader, tables};
use crate::render::{Document, csv, docx, html, json, markdown, xlsx};
use crate::score::{LensCard, Scorecard};
use crate::standard::{Catalogue, Digest, Lens, Show};
use crate::store;
use crate::text::{count_of, list_of};
use output::Target;

pub fn run(args: &ReportArgs, around: &Surroundings) -> Result<Status> {
    let target = output::target(args.output.as_deref());
    let format = output::format(args.format, &target)?;
    output::refuse_what_makes_no_sense(args, format, &target)?;
    if args.with_names && args.reader == Reader::Public {
        return Err(Misuse("a public paper never prints names; leave out --with-names".to_owned()).into());
    }
    if args.by.is_some() && args.reader != Reader::Committee {
        return Err(Misuse("--by groups the committee paper; add --for committee, or leave it out".to_owned()).into());
    }
    let catalogue = packs::load(around.standards.as_deref())?;
    let style = args.template.as_deref().map(|folder| style::house_style(folder, args.reader, around)).transpose()?;
    // Before the file itself, so that the path to go on with is that of the file.
    let last = args.last.as_deref().map(|path| WorkFile::open(path, &catalogue, around)).transpose()?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    if let Some(last) = &last {
        workfile::same_organisation(&file.assessment, &last.assessment)?;
        workfile::say_overlaps(&file.assessment, last);
    }
    let by = args.by.unwrap_or(By::Stage);
    if by == By::Domain && file.standard.domains.is_empty() {
        let why = format!("{} has no domains; leave out --by, and the paper goes by stage", file.standard.reference);
        return Err(Misuse(why).into());
    }
    if let Some(last) = last.as_ref().filter(|l| format == Format::Csv && !file.standard.is_called(&l.assessment.standard)) {
        // A paper says so itself, and a table has no place for it.
        complain(&format!(
            "note: {} answers {} and this file {}; ratings of two editions are not compared, so no table has columns for the last rating \
             and the movement",
            store::shown(last.path()),
            last.standard.reference,
            file.standard.reference
        ));
    }
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let digest = file.digest(args.with_names);
    let guard = findings::guard(&file);
    let found = (args.reader == Reader::Commissioner).then(|| findings::of_check(&file, &catalogue, around));
    let frame = Frame {
        guard: Some(&guard),
        findings: found.as_deref(),
        last: last.as_ref().map(|l| &l.assessment),
        with_names: args.with_names,
        style: style.as_ref(),
        ..Frame::new(env!("CARGO_PKG_VERSION"))
    };
    let report = Report { reader: args.reader, by, card: &card, catalogue: &catalogue, digest: &digest, frame };
    let dialect = args.dialect.unwrap_or(Dialect::Excel);
    match target {
        Target::Folder(folder) => {
            let written = report.write_tables(folder, dialect)?;
            complain(&format!("Written to {}: {}", store::shown(folder), list_of(&written)));
        }
        Target::File(_) | Target::Screen => {
            let table = args.table.unwrap_or(TableName::Requirements);
            let bytes = if format == Format::Csv { report.table(table, dialect) } else { report.write(format)? };
            deliver(&bytes, args.output.as_deref())?;
        }
    }
    if args.reader == Reader::Public {
        say_held_back(&paired, file.path(), around);
    }
    Ok(Status::Fine)
}

/// What a report is made from. The figures are the card's, whatever the format.
pub struct Report<'a> {
    /// For whom.
    pub reader: Reader,
    /// How the committee paper is grouped.
    pub by: By,
    /// The figures.
    pub card: &'a Scorecard<'a>,
    /// Where the lenses are.
    pub catalogue: &'a Catalogue,
    /// Of the assessment.
    pub digest: &'a Digest,
    /// What a paper is told besides; its lenses and the digest are put in here.
    pub frame: Frame<'a>,
}

impl Report<'_> {
    /// A paper for its reader in a format; workbooks and JSON hold the whole assessment, or all of it that is public.
    pub fn write(&self, format: Format) -> Result<Vec<u8>> {
        Ok(match format {
            Format::Markdown => markdown::write(&self.document()).into_bytes(),
            Format::Html => html::write(&self.document()).into_bytes(),
            Format::Docx => docx::write(&self.document())?,
            Format::Csv => self.table(TableName::Requirements, Dialect::Excel),
            Format::Xlsx | Format::Json => self.data(format)?,
        })
    }

    fn data(&self, format: Format) -> Result<Vec<u8>> {
        let lenses = self.catalogue.lenses();
        let extent = Extent::of(self.card, self.reader);
        self.with_what_may_be_read(|card| {
            let over: Vec<LensCard<'_>> = lenses.iter().filter_map(|lens| status::over(self.catalogue, card, lens)).collect();
            let (file, guard) = (Some(self.digest), self.frame.guard_for(self.reader));
            let frame = Frame { lenses: &over, file, extent: Some(&extent), guard, ..self.frame };
            Ok(if format == Format::Xlsx {
                xlsx::write(&paper::workbook(card, &frame))?
            } else {
                json::write(&paper::record(card, &frame))?.into_bytes()
            })
        })
    }

    /// The card with everything, or for the public one without what is held back.
    fn with_what_may_be_read<T>(&self, write: impl FnOnce(&Scorecard<'_>) -> T) -> T {
        if self.reader != Reader::Public {
            return write(self.card);
        }
        let public = paper::public_form(self.card);
        write(&Scorecard::new(Paired { standard: self.card.paired.standard, assessment: &public }, self.card.as_at))
    }

    /// The paper, with the lenses it is read through.
    fn document(&self) -> Document {
        let wanted = |lens: &Lens| match self.reader {
            // Inspectors look at the same answers through their own list; a board should see that before they come.
            Reader::Board => lens.show == Show::Score,
            Reader::Inspection => lens.show != Show::Rows && lens.id != "people-promise",
            Reader::Committee | Reader::Commissioner | Reader::Public => false,
        };
        let lenses: Vec<Lens> = self.catalogue.lenses().into_iter().filter(wanted).collect();
        let card = self.card;
        let over: Vec<LensCard<'_>> = lenses.iter().filter_map(|lens| status::over(self.catalogue, card, lens)).collect();
        let frame = Frame { lenses: &over, file: Some(self.digest), ..self.frame };
        match self.reader {
            Reader::Board => paper::board(card, &frame),
            Reader::Committee => {
                let by = if self.by == By::Domain { Grouping::Domain } else { Grouping::Stage };
                paper::committee(card, &frame, by)
            }
            Reader::Commissioner => paper::commissioner(card, &frame),
            Reader::Inspection => paper::inspection(card, &frame),
            Reader::Public => paper::public(card, &frame),
        }
    }

    /// A table as CSV.
    pub fn table(&self, name: TableName, dialect: Dialect) -> Vec<u8> {
        let kind = match name {
            TableName::Requirements => tables::Kind::Requirements,
            TableName::Evidence => tables::Kind::Evidence,
            TableName::Actions => tables::Kind::Actions,
            TableName::Measures => tables::Kind::Measures,
            TableName::Signoffs => tables::Kind::Signoffs,
        };
        self.rows(kind, dialect)
    }

    fn rows(&self, kind: tables::Kind, dialect: Dialect) -> Vec<u8> {
        let dialect = match dialect {
            Dialect::Excel => csv::Dialect::Excel,
            Dialect::Plain => csv::Dialect::Plain,
        };
        self.with_what_may_be_read(|card| csv::write(&tables::table(kind, card, &self.frame).in_data(), dialect))
    }

    /// Every table as a file in a folder, which is made where it is not there. Gives the names of the files.
    fn write_tables(&self, folder: &Path, dialect: Dialect) -> Result<Vec<String>> {
        if !folder.is_dir() {
            store::create_folder(folder)?;
        }
        let mut written = Vec::new();
        for (kind, name) in tables::Kind::ALL {
            let name = format!("{name}.csv");
            store::write_result(&folder.join(&name), &self.rows(*kind, dialect))?;
            written.push(name);
        }
        Ok(written)
    }
}

/// Whoever makes a public paper is told what it lacks, and how to change that.
fn say_held_back(paired: &Paired<'_>, path: &Path, around: &Surroundings) {
    let words = paired.words();
    let held = words.iter().filter(|w| !matches!(w.release, Release::Cleared(_))).count();
    if held == 0 {
        return;
    }
    tell(&format!("{} of {} held back from this paper.", held, count_of(words.len(), "text is", "texts are")), around);
    let path = workfile::quoted(path);
    complain(&format!("To see which:   vpr clear {path} --list"));
    complain(&format!("To look at them: vpr clear {path}"));
}
