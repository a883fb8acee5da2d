//! A pack of unequal weights and four ratings: nothing may assume weight 1, three ratings, or that only the best is met.

use jiff::civil::date;
use vpr::assessment::{Answer, Assessment};
use vpr::score::Ratio;
use vpr::standard::Stage;

use super::build::{
    action, all, bands, card, carried_met, empty, gates, justified, print, rated, ratio, set, shown, stage, strict, uneven,
    unjustified,
};

/// A1 fully, A2 begun, B1 largely and shown, B2 begun, C1 fully, C2 none, D1 not assessed.
fn mixed() -> Assessment {
    let mut assessment = empty(uneven());
    for (row, answer) in [
        ("A1", rated("fully")),
        ("A2", rated("begun")),
        ("B1", shown("largely")),
        ("B2", rated("begun")),
        ("C1", rated("fully")),
        ("C2", rated("none")),
    ] {
        set(&mut assessment, row, answer);
    }
    assessment
}

#[test]
fn points_are_weighted() {
    let assessment = mixed();
    let card = card(uneven(), &assessment);
    // 1 × 100 + 3 × 25 + 10 × 70 + 2 × 25 + 5 × 100 + 1 × 0 + 4 × 0 = 1425 of 26 × 100; 22 of the 26 assessed.
    assert_eq!(card.total.score, ratio(1425, 2600));
    assert_eq!(card.total.score_of_assessed, ratio(1425, 2200));
    assert_eq!((print(card.total.score), print(card.total.score_of_assessed)), ("55%".to_owned(), "65%".to_owned()));
    // Without C1 and A1, which nothing shows: 825.
    assert_eq!(card.total.score_shown, ratio(825, 2600));
    assert_eq!(card.total.assurance_gap(), ratio(600, 2600));
    assert_eq!(card.total.assurance_gap().map(Ratio::points), Some(23));
    // Counts are of rows, whatever they weigh. "Largely" is met as "fully" is.
    let v = &card.total;
    assert_eq!((v.rows, v.applicable, v.assessed, v.not_assessed, v.met, v.shown), (7, 7, 6, 1, 3, 1));
    assert_eq!(v.by_rating, [1, 2, 1, 2]);
    assert!(card.domains.is_empty());
}

#[test]
fn stages_weigh_their_own_rows() {
    let assessment = mixed();
    let card = card(uneven(), &assessment);
    // Act has A2 as well: 75 of 700, and of the 300 assessed.
    let scores = Stage::ALL.map(|s| stage(&card, s).score);
    assert_eq!(scores, [ratio(175, 400), ratio(750, 1200), ratio(500, 600), ratio(75, 700)]);
    assert_eq!(stage(&card, Stage::Act).score_of_assessed, ratio(75, 300));
    assert_eq!(scores.map(print), ["44%", "63%", "83%", "11%"].map(str::to_owned));
}

#[test]
fn only_the_organisations_own_rows_count() {
    let assessment = mixed();
    let mut more = mixed();
    let overdue = action("Late", Some(date(2020, 1, 1)));
    for row in ["P1", "S1", "R1"] {
        let answer = Answer { actions: vec![overdue.clone()], ..shown("fully") };
        set(&mut more, row, answer);
    }
    let (card, with) = (card(uneven(), &assessment), card(uneven(), &more));
    assert_eq!(with.total, card.total);
    assert_eq!(with.stages, card.stages);
    // P1, S1 and R1 are essential and unanswered in the one, answered in the other: neither makes a gate.
    assert_eq!((gates(&with), gates(&card)), (vec![("B2", "Middle")], vec![("B2", "Middle")]));
    assert_eq!((with.overdue().len(), with.tasks().count()), (0, 0));
    let ids: Vec<&str> = with.rows.iter().map(|r| r.requirement.id.as_str()).collect();
    assert_eq!(ids, ["A1", "A2", "B1", "B2", "C1", "C2", "D1"]);
}

#[test]
fn any_rating_between_worst_and_met_caps_as_partly() {
    let expect = |row: &str, answer: Answer, gate: Option<&str>, band: &str| {
        let mut assessment = all(uneven(), &rated("fully"));
        set(&mut assessment, row, answer);
        let card = card(uneven(), &assessment);
        assert_eq!(gates(&card), gate.map(|cap| (row, cap)).into_iter().collect::<Vec<_>>());
        assert_eq!(bands(&card), (band, "High"));
    };
    expect("A1", rated("fully"), None, "High");
    // Met is enough: a gate asks for no more, whatever the points.
    expect("A1", rated("largely"), None, "High");
    expect("A1", rated("begun"), Some("Middle"), "Middle");
    for answer in [rated("none"), Answer::default(), carried_met(), justified(), unjustified()] {
        expect("A1", answer, Some("Low"), "Low");
    }
    expect("D1", rated("none"), None, "High");
    // Where "largely" is not met, it caps as "begun" does.
    for rating in ["begun", "largely"] {
        let mut assessment = all(strict(), &rated("fully"));
        set(&mut assessment, "A1", rated(rating));
        let card = card(strict(), &assessment);
        assert_eq!((gates(&card), bands(&card)), (vec![("A1", "Middle")], ("Middle", "High")));
    }
}

#[test]
fn a_met_rating_below_the_best_needs_evidence_too() {
    let mut assessment = mixed();
    set(&mut assessment, "B1", rated("largely"));
    let card = card(uneven(), &assessment);
    // Of A1, B1 and C1 nothing stands; A2 and B2, not met, keep 75 and 50.
    assert_eq!((card.total.score, card.total.score_shown), (ratio(1425, 2600), ratio(125, 2600)));
    assert_eq!((card.total.met, card.total.shown), (3, 0));
}

#[test]
fn a_heavy_row_left_out_takes_its_weight_along() {
    let mut assessment = mixed();
    set(&mut assessment, "B1", justified());
    let out = card(uneven(), &assessment);
    assert_eq!((out.total.score, out.total.score_with_all), (ratio(725, 1600), ratio(725, 2600)));
    assert_eq!(stage(&out, Stage::Do).score_with_all, ratio(50, 1200));
    let mut assessment = mixed();
    set(&mut assessment, "B1", unjustified());
    let stays = card(uneven(), &assessment);
    assert_eq!((stays.total.score, stays.total.score_with_all), (ratio(725, 2600), None));
}

#[test]
fn all_of_one_rating_is_that_ratings_points_whatever_the_weights() {
    for (rating, points, by_score) in
        [("none", 0, "Low"), ("begun", 25, "Low"), ("largely", 70, "Middle"), ("fully", 100, "High")]
    {
        let assessment = all(uneven(), &rated(rating));
        let card = card(uneven(), &assessment);
        assert_eq!(card.total.score, ratio(points, 100), "{rating}");
        assert!(card.stages.iter().all(|(_, v)| v.score == ratio(points, 100)), "{rating}");
        assert_eq!(bands(&card).1, by_score, "{rating}");
    }
}
