//! What is said about the balance between stages, and when nothing is.

use vpr::score::{Balance, Ratio, UnsureStage, View};
use vpr::standard::Stage::{self, Act, Check, Do, Plan};

use super::build::{card, empty, justified, pack, rated};

/// A stage of so many applicable rows, some of them assessed, with a score of those.
fn view(assessed: usize, applicable: usize, (part, whole): (u64, u64)) -> View {
    let score = Ratio::new(part, whole);
    View {
        rows: applicable,
        applicable,
        by_rating: Vec::new(),
        met: 0,
        shown: 0,
        assessed,
        carried: 0,
        not_assessed: applicable - assessed,
        not_applicable: 0,
        not_approved: 0,
        score: Ratio::new(0, 1),
        score_of_assessed: if assessed > 0 { score } else { None },
        score_shown: None,
        score_with_all: None,
    }
}

/// Four stages of ten rows, all assessed, with these scores in thousandths.
fn thousandths(scores: [u64; 4]) -> Balance {
    let stages: Vec<(Stage, View)> =
        Stage::ALL.into_iter().zip(scores).map(|(s, part)| (s, view(10, 10, (part, 1000)))).collect();
    Balance::of(&stages)
}

#[test]
fn ten_points_stand_out_and_less_does_not() {
    assert_eq!(thousandths([499, 450, 400, 420]).stands_out, None);
    assert_eq!(thousandths([499, 450, 400, 420]).in_words(), "No stage stands out.");
    assert_eq!(thousandths([500, 450, 400, 420]).stands_out, Some((Plan, Check)));
    assert_eq!(thousandths([420, 1000, 400, 399]).stands_out, Some((Do, Act)));
    // The gap is exact: 45.45 and 35.45, printed 45% and 35%, are not ten points apart when one is a hair less.
    let gap = |low| Balance::of(&[(Plan, view(5, 5, (5, 11))), (Do, view(5, 5, low))]).stands_out;
    assert_eq!(gap((39, 110)), Some((Plan, Do)));
    assert_eq!(gap((39_001, 110_000)), None);
}

#[test]
fn of_equals_the_earlier_stage_is_named() {
    assert_eq!(thousandths([800, 800, 300, 300]).stands_out, Some((Plan, Check)));
    assert_eq!(thousandths([300, 800, 300, 800]).stands_out, Some((Do, Plan)));
    assert_eq!(thousandths([600, 600, 600, 600]).stands_out, None);
}

#[test]
fn plan_ahead_of_check_is_what_hse_found() {
    let words = thousandths([900, 700, 400, 500]).in_words();
    assert!(words.starts_with("Plan is strongest and Check weakest: written down, not checked."), "{words}");
    assert_eq!(thousandths([400, 700, 900, 500]).in_words(), "Check is strongest and Plan weakest.");
}

#[test]
fn a_stage_is_known_from_three_quarters_and_five_rows() {
    let known = |assessed, applicable| {
        let balance = Balance::of(&[(Do, view(assessed, applicable, (1, 2)))]);
        assert_eq!(balance.known.len() + balance.unsure.len(), 1);
        !balance.known.is_empty()
    };
    for (assessed, applicable) in [(9, 12), (12, 16), (6, 8), (5, 5), (5, 6), (13, 13)] {
        assert!(known(assessed, applicable), "{assessed} of {applicable}");
    }
    for (assessed, applicable) in [(8, 12), (11, 16), (5, 8), (4, 5), (4, 4), (5, 7), (0, 12), (1, 1)] {
        assert!(!known(assessed, applicable), "{assessed} of {applicable}");
    }
}

#[test]
fn what_is_unsure_is_never_named_as_strongest_or_weakest() {
    let balance = Balance::of(&[
        (Plan, view(13, 13, (1, 2))),
        (Do, view(24, 24, (11, 20))),
        (Check, view(8, 12, (0, 1))),
        (Act, view(4, 8, (1, 1))),
    ]);
    assert_eq!((balance.known.as_slice(), balance.stands_out), ([Plan, Do].as_slice(), None));
    let unsure = |stage, assessed, applicable| UnsureStage { stage, assessed, applicable };
    assert_eq!(balance.unsure, [unsure(Check, 8, 12), unsure(Act, 4, 8)]);
    assert_eq!(
        balance.in_words(),
        "No stage stands out. Check: too early to say, 8 of 12 requirements assessed. \
         Act: too early to say, 4 of 8 requirements assessed."
    );
}

#[test]
fn one_known_stage_stands_out_from_nothing() {
    let balance = Balance::of(&[(Plan, view(13, 13, (1, 1))), (Do, view(0, 24, (0, 1)))]);
    assert_eq!((balance.known.as_slice(), balance.stands_out), ([Plan].as_slice(), None));
    assert_eq!(balance.in_words(), "Do: too early to say, 0 of 24 requirements assessed.");
    assert_eq!(Balance::of(&[(Plan, view(13, 13, (1, 1)))]).in_words(), "");
}

#[test]
fn a_stage_without_applicable_rows_is_left_out() {
    let balance = Balance::of(&[(Plan, view(0, 0, (0, 1))), (Do, view(5, 5, (1, 1))), (Check, view(5, 5, (0, 1)))]);
    assert_eq!((balance.known.as_slice(), balance.unsure.len()), ([Do, Check].as_slice(), 0));
    assert_eq!(balance.in_words(), "Do is strongest and Check weakest.");
}

#[test]
fn a_stage_of_fewer_than_five_rows_is_too_small_not_too_early() {
    let words = |assessed, applicable| Balance::of(&[(Act, view(assessed, applicable, (1, 1)))]).in_words();
    assert_eq!(words(4, 4), "Act: too few requirements to say, 4 of 4 assessed.");
    assert_eq!(words(0, 1), "Act: too few requirements to say, 0 of 1 assessed.");
    assert_eq!(words(4, 5), "Act: too early to say, 4 of 5 requirements assessed.");
}

#[test]
fn three_quarters_are_of_the_rows_that_apply() {
    // Six of twelve Check requirements rated and four left out: six of eight is enough.
    let mut assessment = empty(pack());
    for (i, requirement) in pack().rated().filter(|r| r.stage == Check).enumerate() {
        let answer = if i < 6 { rated("green") } else { justified() };
        if i < 10 {
            assessment.answers.insert(requirement.id.clone(), answer);
        }
    }
    assert_eq!(card(pack(), &assessment).balance.known, [Check]);
}

#[test]
fn the_balance_judges_what_was_assessed_not_what_is_missing() {
    // Do: 18 of 24 green and six not assessed scores 75%, and 100% of what was assessed, like the rest.
    let mut assessment = empty(pack());
    let rows = |stage| pack().rated().filter(move |r| r.stage == stage);
    for requirement in rows(Plan).chain(rows(Do).take(18)).chain(rows(Check)) {
        assessment.answers.insert(requirement.id.clone(), rated("green"));
    }
    let card = card(pack(), &assessment);
    assert_eq!(card.balance.known, [Plan, Do, Check]);
    assert_eq!(card.balance.in_words(), "No stage stands out. Act: too early to say, 5 of 8 requirements assessed.");
}
