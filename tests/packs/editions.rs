//! What was decided about each edition: how many rows, where they stand, which of them are gates, whose they are.

use vpr::standard::{Basis, Kind, Party, Stage, Standard, StandardRef, Status, Wording};

use super::{ids, pack, packs};

/// How many rows stand in each stage.
fn in_stages(pack: &Standard) -> [usize; 4] {
    Stage::ALL.map(|s| pack.requirements.iter().filter(|r| r.stage == s).count())
}

fn essential(pack: &Standard) -> Vec<&str> {
    ids(pack.requirements.iter().filter(|r| r.essential.is_some()))
}

#[test]
fn every_pack_is_our_wording_and_not_reviewed_by_a_practitioner() {
    for pack in packs() {
        assert_eq!(pack.wording, Wording::WorkingList, "{}", pack.reference);
        assert_eq!(pack.guidance_basis, "project, not reviewed by a VPR practitioner", "{}", pack.reference);
        assert!(pack.notice().contains("not verified against the official copy"), "{}", pack.reference);
        assert!(pack.notice_in_full().contains("They are not the publisher's indicators"), "{}", pack.reference);
        assert!(pack.requirements.iter().all(|r| r.weight == 1 && !r.retired), "{}", pack.reference);
        assert!(pack.origin.is_none() && !pack.changes.is_empty(), "{}", pack.reference);
        // The 2024 edition rates in colours whose meaning is ours; the others have no scale that anyone established.
        assert!(pack.scale.label.to_lowercase().contains("project"), "{}: {}", pack.reference, pack.scale.label);
        let points: Vec<u32> = pack.scale.ratings.iter().map(|r| r.points).collect();
        assert_eq!(points, [0, 50, 100], "{}", pack.reference);
        assert!(Stage::ALL.iter().all(|stage| pack.about(*stage).len() > 40), "{}", pack.reference);
    }
}

#[test]
fn an_id_belongs_to_one_pack_only() {
    let packs = packs();
    let mut all: Vec<&str> = packs.iter().flat_map(|p| ids(p.requirements.iter())).collect();
    let rows = all.len();
    all.sort_unstable();
    all.dedup();
    // An answer filed under the wrong edition is then found out at once.
    assert_eq!((rows, all.len()), (102, 102));
}

#[test]
fn the_2024_list_has_52_rows_in_seven_domains_and_four_stages() {
    let pack = pack("nhs-england-vpr@2024");
    let rows = &pack.requirements;
    assert_eq!(rows.len(), 52);
    let in_domain = |d| rows.iter().filter(|r| r.domain == Some(d)).count();
    assert_eq!((0..pack.domains.len()).map(in_domain).collect::<Vec<_>>(), [7, 8, 7, 7, 8, 8, 7]);
    assert_eq!(in_stages(&pack), [13, 24, 12, 3]);
    assert!(rows.iter().all(|r| r.also.is_none_or(|s| s == Stage::Act)));
    assert_eq!(ids(rows.iter().filter(|r| r.also.is_some())), ["L5", "G5", "D2", "E3", "E4"]);
}

#[test]
fn the_essential_rows_of_2024_are_the_seven_that_were_chosen() {
    let pack = pack("nhs-england-vpr@2024");
    assert_eq!(essential(&pack), ["L1", "G6", "C1", "D1", "W1", "W3", "E4"]);
}

#[test]
fn the_2020_list_has_38_rows_in_four_phases_and_no_domains() {
    let pack = pack("nhs-england-vpr@2020");
    assert_eq!(in_stages(&pack), [10, 11, 10, 7]);
    assert!(pack.domains.is_empty() && pack.requirements.iter().all(|r| r.also.is_none() && r.domain.is_none()));
    let expected: Vec<String> = [("PLAN", 10), ("DO", 11), ("CHECK", 10), ("ACT", 7)]
        .into_iter()
        .flat_map(|(stage, rows)| (1..=rows).map(move |n| format!("{stage}-{n}")))
        .collect();
    assert_eq!(ids(pack.requirements.iter()), expected);
    assert!(pack.requirements.iter().all(|r| r.id.as_str().to_lowercase().starts_with(&format!("{}-", r.stage.id()))));
    assert_eq!(essential(&pack), ["PLAN-4", "PLAN-6", "PLAN-9", "DO-4", "DO-7", "DO-9", "CHECK-5"]);
    assert!(pack.requirements.iter().all(|r| r.party == Party::NhsBody));
    assert_eq!(ids(pack.requirements.iter().filter(|r| r.provenance.basis == Basis::Source)), ["CHECK-8", "CHECK-10"]);
}

