//! What the process finds around it: the day, the screen, who is there. Asked once, here.

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use console::Term;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::args::{Args, Colour};
#[cfg(windows)]
use super::prompt;
use crate::render::Look;
use crate::render::diagnostics::Form;

/// Width where nothing better is known.
const USUAL_WIDTH: usize = 80;
/// Lines longer than this are hard to read, however wide the screen.
const WIDEST: usize = 100;

/// How the screen may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Lists to move in, rules and columns.
    Drawn,
    /// No redraw, no boxes, numbered choices: for screen readers.
    Plain,
    /// As `Plain`, on a terminal that knows no movement of the cursor.
    Dumb,
}

/// The surroundings of a run.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Today: `--on`, else `SOURCE_DATE_EPOCH`, else the clock.
    pub today: Date,
    /// Whether today was given and not read off the clock.
    pub day_was_given: bool,
    /// Columns to write in.
    pub width: usize,
    /// How the screen may be used.
    pub screen: Screen,
    /// Whether a person sits at a terminal, to answer and to see.
    pub interactive: bool,
    /// Folder of local packs.
    pub standards: Option<PathBuf>,
}

impl Surroundings {
    /// Looks around.
    pub fn new(args: &Args) -> Result<Self> {
        let colour = match args.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && io::stderr().is_terminal(),
        };
        console::set_colors_enabled(colour);
        console::set_colors_enabled_stderr(colour);
        let says_yes = |name: &str| env::var(name).is_ok_and(|v| !v.is_empty() && v != "0");
        let dumb = env::var("TERM").is_ok_and(|t| t == "dumb");
        let interactive = io::stdin().is_terminal() && io::stderr().is_terminal();
        #[cfg(windows)]
        let interactive = interactive && prompt::is_console();
        #[cfg(windows)]
        let dumb = dumb || (interactive && !prompt::takes_sequences());
        Ok(Self {
            today: today(args.on)?,
            day_was_given: args.on.is_some() || env::var_os("SOURCE_DATE_EPOCH").is_some(),
            width: screen_width(),
            screen: match (dumb, args.accessible || says_yes("ACCESSIBLE")) {
                (true, _) => Screen::Dumb,
                (false, true) => Screen::Plain,
                (false, false) => Screen::Drawn,
            },
            interactive,
            standards: args.standards.clone(),
        })
    }

    /// A bar for long work, where a person sees one and has not asked for lines alone. `of` says what is counted.
    pub fn progress(&self, length: usize, of: &str) -> ProgressBar {
        if !self.interactive || self.screen != Screen::Drawn {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(length as u64);
        if let Ok(style) = ProgressStyle::with_template(&format!("{{pos}} of {{len}} {of} {{bar:30}}")) {
            bar.set_style(if is_utf8() { style } else { style.progress_chars("#>-") });
        }
        bar
    }

    /// How problems in files look. Frames of characters every terminal has: what the font lacks nobody can know.
    pub const fn form(&self) -> Form {
        if matches!(self.screen, Screen::Drawn) { Form::Ascii } else { Form::Narrated }
    }

    /// How tables and blocks look.
    pub const fn look(&self) -> Look {
        if matches!(self.screen, Screen::Drawn) { Look::Drawn } else { Look::Plain }
    }
}

/// Columns to write in, on the screen as it is now.
pub fn screen_width() -> usize {
    let screen = Term::stdout().size_checked().or_else(|| Term::stderr().size_checked());
    screen.map_or(USUAL_WIDTH, |(_, columns)| usize::from(columns)).clamp(20, WIDEST)
}

/// Whether the terminal takes UTF-8, as the locale says. A Windows console takes all letters whatever its code page.
pub fn is_utf8() -> bool {
    static SAYS: OnceLock<bool> = OnceLock::new();
    *SAYS.get_or_init(|| {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
        let locale = locale.unwrap_or_default().to_lowercase();
        cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Who runs this, where and since when, for others who find a file locked: as much of it as can be had. The clock's own time:
/// a lock is a fact about a process, whatever day a paper is of.
pub fn holder() -> String {
    let named = |names: &[&str]| names.iter().find_map(|name| env::var(name).ok().filter(|v| !v.trim().is_empty()));
    let account = named(&["LOGNAME", "USER", "USERNAME"]).map(|account| format!(" of {account}")).unwrap_or_default();
    #[cfg(unix)]
    let machine = Some(rustix::system::uname().nodename().to_string_lossy().into_owned()).filter(|name| !name.is_empty());
    #[cfg(not(unix))]
    let machine = named(&["COMPUTERNAME"]);
    let machine = machine.map(|machine| format!(" on {machine}")).unwrap_or_default();
    let now = Zoned::now();
    let since = format!("{:02}:{:02} on {}", now.hour(), now.minute(), crate::day::long(now.date()));
    format!("process {}{account}{machine}, since {since}", std::process::id())
}

fn today(on: Option<Date>) -> Result<Date> {
    if let Some(day) = on {
        return Ok(day);
    }
    if let Ok(seconds) = env::var("SOURCE_DATE_EPOCH") {
        let seconds: i64 = seconds.trim().parse().context("SOURCE_DATE_EPOCH is not a number of seconds")?;
        let moment = Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH is out of range")?;
        return Ok(moment.to_zoned(TimeZone::UTC).date());
    }
    Ok(Zoned::now().date())
}
