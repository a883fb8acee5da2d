//! `vpr report`: a paper, a workbook, a table or a record, to a file, a folder or standard output.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::args::{Dialect, Format, Reader, ReportArgs, TableName};
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Misuse, Status, complain, packs, status};
use crate::assessment::Paired;
use crate::paper::{self, tables};
use crate::render::{Document, csv, docx, html, json, markdown, xlsx};
use crate::score::{LensCard, Scorecard};
use crate::standard::{Catalogue, Digest, Lens, Show};
use crate::store;

/// Endings of names, with the format each stands for; the first of a format is the usual one.
const ENDINGS: &[(&str, Format)] = &[
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("docx", Format::Docx),
    ("xlsx", Format::Xlsx),
    ("csv", Format::Csv),
    ("json", Format::Json),
];

/// Where a report goes.
#[derive(Debug, PartialEq, Eq)]
enum Target<'a> {
    Screen,
    File(&'a Path),
    Folder(&'a Path),
}

pub fn run(args: &ReportArgs, around: &Surroundings) -> Result<Status> {
    let target = target(args.output.as_deref());
    let format = format(args.format, &target)?;
    refuse_what_makes_no_sense(args, format, &target)?;
    let catalogue = packs::load(around.standards.as_deref())?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let digest = file.digest();
    let report = Report { card: &card, catalogue: &catalogue, digest: &digest };
    let dialect = args.dialect.unwrap_or(Dialect::Excel);
    match target {
        Target::Folder(folder) => {
            let written = report.write_tables(folder, dialect)?;
            complain(&format!("Written to {}: {}", store::shown(folder), crate::text::list_of(&written)));
        }
        Target::File(_) | Target::Screen => {
            let bytes = match format {
                Format::Csv => report.table(args.table.unwrap_or(TableName::Requirements), dialect),
                _ => report.paper(args.reader, format)?,
            };
            if let Target::File(path) = target {
                store::write_result(path, &bytes)?;
                complain(&format!("Written: {}", store::shown(path)));
            } else {
                let mut out = io::stdout().lock();
                out.write_all(&bytes)?;
                out.flush()?;
            }
        }
    }
    Ok(Status::Fine)
}

/// A folder is one that is there, or a name that ends as names of folders do.
fn target(output: Option<&Path>) -> Target<'_> {
    let Some(path) = output else { return Target::Screen };
    let ends_open = path.to_string_lossy().ends_with(std::path::is_separator);
    if ends_open || path.is_dir() { Target::Folder(path) } else { Target::File(path) }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// The format asked for, or the one that the name of the file says.
fn format(asked: Option<Format>, target: &Target<'_>) -> Result<Format> {
    let Target::File(path) = target else { return Ok(asked.unwrap_or(Format::Markdown)) };
    let (name, ending) = (store::shown(path), ending(path).unwrap_or_default());
    let says = ENDINGS.iter().find(|(e, _)| *e == ending).map(|(_, format)| *format);
    let wrong = match (asked, says, ending.as_str()) {
        // A slip of the hand must not replace an assessment by a paper about it.
        (_, _, "yaml" | "yml") => {
            "it has the name of an assessment, and a report would replace it; write to another file, as board-paper.md".to_owned()
        }
        (_, _, "pdf") => "vpr writes no PDF; write a page, as board-paper.html, and print it to PDF from a browser".to_owned(),
        (_, _, "doc" | "xls") => format!("vpr writes no .{ending}; write .{ending}x, which Word and Excel open as well"),
        (Some(asked), Some(says), _) if asked != says => format!(
            "a name that ends in .{ending} is for {}, and --format says {}; leave out --format, or write to a name that ends in .{}",
            in_words(says),
            in_words(asked),
            usual(asked)
        ),
        (Some(asked @ (Format::Xlsx | Format::Docx)), None, _) => {
            format!("no program would know it as {}; write to a name that ends in .{}", in_words(asked), usual(asked))
        }
        (Some(Format::Csv), None, "") => {
            format!("it may be a file or a folder; write {name}.csv for one table, or {name}/ for all of them")
        }
        (asked, says, _) => return Ok(asked.or(says).unwrap_or(Format::Markdown)),
    };
    Err(Misuse(format!("{name} can't be written: {wrong}")).into())
}

fn in_words(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Docx => "a Word document (docx)",
        Format::Xlsx => "a workbook (xlsx)",
        Format::Csv => "CSV",
        Format::Json => "JSON",
    }
}

