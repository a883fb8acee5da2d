//! The schema of a pack.

use serde_json::{Value, json};

use super::build::{Group, date, edition, file, format, id, integer, list, quoted, truth, with, word};
use crate::standard::{Basis, Confidence, EVIDENCE, FORMAT, Kind, MONTHS, Party, Stage, Status, TITLE_MAX, WEIGHTS, Wording};

/// What an editor has to know of packs.
#[must_use]
pub fn pack() -> Value {
    let part = json!({ "type": ["string", "number"], "pattern": "^[a-z0-9.-]{1,64}$" });
    let change = Group::new().must("date", "The day.", date()).must("note", "What changed.", quoted()).done();
    let domain = Group::new().must("id", "Its id, as leadership.", quoted()).must("title", "As printed.", quoted()).done();
    let about = |group: Group, stage: Stage| group.must(stage.id(), "What this stage is about.", quoted());
    let group = Group::new()
        .must("format", "The format of the file.", format(FORMAT))
        .must(
            "id",
            "Small letters, digits, points and hyphens. With the edition it is the pack's name, and it never changes.",
            part.clone(),
        )
        .must("edition", "Which edition, as \"2024\".", part)
        .may("aliases", "Other names of the same edition, as id@edition.", list(edition()))
        .may("kind", "What it asks of an organisation; a standard where nothing is said.", names(Kind::ALL))
        .must("title", "Title of the edition.", quoted())
        .may("dated", "How its date is told where one day would mislead.", quoted())
        .must("publisher", "Who publishes the standard itself.", quoted())
        .must("published", "When that edition was published.", date())
        .must("status", "Whether it is the edition to use.", names(Status::ALL))
        .may("replaces", "The edition it replaces, as id@edition.", edition())
        .must("wording", "Whose words the requirements are in.", names(Wording::ALL))
        .must("guidance_basis", "What stands behind the guidance.", quoted())
        .must("review_months", "Usual months between two assessments.", integer(MONTHS))
        .must("evidence_months", "Months that evidence without a review date counts as current.", integer(MONTHS))
        .must("licence", "Terms under which the pack may be used.", quoted())
        .may("changes", "What changed in the pack, and when.", list(change))
        .must("scale", "Ratings, bands and caps.", scale())
        .must("stages", "What each stage is about.", Stage::ALL.into_iter().fold(Group::new(), about).done())
        .may("domain", "Domains in order; none for a standard without.", list(domain))
        .must("requirement", "The rows, in order.", with(list(requirement()), "minItems", json!(1)))
        .done();
    let has_domains = json!({ "properties": { "domain": { "minItems": 1 } }, "required": ["domain"] });
    let each = |rule: Value| json!({ "properties": { "requirement": { "items": rule } } });
    let group = with(group, "if", has_domains);
    let group = with(group, "then", each(json!({ "required": ["domain"] })));
    let group = with(group, "else", each(json!({ "properties": { "domain": false } })));
    file("A pack for vpr", "One edition of a standard as data: requirements, scale, domains and stages.", group)
}

fn names<T>(list: &[(&'static str, T)]) -> Value {
    word(list.iter().map(|(name, _)| *name))
}

fn scale() -> Value {
    let points = || integer(0..=100);
    let rating = Group::new()
        .must("id", "As written in files.", quoted())
        .must("label", "As printed.", quoted())
        .must("points", "Points out of 100. The worst rating has 0, the best 100, and they rise.", points())
        .must("meaning", "What it means, in a sentence.", quoted())
        .may("met", "Whether a row with this rating counts as met.", truth())
        .may("also", "Other spellings that can be typed for it.", list(quoted()))
        .done();
    let band = Group::new()
        .must("label", "As printed.", quoted())
        .must("from", "Per cent from which it holds. The first is 0, and they rise.", points())
        .done();
    let caps = Group::new()
        .must("worst", "Highest band while an essential row is at the worst rating or has none.", quoted())
        .must("partly", "Highest band while an essential row is between the worst rating and met.", quoted())
        .done();
    Group::new()
        .must("label", "What the scale is called.", quoted())
        // No points rise from 0 to 100 in less than two.
        .must("ratings", "From worst to best.", with(list(rating), "minItems", json!(2)))
        .must("bands", "From lowest to highest.", with(list(band), "minItems", json!(1)))
        .must("caps", "How essential rows hold the overall band down.", caps)
        .done()
}

fn requirement() -> Value {
    let stages = || word(Stage::ALL.map(Stage::id));
    let essential = Group::new()
        .must("because", "The reason, in law.", quoted())
        .must("as_of", "The day on which the law was so.", date())
        .done();
    let evidence = with(list(quoted()), "minItems", json!(EVIDENCE.start()));
    Group::new()
        .must("id", "Stable for ever, and never used again.", id())
        .may("domain", "The id of its domain.", quoted())
        .must("stage", "The stage in which it is asked.", stages())
        .may("also", "A second stage in whose view it counts.", with(list(stages()), "maxItems", json!(1)))
        .must("title", "A short title.", with(quoted(), "maxLength", json!(TITLE_MAX)))
        .must("requirement", "What should be the case.", quoted())
        .must("question", "What to ask.", quoted())
        .must("guidance", "What good looks like and how to begin, in Markdown.", quoted())
        .must("evidence", "Examples of what would show it.", with(evidence, "maxItems", json!(EVIDENCE.end())))
        .must("owner", "Who usually owns it.", quoted())
        .must("weight", "Weight in the score.", integer(WEIGHTS))
        .may("essential", "Why this row caps the overall band.", essential)
        .must("party", "Whose row it is.", names(Party::ALL))
        .must("provenance", "What stands behind it.", provenance())
        .may("status", "Withdrawn rows stay, so that old answers can be read.", word(["retired"]))
        .done()
}

fn provenance() -> Value {
    let verified = Group::new()
        .must("by", "Role of who compared it.", quoted())
        .must("on", "When.", date())
        .must("source", "Against what.", quoted())
        .done();
    let group = Group::new()
        .must("basis", "A public source, a sourced theme, or nothing but our judgement.", names(Basis::ALL))
        .must("confidence", "How sure we are that the published standard has such an indicator.", names(Confidence::ALL))
        .may("sources", "Keys of the sources read; none for a working row.", list(quoted()))
        .may("note", "What a reader has to know besides.", quoted())
        .may("verified", "Who compared the row with the official copy.", verified)
        .done();
    let sources = |rule: Value| json!({ "properties": { "sources": rule } });
    let group = with(group, "if", json!({ "properties": { "basis": { "enum": ["working"] } } }));
    let group = with(group, "then", sources(json!({ "maxItems": 0 })));
    with(group, "else", with(sources(json!({ "minItems": 1 })), "required", json!(["sources"])))
}
