//! The arguments of every command, with their help.

mod plan;
mod report;

pub use plan::{EvidenceArgs, EvidenceFormat, ImportArgs, MeasuresArgs, MeasuresCommand, PlanArgs, PlanFormat};
pub use report::{ClearArgs, Dialect, Format, ReportArgs, TableName};

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::check::CheckArgs;
use crate::text::has_word;

const ABOUT: &str =
    "Assess an organisation against a working list on NHS England's violence prevention and reduction (VPR) standard";
const AFTER: &str = "\
Exit status: 0 fine, 1 findings or a bad file, 2 wrong usage, 3 could not read
or write, 130 interrupted. The requirements are a working list in our own words,
not verified against the official copy.
Start with: vpr demo";

/// What stands above the options that every command has, so that they do not stand among its own.
pub const GLOBAL: &str = "Options of every command";

/// Self-assessment against the violence prevention and reduction standard.
#[derive(Debug, Parser)]
#[command(name = "vpr", version, about = ABOUT, after_help = AFTER, max_term_width = 100)]
pub struct Args {
    /// Folder of local packs, beside those built in
    #[arg(long, global = true, help_heading = GLOBAL, env = "VPR_STANDARDS", value_name = "DIR", hide_env_values = true)]
    pub standards: Option<PathBuf>,

    // Names of variables stand bare in help, which is no Markdown.
    #[arg(long, global = true, help_heading = GLOBAL, help = "The day that counts as today, as 2026-12-18 [default: SOURCE_DATE_EPOCH, else the clock]", value_name = "DATE", value_parser = day)]
    pub on: Option<Date>,

    /// Plain lines, numbered choices, no redraw: for screen readers (also ACCESSIBLE=1)
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub accessible: bool,

    #[arg(
        long,
        alias = "colour",
        global = true,
        help_heading = GLOBAL,
        help = "When to use colour in questions; results have none, and every rating is a word (NO_COLOR is honoured)",
        value_name = "WHEN",
        default_value = "auto"
    )]
    pub color: Colour,

    /// Say what is read and written, and where
    #[arg(long, short, global = true, help_heading = GLOBAL)]
    pub verbose: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands. The arguments of each are put together only when it is the one that was called: a fifth fewer pages
