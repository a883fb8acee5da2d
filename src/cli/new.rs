//! `vpr new`: makes an assessment file, by prompts or by flags.

use std::collections::BTreeMap;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::civil::Date;

use super::args::NewArgs;
use super::prompt::{Plain, Terminal};
use super::surroundings::Surroundings;
use super::workfile::{file_name, quoted};
use super::{Misuse, Status, assess, complain, packs, print};
use crate::assessment::{Assessment, Cycle, FrontSheet, Kind, Organisation, Role, to_yaml};
use crate::day;
use crate::interview::{Ask, Choice, Kind as Wanted, Prompt, Reply, Say};
use crate::render::wrap;
use crate::standard::Standard;
use crate::store;
use crate::text::{is_unsafe, nearest};

pub fn run(args: NewArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let standard = packs::named(&catalogue, &args.standard)?;
    let args = if args.name.is_some() { args } else { ask(args, around)? };
    let assessment = build(&args, standard, around.today)?;
    let path = args.file.unwrap_or_else(|| file_name(&[&assessment.organisation.name, &assessment.cycle.name]));
    store::create(&path, &to_yaml(&assessment, standard))?;
    let shown = quoted(&path);
    let wording = standard.notice();
    let meeting = assessment.cycle.meeting.map_or_else(
        || "No meeting day is set: evidence is judged on the day of the report.".to_owned(),
        |meeting| format!("Evidence is judged on the day of the meeting, {}.", day::long(meeting)),
    );
    let text = format!("Made {shown}.\n{meeting}\n{wording}\nStart the walk with: vpr assess {shown}");
    print(&(wrap(&text, around.width, "", "", true).join("\n") + "\n"))?;
    Ok(Status::Fine)
}

/// The assessment that flags describe: nothing answered yet.
pub fn build(args: &NewArgs, standard: &Standard, today: Date) -> Result<Assessment> {
    let given = |text: &Option<String>| text.as_ref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let titles = [&args.executive_lead, &args.vpr_lead, &args.staff_side];
    for text in [&args.name, &args.code, &args.system, &args.cycle].into_iter().chain(titles).flatten() {
        if text.contains(|c| is_unsafe(c) || c == '\n') {
            return Err(Misuse("a name or code holds a control character or a line break".to_owned()).into());
        }
    }
    let name = given(&args.name).ok_or_else(|| Misuse("give the organisation's name with --name".to_owned()))?;
    let kind = given(&args.kind).map(|kind| kind_of(&kind)).transpose()?;
    let roles =
        [(Role::ExecutiveLead, &args.executive_lead), (Role::VprLead, &args.vpr_lead), (Role::StaffSide, &args.staff_side)];
    let roles: BTreeMap<Role, String> = roles.into_iter().filter_map(|(role, title)| Some((role, given(title)?))).collect();
    Ok(Assessment {
        standard: standard.reference.clone(),
        pack: Some(standard.digest.clone()),
        organisation: Organisation { name, code: given(&args.code), kind, system: given(&args.system) },
        cycle: Cycle {
            name: given(&args.cycle).unwrap_or_else(|| usual_cycle(today)),
            opened: Some(args.opened.unwrap_or(today)),
            submitted: None,
            meeting: args.meeting,
            review_months: Some(standard.review_months),
            previous: None,
        },
        roles,
        paper: FrontSheet::default(),
        answers: BTreeMap::new(),
        measures: Vec::new(),
        sign_off: Vec::new(),
    })
}

fn kind_of(text: &str) -> Result<Kind> {
    Kind::parse(text).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|(_, id, _)| *id).collect();
        let near = nearest(text, names.iter().copied()).map(|n| format!(" Did you mean {n}?")).unwrap_or_default();
        Misuse(format!("\"{text}\" is no kind of organisation.{near} It can be {}.", names.join(", "))).into()
    })
}

/// The half of the year, as two assessments a year have it.
fn usual_cycle(today: Date) -> String {
    format!("{}-H{}", today.year(), if today.month() <= 6 { 1 } else { 2 })
}

