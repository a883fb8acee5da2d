//! What is named as most worth doing, in which order, and in what words.

use jiff::civil::{Date, date};
use vpr::assessment::{ActionStatus, Answer, Assessment, Part};
use vpr::score::{Scorecard, Step, next_steps};

use super::build::{action, all, card, carried_met, complete, empty, evidence, justified, pack, rated, set, uneven, unjustified};

const LONG_AGO: Date = date(2025, 1, 1);
const SOON: Date = date(2026, 12, 18);

/// The kind of each step, and the row it is about where there is one.
fn short(steps: &[Step<'_>]) -> Vec<String> {
    let kind = |s: &Step<'_>| match s {
        Step::Essential(_) => "essential",
        Step::Overdue(_) => "overdue",
        Step::Approve(_) => "approve",
        Step::Answer { .. } => "answer",
        Step::Confirm { .. } => "confirm",
        Step::Show(_) => "show",
        Step::Plan(_) => "plan",
        Step::Lift(_) => "lift",
    };
    steps.iter().map(|s| [kind(s), s.id().unwrap_or("")].join(" ").trim_end().to_owned()).collect()
}

fn steps(assessment: &Assessment, most: usize) -> Vec<String> {
    short(&next_steps(&card(pack(), assessment), most))
}

fn words(card: &Scorecard<'_>) -> Vec<String> {
    next_steps(card, usize::MAX).iter().map(|s| s.in_words(card)).collect()
}

/// Everything green, shown and complete: nothing to do.
fn finished() -> Assessment {
    let mut answer = complete("green", SOON);
    answer.actions.clear();
    all(pack(), &answer)
}

/// Below met, and it was said that there is no action.
fn without_action(rating: &str) -> Answer {
    let mut answer = complete(rating, SOON);
    answer.actions.clear();
    answer.skipped.insert(Part::Actions);
    answer
}

/// Something of every kind, and more than two of most.
fn everything() -> Assessment {
    let mut a = finished();
    for (row, answer) in [
        ("L1", complete("amber", SOON)),
        ("W3", complete("red", LONG_AGO)),
        ("C1", without_action("amber")),
        ("L2", complete("red", date(2025, 3, 1))),
        ("L3", complete("amber", date(2025, 2, 1))),
        ("L4", complete("amber", date(2025, 4, 1))),
        ("L6", unjustified()),
        ("L7", unjustified()),
        ("G1", unjustified()),
        ("G2", Answer::default()),
        // Rated and shown, but nobody said why: still open.
        ("G3", super::build::shown("green")),
        ("G4", carried_met()),
        ("G5", Answer { evidence: vec![evidence(None, None)], ..complete("green", SOON) }),
        ("G7", without_action("amber")),
        ("D4", complete("amber", SOON)),
        ("D5", complete("red", SOON)),
        ("D6", complete("red", SOON)),
        ("E7", justified()),
    ] {
        set(&mut a, row, answer);
    }
    a
}

#[test]
fn steps_come_in_order_two_of_a_kind_and_no_row_twice() {
    let expected = [
        // The lower cap first; C1, the third gate, waits.
        "essential W3",
        "essential L1",
        // W3 has the oldest overdue action and is named already.
        "overdue L3",
        "overdue L2",
        "approve L6",
        "approve L7",
        "answer",
        "confirm",
        "show G5",
        "plan G7",
        "plan C1",
        // Red before amber, then the pack's order.
        "lift D5",
        "lift D6",
    ];
    let assessment = everything();
    assert_eq!(steps(&assessment, usize::MAX), expected);
    for most in 0..expected.len() {
        assert_eq!(steps(&assessment, most), expected[..most], "at most {most}");
    }
}