/// of memory to start. What they consist of has no doc comments below: those would stand in help where the words here belong.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Do the whole job on a fictional organisation in a minute
    #[command(after_help = "Example: vpr demo --output /tmp/vpr-demo")]
    Demo(DemoArgs),
    /// Make an assessment file, by prompts or by flags
    #[command(
        after_help = "Examples:\n  vpr new\n  vpr new north.yaml --name \"Northfield NHS Trust\" --meeting 2027-01-28\n  vpr new --from northfield-2026-h2.yaml --cycle 2027-H1"
    )]
    New(NewArgs),
    /// Walk through the questions: Plan, Do, Check, Act
    #[command(
        after_help = "Examples:\n  vpr assess northfield.yaml\n  vpr assess northfield.yaml --only check\n  vpr assess northfield.yaml --only L3\n\nType :help at any prompt. Each reply is saved before the next question; run it\nagain to go on."
    )]
    Assess(AssessArgs),
    /// Give one answer by flags, or many from a CSV on standard input
    #[command(
        after_help = "Examples:\n  vpr answer northfield.yaml L1 --rating green --because \"Minute 112/26\"\n  vpr answer northfield.yaml L1 --evidence \"Portfolio\" --dated 2026-03-26\n  vpr answer northfield.yaml < answers.csv\n\nThe CSV has the headings that `vpr report --format csv` writes; only `id` is\nneeded."
    )]
    Answer(AnswerArgs),
    /// Show where an assessment stands and what to do next
    #[command(after_help = "Examples:\n  vpr status northfield.yaml\n  vpr status northfield.yaml --lens hse")]
    Status(StatusArgs),
    /// Write a paper or a table from an assessment
    #[command(
        after_help = "Examples:\n  vpr report northfield.yaml --output board-paper.html\n  vpr report northfield.yaml --for committee --by domain --last 2026-h1.yaml\n  vpr report northfield.yaml --for public --output public-paper.md\n  vpr report northfield.yaml --output northfield.xlsx\n  vpr report northfield.yaml --format csv --output tables/\n\nA name that ends in .md, .html, .docx, .xlsx, .csv or .json says the format. A\nfolder, for all CSV tables, is one that is there or a name that ends in /."
    )]
    Report(ReportArgs),
    /// Check assessment files: every problem in every file, and one verdict
    #[command(
        after_help = "Examples:\n  vpr check northfield.yaml\n  vpr check submissions/ --fail-on warning\n  git diff -z --name-only --diff-filter=d main 'in/*.yaml' |\n    vpr check --files-from -\n\nExit status: 0 where no problem is one to fail the run, 1 where one is, be it in\nwhat is expected of the files, 2 where the command is mistyped, 3 where\nsomething could not be read or no file was there to check."
    )]
    Check(CheckArgs),
    /// Record a sign-off: agreement, or agreement with named disagreements
    #[command(
        after_help = "Examples:\n  vpr sign northfield.yaml\n  vpr sign northfield.yaml --role executive-lead --name \"A Person\"\n  vpr sign north.yaml --role staff-side --name \"B Person\" --disagree L6 \\\n    --rating red --reason \"Night staff see no support\" --publish\n\nWith --role and --name nothing is asked. A later sign-off by the same role\nsupersedes the earlier one, which stays. For proof of who: --key, or\n`ssh-keygen -Y sign -n vpr-sign-off` for a key with a passphrase."
    )]
    Sign(SignArgs),
    /// Say whether sign-offs still cover what is there, and whether cycles in a folder follow on each other
    #[command(
        after_help = "Examples:\n  vpr verify northfield.yaml\n  vpr verify northfield.yaml --against as-signed.yaml\n  vpr verify assessments/\n\nExit status 0 when the last sign-off of every role covers what is there, else\n1."
    )]
    Verify(VerifyArgs),
    /// Show the improvement plan: overdue first, by day, by owner, and what has no action
    #[command(
        after_help = "Examples:\n  vpr plan northfield.yaml\n  vpr plan northfield.yaml --last northfield-2026-h1.yaml --output plan.md\n  vpr plan northfield.yaml --owner \"Head of facilities\" --output plan.md\n  vpr plan northfield.yaml --format icalendar --output plan.ics"
    )]
    Plan(PlanArgs),
    /// Show the evidence: what lapses before the meeting, what carries many ratings, which files changed
    #[command(
        after_help = "Examples:\n  vpr evidence northfield.yaml\n  vpr evidence northfield.yaml --root /shared/vpr --digest\n  vpr evidence northfield.yaml --root /shared/vpr"
    )]
    Evidence(EvidenceArgs),
    /// Count outcomes beside compliance: incidents, people harmed, support
    #[command(
        after_help = "Examples:\n  vpr measures show northfield.yaml\n  vpr measures import north.yaml --from x.csv --mapping datix.toml --dry-run"
    )]
    Measures(MeasuresArgs),
    /// Look at the words a public paper would print, one text at a time
    #[command(
        after_help = "Examples:\n  vpr clear northfield.yaml\n  vpr clear northfield.yaml --list\n  vpr clear northfield.yaml L3\n\nEach decision is saved before the next text; run it again to go on. Words\nchanged later are held back again."
    )]
    Clear(ClearArgs),
    /// Explain a figure, or a rule of `vpr check`
    #[command(
        override_usage = "vpr explain CODE\n       vpr explain score FILE",
        after_help = "CODE is that of a rule, as it stands in brackets where `vpr check` finds\nsomething. `vpr check --list-rules` lists them.\n\nExamples:\n  vpr explain score northfield.yaml\n  vpr explain met-without-evidence"
    )]
    Explain(ExplainArgs),
    /// Look at the packs of requirements
    #[command(after_help = "Examples:\n  vpr standard list\n  vpr standard show L1")]
    Standard(StandardArgs),
    /// Write a JSON Schema for editors to standard output
    #[command(
        after_help = "Example: vpr schema assessment > vpr-assessment.schema.json\n\nThen put this at the top of an assessment, and editors with the YAML language\nserver complete and check it:\n  # yaml-language-server: $schema=vpr-assessment.schema.json"
    )]
    Schema(SchemaArgs),
    /// Write completions for a shell to standard output
    #[command(after_help = "Example: vpr completions bash > ~/.local/share/bash-completion/completions/vpr")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page, of all commands, to standard output
    #[command(after_help = "Examples:\n  vpr man > vpr.1\n  vpr man | man -l -")]
    Man,
}

// An assessment.
#[derive(Debug, ClapArgs)]
pub struct FileArgs {
    /// The assessment file
    pub file: PathBuf,
}

// `vpr status`
#[derive(Debug, ClapArgs)]
pub struct StatusArgs {
    /// The assessment file
    pub file: PathBuf,
    /// See the answers through a lens: hse, spf, cqc, people-promise, staff-survey or law
    #[arg(long, value_name = "LENS")]
    pub lens: Option<String>,
}

