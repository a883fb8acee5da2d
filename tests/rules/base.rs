//! A sound file for a fragment to stand in: whatever the fragment does not say is said by the base, after it, so that the
//! fragment's lines keep their numbers.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use vpr::assessment::{self, sign_off::signed};
use vpr::check::{Checked, Checker, Expectations, expect};
use vpr::day;
use vpr::diagnostic::Diagnostics;
use vpr::standard::{Catalogue, Standard, StandardRef, parse};
use vpr::text::Source;

/// "Today", where a fixture names no other.
const TODAY: Date = date(2026, 11, 22);

/// The packs in the binary and a small one from outside it, in which one row was withdrawn.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut catalogue = Catalogue::embedded();
    let source = Source::new("house-rules.toml", include_str!("house-rules.toml"));
    let mut sink = Diagnostics::new(source.clone());
    let pack = parse(&source, Some("house-rules.toml".to_owned()), &mut sink);
    let problems: Vec<String> = sink.sorted().iter().map(|d| d.message.clone()).collect();
    catalogue.add(pack.unwrap_or_else(|| panic!("{problems:?}")), &mut sink);
    catalogue
});

/// Every top-level field but the answers, as a sound file has it.
const FIELDS: &[(&str, &str)] = &[
    ("format", "format: 1"),
    ("standard", "standard: nhs-england-vpr@2024"),
    ("organisation", "organisation: { name: Northfield NHS Foundation Trust, code: RZZ, kind: acute, system: QZZ }"),
    ("cycle", "cycle: { name: 2026-H2, opened: 2026-10-01, meeting: 2027-01-28, review_months: 6 }"),
    ("roles", "roles: { executive_lead: Chief People Officer, vpr_lead: Head of VPR, staff_side: Staff Side Chair }"),
];

/// The name of a field at the start of a line, at the top or two spaces in.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    is_key.then_some(key)
}

/// What a comment of the fragment asks for: `# on: 2026-11-30`, `# without: roles`.
fn asks<'t>(fragment: &'t str, what: &str) -> Option<&'t str> {
    let asked = fragment.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(what)?.strip_prefix(": "))?;
    asked.split(" # ").next()
}

/// The fragment as a whole file. Its answers, where it has any, come last in it.
pub fn completed(fragment: &str) -> String {
    let top: Vec<&str> = fragment.lines().filter_map(key).collect();
    let without = asks(fragment, "without").unwrap_or_default();
    let is_said = |name: &str| top.contains(&name) || without.split(", ").any(|w| w == name);
    let mut text = fragment.trim_end().to_owned() + "\n";
    let answers: Vec<&str> = fragment
        .split_once("answers:\n")
        .map_or(Vec::new(), |(_, below)| below.lines().filter_map(|line| key(line.strip_prefix("  ")?)).collect());
    let goes_on = fragment.contains("answers:\n");
    if !is_said("answers") {
        text.push_str("answers:\n");
    }
    if !without.contains("answers") && (goes_on || !top.contains(&"answers")) {
        text.push_str(&sound_answers(standard_of(fragment), &answers));
    }
    for (name, line) in FIELDS.iter().filter(|(name, _)| !is_said(name)) {
        // A line that says `name: …` would be taken for an answer if it were indented; at the top it ends them.
        assert!(line.starts_with(name), "{line}");
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn standard_of(fragment: &str) -> &'static Standard {
    let named = fragment.lines().find_map(|line| line.strip_prefix("standard: ")).and_then(|l| l.split_whitespace().next());
    let reference = StandardRef::parse(named.unwrap_or("nhs-england-vpr@2024"));
    let found = reference.and_then(|r| CATALOGUE.find(&r));
    found.or_else(|| CATALOGUE.find(&StandardRef::parse("nhs-england-vpr@2024")?)).expect("a pack")
}

/// A sound answer to every row that is rated and not among these.
fn sound_answers(standard: &Standard, except: &[&str]) -> String {
    let best = &standard.scale.ratings.last().expect("a scale").id;
    let rows = standard.rated().filter(|row| !except.contains(&row.id.as_str()));
    rows.map(|row| {
        format!(
            "  {id}: {{ rating: {best}, because: What is in place at {id}., evidence: [{{ title: Record for {id}, dated: 2026-09-30 }}], \
             assessed: 2026-10-14, assessed_by: VPR lead }}\n",
            id = row.id
        )
    })
    .collect()
}

/// What a check finds in a whole text.
pub fn check_text(text: &str, today: Date) -> Diagnostics {
    found_in(text, today, &Expectations::default())
}

fn found_in(text: &str, today: Date, demands: &Expectations) -> Diagnostics {
    match Checker::new(&CATALOGUE, today, demands).check(&Source::new("a.yaml", text), true) {
        Checked::Assessment(problems) => problems,
        _ => panic!("a named file is an assessment"),
    }
}

/// What a check finds in a fragment, on the day that it asks for. The rest of the file comes after the fragment whatever its
/// place in the pack, so the order of answers counts only in a fragment that has them all (`# without: answers`).
pub fn check(fragment: &str) -> Diagnostics {
    let today = asks(fragment, "on").map_or(TODAY, |on| day::parse_iso(on).expect("a day"));
    // `# expect: signed = ["staff-side"]`: lines of a file of expectations.
    let mut demands: String = fragment
        .lines()
        .filter_map(|line| line.strip_prefix("# expect: "))
        .fold("format = 1\n".to_owned(), |all, line| all + line + "\n");
    if !asks(fragment, "without").is_some_and(|w| w.contains("answers")) {
        demands.push_str("[rules]\nout-of-order = \"off\"\n");
    }
    let source = Source::new("vpr.toml", demands);
    let demands = expect::parse(&source, &CATALOGUE, &mut Diagnostics::new(source.clone())).expect("expectations");
    found_in(&completed(fragment), today, &demands)
}

/// The digests that the sign-offs of a fragment would have if all were given now, to be put in when the base has changed.
pub fn digests_now(fragment: &str) -> Vec<String> {
    let source = Source::new("a.yaml", completed(fragment));
    let Some(mut now) = assessment::parse(&source, &CATALOGUE, &mut Diagnostics::new(source.clone())) else { return Vec::new() };
    for s in std::mem::take(&mut now.sign_off) {
        now = signed(&now, s.role, s.name, s.on, s.disagrees);
    }
    now.sign_off.iter().map(|s| s.covers.as_str().to_owned()).collect()
}
