//! `vpr new`: makes an assessment file, by prompts or by flags.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::civil::Date;

use super::args::{NewArgs, USUAL_EDITION};
use super::prompt::{Came, Questions};
use super::surroundings::Surroundings;
use super::workfile::{WorkFile, file_name, quoted};
use super::{Misuse, Status, complain, fail, interrupt, note, packs, print, tell};
use crate::assessment::{Assessment, Begin, Cycle, FrontSheet, Kind, Organisation, Role, next_cycle, to_yaml};
use crate::day;
use crate::render::wrap;
use crate::standard::Standard;
use crate::store;
use crate::text::{clean_line, count_of, has_word, is_unsafe, nearest};

pub fn run(args: NewArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let mut was_asked = false;
    let (args, standard, assessment) = if let Some(last) = &args.from {
        let last = WorkFile::open(last, &catalogue, around)?;
        let next = follow(&args, &last, around.today)?;
        (args, last.standard, next)
    } else {
        let standard = packs::named(&catalogue, &args.standard)?;
        was_asked = args.name.is_none();
        let args = if was_asked { ask(args, around)? } else { args };
        let assessment = build(&args, standard, around.today)?;
        (args, standard, assessment)
    };
    let path = args.file.clone().unwrap_or_else(|| file_name(&[&assessment.organisation.name, &assessment.cycle.name]));
    if let Err(failure) = store::create(&path, &to_yaml(&assessment, standard)) {
        if was_asked {
            fail(&failure.to_string(), around);
            tell("Nothing you typed is lost. To make it once that is put right:", around);
            // On one line, however long, so that it can be copied.
            complain(&command(&path, &args, around));
            return Ok(Status::Unreadable);
        }
        return Err(failure.into());
    }
    note(|| format!("written: {}, on disk", store::shown(&path)));
    let shown = quoted(&path);
    let wording = standard.notice();
    let meeting = assessment.cycle.meeting.map_or_else(
        || "No meeting day is set: evidence is judged on the day of the report.".to_owned(),
        |meeting| format!("Evidence is judged on the day of the meeting, {}.", day::long(meeting)),
    );
    let carried = assessment.answers.values().filter(|a| !a.carried.is_empty()).count();
    let carried = match carried {
        0 => String::new(),
        n => format!(
            "{} carried from the last cycle; none counts until it is confirmed.\n",
            count_of(n, "answer is", "answers are")
        ),
    };
    let text = format!("Made {shown}.\n{carried}{meeting}\n{wording}\nStart the walk with: vpr assess {shown}");
    print(&(wrap(&text, around.width, "", "", true).join("\n") + "\n"))?;
    Ok(Status::Fine)
}

/// The next cycle after the one in a file.
fn follow(args: &NewArgs, last: &WorkFile<'_>, today: Date) -> Result<Assessment> {
    refuse_unsafe(args)?;
    let name = given(args.cycle.as_ref()).unwrap_or_else(|| usual_cycle(today));
    if name == last.assessment.cycle.name {
        let last = store::shown(last.path());
        return Err(Misuse(format!("the cycle in {last} is called {name} too; name the new one with --cycle")).into());
    }
    let begin = Begin { name, opened: args.opened.unwrap_or(today), meeting: args.meeting };
    let mut next = next_cycle(&last.assessment, last.standard, begin);
    next.roles.extend(roles(args));
    Ok(next)
}

