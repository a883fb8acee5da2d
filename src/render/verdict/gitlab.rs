//! Code Climate's JSON, as GitLab's code quality report takes it: a list of issues and nothing else. What is no problem of a
//! file but has to be said, a file skipped or more problems than are shown, is an issue too.

use serde_json::{Value, json};

use super::json::line;
use super::problem::{Fingerprint, Problem, told};
use super::{Entry, Held, Verdict};
use crate::check::{FileReport, Outcome, Tally};
use crate::diagnostic::Severity;
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
            Outcome::Checked(problems) => {
                let (problems, rest) = told(&file.uri, problems, self.most);
                let issues = problems.iter().map(|problem| Entry::problem(problem.severity, line(&issue(path, problem))));
                let rest = (rest > 0).then(|| {
                    whole(
                        file,
                        "more-problems",
                        "info",
                        &format!("{} not shown", count_of(rest, "more problem", "more problems")),
                    )
                });
                issues.chain(rest).collect()
            }
            Outcome::Skipped(why) => vec![whole(file, "skipped", "info", &format!("skipped: {why}"))],
            Outcome::Unread(why) => {
                vec![whole(file, "not-read", "critical", &format!("could not be read: {}", clean_line(why)))]
            }
        }
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, _: &Tally, _: &Held) -> String {
        "\n]\n".to_owned()
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

/// An issue about a file as a whole.
fn whole(file: &FileReport, name: &str, severity: &str, description: &str) -> Entry {
    Entry::aside(line(&json!({
        "description": description,
        "check_name": name,
        "fingerprint": Fingerprint::of_file(&file.uri, name),
        "severity": severity,
        "location": { "path": file.path, "lines": { "begin": 1 } },
    })))
}
