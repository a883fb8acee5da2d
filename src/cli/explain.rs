//! `vpr explain`: how a figure comes about, or what a rule means.

use anyhow::{Context as _, Result};

use super::args::{Explain, ExplainArgs, FileArgs};
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Misuse, Status, note, packs, print};
use crate::assessment::Paired;
use crate::check::rules;
use crate::paper;
use crate::render::terminal;
use crate::score::Scorecard;
use crate::standard::sources;
use crate::text::{nearest, shown};

pub fn run(args: &ExplainArgs, around: &Surroundings) -> Result<Status> {
    match &args.what {
        Explain::Score(args) => score(args, around),
        Explain::Rule(words) => rule(words, around),
    }
}

fn score(args: &FileArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    print(&terminal::write(&paper::explain(&card), around.width, around.look()))?;
    Ok(Status::Fine)
}

fn rule(words: &[String], around: &Surroundings) -> Result<Status> {
    let Some((code, more)) = words.split_first() else {
        return Err(Misuse("name one rule, as: vpr explain met-without-evidence".to_owned()).into());
    };
    // As it is copied from a heading: `error[unknown-rating]:`.
    let in_brackets = code.split_once('[').and_then(|(_, code)| code.split(']').next());
    let code = in_brackets.filter(|code| !code.is_empty()).unwrap_or(code);
    let Some(rule) = rules::find(code) else {
        let near = nearest(code, rules::ALL.iter().map(|r| r.code.as_str()).chain(["score"]));
        let file = if more.is_empty() { "FILE".to_owned() } else { shown(&more.join(" ")) };
        let whole = |near: &str| if near == "score" { format!("score {file}") } else { near.to_owned() };
        let near = near.map(|near| format!(" Did you mean: vpr explain {}?", whole(near))).unwrap_or_default();
        let message = format!("there is no rule \"{}\".{near} List them with: vpr check --list-rules", shown(code));
        return Err(Misuse(message).into());
    };
    if !more.is_empty() {
        return Err(Misuse(format!("name one rule at a time, as: vpr explain {code}")).into());
    }
    note(|| format!("rule built in: {code}"));
    print(&terminal::write(&paper::rule(rule, &sources::embedded()), around.width, around.look()))?;
    Ok(Status::Fine)
}
