//! `JUnit` XML, as Jenkins and GitLab take it: a suite for each file, a test for each problem.
//!
//! Written by hand: one escaping function is needed in any case, as no writer of XML knows which characters are unsafe to
//! show, and five elements need no more.

use super::problem::{Problem, told};
use super::text::summary;
use super::{Entry, Held, Verdict};
use crate::check::{FileReport, Outcome, Tally};
use crate::diagnostic::Severity;
use crate::render::xml::escaped;
use crate::text::{clean_line, count_of};

/// `JUnit` XML.
#[derive(Debug)]
pub struct JUnit {
    /// Most problems told of a file.
    pub most: usize,
    /// The mildest problem that is a failed test; milder ones are passed tests that say something.
    pub fail_on: Severity,
}

impl Verdict for JUnit {
    fn begin(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"vpr check\">\n".to_owned()
    }

    fn file(&self, file: &FileReport) -> Vec<Entry> {
        let path = escaped(&file.path);
        let single = |kind: &str, why: &str| {
            let why = escaped(&clean_line(why));
            let (errors, skipped) = (u8::from(kind == "error"), u8::from(kind == "skipped"));
            format!(
                "<testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"{errors}\" skipped=\"{skipped}\">\n\
                 <testcase classname=\"{path}\" name=\"{path}\"><{kind} message=\"{why}\"/></testcase>\n</testsuite>\n"
            )
        };
        let suite = match &file.outcome {
            Outcome::Skipped(why) | Outcome::PassedOver(why) => single("skipped", why),
            Outcome::Unread(why) | Outcome::Missing(why) => single("error", why),
            Outcome::Checked(problems) | Outcome::Unwritten(problems, _) | Outcome::Refused(problems) => {
                let (problems, rest) = told(&file.uri, problems, self.most);
                let unwritten = if let Outcome::Unwritten(_, why) = &file.outcome { Some(why.as_str()) } else { None };
                self.suite(&path, &problems, rest, unwritten)
            }
        };
        vec![Entry::aside(suite)]
    }

    fn end(&self, tally: &Tally, _: &Held) -> String {
        // Servers count tests: one at which all others were skipped would be a good one.
        let nothing = tally.checked == 0;
        let case = "<testcase classname=\"vpr check\" name=\"something was checked\"><error message=\"nothing was checked\"/>\
                    </testcase>\n";
        format!(
            "<testsuite name=\"vpr check\" tests=\"{count}\" failures=\"0\" errors=\"{count}\" skipped=\"0\">\n{}\
             <system-out>{}</system-out>\n</testsuite>\n</testsuites>\n",
            if nothing { case } else { "" },
            escaped(&summary(tally)),
            count = u8::from(nothing),
        )
    }
}

impl JUnit {
    fn suite(&self, path: &str, problems: &[Problem], rest: usize, unwritten: Option<&str>) -> String {
        let failures = problems.iter().filter(|p| p.severity <= self.fail_on).count();
        let errors = usize::from(unwritten.is_some());
        let mut suite = format!(
            "<testsuite name=\"{path}\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\">\n",
            problems.len().max(1) + errors
        );
        if let Some(why) = unwritten {
            let why = escaped(&clean_line(why));
            suite.push_str(&format!("<testcase classname=\"{path}\" name=\"put right\"><error message=\"{why}\"/></testcase>\n"));
        }
        for problem in problems {
            suite.push_str(&self.case(path, problem));
        }
        if problems.is_empty() {
            suite.push_str(&format!("<testcase classname=\"{path}\" name=\"no problems\"/>\n"));
        }
        if rest > 0 {
            let rest = count_of(rest, "more problem", "more problems");
            suite.push_str(&format!("<system-out>{rest} not shown</system-out>\n"));
        }
        suite + "</testsuite>\n"
    }

    fn case(&self, path: &str, problem: &Problem) -> String {
        let Problem { code, severity, place, .. } = problem;
        let at = format!("{}:{}", place.line, place.column);
        let full = format!("{path}:{at}: {severity}[{code}]: {}", escaped(&problem.in_full()));
        let said = if *severity <= self.fail_on {
            format!("<failure type=\"{code}\" message=\"{}\">{full}</failure>", escaped(&problem.message))
        } else {
            format!("<system-out>{full}</system-out>")
        };
        format!("<testcase classname=\"{path}\" name=\"{code} at {at}\">{said}</testcase>\n")
    }
}
