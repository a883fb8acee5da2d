//! How one edition leads to another, for planning the move.

use super::words::named;
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::standard::crosswalk::{Crosswalk, Link};
use crate::standard::{Requirement, RequirementId, Standard};
use crate::text::count_of;

/// Every row of the edition moved to, with what leads to it; then what is new and what ends.
#[must_use]
pub fn diff(from: &Standard, to: &Standard, crosswalk: &Crosswalk) -> Document {
    let mut document = Document::new(format!("From {} to {}", from.reference, to.reference));
    document.notice(to.notice());
    document.paragraph(&crosswalk.note);
    document.paragraph(format!(
        "{} of the earlier edition, {} of the later one, {} between them, {} without anything behind. As of {}. No rating is converted: an \
         earlier answer is a note to begin with, and counts for nothing until someone has looked again.",
        count_of(from.requirements.len(), "row", "rows"),
        to.requirements.len(),
        count_of(crosswalk.entries.len(), "link", "links"),
        crosswalk.new.len(),
        day::long(crosswalk.as_of),
    ));
    document.heading(2, "New work: nothing in the earlier edition leads here");
    document.list(alone(to, crosswalk.new.iter().map(|l| (&l.requirement, l.note.as_str()))));
    if !crosswalk.withdrawn.is_empty() {
        document.heading(2, "Ends with the earlier edition");
        document.list(alone(from, crosswalk.withdrawn.iter().map(|l| (&l.requirement, l.note.as_str()))));
    }
    document.heading(2, "Each row of the later edition and what leads to it");
    for row in &to.requirements {
        let links: Vec<&Link> = crosswalk.before(&row.id).collect();
        if links.is_empty() {
            continue;
        }
        document.heading(3, named(row));
        document.list(links.iter().map(|l| format!("{} ({}): {}", title(from, &l.from), l.relation.id(), l.rationale)).collect());
    }
    document.heading(2, "Where each row of the earlier edition goes");
    let mut table = Table::new(["Earlier row", "Leads to"]);
    for row in &from.requirements {
        let targets: Vec<String> = crosswalk.after(&row.id).map(|l| format!("{} ({})", l.to, l.relation.id())).collect();
        let targets = if targets.is_empty() { "ends here".to_owned() } else { targets.join(", ") };
        table.rows.push(vec![Cell::text(named(row)), Cell::text(targets)]);
    }
    document.table(table);
    document
}

fn alone<'a>(standard: &Standard, rows: impl Iterator<Item = (&'a RequirementId, &'a str)>) -> Vec<String> {
    rows.map(|(id, note)| format!("{}: {note}", title(standard, id))).collect()
}

fn title(standard: &Standard, id: &RequirementId) -> String {
    standard.requirement(id).map_or_else(|| id.to_string(), |r: &Requirement| named(r))
}
