//! `vpr check PATH…`: every problem in every file, and one verdict.

mod args;
mod mend;
mod name;
mod uri;
mod work;

pub use args::CheckArgs;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, Result};
use indicatif::ProgressBar;

use super::surroundings::Surroundings;
use super::{Misuse, Refused, Status, complain, note, packs, print, reading, tell};
use crate::check::{Checked, Checker, Expectations, FileReport, Outcome, Tally, covered, expect, masked, rules};
use crate::paper;
use crate::render::diagnostics::MOST;
use crate::render::terminal;
use crate::render::verdict::{GitHub, GitLab, JUnit, Json, Sarif, Sheet, Text, Verdict, Written, summary};
use crate::standard::Catalogue;
use crate::store::{self, Failure, Found, Loaded, Name, Unread};
use crate::text::Source;
use args::Format;
use mend::Mend;
use name::{Named, report_of};

/// The name of standard input in messages.
const STDIN: &str = "standard input";
/// Why a file that a link leads to is not changed: it may be anybody's.
const BEHIND_LINK: &str = "a link leads to this file, so nothing in it is changed for you; name the file itself";
/// More files than this take long enough for a person to wonder.
const MANY: usize = 500;

pub fn run(args: &CheckArgs, around: &Surroundings) -> Result<Status> {
    if args.list_rules {
        print(&terminal::write(&paper::rules(&rules::ALL), around.width, around.look()))?;
        return Ok(Status::Fine);
    }
    let Names { paths, from_input, empty_list } = match names(args) {
        Err(error) if error.is::<Failure>() => return not_begun(error, args, around),
        names => names?,
    };
    let (catalogue, expectations) = match demands(args, around) {
        Ok(demands) => demands,
        Err(error) => return not_begun(error, args, around),
    };
    let checker = Checker::new(&catalogue, around.today, &expectations);
    let verdict = verdict(args, around);
    let mut mend = Mend::of(args, from_input)?;
    let mut bytes = Vec::new();
    let mut sheet = Sheet::new(verdict.as_ref(), &mut bytes);
    if let Some(list) = empty_list {
        let report = report_of(&list, Outcome::Missing("no file is listed here".to_owned()));
        sheet.add(Written::new(verdict.as_ref(), &report), &mut bytes);
    }
    if from_input {
        let path = PathBuf::from(STDIN);
        let read = store::look_at(&path, io::stdin().lock());
        let report = match &mut mend {
            None => report_of(&path, looked_at(&checker, read, true)),
            Some(mend) => {
                let report = |read| report_of(&path, looked_at(&checker, read, true));
                mended(mend, &checker, read.map(|source| (source, None)), report, &mut bytes)
            }
        };
        note(|| format!("looked at: {STDIN}"));
        sheet.add(Written::new(verdict.as_ref(), &report), &mut bytes);
    }
    let search = store::find(&paths, args.respect_gitignore);
    sheet.leave_out(search.ignored, search.of_other_kinds);
    let files = Named::all(search.found);
    let progress = if files.len() < MANY { ProgressBar::hidden() } else { around.progress(files.len(), "files checked") };
    let mut out = Out::new();
    let mut take = |file: &Named, written: Written, bytes: &mut Vec<u8>| {
        note(|| format!("looked at: {}", masked(&store::shown(&file.found.path))));
        sheet.add(written, bytes);
        progress.inc(1);
        progress.suspend(|| out.write(bytes))
    };
    match &mut mend {
        None => work::in_order(
            &files,
            |file| Written::new(verdict.as_ref(), &check(&checker, file)),
            |file, written| take(file, written.unwrap_or_else(|| Written::new(verdict.as_ref(), &fault(file))), &mut bytes),
        )?,
        // One after the other: two names of one file must not be written at the same time.
        Some(mend) => files.iter().try_for_each(|file| {
            let found = &file.found;
            let report = if found.trouble.is_some() || found.passed_over.is_some() {
                check(&checker, file)
            } else {
                let read = store::read(&found.path).map(|loaded| (loaded.source.clone(), Some(loaded)));
                mended(mend, &checker, read, |read| file.report(found_at(&checker, read, found)), &mut bytes)
            };
            take(file, Written::new(verdict.as_ref(), &report), &mut bytes)
        })?,
    }
    progress.finish_and_clear();
    let tally = sheet.end(&mut bytes);
    out.write(&mut bytes)?;
    out.flush()?;
    if args.format.is_read_by_machines_only() {
        complain(&summary(&tally));
    }
    if let Some(words) = mend::last_words(mend.as_ref(), &tally, args.format) {
        tell(&words, around);
    }
    Ok(status(args, &tally))
}