// `vpr demo`
#[derive(Debug, ClapArgs)]
pub struct DemoArgs {
    /// Folder to write to; it must not exist yet [default: vpr-demo, or the next free vpr-demo-2, …]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// The edition that is answered where none is named.
pub const USUAL_EDITION: &str = "nhs-england-vpr@2024";

// `vpr new`
#[derive(Debug, ClapArgs)]
pub struct NewArgs {
    /// The file to make [default: from the name and the cycle]
    pub file: Option<PathBuf>,
    /// Start from the last cycle's file: its answers are carried, to be confirmed one by one
    #[arg(long, value_name = "LAST", conflicts_with_all = ["name", "kind", "code", "system", "standard"])]
    pub from: Option<PathBuf>,
    /// Name of the organisation
    #[arg(long)]
    pub name: Option<String>,
    /// What it is: acute, mental-health, community, ambulance, icb, primary-care, …
    #[arg(long)]
    pub kind: Option<String>,
    /// Its ODS code
    #[arg(long)]
    pub code: Option<String>,
    /// Code of its integrated care board
    #[arg(long)]
    pub system: Option<String>,
    /// Edition to answer
    #[arg(long, value_name = "ID@EDITION", default_value = USUAL_EDITION)]
    pub standard: String,
    /// Name of the cycle [default: from today, as 2026-H2]
    #[arg(long)]
    pub cycle: Option<String>,
    /// The day the cycle opened [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub opened: Option<Date>,
    /// The day of the meeting; evidence is judged on it
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub meeting: Option<Date>,
    /// Job title of the accountable executive
    #[arg(long, value_name = "TITLE")]
    pub executive_lead: Option<String>,
    /// Job title of the VPR lead
    #[arg(long, value_name = "TITLE")]
    pub vpr_lead: Option<String>,
    /// Job title of the staff-side representative
    #[arg(long, value_name = "TITLE")]
    pub staff_side: Option<String>,
}

// `vpr assess`
#[derive(Debug, ClapArgs)]
pub struct AssessArgs {
    /// The assessment file
    pub file: PathBuf,
    /// Cut the walk by stage or by domain
    #[arg(long, default_value = "stage")]
    pub by: By,
    /// Limit it: a stage, a domain, an id, `open` or `carried`; several with commas
    #[arg(long, value_delimiter = ',', value_name = "WHAT")]
    pub only: Vec<String>,
    /// Role of who assesses
    #[arg(long = "as", value_name = "ROLE", value_parser = role, default_value = "VPR lead")]
    pub role: String,
}

/// How a walk is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Plan, Do, Check, Act
    Stage,
    /// Domain by domain
    Domain,
}

// `vpr answer`
#[derive(Debug, ClapArgs)]
pub struct AnswerArgs {
    /// The assessment file
    pub file: PathBuf,
    /// The requirement; without one, a CSV is read from standard input
    pub id: Option<String>,
    /// Its rating
    #[arg(long, requires = "id")]
    pub rating: Option<String>,
    /// Why
    #[arg(long, requires = "id", value_name = "TEXT", value_parser = words)]
    pub because: Option<String>,
    /// Title of a piece of evidence to add
    #[arg(long, requires = "id", value_name = "TITLE", value_parser = words)]
    pub evidence: Option<String>,
    /// Where that evidence can be found
    #[arg(long = "where", requires = "evidence", value_name = "PLACE")]
    pub location: Option<String>,
    /// The day that evidence is from
    #[arg(long, requires = "evidence", value_name = "DATE")]
    pub dated: Option<String>,
    /// The day by which that evidence has to be looked at again
    #[arg(long, requires = "evidence", value_name = "DATE")]
    pub review_by: Option<String>,
    /// An action to add
    #[arg(long, requires = "id", value_name = "WHAT", value_parser = words)]
    pub action: Option<String>,
    /// Role that owns that action
    #[arg(long, requires = "action", value_name = "ROLE", value_parser = role)]
    pub owner: Option<String>,
    /// The day that action is due
    #[arg(long, requires = "action", value_name = "DATE")]
    pub due: Option<String>,
    /// How that action stands: open, done or stopped
    #[arg(long, requires = "action", value_name = "STATUS")]
    pub status: Option<String>,
    /// Parts to leave out on purpose: because, evidence, actions
    #[arg(long, requires = "id", value_delimiter = ',', value_name = "PART")]
    pub skip: Vec<String>,
    /// It does not apply here, and why
    #[arg(long, requires = "id", conflicts_with = "rating", value_name = "REASON", value_parser = words)]
    pub not_applicable: Option<String>,
    /// Role that approved leaving it out
    #[arg(long, requires = "id", value_name = "ROLE")]
    pub approved_by: Option<String>,
    /// A note of whom to ask, for later
    #[arg(long, requires = "id", value_name = "NOTE", value_parser = words)]
    pub later: Option<String>,
    /// Role of who assesses
    #[arg(long = "as", value_name = "ROLE", value_parser = role, default_value = "VPR lead")]
    pub role: String,
}

