//! What is seen through each lens, worked out by hand on small assessments.

use jiff::civil::date;
use vpr::assessment::Assessment;
use vpr::paper;
use vpr::render::{Document, Look, markdown, terminal};
use vpr::score::{LensCard, Ratio, Scorecard, View};
use vpr::standard::lens::{Lens, Show};
use vpr::standard::{Catalogue, Standard};

use super::{lens, lenses};
use crate::packs::pack;
use crate::scoring::build::{self, card, complete, id, justified, rated, set, shown};

/// A pack with an assessment in which nothing is answered.
pub fn empty(name: &str) -> (Standard, Assessment) {
    let standard = pack(name);
    let assessment = build::empty(&standard);
    (standard, assessment)
}

/// A lens over a card, as the command line lays it.
fn over<'a>(card: &Scorecard<'a>, lens: &'a Lens) -> Option<LensCard<'a>> {
    let crosswalk = Catalogue::embedded().crosswalk(&card.paired.standard.reference, &lens.standard);
    LensCard::new(card, lens, crosswalk.as_ref())
}

/// What `vpr status --lens` shows.
pub fn document(standard: &Standard, assessment: &Assessment, lens: &Lens) -> Document {
    let card = card(standard, assessment);
    paper::lens(&card, &over(&card, lens).expect("a way from the edition to the lens"))
}

fn theme<'c>(over: &'c LensCard<'_>, title: &str) -> &'c View {
    over.themes.iter().find(|(t, _)| *t == title).map(|(_, view)| view).expect("a theme of that title")
}

fn rows<'c>(over: &'c LensCard<'_>, item: &str) -> Vec<&'c str> {
    let (_, rows) = over.items.iter().find(|(i, _)| i.id == item).expect("an item of that code");
    rows.iter().map(|r| r.requirement.id.as_str()).collect()
}

/// W1 green and shown, W3 amber, I7 not applicable with approval, C7 not applicable without; G2 green and not shown.
fn small() -> (Standard, Assessment) {
    let (standard, mut assessment) = empty("nhs-england-vpr@2024");
    set(&mut assessment, "W1", shown("green"));
    set(&mut assessment, "W3", rated("amber"));
    set(&mut assessment, "I7", justified());
    set(&mut assessment, "C7", build::unjustified());
    set(&mut assessment, "G2", rated("green"));
    (standard, assessment)
}

#[test]
fn a_theme_counts_each_row_once_though_it_stands_behind_several_items() {
    let ((standard, assessment), lens) = (small(), lens("hse"));
    let card = card(&standard, &assessment);
    let over = over(&card, &lens).expect("the same edition");
    assert!(!over.through_crosswalk);
    // W1 stands behind all four findings on risk assessment: W1, I1, G3, I2, I8, C7, G1.
    let risk = theme(&over, "Risk assessment");
    assert_eq!((risk.rows, risk.applicable, risk.met, risk.shown, risk.not_approved), (7, 7, 1, 1, 1));
    assert_eq!((risk.score, risk.score_of_assessed), (Ratio::new(100, 700), Ratio::new(100, 100)));
    // W2, I3, E2, W3, C7, W4: half the points of one row of six.
    let training = theme(&over, "Training");
    assert_eq!((training.rows, training.by_rating.as_slice()), (6, &[0, 1, 0][..]));
    assert_eq!((training.score, training.score_shown), (Ratio::new(50, 600), Ratio::new(50, 600)));
    // L1, L7, L2, W8, L4, L5, W5.
    assert_eq!(
        (theme(&over, "Roles and responsibilities").rows, theme(&over, "Roles and responsibilities").not_assessed),
        (7, 7)
    );
    assert_eq!(rows(&over, "HSE-RA2"), ["G3", "W1", "I2", "I8"]);
    assert_eq!(rows(&over, "HSE-TR5"), ["W4"]);
}

#[test]
fn a_row_left_out_with_approval_leaves_the_denominator_of_its_theme_and_no_other() {
    let ((standard, assessment), lens) = (small(), lens("hse"));
    let card = card(&standard, &assessment);
    let over = over(&card, &lens).expect("the same edition");
    // 20 rows: 13 behind MR1, then L5, C6, D3, D4, D5, D1 and D2; I7 is left out, and G2 is met and not shown.
    let monitoring = theme(&over, "Monitoring and review");
    assert_eq!((monitoring.rows, monitoring.applicable, monitoring.not_applicable, monitoring.met), (20, 19, 1, 1));
    assert_eq!((monitoring.score, monitoring.score_shown), (Ratio::new(100, 1900), Ratio::new(0, 1900)));
    assert_eq!(monitoring.score_with_all, Ratio::new(100, 2000));
    for title in ["Risk assessment", "Training", "Roles and responsibilities"] {
        assert_eq!(theme(&over, title).score_with_all, None, "{title}");
    }
}

