//! Who stood by the assessment, and where they disagree.

use super::super::frame::Paper;
use super::super::sign_off::changed;
use super::super::words::{MOST_SHOWN, cut};
use crate::assessment::sign_off;
use crate::assessment::{Dissent, Role, SignOff};
use crate::render::{Align, Cell, Column, Table};
use crate::score::{Row, Scorecard};
use crate::text::count_of;

/// The sign-offs that count, by role, and the disagreements whose authors let them be printed.
pub fn sign_offs(paper: &mut Paper<'_>, id: &'static str, heading: &str) {
    let card = paper.card;
    let with_names = paper.frame.with_names;
    paper.begin(id, heading);
    let current = sign_off::standing_now(card.paired.assessment);
    let standing: Vec<&SignOff> = current.iter().map(|s| s.sign_off).collect();
    if standing.is_empty() {
        paper.body().paragraph("No sign-off is recorded, neither by the executive lead nor by staff side.");
        return;
    }
    let names = if with_names { "" } else { "; names are left out" };
    let mut text = format!("Recorded by role{names}. A record is not a signature: it says what the file says.");
    match standing.iter().find(|s| s.role == Role::StaffSide) {
        None => text.push_str(" No sign-off by staff side is recorded."),
        Some(s) if s.disagrees.is_empty() => text.push_str(" Staff side agrees, with no disagreement."),
        Some(s) => text.push_str(&format!(
            " Staff side agrees but for {}.",
            count_of(s.disagrees.len(), "requirement, on which it disagrees", "requirements, on which it disagrees")
        )),
    }
    paper.body().paragraph(text);
    let mut table = Table::new(["Role", "Recorded on", "#Disagreements", "Covers this assessment"]);
    table.rows = current
        .iter()
        .map(|s| {
            let SignOff { role, on, disagrees, .. } = s.sign_off;
            let covers = if s.covers() { "yes" } else { "no, it changed since" };
            vec![Cell::text(role.title()), Cell::Date(Some(*on)), Cell::Count(disagrees.len()), covers.into()]
        })
        .collect();
    if with_names {
        table.columns.insert(1, Column { header: "Name".to_owned(), align: Align::Left });
        for (row, s) in table.rows.iter_mut().zip(&standing) {
            row.insert(1, Cell::text(s.name.as_str()));
        }
    }
    paper.body().table(table);
    paper.body().list(current.iter().filter(|s| !s.covers()).map(changed).collect());
    dissents(paper, &standing);
}

fn dissents(paper: &mut Paper<'_>, standing: &[&SignOff]) {
    let card = paper.card;
    let all: Vec<(&SignOff, &Dissent)> = standing.iter().flat_map(|s| s.disagrees.iter().map(|d| (*s, d))).collect();
    let public: Vec<&(&SignOff, &Dissent)> = all.iter().filter(|(_, d)| d.publish).collect();
    let held = all.len() - public.len();
    if held > 0 {
        let words = if held == 1 { "its words are" } else { "their words are" };
        let held = count_of(held, "disagreement is", "disagreements are");
        paper.body().paragraph(format!("{held} not for publication; {words} left out here."));
    }
    let mut items = Vec::new();
    for (sign_off, dissent) in public.iter().take(MOST_SHOWN) {
        let who = sign_off.role.title();
        let reason = paper.statement(&format!("Why {who} disagrees on {}", dissent.requirement), &dissent.reason);
        items.push(format!("{who} disagrees on {} and rates it {}: {reason}", dissent.requirement, would_rate(card, dissent)));
        card.rows.iter().filter(|r| r.requirement.id == dissent.requirement).for_each(|r| paper.names(r));
    }
    paper.body().list(items);
    if let Some(cut) = cut(public.len()) {
        paper.body().paragraph(cut);
    }
}

/// Who disagrees on a row, in sentences; their words only where they may be printed.
pub fn dissents_on(card: &Scorecard<'_>, row: &Row<'_>) -> Vec<String> {
    let standing = sign_off::current(card.paired.assessment);
    let on = standing.iter().flat_map(|s| s.disagrees.iter().map(move |d| (s.role, d)));
    on.filter(|(_, d)| d.requirement == row.requirement.id)
        .map(|(role, d)| {
            let rates = format!("{} disagrees and would rate it {}", role.title(), would_rate(card, d));
            if d.publish { format!("{rates}: {}", d.reason) } else { format!("{rates}; the words are not for publication") }
        })
        .collect()
}

fn would_rate(card: &Scorecard<'_>, dissent: &Dissent) -> String {
    let label = card.paired.standard.scale.rating(&dissent.rating).map_or(dissent.rating.as_str(), |r| r.label.as_str());
    label.to_lowercase()
}
