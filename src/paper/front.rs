//! The front sheet: what a secretary needs to put the paper on an agenda, and what a house style can put in its own.

use super::frame::{Paper, as_at};
use super::reader::Reader;
use super::words::{has_open_action, ids, is_are, share, stopped};
use crate::assessment::{FrontSheet, Role};
use crate::day;
use crate::render::{Block, Cell};
use crate::score::{Row, Scorecard, State};
use crate::standard::Requirement;
use crate::text::count_of;

/// Words by which a requirement shows that it is about equality.
const EQUALITY: [&str; 3] = ["equality", "protected characteristic", "discriminat"];

/// What the section of decisions is called where no house style says otherwise.
pub const DECISIONS: &str = "Decisions asked for";

/// What a front sheet can say: the placeholder, its label on the usual sheet (none where it is not on it), and whether it is
/// free of what people typed, and so fit for the public.
const FIELDS: &[(&str, Option<&str>, bool)] = &[
    ("organisation", Some("Organisation"), true),
    ("cycle", Some("Cycle"), true),
    ("meeting", Some("Meeting"), false),
    ("meeting_day", None, true),
    ("purpose", Some("Purpose"), false),
    ("recommendation", Some("Recommendation"), false),
    ("strategic_risks", None, false),
    ("equality", Some("Equality"), false),
    ("prepared_by", Some("Prepared by"), false),
    ("as_at", Some("As at"), true),
    ("met", None, true),
    ("shown", None, true),
    ("applicable", None, true),
    ("score", None, true),
    ("band", None, true),
    ("list", None, true),
];

/// The placeholders that a front sheet for a reader can have.
#[must_use]
pub fn placeholders(reader: Reader) -> Vec<&'static str> {
    FIELDS.iter().filter(|(.., public)| *public || reader != Reader::Public).map(|(name, ..)| *name).collect()
}

pub fn sheet(paper: &mut Paper<'_>) {
    let own = paper.frame.style.and_then(|style| style.front_sheet());
    let heading = if paper.reader() == Reader::Board { "Front sheet" } else { "About this paper" };
    paper.begin("front-sheet", heading);
    let blocks = match own {
        Some(own) => {
            let allowed = placeholders(paper.reader());
            let values: Vec<(&str, String)> = allowed.iter().map(|name| (*name, value(paper, name))).collect();
            own.filled(&|name| values.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone()))
        }
        None => vec![Block::Facts(facts(paper))],
    };
    paper.body().blocks.extend(blocks);
}

fn facts(paper: &mut Paper<'_>) -> Vec<(String, Cell)> {
    let reader = paper.reader();
    let mut facts = Vec::new();
    for (name, label, public) in FIELDS {
        let asked = matches!(*name, "purpose" | "recommendation" | "equality");
        let fits = if reader == Reader::Public { *public } else { reader == Reader::Board || !asked };
        let Some(label) = label.filter(|_| fits) else { continue };
        facts.push((label.to_owned(), Cell::Text(value(paper, name))));
        if *name == "meeting" && reader == Reader::Board {
            facts.push(("Agenda item".to_owned(), "To be added by the board secretary".into()));
        }
    }
    facts
}

/// What stands behind a placeholder.
fn value(paper: &mut Paper<'_>, name: &str) -> String {
    let (card, reader) = (paper.card, paper.reader());
    let a = card.paired.assessment;
    let FrontSheet { purpose, recommendation, equality: equal, strategic_risks, .. } = &a.paper;
    let mut or = |what: &str, given: &Option<String>, derived: &dyn Fn(&Paper<'_>) -> String| match given {
        Some(given) => paper.statement(what, given),
        None => derived(paper),
    };
    match name {
        "organisation" => organisation(card),
        "cycle" => cycle(card),
        // Which meeting it is, the file says of the board's.
        "meeting" if reader == Reader::Board => meeting(card),
        "meeting" => a.cycle.meeting.map_or_else(|| "No meeting is given in this assessment".to_owned(), day::long),
        "meeting_day" => a.cycle.meeting.map_or_else(|| "no day is given".to_owned(), day::long),
        "purpose" => or("The purpose", purpose, &|_| "For assurance and decision".to_owned()),
        "recommendation" => or("The recommendation", recommendation, &recommended),
        "strategic_risks" => risks(strategic_risks),
        "equality" => or("The equality line", equal, &|_| equality(card)),
        "prepared_by" => prepared_by(card),
        "as_at" => as_at(card),
        "met" => card.total.met.to_string(),
        "shown" => card.total.shown.to_string(),
        "applicable" => card.total.applicable.to_string(),
        "score" => share(card.total.score),
        "band" => card.overall.as_ref().map_or_else(|| "–".to_owned(), |o| o.band.label.clone()),
        "list" => format!("{} ({})", card.paired.standard.title, card.paired.standard.notice()),
        _ => String::new(),
    }
}

/// Where the decisions stand, or the decisions themselves in a paper without that section.
fn recommended(paper: &Paper<'_>) -> String {
    let asks = asks(paper.card);
    match paper.heading_of("decisions", DECISIONS) {
        None => asks.join(" "),
        Some(heading) if asks.len() == 1 => format!("Agree the point under \"{heading}\""),
        Some(heading) => format!("Agree the {} items under \"{heading}\"", asks.len()),
    }
}

fn organisation(card: &Scorecard<'_>) -> String {
    let o = &card.paired.assessment.organisation;
    let mut about: Vec<String> = o.kind.iter().map(|k| k.title().to_owned()).collect();
    about.extend(o.code.iter().map(|code| format!("ODS code {code}")));
    if about.is_empty() { o.name.clone() } else { format!("{} ({})", o.name, about.join(", ")) }
}

