//! Packs and their rows on the screen.

use crate::day;
use crate::render::{Block, Cell, Document, Table};
use crate::standard::sources::PublicSource;
use crate::standard::{Lens, Party, Requirement, Standard, Status, Wording};
use crate::text::count_of;

/// The packs at hand, one a line.
#[must_use]
pub fn packs(standards: &[&Standard]) -> Document {
    let mut document = Document::new("Packs of requirements");
    let mut table = Table::new(["Pack", "Title", "#Rows", "Wording", "From"]);
    for standard in standards {
        let wording = match standard.wording {
            Wording::WorkingList => "working list",
            Wording::Official => "says official",
        };
        let superseded = if standard.status == Status::Superseded { ", superseded" } else { "" };
        let origin = standard.origin.clone().unwrap_or_else(|| "built in".to_owned());
        table.rows.push(vec![
            Cell::text(format!("{}{superseded}", standard.reference)),
            Cell::text(&standard.title),
            Cell::Count(standard.requirements.len()),
            Cell::text(wording),
            Cell::text(origin),
        ]);
    }
    document.table(table);
    document
}

/// A pack: what it is, its scale, and every row on a line.
#[must_use]
pub fn pack(standard: &Standard) -> Document {
    let mut document = Document::new(&standard.title);
    document.notice(standard.notice());
    document.paragraph(standard.notice_in_full());
    document.blocks.push(Block::Facts(vec![
        ("Pack".to_owned(), Cell::text(standard.reference.to_string())),
        ("Digest".to_owned(), Cell::text(standard.digest.as_str())),
        ("Published".to_owned(), Cell::text(standard.when())),
        ("Licence".to_owned(), Cell::text(&standard.licence)),
    ]));
    document.heading(2, &standard.scale.label);
    let mut scale = Table::new(["Rating", "#Points", "Meaning"]);
    for rating in &standard.scale.ratings {
        let points = usize::try_from(rating.points).unwrap_or_default();
        scale.rows.push(vec![Cell::text(&rating.label), Cell::Count(points), Cell::text(&rating.meaning)]);
    }
    document.table(scale);
    for (index, domain) in standard.domains.iter().enumerate() {
        document.heading(2, &domain.title);
        document.table(rows(standard.requirements.iter().filter(|r| r.domain == Some(index))));
    }
    if standard.domains.is_empty() {
        document.heading(2, "Requirements");
        document.table(rows(standard.requirements.iter()));
    }
    document.heading(2, "Changes");
    document.list(standard.changes.iter().map(|c| format!("{}: {}", day::long(c.date), c.note)).collect());
    document
}

fn rows<'a>(requirements: impl Iterator<Item = &'a Requirement>) -> Table {
    let mut table = Table::new(["Id", "Stage", "Title"]);
    for requirement in requirements {
        let mut title = requirement.title.clone();
        if requirement.essential.is_some() {
            title.push_str(" (essential)");
        }
        if requirement.retired {
            title.push_str(" (retired)");
        }
        let id = Cell::text(requirement.id.as_str());
        table.rows.push(vec![id, Cell::text(requirement.stage.title()), Cell::text(title)]);
    }
    table
}

/// One row in full, with the items of each lens it answers to.
#[must_use]
pub fn row(standard: &Standard, requirement: &Requirement, lenses: &[(&Lens, Vec<&str>)], sources: &[PublicSource]) -> Document {
    let mut document = Document::new(format!("{} {}", requirement.id, requirement.title));
    document.paragraph(&requirement.requirement);
    document.paragraph(format!("Question: {}", requirement.question));
    document.heading(2, "Guidance");
    document.blocks.push(Block::Markdown(requirement.guidance.clone()));
    document.paragraph(format!("Guidance: {}.", standard.guidance_basis));
    document.heading(2, "Evidence, for example");
    document.list(requirement.evidence.clone());
    let stages = match requirement.also {
        Some(also) => format!("{}, and {}", requirement.stage, also),
        None => requirement.stage.to_string(),
    };
    let party = match requirement.party {
        Party::NhsBody => "the organisation: rated",
        Party::Partner => "a partner: shown, not rated",
        Party::Shared => "shared by all parties: shown, not rated",
    };
    let mut facts = vec![("Stage".to_owned(), Cell::text(stages))];
    facts.extend(standard.domain_of(requirement).map(|d| ("Domain".to_owned(), Cell::text(&d.title))));
    facts.push(("Usual owner".to_owned(), Cell::text(&requirement.owner)));
    facts.push(("Whose".to_owned(), Cell::text(party)));
    if let Some(essential) = &requirement.essential {
        let why = format!("{} As of {}; check before relying on it.", essential.because, day::long(essential.as_of));
        facts.push(("Essential".to_owned(), Cell::text(why)));
    }
    let seen = lenses.iter().filter(|(_, items)| !items.is_empty());
    facts.extend(seen.map(|(lens, items)| (format!("Lens {}", lens.id), Cell::text(items.join(", ")))));
    facts.push(("Provenance".to_owned(), Cell::text(requirement.provenance.in_words(sources))));
    facts.push(("Pack".to_owned(), Cell::text(standard.reference.to_string())));
    document.blocks.push(Block::Facts(facts));
    document
}

/// Rows that were found.
#[must_use]
pub fn hits(found: &[(&Standard, &Requirement)]) -> Document {
    let mut document = Document::new(count_of(found.len(), "row found", "rows found"));
    let mut table = Table::new(["Id", "Title", "Question", "Pack"]);
    for (standard, requirement) in found {
        table.rows.push(vec![
            Cell::text(requirement.id.as_str()),
            Cell::text(&requirement.title),
            Cell::text(&requirement.question),
            Cell::text(standard.reference.to_string()),
        ]);
    }
    document.table(table);
    document
}
