//! `vpr answer`: one answer from flags, or many from a CSV on standard input.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Read as _};

use anyhow::{Context as _, Result};

use super::args::AnswerArgs;
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, packs, print};
use crate::assessment::Author;
use crate::assessment::edit::{Edit, apply, heading_problems};
use crate::render::csv;
use crate::store;
use crate::text::count_of;

/// Most bytes of CSV that are read.
const MOST: u64 = 5 * 1024 * 1024;

pub fn run(args: &AnswerArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    workfile::lock(&args.file)?;
    let mut file = WorkFile::open(&args.file, &catalogue, around)?;
    let edits = match &args.id {
        Some(id) => vec![from_flags(id, args)?],
        None => match from_table()? {
            Ok(edits) => edits,
            Err(problems) => return Ok(refuse(&problems)),
        },
    };
    let author = Author { today: around.today, role: args.role.clone() };
    let wanted = match apply(&file.assessment, file.standard, &edits, &author) {
        Ok(wanted) => wanted,
        Err(problems) => return Ok(refuse(&problems)),
    };
    let changed = wanted.answers.iter().filter(|(id, answer)| file.assessment.answers.get(id) != Some(answer)).count();
    let path = store::shown(file.path());
    if changed == 0 {
        print(&format!("Nothing new: {path} says all of this already.\n"))?;
        return Ok(Status::Fine);
    }
    let before = file.path().to_owned();
    let kept = file.save(&wanted)?;
    match workfile::tell(&kept, &before) {
        Some(told) => complain(&told),
        None => print(&format!("{} saved in {path}.\n", count_of(changed, "answer", "answers")))?,
    }
    Ok(Status::Fine)
}

fn refuse(problems: &[String]) -> Status {
    for problem in problems {
        complain(&format!("error: {problem}"));
    }
    complain(&format!("{}; nothing was written.", count_of(problems.len(), "problem", "problems")));
    Status::Findings
}

fn from_flags(id: &str, args: &AnswerArgs) -> Result<Edit> {
    let flags = [
        ("rating", &args.rating),
        ("because", &args.because),
        ("evidence_title", &args.evidence),
        ("evidence_where", &args.location),
        ("evidence_dated", &args.dated),
        ("evidence_review_by", &args.review_by),
        ("action_what", &args.action),
        ("action_owner", &args.owner),
        ("action_due", &args.due),
        ("action_status", &args.status),
        ("not_applicable", &args.not_applicable),
        ("approved_by", &args.approved_by),
        ("later", &args.later),
    ];
    let mut cells: BTreeMap<String, String> =
        flags.into_iter().filter_map(|(heading, value)| Some((heading.to_owned(), value.clone()?))).collect();
    if !args.skip.is_empty() {
        cells.insert("skipped".to_owned(), args.skip.join(","));
    }
    if cells.is_empty() {
        return Err(Misuse(format!("say what the answer to {id} is, for example --rating amber; see vpr answer --help")).into());
    }
    Ok(Edit { place: String::new(), id: id.to_owned(), cells })
}

/// The rows of the CSV on standard input, or every problem with its headings.
fn from_table() -> Result<Result<Vec<Edit>, Vec<String>>> {
    if io::stdin().is_terminal() {
        return Err(Misuse(
            "name a requirement, for example `vpr answer FILE L1 --rating green`, or give a CSV on standard input".to_owned(),
        )
        .into());
    }
    let mut bytes = Vec::new();
    io::stdin().take(MOST + 1).read_to_end(&mut bytes).context("could not read standard input")?;
    if bytes.len() as u64 > MOST {
        return Ok(Err(vec!["the CSV is larger than 5 MB".to_owned()]));
    }
    let rows = match csv::read(&bytes, csv::Dialect::Excel) {
        Ok(rows) => rows,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let Some((first, rows)) = rows.split_first() else { return Ok(Err(vec!["there is nothing on standard input".to_owned()])) };
    let headings: Vec<String> = first.cells.iter().map(|h| h.trim().to_lowercase()).collect();
    if let [only] = headings.as_slice()
        && let Some(mark) = only.chars().find(|c| matches!(c, ';' | '\t'))
    {
        let mark = if mark == ';' { "semicolons" } else { "tabs" };
        return Ok(Err(vec![format!("the cells are separated by {mark}; save it as CSV with commas")]));
    }
    let mut problems = heading_problems(&headings);
    let mut edits = Vec::new();
    // A spreadsheet likes to end its file with rows of empty cells.
    for row in rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())) {
        if row.cells.len() > headings.len() {
            problems.push(format!(
                "line {}: {} cells, but {} headings; is a comma not in quotes?",
                row.line,
                row.cells.len(),
                headings.len()
            ));
            continue;
        }
        let mut cells: BTreeMap<String, String> = headings.iter().cloned().zip(row.cells.iter().cloned()).collect();
        let id = cells.remove("id").unwrap_or_default();
        edits.push(Edit { place: format!("line {}", row.line), id: id.trim().to_owned(), cells });
    }
    Ok(if problems.is_empty() { Ok(edits) } else { Err(problems) })
}