fn usual(format: Format) -> &'static str {
    ENDINGS.iter().find(|(_, f)| *f == format).map_or("", |(ending, _)| ending)
}

/// What was asked for goes together.
fn refuse_what_makes_no_sense(args: &ReportArgs, format: Format, target: &Target<'_>) -> Result<()> {
    let said = |what: &str, why: &str| Err(Misuse(format!("{what} {why}")).into());
    if format != Format::Csv && args.table.is_some() {
        return said("--table", "is for CSV; add --format csv, or leave it out");
    }
    if format != Format::Csv && args.dialect.is_some() {
        return said("--dialect", "is for CSV; add --format csv, or leave it out");
    }
    match target {
        Target::Folder(folder) if format != Format::Csv => {
            let example = folder.join(format!("board-paper.{}", usual(format)));
            let why = format!("is a folder; name a file in it, as {}", store::shown(&example));
            said(&store::shown(folder), &why)
        }
        Target::Folder(folder) if args.table.is_some() => {
            let why = "is a folder, and gets all tables; leave out --table, or name a file in it that ends in .csv";
            said(&store::shown(folder), why)
        }
        Target::Screen if matches!(format, Format::Xlsx | Format::Docx) && io::stdout().is_terminal() => {
            let why = format!("is nothing to read on a terminal; add --output board-paper.{}", usual(format));
            said(in_words(format), &why)
        }
        _ => Ok(()),
    }
}

/// What a report is made from. The figures are the card's, whatever the format.
pub struct Report<'a> {
    /// The figures.
    pub card: &'a Scorecard<'a>,
    /// Where the lenses are.
    pub catalogue: &'a Catalogue,
    /// Of the assessment's text.
    pub digest: &'a Digest,
}

impl Report<'_> {
    /// A paper for a reader in a format; workbooks and JSON hold the whole assessment.
    pub fn paper(&self, reader: Reader, format: Format) -> Result<Vec<u8>> {
        let version = env!("CARGO_PKG_VERSION");
        Ok(match format {
            Format::Markdown => markdown::write(&self.document(reader)).into_bytes(),
            Format::Html => html::write(&self.document(reader)).into_bytes(),
            Format::Docx => docx::write(&self.document(reader))?,
            Format::Csv => self.table(TableName::Requirements, Dialect::Excel),
            Format::Xlsx | Format::Json => {
                let lenses = self.catalogue.lenses();
                let over = self.over(&lenses);
                if format == Format::Xlsx {
                    xlsx::write(&paper::workbook(self.card, &over, self.digest, version))?
                } else {
                    json::write(&paper::record(self.card, &over, self.digest, version))?.into_bytes()
                }
            }
        })
    }

    fn document(&self, reader: Reader) -> Document {
        match reader {
            Reader::Board => {
                // Inspectors look at the same answers through their own list; a board should see that before they come.
                let lenses = self.catalogue.lenses();
                let lens = lenses.iter().find(|l| l.show == Show::Score);
                let over = lens.and_then(|lens| status::over(self.catalogue, self.card, lens));
                paper::board(self.card, over.as_ref(), env!("CARGO_PKG_VERSION"))
            }
        }
    }

    /// The lenses that can be laid over the answers.
    fn over<'l>(&self, lenses: &'l [Lens]) -> Vec<LensCard<'l>>
    where
        Self: 'l,
    {
        lenses.iter().filter_map(|lens| status::over(self.catalogue, self.card, lens)).collect()
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
        csv::write(&tables::table(kind, self.card).in_data(), dialect)
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
