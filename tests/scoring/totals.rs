//! Whole assessments over the real pack, figured out by hand.

use vpr::assessment::{Answer, CarriedVerdict};
use vpr::score::{Ratio, State};
use vpr::standard::Stage;

use super::build::{
    all, all_green, bands, card, carried, carried_met, domain, empty, gates, half_and_half, justified, pack, print, rated, ratio,
    set, shown, stage, unjustified,
};

const ESSENTIAL: [&str; 7] = ["L1", "G6", "C1", "D1", "W1", "W3", "E4"];

#[test]
fn all_amber_is_exactly_half() {
    let assessment = all(pack(), &rated("amber"));
    let card = card(pack(), &assessment);
    assert_eq!(card.total.score, ratio(1, 2));
    assert_eq!(card.total.score_of_assessed, ratio(1, 2));
    for view in [&card.total].into_iter().chain(card.stages.iter().map(|(_, v)| v)).chain(card.domains.iter().map(|(_, v)| v)) {
        assert_eq!(print(view.score), "50%");
        assert_eq!(view.by_rating, [0, view.rows, 0]);
        assert_eq!((view.met, view.assessed, view.applicable), (0, view.rows, view.rows));
    }
    // The essential rows allow "Mostly met"; the score does not reach it.
    assert_eq!(bands(&card), ("Partly met", "Partly met"));
    assert_eq!(gates(&card), ESSENTIAL.map(|id| (id, "Mostly met")));
    assert_eq!(card.balance.in_words(), "No stage stands out.");
}

#[test]
fn half_green_and_half_red() {
    let assessment = half_and_half();
    let card = card(pack(), &assessment);
    assert_eq!(card.total.score, ratio(26, 52));
    assert_eq!(card.total.by_rating, [26, 0, 26]);
    assert_eq!((card.total.met, card.total.assessed, card.total.applicable), (26, 52, 52));
    let stages: Vec<(&str, String)> = card.stages.iter().map(|(s, v)| (s.id(), print(v.score))).collect();
    // Plan 9 of 13, Do 11 of 24, Check 6 of 12, Act 3 of 8, which is 37.5.
    assert_eq!(stages, [("plan", "69%"), ("do", "46%"), ("check", "50%"), ("act", "38%")].map(|(s, p)| (s, p.to_owned())));
    assert_eq!(stage(&card, Stage::Plan).score, ratio(9, 13));
    assert_eq!(stage(&card, Stage::Do).score, ratio(11, 24));
    let domains: Vec<String> = card.domains.iter().map(|(_, v)| print(v.score)).collect();
    assert_eq!(domains, ["100%", "100%", "100%", "57%", "0%", "0%", "0%"]);
    assert_eq!(domain(&card, "data").score, ratio(4, 7));
    assert_eq!(bands(&card), ("Partly met", "Partly met"));
    assert_eq!(gates(&card), ["W1", "W3", "E4"].map(|id| (id, "Partly met")));
    assert_eq!(card.balance.in_words(), "Plan is strongest and Act weakest.");
}

#[test]
fn all_green_without_evidence_is_a_claim_that_nothing_shows() {
    let assessment = all(pack(), &rated("green"));
    let card = card(pack(), &assessment);
    assert_eq!(print(card.total.score), "100%");
    assert_eq!((card.total.met, card.total.shown), (52, 0));
    assert_eq!(card.total.score_shown, ratio(0, 52));
    assert_eq!(card.total.assurance_gap().map(Ratio::points), Some(100));
    assert_eq!(card.unshown().count(), 52);
    // Evidence is its own figure: it does not lower the band.
    assert_eq!(bands(&card), ("Fully met", "Fully met"));
    assert_eq!(gates(&card), []);
}

#[test]
fn all_green_with_evidence_has_no_assurance_gap() {
    let assessment = all_green();
    let card = card(pack(), &assessment);
    assert_eq!((card.total.met, card.total.shown), (52, 52));
    assert_eq!(card.total.score_shown, ratio(1, 1));
    assert_eq!(card.total.assurance_gap(), ratio(0, 1));
    assert_eq!(card.unshown().count(), 0);
    assert_eq!(bands(&card), ("Fully met", "Fully met"));
}

#[test]
fn the_assurance_gap_is_over_met_rows_only() {
    // 13 green and shown, 13 green and not, 13 amber without evidence, 13 red with it.
    let mut assessment = all(pack(), &shown("green"));
    for (i, requirement) in pack().rated().enumerate() {
        let answer = [shown("green"), rated("green"), rated("amber"), shown("red")][i % 4].clone();
        set(&mut assessment, requirement.id.as_str(), answer);
    }
    let card = card(pack(), &assessment);
    assert_eq!((card.total.met, card.total.shown), (26, 13));
    // (26 + 6.5) of 52, and (13 + 6.5) of 52: amber rows need no evidence to keep their points.
    assert_eq!(card.total.score, ratio(65, 104));
    assert_eq!(card.total.score_shown, ratio(39, 104));
    assert_eq!(card.total.assurance_gap(), ratio(1, 4));
    let unshown: Vec<&str> = card.unshown().take(3).map(|r| r.requirement.id.as_str()).collect();
    assert_eq!(unshown, ["L2", "L6", "G3"]);
}