#[test]
fn each_step_is_a_sentence() {
    let assessment = everything();
    let card = card(pack(), &assessment);
    let title = |id: &str| pack().requirement_typed(id).map_or("", |r| r.title.as_str());
    let expected = [
        format!("W3 {}: essential and red; while it is, the overall band is at most \"Partly met\".", title("W3")),
        format!("L1 {}: essential and amber; while it is, the overall band is at most \"Mostly met\".", title("L1")),
        "L3: overdue since 1 February 2025: Do it".to_owned(),
        "L2: overdue since 1 March 2025: Do it".to_owned(),
        format!("L6 {}: not applicable needs a reason and an approver other than who assessed it.", title("L6")),
        format!("L7 {}: not applicable needs a reason and an approver other than who assessed it.", title("L7")),
        "Go on with the walk: 2 requirements are still open.".to_owned(),
        "1 answer is carried from the last cycle: look again and confirm.".to_owned(),
        format!("G5 {}: rated green, but no current evidence shows it.", title("G5")),
        format!("G7 {}: amber without an open action.", title("G7")),
        format!("C1 {}: amber without an open action.", title("C1")),
        format!("D5 {}: red; of the other requirements, meeting this one would lift the score most.", title("D5")),
        format!("D6 {}: red; of the other requirements, meeting this one would lift the score most.", title("D6")),
    ];
    assert_eq!(words(&card), expected);
}

#[test]
fn one_and_many_read_as_english() {
    let mut assessment = finished();
    set(&mut assessment, "L2", Answer::default());
    set(&mut assessment, "L3", carried_met());
    set(&mut assessment, "L4", carried_met());
    assert_eq!(
        words(&card(pack(), &assessment)),
        [
            "Go on with the walk: 1 requirement is still open.",
            "2 answers are carried from the last cycle: look again and confirm."
        ]
    );
}

#[test]
fn finished_has_no_next_step() {
    assert_eq!(steps(&finished(), 10), Vec::<String>::new());
}

#[test]
fn nothing_assessed_begins_with_the_essential_rows_and_the_walk() {
    let assessment = empty(pack());
    assert_eq!(steps(&assessment, 10), ["essential L1", "essential G6", "answer"]);
    assert!(matches!(next_steps(&card(pack(), &assessment), 10).last(), Some(Step::Answer { open: 52 })));
}

#[test]
fn only_an_open_action_is_a_plan() {
    for (status, expected) in
        [(ActionStatus::Open, "lift L2"), (ActionStatus::Done, "plan L2"), (ActionStatus::Stopped, "plan L2")]
    {
        let mut assessment = finished();
        let mut answer = complete("red", SOON);
        answer.actions[0].status = status;
        set(&mut assessment, "L2", answer);
        assert_eq!(steps(&assessment, 10), [expected], "{}", status.id());
    }
    // One open among others is enough.
    let mut assessment = finished();
    let mut answer = complete("red", SOON);
    answer.actions[0].status = ActionStatus::Done;
    answer.actions.push(action("The next thing", None));
    set(&mut assessment, "L2", answer);
    assert_eq!(steps(&assessment, 10), ["lift L2"]);
}

#[test]
fn a_met_row_is_never_lifted_and_a_carried_one_never_planned() {
    let mut assessment = finished();
    set(&mut assessment, "L2", rated("green"));
    set(&mut assessment, "L3", carried_met());
    // L2 is open (no reason, no evidence) and unshown; L3 waits for someone to look.
    assert_eq!(steps(&assessment, 10), ["answer", "confirm", "show L2"]);
}

#[test]
fn the_heaviest_gain_comes_first() {
    let mut assessment = empty(uneven());
    for (row, rating) in
        [("A1", "fully"), ("A2", "begun"), ("B1", "largely"), ("B2", "largely"), ("C1", "begun"), ("C2", "none"), ("D1", "none")]
    {
        set(&mut assessment, row, complete(rating, SOON));
    }
    // To gain: D1 4 × 100, C1 5 × 75, A2 3 × 75, C2 1 × 100. B1 is met already, though 10 × 30 is left in it.
    assert_eq!(short(&next_steps(&card(uneven(), &assessment), 10)), ["lift D1", "lift C1"]);
    set(&mut assessment, "D1", complete("begun", SOON));
    assert_eq!(short(&next_steps(&card(uneven(), &assessment), 10)), ["lift C1", "lift D1"]);
}