#[test]
fn a_score_never_stands_without_the_one_that_counts_what_was_left_out() {
    let (standard, assessment) = small();
    for id in ["hse", "spf"] {
        let lens = lens(id);
        let (mut assessment, row) = (assessment.clone(), if id == "hse" { "I7" } else { "I5" });
        set(&mut assessment, row, justified());
        let text = terminal::write(&document(&standard, &assessment, &lens), 100, Look::Drawn);
        assert!(text.contains("Left out at 0"), "{id}\n{text}");
        set(&mut assessment, row, rated("red"));
        let text = terminal::write(&document(&standard, &assessment, &lens), 100, Look::Drawn);
        assert!(!text.contains("Left out at 0"), "{id}\n{text}");
    }
    let (lens, card) = (lens("hse"), card(&standard, &assessment));
    let lenses: Vec<_> = over(&card, &lens).into_iter().collect();
    let board = markdown::write(&paper::board(&card, &paper::Frame { lenses: &lenses, ..paper::Frame::new("0") }));
    let row = board.lines().find(|l| l.starts_with("| Monitoring and review")).expect("the theme");
    // One of 19, one of 20, none shown.
    assert!(row.ends_with("| 5% | 5% | 0% |"), "{row}");
}

#[test]
fn of_the_recommendations_only_what_an_employer_answers_is_counted() {
    let ((standard, assessment), lens) = (small(), lens("spf"));
    let card = card(&standard, &assessment);
    let over = over(&card, &lens).expect("the same edition");
    let counts: Vec<(&str, usize, usize)> = over.themes.iter().map(|(t, v)| (*t, v.rows, v.met)).collect();
    // Leadership: L6, G1, W8, I5, I6, I8. Data: D1, D2, E3, G7, C2, D4, W7. Partnership: G2, C1, E6.
    let expected = [
        ("Safer workplaces", 0, 0),
        ("Leadership", 6, 0),
        ("Data", 7, 0),
        ("Risk, training and support", 0, 0),
        ("Partnership", 3, 1),
    ];
    assert_eq!(counts, expected);
    assert_eq!(theme(&over, "Partnership").score, Ratio::new(100, 300));
    // W1 and W3 are answered, and bear on SPF-4.1: that is for NHS England to do, and no figure shows it.
    assert_eq!(rows(&over, "SPF-4.1"), ["W1", "W2", "W3", "W4"]);
    let text = terminal::write(&document(&standard, &assessment, &lens), 100, Look::Drawn);
    assert!(!text.contains("W1 green") && !text.contains("W3 amber"), "{text}");
    assert!(text.contains("G2 green"), "{text}");
}

#[test]
fn what_is_for_others_to_do_says_so_and_of_whom() {
    let ((standard, assessment), lens) = (small(), lens("spf"));
    let text = markdown::write(&document(&standard, &assessment, &lens));
    let line = |id: &str| text.lines().find(|l| l.starts_with(&format!("| {id} |"))).expect("the item").to_owned();
    for item in &lens.items {
        let line = line(&item.id);
        let others = !item.employer && item.no_rows.is_none();
        assert_eq!(line.contains("Not yours to answer"), others, "{line}");
        if others {
            assert!(line.contains(item.addressee.as_deref().expect("an addressee")), "{line}");
            let states = ["green", "amber", "red", "not assessed"];
            assert!(!states.iter().any(|s| line.ends_with(&format!(" {s} |"))), "{line}");
        }
    }
    assert!(line("SPF-5.1").contains("no row of a single organisation answers to it"), "{}", line("SPF-5.1"));
    // The rows are listed as background, as the lens says of itself: which, and not how they stand.
    assert!(line("SPF-4.1").contains("Background: W1, W2, W3 and W4."), "{}", line("SPF-4.1"));
}

