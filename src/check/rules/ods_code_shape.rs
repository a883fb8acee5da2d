//! A code that no organisation can have.

use crate::assessment::Kind;
use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};

/// Most characters of an ODS code.
const LONGEST_CODE: usize = 9;

pub const RULE: Rule = Rule {
    code: Code::new("ods-code-shape"),
    severity: Severity::Warning,
    summary: "An organisation code does not have the shape of an ODS code.",
    why: "Commissioners put files together by these codes. The NHS Organisation Data Service gives codes of one to nine capital letters and digits; an integrated care board has one of three that starts with Q, an NHS trust one of three that starts with R or T, and whatever was founded since April 2020 may have one of five, letters and digits in turn.",
    behind: Behind::Own("The opening of \"Organisation Coding Frames\" (NHS Data Model and Dictionary, release of September 2020) was read: a care trust has three characters, the first a T, and the dictionary's codes of sites add two to those of a trust, RH802 and TAK01. The newsletter of the NHS Organisation Data Service of February 2020 says that every code given since 1 April 2020 has a letter, a digit, a letter, a digit and a letter. That a board's starts with Q stands in no source that was read. The register of the NHS Organisation Data Service decides."),
    bad: "organisation: { name: Northfield NHS Foundation Trust, code: Northfield }\n",
    good: "organisation: { name: Northfield NHS Foundation Trust, code: RZZ, system: QZZ }\n",
    fix: "look the code up in the ODS portal; leave the field out while it is not known",
    find: Find::Fields(&["organisation"], look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let organisation = &subject.assessment().organisation;
    let codes = [
        ("code", &organisation.code, organisation.kind.map_or(&ANY, of_kind)),
        ("system", &organisation.system, &BOARD),
    ];
    for (field, code, shape) in codes {
        let Some(code) = code.as_deref().filter(|code| !(shape.fits)(code)) else { continue };
        let at = subject.top().field("organisation").field(field).span();
        let capitals = code.to_uppercase();
        let message = format!("`{field}` does not have the shape of {}", shape.of);
        found.problem(at, message, |d| {
            if (shape.fits)(&capitals) { d.help(format!("write it in capitals: {capitals}")) } else { d }
        });
    }
}

/// What codes of some organisations look like.
struct Shape {
    of: &'static str,
    fits: fn(&str) -> bool,
}

const ANY: Shape = Shape { of: "an ODS code", fits: is_code };
const BOARD: Shape = Shape {
    of: "the code of an integrated care board",
    fits: |code| is_new(code) || (is_code(code) && code.len() == 3 && code.starts_with('Q')),
};
const TRUST: Shape = Shape {
    of: "the code of an NHS trust, which is three letters and digits and starts with R or T, or a newer one, as A1B2C",
    fits: |code| is_new(code) || (is_code(code) && code.len() == 3 && code.starts_with(['R', 'T'])),
};

/// Whether a code is of the kind that all new organisations get: letters and digits in turn.
fn is_new(code: &str) -> bool {
    let fits = |(i, b): (usize, u8)| if i % 2 == 0 { b.is_ascii_uppercase() } else { b.is_ascii_digit() };
    code.len() == 5 && code.bytes().enumerate().all(fits)
}

/// Trusts and boards have a shape of their own. Community, primary and social care, hospices and independent providers are of
/// many kinds, and so are their codes.
const fn of_kind(kind: Kind) -> &'static Shape {
    match kind {
        Kind::Icb => &BOARD,
        Kind::Acute | Kind::MentalHealth | Kind::Ambulance => &TRUST,
        _ => &ANY,
    }
}

/// Any organisation: hospitals and trusts have three characters, practices six, sites and social care five and more.
fn is_code(code: &str) -> bool {
    (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
