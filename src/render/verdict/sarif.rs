//! SARIF 2.1.0, as code hosts take it: one run, every result at a place in a file, the worst results within their limit.

use serde_json::{Value, json};

use super::json::{counts, line};
use super::problem::{Place, Problem, told};
use super::text::summary;
use super::{Entry, Held, Verdict};
use crate::check::rules::of_run::{NOT_READ, NOT_WRITTEN};
use crate::check::{FileReport, Outcome, Rule, Tally, rules};
use crate::diagnostic::{Code, Severity};
use crate::text::{clean_line, count_of};

/// GitHub shows no more results of a run than this.
const SHOWN_BY_GITHUB: usize = 5_000;

/// SARIF 2.1.0.
#[derive(Debug)]
pub struct Sarif {
    /// Most problems told of a file.
    pub most: usize,
}

impl Verdict for Sarif {
    fn begin(&self) -> String {
        let rules: Vec<Value> = rules::ALL.iter().map(|rule| describe(rule)).collect();
        let driver = json!({ "name": "vpr", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{},\
             \"columnKind\":\"unicodeCodePoints\",\"results\":[\n",
            json!({ "driver": driver })
        )
    }

    fn file(&self, file: &FileReport) -> Vec<Entry> {
        match &file.outcome {
            Outcome::Checked(problems) | Outcome::Unwritten(problems, _) | Outcome::Refused(problems) => {
                let (problems, rest) = told(&file.uri, problems, self.most);
                let results = problems.iter().map(|problem| Entry::problem(problem.severity, line(&result(problem, &file.uri))));
                let rest = (rest > 0).then(|| {
                    let text = format!("{}: {} not shown", file.path, count_of(rest, "more problem", "more problems"));
                    notification(Severity::Warning, &text, Some(&file.uri))
                });
                let unwritten = if let Outcome::Unwritten(_, why) = &file.outcome {
                    Some(of_run(NOT_WRITTEN, &format!("{} was not put right: {}", file.path, clean_line(why)), &file.uri))
                } else {
                    None
                };
                unwritten.into_iter().chain(results).chain(rest).collect()
            }
            Outcome::Skipped(why) | Outcome::PassedOver(why) => {
                vec![notification(Severity::Note, &format!("{}: skipped: {why}", file.path), Some(&file.uri))]
            }
            Outcome::Unread(why) | Outcome::Missing(why) => {
                let what = if matches!(file.outcome, Outcome::Missing(_)) { "was not found" } else { "could not be read" };
                vec![of_run(NOT_READ, &format!("{} {what}: {}", file.path, clean_line(why)), &file.uri)]
            }
        }
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn most(&self) -> Option<usize> {
        Some(SHOWN_BY_GITHUB)
    }

    fn end(&self, tally: &Tally, held: &Held) -> String {
        let mut notifications = held.asides.clone();
        if held.left_out > 0 {
            let text = format!(
                "{} more left out: code hosts take {SHOWN_BY_GITHUB} of a run, and these are the worst",
                count_of(held.left_out, "result", "results")
            );
            notifications.push(notification(Severity::Warning, &text, None).text);
        }
        let level = if tally.is_complete() { Severity::Note } else { Severity::Error };
        notifications.push(notification(level, &summary(tally), None).text);
        let mut properties = counts(tally);
        properties["left_out"] = json!(held.left_out);
        format!(
            "\n],\"invocations\":[{{\"executionSuccessful\":{},\"toolExecutionNotifications\":[\n{}\n]}}],\"properties\":{properties}}}]}}\n",
            tally.is_complete(),
            notifications.join(",\n"),
        )
    }
}

fn describe(rule: &Rule) -> Value {
    let mut text = format!("{}\n\nHow to put it right: {}.", rule.why, rule.fix.trim_end_matches('.'));
    let mut markdown = format!("{}\n\n**How to put it right:** {}.", rule.why, rule.fix.trim_end_matches('.'));
    if rule.is_sensitive() {
        // An example of what must not be printed is left out as well: who searches the output for it would find it.
        text.push_str(" What was found is never printed.");
        markdown.push_str(" What was found is never printed.");
    } else {
        for (title, example) in [("Breaks the rule", rule.bad), ("Put right", rule.good)] {
            text.push_str(&format!("\n\n{title}:\n\n{example}"));
            markdown.push_str(&format!("\n\n{title}:\n\n```yaml\n{example}```"));
        }
    }
    json!({
        "id": rule.code.as_str(),
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": text, "markdown": markdown },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [if rule.is_sensitive() { "personal-data" } else { "self-assessment" }] },
    })
}

fn result(problem: &Problem, uri: &str) -> Value {
    let mut result = json!({
        "ruleId": problem.code,
        "level": level(problem.severity),
        "message": { "text": unlinked(&problem.in_words()) },
        "locations": [location(uri, problem.place, Some(&problem.quoted))],
        // The name that GitHub looks for, in the form it uses; without it an alert closes and opens when lines move.
        "partialFingerprints": {
            "primaryLocationLineHash": format!("{}:{}", problem.fingerprint.digest, problem.fingerprint.nth)
        },
    });
    if let Some(index) = index_of(problem.code) {
        result["ruleIndex"] = json!(index);
    }
    if !problem.related.is_empty() {
        let related = problem.related.iter().map(|related| {
            let mut place = location(uri, related.place, None);
            if !related.message.is_empty() {
                place["message"] = json!({ "text": unlinked(&related.message) });
            }
            place
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

/// What went wrong with a file as a whole, as a result: code hosts show those and nothing else.
fn of_run(code: Code, text: &str, uri: &str) -> Entry {
    let mut result = json!({
        "ruleId": code.as_str(),
        "level": level(Severity::Error),
        "message": { "text": unlinked(text) },
        "locations": [location(uri, Place::START, None)],
    });
    if let Some(index) = index_of(code.as_str()) {
        result["ruleIndex"] = json!(index);
    }
    Entry::problem(Severity::Error, line(&result))
}

fn index_of(code: &str) -> Option<usize> {
    rules::ALL.iter().position(|rule| rule.code.as_str() == code)
}

fn location(uri: &str, place: Place, quoted: Option<&String>) -> Value {
    let mut region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    });
    if let Some(quoted) = quoted.filter(|quoted| !quoted.is_empty()) {
        region["snippet"] = json!({ "text": quoted });
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
}

fn notification(severity: Severity, text: &str, uri: Option<&str>) -> Entry {
    let mut notification = json!({ "level": level(severity), "message": { "text": unlinked(text) } });
    if let Some(uri) = uri {
        notification["locations"] = json!([location(uri, Place::START, None)]);
    }
    Entry::aside(line(&notification))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A message without the one thing that viewers read as markup in it: `[text](address)` is a link, also in plain text.
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}
