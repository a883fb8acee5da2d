//! Essential rows: what each state of one does to the overall band.

use vpr::assessment::{Answer, CarriedVerdict};

use super::build::{
    all, all_green, bands, card, carried, carried_met, empty, gates, half_and_half, justified, pack, print, rated, set, shown,
    unjustified,
};

#[test]
fn an_essential_row_caps_the_band_in_every_state_but_met() {
    let cases: [(&str, Answer, &str, &str, &str); 9] = [
        ("green", shown("green"), "100%", "Fully met", "Fully met"),
        ("green without evidence", rated("green"), "100%", "Fully met", "Fully met"),
        // 51.5 of 52 is 99.04.
        ("amber", shown("amber"), ">99%", "Mostly met", "Mostly met"),
        ("red", shown("red"), "98%", "Mostly met", "Partly met"),
        ("carried", carried_met(), "98%", "Mostly met", "Partly met"),
        (
            "carried as not applicable",
            carried(CarriedVerdict::NotApplicable("None.".to_owned())),
            "98%",
            "Mostly met",
            "Partly met",
        ),
        ("not assessed", Answer::default(), "98%", "Mostly met", "Partly met"),
        ("not applicable", justified(), "100%", "Fully met", "Partly met"),
        ("not applicable, not approved", unjustified(), "98%", "Mostly met", "Partly met"),
    ];
    for row in ["L1", "G6", "C1", "D1", "W1", "W3", "E4"] {
        for (state, answer, score, by_score, band) in &cases {
            let mut assessment = all_green();
            set(&mut assessment, row, answer.clone());
            let card = card(pack(), &assessment);
            assert_eq!(print(card.total.score), *score, "{row} {state}");
            assert_eq!(bands(&card), (*band, *by_score), "{row} {state}");
            let named = if *band == "Fully met" { vec![] } else { vec![(row, *band)] };
            assert_eq!(gates(&card), named, "{row} {state}");
        }
    }
}

#[test]
fn other_rows_cap_nothing() {
    let mut assessment = all_green();
    set(&mut assessment, "L2", rated("red"));
    set(&mut assessment, "L3", Answer::default());
    let card = card(pack(), &assessment);
    assert_eq!(gates(&card), []);
    assert_eq!(bands(&card), ("Mostly met", "Mostly met"));
}

#[test]
fn every_gate_is_named_the_lowest_cap_first() {
    let mut assessment = all_green();
    set(&mut assessment, "L1", rated("amber"));
    set(&mut assessment, "C1", Answer::default());
    set(&mut assessment, "D1", rated("amber"));
    set(&mut assessment, "E4", rated("red"));
    let card = card(pack(), &assessment);
    assert_eq!(gates(&card), [("C1", "Partly met"), ("E4", "Partly met"), ("L1", "Mostly met"), ("D1", "Mostly met")]);
    assert_eq!(bands(&card), ("Partly met", "Mostly met"));
}

#[test]
fn a_cap_never_lifts_a_band() {
    let assessment = all(pack(), &rated("red"));
    let card = card(pack(), &assessment);
    assert_eq!(print(card.total.score), "0%");
    assert_eq!(bands(&card), ("Mostly not met", "Mostly not met"));
    assert_eq!(gates(&card).len(), 7);
}

#[test]
fn a_band_begins_at_exactly_its_figure() {
    let essential = |id: &str| ["L1", "G6", "C1", "D1", "W1", "W3", "E4"].contains(&id);
    // Essential rows are green in each, so that the score alone decides. 75% of 52 is 39 rows.
    let band = |green: usize, amber: usize| {
        let mut assessment = empty(pack());
        let rows = || pack().rated().map(|r| r.id.as_str());
        let order: Vec<&str> = rows().filter(|id| essential(id)).chain(rows().filter(|id| !essential(id))).collect();
        for (i, id) in order.iter().enumerate() {
            let rating = if i < green {
                "green"
            } else if i < green + amber {
                "amber"
            } else {
                "red"
            };
            set(&mut assessment, id, rated(rating));
        }
        let card = card(pack(), &assessment);
        assert_eq!(gates(&card), []);
        (print(card.total.score), bands(&card).0.to_owned())
    };
    let expect = |score: &str, band: &str| (score.to_owned(), band.to_owned());
    assert_eq!(band(39, 0), expect("75%", "Mostly met"));
    // 38.5 of 52 is 74.04.
    assert_eq!(band(38, 1), expect("74%", "Partly met"));
    // 40% of 52 is 20.8 rows, so 20.5 is below: 39.4.
    assert_eq!(band(20, 1), expect("39%", "Mostly not met"));
    assert_eq!(band(21, 0), expect("40%", "Partly met"));
    assert_eq!(band(51, 1), expect(">99%", "Mostly met"));
    assert_eq!(band(52, 0), expect("100%", "Fully met"));
}

#[test]
fn leaving_every_red_row_out_does_not_lift_the_band_past_the_gates() {
    let mut assessment = half_and_half();
    for requirement in pack().rated().skip(26) {
        assessment.answers.insert(requirement.id.clone(), justified());
    }
    let card = card(pack(), &assessment);
    assert_eq!((print(card.total.score), print(card.total.score_with_all)), ("100%".to_owned(), "50%".to_owned()));
    assert_eq!(bands(&card), ("Partly met", "Fully met"));
    assert_eq!(gates(&card), ["W1", "W3", "E4"].map(|id| (id, "Partly met")));
}
