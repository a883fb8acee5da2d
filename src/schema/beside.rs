//! The schemas of what stands beside packs: crosswalks and lenses.

use serde_json::{Value, json};

use super::build::{Group, date, file, format, id, ids, list, names, quoted, truth, where_named, with, word};
use crate::standard::{Catalogue, FORMAT, Relation, Show};

/// What an editor has to know of crosswalks between packs at hand.
#[must_use]
pub fn crosswalk(catalogue: &Catalogue) -> Value {
    let link = Group::new()
        .must("from", "A row of the edition moved from.", id())
        .must("to", "A row of the edition moved to.", id())
        .must("relation", "How they relate, seen from the row moved from.", word(Relation::ALL.iter().map(|(_, id)| *id)))
        .must("rationale", "What they share, and what still has to be looked at.", quoted())
        .done();
    let lone = || Group::new().must("requirement", "The row.", id()).must("note", "What to do about it.", quoted()).done();
    let mut schema = file(
        "A crosswalk for vpr",
        "How the rows of one edition relate to those of another. No rating is ever converted.",
        Group::new()
            .must("format", "The format of the file.", format(FORMAT))
            .must("from", "The edition moved from, as id@edition.", editions(catalogue))
            .must("to", "The edition moved to.", editions(catalogue))
            .must("as_of", "The day it was made.", date())
            .must("note", "What stands behind it.", quoted())
            .may("entry", "Pairs of rows.", list(link))
            .may("new", "Rows with nothing behind them in the edition moved from.", list(lone()))
            .may("withdrawn", "Rows with nothing after them in the edition moved to.", list(lone()))
            .done(),
    );
    let ends = [("from", "withdrawn"), ("to", "new")];
    let of_edition = |(end, alone): (&str, &str)| -> Vec<Value> {
        let rows = |standard| {
            let row = |field: &str| json!({ "items": { "properties": { field: ids(standard) } } });
            json!({ "entry": row(end), alone: row("requirement") })
        };
        catalogue.all().into_iter().map(|s| where_named(end, s, rows(s))).collect()
    };
    schema["allOf"] = json!(ends.into_iter().flat_map(of_edition).collect::<Vec<_>>());
    schema
}

/// What an editor has to know of lenses over packs at hand.
#[must_use]
pub fn lens(catalogue: &Catalogue) -> Value {
    let theme = Group::new().must("id", "Its id.", quoted()).must("title", "As printed.", quoted()).done();
    let rows_or_why = json!([
        { "required": ["requirements"], "properties": { "requirements": { "minItems": 1 }, "no_rows": false } },
        { "required": ["no_rows"], "properties": { "requirements": { "maxItems": 0 } } },
    ]);
    let item = Group::new()
        .must("id", "Its code.", quoted())
        .must("theme", "The id of its theme.", quoted())
        .must("text", "What it says, in our words.", quoted())
        .may("addressee", "Who can act on it, where that is not the organisation alone.", quoted())
        .may("employer", "Whether the organisation itself can answer it.", truth())
        .may("as_of", "The day on which it was as the text says.", date())
        .may("check", "What to mind before using it.", quoted())
        .may("confidence", "How sure we are of the text where it was not read in a public source.", quoted())
        .may("figure", "A published figure, with its source.", quoted())
        .may("sources", "Keys of the sources read for this item.", list(quoted()))
        .may("requirements", "Rows that bear on it.", with(list(id()), "uniqueItems", json!(true)))
        .may("no_rows", "Why there are none.", quoted())
        .done_with("oneOf", rows_or_why);
    let own_part = json!({
        "if": { "properties": { "show": { "enum": ["own-part"] } }, "required": ["show"] },
        "then": { "properties": { "item": { "items": { "anyOf": [
            { "required": ["addressee"] },
            { "required": ["employer"], "properties": { "employer": { "enum": [true] } } },
        ] } } } },
    });
    let mut schema = file(
        "A lens for vpr",
        "A second way to cut the same answers: an inspector's findings, recommendations, survey items, law.",
        Group::new()
            .must("format", "The format of the file.", format(FORMAT))
            .must("id", "What to call it on the command line.", quoted())
            .must("title", "As printed.", quoted())
            .must("about", "What it is and what stands behind it.", quoted())
            .must("as_of", "The day it was made.", date())
            .must("standard", "The edition whose rows it names, as id@edition.", editions(catalogue))
            .must("show", "How much may be said through it.", word(Show::ALL.iter().map(|(name, _)| *name)))
            .may("sources", "Keys of the sources read.", list(quoted()))
            .may("theme", "Parts, in order.", list(theme))
            .may("item", "Items, in order.", list(item))
            .done(),
    );
    let rows = |standard| json!({ "item": { "items": { "properties": { "requirements": { "items": ids(standard) } } } } });
    let mut all: Vec<Value> = catalogue.all().into_iter().map(|s| where_named("standard", s, rows(s))).collect();
    all.push(own_part);
    schema["allOf"] = json!(all);
    schema
}

/// The names of the editions at hand.
fn editions(catalogue: &Catalogue) -> Value {
    let all: Vec<String> = catalogue.all().into_iter().flat_map(names).collect();
    word(all.iter().map(String::as_str))
}
