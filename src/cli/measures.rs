//! `vpr measures`: what can be counted, what is counted, and counting an extract of an incident system.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::args::{ImportArgs, MeasuresArgs, MeasuresCommand};
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, packs, print, reading, tell};
use crate::assessment::{Amount, Assessment, Measure, Paired};
use crate::measures::{Mapping, Merged, Problem, Row, Tally, across, merge, parse, protect, tally};
use crate::paper;
use crate::render::{csv, terminal};
use crate::score::Scorecard;
use crate::standard::{Catalogue, Measures};
use crate::store;
use crate::text::{clean_line, count_of};

/// Most bytes of an extract that are read: some hundred thousand incidents.
const MOST: u64 = 64 * 1024 * 1024;
/// Most problems of an extract that are shown.
const MOST_SHOWN: usize = 50;

pub fn run(args: &MeasuresArgs, around: &Surroundings) -> Result<Status> {
    match &args.what {
        MeasuresCommand::List => {
            print(&terminal::write(&paper::measure_catalogue(Measures::embedded()), around.width, around.look()))?;
            Ok(Status::Fine)
        }
        MeasuresCommand::Show { file, last } => {
            let catalogue = packs::load(around.standards.as_deref())?;
            let earlier: Vec<WorkFile<'_>> = opened(last, &catalogue, around)?;
            let file = WorkFile::open(file, &catalogue, around)?;
            for last in &earlier {
                workfile::same_organisation(&file.assessment, &last.assessment)?;
                workfile::say_overlaps(&file.assessment, last);
            }
            show(&file, &file.assessment, &earlier, around)
        }
        MeasuresCommand::Import(args) => import(args, around),
    }
}

fn opened<'a>(paths: &[std::path::PathBuf], catalogue: &'a Catalogue, around: &Surroundings) -> Result<Vec<WorkFile<'a>>> {
    paths.iter().map(|path| WorkFile::open(path, catalogue, around)).collect()
}

