//! `--fix` and `--diff`: what can be put right in one way only.

use anyhow::Result;

use super::args::{CheckArgs, Format};
use crate::check::{Checker, FileReport, Outcome, Tally, masked};
use crate::cli::{Misuse, complain, surroundings};
use crate::render::diff;
use crate::store::{Loaded, Lock, Why};
use crate::text::{Source, count_of};

/// Putting files right, one by one.
pub struct Mend {
    /// Whether files are written, and not only shown.
    write: bool,
    /// Whether changes are part of the result; a format that programs read has no place for them.
    among_results: bool,
    /// Files with something put right.
    files: usize,
    /// Problems put right.
    problems: usize,
}

impl Mend {
    /// What the arguments ask for, if they do.
    pub fn of(args: &CheckArgs, from_input: bool) -> Result<Option<Self>> {
        if args.fix && from_input {
            let how = "standard input can't be put right where it is; see what would change with --diff, or name a file";
            return Err(Misuse(how.to_owned()).into());
        }
        let among_results = args.format == Format::Text;
        let mend = Self { write: args.fix, among_results, files: 0, problems: 0 };
        Ok((args.fix || args.diff).then_some(mend))
    }

    /// Puts a file right and shows what changed; what there is no file of is only shown. The report is that of the file as it
    /// is then.
    pub fn file(
        &mut self,
        checker: &Checker<'_>,
        source: &Source,
        loaded: Option<Loaded>,
        report: FileReport,
        results: &mut Vec<u8>,
    ) -> FileReport {
        let Outcome::Checked(problems) = &report.outcome else { return report };
        let fixed = match checker.fix(source, problems) {
            Ok(Some(fixed)) => fixed,
            Ok(None) => return report,
            Err(_) => {
                let path = &report.path;
                complain(&format!("{path} could not be put right without changing what else it says; it is as it was"));
                return report;
            }
        };
        let shown = diff::unified(problems.source(), fixed.problems.source(), &fixed.changes);
        if self.write
            && let Some(loaded) = loaded
            && let Err(why) = save(loaded, &fixed.text)
        {
            let why = masked(&why).into_owned();
            if !self.among_results {
                complain(&format!("error: {why}"));
            }
            return FileReport { outcome: Outcome::Unwritten(problems.clone(), why), ..report };
        }
        if self.among_results {
            results.extend_from_slice(shown.as_bytes());
            results.push(b'\n');
        } else {
            complain(shown.trim_end());
        }
        self.files += 1;
        self.problems += fixed.count;
        if self.write { FileReport { outcome: Outcome::Checked(fixed.problems), ..report } } else { report }
    }
}

fn save(mut loaded: Loaded, text: &str) -> Result<(), String> {
    let _lock = Lock::take(&loaded.path, &surroundings::holder()).map_err(|e| e.to_string())?;
    match loaded.save_in_place(text) {
        Ok(None) => Ok(()),
        Ok(Some(Why::Gone)) => {
            Err(format!("{} was moved or deleted meanwhile; run this again where it is now", loaded.source.name()))
        }
        Ok(Some(Why::Changed | Why::Comments)) => {
            Err(format!("{} was changed by someone else meanwhile and is as they left it; run this again", loaded.source.name()))
        }
        Err(failure) => Err(failure.to_string()),
    }
}

/// What to say of fixes at the end.
pub fn last_words(mend: Option<&Mend>, tally: &Tally, format: Format) -> Option<String> {
    match mend {
        Some(mend) => {
            let problems = count_of(mend.problems, "problem", "problems");
            let files = count_of(mend.files, "file", "files");
            Some(match (mend.files, mend.write) {
                (0, _) if tally.unwritten > 0 => {
                    let files = count_of(tally.unwritten, "file that has", "files that have");
                    format!("Nothing was put right: {files} something to put right could not be written, as said above.")
                }
                (0, _) if tally.clean == tally.checked => return None,
                (0, _) => {
                    "Nothing was put right: what is left takes a person to decide, or stands in a signed file, in one that \
                     a link leads to or that can't be read as a whole, or beside what may identify someone."
                        .to_owned()
                }
                (_, true) => format!("Put right: {problems} in {files}."),
                (_, false) => format!("{problems} in {files} can be put right with --fix. Nothing was written."),
            })
        }
        None if format == Format::Text && tally.fixable > 0 => {
            let count = count_of(tally.fixable, "problem", "problems");
            Some(format!("{count} can be put right with --fix; --diff shows how."))
        }
        None => None,
    }
}
