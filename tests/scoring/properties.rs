//! What has to hold whatever is answered, tried on both packs with answers nobody would think of.

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use vpr::assessment::{Answer, Assessment, CarriedVerdict, Verdict, to_yaml};
use vpr::diagnostic::Diagnostics;
use vpr::score::{Ratio, Row, Scorecard, State, View, next_steps};
use vpr::standard::{Catalogue, Requirement, Stage, Standard};
use vpr::text::Source;

use super::build::{all, card, carried, carried_met, empty, evidence, not_applicable, pack, rated, ratio, set, uneven};

/// Rows of the larger pack.
const ROWS: usize = 52;

/// What is said about a row, as the oracle below reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    Later,
    Carried,
    CarriedLater,
    CarriedNotApplicable,
    Rated(usize),
    Justified,
    NoReason,
    NoApprover,
    ApprovedAlone,
}

/// What shows it.
#[derive(Debug, Clone, Copy)]
enum Proof {
    Nothing,
    Undated,
    Stale,
    ToReview,
    Recent,
}

type Choice = (Said, Proof);

fn any_choice() -> impl Strategy<Value = Choice> {
    use Said::{
        ApprovedAlone, Carried, CarriedLater, CarriedNotApplicable, Justified, Later, NoApprover, NoReason, Nothing, Rated,
    };
    let said = prop_oneof![
        4 => (0..12usize).prop_map(Rated),
        2 => prop::sample::select(vec![Nothing, Later, Carried, CarriedLater, CarriedNotApplicable]),
        1 => prop::sample::select(vec![Justified, NoReason, NoApprover, ApprovedAlone]),
    ];
    let proof = prop::sample::select(vec![Proof::Nothing, Proof::Undated, Proof::Stale, Proof::ToReview, Proof::Recent]);
    (said, proof)
}

/// A pack, and what is said about each of its rows, those of others included.
fn any_case() -> impl Strategy<Value = (bool, Vec<Choice>)> {
    let mixed = vec(any_choice(), ROWS);
    // Nearly everything the same: otherwise high bands and empty views would hardly ever come up.
    let alike = (any_choice(), vec(prop_oneof![8 => Just(None), 1 => any_choice().prop_map(Some)], ROWS))
        .prop_map(|(usual, others)| others.into_iter().map(|o| o.unwrap_or(usual)).collect());
    (any::<bool>(), prop_oneof![mixed, alike])
}

fn standard(real: bool) -> &'static Standard {
    if real { pack() } else { uneven() }
}

fn answer(standard: &Standard, (said, proof): Choice) -> Answer {
    let answer = match said {
        Said::Nothing => Answer::default(),
        Said::Later => Answer { later: Some("Ask someone".to_owned()), ..Answer::default() },
        Said::Carried => carried_met(),
        Said::CarriedLater => Answer { later: Some("Ask someone".to_owned()), ..carried_met() },
        Said::CarriedNotApplicable => carried(CarriedVerdict::NotApplicable("None then.".to_owned())),
        Said::Rated(n) => rated(&standard.scale.ratings[n % standard.scale.ratings.len()].id),
        Said::Justified => not_applicable("None here.", Some("Executive lead"), Some("VPR lead")),
        Said::NoReason => not_applicable(" ", Some("Executive lead"), Some("VPR lead")),
        Said::NoApprover => not_applicable("None here.", None, Some("VPR lead")),
        Said::ApprovedAlone => not_applicable("None here.", Some("vpr lead"), Some("VPR lead")),
    };
    let pieces = match proof {
        Proof::Nothing => Vec::new(),
        Proof::Undated => vec![evidence(None, Some(date(2030, 1, 1)))],
        Proof::Stale => vec![evidence(Some(date(2020, 1, 1)), None), evidence(Some(date(2026, 1, 1)), Some(date(2026, 2, 1)))],
        Proof::ToReview => vec![evidence(Some(date(2020, 1, 1)), Some(date(2030, 1, 1)))],
        Proof::Recent => vec![evidence(Some(date(2026, 12, 1)), None)],
    };
    Answer { evidence: pieces, ..answer }
}

fn assessment(standard: &Standard, choices: &[Choice]) -> Assessment {
    let mut assessment = empty(standard);
    for (requirement, choice) in standard.requirements.iter().zip(choices) {
        set(&mut assessment, requirement.id.as_str(), answer(standard, *choice));
    }
    assessment
}