#[test]
fn a_2020_assessment_is_seen_through_the_crosswalk() {
    let (standard, mut assessment) = empty("nhs-england-vpr@2020");
    set(&mut assessment, "PLAN-7", shown("met"));
    set(&mut assessment, "DO-4", rated("partly-met"));
    set(&mut assessment, "DO-7", rated("met"));
    set(&mut assessment, "ACT-7", justified());
    let (lens, card) = (lens("hse"), card(&standard, &assessment));
    let over = over(&card, &lens).expect("the crosswalk");
    assert!(over.through_crosswalk);
    // To W1 lead PLAN-6, PLAN-7 and DO-4; to G3 PLAN-7 and DO-5; to I1 and I2 DO-4; to G1 PLAN-2 and ACT-7; to I8 and C7 none.
    assert_eq!(rows(&over, "HSE-RA1"), ["PLAN-6", "PLAN-7", "DO-4"]);
    assert_eq!(rows(&over, "HSE-RA2"), ["PLAN-6", "PLAN-7", "DO-4", "DO-5"]);
    assert_eq!(rows(&over, "HSE-RA4"), ["PLAN-2", "PLAN-6", "PLAN-7", "DO-4", "ACT-7"]);
    let risk = theme(&over, "Risk assessment");
    assert_eq!((risk.rows, risk.applicable, risk.met, risk.shown), (6, 5, 1, 1));
    assert_eq!((risk.score, risk.score_with_all), (Ratio::new(150, 500), Ratio::new(150, 600)));
    // DO-6, DO-7, CHECK-1 and CHECK-6; DO-7 leads to two rows of the later edition and counts once.
    let training = theme(&over, "Training");
    assert_eq!((training.rows, training.score, training.score_shown), (4, Ratio::new(100, 400), Ratio::new(0, 400)));
    assert_eq!(theme(&over, "Roles and responsibilities").rows, 7);
    assert_eq!(theme(&over, "Monitoring and review").rows, 22);
    let text = terminal::write(&paper::lens(&card, &over), 80, Look::Drawn).replace('\n', " ");
    assert!(
        text.contains("The answers to nhs-england-vpr@2020 are seen through our crosswalk to nhs-england-vpr@2024."),
        "{text}"
    );
    // And `standard show` says the same of a row.
    let row = standard.requirement(&id("DO-7")).expect("a row");
    let items = Catalogue::embedded().items_on(&lens, &standard, row);
    assert_eq!(items, ["HSE-TR3", "HSE-TR4", "HSE-TR5"]);
}

#[test]
fn what_nothing_of_the_earlier_edition_leads_to_says_so() {
    let (standard, assessment) = empty("nhs-england-vpr@2020");
    let text = markdown::write(&document(&standard, &assessment, &lens("spf")));
    // I3 is new in 2024, and stands alone behind SPF-4.3; but that is not the employer's to answer anyway.
    let line = text.lines().find(|l| l.starts_with("| SPF-4.3 |")).expect("the item");
    assert!(line.contains("Not yours to answer: NHS England.") && !line.contains("Background"), "{line}");
    let text = markdown::write(&document(&standard, &assessment, &lens("law")));
    assert!(
        text.lines().all(|l| !l.starts_with("| LAW-PHA |") || l.contains("No requirement of this edition bears on it.")),
        "{text}"
    );
}

#[test]
fn wales_sees_nothing_through_any_lens() {
    let (standard, assessment) = empty("nhs-wales-orv@2024");
    let card = card(&standard, &assessment);
    for lens in lenses() {
        assert!(over(&card, &lens).is_none(), "{}", lens.id);
        assert!(standard.requirements.iter().all(|r| Catalogue::embedded().items_on(&lens, &standard, r).is_empty()));
    }
}

#[test]
fn a_crosswalk_that_leads_elsewhere_is_no_way_to_a_lens() {
    let (standard, assessment) = empty("nhs-england-vpr@2020");
    let lens = lens("hse");
    let mut crosswalk = Catalogue::embedded().crosswalk(&standard.reference, &lens.standard).expect("the crosswalk");
    let card = card(&standard, &assessment);
    assert!(LensCard::new(&card, &lens, None).is_none());
    std::mem::swap(&mut crosswalk.from, &mut crosswalk.to);
    assert!(LensCard::new(&card, &lens, Some(&crosswalk)).is_none());
}

#[test]
fn only_what_may_be_scored_is_scored() {
    for name in ["nhs-england-vpr@2024", "nhs-england-vpr@2020"] {
        let standard = pack(name);
        let best = standard.scale.ratings.last().expect("a rating").id.clone();
        let mut assessment = build::all(&standard, &complete(&best, date(2026, 12, 1)));
        let last = standard.requirements.last().expect("a row").id.to_string();
        set(&mut assessment, &last, justified());
        for lens in lenses() {
            let document = document(&standard, &assessment, &lens);
            let mut shown = terminal::write(&document, 100, Look::Plain) + &markdown::write(&document);
            shown = shown.replace('\n', " ");
            // What the items themselves quote is the survey's and the law's, not ours.
            for quoted in ["14.38%", "0.78%", "1.89%", "25.08%", "up to 25%"] {
                shown = shown.replace(quoted, "");
            }
            let scored = matches!(lens.show, Show::Score | Show::OwnPart);
            assert_eq!(shown.contains('%'), scored, "{name} {}\n{shown}", lens.id);
            assert_eq!(shown.to_lowercase().contains("project score"), scored, "{name} {}\n{shown}", lens.id);
            let counted = lens.show != Show::Rows;
            // Every count ends with how many are not assessed; a list of rows has no counts.
            assert_eq!(shown.contains("0 not assessed"), counted, "{name} {}\n{shown}", lens.id);
            assert!(shown.contains("our mapping"), "{}", lens.id);
            assert!(shown.contains("not verified against the official copy"), "{}", lens.id);
            assert!(!shown.contains("Fully met") && !shown.to_lowercase().contains("band"), "{name} {}\n{shown}", lens.id);
        }
    }
}