fn show(file: &WorkFile<'_>, assessment: &Assessment, earlier: &[WorkFile<'_>], around: &Surroundings) -> Result<Status> {
    let paired = Paired::new(file.standard, assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let earlier: Vec<&Assessment> = earlier.iter().map(|f| &f.assessment).collect();
    print(&terminal::write(&paper::measured(&card, &earlier), around.width, around.look()))?;
    Ok(Status::Fine)
}

fn import(args: &ImportArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    if !args.dry_run {
        workfile::lock(&args.file)?;
    }
    let earlier = opened(&args.last, &catalogue, around)?;
    let mut file = WorkFile::open(&args.file, &catalogue, around)?;
    hold_against_earlier(args, &file.assessment, &earlier)?;
    let mapping = mapping(&args.mapping)?;
    if mapping.period.1 > around.today {
        return Err(Misuse(format!(
            "the period of the mapping ends on {}, which is to come; count it when it is over",
            crate::day::long(mapping.period.1)
        ))
        .into());
    }
    let tally = match counted(&mapping, &args.from)? {
        Ok(tally) => tally,
        Err(problems) => return Ok(refuse(&problems)),
    };
    if tally.rows == 0 {
        let days = format!("{} to {}", crate::day::long(mapping.period.0), crate::day::long(mapping.period.1));
        complain(&format!("No row of the extract is from {days}; nothing was written."));
        return Ok(Status::Unreadable);
    }
    let protected = protect(&mapping, &tally);
    let clashes: Vec<String> =
        earlier.iter().flat_map(|e| across(&protected.measures, &e.assessment.measures)).map(|f| f.message).collect();
    if !clashes.is_empty() {
        return Ok(refuse(&clashes));
    }
    let wanted = match merge(&file.assessment.measures, &protected.measures, args.replace) {
        Err(problems) => return Ok(refuse(&problems)),
        Ok(Merged::NothingNew) => None,
        Ok(Merged::Changed(measures)) => Some(Assessment { measures, ..file.assessment.clone() }),
    };
    for gone in &protected.left_out {
        tell(&format!("{} is not broken down by {}: {}.", gone.measure, gone.breakdown, gone.because), around);
    }
    let rows = format!("{} in the period, {} outside it", count_of(tally.rows, "row", "rows"), tally.outside);
    let path = store::shown(file.path());
    let Some(wanted) = wanted else {
        print(&format!("{rows}. Nothing new: {path} has these numbers already.\n"))?;
        return Ok(Status::Fine);
    };
    let voided = paper::sign_off::voided(&file.assessment, &wanted);
    if !voided.is_empty() {
        // Measures are part of what was signed, and nobody who signed has seen these.
        complain(&format!(
            "warning: with these numbers {} what is in {path}: {}. Whoever signed has to see them and sign again; vpr verify shows who",
            if voided.len() == 1 { "this sign-off no longer covers" } else { "these sign-offs no longer cover" },
            voided.join("; ")
        ));
    }
    if args.dry_run {
        let only = Assessment { measures: protected.measures, ..file.assessment.clone() };
        show(&file, &only, &[], around)?;
        complain(&format!("{rows}. Nothing was written; without --dry-run these numbers go into {path}."));
        return Ok(Status::Fine);
    }
    let before = file.path().to_owned();
    let kept = file.save(&wanted)?;
    match workfile::tell(&kept, &before) {
        Some(told) => complain(&told),
        None => print(&format!("{rows}. {} saved in {path}.\n", numbers(&protected.measures)))?,
    }
    Ok(Status::Fine)
}

/// A cycle that follows on another is held against it: numbers of periods that overlap give by subtraction what none gives.
fn hold_against_earlier(args: &ImportArgs, now: &Assessment, earlier: &[WorkFile<'_>]) -> Result<()> {
    for last in earlier {
        workfile::same_organisation(now, &last.assessment)?;
    }
    match &now.cycle.previous {
        Some(previous) if earlier.is_empty() && !args.without_last => Err(Misuse(format!(
            "{} follows on {}, and if the periods of the two overlap, the difference of their numbers can be a handful of people; \
             name the file of every earlier cycle with --last FILE, or, if none has measures, say --without-last",
            store::shown(&args.file),
            clean_line(&previous.name)
        ))
        .into()),
        _ => Ok(()),
    }
}

/// "24 numbers, 5 of them as fewer than a limit and 2 withheld,".
fn numbers(measures: &[Measure]) -> String {
    let small = measures.iter().filter(|m| matches!(m.amount, Amount::FewerThan(_))).count();
    let withheld = measures.iter().filter(|m| m.amount == Amount::Withheld).count();
    let all = count_of(measures.len(), "number", "numbers");
    if small + withheld == 0 { all } else { format!("{all} ({small} too small to be given, {withheld} withheld)") }
}

fn refuse(problems: &[String]) -> Status {
    for problem in problems.iter().take(MOST_SHOWN) {
        complain(&format!("error: {problem}"));
    }
    let more = problems.len().saturating_sub(MOST_SHOWN);
    let rest = if more > 0 { format!(", {more} of them not shown") } else { String::new() };
    complain(&format!("{}{rest}; nothing was written.", count_of(problems.len(), "problem", "problems")));
    Status::Findings
}

fn mapping(path: &Path) -> Result<Mapping> {
    reading::sound(path, parse)
}

/// The counts of an extract, or its problems with their places. Nothing of what stands in it is ever shown.
fn counted(mapping: &Mapping, path: &Path) -> Result<Result<Tally, Vec<String>>> {
    let name = store::shown(path);
    let bytes = store::read_bytes(path, MOST)?;
    let records = match csv::read(&bytes, csv::Dialect::Plain) {
        Ok(records) => records,
        Err(problem) => return Ok(Err(vec![format!("{name}: {problem}")])),
    };
    let mut records = records.into_iter();
    let headings = records.next().map(|r| r.cells).unwrap_or_default();
    if let [only] = headings.as_slice()
        && let Some(mark) = only.chars().find(|c| matches!(c, ';' | '\t'))
    {
        let mark = if mark == ';' { "semicolons" } else { "tabs" };
        return Ok(Err(vec![format!("{name}: the cells are separated by {mark}; save it as CSV with commas")]));
    }
    // A spreadsheet likes to end its file with rows of empty cells.
    let rows: Vec<Row> =
        records.filter(|r| r.cells.iter().any(|c| !c.trim().is_empty())).map(|r| Row { line: r.line, cells: r.cells }).collect();
    let at = |p: Problem| match p.column {
        0 => format!("{name}:{}: {}", p.line, p.what),
        column => format!("{name}:{}:{column}: {}", p.line, p.what),
    };
    Ok(tally(mapping, &headings, &rows).map_err(|problems| problems.into_iter().map(at).collect()))
}
