//! `vpr assess`: the walk, every reply on disk before the next question.

use std::io;

use anyhow::{Context as _, Result};

use super::args::{AssessArgs, By};
use super::prompt::prompt;
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, interrupt, packs, tell};
use crate::assessment::{Author, Paired, to_yaml};
use crate::interview::{Ask, Effect, Interview, Kind, Only, Order, Prompt, Reply, Say, Turn, chosen};
use crate::paper;
use crate::render::terminal;
use crate::score::Scorecard;
use crate::store;
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
    interrupt::prepare(|| format!("All confirmed replies are saved. To go on: vpr assess {}", workfile::at_work()))?;
    introduce(&file, around);
    let outcome = walk(&mut interview, prompt(around)?.as_mut(), &mut file, around)?;
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
            Turn::Milestone(said, title) => {
                first.extend(said);
                first.push(Say::Standing(format!("{title} is done for now.\n{}", standing(file, around))));
            }
            Turn::Ask(said, ask) => {
                let said: Vec<Say> = first.drain(..).chain(said).collect();
                let reply = match prompt.ask(&said, &ask) {
                    Ok(reply) => reply,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => interrupt::await_end(),
                    Err(error) => {
                        return Err(error).context("no more replies can be read; all confirmed ones are saved");
                    }
                };
                let typed = in_words(&reply, &ask);
                let ended = reply == Reply::End;
                match interview.apply(reply) {
                    Effect::Stop if ended => return Ok(Outcome::InputEnded),
                    Effect::Stop => return Ok(Outcome::Stopped),
                    Effect::Unchanged => {}
                    Effect::Changed => {
                        let before = file.path().to_owned();
                        let kept = file.save(interview.assessment()).inspect_err(|_| unsaved(&typed, interview, file, around))?;
                        first.extend(workfile::tell(&kept, &before).map(Say::Note));
                    }
                }
            }
        }
    }
}

/// A reply as the person would give it again: what was chosen from a list by its name.
fn in_words(reply: &Reply, ask: &Ask) -> String {
    let named = |label: &str| format!("{} {label}", ask.prompt);
    match (reply, &ask.kind) {
        (Reply::Chosen(index), Kind::Choice(items)) => items.get(*index).map(|item| named(&item.label)).unwrap_or_default(),
        (Reply::Typed(text), Kind::Choice(items)) => {
            chosen(items, text).ok().and_then(|index| items.get(index)).map_or_else(|| text.clone(), |item| named(&item.label))
        }
        (Reply::Typed(text) | Reply::Pasted(text), _) => text.clone(),
        (Reply::Confirmed(yes), _) => named(if *yes { "yes" } else { "no" }),
        (Reply::Chosen(_) | Reply::Back | Reply::End, _) => String::new(),
    }
}

/// What to say about a reply that could not be saved. Where the file is gone, so are the replies before it: all of them are
/// put elsewhere. The reply and the paths stay as they are, to be copied.
fn unsaved(typed: &str, interview: &Interview<'_>, file: &WorkFile<'_>, around: &Surroundings) {
    let rescued = if file.path().exists() {
        None
    } else {
        store::rescue(&std::env::temp_dir(), &to_yaml(interview.assessment(), file.standard)).ok()
    };
    complain("");
    if let Some(path) = &rescued {
        let gone = store::shown(file.path());
        tell(
            &format!("{gone} is gone. Everything so far, the last reply too, is in this file; move it where it belongs:"),
            around,
        );
        complain(&store::shown(path));
    } else {
        tell("The last reply is not saved; all before it are.", around);
    }
    complain(&format!("The last reply, to copy:\n{}\n", crate::text::clean(typed).trim_end()));
    let go_on = workfile::quoted(rescued.as_deref().unwrap_or_else(|| file.path()));
    complain(&format!("To go on, once what is wrong is put right: vpr assess {go_on}"));
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
        Outcome::Finished => {
            format!("This walk is done for now; {} still open.", count_of(open, "requirement is", "requirements are"))
        }
        Outcome::Stopped => "Stopped.".to_owned(),
        Outcome::InputEnded if around.interactive => "Stopped.".to_owned(),
        Outcome::InputEnded => "The replies ended.".to_owned(),
    };
    tell(&format!("{first} All confirmed replies are saved in {path}."), around);
    if open > 0 && outcome != Outcome::Finished {
        tell(&format!("{} still open.", count_of(open, "requirement is", "requirements are")), around);
    }
    // Commands stay whole, to be copied.
    if open > 0 {
        complain(&format!("To go on:          vpr assess {path}"));
    }
    complain(&format!("To see the whole:  vpr status {path}"));
    complain(&format!("For the board:     vpr report {path} --output board-paper.md"));
}
