//! The schema of an assessment, with the ids and ratings of every pack at hand.

use serde_json::{Map, Value, json};

use super::build::{
    Group, date, digest, edition, file, format, id, ids, integer, list, names, number, text, told, truth, where_named, with, word,
};
use crate::assessment::{ActionStatus, FORMAT, Kind, Part, Piece, REVIEW_MONTHS, Relation, Role};
use crate::standard::{Catalogue, Definition, Measures, Requirement, Standard, Unit};

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
            .may("cleared", "Words that someone looked at before a public paper. vpr clear writes them.", list(cleared()))
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
    let cleared = json!({ "properties": { "requirement": ids(standard) } });
    json!({
        "answers": { "type": ["object", "null"], "properties": answers, "additionalProperties": false },
        "sign_off": { "items": { "properties": { "disagrees": { "items": dissent } } } },
        "cleared": { "items": cleared },
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
    let duty = Group::new()
        .must("year", "The contract year, as 2026/27.", text())
        .must("as_of", "The day the words were taken from the contract.", date())
        .must("text", "What the contract demands, in its own words.", text())
        .done();
    Group::new()
        .may("contract_duty", "The duty of the contract year, for the commissioner's paper.", duty)
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
        .may("digest", "Digest of the file it is. vpr evidence writes it.", digest())
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
    let catalogue = Measures::embedded();
    let by = json!({ "type": "object", "maxProperties": 1, "additionalProperties": text() });
    let period = Group::new().must("from", "The first day counted.", date()).must("to", "The last day counted.", date()).done();
    let schema = Group::new()
        .must("measure", "Its id in the catalogue of measures.", word(catalogue.definitions.iter().map(|d| d.id.as_str())))
        .must("period", "Which days were counted.", period)
        .may("by", "The group counted: one dimension and its value.", by)
        .may("count", "How many.", number())
        .may("fewer_than", "Fewer than so many, where the count is too small to publish.", number())
        .may("withheld", "That it is held back, because a small number could be worked out from it.", json!({ "enum": [true] }))
        .may("out_of", "Out of how many.", number())
        .done_with("oneOf", json!([{ "required": ["count"] }, { "required": ["fewer_than"] }, { "required": ["withheld"] }]));
    with(schema, "allOf", json!(catalogue.definitions.iter().map(|d| of_measure(catalogue, d)).collect::<Vec<_>>()))
}

/// What a measure decides: by what it may be broken down, and how large it can be.
fn of_measure(catalogue: &Measures, definition: &Definition) -> Value {
    let dimensions = definition.dimensions.iter().filter_map(|id| catalogue.dimension(id));
    let groups: Map<String, Value> = dimensions.map(|d| (d.id.clone(), word(d.values.iter().map(String::as_str)))).collect();
    let mut then = json!({ "by": { "properties": groups, "additionalProperties": false } });
    if definition.unit == Unit::PerCent {
        then["count"] = json!({ "maximum": 100 });
    }
    json!({ "if": { "properties": { "measure": { "const": definition.id } } }, "then": { "properties": then } })
}

fn cleared() -> Value {
    Group::new()
        .must("requirement", "The requirement that the words belong to.", text())
        .must("piece", "What of its answer they are.", word(Piece::ALL.iter().map(|(_, id, _)| *id)))
        .must("by", "Role of who looked.", text())
        .must("on", "The day.", date())
        .must("digest", "Digest of the words looked at.", digest())
        .may("publish", "Whether they may be published; false says that they were held back.", truth())
        .done()
}

/// Names with the digests of what they stand for, and how its actions stood.
const PARTS: &str = "^\\s*(@?[A-Za-z][A-Za-z0-9._-]*=[0-9a-f]{12}(/[a-z]+)?\\s*)+$";

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
        .may(
            "parts",
            "Digests of the parts that were signed, so that what changed can be named.",
            json!({ "type": "string", "pattern": PARTS }),
        )
        .may("disagrees", "Where the signer disagrees.", list(dissent))
        .done()
}
