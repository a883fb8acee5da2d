//! The arguments of `vpr plan`, `vpr evidence` and `vpr measures`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

// `vpr plan`
#[derive(Debug, ClapArgs)]
pub struct PlanArgs {
    /// The assessment file
    pub file: PathBuf,
    /// The assessment of the last cycle, to show what became of its actions
    #[arg(long, value_name = "FILE")]
    pub last: Option<PathBuf>,
    /// Only the actions of this owner
    #[arg(long, value_name = "ROLE")]
    pub owner: Option<String>,
    /// How to write it [default: for the screen; Markdown to a file]
    #[arg(long)]
    pub format: Option<PlanFormat>,
    /// File to write, replaced whole or not at all [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// In which format a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// A paper in Markdown
    Markdown,
    /// A table that opens safely in Excel
    Csv,
    /// A workbook: the plan to read, and its actions to sort and filter
    Xlsx,
    /// Days for a calendar, as Outlook imports them
    Icalendar,
}

/// In which format evidence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvidenceFormat {
    /// A page in Markdown
    Markdown,
    /// A table that opens safely in Excel
    Csv,
}

// `vpr evidence`
#[derive(Debug, ClapArgs)]
pub struct EvidenceArgs {
    /// The assessment file
    pub file: PathBuf,
    /// Folder that the places of evidence start from; files below it are looked at
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Record the digest of each file found, to see later whether it changed
    #[arg(long, requires = "root")]
    pub digest: bool,
    /// How to write it [default: for the screen; Markdown to a file]
    #[arg(long)]
    pub format: Option<EvidenceFormat>,
    /// File to write, replaced whole or not at all [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

// `vpr measures`
#[derive(Debug, ClapArgs)]
pub struct MeasuresArgs {
    /// What to do
    #[command(subcommand)]
    pub what: MeasuresCommand,
}

// What can be done with measures.
#[derive(Debug, Subcommand)]
pub enum MeasuresCommand {
    /// List what can be counted, and by which groups
    #[command(after_help = "Example: vpr measures list")]
    List,
    /// Show what an assessment counts, with earlier cycles beside it
    #[command(after_help = "Example: vpr measures show northfield.yaml --last northfield-2026-h1.yaml")]
    Show {
        /// The assessment file
        file: PathBuf,
        /// An assessment of an earlier cycle, oldest first; several times for several
        #[arg(long, value_name = "FILE")]
        last: Vec<PathBuf>,
    },
    /// Count an extract of an incident system, and keep nothing of it but counts fit to publish
    #[command(
        after_help = "Examples:\n  vpr measures import north.yaml --from x.csv --mapping datix.toml --dry-run\n\nThe extract has a line of column names and a row an incident. The mapping says\nwhich column is what; examples/incident-mapping.toml is one to start from."
    )]
    Import(ImportArgs),
}

// `vpr measures import`
#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// The assessment file
    pub file: PathBuf,
    /// The extract, as CSV
    #[arg(long, value_name = "CSV")]
    pub from: PathBuf,
    /// What its columns mean
    #[arg(long, value_name = "TOML")]
    pub mapping: PathBuf,
    /// An assessment of an earlier cycle, whose periods must not overlap; several times for several
    #[arg(long, value_name = "FILE")]
    pub last: Vec<PathBuf>,
    /// Replace what was imported for the same period; only if nobody has seen it yet
    #[arg(long)]
    pub replace: bool,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