// `vpr sign`
#[derive(Debug, ClapArgs)]
pub struct SignArgs {
    /// The assessment file
    pub file: PathBuf,
    /// In what role: executive-lead, staff-side, vpr-lead, committee-chair, board-secretary or commissioner
    #[arg(long)]
    pub role: Option<String>,
    /// Who signs; papers print it only on request
    #[arg(long)]
    pub name: Option<String>,
    /// A requirement on whose rating the signer disagrees; once for each, with --rating and --reason
    #[arg(long, requires = "name", requires = "role", value_name = "ID")]
    pub disagree: Vec<String>,
    /// The rating the signer would give it
    #[arg(long, requires = "disagree")]
    pub rating: Vec<String>,
    /// Why
    #[arg(long, requires = "disagree", value_name = "TEXT", value_parser = words)]
    pub reason: Vec<String>,
    /// The words of the disagreement may be published; of several, name those: --publish=L6,W3
    #[arg(
        long,
        requires = "disagree",
        value_name = "ID",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_delimiter = ','
    )]
    pub publish: Option<Vec<String>>,
    /// Private SSH key (ed25519) to sign with; the signature goes to FILE.ROLE.sig
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

// `vpr verify`
#[derive(Debug, ClapArgs)]
pub struct VerifyArgs {
    /// The assessment file, or a folder of one or several organisations' cycles
    pub path: PathBuf,
    /// An earlier copy of the file, to see what stood there
    #[arg(long, value_name = "COPY")]
    pub against: Option<PathBuf>,
    /// Keys that may sign, as ssh-keygen has them; the principal is the role. Roles listed have to have signed
    #[arg(long, value_name = "FILE")]
    pub allowed_signers: Option<PathBuf>,
}

// `vpr explain`
#[derive(Debug, ClapArgs)]
pub struct ExplainArgs {
    /// What to explain
    #[command(subcommand)]
    pub what: Explain,
}

// What can be explained.
#[derive(Debug, Subcommand)]
pub enum Explain {
    /// How the score comes about: what each requirement brings, and what would move it
    #[command(after_help = "Example: vpr explain score northfield.yaml")]
    Score(FileArgs),
    /// A rule of `vpr check`, by its code
    #[command(external_subcommand)]
    Rule(Vec<String>),
}

// `vpr schema`
#[derive(Debug, ClapArgs)]
pub struct SchemaArgs {
    /// Of which kind of file
    pub of: SchemaOf,
}

/// Kinds of files that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// An assessment; ids and ratings are those of the packs at hand
    Assessment,
    /// A pack of requirements
    Pack,
    /// A crosswalk between two packs
    Crosswalk,
    /// A lens over a pack
    Lens,
    /// What a commissioner or a pipeline demands
    Expectations,
}

// `vpr standard`
#[derive(Debug, ClapArgs)]
pub struct StandardArgs {
    /// What to do
    #[command(subcommand)]
    pub what: StandardCommand,
}

// What can be done with packs.
#[derive(Debug, Subcommand)]
pub enum StandardCommand {
    /// List the packs at hand
    #[command(after_help = "Example: vpr standard list --standards my-packs/")]
    List,
    /// Show a pack, or rows of it
    #[command(
        after_help = "Examples:\n  vpr standard show\n  vpr standard show L1 W3\n  vpr standard show nhs-england-vpr@2024 L1"
    )]
    Show {
        /// A pack as id@edition, then ids of rows
        #[arg(value_name = "PACK|ID")]
        what: Vec<String>,
    },
    /// Find rows that hold all the words
    #[command(after_help = "Example: vpr standard search lone worker")]
    Search {
        /// Words to look for
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Show how the rows of one edition lead to those of another, to plan the move
    #[command(after_help = "Example: vpr standard diff nhs-england-vpr@2020 nhs-england-vpr@2024")]
    Diff {
        /// The edition moved from, as id@edition
        from: String,
        /// The edition moved to
        to: String,
    },
    /// Check packs: files, or folders of them
    #[command(after_help = "Example: vpr standard check my-packs/")]
    Check {
        /// Pack files or folders [default: those built in and in --standards]
        paths: Vec<PathBuf>,
    },
}

fn words(text: &str) -> Result<String, String> {
    if has_word(text) { Ok(text.to_owned()) } else { Err("it has no letter or number; say it in words".to_owned()) }
}

fn role(text: &str) -> Result<String, String> {
    if has_word(text) { Ok(text.to_owned()) } else { Err("it has no letter or number; name a role, as \"VPR lead\"".to_owned()) }
}

fn day(text: &str) -> Result<Date, String> {
    crate::day::parse_iso(text).map_err(|why| format!("{why}; write it as 2026-12-18"))
}