/// A text of a flag, if there is anything in it.
fn given(text: Option<&String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

fn refuse_unsafe(args: &NewArgs) -> Result<()> {
    let titles = [&args.executive_lead, &args.vpr_lead, &args.staff_side];
    for text in [&args.name, &args.code, &args.system, &args.cycle].into_iter().chain(titles).flatten() {
        if text.contains(|c| is_unsafe(c) || c == '\n') {
            return Err(Misuse("a name or code holds a control character or a line break".to_owned()).into());
        }
    }
    Ok(())
}

fn roles(args: &NewArgs) -> BTreeMap<Role, String> {
    let roles =
        [(Role::ExecutiveLead, &args.executive_lead), (Role::VprLead, &args.vpr_lead), (Role::StaffSide, &args.staff_side)];
    roles.into_iter().filter_map(|(role, title)| Some((role, given(title.as_ref())?))).collect()
}

/// The assessment that flags describe: nothing answered yet.
pub fn build(args: &NewArgs, standard: &Standard, today: Date) -> Result<Assessment> {
    refuse_unsafe(args)?;
    let name = given(args.name.as_ref())
        .filter(|name| has_word(name))
        .ok_or_else(|| Misuse("give the organisation's name with --name".to_owned()))?;
    let kind = given(args.kind.as_ref()).map(|kind| kind_of(&kind)).transpose()?;
    Ok(Assessment {
        standard: standard.reference.clone(),
        pack: Some(standard.digest.clone()),
        organisation: Organisation { name, code: given(args.code.as_ref()), kind, system: given(args.system.as_ref()) },
        cycle: Cycle {
            name: given(args.cycle.as_ref()).unwrap_or_else(|| usual_cycle(today)),
            opened: Some(args.opened.unwrap_or(today)),
            submitted: None,
            meeting: args.meeting,
            review_months: Some(standard.review_months),
            previous: None,
        },
        roles: roles(args),
        paper: FrontSheet::default(),
        answers: BTreeMap::new(),
        measures: Vec::new(),
        sign_off: Vec::new(),
        cleared: Vec::new(),
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

/// A question about what the flags left open.
#[derive(Clone, Copy)]
enum Open {
    Name,
    Kind,
    Code,
    Cycle,
    Meeting,
    ExecutiveLead,
    File,
}

/// Asks for what the flags left open.
fn ask(mut args: NewArgs, around: &Surroundings) -> Result<NewArgs> {
    // Before the first question: what is typed must not be lost to a file that can't be made.
    if let Some(path) = &args.file {
        store::can_create(path)?;
    }
    interrupt::prepare(|| "Nothing was made.".to_owned())?;
    let mut questions = Questions::new(
        around,
        "Enter alone skips a question, or keeps what is there. :back goes to the question before.",
        "the replies ended before the file could be made; use flags, as --name, or a terminal",
    )?;
    let open: Vec<Open> = [
        (Open::Name, true),
        (Open::Kind, args.kind.is_none()),
        (Open::Code, args.code.is_none()),
        (Open::Cycle, args.cycle.is_none()),
        (Open::Meeting, args.meeting.is_none()),
        (Open::ExecutiveLead, args.executive_lead.is_none()),
        (Open::File, args.file.is_none()),
    ]
    .into_iter()
    .filter_map(|(open, is_open)| is_open.then_some(open))
    .collect();
    let mut at = 0;
    while let Some(asked) = open.get(at) {
        let is_replied = match asked {
            Open::Name => {
                let name = |text: &str| match text {
                    "" => Err("It needs a name; it heads every paper.".to_owned()),
                    name => Ok(Some(name.to_owned())),
                };
                questions.accepted("What is the organisation called?", args.name.as_deref(), name)?.put_in(&mut args.name)
            }
            Open::Kind => ask_kind(&mut questions, args.kind.as_deref())?.put_in(&mut args.kind),
            Open::Code => questions.line("What is its ODS code?", args.code.as_deref())?.put_in(&mut args.code),
            Open::Cycle => {
                let usual = args.cycle.clone().unwrap_or_else(|| usual_cycle(around.today));
                questions.line("What is the cycle called?", Some(&usual))?.put_in(&mut args.cycle)
            }
            Open::Meeting => questions.day("On what day is the meeting?", args.meeting, around.today)?.put_in(&mut args.meeting),
            Open::ExecutiveLead => questions
                .line("What is the job title of the accountable executive?", args.executive_lead.as_deref())?
                .put_in(&mut args.executive_lead),
            Open::File => {
                let cycle = args.cycle.clone().unwrap_or_else(|| usual_cycle(around.today));
                let usual = file_name(&[args.name.as_deref().unwrap_or_default(), &cycle]);
                ask_file(&mut questions, &usual)?.put_in(&mut args.file)
            }
        };
        match (is_replied, at) {
            (true, _) => at += 1,
            (false, 0) => questions.is_first(),
            (false, _) => at -= 1,
        }
    }
    Ok(args)
}

/// The command that makes the same file without a question.
fn command(path: &Path, args: &NewArgs, around: &Surroundings) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let standard = Some(args.standard.clone()).filter(|named| named != USUAL_EDITION);
    let flags = [
        ("--name", args.name.clone()),
        ("--kind", args.kind.clone()),
        ("--code", args.code.clone()),
        ("--system", args.system.clone()),
        ("--cycle", args.cycle.clone()),
        ("--opened", day(args.opened)),
        ("--meeting", day(args.meeting)),
        ("--executive-lead", args.executive_lead.clone()),
        ("--vpr-lead", args.vpr_lead.clone()),
        ("--staff-side", args.staff_side.clone()),
        ("--standard", standard),
        ("--standards", around.standards.as_ref().map(|folder| folder.display().to_string())),
    ];
    let flags = flags.into_iter().filter_map(|(flag, value)| Some(format!(" {flag} {}", word(&value?))));
    format!("vpr new {}{}", word(&path.display().to_string()), flags.collect::<String>())
}

/// A word as a shell takes it.
fn word(text: &str) -> String {
    let text = clean_line(text);
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@+,".contains(c) || (cfg!(windows) && c == '\\');
    if !text.is_empty() && text.chars().all(is_plain) {
        text.into_owned()
    } else if cfg!(windows) || !text.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

fn ask_kind(questions: &mut Questions, now: Option<&str>) -> Result<Came<Option<String>>> {
    let items: Vec<(&str, String)> = Kind::ALL.iter().map(|(_, id, title)| (*id, (*title).to_owned())).collect();
    let now = items.iter().position(|(id, _)| Some(*id) == now);
    Ok(match questions.choice("What kind of organisation is it?", &items, now)? {
        Came::Said(index) => Came::Said(index.and_then(|index| items.get(index)).map(|(id, _)| (*id).to_owned())),
        Came::Back => Came::Back,
    })
}

/// A file that is not there yet.
fn ask_file(questions: &mut Questions, usual: &Path) -> Result<Came<Option<PathBuf>>> {
    questions.accepted("Under what name is the file to be saved?", Some(&usual.display().to_string()), |text| {
        let path = PathBuf::from(text);
        store::can_create(&path)
            .map_err(|failure| format!("{}: {}. Type another name.", store::shown(&path), failure.reason))
            .map(|()| Some(path))
    })
}
