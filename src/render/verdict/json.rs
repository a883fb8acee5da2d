//! This project's own JSON: everything there is to know, one file a line. Described by `tests/verdict/check-1.schema.json`.

use serde::Serialize;
use serde_json::json;

use super::problem::{Problem, told};
use super::{Entry, Held, Verdict};
use crate::check::{FileReport, Outcome, Tally};
use crate::render::json::inert;
use crate::text::clean_line;

/// The format's number; it changes when a field changes its meaning or goes.
const FORMAT: u32 = 1;

/// JSON, in fields that do not change their meaning.
#[derive(Debug)]
pub struct Json {
    /// Most problems told of a file.
    pub most: usize,
}

#[derive(Serialize)]
struct File<'f> {
    path: &'f str,
    uri: &'f str,
    outcome: &'static str,
    reason: Option<String>,
    unwritten: Option<String>,
    problems: Vec<Problem>,
    not_shown: usize,
}

impl Verdict for Json {
    fn begin(&self) -> String {
        format!("{{\"format\":{FORMAT},\"vpr\":{},\"files\":[\n", json!(env!("CARGO_PKG_VERSION")))
    }

    fn file(&self, file: &FileReport) -> Vec<Entry> {
        let (path, uri) = (file.path.as_str(), file.uri.as_str());
        let plain = |outcome| File { path, uri, outcome, reason: None, unwritten: None, problems: Vec::new(), not_shown: 0 };
        let clean = |why: &str| Some(clean_line(why).into_owned());
        let told = match &file.outcome {
            Outcome::Checked(problems) | Outcome::Unwritten(problems, _) => {
                let (problems, not_shown) = told(uri, problems, self.most);
                let unwritten = if let Outcome::Unwritten(_, why) = &file.outcome { clean(why) } else { None };
                File { unwritten, problems, not_shown, ..plain("checked") }
            }
            Outcome::Refused(problems) => {
                let (problems, not_shown) = told(uri, problems, self.most);
                let reason = problems.first().map(|problem| problem.message.clone());
                File { reason, problems, not_shown, ..plain("skipped") }
            }
            Outcome::Skipped(why) | Outcome::PassedOver(why) => File { reason: Some((*why).to_owned()), ..plain("skipped") },
            Outcome::Unread(why) => File { reason: clean(why), ..plain("unread") },
            Outcome::Missing(why) => File { reason: clean(why), ..plain("missing") },
        };
        vec![Entry::aside(line(&told))]
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, tally: &Tally, _: &Held) -> String {
        format!("\n],\"summary\":{}}}\n", counts(tally))
    }
}

/// A value on one line.
pub fn line(value: &impl Serialize) -> String {
    // Fails for maps with keys that are no text, and there are none.
    let line = serde_json::to_string(value).unwrap_or_default();
    inert(&line).into_owned()
}

/// The counts, as every format of JSON tells them.
pub fn counts(tally: &Tally) -> serde_json::Value {
    json!({
        "found": tally.found(),
        "checked": tally.checked,
        "clean": tally.clean,
        "unwritten": tally.unwritten,
        "skipped": tally.skipped,
        "unread": tally.unread,
        "missing": tally.missing,
        "ignored": tally.ignored,
        "of_other_kinds": tally.of_other_kinds,
        "complete": tally.is_complete(),
        "errors": tally.errors,
        "warnings": tally.warnings,
        "notes": tally.notes,
    })
}
