//! For a person at a screen.

use textwrap::core::display_width;

use super::{Entry, Held, Verdict};
use crate::check::{FileReport, Outcome, Tally};
use crate::diagnostic::Diagnostics;
use crate::render::diagnostics::{self, Form};
use crate::render::wrap::wrap;
use crate::text::{clean_line, count_of, inert, list_of};

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
            Outcome::Checked(problems) | Outcome::Refused(problems) => self.problems(problems),
            Outcome::Unwritten(problems, why) => self.aside(&file.path, "not put right", why) + "\n" + &self.problems(problems),
            Outcome::Skipped(why) | Outcome::PassedOver(why) => self.aside(&file.path, "skipped", why),
            Outcome::Unread(why) => self.aside(&file.path, "could not be read", why),
            Outcome::Missing(why) => self.aside(&file.path, "not found", why),
        };
        vec![Entry::aside(inert(&said).into_owned())]
    }

    fn end(&self, tally: &Tally, held: &Held) -> String {
        let mut lines = Vec::new();
        // Of one file its own problems say it all.
        if tally.checked - tally.clean + tally.refused > 1 {
            lines = self.totals(tally, held);
            lines.push(String::new());
        }
        // What was not looked at decides the run, and stands far above by now.
        let unseen = tally.unread + tally.missing;
        if unseen > 0 && unseen < tally.found() + tally.missing {
            lines.push(format!("Not checked, as said above: {}", count_of(unseen, "name", "names")));
            lines.extend(named(&held.first_unseen, unseen));
            lines.push(String::new());
        }
        if let Some((_, worst)) = held.codes.keys().next() {
            let why = "Why a rule exists, and an example put right:";
            let command = format!("vpr explain {worst}");
            // The command is copied, and never broken.
            if why.len() + 1 + command.len() <= self.width {
                lines.push(format!("{why} {command}"));
            } else {
                lines.extend(self.wrapped(why));
                lines.push(format!("  {command}"));
            }
        }
        lines.extend(self.wrapped(&summary(tally)));
        inert(&lines.join("\n")).into_owned() + "\n"
    }
}

impl Text {
    fn problems(&self, problems: &Diagnostics) -> String {
        diagnostics::write_most(problems, self.width, self.form, self.most) + "\n"
    }

    /// What is said of a file in place of problems. Its name is never broken: people copy it.
    fn aside(&self, path: &str, what: &str, why: &str) -> String {
        let line = format!("{path}: {what}: {}", clean_line(why));
        if display_width(&line) <= self.width {
            return line + "\n";
        }
        let why = wrap(why, self.width, "    ", "    ", false).join("\n");
        format!("{path}: {what}:\n{why}\n")
    }

    /// What is common in many files, and which of them fail.
    fn totals(&self, tally: &Tally, held: &Held) -> Vec<String> {
        let mut lines = vec!["In all files:".to_owned()];
        let wide = held.codes.keys().map(|(_, code)| code.as_str().len()).max().unwrap_or_default();
        for ((severity, code), (count, files)) in &held.codes {
            let (severity, code, files) = (severity.to_string(), code.as_str(), count_of(*files, "file", "files"));
            let line = format!("  {severity:7}  {code:wide$}  {count:>5} in {files}");
            // On a narrow screen the columns would break anyway.
            if line.len() <= self.width {
                lines.push(line);
            } else {
                lines.extend(wrap(&format!("{severity} {code}: {count} in {files}"), self.width, "  ", "    ", false));
            }
        }
        if held.bad > 0 {
            lines.push(format!("With errors: {} of {}", held.bad, count_of(tally.checked + tally.refused, "file", "files")));
            lines.extend(named(&held.first_bad, held.bad));
        }
        lines
    }

    fn wrapped(&self, text: &str) -> Vec<String> {
        wrap(text, self.width, "", "", false)
    }
}

/// The first names of so many, each on a line of its own, and how many more there are.
fn named(first: &[String], all: usize) -> impl Iterator<Item = String> {
    let rest = all - first.len();
    first.iter().map(|path| format!("  {path}")).chain((rest > 0).then(|| format!("  and {rest} more")))
}

/// What a format says of all skipped files together that it does not name, where it can't name each; nothing where there are none.
pub fn skipped(tally: &Tally, held: &Held) -> Option<String> {
    let kinds = [
        (tally.skipped - tally.passed_over - tally.refused, "skipped as no assessment"),
        (tally.passed_over - held.first_passed_over.len(), "passed over for what the name ends in"),
    ];
    let said = kinds.iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said.map(|(count, what)| format!("{} {what}", count_of(*count, "file was", "files were"))).collect();
    (!said.is_empty()).then(|| format!("{}; as text or JSON, `vpr check` names each with the reason.", list_of(&said)))
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
    let mut said = Vec::new();
    if tally.found() > 0 {
        said.push(format!("{} found: {}", count_of(tally.found(), "file", "files"), came.join(", ")));
    }
    if tally.missing > 0 {
        said.push(format!("{} no file", count_of(tally.missing, "name stands for", "names stand for")));
    }
    if tally.ignored > 0 {
        said.push(format!("{} left out, as ignore files name them", count_of(tally.ignored, "file", "files")));
    }
    if tally.of_other_kinds > 0 {
        let files = count_of(tally.of_other_kinds, "file of another kind was", "files of other kinds were");
        said.push(format!("{files} not looked at"));
    }
    let kinds = [(tally.errors, "error", "errors"), (tally.warnings, "warning", "warnings"), (tally.notes, "note", "notes")];
    let problems: Vec<String> = kinds.iter().filter(|k| k.0 > 0).map(|(n, one, many)| count_of(*n, one, many)).collect();
    if !problems.is_empty() {
        said.push(list_of(&problems));
    }
    // That all is well is only said where all was looked at.
    if tally.checked == 0 {
        said.push("Nothing was checked, so this is no good result".to_owned());
    } else if tally.unread + tally.missing == 0 && tally.unwritten > 0 {
        let files = count_of(tally.unwritten, "file", "files");
        said.push(format!("What was to be put right in {files} could not be written, so this is no good result"));
    } else if !tally.is_complete() {
        said.push("Not all was checked, so this is no good result".to_owned());
    } else if problems.is_empty() {
        said.push("No problems".to_owned());
    }
    said.join(". ") + "."
}
