//! The rules of `vpr check`, listed and explained.

use super::words::{sentence, stopped};
use crate::check::{Behind, Find, Rule};
use crate::render::{Block, Cell, Document, Table};
use crate::standard::sources::PublicSource;

/// Every rule, one a line.
#[must_use]
pub fn rules(rules: &[&Rule]) -> Document {
    let mut document = Document::new("Rules of vpr check");
    let mut table = Table::new(["Code", "Severity", "What is wrong"]);
    for rule in rules {
        table.rows.push(vec![Cell::text(rule.code.as_str()), Cell::text(rule.severity.to_string()), Cell::text(rule.summary)]);
    }
    document.table(table);
    document.paragraph(
        "See why a rule exists, with an example: vpr explain CODE. Set the severity of a rule in an expectations file.",
    );
    document
}

/// One rule: why it exists, an example that breaks it, the same put right.
#[must_use]
pub fn rule(rule: &Rule, sources: &[PublicSource]) -> Document {
    let mut document = Document::new(format!("{} ({})", rule.code, rule.severity));
    document.paragraph(rule.summary);
    document.heading(2, "Why");
    document.paragraph(rule.why);
    if matches!(rule.find, Find::Private(_)) {
        document.paragraph("What it finds is never printed, in any format: only the place, the kind and the length.");
    }
    document.heading(2, "Breaks the rule");
    document.blocks.push(Block::Code(rule.bad.to_owned()));
    document.heading(2, "Put right");
    document.blocks.push(Block::Code(rule.good.to_owned()));
    document.heading(2, "How to put it right");
    document.paragraph(stopped(&sentence(rule.fix)));
    match rule.behind {
        Behind::Sources(keys) => {
            let behind = keys.iter().filter_map(|key| sources.iter().find(|s| s.key == *key));
            document.heading(2, "Sources");
            document.list(behind.map(|s| format!("{} ({}): {}", s.title, s.publisher, s.address)).collect());
        }
        Behind::Own(instead) => {
            document.heading(2, "Sources");
            document.paragraph(format!("None. {instead}"));
        }
        Behind::Format | Behind::Demand => {}
    }
    document
}
