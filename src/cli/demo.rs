//! `vpr demo`: the whole job on a fictional organisation, with the real walk fed from a script of replies.

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use indicatif::ProgressBar;
use jiff::civil::{Date, date};

use super::args::{By, DemoArgs, Format, NewArgs};
use super::assess::{Outcome, walk};
use super::prompt::{Piped, Plain};
use super::report::Report;
use super::surroundings::{Screen, Surroundings};
use super::workfile::{WorkFile, quoted};
use super::{Misuse, Status, findings, new, packs, print};
use crate::assessment::{Author, Paired, to_yaml};
use crate::interview::{Ask, Interview, Order, Prompt, Reply, Say};
use crate::paper::{self, Frame, Reader};
use crate::render::{terminal, wrap};
use crate::score::Scorecard;
use crate::store;

/// What the fictional VPR lead types: a line a reply. `vpr assess FILE < examples/demo-replies.txt` does the same.
const REPLIES: &str = include_str!("../../examples/demo-replies.txt");
/// The day on which the demonstration takes place, so that it reads the same in any year.
const DAY: Date = date(2026, 11, 22);
/// Requirements of the walk that are shown in full before the rest runs by.
const SHOWN: usize = 2;

pub fn run(args: &DemoArgs, around: &Surroundings) -> Result<Status> {
    let around = Surroundings { today: if around.day_was_given { around.today } else { DAY }, ..around.clone() };
    let folder = folder(args.output.as_deref())?;
    store::create_folder(&folder)?;
    let catalogue = packs::load(around.standards.as_deref())?;
    let path = folder.join("harbourside.yaml");
    let described = fictional();
    let standard = packs::named(&catalogue, &described.standard)?;
    store::create(&path, &to_yaml(&new::build(&described, standard, around.today)?, standard))?;

    let day = crate::day::long(around.today);
    let opening = format!(
        "This is the main job on a fictional organisation, as if on {day}: the walk, the score, the board paper. First the walk, \
         its replies fed from a script."
    );
    print(&(wrap(&opening, around.width, "", "", true).join("\n") + "\n"))?;
    let mut file = WorkFile::open(&path, &catalogue, &around)?;
    let author = Author { today: around.today, role: "VPR lead".to_owned() };
    let mut interview = Interview::new(standard, file.assessment.clone(), Order::Stage, &[], author)
        .context("the new file answers another standard")?;
    let mut prompt = Scripted::new(&around);
    let outcome = walk(&mut interview, &mut prompt, &mut file, &Surroundings { screen: Screen::Plain, ..around.clone() })?;
    let transcript = prompt.finish();
    store::create(&folder.join("walk.txt"), &transcript)?;
    let paired = Paired::new(standard, &file.assessment).context("the file answers another standard")?;
    let open = paired.open().len();
    if outcome != Outcome::Finished || open > 0 {
        anyhow::bail!("the script of replies left {open} requirements open; this is a fault of the program");
    }
    let card = Scorecard::new(paired, around.today);
    print("\n")?;
    print(&terminal::write(&paper::status(&card), around.width, around.look()))?;
    let digest = file.digest();
    let guard = findings::guard(&file);
    let frame = Frame { guard: Some(&guard), ..Frame::new(env!("CARGO_PKG_VERSION")) };
    let report = Report { reader: Reader::Board, by: By::Stage, card: &card, catalogue: &catalogue, digest: &digest, frame };
    store::write_result(&folder.join("board-paper.md"), &report.write(Format::Markdown)?)?;
    store::write_result(&folder.join("board-paper.html"), &report.write(Format::Html)?)?;
    store::write_result(&folder.join("requirements.csv"), &report.write(Format::Csv)?)?;
    print(&goodbye(&folder))?;
    Ok(Status::Fine)
}

fn goodbye(folder: &Path) -> String {
    let name = store::shown(folder);
    let lines = [
        String::new(),
        format!("Written to {name}:"),
        "  board-paper.html   the board paper, for a browser and for printing".to_owned(),
        "  board-paper.md     the same in Markdown".to_owned(),
        "  requirements.csv   every requirement, for a spreadsheet".to_owned(),
        "  harbourside.yaml   the assessment file, to read and edit".to_owned(),
        "  walk.txt           the whole walk as it was asked and answered".to_owned(),
        String::new(),
        "To start your own:".to_owned(),
        "  vpr new            asks for your organisation and makes a file".to_owned(),
        "  vpr assess FILE    walks you through; stop and go on as you like".to_owned(),
        format!("To play with this one: vpr assess {} --only L1", quoted(&folder.join("harbourside.yaml"))),
        String::new(),
    ];
    lines.join("\n") + "\n"
}

fn fictional() -> NewArgs {
    let some = |text: &str| Some(text.to_owned());
    NewArgs {
        file: None,
        from: None,
        name: some("Harbourside Community NHS Trust (fictional)"),
        kind: some("community"),
        code: None,
        system: None,
        standard: "nhs-england-vpr@2024".to_owned(),
        cycle: some("2026-H2"),
        opened: Some(date(2026, 10, 1)),
        meeting: Some(date(2027, 1, 28)),
        executive_lead: some("Director of nursing"),
        vpr_lead: some("Head of safety"),
        staff_side: some("Staff side chair"),
    }
}

/// The folder asked for, or the first free one.
fn folder(asked: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = asked {
        if path.exists() {
            return Err(Misuse(format!("{} is there already; name a folder that is not", store::shown(path))).into());
        }
        return Ok(path.to_owned());
    }
    let name = |n: u32| if n == 1 { PathBuf::from("vpr-demo") } else { PathBuf::from(format!("vpr-demo-{n}")) };
    let mut n = 1;
    while name(n).exists() {
        n += 1;
    }
    Ok(name(n))
}

/// Plain mode over the script: the first requirements shown, the rest as a bar, all of it kept.
struct Scripted {
    plain: Plain<Piped<BufReader<&'static [u8]>>, Vec<u8>>,
    shown: usize,
    requirements: usize,
    bar: ProgressBar,
}

impl Scripted {
    fn new(around: &Surroundings) -> Self {
        let bar = around.progress(REPLIES.lines().count(), "replies, each saved");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self {
            plain: Plain::new(Piped::new(BufReader::new(REPLIES.as_bytes())), Vec::new(), around.width, true),
            shown: 0,
            requirements: 0,
            bar,
        }
    }

    fn finish(mut self) -> String {
        self.bar.finish_and_clear();
        String::from_utf8_lossy(self.plain.output()).into_owned()
    }
}

impl Prompt for Scripted {
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply> {
        let reply = self.plain.ask(said, ask);
        self.bar.inc(1);
        self.requirements += said.iter().filter(|s| matches!(s, Say::Requirement(_))).count();
        if self.requirements <= SHOWN {
            let all = self.plain.output();
            let new = String::from_utf8_lossy(&all[self.shown..]).into_owned();
            self.shown = all.len();
            self.bar.suspend(|| print(&new)).map_err(io::Error::other)?;
        } else if self.shown > 0 {
            self.shown = 0;
            self.bar.suspend(|| print("\n… and so on to the end. The whole walk is kept.\n")).map_err(io::Error::other)?;
        }
        reply
    }
}
