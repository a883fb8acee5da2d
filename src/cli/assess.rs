//! `vpr assess`: the walk, every reply on disk before the next question.

use std::io::{self, BufReader, Write as _};

use anyhow::{Context as _, Result};
use dialoguer::console::Term;

use super::args::{AssessArgs, By};
use super::prompt::{Plain, Terminal};
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, packs, tell};
use crate::assessment::{Author, Paired};
use crate::interview::{Effect, Interview, Only, Order, Prompt, Reply, Say, Turn};
use crate::paper;
use crate::render::terminal;
use crate::score::Scorecard;
use crate::text::count_of;

pub fn run(args: &AssessArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    workfile::lock(&args.file)?;
    let mut file = WorkFile::open(&args.file, &catalogue, around)?;
    let only: Vec<Only> =
        args.only.iter().map(|word| Only::parse(word, file.standard)).collect::<Result<_, _>>().map_err(Misuse)?;
    let order = match args.by {
        By::Stage => Order::Stage,
        By::Domain if file.standard.domains.is_empty() => {
            let why = format!("{} has no domains; leave out --by, and the walk goes by stage", file.standard.reference);
            return Err(Misuse(why).into());
        }
        By::Domain => Order::Domain,
    };
    let author = Author { today: around.today, role: args.role.clone() };
    let mut interview = Interview::new(file.standard, file.assessment.clone(), order, &only, author)
        .context("this file answers another standard")?;
    on_interrupt(|| format!("All confirmed replies are saved. To go on: vpr assess {}", workfile::at_work()))?;
    introduce(&file, around);
    let outcome = if around.interactive && !around.plain {
        walk(&mut interview, &mut Terminal::new(around.width), &mut file, around)?
    } else {
        let input = BufReader::new(io::stdin());
        let mut prompt = Plain::new(input, io::stderr(), around.width, !around.interactive);
        walk(&mut interview, &mut prompt, &mut file, around)?
    };
    close(outcome, &file, around);
    Ok(Status::Fine)
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is open any more on this walk.
    Finished,
    /// The person stopped.
    Stopped,
    /// The replies ended.
    InputEnded,
}

/// Asks, applies, saves, until the end.
pub fn walk(
    interview: &mut Interview<'_>,
    prompt: &mut dyn Prompt,
    file: &mut WorkFile<'_>,
    around: &Surroundings,
) -> Result<Outcome> {
    let mut first = Vec::new();
    loop {
        match interview.turn() {
            Turn::Finished(said) => {
                for say in first.drain(..).chain(said) {
                    if let Say::Note(line) | Say::Problem(line) = say {
                        complain(&line);
                    }
                }
                return Ok(Outcome::Finished);
            }
            Turn::Milestone(title) => first.push(Say::Standing(format!("{title} is done for now.\n{}", standing(file, around)))),
            Turn::Ask(said, ask) => {
                let said: Vec<Say> = first.drain(..).chain(said).collect();
                let reply = match prompt.ask(&said, &ask) {
                    Ok(reply) => reply,
                    // The handler of Ctrl-C is about to end the process: wait for it, and save nothing.
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => loop {
                        std::thread::park();
                    },
                    Err(error) => {
                        return Err(error).context("no more replies can be read; all confirmed ones are saved");
                    }
                };
                let typed = if let Reply::Typed(line) = &reply { line.clone() } else { String::new() };
                let ended = reply == Reply::End;
                match interview.apply(reply) {
                    Effect::Stop if ended => return Ok(Outcome::InputEnded),
                    Effect::Stop => return Ok(Outcome::Stopped),
                    Effect::Unchanged => {}
                    Effect::Changed => {
                        let before = file.path().to_owned();
                        let kept = file.save(interview.assessment()).inspect_err(|_| complain(&unsaved(&typed)))?;
                        first.extend(workfile::tell(&kept, &before).map(Say::Note));
                    }
                }
            }
        }
    }
}

fn unsaved(typed: &str) -> String {
    let typed = crate::text::clean(typed);
    format!("\nThe last reply is not saved; all before it are. Here it is, to copy:\n{}\n", typed.trim_end())
}

fn introduce(file: &WorkFile<'_>, around: &Surroundings) {
    let organisation = crate::text::clean_line(&file.assessment.organisation.name).into_owned();
    let lines = [
        format!("{organisation}, {}: {}.", crate::text::clean_line(&file.assessment.cycle.name), file.standard.title),
        file.standard.notice(),
        "Each reply is saved before the next question. Stop with :save or Ctrl-C; :help says what can be typed.".to_owned(),
    ];
    for line in lines {
        tell(&line, around);
    }
}

/// Where it stands and what is most worth doing next.
fn standing(file: &WorkFile<'_>, around: &Surroundings) -> String {
    let Some(paired) = Paired::new(file.standard, &file.assessment) else { return String::new() };
    let card = Scorecard::new(paired, around.today);
    terminal::write(&paper::standing(&card), around.width, around.look()).trim_end().to_owned()
}

fn close(outcome: Outcome, file: &WorkFile<'_>, around: &Surroundings) {
    let path = workfile::quoted(file.path());
    let open = Paired::new(file.standard, &file.assessment).map_or(0, |p| p.open().len());
    complain(&format!("\n{}\n", standing(file, around)));
    let first = match outcome {
        Outcome::Finished if open == 0 => "Nothing is open any more.".to_owned(),
        Outcome::Finished => "Nothing more is open on this walk.".to_owned(),
        Outcome::Stopped => "Stopped.".to_owned(),
        Outcome::InputEnded if around.interactive => "Stopped.".to_owned(),
        Outcome::InputEnded => "The replies ended.".to_owned(),
    };
    tell(&format!("{first} All confirmed replies are saved in {path}."), around);
    if open > 0 {
        tell(&format!("{} still open.", count_of(open, "requirement is", "requirements are")), around);
    }
    // Commands stay whole, to be copied.
    if open > 0 {
        complain(&format!("To go on:          vpr assess {path}"));
    }
    complain(&format!("To see the whole:  vpr status {path}"));
    complain(&format!("For the board:     vpr report {path} --output board-paper.md"));
}

/// On Ctrl-C: waits for a save under way, restores the cursor, says how things are, leaves with 130.
pub fn on_interrupt(told: impl Fn() -> String + Send + 'static) -> Result<()> {
    ctrlc::set_handler(move || {
        let _guard = workfile::hold_saves();
        workfile::unlock();
        let _ = Term::stderr().show_cursor();
        let _ = writeln!(io::stderr(), "\nInterrupted. {}", told());
        #[expect(clippy::exit, reason = "Ctrl-C ends the process from its handler; nothing is half done")]
        std::process::exit(i32::from(Status::Interrupted.code()));
    })
    .context("could not prepare for Ctrl-C")
}
