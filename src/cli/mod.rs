//! The command line: arguments in, one command a file, an exit status out. The only module that prints, asks the clock or
//! reads the environment.

mod answer;
mod args;
mod assess;
mod check;
mod clear;
mod demo;
mod evidence;
mod explain;
mod findings;
mod interrupt;
mod man;
mod measures;
mod mistake;
mod new;
mod packs;
mod plan;
mod prompt;
mod reading;
mod report;
mod schema;
mod sign;
mod standard;
mod status;
mod surroundings;
mod verify;
mod workfile;

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use clap::{CommandFactory as _, Parser as _};

use crate::check::{covered, masked};
use crate::diagnostic::Diagnostics;
use crate::render::{diagnostics, wrap};
use crate::text::{inert, plain_marks};
use args::{Args, Command};
use surroundings::{Surroundings, is_utf8, screen_width};

/// How a run ended: the same whatever the output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// All is well.
    Fine,
    /// Something was read and is bad.
    Findings,
    /// The command line makes no sense.
    Usage,
    /// Something could not be read or written, or nothing was found.
    Unreadable,
    /// Ctrl-C.
    Interrupted,
}

impl Status {
    /// This one, or the other where this one is fine.
    const fn or(self, other: Self) -> Self {
        match self {
            Self::Fine => other,
            worse => worse,
        }
    }

    const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
            Self::Interrupted => 130,
        }
    }
}

/// The command line can't be carried out as it stands; the message says what to write instead.
#[derive(Debug)]
struct Misuse(String);

/// A file has problems that keep it from being used.
#[derive(Debug)]
struct Refused(Box<Diagnostics>);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} can't be used as it is", self.0.source().name())
    }
}

impl std::error::Error for Misuse {}
impl std::error::Error for Refused {}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    interrupt::survive_size_limits();
    let args = match Args::try_parse().map_err(mistake::answered) {
        Ok(args) => args,
        Err(said) => {
            // Help and the version come this way too. Where nobody reads them there is nobody to tell.
            let _ = said.print();
            return ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(Status::Usage.code()));
        }
    };
    VERBOSE.store(args.verbose, Ordering::Relaxed);
    let status = match Surroundings::new(&args) {
        Ok(around) => run(args.command, &around).unwrap_or_else(|error| explain_failure(&error, &around)),
        Err(error) => {
            complain(&format!("error: {error:#}"));
            Status::Usage
        }
    };
    workfile::unlock();
    ExitCode::from(status.code())
}

fn run(command: Command, around: &Surroundings) -> Result<Status> {
    match command {
        Command::Demo(args) => demo::run(&args, around),
        Command::New(args) => new::run(args, around),
        Command::Assess(args) => assess::run(&args, around),
        Command::Answer(args) => answer::run(&args, around),
        Command::Status(args) => status::run(&args, around),
        Command::Report(args) => report::run(&args, around),
        Command::Check(args) => check::run(&args, around),
        Command::Sign(args) => sign::run(&args, around),
        Command::Verify(args) => verify::run(&args, around),
        Command::Plan(args) => plan::run(&args, around),
        Command::Evidence(args) => evidence::run(&args, around),
        Command::Measures(args) => measures::run(&args, around),
        Command::Clear(args) => clear::run(&args, around),
        Command::Explain(args) => explain::run(&args, around),
        Command::Standard(args) => standard::run(&args, around),
        Command::Schema(args) => schema::run(&args, around),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "vpr", &mut script);
            print(&String::from_utf8_lossy(&script))?;
            Ok(Status::Fine)
        }
        Command::Man => man::run(),
    }
}

/// Says what went wrong, and with which status to leave.
fn explain_failure(error: &anyhow::Error, around: &Surroundings) -> Status {
    if let Some(refused) = error.downcast_ref::<Refused>() {
        complain(told(&refused.0, around).trim_end());
        return Status::Findings;
    }
    if let Some(misuse) = error.downcast_ref::<Misuse>() {
        fail(&misuse.to_string(), around);
        return Status::Usage;
    }
    if error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)) {
        // The reader, `head` for one, has had enough. That is no error.
        return Status::Fine;
    }
    // It quotes names of files, and so does the system.
    fail(&masked(&format!("{error:#}")), around);
    Status::Unreadable
}

/// The problems of a file, to print. The one way there is for a command that does not check: nothing that may identify someone
/// is on it.
fn told(problems: &Diagnostics, around: &Surroundings) -> String {
    diagnostics::write(&covered(problems.clone()), around.width, around.form())
}

/// Why a run failed: in lines that fit for a person, in one for a program.
fn fail(why: &str, around: &Surroundings) {
    let why = format!("error: {why}");
    if around.interactive { tell(&why, around) } else { complain(&why) }
}

/// Text for the person, beside the results, in lines that fit. A path is never broken: it is there to be copied.
fn tell(text: &str, around: &Surroundings) {
    complain(&wrap(text, around.width, "", "", false).join("\n"));
}

/// Lines that fit the screen, where a person has one; else one line, as programs like it. A path is never broken.
fn for_person(text: &str) -> Cow<'_, str> {
    if io::stderr().is_terminal() { wrap(text, screen_width(), "", "", false).join("\n").into() } else { text.into() }
}

/// With `-v`: what is being done, on standard error.
fn note(what: impl FnOnce() -> String) {
    if VERBOSE.load(Ordering::Relaxed) {
        complain(&for_person(&format!("vpr: {}", what())));
    }
}

/// Whether `-v` was given.
static VERBOSE: AtomicBool = AtomicBool::new(false);

/// A line to the person, beside the results. A build server reads it as well, and it may quote a stranger.
fn complain(line: &str) {
    // Where even that fails there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", for_screen(&inert(line), io::stderr().is_terminal()));
}

/// Text in letters that the terminal has. Files and other programs always get UTF-8.
fn for_screen(text: &str, is_terminal: bool) -> Cow<'_, str> {
    if is_terminal && !is_utf8() { plain_marks(text) } else { Cow::Borrowed(text) }
}

/// A result.
fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    let text = for_screen(text, out.is_terminal());
    out.write_all(text.as_bytes())?;
    out.flush()?;
    note(|| format!("written: {} bytes to standard output", text.len()));
    Ok(())
}
