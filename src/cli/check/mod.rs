//! `vpr check PATH…`: every problem in every file, and one verdict.

mod args;
mod work;

pub use args::CheckArgs;

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};

use super::surroundings::{Screen, Surroundings};
use super::{Misuse, Refused, Status, packs, print};
use crate::check::{Checked, Checker, Expectations, FileReport, Outcome, Tally, expect, rules};
use crate::diagnostic::Diagnostics;
use crate::paper;
use crate::render::diagnostics::MOST;
use crate::render::terminal;
use crate::render::verdict::{Text, Verdict};
use crate::standard::Catalogue;
use crate::store::{self, Found, Unread};
use crate::text::Source;
use args::Format;

/// The name of standard input in messages.
const STDIN: &str = "standard input";
/// More files than this take long enough for a person to wonder.
const MANY: usize = 500;

pub fn run(args: &CheckArgs, around: &Surroundings) -> Result<Status> {
    if args.list_rules {
        print(&terminal::write(&paper::rules(&rules::ALL), around.width, around.look()))?;
        return Ok(Status::Fine);
    }
    let catalogue = packs::load(around.standards.as_deref())?;
    let expectations =
        args.expect.as_deref().map_or_else(|| Ok(Expectations::default()), |path| expectations(path, &catalogue))?;
    let checker = Checker::new(&catalogue, around.today, &expectations);
    let mut verdict = verdict(args, around);
    let mut tally = Tally::default();
    let mut out = io::stdout().lock();
    let mut bytes = Vec::new();
    verdict.begin(&mut bytes);

    let (names, from_input) = names(args)?;
    if from_input {
        let report = report(&checker, STDIN.to_owned(), store::look_at(Path::new(STDIN), io::stdin().lock()), true);
        tally.add(&report);
        verdict.file(&report, &mut bytes);
    }
    let files = store::find(&names, args.respect_gitignore);
    let progress = progress(files.len(), around);
    work::in_order(
        &files,
        |found| check(&checker, found),
        |report| {
            tally.add(&report);
            verdict.file(&report, &mut bytes);
            out.write_all(&bytes)?;
            bytes.clear();
            progress.inc(1);
            Ok(())
        },
    )?;
    progress.finish_and_clear();
    if tally.found() == 0 {
        return Err(anyhow!("no assessment file was found; name files, or a folder that has .yaml files in it"));
    }
    verdict.end(&tally, &mut bytes);
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(status(args, &tally))
}

fn expectations(path: &Path, catalogue: &Catalogue) -> Result<Expectations> {
    match store::look(path) {
        Ok(source) => {
            let mut sink = Diagnostics::new(source.clone());
            expect::parse(&source, catalogue, &mut sink).ok_or_else(|| Refused(Box::new(sink)).into())
        }
        Err(Unread::Problem(problems)) => Err(Refused(problems).into()),
        Err(Unread::Failure(failure)) => Err(failure.into()),
    }
}

/// Not read beats bad, and bad beats fine.
fn status(args: &CheckArgs, tally: &Tally) -> Status {
    if tally.unread > 0 {
        Status::Unreadable
    } else if tally.at_least(args.fail_on.severity()) > 0 {
        Status::Findings
    } else {
        Status::Fine
    }
}

fn verdict(args: &CheckArgs, around: &Surroundings) -> Box<dyn Verdict> {
    let most = args.max_per_file.map_or(MOST, |most| most as usize);
    match args.format {
        Format::Text => Box::new(Text { width: around.width, form: around.form(), most }),
    }
}

/// The paths to look at, and whether standard input is one of the files.
fn names(args: &CheckArgs) -> Result<(Vec<PathBuf>, bool)> {
    let (input, mut names): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(|p| p == Path::new("-"));
    if let Some(list) = &args.files_from {
        let from_input = list == Path::new("-");
        if from_input && !input.is_empty() {
            return Err(Misuse("standard input can be the list of files or a file, not both".to_owned()).into());
        }
        let text = if from_input { read_input()? } else { listed(list)? };
        names.extend(text.lines().map(|l| l.trim_end_matches('\r')).filter(|l| !l.is_empty()).map(PathBuf::from));
        if names.is_empty() {
            return Err(anyhow!("the list of files is empty, so nothing was checked"));
        }
    } else if args.paths.is_empty() {
        return Err(Misuse(
            "name what to check: files, folders, or - for standard input. As: vpr check northfield.yaml".to_owned(),
        )
        .into());
    }
    Ok((names, !input.is_empty()))
}

fn listed(list: &Path) -> Result<String> {
    match store::look(list) {
        Ok(source) => Ok(source.text().to_owned()),
        Err(Unread::Problem(problems)) => Err(Refused(problems).into()),
        Err(Unread::Failure(failure)) => Err(failure.into()),
    }
}

fn read_input() -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| anyhow!("the list of files is not UTF-8 text"))
}

fn check(checker: &Checker<'_>, found: &Found) -> FileReport {
    let path = store::shown(&found.path).replace('\\', "/");
    if let Some(trouble) = &found.trouble {
        return FileReport { path, outcome: Outcome::Unread(trouble.reason.clone()) };
    }
    report(checker, path, store::look(&found.path), found.named)
}

fn report(checker: &Checker<'_>, path: String, read: Result<Source, Unread>, named: bool) -> FileReport {
    let outcome = match read {
        Ok(source) => match checker.check(&source, named) {
            Checked::Assessment(problems) => Outcome::Checked(problems),
            Checked::Other => Outcome::Skipped("not an assessment: it has none of `format`, `standard` and `answers`"),
        },
        Err(Unread::Problem(problems)) => Outcome::Checked(*problems),
        Err(Unread::Failure(failure)) => Outcome::Unread(failure.reason),
    };
    FileReport { path, outcome }
}

/// A bar for long work, on a terminal only.
fn progress(files: usize, around: &Surroundings) -> ProgressBar {
    if files < MANY || !around.interactive || around.screen != Screen::Drawn {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{pos} of {len} files checked {bar:30}") {
        bar.set_style(style);
    }
    bar
}
