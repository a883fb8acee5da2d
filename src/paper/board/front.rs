//! The front sheet: what a secretary needs to put the paper on an agenda.

use super::super::words::{has_open_action, ids, is_are, stopped};
use crate::assessment::Role;
use crate::day;
use crate::render::{Block, Cell, Document};
use crate::score::Scorecard;
use crate::standard::Requirement;
use crate::text::count_of;

/// Words by which a requirement shows that it is about equality.
const EQUALITY: [&str; 3] = ["equality", "protected characteristic", "discriminat"];

pub fn sheet(paper: &mut Document, card: &Scorecard<'_>) {
    let a = card.paired.assessment;
    let front = &a.paper;
    paper.heading(2, "Front sheet");
    let or = |given: &Option<String>, derived: String| Cell::Text(given.clone().unwrap_or(derived));
    let fact = |label: &str, value: Cell| (label.to_owned(), value);
    let facts = vec![
        fact("Organisation", Cell::Text(organisation(card))),
        fact("Cycle", Cell::Text(cycle(card))),
        fact("Meeting", Cell::Text(meeting(card))),
        fact("Agenda item", "To be added by the board secretary".into()),
        fact("Purpose", or(&front.purpose, "For assurance and decision".to_owned())),
        fact("Recommendation", or(&front.recommendation, recommendation(card))),
        fact("Strategic risks", Cell::Text(risks(&front.strategic_risks))),
        fact("Equality", or(&front.equality, equality(card))),
        fact("Prepared by", Cell::Text(prepared_by(card))),
        fact("As at", Cell::Text(as_at(card))),
    ];
    paper.blocks.push(Block::Facts(facts));
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
fn recommendation(card: &Scorecard<'_>) -> String {
    let total = &card.total;
    if total.assessed == 0 {
        return "Note that nothing has been rated yet, and ask when the assessment will be complete.".to_owned();
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
            "Ask why {} {} overdue, and agree new dates.",
            count_of(overdue, "action", "actions"),
            is_are(overdue)
        ));
    }
    let waiting = total.not_assessed + total.carried;
    if waiting > 0 {
        asks.push(format!("Ask when the {} not yet assessed will be done.", count_of(waiting, "requirement", "requirements")));
    }
    asks.join(" ")
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

/// The day of the figures, and the day on which evidence was judged.
pub fn as_at(card: &Scorecard<'_>) -> String {
    let as_at = day::long(card.as_at);
    match card.paired.assessment.cycle.meeting {
        Some(meeting) => format!("{as_at}. Evidence is judged on the day of the meeting, {}", day::long(meeting)),
        None => format!("{as_at}. No day of a meeting is given, so evidence is judged on this day"),
    }
}
