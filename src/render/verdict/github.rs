//! Workflow commands of GitHub Actions: each problem an annotation at its line, then the counts.
//!
//! GitHub shows the first ten errors, warnings and notices of a step beside the code, each kind for itself, so that no order
//! among kinds would show more; the log has them all. The place is part of the message, as the log does not show it otherwise.

use std::fmt::Display;

use super::problem::{Place, told};
use super::text::{skipped, summary};
use super::{Entry, Held, Verdict};
use crate::check::rules::of_run::{NOT_READ, NOT_SHOWN, NOT_WRITTEN, NOTHING_CHECKED, SKIPPED};
use crate::check::{FileReport, Outcome, Tally};
use crate::diagnostic::Severity;
use crate::text::{clean, clean_line, count_of};

/// Annotations in the log of GitHub Actions.
#[derive(Debug)]
pub struct GitHub {
    /// Most problems told of a file.
    pub most: usize,
}

impl Verdict for GitHub {
    fn file(&self, file: &FileReport) -> Vec<Entry> {
        let path = file.path.as_str();
        let mut out = String::new();
        match &file.outcome {
            Outcome::Checked(problems) | Outcome::Unwritten(problems, _) | Outcome::Refused(problems) => {
                // It comes first: of a step only the first ten are shown beside the code.
                if let Outcome::Unwritten(_, why) = &file.outcome {
                    let message = format!("{path}: was not put right: {}", clean_line(why));
                    out.push_str(&command(Severity::Error, path, Place::START, NOT_WRITTEN, &message));
                }
                let (problems, rest) = told(&file.uri, problems, self.most);
                for p in &problems {
                    let Place { line, column, .. } = p.place;
                    let message = format!("{path}:{line}:{column}: {}[{}]: {}", p.severity, p.code, p.in_full());
                    out.push_str(&command(p.severity, path, p.place, p.code, &message));
                }
                if rest > 0 {
                    let message = format!("{path}: {} not shown", count_of(rest, "more problem", "more problems"));
                    out.push_str(&command(Severity::Warning, path, Place::START, NOT_SHOWN, &message));
                }
            }
            // A folder may hold thousands, and each would take the place of a problem: at the end some are named, and the rest is
            // counted.
            Outcome::Skipped(_) | Outcome::PassedOver(_) => {}
            Outcome::Unread(why) | Outcome::Missing(why) => {
                let what = if matches!(file.outcome, Outcome::Missing(_)) { "not found" } else { "could not be read" };
                let message = format!("{path}: {what}: {}", clean_line(why));
                out = command(Severity::Error, path, Place::START, NOT_READ, &message);
            }
        }
        vec![Entry::aside(out)]
    }

    fn end(&self, tally: &Tally, held: &Held) -> String {
        let mut out = String::new();
        for (path, _, why) in &held.first_passed_over {
            out.push_str(&command(Severity::Note, path, Place::START, SKIPPED, &format!("{path}: skipped: {why}")));
        }
        if let Some(said) = skipped(tally, held) {
            out.push_str(&format!("::notice title=vpr {SKIPPED}::{}\n", data(&said)));
        }
        if tally.checked == 0 {
            out.push_str(&format!("::error title=vpr {NOTHING_CHECKED}::Nothing was checked, so this is no good result.\n"));
        }
        out + &summary(tally) + "\n"
    }
}

fn command(severity: Severity, path: &str, place: Place, title: impl Display, message: &str) -> String {
    let name = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let Place { line, column, end_line, end_column } = place;
    // Columns may only be named where the lines are one and the same.
    let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
    format!(
        "::{name} file={},line={line},endLine={end_line}{columns},title={}::{}\n",
        property(path),
        property(&format!("vpr {title}")),
        data(message)
    )
}

/// Text in a message: what the runner reads as markup is written as it reads it back.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