/// Asks for what the flags left open.
fn ask(mut args: NewArgs, around: &Surroundings) -> Result<NewArgs> {
    assess::on_interrupt()?;
    let mut prompt: Box<dyn Prompt> = if around.interactive && !around.plain {
        Box::new(Terminal::new(around.width))
    } else {
        Box::new(Plain::new(BufReader::new(io::stdin()), io::stderr(), around.width, !around.interactive))
    };
    let mut questions = Questions { prompt: prompt.as_mut(), first: true };
    args.name = Some(questions.required("What is the organisation called?")?);
    if args.kind.is_none() {
        args.kind = questions.kind()?;
    }
    if args.code.is_none() {
        args.code = questions.line("What is its ODS code?", None)?;
    }
    if args.cycle.is_none() {
        args.cycle = questions.line("What is the cycle called?", Some(usual_cycle(around.today)))?;
    }
    if args.meeting.is_none() {
        args.meeting = questions.day("On what day is the meeting?", around.today)?;
    }
    if args.executive_lead.is_none() {
        args.executive_lead = questions.line("What is the job title of the accountable executive?", None)?;
    }
    if args.file.is_none() {
        let cycle = args.cycle.clone().unwrap_or_else(|| usual_cycle(around.today));
        let usual = file_name(&[args.name.as_deref().unwrap_or_default(), &cycle]);
        args.file = Some(questions.new_file(&usual)?);
    }
    Ok(args)
}

/// A few questions in a row.
struct Questions<'a> {
    prompt: &'a mut dyn Prompt,
    first: bool,
}

impl Questions<'_> {
    fn put(&mut self, said: &[Say], prompt: &str, kind: Wanted, current: Option<String>) -> Result<Reply> {
        let hint =
            std::mem::take(&mut self.first).then(|| "Enter alone leaves a question out, or takes what is there now.".to_owned());
        let ask = Ask { prompt: prompt.to_owned(), kind, current, hint };
        let mut said = said.to_vec();
        loop {
            let reply = self.prompt.ask(&said, &ask)?;
            match reply {
                Reply::Typed(text) if text.trim_start().starts_with(':') => {
                    said = vec![Say::Problem("Commands are for the walk. Here, type the answer, or Ctrl-C to stop.".to_owned())];
                }
                Reply::End => return Err(ended()),
                reply => return Ok(reply),
            }
        }
    }

    fn line(&mut self, prompt: &str, current: Option<String>) -> Result<Option<String>> {
        let typed = match self.put(&[], prompt, Wanted::Line, current.clone())? {
            Reply::Typed(text) => text.trim().to_owned(),
            _ => String::new(),
        };
        Ok(if typed.is_empty() { current } else { Some(typed) })
    }

    /// A file that is not there yet.
    fn new_file(&mut self, usual: &Path) -> Result<PathBuf> {
        loop {
            let chosen = self.line("Which file shall it be?", Some(usual.display().to_string()))?;
            let path = chosen.map_or_else(|| usual.to_owned(), PathBuf::from);
            if !path.exists() {
                return Ok(path);
            }
            complain(&format!("{} is there already; type another name.", store::shown(&path)));
        }
    }

    fn required(&mut self, prompt: &str) -> Result<String> {
        let mut said = Vec::new();
        loop {
            if let Reply::Typed(text) = self.put(&said, prompt, Wanted::Line, None)?
                && !text.trim().is_empty()
            {
                return Ok(text.trim().to_owned());
            }
            said = vec![Say::Problem("It needs a name; it heads every paper.".to_owned())];
        }
    }

    fn day(&mut self, prompt: &str, today: Date) -> Result<Option<Date>> {
        let mut said = Vec::new();
        loop {
            let Reply::Typed(text) = self.put(&said, prompt, Wanted::Line, None)? else { return Ok(None) };
            if text.trim().is_empty() {
                return Ok(None);
            }
            match day::parse_typed(&text, today, day::Towards::Future) {
                Ok(day) => return Ok(Some(day)),
                Err(why) => said = vec![Say::Problem(why)],
            }
        }
    }

    fn kind(&mut self) -> Result<Option<String>> {
        let items: Vec<Choice> = Kind::ALL
            .iter()
            .map(|(_, id, title)| Choice { label: (*id).to_owned(), detail: (*title).to_owned(), is_command: false })
            .collect();
        let mut said = Vec::new();
        loop {
            match self.put(&said, "What kind of organisation is it?", Wanted::Choice(items.clone()), None)? {
                Reply::Chosen(index) => return Ok(items.get(index).map(|i| i.label.clone())),
                Reply::Typed(text) if !text.trim().is_empty() => {
                    let typed = text.trim().to_lowercase();
                    let by_number = typed.parse::<usize>().ok().and_then(|n| items.get(n.checked_sub(1)?));
                    match by_number.or_else(|| items.iter().find(|i| i.label == typed)) {
                        Some(item) => return Ok(Some(item.label.clone())),
                        None => said = vec![Say::Problem("Type a number from the list, or the word.".to_owned())],
                    }
                }
                _ => return Ok(None),
            }
        }
    }
}

fn ended() -> anyhow::Error {
    Misuse("the replies ended before the file could be made; use flags, as --name, or a terminal".to_owned()).into()
}
