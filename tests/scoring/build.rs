//! Small helpers: packs, answers and assessments made in code, and what a card says in short forms.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use vpr::assessment::{
    Action, ActionStatus, Answer, Assessment, Carried, CarriedVerdict, Cycle, Evidence, FrontSheet, Organisation, Paired,
    Relation, Verdict,
};
use vpr::diagnostic::Diagnostics;
use vpr::score::{Ratio, Scorecard, View};
use vpr::standard::{Catalogue, RequirementId, Stage, Standard, StandardRef, parse};
use vpr::text::Source;

/// "Today" in every test that does not say otherwise.
pub const TODAY: Date = date(2026, 11, 22);
/// The day evidence is judged on.
pub const MEETING: Date = date(2027, 1, 28);

static PACK: LazyLock<Standard> = LazyLock::new(|| {
    let reference = StandardRef::parse("nhs-england-vpr@2024").expect("a name");
    Catalogue::embedded().find(&reference).expect("the pack is built in").clone()
});
static UNEVEN: LazyLock<Standard> = LazyLock::new(|| uneven_pack("uneven", ", met = true"));
static STRICT: LazyLock<Standard> = LazyLock::new(|| uneven_pack("strict", ""));

/// The real pack: 52 rows of weight 1, red, amber and green.
pub fn pack() -> &'static Standard {
    &PACK
}

/// A pack in which nothing is even: four ratings of which two are met, weights from 1 to 10, no domains, evidence that
/// lasts six months, and rows that are not the organisation's own. Rated weights add up to 26.
pub fn uneven() -> &'static Standard {
    &UNEVEN
}

/// That pack with the best rating alone as met, so that there are two between worst and met.
pub fn strict() -> &'static Standard {
    &STRICT
}