/// The same with one row's answer put another way.
fn changed(assessment: &Assessment, row: &Row<'_>, change: impl FnOnce(&mut Answer)) -> Assessment {
    let mut answer = row.answer.clone();
    change(&mut answer);
    let mut changed = assessment.clone();
    set(&mut changed, row.requirement.id.as_str(), answer);
    changed
}

fn any_row<'a>(card: &Scorecard<'a>, at: Index) -> Row<'a> {
    *at.get(&card.rows)
}

/// The total, each stage and each domain, in the same order for every card of a pack.
fn views<'c>(card: &'c Scorecard<'_>) -> Vec<&'c View> {
    let parts = card.stages.iter().map(|(_, v)| v).chain(card.domains.iter().map(|(_, v)| v));
    std::iter::once(&card.total).chain(parts).collect()
}

fn band_from(card: &Scorecard<'_>) -> Option<u32> {
    card.overall.as_ref().map(|o| o.band.from)
}

/// Where there was no figure before, any may come.
fn no_higher<T: PartialOrd>(after: Option<T>, before: Option<T>) -> bool {
    before.is_none_or(|before| after.is_some_and(|after| after <= before))
}

/// The figures of a view added up in the plainest way, from what was said and not from the code's own rows.
fn added_up(standard: &Standard, choices: &[Choice], keep: impl Fn(&Requirement) -> bool) -> View {
    let ratings = &standard.scale.ratings;
    let mut v = View {
        rows: 0,
        applicable: 0,
        by_rating: vec![0; ratings.len()],
        met: 0,
        shown: 0,
        assessed: 0,
        carried: 0,
        not_assessed: 0,
        not_applicable: 0,
        not_approved: 0,
        score: None,
        score_of_assessed: None,
        score_shown: None,
        score_with_all: None,
    };
    let (mut won, mut unshown, mut possible, mut possible_of_assessed, mut left_out) = (0, 0, 0, 0, 0);
    for (requirement, (said, proof)) in standard.requirements.iter().zip(choices).filter(|(r, _)| r.is_rated() && keep(r)) {
        let weight = u64::from(requirement.weight);
        v.rows += 1;
        if *said == Said::Justified {
            v.not_applicable += 1;
            left_out += weight * 100;
            continue;
        }
        v.applicable += 1;
        possible += weight * 100;
        match said {
            Said::Rated(n) => {
                let rank = n % ratings.len();
                let points = weight * u64::from(ratings[rank].points);
                v.assessed += 1;
                v.by_rating[rank] += 1;
                won += points;
                possible_of_assessed += weight * 100;
                if ratings[rank].met {
                    v.met += 1;
                    match proof {
                        Proof::ToReview | Proof::Recent => v.shown += 1,
                        _ => unshown += points,
                    }
                }
            }
            Said::Carried | Said::CarriedLater | Said::CarriedNotApplicable => v.carried += 1,
            Said::Nothing | Said::Later => v.not_assessed += 1,
            _ => v.not_approved += 1,
        }
    }
    v.score = Ratio::new(won, possible);
    v.score_of_assessed = Ratio::new(won, possible_of_assessed);
    v.score_shown = Ratio::new(won - unshown, possible);
    v.score_with_all = if left_out > 0 { Ratio::new(won, possible + left_out) } else { None };
    v
}

