//! A code that no organisation can have.

use crate::check::{Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};

/// Most characters of an ODS code.
const LONGEST_CODE: usize = 9;

pub const RULE: Rule = Rule {
    code: Code::new("ods-code-shape"),
    severity: Severity::Warning,
    summary: "An organisation code does not have the shape of an ODS code.",
    why: "Commissioners put files together by these codes. The NHS Organisation Data Service gives codes of one to nine capital letters and digits; every integrated care board has one of three that starts with Q.",
    sources: &[],
    bad: "organisation: { name: Northfield NHS Foundation Trust, code: Northfield }\n",
    good: "organisation: { name: Northfield NHS Foundation Trust, code: RZZ, system: QZZ }\n",
    fix: "look the code up in the ODS portal; leave the field out while it is not known",
    find: Find::Whole(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let organisation = &subject.assessment().organisation;
    let codes = [("code", &organisation.code, is_code as fn(&str) -> bool), ("system", &organisation.system, is_board_code)];
    for (field, code, fits) in codes {
        let Some(code) = code.as_deref().filter(|code| !fits(code)) else { continue };
        let at = subject.top().field("organisation").field(field).span();
        let capitals = code.to_uppercase();
        let message = format!("`{field}` does not have the shape of {}", if field == "code" { "an ODS code" } else { "the code of an integrated care board" });
        found.problem(at, message, |d| if fits(&capitals) { d.help(format!("write it in capitals: {capitals}")) } else { d });
    }
}

/// Any organisation: hospitals and trusts have three characters, practices six, sites and social care five and more.
fn is_code(code: &str) -> bool {
    (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_board_code(code: &str) -> bool {
    is_code(code) && code.len() == 3 && code.starts_with('Q')
}
