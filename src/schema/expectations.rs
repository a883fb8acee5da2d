//! The schema of a file of expectations.

use serde_json::{Value, json};

use super::build::{Group, file, format, integer, list, names, quoted, rated_ids, told, truth, where_named, with, word};
use crate::assessment::Role;
use crate::check::expect::{AT_MOST, OLDEST_MONTHS, PACKS};
use crate::check::{Rule, rules};
use crate::diagnostic::Severity;
use crate::standard::{Catalogue, FORMAT, Kind, Stage, Standard};

/// What an editor has to know of files of expectations, with the rows of every pack at hand and the rules there are.
#[must_use]
pub fn expectations(catalogue: &Catalogue) -> Value {
    let standards = catalogue.all();
    let editions: Vec<String> = standards.iter().flat_map(|s| names(s)).collect();
    let roles = word(Role::ALL.iter().map(|(_, _, id, _)| *id));
    let at_most = Group::new()
        .may("not_assessed", "Most requirements that may be not assessed.", integer(AT_MOST))
        .may("not_applicable", "Most requirements that may be not applicable.", integer(AT_MOST))
        .done();
    let by_code = |group: Group, rule: &&Rule| group.may(rule.code.as_str(), rule.summary, severity(rule));
    let mut schema = file(
        "Expectations for vpr check",
        "What a commissioner or a pipeline demands of assessments. Named requirements come first.",
        Group::new()
            .must("format", "The format of the file.", format(FORMAT))
            .may("title", "What the demands are called where they are shown.", quoted())
            .may("standard", "The edition demanded, as id@edition.", word(editions.iter().map(String::as_str)))
            .may("packs", "Whether packs that are not built in are taken.", word(PACKS.iter().map(|(name, _)| *name)))
            .may("allow_skipped", "Whether a file that is no assessment is passed over.", truth())
            .may("oldest_months", "Months that an assessment may be old at most.", integer(OLDEST_MONTHS))
            .may("signed", "Roles that must have signed.", with(list(roles), "uniqueItems", json!(true)))
            .may("at_most", "How much may be left open.", at_most)
            .may("rules", "How bad each rule is, or off.", rules::ALL.iter().fold(Group::new(), by_code).done())
            .may("requirement", "Requirements that are demanded by name.", list(requirement()))
            .may("floor", "Least scores, overall or of a stage or domain.", list(floor()))
            .done(),
    );
    let mut all: Vec<Value> = standards.into_iter().map(|s| where_named("standard", s, of_edition(s))).collect();
    // Ids mean something else in each edition.
    all.push(json!({
        "if": { "not": { "required": ["standard"] } },
        "then": { "properties": {
            "requirement": { "maxItems": 0 },
            "floor": { "items": { "properties": { "domain": false } } },
        } },
    }));
    schema["allOf"] = json!(all);
    schema
}

/// What a rule can be set to.
fn severity(rule: &Rule) -> Value {
    let all = Severity::ALL.iter().map(|(severity, name)| (Some(*severity), *name)).chain([(None, "off")]);
    word(all.filter(|(severity, _)| !rule.is_fixed() || *severity == Some(rule.severity)).map(|(_, name)| name))
}

/// What the field is.
const AT_LEAST: &str = "The worst rating that is taken. An answer that is not applicable has none.";

fn requirement() -> Value {
    Group::new()
        .must("id", "The requirement.", quoted())
        .may("at_least", AT_LEAST, quoted())
        .may("shown", "Whether current evidence has to show it.", truth())
        .may("because", "Why it is demanded.", quoted())
        // One or the other, or nothing is demanded.
        .done_with(
            "anyOf",
            json!([{ "required": ["at_least"] }, { "required": ["shown"], "properties": { "shown": { "const": true } } }]),
        )
}

fn floor() -> Value {
    Group::new()
        .must("least", "Least score, in per cent.", integer(0..=100))
        .may("stage", "The stage it is for.", word(Stage::ALL.map(Stage::id)))
        .may("domain", "The domain it is for.", quoted())
        .may("because", "Why it is demanded.", quoted())
        .done_with("not", json!({ "required": ["stage", "domain"] }))
}

/// The ids of an edition's rows, ratings and domains.
fn of_edition(standard: &Standard) -> Value {
    let ratings = word(standard.scale.ratings.iter().map(|r| r.id.as_str()));
    let row = json!({ "id": rated_ids(standard), "at_least": told(AT_LEAST, ratings) });
    let domain = with(word(standard.domains.iter().map(|d| d.id.as_str())), "description", json!("The domain it is for."));
    let floor = match standard.kind {
        Kind::Standard => json!({ "items": { "properties": { "domain": domain } } }),
        // It has no score.
        Kind::Agreement => json!({ "maxItems": 0 }),
    };
    json!({ "requirement": { "items": { "properties": row } }, "floor": floor })
}