proptest! {
    #![proptest_config(crate::drawn::cases(256))]

    #[test]
    fn every_figure_is_what_adding_up_by_hand_gives((real, choices) in any_case()) {
        let standard = standard(real);
        let assessment = assessment(standard, &choices);
        let card = card(standard, &assessment);
        prop_assert_eq!(&card.total, &added_up(standard, &choices, |_| true));
        for (stage, view) in &card.stages {
            prop_assert_eq!(view, &added_up(standard, &choices, |r| r.stage == *stage || r.also == Some(*stage)));
        }
        prop_assert_eq!(card.domains.len(), standard.domains.len());
        for (i, (domain, view)) in card.domains.iter().enumerate() {
            prop_assert_eq!(&domain.id, &standard.domains[i].id);
            prop_assert_eq!(view, &added_up(standard, &choices, |r| r.domain == Some(i)));
        }
    }

    #[test]
    fn counts_add_up((real, choices) in any_case()) {
        let standard = standard(real);
        let assessment = assessment(standard, &choices);
        let card = card(standard, &assessment);
        for v in views(&card) {
            prop_assert_eq!(v.by_rating.iter().sum::<usize>(), v.assessed);
            prop_assert_eq!(v.assessed + v.carried + v.not_assessed + v.not_approved, v.applicable);
            prop_assert_eq!(v.applicable + v.not_applicable, v.rows);
            prop_assert!(v.shown <= v.met && v.met <= v.assessed);
        }
        // A row with two stages counts in each of them, and once in the total.
        let twice = standard.rated().filter(|r| r.also.is_some()).count();
        prop_assert!(twice > 0);
        prop_assert_eq!(card.total.rows, standard.rated().count());
        prop_assert_eq!(card.stages.iter().map(|(_, v)| v.rows).sum::<usize>(), card.total.rows + twice);
        if !standard.domains.is_empty() {
            prop_assert_eq!(card.domains.iter().map(|(_, v)| v.rows).sum::<usize>(), card.total.rows);
        }
    }

    #[test]
    fn shares_lie_between_nothing_and_the_whole((real, choices) in any_case()) {
        let standard = standard(real);
        let assessment = assessment(standard, &choices);
        let card = card(standard, &assessment);
        for v in views(&card) {
            for share in [v.score, v.score_of_assessed, v.score_shown, v.score_with_all, v.assurance_gap()] {
                prop_assert!(share.is_none() || (ratio(0, 1) <= share && share <= ratio(1, 1)));
            }
            // A share over the whole would be no `Ratio`, and so would go missing.
            prop_assert_eq!(v.score.is_some(), v.applicable > 0);
            prop_assert_eq!(v.score_shown.is_some(), v.applicable > 0);
            prop_assert_eq!(v.score_of_assessed.is_some(), v.assessed > 0);
            prop_assert_eq!(v.score_with_all.is_some(), v.not_applicable > 0);
            prop_assert!(v.score_shown <= v.score);
            prop_assert!(v.score <= v.score_of_assessed || v.assessed == 0);
            prop_assert!(v.score_with_all <= v.score || v.applicable == 0);
        }
    }

    #[test]
    fn nothing_rises_when_a_row_is_no_longer_assessed((real, choices) in any_case(), at: Index, how in 0..3) {
        let standard = standard(real);
        let before = assessment(standard, &choices);
        let before_card = card(standard, &before);
        let after = changed(&before, &any_row(&before_card, at), |a| match how {
            0 => *a = Answer::default(),
            1 => a.verdict = None,
            _ => (a.verdict, a.carried) = (None, carried_met().carried),
        });
        let after_card = card(standard, &after);
        for (after, before) in views(&after_card).into_iter().zip(views(&before_card)) {
            prop_assert!(no_higher(after.score, before.score));
            prop_assert!(no_higher(after.score_shown, before.score_shown));
        }
        prop_assert!(no_higher(band_from(&after_card), band_from(&before_card)));
    }

    #[test]
    fn nothing_falls_when_a_rating_rises((real, choices) in any_case(), at: Index, to: Index) {
        let standard = standard(real);
        let ratings = &standard.scale.ratings;
        let before = assessment(standard, &choices);
        let before_card = card(standard, &before);
        let row = any_row(&before_card, at);
        // A first rating is a rise as well; from a row that was left out nothing rises, it comes back in.
        let least = match row.state {
            State::Rated(rank) => rank + 1,
            State::NotApplicable { justified: true } => ratings.len(),
            _ => 0,
        };
        prop_assume!(least < ratings.len());
        let rating = &ratings[least + to.index(ratings.len() - least)];
        let after = changed(&before, &row, |a| a.verdict = Some(Verdict::Rated(rating.id.clone())));
        let after_card = card(standard, &after);
        for (after, before) in views(&after_card).into_iter().zip(views(&before_card)) {
            prop_assert!(after.score >= before.score);
            // The one exception is below: a row that becomes met and that nothing shows.
            if !rating.met || row.evidenced {
                prop_assert!(after.score_shown >= before.score_shown);
            }
        }
        prop_assert!(band_from(&after_card) >= band_from(&before_card));
    }

    #[test]
    fn leaving_a_row_out_helps_only_when_justified((real, choices) in any_case(), at: Index, why in 0..3) {
        let standard = standard(real);
        let before = assessment(standard, &choices);
        let before_card = card(standard, &before);
        let row = any_row(&before_card, at);
        let without = changed(&before, &row, |a| *a = Answer::default());
        let without_card = card(standard, &without);
        let unjustified = changed(&before, &row, |a| {
            *a = match why {
                0 => not_applicable("", Some("Executive lead"), Some("VPR lead")),
                1 => not_applicable("None here.", None, Some("VPR lead")),
                _ => not_applicable("None here.", Some("VPR Lead"), Some("VPR lead")),
            };
        });
        let unjustified_card = card(standard, &unjustified);
        for (after, (without, before)) in
            views(&unjustified_card).into_iter().zip(views(&without_card).into_iter().zip(views(&before_card)))
        {
            prop_assert_eq!(after.score, without.score);
            prop_assert_eq!(after.score_shown, without.score_shown);
            prop_assert_eq!(after.applicable, without.applicable);
            prop_assert!(no_higher(after.score, before.score));
        }
        prop_assert_eq!(band_from(&unjustified_card), band_from(&without_card));
        // Justified, the row leaves the denominator, and the score with all of them is what it was without an answer.
        let justified = changed(&before, &row, |a| *a = not_applicable("None here.", Some("Executive lead"), Some("VPR lead")));
        let justified_card = card(standard, &justified);
        prop_assert_eq!(justified_card.total.applicable + 1, without_card.total.applicable);
        let with_all = without_card.total.score_with_all.or(without_card.total.score);
        prop_assert_eq!(justified_card.total.score_with_all, with_all);
        if row.requirement.essential.is_some() {
            prop_assert!(band_from(&justified_card).is_none_or(|from| Some(from) <= Some(cap(standard, true))));
        }
    }

    #[test]
    fn the_band_never_exceeds_a_cap((real, choices) in any_case()) {
        let standard = standard(real);
        let assessment = assessment(standard, &choices);
        let card = card(standard, &assessment);
        prop_assert_eq!(card.overall.is_some(), card.total.score.is_some());
        if let Some(overall) = &card.overall {
            prop_assert!(overall.band.from <= overall.by_score.from);
            let reached = standard.scale.bands.iter().map(|b| b.from).filter(|f| card.total.score >= ratio(u64::from(*f), 100));
            prop_assert_eq!(reached.max(), Some(overall.by_score.from));
            prop_assert!(overall.gates.iter().all(|g| overall.band.from <= g.cap.from));
            // Nothing but the score and the caps keeps it down.
            let lowest = overall.gates.iter().map(|g| g.cap.from).fold(overall.by_score.from, u32::min);
            prop_assert_eq!(overall.band.from, lowest);
            let named: Vec<&str> = overall.gates.iter().map(|g| g.row.requirement.id.as_str()).collect();
            for row in &card.rows {
                let gate = row.requirement.essential.is_some() && !row.met;
                prop_assert_eq!(named.contains(&row.requirement.id.as_str()), gate);
                if gate {
                    let worst = !matches!(row.state, State::Rated(rank) if rank > 0);
                    prop_assert!(overall.band.from <= cap(standard, worst));
                }
            }
        }
    }

    #[test]
    fn rows_of_others_change_nothing(choices in vec(any_choice(), ROWS), others in vec(any_choice(), ROWS)) {
        let standard = uneven();
        let own = |(r, (mine, other)): (&Requirement, (&Choice, &Choice))| if r.is_rated() { *mine } else { *other };
        let mixed: Vec<Choice> = standard.requirements.iter().zip(choices.iter().zip(&others)).map(own).collect();
        let (one, two) = (assessment(standard, &choices), assessment(standard, &mixed));
        let (one, two) = (card(standard, &one), card(standard, &two));
        prop_assert_eq!(views(&one), views(&two));
        prop_assert_eq!(band_from(&one), band_from(&two));
        prop_assert_eq!(&one.balance, &two.balance);
    }

    #[test]
    fn balance_speaks_only_of_stages_it_knows((real, choices) in any_case()) {
        let standard = standard(real);
        let assessment = assessment(standard, &choices);
        let card = card(standard, &assessment);
        let b = &card.balance;
        for (stage, v) in &card.stages {
            let enough = v.assessed >= 5 && 100 * v.assessed >= 75 * v.applicable;
            prop_assert_eq!(b.known.contains(stage), enough);
            prop_assert_eq!(b.unsure.iter().any(|u| u.stage == *stage), !enough && v.applicable > 0);
        }
        let score = |s: Stage| card.stages.iter().find(|(t, _)| *t == s).and_then(|(_, v)| v.score_of_assessed);
        let known: Vec<Option<Ratio>> = b.known.iter().map(|s| score(*s)).collect();
        let apart = known.iter().flatten().max().zip(known.iter().flatten().min()).map(|(top, low)| top.above(*low));
        prop_assert_eq!(b.stands_out.is_some(), apart.is_some_and(|gap| gap.is_at_least(10)));
        if let Some((high, low)) = b.stands_out {
            prop_assert_eq!(score(high), known.iter().flatten().max().copied());
            prop_assert_eq!(score(low), known.iter().flatten().min().copied());
        }
    }

    #[test]
    fn steps_name_no_row_twice((real, choices) in any_case(), most in 0..12usize) {
        let standard = standard(real);
        let assessment = assessment(standard, &choices);
        let card = card(standard, &assessment);
        let (some, every) = (next_steps(&card, most), next_steps(&card, usize::MAX));
        prop_assert_eq!(some.len(), most.min(every.len()));
        let words = |steps: &[vpr::score::Step<'_>]| steps.iter().map(|s| s.in_words(&card)).collect::<Vec<_>>();
        prop_assert_eq!(words(&some), &words(&every)[..some.len()]);
        let mut ids: Vec<&str> = every.iter().filter_map(|s| s.id()).collect();
        let named = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), named);
    }
}

