//! For a person at a screen.

use super::{Entry, Held, Verdict};
use crate::check::{FileReport, Outcome, Tally};
use crate::render::diagnostics::{self, Form};
use crate::text::{clean_line, count_of, list_of};

/// Problems at their place, then one line of counts.
#[derive(Debug)]
pub struct Text {
    /// Columns to write in.
    pub width: usize,
    /// How problems look.
    pub form: Form,
    /// Most problems shown of a file.
    pub most: usize,
}

impl Verdict for Text {
    fn file(&self, file: &FileReport) -> Vec<Entry> {
        let said = match &file.outcome {
            Outcome::Checked(problems) if problems.is_empty() => return Vec::new(),
            Outcome::Checked(problems) => diagnostics::write_most(problems, self.width, self.form, self.most) + "\n",
            Outcome::Skipped(why) => format!("{}: skipped: {why}\n", file.path),
            Outcome::Unread(why) => format!("{}: could not be read: {}\n", file.path, clean_line(why)),
        };
        vec![Entry::aside(said)]
    }

    fn end(&self, tally: &Tally, _: &Held) -> String {
        summary(tally) + "\n"
    }
}

/// "3 files found: 2 checked (1 without a problem), 1 skipped. 4 errors and 2 warnings."
#[must_use]
pub fn summary(tally: &Tally) -> String {
    let mut came = Vec::new();
    if tally.checked > 0 {
        came.push(format!("{} checked ({} without a problem)", tally.checked, tally.clean));
    }
    if tally.skipped > 0 {
        came.push(format!("{} skipped", tally.skipped));
    }
    if tally.unread > 0 {
        came.push(format!("{} could not be read", tally.unread));
    }
    let kinds = [(tally.errors, "error", "errors"), (tally.warnings, "warning", "warnings"), (tally.notes, "note", "notes")];
    let problems: Vec<String> = kinds.iter().filter(|k| k.0 > 0).map(|(n, one, many)| count_of(*n, one, many)).collect();
    let problems = if problems.is_empty() { "No problems".to_owned() } else { list_of(&problems) };
    format!("{} found: {}. {problems}.", count_of(tally.found(), "file", "files"), came.join(", "))
}
