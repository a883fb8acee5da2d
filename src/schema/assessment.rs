//! The schema of an assessment, with the ids and ratings of every pack at hand.

use serde_json::{Map, Value, json};

use super::build::{
    Group, date, digest, edition, file, format, id, ids, integer, list, names, number, text, told, truth, where_named, word,
};
use crate::assessment::{ActionStatus, FORMAT, Kind, Part, REVIEW_MONTHS, Relation, Role};
use crate::standard::{Catalogue, Requirement, Standard};

/// What an editor has to know of assessments. Which ids and ratings it offers follows from the `standard` that a file names.
#[must_use]
pub fn assessment(catalogue: &Catalogue) -> Value {
    let standards = catalogue.all();
    let all: Vec<String> = standards.iter().flat_map(|s| names(s)).collect();
    let mut definitions = Map::new();
    definitions.insert("answer".to_owned(), answer());
    let mut by_edition = Vec::new();
    for standard in standards {
        let own = format!("answer-{}", standard.reference);
        let rated = json!({ "properties": { "rating": rating(standard) } });
        definitions.insert(own.clone(), json!({ "allOf": [{ "$ref": "#/definitions/answer" }, rated] }));
        by_edition.push(where_named("standard", standard, of_edition(standard, &own)));
    }
    let mut schema = file(
        "An assessment for vpr",
        "One organisation's answers in one cycle, against one edition of a standard.",
        Group::new()
            .must("format", "The format of the file.", format(FORMAT))
            .must("standard", "The edition that is answered, as id@edition.", word(all.iter().map(String::as_str)))
            .may("pack", "Digest of the pack that was answered. vpr writes it.", digest())
            .must("organisation", "Who is assessed.", organisation())
            .must("cycle", "The round of assessment.", cycle())
            .may("roles", "Job titles of those who own and prepare it; names belong in the sign-off.", roles())
            .may("paper", "What the board's front sheet says besides the figures.", paper())
            .may(
                "answers",
                "Answers by requirement. One that is left out is not assessed.",
                json!({ "type": ["object", "null"] }),
            )
            .may("measures", "Outcomes beside compliance: counts over a period.", list(measure()))
            .may("sign_off", "Sign-offs, oldest first. vpr writes them.", list(sign_off()))
            .done(),
    );
    schema["allOf"] = json!(by_edition);
    schema["definitions"] = json!(definitions);
    schema
}

/// What an edition decides: the requirements there are, and the ratings.
fn of_edition(standard: &Standard, answer: &str) -> Value {
    let mut answers = Map::new();
    for row in &standard.requirements {
        answers.insert(row.id.to_string(), told(&about(row), json!({ "$ref": format!("#/definitions/{answer}") })));
    }
    let dissent = json!({ "properties": { "requirement": ids(standard), "rating": rating(standard) } });
    json!({
        "answers": { "type": ["object", "null"], "properties": answers, "additionalProperties": false },
        "sign_off": { "items": { "properties": { "disagrees": { "items": dissent } } } },
    })
}

fn about(row: &Requirement) -> String {
    let not_rated = row.not_rated_because().map(|why| format!(" {} {why}.", row.id)).unwrap_or_default();
    format!("{}. {}{not_rated}", row.title, row.question)
}

fn rating(standard: &Standard) -> Value {
    let ratings = &standard.scale.ratings;
    let meanings: Vec<String> = ratings.iter().map(|r| format!("{}: {}", r.id, r.meaning)).collect();
    told(&meanings.join(" "), word(ratings.iter().map(|r| r.id.as_str())))
}

fn organisation() -> Value {
    Group::new()
        .must("name", "Its name.", text())
        .may("code", "Its ODS code.", text())
        .may("kind", "What it is.", word(Kind::ALL.iter().map(|(_, id, _)| *id)))
        .may("system", "Code of its integrated care board.", text())
        .done()
}

fn cycle() -> Value {
    let previous = Group::new().must("name", "Its name.", text()).must("digest", "Digest of its file.", digest()).done();
    Group::new()
        .must("name", "What the cycle is called, as 2026-H2.", text())
        .may("opened", "The first day of the cycle.", date())
        .may("submitted", "The day it was handed in.", date())
        .may("meeting", "The day of the meeting. Evidence is judged on it.", date())
        .may("review_months", "Months between two assessments, where the standard's do not hold.", integer(REVIEW_MONTHS))
        .may("previous", "The cycle before this one.", previous)
        .done()
}

