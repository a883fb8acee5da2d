//! `vpr report`: a paper or a table, to a file or to standard output.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::args::{By, Format, ReportArgs};
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Refused, Status, complain, findings, packs, status, tell};
use crate::assessment::{Assessment, Paired, Release};
use crate::diagnostic::Diagnostics;
use crate::paper::style::{FrontSheet, Style};
use crate::paper::{self, Frame, Grouping, Reader};
use crate::render::{Document, csv, diagnostics, markdown};
use crate::score::{LensCard, Scorecard};
use crate::standard::{Catalogue, Lens, Show};
use crate::store::{self, Unread};
use crate::text::{Source, clean_line, count_of};

pub fn run(args: &ReportArgs, around: &Surroundings) -> Result<Status> {
    if let Some(output) = &args.output {
        refuse_assessments(output)?;
    }
    if args.with_names && args.reader == Reader::Public {
        return Err(Misuse("a public paper never prints names; leave out --with-names".to_owned()).into());
    }
    if args.by.is_some() && args.reader != Reader::Committee {
        return Err(Misuse("--by groups the committee paper; add --for committee, or leave it out".to_owned()).into());
    }
    if args.format == Format::Csv && args.reader == Reader::Public {
        let why =
            "the table of requirements holds everything that was written, so there is no public form of it; leave out --format";
        return Err(Misuse(why.to_owned()).into());
    }
    let catalogue = packs::load(around.standards.as_deref())?;
    let style = args.template.as_deref().map(|folder| house_style(folder, args.reader, around)).transpose()?;
    // Before the file itself, so that the path to go on with is that of the file.
    let last = args.last.as_deref().map(|path| WorkFile::open(path, &catalogue, around)).transpose()?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    if let Some(last) = &last {
        same_organisation(&file.assessment, &last.assessment)?;
    }
    let by = args.by.unwrap_or(By::Stage);
    if by == By::Domain && file.standard.domains.is_empty() {
        let why = format!("{} has no domains; leave out --by, and the paper goes by stage", file.standard.reference);
        return Err(Misuse(why).into());
    }
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let digest = file.digest();
    let guard = findings::guard(&file);
    let found = (args.reader == Reader::Commissioner).then(|| findings::of_check(&file, &catalogue, around));
    let frame = Frame {
        guard: Some(&guard),
        findings: found.as_deref(),
        file: Some(&digest),
        last: last.as_ref().map(|l| &l.assessment),
        with_names: args.with_names,
        style: style.as_ref(),
        ..Frame::new(env!("CARGO_PKG_VERSION"))
    };
    let bytes = write(args.reader, by, args.format, &card, frame, &catalogue);
    deliver(&bytes, args.output.as_deref())?;
    if args.reader == Reader::Public {
        say_held_back(&paired, file.path(), around);
    }
    Ok(Status::Fine)
}

/// Writes a result to a file, or else to standard output.
pub fn deliver(bytes: &[u8], output: Option<&Path>) -> Result<()> {
    if let Some(path) = output {
        store::write_result(path, bytes)?;
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

/// A movement between two organisations would be no movement.
fn same_organisation(now: &Assessment, last: &Assessment) -> Result<()> {
    let (now, last) = (&now.organisation, &last.organisation);
    let same = match (&now.code, &last.code) {
        (Some(now), Some(last)) => now.eq_ignore_ascii_case(last),
        _ => crate::assessment::is_same_title(&now.name, &last.name),
    };
    if same {
        return Ok(());
    }
    let (now, last) = (clean_line(&now.name), clean_line(&last.name));
    Err(Misuse(format!("--last is an assessment of {last}, and this one is of {now}; give the same organisation's last cycle"))
        .into())
}

/// A paper for a reader in a format. The figures are the card's, whatever the format.
pub fn write(reader: Reader, by: By, format: Format, card: &Scorecard<'_>, frame: Frame<'_>, catalogue: &Catalogue) -> Vec<u8> {
    match format {
        Format::Markdown => markdown::write(&document(reader, by, card, frame, catalogue)).into_bytes(),
        Format::Csv => csv::write(&paper::requirements(card).in_data(), csv::Dialect::Excel),
    }
}

/// A paper for a reader, with the lenses it is read through.
fn document(reader: Reader, by: By, card: &Scorecard<'_>, frame: Frame<'_>, catalogue: &Catalogue) -> Document {
    let wanted = |lens: &Lens| match reader {
        // Inspectors look at the same answers through their own list; a board should see that before they come.
        Reader::Board => lens.show == Show::Score,
        Reader::Inspection => lens.show != Show::Rows && lens.id != "people-promise",
        Reader::Committee | Reader::Commissioner | Reader::Public => false,
    };
    let lenses: Vec<Lens> = catalogue.lenses().into_iter().filter(wanted).collect();
    let over: Vec<LensCard<'_>> = lenses.iter().filter_map(|lens| status::over(catalogue, card, lens)).collect();
    let frame = Frame { lenses: &over, ..frame };
    match reader {
        Reader::Board => paper::board(card, &frame),
        Reader::Committee => {
            let by = if by == By::Domain { Grouping::Domain } else { Grouping::Stage };
            paper::committee(card, &frame, by)
        }
        Reader::Commissioner => paper::commissioner(card, &frame),
        Reader::Inspection => paper::inspection(card, &frame),
        Reader::Public => paper::public(card, &frame),
    }
}

/// Reads a house style, all of its mistakes at once.
fn house_style(folder: &Path, reader: Reader, around: &Surroundings) -> Result<Style> {
    let settings = folder.join("template.toml");
    let (style, mut told) = read(&settings, &Style::parse)?;
    if let Some(style) = &style
        && style.reader() != reader
    {
        let (own, asked) = (style.reader().title(), reader.title());
        let why = format!("{} is for the {own}, and this is the {asked}; give another folder", store::shown(&settings));
        return Err(Misuse(why).into());
    }
    let sheet = folder.join("front-sheet.md");
    let names = paper::placeholders(style.as_ref().map_or(reader, Style::reader));
    let mut front = None;
    if sheet.exists() {
        let (read, also) = read(&sheet, &|source, sink| FrontSheet::parse(source, &names, sink))?;
        if also.has_errors() && told.has_errors() {
            complain(diagnostics::write(&told, around.width, around.form()).trim_end());
        }
        if also.has_errors() {
            told = also;
        }
        front = read;
    }
    let Some(style) = style.filter(|_| !told.has_errors()) else { return Err(Refused(Box::new(told)).into()) };
    Ok(match front {
        Some(front) => style.with_front_sheet(front),
        None => style,
    })
}

type Parse<'p, T> = &'p dyn Fn(&Source, &mut Diagnostics) -> Option<T>;

fn read<T>(path: &Path, parse: Parse<'_, T>) -> Result<(Option<T>, Diagnostics)> {
    match store::read(path) {
        Ok(loaded) => {
            let mut sink = Diagnostics::new(loaded.source.clone());
            let value = parse(&loaded.source, &mut sink);
            Ok((value, sink))
        }
        Err(Unread::Problem(sink)) => Ok((None, *sink)),
        Err(Unread::Failure(failure)) => Err(failure.into()),
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
