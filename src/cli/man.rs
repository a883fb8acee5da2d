//! `vpr man`: one page of everything, commands with their options and examples, for who has no network and no browser.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::args::Args;
use super::{Status, print};

pub fn run() -> Result<Status> {
    let mut page = Vec::new();
    write(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Status::Fine)
}

fn write(page: &mut dyn Write) -> io::Result<()> {
    let mut all = Args::command();
    all.build();
    let whole = Man::new(all.clone());
    whole.render_title(page)?;
    whole.render_name_section(page)?;
    whole.render_synopsis_section(page)?;
    section(page, "SH", "DESCRIPTION", all.get_after_help().map(ToString::to_string).unwrap_or_default().trim_end())?;
    whole.render_options_section(page)?;
    section(page, "SH", "COMMANDS", "")?;
    commands(page, &all)
}

/// Every command that does something itself, those of commands as well.
fn commands(page: &mut dyn Write, of: &Command) -> io::Result<()> {
    for command in of.get_subcommands().filter(|c| c.get_name() != "help") {
        let usage = command.clone().render_usage().to_string();
        section(page, "SS", usage.trim_start_matches("Usage:").trim(), "")?;
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        Roff::new().text([roman(format!("{about}."))]).to_writer(page)?;
        // What every command has stands above, once.
        let own =
            command.clone().mut_args(|arg| if arg.is_global_set() || arg.get_id() == "help" { arg.hide(true) } else { arg });
        let mut options = Vec::new();
        Man::new(own).render_options_section(&mut options)?;
        // Under the command's own heading they need none.
        for line in String::from_utf8_lossy(&options).lines().filter(|line| !line.starts_with(".SH ")) {
            writeln!(page, "{line}")?;
        }
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        Roff::new().control("PP", []).to_writer(page)?;
        as_it_is(page, &after)?;
        commands(page, command)?;
    }
    Ok(())
}

fn section(page: &mut dyn Write, kind: &str, heading: &str, text: &str) -> io::Result<()> {
    Roff::new().control(kind, [heading]).to_writer(page)?;
    as_it_is(page, text)
}

/// Text whose lines stay as they are: examples are there to be copied.
fn as_it_is(page: &mut dyn Write, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let mut roff = Roff::new();
    roff.control("nf", []);
    for line in text.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff.to_writer(page)
}