fn uneven_pack(id: &str, largely: &str) -> Standard {
    const ESSENTIAL: &str = "essential = { because = \"A law.\", as_of = 2026-01-01 }";
    let rows = [
        row("A1", "plan", 1, "nhs-body", ESSENTIAL),
        row("A2", "plan", 3, "nhs-body", "also = [\"act\"]"),
        row("P1", "plan", 50, "partner", ESSENTIAL),
        row("B1", "do", 10, "nhs-body", ""),
        row("B2", "do", 2, "nhs-body", ESSENTIAL),
        row("S1", "do", 60, "shared", ESSENTIAL),
        row("C1", "check", 5, "nhs-body", ""),
        row("C2", "check", 1, "nhs-body", ""),
        row("R1", "check", 100, "nhs-body", &format!("status = \"retired\"\n{ESSENTIAL}")),
        row("D1", "act", 4, "nhs-body", ""),
    ];
    let text = format!(
        r#"
format = 1
id = "{id}"
edition = "1"
title = "A made-up standard"
publisher = "Nobody"
published = 2026-01-01
status = "current"
wording = "working list"
guidance_basis = "made up"
review_months = 6
evidence_months = 6
licence = "None."

[scale]
label = "Four steps"
ratings = [
  {{ id = "none", label = "Not begun", points = 0, meaning = "Nothing." }},
  {{ id = "begun", label = "Begun", points = 25, meaning = "Something." }},
  {{ id = "largely", label = "Largely there", points = 70, meaning = "Most of it."{largely} }},
  {{ id = "fully", label = "All there", points = 100, meaning = "All of it.", met = true }},
]
bands = [{{ label = "Low", from = 0 }}, {{ label = "Middle", from = 50 }}, {{ label = "High", from = 80 }}]
caps = {{ worst = "Low", partly = "Middle" }}

[stages]
plan = "Plan."
do = "Do."
check = "Check."
act = "Act."
{}"#,
        rows.concat()
    );
    let source = Source::new("uneven.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let standard = parse(&source, Some("uneven.toml".to_owned()), &mut sink);
    standard.unwrap_or_else(|| panic!("the pack is sound: {:?}", sink.sorted()))
}

fn row(id: &str, stage: &str, weight: u32, party: &str, more: &str) -> String {
    format!(
        r#"
[[requirement]]
id = "{id}"
stage = "{stage}"
title = "Row {id}"
requirement = "Something is the case."
question = "Is it?"
guidance = "It should be."
evidence = ["A paper", "A minute"]
owner = "Someone"
weight = {weight}
party = "{party}"
provenance = {{ basis = "working", confidence = "low", sources = [] }}
{more}
"#
    )
}

/// An assessment in which nothing is answered.
pub fn empty(standard: &Standard) -> Assessment {
    Assessment {
        standard: standard.reference.clone(),
        pack: None,
        organisation: Organisation { name: "Northfield NHS Foundation Trust".to_owned(), code: None, kind: None, system: None },
        cycle: Cycle {
            name: "2026-H2".to_owned(),
            opened: None,
            submitted: None,
            meeting: Some(MEETING),
            review_months: None,
            previous: None,
        },
        roles: std::collections::BTreeMap::new(),
        paper: FrontSheet::default(),
        answers: std::collections::BTreeMap::new(),
        measures: Vec::new(),
        sign_off: Vec::new(),
        cleared: Vec::new(),
    }
}

/// An assessment in which every rated row has the same answer.
pub fn all(standard: &Standard, answer: &Answer) -> Assessment {
    let mut assessment = empty(standard);
    assessment.answers = standard.rated().map(|r| (r.id.clone(), answer.clone())).collect();
    assessment
}

/// The real pack with every row green and shown by current evidence.
pub fn all_green() -> Assessment {
    all(pack(), &shown("green"))
}

/// The real pack with its first 26 rows, L1 to D4, green and the other 26 red. Nothing has evidence.
pub fn half_and_half() -> Assessment {
    let mut assessment = all(pack(), &rated("green"));
    for requirement in pack().rated().skip(26) {
        assessment.answers.insert(requirement.id.clone(), rated("red"));
    }
    assessment
}

pub fn id(text: &str) -> RequirementId {
    RequirementId::parse(text).expect("an id")
}

/// Gives one row another answer; an empty one is left out, as it would be in a file.
pub fn set(assessment: &mut Assessment, row: &str, answer: Answer) {
    if answer.is_empty() {
        assessment.answers.remove(&id(row));
    } else {
        assessment.answers.insert(id(row), answer);
    }
}

pub fn card<'a>(standard: &'a Standard, assessment: &'a Assessment) -> Scorecard<'a> {
    Scorecard::new(Paired::new(standard, assessment).expect("they belong together"), TODAY)
}

/// A rating that nothing shows.
pub fn rated(rating: &str) -> Answer {
    Answer { verdict: Some(Verdict::Rated(rating.to_owned())), ..Answer::default() }
}

/// A rating with evidence that is current on the meeting day.
pub fn shown(rating: &str) -> Answer {
    Answer { evidence: vec![evidence(Some(date(2026, 10, 1)), Some(date(2027, 4, 1)))], ..rated(rating) }
}

/// A rating with everything given that its answer needs, so that it is not open.
pub fn complete(rating: &str, due: Date) -> Answer {
    Answer { because: Some("Seen.".to_owned()), actions: vec![action("Do it", Some(due))], ..shown(rating) }
}

pub fn evidence(dated: Option<Date>, review_by: Option<Date>) -> Evidence {
    Evidence { title: "A paper".to_owned(), location: None, dated, review_by, digest: None }
}

pub fn action(what: &str, due: Option<Date>) -> Action {
    Action { what: what.to_owned(), owner: None, due, status: ActionStatus::Open }
}

/// An earlier answer that nobody confirmed.
pub fn carried(verdict: CarriedVerdict) -> Answer {
    Answer {
        carried: vec![Carried {
            from: StandardRef::parse("nhs-england-vpr@2020").expect("a name"),
            requirement: id("PLAN-1"),
            relation: Relation::Overlaps,
            verdict,
            because: None,
            assessed: None,
        }],
        ..Answer::default()
    }
}

/// An earlier rating, the best there was.
pub fn carried_met() -> Answer {
    carried(CarriedVerdict::Rating("met".to_owned()))
}

pub fn not_applicable(reason: &str, approved_by: Option<&str>, assessed_by: Option<&str>) -> Answer {
    let verdict = Verdict::NotApplicable { reason: reason.to_owned(), approved_by: approved_by.map(str::to_owned) };
    Answer { verdict: Some(verdict), assessed_by: assessed_by.map(str::to_owned), ..Answer::default() }
}

/// Not applicable, with a reason and another's approval.
pub fn justified() -> Answer {
    not_applicable("We have none.", Some("Executive lead"), Some("VPR lead"))
}

/// Not applicable, approved by nobody.
pub fn unjustified() -> Answer {
    not_applicable("We have none.", None, Some("VPR lead"))
}

/// As printed, "–" where there is no figure.
pub fn print(ratio: Option<Ratio>) -> String {
    ratio.map_or_else(|| "–".to_owned(), |r| r.to_string())
}

pub fn ratio(part: u64, whole: u64) -> Option<Ratio> {
    let ratio = Ratio::new(part, whole);
    assert!(ratio.is_some(), "{part} is no part of {whole}");
    ratio
}

/// The figures of a stage.
pub fn stage<'c>(card: &'c Scorecard<'_>, stage: Stage) -> &'c View {
    card.stages.iter().find(|(s, _)| *s == stage).map(|(_, view)| view).expect("every stage is there")
}

/// The figures of a domain.
pub fn domain<'c>(card: &'c Scorecard<'_>, id: &str) -> &'c View {
    card.domains.iter().find(|(d, _)| d.id == id).map(|(_, view)| view).expect("that domain is there")
}

/// The band that holds and the one the score alone gives.
pub fn bands<'a>(card: &Scorecard<'a>) -> (&'a str, &'a str) {
    let overall = card.overall.as_ref().expect("there is a band");
    (&overall.band.label, &overall.by_score.label)
}

/// The rows that cap the band, each with its cap, in order.
pub fn gates<'a>(card: &Scorecard<'a>) -> Vec<(&'a str, &'a str)> {
    let overall = card.overall.as_ref().expect("there is a band");
    overall.gates.iter().map(|g| (g.row.requirement.id.as_str(), g.cap.label.as_str())).collect()
}
