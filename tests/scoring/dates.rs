//! What is current, overdue and due on each side of each day.

use jiff::civil::{Date, date};
use vpr::assessment::{ActionStatus, Evidence, Paired};
use vpr::score::{Currency, Scorecard, Task};

use super::build::{MEETING, TODAY, action, all, card, evidence, half_and_half, pack, rated, set, shown, uneven};

fn on(dated: Date, review_by: Option<Date>, judged: Date) -> Currency {
    Currency::of(&evidence(Some(dated), review_by), judged, 12)
}

#[test]
fn evidence_counts_from_its_day_to_its_review_day() {
    let (day_before, day_after) = (date(2027, 1, 27), date(2027, 1, 29));
    let review = Some(date(2027, 6, 30));
    assert_eq!(on(MEETING, review, MEETING), Currency::Current);
    assert_eq!(on(day_before, review, MEETING), Currency::Current);
    assert_eq!(on(day_after, review, MEETING), Currency::Later);
    assert_eq!(on(day_after, None, MEETING), Currency::Later);
    let dated = date(2026, 3, 1);
    assert_eq!(on(dated, Some(MEETING), MEETING), Currency::Current);
    assert_eq!(on(dated, Some(day_after), MEETING), Currency::Current);
    assert_eq!(on(dated, Some(day_before), MEETING), Currency::PastReview(day_before));
}

#[test]
fn without_a_review_day_evidence_counts_for_the_months_of_the_pack() {
    let dated = date(2026, 1, 28);
    assert_eq!(on(dated, None, date(2027, 1, 28)), Currency::Current);
    assert_eq!(on(dated, None, date(2027, 1, 29)), Currency::Expired(date(2027, 1, 28)));
    assert_eq!(on(MEETING, None, MEETING), Currency::Current);
    // A review day of its own counts, be it later than those months or sooner.
    assert_eq!(on(date(2020, 1, 1), Some(date(2030, 1, 1)), MEETING), Currency::Current);
    assert_eq!(on(date(2027, 1, 1), Some(date(2027, 1, 15)), MEETING), Currency::PastReview(date(2027, 1, 15)));
}

#[test]
fn months_that_are_shorter_end_on_their_last_day() {
    let six = |dated, judged| Currency::of(&evidence(Some(dated), None), judged, 6);
    assert_eq!(six(date(2026, 8, 31), date(2027, 2, 28)), Currency::Current);
    assert_eq!(six(date(2026, 8, 31), date(2027, 3, 1)), Currency::Expired(date(2027, 2, 28)));
    assert_eq!(six(date(2026, 8, 28), date(2027, 3, 1)), Currency::Expired(date(2027, 2, 28)));
    // From 29 February a year later is 28 February, and six months later is the 29th.
    assert_eq!(on(date(2028, 2, 29), None, date(2029, 2, 28)), Currency::Current);
    assert_eq!(on(date(2028, 2, 29), None, date(2029, 3, 1)), Currency::Expired(date(2029, 2, 28)));
    assert_eq!(six(date(2028, 2, 29), date(2028, 8, 29)), Currency::Current);
    // Years as far off as a file can hold.
    assert_eq!(six(date(2999, 12, 31), date(2999, 12, 31)), Currency::Current);
}

#[test]
fn undated_evidence_is_never_current() {
    for review_by in [None, Some(date(2030, 1, 1)), Some(date(2020, 1, 1))] {
        assert_eq!(Currency::of(&evidence(None, review_by), MEETING, 12), Currency::Undated);
    }
}

#[test]
fn what_is_wrong_with_evidence_is_said_in_a_clause() {
    let words = |c: Currency| c.in_words().unwrap_or_default();
    assert_eq!(words(Currency::Current), "");
    assert_eq!(Currency::Current.in_words(), None);
    assert_eq!(words(Currency::Undated), "undated");
    assert_eq!(words(Currency::Later), "dated after the day it is judged on");
    assert_eq!(words(Currency::PastReview(date(2027, 1, 15))), "review was due 15 January 2027");
    assert_eq!(words(Currency::Expired(date(2027, 2, 1))), "no review date; counted until 1 February 2027");
}

/// Whether L1, green with this evidence, can be shown.
fn is_shown(pieces: Vec<Evidence>, meeting: Option<Date>, as_at: Date) -> bool {
    let mut assessment = all(pack(), &rated("amber"));
    assessment.cycle.meeting = meeting;
    let mut answer = rated("green");
    answer.evidence = pieces;
    set(&mut assessment, "L1", answer);
    let paired = Paired::new(pack(), &assessment).expect("they belong together");
    let card = Scorecard::new(paired, as_at);
    assert_eq!(card.judged_on, meeting.unwrap_or(as_at));
    let row = card.rows.first().expect("L1 is the first row");
    assert_eq!((row.requirement.id.as_str(), row.met), ("L1", true));
    assert_eq!((card.total.met, card.total.shown), (1, usize::from(row.evidenced)));
    assert_eq!(card.unshown().count(), usize::from(!row.evidenced));
    row.evidenced
}

