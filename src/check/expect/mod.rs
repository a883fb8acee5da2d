//! What somebody demands of the assessments they check: a commissioner of submissions, a trust of its own.
//!
//! The demands are a file of their own (`vpr.toml`), given by name and never picked up by itself. They set the severity of
//! rules, and add demands of their own. A demand that is not met is a problem in the file that does not meet it.

mod compare;
mod parse;

pub use parse::{AT_MOST, OLDEST_MONTHS, PACKS, parse};

use std::collections::BTreeMap;

use super::rules;
use crate::assessment::Role;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::standard::{RequirementId, Stage, StandardRef};
use crate::text::Span;

pub(super) use compare::{compare, compare_nothing};

/// What is demanded. The default demands nothing.
#[derive(Debug, Clone, Default)]
pub struct Expectations {
    /// The name of their file, to say where a demand comes from.
    pub file: String,
    /// What they are called.
    pub title: Option<String>,
    /// The edition that has to be answered.
    pub standard: Option<Demand<StandardRef>>,
    /// Whether only packs built in may be answered.
    pub embedded_only: Option<Demand<()>>,
    /// Whether files that are no assessments are allowed in a folder. They are unless this says no.
    pub refuse_skipped: Option<Demand<()>>,
    /// Severities of rules; nothing switches a rule off.
    pub severities: BTreeMap<Code, Option<Severity>>,
    /// Requirements that have to be so far.
    pub requirements: Vec<Demand<Wanted>>,
    /// Most requirements that may be unassessed; carried ones count as that.
    pub most_not_assessed: Option<Demand<usize>>,
    /// Most requirements that may be not applicable.
    pub most_not_applicable: Option<Demand<usize>>,
    /// Roles that have to have signed.
    pub signed: Vec<Demand<Role>>,
    /// Most months between an answer and the day of the check.
    pub oldest: Option<Demand<u32>>,
    /// Least scores, in whole per cent.
    pub floors: Vec<Demand<Floor>>,
}

/// A demand, with the line it stands on and the reason given for it.
#[derive(Debug, Clone)]
pub struct Demand<T> {
    /// What.
    pub what: T,
    /// Line in the file of expectations, from one.
    pub line: usize,
    /// Why, in the words of that file.
    pub because: Option<String>,
}

/// How far a requirement has to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which.
    pub id: RequirementId,
    /// The least rating, by its place on the scale from the worst at 0; nothing where any will do.
    pub at_least: Option<usize>,
    /// Whether evidence current on the day it is judged has to show it.
    pub shown: bool,
}

/// A least score of something.
#[derive(Debug, Clone)]
pub struct Floor {
    /// Of what.
    pub of: Whole,
    /// In whole per cent, 0 to 100. Compared with the exact score, not with a rounded one.
    pub least: u32,
}

/// What has a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whole {
    /// Everything.
    Overall,
    /// A stage.
    Stage(Stage),
    /// A domain, by its place in the pack.
    Domain(usize),
}

impl Expectations {
    /// The severity of a rule; nothing when it is switched off.
    #[must_use]
    pub fn severity(&self, rule: &super::Rule) -> Option<Severity> {
        self.severities.get(&rule.code).copied().unwrap_or(Some(rule.severity))
    }

    /// Whether anything of what an assessment says is demanded.
    const fn demand_something(&self) -> bool {
        self.standard.is_some()
            || self.embedded_only.is_some()
            || !self.requirements.is_empty()
            || self.most_not_assessed.is_some()
            || self.most_not_applicable.is_some()
            || !self.signed.is_empty()
            || self.oldest.is_some()
            || !self.floors.is_empty()
    }

    /// The problem of a file that is no assessment, where that is refused.
    pub(super) fn not_an_assessment(&self, why: &str, help: &str) -> Option<Diagnostic> {
        let demand = self.refuse_skipped.as_ref()?;
        let severity = self.of_code(rules::expected::FILE)?;
        let problem = Diagnostic::error(rules::expected::FILE, Span::default(), why);
        let problem = problem.note(format!("expected by {}, line {}", self.file, demand.line));
        Some(Diagnostic { severity, ..problem.help(help) })
    }

    /// The severity of a demand by its code: that of its rule, changed or not.
    fn of_code(&self, code: Code) -> Option<Severity> {
        rules::find(code.as_str()).and_then(|rule| self.severity(rule))
    }
}
