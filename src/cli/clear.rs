//! `vpr clear`: the words a public paper would print, looked at one by one, every decision on disk before the next.

use std::io;

use anyhow::{Context as _, Result};

use super::args::ClearArgs;
use super::prompt::prompt;
use super::surroundings::{Screen, Surroundings};
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, for_person, interrupt, packs, print, tell};
use crate::assessment::{Cleared, Paired, Piece, Release};
use crate::check::private;
use crate::interview::{Ask, Choice, Command, Kind, Prompt, Reply, Say, Typed, read};
use crate::paper;
use crate::render::terminal;
use crate::standard::{Digest, RequirementId};
use crate::text::{clean_line, count_of, list_of};

pub fn run(args: &ClearArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    if args.list {
        let file = WorkFile::open(&args.file, &catalogue, around)?;
        let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
        print(&terminal::write(&paper::held_back(&paired), around.width, around.look()))?;
        return Ok(Status::Fine);
    }
    workfile::lock(&args.file)?;
    let mut file = WorkFile::open(&args.file, &catalogue, around)?;
    let only: Vec<RequirementId> = args
        .ids
        .iter()
        .map(|id| file.standard.rated_typed(id).map(|row| row.id.clone()))
        .collect::<Result<_, _>>()
        .map_err(Misuse)?;
    let texts = texts(&file, &only)?;
    interrupt::prepare(|| format!("Everything decided is saved. To go on: vpr clear {}", workfile::at_work()))?;
    let asked = if texts.is_empty() {
        true
    } else {
        tell(
            "Each text below would be printed in the public paper if you clear it. Look for names, and for what only one person could \
             be meant by: a date, a ward, an injury. What you do not clear is held back.",
            around,
        );
        let walk = Walk { texts, role: args.role.clone(), around };
        let listed = around.interactive && around.screen == Screen::Drawn;
        walk.go(prompt(around)?.as_mut(), listed, &mut file)?
    };
    close(asked, &file)?;
    Ok(Status::Fine)
}

/// A text to look at.
struct Text {
    requirement: RequirementId,
    heading: String,
    piece: Piece,
    words: String,
}

/// The texts to ask about: those nobody looked at, or all of the requirements named that may be cleared at all.
fn texts(file: &WorkFile<'_>, only: &[RequirementId]) -> Result<Vec<Text>> {
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let wanted = |id: &RequirementId, release: Release<'_>| {
        if only.is_empty() { release == Release::NotLookedAt } else { only.contains(id) && release != Release::NotReleased }
    };
    let title = |id: &RequirementId| file.standard.requirement(id).map_or("", |row| row.title.as_str());
    let words = paired.words().into_iter().filter(|w| wanted(w.requirement, w.release));
    Ok(words
        .map(|w| Text {
            requirement: w.requirement.clone(),
            heading: format!("{} {}: {}", w.requirement, title(w.requirement), w.piece.title()),
            piece: w.piece,
            words: w.text.to_owned(),
        })
        .collect())
}

/// What a reply means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Publish(bool),
    Skip,
    Back,
    Quit,
}

/// The replies, in the order listed.
const REPLIES: &[(&str, &str, Decision)] = &[
    ("Yes", "clear it: it may be published as it stands", Decision::Publish(true)),
    ("No", "hold it back", Decision::Publish(false)),
    ("Skip", "decide later; it is held back until then", Decision::Skip),
    ("Back", "to the text before", Decision::Back),
    ("Quit", "everything decided is saved already", Decision::Quit),
];

struct Walk<'a> {
    texts: Vec<Text>,
    role: String,
    around: &'a Surroundings,
}

impl Walk<'_> {
    /// Asks about every text. Whether the end was reached.
    fn go(&self, prompt: &mut dyn Prompt, listed: bool, file: &mut WorkFile<'_>) -> Result<bool> {
        let mut at = 0;
        let mut said: Vec<Say> = Vec::new();
        let mut hinted = false;
        while let Some(text) = self.texts.get(at) {
            said.push(Say::Section {
                title: format!("{} of {}", at + 1, self.texts.len()),
                about: clean_line(&text.heading).into_owned(),
            });
            said.push(Say::Note(format!("“{}”", clean_line(&text.words))));
            said.extend(warned(&text.words));
            let reply = prompt.ask(&std::mem::take(&mut said), &ask(listed, hinted));
            hinted = true;
            let decision = match reply {
                Ok(reply) => understood(&reply),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => interrupt::await_end(),
                Err(error) => return Err(error).context("no more replies can be read; everything decided is saved"),
            };
            match decision {
                Ok(Decision::Publish(publish)) => {
                    let before = file.path().to_owned();
                    let mut wanted = file.assessment.clone();
                    wanted.decide_words(Cleared {
                        requirement: text.requirement.clone(),
                        piece: text.piece,
                        by: self.role.clone(),
                        on: self.around.today,
                        digest: Digest::of(&text.words),
                        publish,
                    });
                    let kept = file.save(&wanted)?;
                    said.extend(workfile::tell(&kept, &before).map(Say::Note));
                    at += 1;
                }
                Ok(Decision::Skip) => at += 1,
                Ok(Decision::Back) if at == 0 => {
                    said.push(Say::Problem("This is the first text; there is nothing before it.".to_owned()));
                }
                Ok(Decision::Back) => at -= 1,
                Ok(Decision::Quit) => return Ok(false),
                Err(problem) => {
                    said.extend(problem.map(Say::Problem));
                    said.push(Say::Help(replies()));
                }
            }
        }
        Ok(true)
    }
}

