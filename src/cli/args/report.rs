//! The arguments of `vpr report` and `vpr clear`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args as ClapArgs, ValueEnum};

use super::By;
use crate::paper::Reader;

// `vpr report`
#[derive(Debug, ClapArgs)]
pub struct ReportArgs {
    /// The assessment file
    pub file: PathBuf,
    /// Whom it is for
    #[arg(long = "for", value_name = "READER", default_value = "board")]
    pub reader: Reader,
    /// In which format [default: as the name of the output says, else markdown]
    #[arg(long)]
    pub format: Option<Format>,
    /// Which table, for CSV [default: requirements]
    #[arg(long)]
    pub table: Option<TableName>,
    /// For whom the CSV is [default: excel]
    #[arg(long)]
    pub dialect: Option<Dialect>,
    /// How the committee paper is grouped [default: stage]
    #[arg(long)]
    pub by: Option<By>,
    /// The assessment of the cycle before, to show what moved [default: what was carried over from it]
    #[arg(long, value_name = "FILE")]
    pub last: Option<PathBuf>,
    /// Print the names of signers; a staff-side signer's name reveals membership of a trade union
    #[arg(long)]
    pub with_names: bool,
    /// Folder with a house style: template.toml, front-sheet.md
    #[arg(long, value_name = "DIR")]
    pub template: Option<PathBuf>,
    /// File to write, replaced whole or not at all, or for CSV a folder for all tables [default: standard output]
    #[arg(long, short, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
}

impl ValueEnum for Reader {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Board, Self::Committee, Self::Commissioner, Self::Inspection, Self::Public]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Board => "Made for four pages: position, gaps, decisions asked for",
            Self::Committee => "Every requirement with everything known of it",
            Self::Commissioner => "The contract's duty, answers, evidence, exclusions, sign-offs",
            Self::Inspection => "What an inspector would ask, and what could be shown",
            Self::Public => "Figures, and only those words that were cleared",
        };
        Some(PossibleValue::new(self.id()).help(help))
    }
}

// `vpr clear`
#[derive(Debug, ClapArgs)]
pub struct ClearArgs {
    /// The assessment file
    pub file: PathBuf,
    /// Only these requirements, and texts decided already as well
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// List what is held back and why, and ask nothing
    #[arg(long, conflicts_with = "ids")]
    pub list: bool,
    /// Role of who looks
    #[arg(long = "as", value_name = "ROLE", value_parser = super::role, default_value = "Board secretary")]
    pub role: String,
}

/// In which format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The paper in Markdown
    Markdown,
    /// The paper as a page for browsers and for printing, in one file
    Html,
    /// The paper for Word
    Docx,
    /// The whole assessment as a workbook: summary, requirements, actions, evidence, measures, sign-offs, lenses
    Xlsx,
    /// One table of the assessment
    Csv,
    /// The whole assessment with every figure, for programs
    Json,
}

/// A table of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableName {
    /// Every requirement with its answer; vpr answer takes it back
    Requirements,
    /// Every piece of evidence
    Evidence,
    /// Every action
    Actions,
    /// Every count
    Measures,
    /// Every sign-off, by role
    Signoffs,
}

/// For whom a CSV is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// A person with a spreadsheet: accents survive, and no cell runs as a formula
    Excel,
    /// A program: every cell as it is
    Plain,
}