/// Per cent from which the cap's band holds.
fn cap(standard: &Standard, worst: bool) -> u32 {
    let scale = &standard.scale;
    scale.bands[if worst { scale.cap_worst } else { scale.cap_partly }].from
}

proptest! {
    // Reading YAML takes longer than adding up.
    #![proptest_config(crate::drawn::cases(48))]

    #[test]
    fn the_order_of_answers_in_the_file_does_not_matter(
        (real, choices) in any_case(),
        order in Just((0..ROWS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let standard = standard(real);
        // A reason that is blank can't be written in a file.
        let written = |(said, proof): &Choice| (if *said == Said::NoReason { Said::NoApprover } else { *said }, *proof);
        let choices: Vec<Choice> = choices.iter().map(written).collect();
        let original = assessment(standard, &choices);
        let text = to_yaml(&original, standard);
        let (head, answers) = text.split_once("\nanswers:").expect("the file has answers");
        let mut blocks: Vec<String> = Vec::new();
        for line in answers.lines() {
            match blocks.last_mut() {
                Some(block) if line.starts_with("   ") => *block = format!("{block}\n{line}"),
                _ => blocks.push(line.to_owned()),
            }
        }
        let shuffled: Vec<&str> = order.iter().filter_map(|i| blocks.get(*i + 1)).map(String::as_str).collect();
        prop_assert_eq!(shuffled.len(), original.answers.len());
        prop_assume!(!shuffled.is_empty());
        let source = Source::new("shuffled.yaml", format!("{head}\nanswers:\n{}\n", shuffled.join("\n")));
        let mut sink = Diagnostics::new(source.clone());
        let mut catalogue = Catalogue::embedded();
        catalogue.add(uneven().clone(), &mut sink);
        let read = vpr::assessment::parse(&source, &catalogue, &mut sink);
        let read = read.ok_or_else(|| TestCaseError::fail(format!("{:?}\n{}", sink.sorted(), source.text())))?;
        let (one, two) = (card(standard, &original), card(standard, &read));
        prop_assert_eq!(views(&one), views(&two));
        prop_assert_eq!(band_from(&one), band_from(&two));
        prop_assert_eq!(&one.balance, &two.balance);
        let words = |card: &Scorecard<'_>| next_steps(card, 99).iter().map(|s| s.in_words(card)).collect::<Vec<_>>();
        prop_assert_eq!(words(&one), words(&two));
    }
}

// The design says two things that can't both hold. It defines the evidenced score as the score "where met rows without
// current evidence count 0", and it says that score never falls when a rating rises. An amber row keeps its 50 points
// without evidence, because evidence is asked of met rows only; made green without evidence it keeps none. The definition
// is what is computed. The fall is right for a reader: a claim was raised that nobody can show.
#[test]
fn the_evidenced_score_falls_when_a_row_becomes_met_and_nothing_shows_it() {
    let before = all(pack(), &rated("amber"));
    let mut after = before.clone();
    set(&mut after, "L2", rated("green"));
    let (before, after) = (card(pack(), &before), card(pack(), &after));
    // 26 of 52 before; then 26.5 claimed, of which 25.5 stand.
    assert_eq!((before.total.score, before.total.score_shown), (ratio(26, 52), ratio(26, 52)));
    assert_eq!((after.total.score, after.total.score_shown), (ratio(53, 104), ratio(51, 104)));
    assert!(after.total.score_shown < before.total.score_shown);
    // From nothing there is nothing to lose.
    let mut first = empty(pack());
    let none = card(pack(), &first).total.score_shown;
    set(&mut first, "L2", rated("green"));
    assert_eq!(card(pack(), &first).total.score_shown, none);
}