#[test]
fn plan_finished_and_nothing_else() {
    let mut assessment = empty(pack());
    for requirement in pack().rated().filter(|r| r.stage == Stage::Plan) {
        assessment.answers.insert(requirement.id.clone(), shown("green"));
    }
    let card = card(pack(), &assessment);
    assert_eq!((card.total.assessed, card.total.applicable, card.total.not_assessed), (13, 52, 39));
    assert_eq!((print(card.total.score), print(card.total.score_of_assessed)), ("25%".to_owned(), "100%".to_owned()));
    let figures = |s| {
        let v = stage(&card, s);
        (v.assessed, v.applicable, print(v.score), print(v.score_of_assessed))
    };
    assert_eq!(figures(Stage::Plan), (13, 13, "100%".to_owned(), "100%".to_owned()));
    assert_eq!(figures(Stage::Do), (0, 24, "0%".to_owned(), "–".to_owned()));
    assert_eq!(figures(Stage::Check), (0, 12, "0%".to_owned(), "–".to_owned()));
    // L5 counts under Act too: one of eight is 12.5.
    assert_eq!(figures(Stage::Act), (1, 8, "13%".to_owned(), "100%".to_owned()));
    assert_eq!(card.balance.known, [Stage::Plan]);
    assert_eq!(card.balance.stands_out, None);
    assert_eq!(
        card.balance.in_words(),
        "Do: too early to say, 0 of 24 requirements assessed. Check: too early to say, 0 of 12 requirements assessed. \
         Act: too early to say, 1 of 8 requirements assessed."
    );
    assert_eq!(bands(&card), ("Mostly not met", "Mostly not met"));
    assert_eq!(gates(&card), ["G6", "D1", "W3", "E4"].map(|id| (id, "Partly met")));
}

#[test]
fn nothing_assessed_scores_nothing_and_says_so() {
    let assessment = empty(pack());
    let card = card(pack(), &assessment);
    assert_eq!(card.total.score, ratio(0, 52));
    assert_eq!(print(card.total.score), "0%");
    assert_eq!(card.total.score_of_assessed, None);
    assert_eq!(card.total.score_with_all, None);
    assert_eq!(card.total.assurance_gap(), ratio(0, 1));
    assert_eq!((card.total.assessed, card.total.not_assessed, card.total.applicable), (0, 52, 52));
    assert_eq!(bands(&card), ("Mostly not met", "Mostly not met"));
    assert_eq!(gates(&card), ESSENTIAL.map(|id| (id, "Partly met")));
    assert_eq!(card.balance.known, []);
    assert!(card.balance.in_words().starts_with("Plan: too early to say, 0 of 13 requirements assessed. Do: too early"));
}

#[test]
fn a_row_with_two_stages_counts_in_each_and_once_in_the_total() {
    let mut assessment = empty(pack());
    set(&mut assessment, "D2", rated("green"));
    let card = card(pack(), &assessment);
    assert_eq!(card.total.score, ratio(1, 52));
    let scores = Stage::ALL.map(|s| stage(&card, s).score);
    assert_eq!(scores, [ratio(0, 13), ratio(1, 24), ratio(0, 12), ratio(1, 8)]);
    assert_eq!(Stage::ALL.map(|s| stage(&card, s).rows), [13, 24, 12, 8]);
    assert_eq!((card.total.rows, card.total.met), (52, 1));
    assert_eq!(domain(&card, "data").score, ratio(1, 7));
}

#[test]
fn every_row_is_in_exactly_one_state() {
    let mut assessment = empty(pack());
    set(&mut assessment, "L1", rated("red"));
    set(&mut assessment, "L2", rated("amber"));
    set(&mut assessment, "L3", rated("green"));
    set(&mut assessment, "L4", carried_met());
    // Not applicable in an earlier cycle: it applies again until someone confirms it.
    set(&mut assessment, "L5", carried(CarriedVerdict::NotApplicable("None then.".to_owned())));
    set(&mut assessment, "L6", justified());
    set(&mut assessment, "L7", unjustified());
    // Put off is not assessed; confirmed is rated, and what was carried stays beside it.
    set(&mut assessment, "G1", Answer { later: Some("Ask".to_owned()), ..Default::default() });
    let mut confirmed = rated("amber");
    confirmed.carried = carried_met().carried;
    set(&mut assessment, "G2", confirmed);
    // Carried and put off is carried still.
    set(&mut assessment, "G3", Answer { later: Some("Ask".to_owned()), ..carried_met() });
    let card = card(pack(), &assessment);
    let states: Vec<State> = card.rows.iter().take(10).map(|r| r.state).collect();
    let expected = [
        (State::Rated(0), "Red"),
        (State::Rated(1), "Amber"),
        (State::Rated(2), "Green"),
        (State::Carried, "Carried, not confirmed"),
        (State::Carried, "Carried, not confirmed"),
        (State::NotApplicable { justified: true }, "Not applicable"),
        (State::NotApplicable { justified: false }, "Not applicable, not approved"),
        (State::NotAssessed, "Not assessed"),
        (State::Rated(1), "Amber"),
        (State::Carried, "Carried, not confirmed"),
    ];
    assert_eq!(states, expected.map(|(state, _)| state));
    assert_eq!(states.iter().map(|s| s.in_words(pack())).collect::<Vec<_>>(), expected.map(|(_, words)| words));
    let v = &card.total;
    assert_eq!((v.rows, v.applicable, v.assessed, v.met), (52, 51, 4, 1));
    assert_eq!((v.carried, v.not_assessed, v.not_applicable, v.not_approved), (3, 43, 1, 1));
    assert_eq!(v.by_rating, [1, 2, 1]);
    // Green and two ambers: two whole rows of 51, or of the four assessed.
    assert_eq!((v.score, v.score_of_assessed), (ratio(2, 51), ratio(2, 4)));
}