/// The packs at hand, and what is expected of the files.
fn demands(args: &CheckArgs, around: &Surroundings) -> Result<(Catalogue, Expectations)> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let expectations = args.expect.as_deref().map_or_else(
        || Ok(Expectations::default()),
        |path| reading::sound(path, |source, sink| expect::parse(source, &catalogue, sink)),
    )?;
    Ok((catalogue, expectations))
}

/// Mistakes in a pack or in what is expected, told in the format asked for: whoever looks for them there must not find an empty
/// file. Nothing was checked then.
fn not_begun(error: Error, args: &CheckArgs, around: &Surroundings) -> Result<Status> {
    if args.format == Format::Text {
        complain("No assessment was checked: what is wrong here has to be put right first.");
        return Err(error);
    }
    let (path, outcome, status) = match error.downcast::<Refused>() {
        Ok(Refused(problems)) => {
            (PathBuf::from(problems.source().name()), Outcome::Checked(covered(*problems)), Status::Findings)
        }
        Err(error) => {
            let failure = error.downcast::<Failure>()?;
            (failure.path.clone(), failed(&failure), Status::Unreadable)
        }
    };
    let verdict = verdict(args, around);
    let mut bytes = Vec::new();
    let mut sheet = Sheet::new(verdict.as_ref(), &mut bytes);
    complain(&format!("No assessment was checked: {} has to be put right first.", masked(&store::shown(&path))));
    let mut written = Written::new(verdict.as_ref(), &report_of(&path, outcome));
    // It is no assessment, and counts for none.
    (written.tally.checked, written.tally.clean) = (0, 0);
    sheet.add(written, &mut bytes);
    let tally = sheet.end(&mut bytes);
    if args.format.is_read_by_machines_only() {
        complain(&summary(&tally));
    }
    let mut out = Out::new();
    out.write(&mut bytes)?;
    out.flush()?;
    Ok(status)
}

/// Not read, not written or nothing checked beats bad, and bad beats fine.
fn status(args: &CheckArgs, tally: &Tally) -> Status {
    if !tally.is_complete() {
        Status::Unreadable
    } else if tally.has_at_least(args.fail_on.severity()) {
        Status::Findings
    } else {
        Status::Fine
    }
}

fn verdict(args: &CheckArgs, around: &Surroundings) -> Box<dyn Verdict> {
    let most = args.max_per_file.map_or(MOST, |most| most as usize);
    match args.format {
        Format::Text => Box::new(Text { width: around.width, form: around.form(), most }),
        Format::Json => Box::new(Json { most }),
        Format::Sarif => Box::new(Sarif { most }),
        Format::Junit => Box::new(JUnit { most, fail_on: args.fail_on.severity() }),
        Format::Github => Box::new(GitHub { most }),
        Format::Gitlab => Box::new(GitLab { most }),
    }
}

/// What is to be looked at.
struct Names {
    paths: Vec<Name>,
    /// Whether standard input is one of the files.
    from_input: bool,
    /// The list of files, where it lists none: somebody meant to have some checked.
    empty_list: Option<PathBuf>,
}