fn roles() -> Value {
    let title = |group: Group, (_, field, _, title): &(Role, &str, &str, &str)| {
        group.may(field, &format!("{title}: the job title, not the name."), text())
    };
    Role::ALL.iter().fold(Group::new(), title).done()
}

fn paper() -> Value {
    Group::new()
        .may("meeting", "Which meeting, as: Board of Directors, in public.", text())
        .may("purpose", "Why the paper comes: to note, discuss or approve.", text())
        .may("recommendation", "What the board is asked to do.", text())
        .may("strategic_risks", "References to strategic risks, as on the board assurance framework.", list(text()))
        .may("equality", "The equality line.", text())
        .done()
}

fn answer() -> Value {
    let confirmed = Group::new()
        .must("on", "The day of confirmation.", date())
        .must("by", "Role of who confirmed it.", text())
        .may("looked_at", "What they looked at.", text())
        .done();
    let needs_something_carried = json!({
        "required": ["carried"],
        "properties": { "carried": { "minItems": 1 } },
        "anyOf": [{ "required": ["rating"] }, { "required": ["not_applicable"] }],
    });
    let mut schema = Group::new()
        .may("rating", "A rating of the standard's scale.", text())
        .may("because", "Why it is so rated.", text())
        .may("evidence", "What shows it.", list(evidence()))
        .may("skipped", "What was left out on purpose.", list(word(Part::ALL.iter().map(|(_, id)| *id))))
        .may("actions", "What is to be done.", list(action()))
        .may("not_applicable", "Why the requirement does not apply here.", text())
        .may("approved_by", "Role of who approved leaving it out: not the one who assessed it.", text())
        .may("carried", "What earlier answers said. It counts for nothing until someone confirms it.", list(carried()))
        .may("confirmed", "That someone looked again at what was carried.", confirmed)
        .may("later", "Why it waits: whom to ask, what to find.", text())
        .may("assessed", "The day it was assessed.", date())
        .may("assessed_by", "Role of who assessed it.", text())
        .done_with("not", json!({ "required": ["rating", "not_applicable"] }));
    schema["dependencies"] = json!({ "approved_by": ["not_applicable"], "confirmed": needs_something_carried });
    schema
}

fn evidence() -> Value {
    Group::new()
        .must("title", "What it is called.", text())
        .may("where", "Where it can be found.", text())
        .may("dated", "The day it is from. Undated evidence is never current.", date())
        .may("review_by", "The day by which it has to be looked at again.", date())
        .done()
}

fn action() -> Value {
    Group::new()
        .must("what", "What is to be done.", text())
        .may("owner", "Role of who sees to it.", text())
        .may("due", "By when.", date())
        .may("status", "How it stands; open where nothing is said.", word(ActionStatus::ALL.iter().map(|(_, id)| *id)))
        .done()
}

fn carried() -> Value {
    Group::new()
        .must("from", "The edition it answered, as id@edition.", edition())
        .must("requirement", "The requirement there.", id())
        .must("relation", "How that one relates to this one.", word(Relation::ALL.iter().map(|(_, id)| *id)))
        .may("rating", "What it was rated, in the scale of that edition.", text())
        .may("not_applicable", "Why it did not apply.", text())
        .may("because", "Why it was so rated.", text())
        .may("assessed", "The day it was assessed there.", date())
        .done_with("oneOf", json!([{ "required": ["rating"] }, { "required": ["not_applicable"] }]))
}

fn measure() -> Value {
    let period = Group::new().must("from", "The first day counted.", date()).must("to", "The last day counted.", date()).done();
    Group::new()
        .must("measure", "Its id in the catalogue of measures.", text())
        .must("period", "Which days were counted.", period)
        .may("by", "The group counted: dimension and value.", json!({ "type": "object", "additionalProperties": text() }))
        .may("count", "How many.", number())
        .may("fewer_than", "Fewer than so many, where the count is too small to publish.", number())
        .may("out_of", "Out of how many.", number())
        .done_with("oneOf", json!([{ "required": ["count"] }, { "required": ["fewer_than"] }]))
}

fn sign_off() -> Value {
    let dissent = Group::new()
        .must("requirement", "The requirement.", text())
        .must("rating", "The rating that the signer would give.", text())
        .must("reason", "Why.", text())
        .may("publish", "Whether the words may be published.", truth())
        .done();
    Group::new()
        .must("role", "In what role.", word(Role::ALL.iter().map(|(_, _, id, _)| *id)))
        .must("name", "Who; printed only on request.", text())
        .must("on", "The day.", date())
        .must("covers", "Digest of what was signed.", digest())
        .may("disagrees", "Where the signer disagrees.", list(dissent))
        .done()
}
