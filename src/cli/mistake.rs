//! A command line that makes no sense: what was probably meant.

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::Path;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _, Error};

use super::args::Args;
use super::surroundings::screen_width;
use super::workfile::quoted;
use crate::render::wrap;
use crate::standard::RequirementId;
use crate::text::nearest;

/// Words that people try because other programs have them, and what does here what they are after.
const COMMANDS: &[(&[&str], &[&str])] = &[
    (&["resume", "continue"], &["to go on where you stopped: vpr assess FILE"]),
    (&["start", "begin"], &["to make a file: vpr new", "to begin its walk, or go on with it: vpr assess FILE"]),
    (&["init", "create"], &["to make a file: vpr new"]),
    (&["walk", "edit", "interview"], &["to answer, or to change an answer: vpr assess FILE"]),
    (&["stat"], &["to see where it stands: vpr status FILE"]),
    (
        &["quit", "exit", "stop"],
        &["nothing is running that could be stopped; in a walk, :save stops, and what is confirmed is saved"],
    ),
    (&["version"], &["to see the version: vpr --version"]),
    (&["validate", "lint"], &["to see every problem of a file: vpr check FILE"]),
    (
        &["export"],
        &["to write a paper: vpr report FILE --output board-paper.docx", "to write a table: vpr report FILE --format csv"],
    ),
    (
        &["merge"],
        &[
            "there is nothing that merges two files yet; what there is takes in answers from a table",
            "to write the answers of one file as a table: vpr report ONE.yaml --format csv --output answers.csv",
            "to take them into the other, whole or not at all: vpr answer OTHER.yaml < answers.csv",
        ],
    ),
];

/// Values that people try, and the one that does here what they are after.
const VALUES: &[(&[&str], &str)] = &[
    (&["ics", "ical", "calendar", "outlook"], "icalendar"),
    (&["md", "text", "txt"], "markdown"),
    (&["word", "doc"], "docx"),
    (&["excel", "xls", "workbook", "spreadsheet"], "xlsx"),
    (&["htm", "web", "pdf"], "html"),
    (&["pwsh", "ps"], "powershell"),
    (&["no", "off", "none"], "never"),
    (&["yes", "on"], "always"),
];

/// What clap writes before a tip, as spaces.
const TIP: &str = "       ";

/// The error with the nearest right thing in it.
pub fn answered(mut error: Error) -> Error {
    match error.kind() {
        ErrorKind::InvalidSubcommand => command(&mut error),
        ErrorKind::InvalidValue => value(&mut error),
        ErrorKind::UnknownArgument => requirement(&mut error),
        _ => {}
    }
    error
}

fn command(error: &mut Error) {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand).cloned() else { return };
    // What clap finds similar may be far from it, as `measures` is from `merge`; and `vpr help` gets nothing from it.
    error.remove(ContextKind::SuggestedSubcommand);
    error.remove(ContextKind::Suggested);
    let mut parent = Args::command();
    parent.build();
    let typed = env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned());
    let typed: Vec<String> = typed.skip_while(|a| a == "help").take_while(|a| *a != word).collect();
    let at = typed.iter().fold(&parent, |at, word| at.find_subcommand(word).unwrap_or(at));
    let names: Vec<&str> = at.get_subcommands().map(Command::get_name).collect();
    let tried = COMMANDS.iter().find(|(words, _)| words.iter().any(|w| w.eq_ignore_ascii_case(&word)));
    if let Some((_, tips)) = tried.filter(|_| at.get_name() == parent.get_name()) {
        tell(error, tips.iter().map(|tip| (*tip).to_owned()));
    } else if let Some(near) = nearest(&word, names) {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near.to_owned()]));
    } else if Path::new(&word).extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml")) {
        let file = quoted(Path::new(&word));
        tell(
            error,
            [format!("to go on with it: vpr assess {file}"), format!("to see where it stands: vpr status {file}")].into_iter(),
        );
    }
}

fn value(error: &mut Error) {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidValue).cloned() else { return };
    let Some(ContextValue::Strings(known)) = error.get(ContextKind::ValidValue).cloned() else { return };
    let meant = VALUES
        .iter()
        .find(|(words, meant)| words.iter().any(|w| w.eq_ignore_ascii_case(&word)) && known.iter().any(|known| known == meant));
    let meant = meant.map(|(_, meant)| *meant).or_else(|| nearest(&word, known.iter().map(String::as_str)));
    if let Some(meant) = meant {
        error.insert(ContextKind::SuggestedValue, ContextValue::String(meant.to_owned()));
    }
}

/// A requirement after the file, where a command takes none.
fn requirement(error: &mut Error) {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg).cloned() else { return };
    let typed: Vec<String> = env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    let at = typed.iter().position(|typed| *typed == word).unwrap_or_default();
    let (Some(file), Some(id)) =
        (at.checked_sub(1).and_then(|before| typed.get(before)), RequirementId::parse(&word.to_uppercase()))
    else {
        return;
    };
    if file.starts_with('-') {
        return;
    }
    let walk = format!("vpr assess {} --only {id}", quoted(Path::new(file)));
    let is_command = |name: &str| typed.iter().take(at).any(|typed| typed == name);
    if is_command("assess") {
        tell(error, [format!("to walk {id} alone: {walk}")].into_iter());
    } else if is_command("status") {
        let change = format!("to see or change the answer to {id}: {walk}");
        tell(error, [change, format!("to read what {id} asks for: vpr standard show {id}")].into_iter());
    }
}

fn tell(error: &mut Error, tips: impl Iterator<Item = String>) {
    // Each stands behind "  tip: ", and goes on below itself.
    let is_seen = io::stderr().is_terminal();
    let width = screen_width().saturating_sub(TIP.len());
    let tips = tips.map(|tip| if is_seen { wrap(&tip, width, "", "", false).join(&format!("\n{TIP}")) } else { tip });
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips.map(StyledStr::from).collect()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_there_and_what_is_tried_is_not() {
        let mut all = Args::command();
        all.build();
        let is_command = |word: &str| all.find_subcommand(word).is_some();
        for (words, tips) in COMMANDS {
            assert!(!words.iter().any(|word| is_command(word)), "{words:?} is a command by now");
            for command in tips.iter().filter_map(|tip| tip.split_once(": vpr ")) {
                let word = command.1.split(' ').next().unwrap_or_default();
                assert!(word.starts_with("--") || is_command(word), "{word} is no command");
            }
        }
        let values = |arg: &clap::Arg| arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect::<Vec<_>>();
        let known: Vec<String> =
            std::iter::once(&all).chain(all.get_subcommands()).flat_map(Command::get_arguments).flat_map(values).collect();
        for (_, meant) in VALUES {
            assert!(known.iter().any(|known| known == meant), "{meant} is no value of anything");
        }
    }
}