#[test]
fn the_2020_edition_goes_by_2021_too_and_says_that_it_was_replaced() {
    let pack = pack("nhs-england-vpr@2020");
    assert_eq!((pack.kind, pack.status), (Kind::Standard, Status::Superseded));
    let names: Vec<String> = pack.aliases.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["nhs-england-vpr@2021"]);
    assert_eq!(pack.when(), "December 2020 (published January 2021)");
    assert_eq!(pack.scale.label, "Project scale (the first edition's own scale was not established)");
    assert_eq!(pack.review_months, 6);
    let later = super::pack("nhs-england-vpr@2024");
    assert_eq!((later.status, later.replaces), (Status::Current, Some(pack.reference)));
    let alias = StandardRef::parse("nhs-england-vpr@2021").expect("a name");
    assert!(packs().iter().filter(|p| p.is_called(&alias)).count() == 1);
}

#[test]
fn the_gates_of_both_editions_say_why_in_law_and_when_that_was_so() {
    for row in packs().iter().flat_map(|p| &p.requirements) {
        let Some(essential) = &row.essential else { continue };
        let law = ["Act 19", "Act 20", "Regulations", "RIDDOR"].iter().any(|law| essential.because.contains(law));
        assert!(law, "{}: {}", row.id, essential.because);
        assert!(essential.as_of.year() == 2026, "{}: {}", row.id, essential.as_of);
        assert_eq!(row.party, Party::NhsBody, "{}", row.id);
    }
}

#[test]
fn the_welsh_list_is_an_agreement_between_parties() {
    let pack = pack("nhs-wales-orv@2024");
    assert_eq!((pack.kind, pack.status), (Kind::Agreement, Status::Current));
    assert_eq!(ids(pack.requirements.iter()), (1..=12).map(|n| format!("WAL-{n}")).collect::<Vec<_>>());
    let of = |party| ids(pack.requirements.iter().filter(|r| r.party == party));
    assert_eq!(of(Party::Partner), ["WAL-9", "WAL-10"]);
    assert_eq!(of(Party::Shared), ["WAL-11", "WAL-12"]);
    assert_eq!(of(Party::NhsBody).len(), 8);
    assert_eq!(pack.rated().count(), 8);
    assert!(essential(&pack).is_empty() && pack.domains.is_empty() && pack.replaces.is_none() && pack.aliases.is_empty());
    // The rows that nothing public states are inference, and say so.
    assert_eq!(ids(pack.requirements.iter().filter(|r| r.provenance.basis == Basis::Working)), ["WAL-12"]);
    assert_eq!(ids(pack.requirements.iter().filter(|r| r.provenance.basis == Basis::Theme)), ["WAL-9", "WAL-10"]);
}

#[test]
fn rows_with_clinical_legal_or_capacity_risk_name_somebody_to_ask() {
    let people = ["legal", "safeguarding", "caldicott", "data protection officer", "information governance", "chief nurse"];
    // What is shared, kept, filmed, withheld, disclosed or said to a witness.
    for (name, ids) in [
        ("nhs-england-vpr@2024", &["C6", "D7", "W7", "I3", "I5", "I7", "I8"][..]),
        ("nhs-england-vpr@2020", &["PLAN-7", "DO-5", "DO-10", "DO-11", "CHECK-2", "ACT-6"]),
        ("nhs-wales-orv@2024", &["WAL-3", "WAL-5", "WAL-8", "WAL-10", "WAL-12"]),
    ] {
        let pack = pack(name);
        for id in ids {
            let row = pack.requirement_typed(id).expect("a row");
            let guidance = row.guidance.to_lowercase();
            assert!(people.iter().any(|person| guidance.contains(person)), "{name} {id} names nobody to ask");
        }
    }
}