fn cycle(card: &Scorecard<'_>) -> String {
    let c = &card.paired.assessment.cycle;
    let mut parts = vec![c.name.clone()];
    parts.extend(c.opened.map(|d| format!("opened {}", day::long(d))));
    parts.extend(c.submitted.map(|d| format!("submitted {}", day::long(d))));
    parts.push(format!("usually every {} months", c.review_months.unwrap_or(card.paired.standard.review_months)));
    parts.join("; ")
}

fn meeting(card: &Scorecard<'_>) -> String {
    let a = card.paired.assessment;
    match (&a.paper.meeting, a.cycle.meeting) {
        (Some(name), Some(day)) => format!("{name}, {}", day::long(day)),
        (Some(name), None) => format!("{name}; no day is given in this assessment"),
        (None, Some(day)) => day::long(day),
        (None, None) => "No meeting is given in this assessment".to_owned(),
    }
}

/// What the board is asked to do, from the figures.
pub fn asks(card: &Scorecard<'_>) -> Vec<String> {
    let total = &card.total;
    if total.assessed == 0 {
        return vec!["Note that nothing has been rated yet, and ask when the assessment will be complete.".to_owned()];
    }
    let mut asks = vec![format!("Note the position: {} of {} requirements that apply are met.", total.met, total.applicable)];
    let gates = card.overall.as_ref().map_or(&[][..], |o| o.gates.as_slice());
    if !gates.is_empty() {
        let rows = count_of(gates.len(), "essential requirement", "essential requirements");
        asks.push(format!(
            "Agree the actions on the {rows} that {} not met ({}).",
            is_are(gates.len()),
            ids(gates.iter().map(|g| g.row.requirement))
        ));
        let bare: Vec<_> = gates.iter().filter(|g| !has_open_action(&g.row)).map(|g| g.row.requirement).collect();
        if !bare.is_empty() {
            asks.push(format!("Ask for an action on {}, which {} without one.", ids(bare.iter().copied()), is_are(bare.len())));
        }
    }
    let scale = &card.paired.standard.scale;
    let below: Vec<&Row<'_>> =
        card.rows.iter().filter(|r| matches!(r.state, State::Rated(_)) && !r.met && r.requirement.essential.is_none()).collect();
    let worst: Vec<_> = below.iter().filter(|r| r.state == State::Rated(0)).map(|r| r.requirement).collect();
    if let (false, Some(rating)) = (worst.is_empty(), scale.ratings.first()) {
        let (rows, label) = (count_of(worst.len(), "requirement", "requirements"), rating.label.to_lowercase());
        let other = if gates.is_empty() { "" } else { "other " };
        asks.push(format!("Agree the actions on the {other}{rows} rated {label} ({}).", ids(worst.iter().copied())));
    }
    let bare: Vec<_> = below.iter().filter(|r| !has_open_action(r)).map(|r| r.requirement).collect();
    if !bare.is_empty() {
        let rows = count_of(bare.len(), "requirement", "requirements");
        let have = if bare.len() == 1 { "has" } else { "have" };
        asks.push(format!("Ask for an action on the {rows} below met that {have} none ({}).", ids(bare.iter().copied())));
    }
    let unshown = total.met - total.shown;
    if unshown > 0 {
        asks.push(format!(
            "Ask for current evidence for the {} that {} none.",
            count_of(unshown, "met requirement", "met requirements"),
            if unshown == 1 { "has" } else { "have" }
        ));
    }
    let overdue = card.overdue().len();
    if overdue > 0 {
        asks.push(format!(
            "Ask why {} {} overdue, and agree {}.",
            count_of(overdue, "action", "actions"),
            is_are(overdue),
            if overdue == 1 { "a new date" } else { "new dates" }
        ));
    }
    let waiting = total.not_assessed + total.carried;
    if waiting > 0 {
        asks.push(format!("Ask when the {} not yet assessed will be done.", count_of(waiting, "requirement", "requirements")));
    }
    asks
}

fn risks(risks: &[String]) -> String {
    if risks.is_empty() {
        "None recorded in this assessment; the board secretary adds the references of the board assurance framework".to_owned()
    } else {
        risks.join("; ")
    }
}

fn equality(card: &Scorecard<'_>) -> String {
    let about = |r: &Requirement| {
        let text = format!("{} {} {}", r.title, r.requirement, r.question).to_lowercase();
        EQUALITY.iter().any(|word| text.contains(word))
    };
    let rows: Vec<String> = card
        .rows
        .iter()
        .filter(|row| about(row.requirement))
        .map(|row| {
            let state = row.state.in_words(card.paired.standard).to_lowercase();
            format!("{} {}: {state}", row.requirement.id, row.requirement.title)
        })
        .collect();
    if rows.is_empty() {
        return "The list has no requirement on equality; the board secretary adds this line".to_owned();
    }
    stopped(&rows.join("; "))
}

fn prepared_by(card: &Scorecard<'_>) -> String {
    let roles = &card.paired.assessment.roles;
    let of = |role: Role| roles.get(&role).map(|title| format!("{title} ({})", lower(role.title())));
    let both: Vec<String> = [Role::VprLead, Role::ExecutiveLead].into_iter().filter_map(of).collect();
    if both.is_empty() { "No roles are given in this assessment".to_owned() } else { both.join("; ") }
}

/// A role inside a sentence: "executive lead", but "VPR lead".
fn lower(title: &str) -> String {
    if title.starts_with("VPR") { title.to_owned() } else { title.to_lowercase() }
}
