//! What leaves the denominator, and what only says it should.

use vpr::assessment::{Answer, Assessment, Confirmed, Role};
use vpr::score::{Row, State};
use vpr::standard::Stage;

use super::build::{
    TODAY, all, bands, card, carried_met, domain, half_and_half, justified, not_applicable, pack, print, ratio, set, shown,
    stage, unjustified,
};

/// W2, red in the half-and-half assessment and not essential, with another answer.
fn score_with(answer: Answer) -> (String, String, String) {
    let mut assessment = half_and_half();
    set(&mut assessment, "W2", answer);
    let card = card(pack(), &assessment);
    (print(card.total.score), print(card.total.score_with_all), print(card.total.score_of_assessed))
}

#[test]
fn only_a_reason_and_another_approver_take_a_row_out() {
    // 26 of 51 is 50.98; all the others stay at 26 of 52.
    let out = ("51%", "50%", "51%");
    let stays = ("50%", "–", "51%");
    for (why, answer, expected) in [
        ("a reason and an approver", justified(), out),
        ("nobody recorded as assessor", not_applicable("None here.", Some("Executive lead"), None), out),
        ("no approver", unjustified(), stays),
        ("a blank approver", not_applicable("None here.", Some("  "), Some("VPR lead")), stays),
        ("a blank approver and no assessor", not_applicable("None here.", Some(""), None), stays),
        ("a blank reason", not_applicable(" \n", Some("Executive lead"), Some("VPR lead")), stays),
        ("the assessor approved", not_applicable("None here.", Some("VPR lead"), Some("VPR lead")), stays),
        ("the assessor in other case", not_applicable("None here.", Some("VPR LEAD"), Some("vpr lead")), stays),
        ("the assessor with spaces", not_applicable("None here.", Some(" VPR lead "), Some("VPR lead")), stays),
    ] {
        let (score, with_all, of_assessed) = score_with(answer);
        assert_eq!((score.as_str(), with_all.as_str(), of_assessed.as_str()), expected, "{why}");
    }
}