/// What the guard sees in a text, to look at before it is cleared.
fn warned(words: &str) -> Option<Say> {
    let mut kinds: Vec<&str> = private::in_text(words).iter().map(|m| m.kind.in_words()).collect();
    kinds.dedup();
    (!kinds.is_empty()).then(|| Say::Note(format!("Look twice: it holds what looks like {}.", list_of(&kinds))))
}

fn ask(listed: bool, hinted: bool) -> Ask {
    let item = |(label, detail, _): &(&str, &str, Decision)| Choice {
        label: (*label).to_owned(),
        detail: (*detail).to_owned(),
        is_command: false,
    };
    let hint = "Type yes to clear it, no to hold it back, skip to decide later, back for the text before, quit to stop.";
    Ask {
        prompt: "May this be published?".to_owned(),
        kind: if listed { Kind::Choice(REPLIES.iter().map(item).collect()) } else { Kind::Line },
        current: None,
        hint: (!hinted).then(|| hint.to_owned()),
    }
}

/// The replies and what they mean, a line each.
fn replies() -> Vec<String> {
    REPLIES.iter().map(|(label, detail, _)| format!("{label}: {detail}")).collect()
}

/// What a person meant; Enter alone decides nothing. Else why it was not taken, or nothing where only help was asked for.
fn understood(reply: &Reply) -> Result<Decision, Option<String>> {
    match reply {
        Reply::Chosen(index) => Ok(REPLIES.get(*index).map_or(Decision::Skip, |(.., decision)| *decision)),
        Reply::Confirmed(publish) => Ok(Decision::Publish(*publish)),
        Reply::Back => Ok(Decision::Back),
        Reply::End => Ok(Decision::Quit),
        Reply::Pasted(_) => Err(Some("Those are several lines; nothing was decided.".to_owned())),
        Reply::Typed(line) => match read(line) {
            Typed::Command(Command::Back) => Ok(Decision::Back),
            Typed::Command(Command::Save) => Ok(Decision::Quit),
            Typed::Command(Command::Later(_)) => Ok(Decision::Skip),
            Typed::Command(Command::Help) => Err(None),
            Typed::Text(word) if word.trim().is_empty() => Err(Some("Nothing was decided. Type one of the replies.".to_owned())),
            Typed::Text(word) => {
                let typed = word.trim().to_lowercase();
                let found = REPLIES.iter().find(|(label, ..)| label.to_lowercase().starts_with(&typed));
                found.map(|(.., decision)| *decision).ok_or_else(|| Some(none_of_these(&word)))
            }
            Typed::Command(_) | Typed::Unknown(_) => Err(Some(none_of_these(line))),
        },
    }
}

fn none_of_these(typed: &str) -> String {
    format!("\"{}\" is none of the replies; nothing was decided.", clean_line(typed.trim()))
}

/// How it stands now, and what comes next.
fn close(asked_all: bool, file: &WorkFile<'_>) -> Result<()> {
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let words = paired.words();
    let count = |keep: fn(&Release<'_>) -> bool| words.iter().filter(|w| keep(&w.release)).count();
    let waiting = count(|r| *r == Release::NotLookedAt);
    let path = workfile::quoted(file.path());
    complain(&for_person(&format!(
        "{}{}: {} cleared, {} looked at and held back, {} not released by who wrote it, {waiting} to look at.",
        if asked_all { "" } else { "Stopped. Everything decided is saved. " },
        count_of(words.len(), "text", "texts"),
        count(|r| matches!(r, Release::Cleared(_))),
        count(|r| matches!(r, Release::HeldBack(_))),
        count(|r| *r == Release::NotReleased),
    )));
    if waiting > 0 {
        complain(&for_person(&format!("To go on:         vpr clear {path}")));
    }
    complain(&for_person(&format!("The public paper: vpr report {path} --for public")));
    Ok(())
}
