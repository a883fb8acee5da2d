//! The arguments of `vpr check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diagnostic::Severity;

// `vpr check`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct CheckArgs {
    /// Files, folders, patterns as 'submissions/*.yaml', or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A list of files, one on each line or with a null character between them; - for standard input. Each counts as named, and none is a pattern
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// A file of expectations, as vpr.toml: severities of rules, named requirements, sign-offs, floors
    #[arg(long, value_name = "FILE")]
    pub expect: Option<PathBuf>,
    /// How problems are written; whatever the format, exit status and counts are the same
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// The mildest problem that makes the run fail
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub fail_on: FailOn,
    /// The most problems to show of one file; how many more there are is said
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_per_file: Option<u32>,
    /// Put right what can be put right in one way only, and show what changed; signed files, and those that a link leads to, are left alone
    #[arg(long, conflicts_with = "diff")]
    pub fix: bool,
    /// Show what --fix would change, and write nothing
    #[arg(long)]
    pub diff: bool,
    /// Leave out what ignore files name; without this nobody can hide a file that way
    #[arg(long)]
    pub respect_gitignore: bool,
    /// List every rule, and check nothing
    // Not `exclusive`: what the environment sets would be in its way.
    #[arg(
        long,
        conflicts_with_all = ["paths", "files_from", "expect", "format", "fail_on", "max_per_file", "fix", "diff", "respect_gitignore"]
    )]
    pub list_rules: bool,
}

/// In which format problems are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person: each problem at its place
    Text,
    /// Everything, for your own programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    #[value(help = "JUnit XML, for test reports")]
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report (Code Climate)
    Gitlab,
}

impl Format {
    /// Whether nobody sees it as it is written, so that the counts have to be said beside it.
    pub const fn is_read_by_machines_only(self) -> bool {
        matches!(self, Self::Json | Self::Sarif | Self::Junit | Self::Gitlab)
    }
}

/// The mildest problem that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
    /// Anything
    Note,
}

impl FailOn {
    /// As a severity.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}