#[test]
fn an_unjustified_row_counts_at_nothing_and_is_found() {
    let mut assessment = half_and_half();
    set(&mut assessment, "W2", unjustified());
    set(&mut assessment, "W4", justified());
    let card = card(pack(), &assessment);
    assert_eq!((card.total.rows, card.total.applicable), (52, 51));
    assert_eq!((card.total.not_applicable, card.total.not_approved), (1, 1));
    let named: Vec<(&str, State)> = card.not_applicable().map(|r| (r.requirement.id.as_str(), r.state)).collect();
    let state = |justified| State::NotApplicable { justified };
    assert_eq!(named, [("W2", state(false)), ("W4", state(true))]);
    assert_eq!(card.not_applicable().map(Row::is_applicable).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn the_score_with_all_stands_in_each_view_that_lost_a_row() {
    let mut assessment = half_and_half();
    set(&mut assessment, "W2", justified());
    let card = card(pack(), &assessment);
    assert_eq!(card.total.score_with_all, ratio(26, 52));
    // W2 is red and in Plan: nine of thirteen before, nine of twelve now.
    assert_eq!(stage(&card, Stage::Plan).score, ratio(9, 12));
    assert_eq!(stage(&card, Stage::Plan).score_with_all, ratio(9, 13));
    assert_eq!(domain(&card, "workforce").score, ratio(0, 7));
    assert_eq!(domain(&card, "workforce").score_with_all, ratio(0, 8));
    assert_eq!(stage(&card, Stage::Do).score_with_all, None);
    assert_eq!(domain(&card, "data").score_with_all, None);
}

#[test]
fn everything_not_applicable_leaves_no_score_and_no_band() {
    let assessment = all(pack(), &justified());
    let card = card(pack(), &assessment);
    let v = &card.total;
    assert_eq!((v.rows, v.applicable, v.not_applicable), (52, 0, 52));
    assert_eq!((v.score, v.score_of_assessed, v.score_shown, v.assurance_gap()), (None, None, None, None));
    assert_eq!(v.score_with_all, ratio(0, 52));
    assert!(card.overall.is_none());
    assert!(card.balance.known.is_empty() && card.balance.unsure.is_empty());
    assert_eq!(card.balance.in_words(), "");
    assert!(v.has_many_not_applicable());
    assert!(vpr::score::next_steps(&card, 10).is_empty());
}

#[test]
fn everything_not_applicable_and_nobody_asked_scores_nothing() {
    let assessment = all(pack(), &unjustified());
    let card = card(pack(), &assessment);
    assert_eq!((card.total.applicable, card.total.not_approved, card.total.assessed), (52, 52, 0));
    assert_eq!((print(card.total.score), print(card.total.score_of_assessed)), ("0%".to_owned(), "–".to_owned()));
    assert_eq!(bands(&card), ("Mostly not met", "Mostly not met"));
}

#[test]
fn over_one_in_ten_is_many() {
    let many = |rows: usize| {
        let mut assessment = all(pack(), &shown("green"));
        for requirement in pack().rated().take(rows) {
            assessment.answers.insert(requirement.id.clone(), justified());
        }
        card(pack(), &assessment).total.has_many_not_applicable()
    };
    // 5 of 52 is 9.6%, 6 of 52 is 11.5%.
    assert_eq!([0, 5, 6, 52].map(many), [false, false, true, true]);
    let mut view = card(pack(), &half_and_half()).total;
    // What nobody approved is no row left out: each is a finding of its own.
    assert!(!card(pack(), &all(pack(), &unjustified())).total.has_many_not_applicable());
    // Exactly one in ten is not over it.
    for (out_of, many) in [(40, false), (39, true)] {
        (view.rows, view.not_applicable) = (out_of, 4);
        assert_eq!(view.has_many_not_applicable(), many, "4 of {out_of}");
    }
}

#[test]
fn a_title_is_the_same_however_it_is_typed() {
    for (approved_by, assessed_by) in
        [("PENNAETH DIOGELWCH TŶ", "Pennaeth Diogelwch Tŷ"), ("VPR  lead", "VPR lead"), ("VPR\u{a0}lead", "VPR lead")]
    {
        let answer = not_applicable("None here.", Some(approved_by), Some(assessed_by));
        let state = State::of(&answer, &half_and_half(), pack());
        assert_eq!(state, State::NotApplicable { justified: false }, "{approved_by}");
    }
}

#[test]
fn whoever_holds_a_role_is_no_other_than_the_title_they_hold() {
    let roles = [(Role::VprLead, "Head of VPR".to_owned()), (Role::ExecutiveLead, "Chief People Officer".to_owned())];
    let assessment = Assessment { roles: roles.into(), ..half_and_half() };
    let justified = |approved_by, assessed_by| {
        let answer = not_applicable("None here.", Some(approved_by), Some(assessed_by));
        State::of(&answer, &assessment, pack()) == State::NotApplicable { justified: true }
    };
    assert!(!justified("Head of VPR", "the VPR lead") && !justified("VPR lead", "head of vpr"));
    assert!(justified("Head of VPR", "Chief People Officer") && justified("Executive lead", "Head of VPR"));
    assert!(justified("Head of HR", "VPR lead"));
    let both = [(Role::VprLead, "Head of VPR".to_owned()), (Role::ExecutiveLead, "Head of VPR".to_owned())];
    let assessment = Assessment { roles: both.into(), ..half_and_half() };
    assert!(assessment.is_one_person("Executive lead", "VPR lead"), "whoever holds both is one");
    for (executive, lead) in
        [("VPR lead", "Head of VPR"), ("Chief People Officer", "Executive lead"), ("VPR lead", "Executive lead")]
    {
        let roles = [(Role::ExecutiveLead, executive.to_owned()), (Role::VprLead, lead.to_owned())];
        let assessment = Assessment { roles: roles.into(), ..half_and_half() };
        assert!(
            assessment.is_one_person("Executive lead", "VPR lead"),
            "one role is the title of the other: {executive}, {lead}"
        );
    }
}

#[test]
fn a_role_is_known_by_its_name_in_files_and_one_that_is_vacant_by_none() {
    let with = |roles: &[(Role, &str)]| Assessment {
        roles: roles.iter().map(|(role, title)| (*role, (*title).to_owned())).collect(),
        ..half_and_half()
    };
    let none = with(&[]);
    for name in ["executive-lead", "executive_lead", "Executive Lead", "the executive lead"] {
        assert!(none.is_one_person(name, "Executive lead") && none.is_one_person("Executive lead", name), "{name}");
        assert!(!none.is_one_person(name, "VPR lead"), "{name}");
    }
    for vacant in ["To be confirmed", "TBC", "Vacant", "-"] {
        let assessment = with(&[(Role::ExecutiveLead, vacant), (Role::VprLead, vacant)]);
        assert!(!assessment.is_one_person("Executive lead", "VPR lead"), "{vacant}");
    }
    let chief = "Chief People Officer";
    let chain = with(&[(Role::ExecutiveLead, chief), (Role::CommitteeChair, chief), (Role::BoardSecretary, "Committee chair")]);
    assert!(chain.is_one_person("Board secretary", "Executive lead") && chain.is_one_person("Executive lead", "Board secretary"));
}

#[test]
fn confirming_that_a_row_does_not_apply_needs_another_approver_too() {
    let confirm = |by: &str, approved_by: &str, assessed_by: Option<&str>| {
        let mut answer = not_applicable("None here.", Some(approved_by), assessed_by);
        answer.carried = carried_met().carried;
        answer.confirmed = Some(Confirmed { on: TODAY, by: by.to_owned(), looked_at: None });
        State::of(&answer, &half_and_half(), pack())
    };
    let state = |justified| State::NotApplicable { justified };
    assert_eq!(confirm("VPR lead", "Executive lead", None), state(true));
    assert_eq!(confirm("VPR lead", "vpr lead", None), state(false));
    // An assessor who is named counts: one may assess, and another confirm and approve.
    assert_eq!(confirm("Executive lead", "Executive lead", Some("VPR lead")), state(true));
    assert_eq!(confirm("Executive lead", "VPR lead", Some("VPR lead")), state(false));
}