#[test]
fn evidence_is_judged_on_the_meeting_day_else_on_the_as_at_day() {
    let piece = || vec![evidence(Some(date(2026, 6, 1)), Some(date(2026, 12, 31)))];
    assert!(!is_shown(piece(), Some(MEETING), TODAY));
    assert!(is_shown(piece(), None, TODAY));
    assert!(is_shown(piece(), Some(date(2026, 12, 31)), date(2027, 3, 1)));
    assert!(!is_shown(piece(), None, date(2027, 1, 1)));
    // Dated between the two days: there by the meeting, not yet there today.
    let piece = || vec![evidence(Some(date(2027, 1, 10)), None)];
    assert!(is_shown(piece(), Some(MEETING), TODAY));
    assert!(!is_shown(piece(), None, TODAY));
}

#[test]
fn one_current_piece_is_enough_and_none_is_not() {
    let stale = || evidence(Some(date(2020, 1, 1)), None);
    assert!(is_shown(vec![stale(), evidence(Some(TODAY), None)], Some(MEETING), TODAY));
    assert!(!is_shown(vec![stale(), evidence(None, None)], Some(MEETING), TODAY));
    assert!(!is_shown(Vec::new(), Some(MEETING), TODAY));
}

#[test]
fn how_long_evidence_lasts_comes_from_the_pack() {
    // Seven months old on the meeting day: current for a year's pack, not for one of six months.
    let piece = evidence(Some(date(2026, 6, 28)), None);
    let shown_in = |standard, row: &str, rating: &str| {
        let mut assessment = super::build::empty(standard);
        let mut answer = rated(rating);
        answer.evidence = vec![piece.clone()];
        set(&mut assessment, row, answer);
        card(standard, &assessment).total.shown
    };
    assert_eq!((shown_in(pack(), "L1", "green"), shown_in(uneven(), "A1", "fully")), (1, 0));
}

fn names<'a>(tasks: &[Task<'a>]) -> Vec<(&'a str, &'a str)> {
    tasks.iter().map(|t| (t.requirement.id.as_str(), t.action.what.as_str())).collect()
}

#[test]
fn overdue_is_open_and_due_before_today() {
    let yesterday = date(2026, 11, 21);
    let mut assessment = half_and_half();
    let with = |status, what: &str, due| {
        let mut action = action(what, due);
        action.status = status;
        action
    };
    let mut first = shown("green");
    first.actions = vec![
        with(ActionStatus::Open, "due today", Some(TODAY)),
        with(ActionStatus::Open, "due yesterday", Some(yesterday)),
        with(ActionStatus::Done, "done", Some(yesterday)),
        with(ActionStatus::Stopped, "stopped", Some(yesterday)),
        with(ActionStatus::Open, "no day", None),
        with(ActionStatus::Open, "day before the meeting", Some(date(2027, 1, 27))),
        with(ActionStatus::Open, "meeting day", Some(MEETING)),
        with(ActionStatus::Done, "done early", Some(date(2026, 12, 1))),
    ];
    set(&mut assessment, "L2", first);
    let mut second = rated("red");
    second.actions = vec![
        with(ActionStatus::Open, "long overdue", Some(date(2025, 1, 1))),
        with(ActionStatus::Open, "also due yesterday", Some(yesterday)),
    ];
    set(&mut assessment, "E1", second);
    let card = card(pack(), &assessment);
    assert_eq!(names(&card.overdue()), [("E1", "long overdue"), ("L2", "due yesterday"), ("E1", "also due yesterday")]);
    assert_eq!(names(&card.due_before_meeting()), [("L2", "due today"), ("L2", "day before the meeting")]);
    assert_eq!(card.tasks().count(), 10);
    assert_eq!(names(&card.tasks().collect::<Vec<_>>()).last(), Some(&("E1", "also due yesterday")));
}

#[test]
fn without_a_meeting_nothing_is_due_before_it() {
    let mut assessment = half_and_half();
    assessment.cycle.meeting = None;
    let mut answer = rated("red");
    answer.actions = vec![action("tomorrow", Some(date(2026, 11, 23))), action("yesterday", Some(date(2026, 11, 21)))];
    set(&mut assessment, "E1", answer);
    let card = card(pack(), &assessment);
    assert_eq!(names(&card.due_before_meeting()), []);
    assert_eq!(names(&card.overdue()), [("E1", "yesterday")]);
}