fn names(args: &CheckArgs) -> Result<Names> {
    let (input, typed): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(|p| p == Path::new("-"));
    let mut paths: Vec<Name> = typed.into_iter().map(Name::Typed).collect();
    let mut empty_list = None;
    if let Some(list) = &args.files_from {
        let is_input = list == Path::new("-");
        if is_input && !input.is_empty() {
            return Err(Misuse("standard input can be the list of files or a file, not both".to_owned()).into());
        }
        let list = if is_input { Path::new(STDIN) } else { list };
        let listed = if is_input { store::read_list(list, io::stdin().lock())? } else { store::open_list(list)? };
        empty_list = listed.is_empty().then(|| list.to_owned());
        paths.extend(listed.into_iter().map(Name::Listed));
    } else if args.paths.is_empty() {
        return Err(Misuse(
            "name what to check: files, folders, or - for standard input. As: vpr check northfield.yaml".to_owned(),
        )
        .into());
    }
    Ok(Names { paths, from_input: !input.is_empty(), empty_list })
}

fn check(checker: &Checker<'_>, file: &Named) -> FileReport {
    let found = &file.found;
    file.report(match (&found.trouble, found.passed_over) {
        (Some(trouble), _) => failed(trouble),
        (None, Some(why)) => outcome(checker.pass_over(&store::shown(&found.path), why)),
        (None, None) => found_at(checker, store::look(&found.path), found),
    })
}

/// What came of a file once it was put right.
fn mended(
    mend: &mut Mend,
    checker: &Checker<'_>,
    read: Result<(Source, Option<Loaded>), Unread>,
    report: impl Fn(Result<Source, Unread>) -> FileReport,
    results: &mut Vec<u8>,
) -> FileReport {
    match read {
        Ok((source, loaded)) => mend.file(checker, &source, loaded, report(Ok(source.clone())), results),
        Err(unread) => report(Err(unread)),
    }
}

fn found_at(checker: &Checker<'_>, read: Result<Source, Unread>, found: &Found) -> Outcome {
    match looked_at(checker, read, found.named) {
        Outcome::Checked(problems) if problems.fixable().next().is_some() && found.is_behind_link() => {
            Outcome::Checked(problems.without_fixes(BEHIND_LINK))
        }
        outcome => outcome,
    }
}

fn looked_at(checker: &Checker<'_>, read: Result<Source, Unread>, named: bool) -> Outcome {
    match read {
        Ok(source) => outcome(checker.check(&source, named)),
        Err(Unread::Problem(problems)) => Outcome::Checked(checker.refused(*problems)),
        Err(Unread::Failure(failure)) => failed(&failure),
    }
}

fn outcome(checked: Checked) -> Outcome {
    match checked {
        Checked::Assessment(problems) => Outcome::Checked(problems),
        Checked::Other(why) => Outcome::Skipped(why),
        Checked::PassedOver(why) => Outcome::PassedOver(why),
        Checked::Refused(problem) => Outcome::Refused(problem),
    }
}

fn failed(failure: &Failure) -> Outcome {
    // It may name another file that was meant.
    let reason = masked(&failure.reason).into_owned();
    if failure.missing { Outcome::Missing(reason) } else { Outcome::Unread(reason) }
}

/// One file that the program itself failed at must not take the verdict on all others with it.
fn fault(file: &Named) -> FileReport {
    let reason = "vpr itself failed at this file, which is a fault in vpr; please report it, if you may with the file";
    file.report(Outcome::Unread(reason.to_owned()))
}

/// Standard output. When its reader has had enough, the rest is not written but still checked: whoever pipes into `head` and
/// asks for the exit status is owed the right one.
struct Out {
    out: io::StdoutLock<'static>,
    closed: bool,
}

impl Out {
    fn new() -> Self {
        Self { out: io::stdout().lock(), closed: false }
    }

    fn write(&mut self, bytes: &mut Vec<u8>) -> Result<()> {
        let result = if self.closed { Ok(()) } else { self.out.write_all(bytes) };
        bytes.clear();
        self.forgive(result)
    }

    fn flush(&mut self) -> Result<()> {
        let result = if self.closed { Ok(()) } else { self.out.flush() };
        self.forgive(result)
    }

    fn forgive(&mut self, result: io::Result<()>) -> Result<()> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed = true,
            result => result.context("could not write what was found")?,
        }
        Ok(())
    }
}
