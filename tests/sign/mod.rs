//! Sign-offs: what they cover, what voids them, what is said of it, and the chain of cycles.

mod canonical;
mod chain;
mod commands;
mod examples;
mod ssh;

use std::sync::LazyLock;

use jiff::civil::date;
use vpr::assessment::sign_off::{Cover, Covered, signed, standing};
use vpr::assessment::{Assessment, Dissent, Role, parse};
use vpr::diagnostic::Diagnostics;
use vpr::standard::{Catalogue, RequirementId};
use vpr::text::Source;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

/// Reads a text, or says what is wrong with it.
fn read(text: &str) -> Result<Assessment, String> {
    let source = Source::new("a.yaml", text);
    let mut sink = Diagnostics::new(source.clone());
    parse(&source, &CATALOGUE, &mut sink).ok_or_else(|| {
        let problems: Vec<&str> = sink.sorted().iter().map(|d| d.message.as_str()).collect();
        format!("{problems:#?}\n{text}")
    })
}

fn id(written: &str) -> RequirementId {
    RequirementId::parse(written).expect("an id")
}

/// The assessment with one more sign-off by staff side.
fn sign(assessment: &Assessment) -> Assessment {
    let dissent = Dissent { requirement: id("L6"), rating: "red".to_owned(), reason: "Nights.".to_owned(), publish: false };
    signed(assessment, Role::StaffSide, "A Person".to_owned(), date(2026, 10, 30), vec![dissent])
}

/// What the last sign-off says has changed; nothing when it covers what is there.
fn changed(assessment: &Assessment) -> Option<Vec<Covered>> {
    match standing(assessment).pop().expect("a sign-off").cover {
        Cover::Whole => None,
        Cover::Changed(what) => Some(what),
    }
}
