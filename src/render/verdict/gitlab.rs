//! Code Climate's JSON, as GitLab's code quality report takes it: a list of issues and nothing else. What is no problem of a
//! file but has to be said, a file skipped or more problems than are shown, is an issue too.

use serde_json::{Value, json};

use super::json::line;
use super::problem::{Fingerprint, Problem, told};
use super::text::skipped;
use super::{Entry, Held, Verdict};
use crate::check::rules::of_run::{NOT_READ, NOT_SHOWN, NOT_WRITTEN, NOTHING_CHECKED, SKIPPED};
use crate::check::{FileReport, Outcome, Tally};
use crate::diagnostic::{Code, Severity};
use crate::text::{clean_line, count_of};

/// GitLab's code quality report.
#[derive(Debug)]
pub struct GitLab {
    /// Most problems told of a file.
    pub most: usize,
}

impl Verdict for GitLab {
    fn begin(&self) -> String {
        "[\n".to_owned()
    }

    fn file(&self, file: &FileReport) -> Vec<Entry> {
        let path = file.path.as_str();
        match &file.outcome {
            Outcome::Checked(problems) | Outcome::Unwritten(problems, _) | Outcome::Refused(problems) => {
                let unwritten = if let Outcome::Unwritten(_, why) = &file.outcome {
                    let why = format!("was not put right: {}", clean_line(why));
                    Some(Entry::aside(whole(path, &file.uri, NOT_WRITTEN, "critical", &why)))
                } else {
                    None
                };
                let (problems, rest) = told(&file.uri, problems, self.most);
                let issues = problems.iter().map(|problem| Entry::problem(problem.severity, line(&issue(path, problem))));
                let rest = (rest > 0).then(|| {
                    let count = count_of(rest, "more problem", "more problems");
                    Entry::aside(whole(path, &file.uri, NOT_SHOWN, "minor", &format!("{count} not shown")))
                });
                unwritten.into_iter().chain(issues).chain(rest).collect()
            }
            // A folder may hold thousands: at the end some are named and the rest is counted.
            Outcome::Skipped(_) | Outcome::PassedOver(_) => Vec::new(),
            Outcome::Unread(why) | Outcome::Missing(why) => {
                let what = if matches!(file.outcome, Outcome::Missing(_)) { "not found" } else { "could not be read" };
                let why = format!("{what}: {}", clean_line(why));
                vec![Entry::aside(whole(path, &file.uri, NOT_READ, "critical", &why))]
            }
        }
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, tally: &Tally, held: &Held) -> String {
        let mut last = Vec::new();
        for (path, uri, why) in &held.first_passed_over {
            last.push(whole(path, uri, SKIPPED, "info", &format!("skipped: {why}")));
        }
        last.extend(skipped(tally, held).map(|said| whole(".", "", SKIPPED, "info", &said)));
        if tally.checked == 0 {
            last.push(whole(".", "", NOTHING_CHECKED, "critical", "nothing was checked, so this is no good result"));
        }
        let comma = if held.any && !last.is_empty() { self.between() } else { "" };
        format!("{comma}{}\n]\n", last.join(self.between()))
    }
}

fn issue(path: &str, problem: &Problem) -> Value {
    let severity = match problem.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    let Fingerprint { digest, nth } = &problem.fingerprint;
    json!({
        "description": problem.in_full(),
        "check_name": problem.code,
        "fingerprint": format!("{digest}-{nth}"),
        "severity": severity,
        "location": {
            "path": path,
            "lines": { "begin": problem.place.line, "end": problem.place.end_line },
        },
    })
}

/// An issue about a file as a whole, or about all of them.
fn whole(path: &str, uri: &str, code: Code, severity: &str, description: &str) -> String {
    line(&json!({
        "description": description,
        "check_name": code.as_str(),
        "fingerprint": Fingerprint::of_file(uri, code.as_str()),
        "severity": severity,
        "location": { "path": path, "lines": { "begin": 1 } },
    }))
}
