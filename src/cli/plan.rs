//! `vpr plan`: what is to be done, by whom and by when, for the screen, a paper, a spreadsheet or a calendar.

use std::io::{self, IsTerminal as _};

use anyhow::{Context as _, Result};

use super::args::{PlanArgs, PlanFormat};
use super::report::{deliver, refuse_assessments};
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Misuse, Status, packs, tell};
use crate::assessment::Paired;
use crate::paper::plan::{Plan, Progress};
use crate::render::{csv, icalendar, markdown, terminal, xlsx};
use crate::score::Scorecard;
use crate::text::{clean_line, count_of, list_of, nearest};

pub fn run(args: &PlanArgs, around: &Surroundings) -> Result<Status> {
    if let Some(output) = &args.output {
        refuse_assessments(output)?;
    }
    let catalogue = packs::load(around.standards.as_deref())?;
    let last = args.last.as_ref().map(|path| WorkFile::open(path, &catalogue, around)).transpose()?;
    let file = WorkFile::open(&args.file, &catalogue, around)?;
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let progress = match &last {
        Some(last) => {
            let (then, now) = (&last.assessment.organisation.name, &file.assessment.organisation.name);
            if then != now {
                tell(
                    &format!("Mind: the last cycle's file is of {}, this one of {}.", clean_line(then), clean_line(now)),
                    around,
                );
            }
            let last = Paired::new(last.standard, &last.assessment).context("the last cycle's file answers another standard")?;
            Some(Progress::between(&last, &paired))
        }
        None => None,
    };
    let plan = Plan::new(&card, progress.as_ref(), args.owner.as_deref());
    if let Some(owner) = args.owner.as_deref().filter(|_| plan.is_empty()) {
        return Err(nobody(owner, &Plan::new(&card, None, None)).into());
    }
    let bytes = match args.format {
        None if args.output.is_none() => terminal::write(&plan.document(), around.width, around.look()).into_bytes(),
        None | Some(PlanFormat::Markdown) => markdown::write(&plan.document()).into_bytes(),
        Some(PlanFormat::Csv) => csv::write(&plan.table().in_data(), csv::Dialect::Excel),
        Some(PlanFormat::Xlsx) if args.output.is_none() && io::stdout().is_terminal() => {
            return Err(Misuse("a workbook is nothing to read on a terminal; add --output plan.xlsx".to_owned()).into());
        }
        Some(PlanFormat::Xlsx) => xlsx::write(&plan.workbook())?,
        Some(PlanFormat::Icalendar) => {
            let events = plan.events();
            if plan.undated() > 0 {
                let actions = count_of(plan.undated(), "open action has no day and is", "open actions have no day and are");
                tell(&format!("{actions} not in the calendar."), around);
            }
            if events.is_empty() {
                tell("No open action has a day, so there is nothing to put into a calendar.", around);
                return Ok(Status::Unreadable);
            }
            icalendar::write(&plan.document().title, around.today, &events)
        }
    };
    deliver(&bytes, args.output.as_deref())?;
    Ok(Status::Fine)
}

/// Nobody of that name owns an action.
fn nobody(owner: &str, all: &Plan<'_>) -> Misuse {
    let owners: Vec<String> = all.owners().iter().map(|o| clean_line(o).into_owned()).collect();
    let near = nearest(owner, owners.iter().map(String::as_str)).map(|o| format!(" Did you mean \"{o}\"?")).unwrap_or_default();
    let who = if owners.is_empty() { "There are no actions.".to_owned() } else { format!("Owners are {}.", list_of(&owners)) };
    Misuse(format!("\"{}\" owns no action.{near} {who}", clean_line(owner)))
}
