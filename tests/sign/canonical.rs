//! Layout, comments and order change no digest; every change of substance does, and is named.

use std::process::Command;

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use vpr::assessment::sign_off::{Covered, Standing, standing, unanswered};
use vpr::assessment::{Action, ActionStatus, Answer, Assessment, Evidence, Verdict, canonical, to_yaml};
use vpr::standard::{Digest, StandardRef};
use vpr::text::Source;
use vpr::tree::{Node, Value};

use super::{CATALOGUE, changed, id, read, sign};
use crate::cli::root;
use crate::round_trip::arbitrary;

fn written(assessment: &Assessment) -> String {
    to_yaml(assessment, CATALOGUE.find(&assessment.standard).expect("a pack"))
}

/// The same content laid out otherwise: braces and quotes throughout, keys and lists in another order, a comment after
/// every opening brace. Sign-offs keep their order, which means something.
fn laid_out(node: &Node, key: &str, turn: &mut impl FnMut(usize) -> usize, out: &mut String) {
    let mut order = |count: usize| -> Vec<usize> {
        let mut left: Vec<usize> = (0..count).collect();
        let mut order = Vec::new();
        while !left.is_empty() {
            order.push(left.remove(turn(left.len())));
        }
        order
    };
    match &node.value {
        Value::Null => out.push('~'),
        Value::Scalar { text, plain } => {
            let bare = *plain && (text.parse::<u64>().is_ok() || text == "true" || text == "false");
            out.push_str(&if bare { text.to_string() } else { quoted(text) });
        }
        Value::Sequence(items) => {
            out.push_str("[ # a note\n");
            let places = if key == "sign_off" { (0..items.len()).collect() } else { order(items.len()) };
            for at in places {
                laid_out(&items[at], "", turn, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        Value::Mapping(entries) => {
            out.push_str("{ # a note: \"here\"\n\n");
            for at in order(entries.len()) {
                out.push_str(&quoted(&entries[at].key));
                out.push_str(":   ");
                laid_out(&entries[at].value, &entries[at].key, turn, out);
                out.push_str(",\n");
            }
            out.push('}');
        }
    }
}

/// In double quotes, with an escape for whatever is no plain letter.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    let escaped: String =
        text.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\U{:08x}", u32::from(c)) }).collect();
    format!("\"{escaped}\"")
}

/// The answer with its lists in one order, and its actions apart: order says nothing, and an action may be done since.
fn substance(answer: &Answer) -> (Answer, Vec<(Action, ActionStatus)>) {
    let mut rest = answer.clone();
    let mut actions: Vec<(Action, ActionStatus)> =
        rest.actions.drain(..).map(|a| (Action { status: ActionStatus::Open, ..a.clone() }, a.status)).collect();
    actions.sort_by_key(|(a, status)| (a.what.clone(), a.owner.clone(), a.due, status.id()));
    rest.evidence.sort_by_key(|e| (e.title.clone(), e.location.clone(), e.dated, e.review_by));
    rest.carried.sort_by_key(|c| format!("{c:?}"));
    (rest, actions)
}

/// Whether what changed in an answer is of substance.
fn matters(before: &Answer, after: &Answer) -> bool {
    let ((before, was), (after, is)) = (substance(before), substance(after));
    let done = |was: ActionStatus, is: ActionStatus| was == is || (was == ActionStatus::Open && is == ActionStatus::Done);
    let only_done = was.len() == is.len() && was.iter().zip(&is).all(|(w, i)| w.0 == i.0 && done(w.1, i.1));
    before != after || !only_done
}

/// One field of an answer taken over from another answer.
fn with_one_field(answer: &Answer, field: usize, other: &Answer) -> Answer {
    let mut changed = answer.clone();
    match field {
        0 => changed.verdict.clone_from(&other.verdict),
        1 => changed.because.clone_from(&other.because),
        2 => changed.evidence.clone_from(&other.evidence),
        3 => changed.skipped.clone_from(&other.skipped),
        4 => changed.actions.clone_from(&other.actions),
        5 => changed.carried.clone_from(&other.carried),
        6 => changed.later.clone_from(&other.later),
        7 => changed.assessed = other.assessed,
        8 => changed.assessed_by.clone_from(&other.assessed_by),
        9 => changed.confirmed.clone_from(&other.confirmed),
        10 => drop(changed.evidence.pop()),
        11 => drop(changed.actions.pop()),
        12 => changed.actions.iter_mut().take(1).for_each(|a| a.status = ActionStatus::Done),
        13 => changed.actions.iter_mut().take(1).for_each(|a| a.status = ActionStatus::Stopped),
        14 => changed.actions.iter_mut().take(1).for_each(|a| a.status = ActionStatus::Open),
        15 => changed.actions.iter_mut().take(1).for_each(|a| a.due = Some(date(2031, 1, 1))),
        16 => changed.evidence.iter_mut().take(1).for_each(|e| e.dated = Some(date(2031, 1, 1))),
        _ => changed.actions.reverse(),
    }
    changed
}

proptest! {
    #![proptest_config(crate::drawn::cases(64))]

    #[test]
    fn a_file_laid_out_anew_is_covered_as_before(
        assessment in arbitrary::assessment(),
        turns in vec(any::<usize>(), 1..40),
        windows in any::<bool>(),
    ) {
        let assessment = sign(&assessment);
        let source = Source::new("a.yaml", written(&assessment));
        let arena = vpr::tree::Arena::for_file(&source);
        let tree = vpr::yaml::parse(&source, &arena, &mut vpr::diagnostic::Diagnostics::new(source.clone())).expect("YAML");
        let mut at = 0;
        let mut turn = |count: usize| { at += 1; turns[at % turns.len()] % count };
        let mut text = "# head\n".to_owned();
        laid_out(&tree, "", &mut turn, &mut text);
        let text = if windows { text.replace('\n', "\r\n") } else { text };
        let again = read(&text).map_err(TestCaseError::fail)?;
        prop_assert_eq!(changed(&again), None, "{}", text);
        prop_assert_eq!(canonical::digest(&again), canonical::digest(&assessment));
        prop_assert_eq!(canonical::differences(&assessment, &again), vec![]);
    }

    #[test]
    fn a_change_to_an_answer_voids_and_is_named(
        assessment in arbitrary::assessment(),
        row in arbitrary::requirement(),
        (answer, other) in (arbitrary::answer(), arbitrary::answer()),
        field in 0_usize..18,
    ) {
        let mut before = assessment;
        before.answers.insert(row.clone(), answer.clone());
        let mut after = sign(&before);
        let other = with_one_field(&answer, field, &other);
        after.answers.insert(row.clone(), other.clone());
        let expected = matters(&answer, &other).then(|| vec![Covered::Answer(row)]);
        prop_assert_eq!(changed(&after), expected, "field {}: {:#?}\n{:#?}", field, answer, other);
        // Whatever a copy shows as changed is of substance, or an action that was done.
        let differs = !canonical::differences(&before, &after).is_empty();
        prop_assert!(differs || !matters(&answer, &other));
    }

    #[test]
    fn a_change_to_any_other_field_voids_and_is_named(
        (assessment, other) in (arbitrary::assessment(), arbitrary::assessment()),
        field in 0_usize..14,
    ) {
        let before = sign(&assessment);
        let mut after = before.clone();
        let name = match field {
            0 => { after.pack.clone_from(&other.pack); "pack" }
            1 => { after.organisation.name.clone_from(&other.organisation.name); "organisation" }
            2 => { after.organisation.code.clone_from(&other.organisation.code); "organisation" }
            3 => { after.organisation.kind = other.organisation.kind; "organisation" }
            4 => { after.organisation.system.clone_from(&other.organisation.system); "organisation" }
            5 => { after.cycle.name.clone_from(&other.cycle.name); "cycle" }
            6 => { after.cycle.opened = other.cycle.opened; "cycle" }
            7 => { after.cycle.meeting = other.cycle.meeting; "cycle" }
            8 => { after.cycle.review_months = other.cycle.review_months; "cycle" }
            9 => { after.cycle.previous.clone_from(&other.cycle.previous); "cycle" }
            10 => { after.cycle.submitted = None; "cycle" }
            11 => { after.roles.clone_from(&other.roles); "roles" }
            12 => { after.measures.clone_from(&other.measures); "measures" }
            _ => { after.standard = StandardRef::parse("other@2024").expect("a name"); "standard" }
        };
        let expected = (before != after).then(|| vec![Covered::Field(name.to_owned())]);
        prop_assert_eq!(changed(&after), expected);
    }

    #[test]
    fn a_change_to_a_sign_off_voids_it_and_those_after_it(
        (assessment, other) in (arbitrary::assessment(), arbitrary::assessment()),
        field in 0_usize..6,
    ) {
        let mut after = sign(&sign(&assessment));
        let first = after.sign_off.len() - 2;
        let role = other.sign_off.first().map_or(vpr::assessment::Role::Commissioner, |s| s.role);
        let before = after.clone();
        match field {
            0 => after.sign_off[first].name.push('x'),
            1 => after.sign_off[first].on = date(2026, 10, 31),
            2 => after.sign_off[first].role = role,
            3 => after.sign_off[first].disagrees[0].publish = true,
            4 => after.sign_off[first].disagrees.clear(),
            _ => after.sign_off[first].covers = Digest::of("other"),
        }
        prop_assume!(before != after);
        let all = standing(&after);
        prop_assert!(!all[first].covers());
        prop_assert_eq!(changed(&after), Some(vec![Covered::Earlier]));
        // Those before it cover no more than came before them.
        let covered = |a: &Assessment| standing(a)[..first].iter().map(Standing::covers).collect::<Vec<_>>();
        prop_assert_eq!(covered(&before), covered(&after));
    }
}

fn complete() -> Assessment {
    let text = std::fs::read_to_string(root().join("tests/sign/vector.yaml")).expect("the vector");
    read(&text).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_front_sheet_and_the_record_of_parts_are_not_covered() {
    let mut assessment = complete();
    assessment.paper.purpose = Some("To approve".to_owned());
    assert_eq!(changed(&assessment), None);
    assessment.sign_off[1].parts = vpr::assessment::Parts::default();
    assert_eq!(changed(&assessment), None);
    assessment.answers.remove(&id("L1"));
    assert_eq!(changed(&assessment), Some(vec![]), "without its parts it can't be said what changed");
}

#[test]
fn handing_in_and_doing_an_action_are_listed_and_void_nothing() {
    let mut assessment = complete();
    assessment.cycle.submitted = Some(date(2026, 12, 20));
    assessment.answers.get_mut(&id("W3")).expect("an answer").actions[0].status = ActionStatus::Done;
    let all = standing(&assessment);
    assert!(all.iter().all(|s| s.covers() && s.handed_in == Some(date(2026, 12, 20))));
    let done: Vec<&str> = all[1].done.iter().map(|(_, action)| action.what.as_str()).collect();
    assert_eq!(done, ["Book remaining portering staff"]);
    // The other way round it is a change: it was signed as done.
    assessment.answers.get_mut(&id("W3")).expect("an answer").actions[1].status = ActionStatus::Open;
    assert_eq!(changed(&assessment), Some(vec![Covered::Answer(id("W3"))]));
}

#[test]
fn a_disagreement_is_answered_by_any_change_of_the_answer() {
    let mut assessment = complete();
    let open = |a: &Assessment| unanswered(a, &standing(a)).iter().map(|(_, d)| d.requirement.to_string()).collect::<Vec<_>>();
    assert_eq!(open(&assessment), ["W3"]);
    assessment.answers.get_mut(&id("L1")).expect("an answer").because = Some("Else".to_owned());
    assert_eq!(open(&assessment), ["W3"], "a change elsewhere answers nothing");
    assessment.answers.get_mut(&id("W3")).expect("an answer").because = Some("We looked again at nights.".to_owned());
    assert_eq!(open(&assessment), [""; 0]);
}

#[test]
fn differences_name_the_place_and_show_both_values() {
    let before = complete();
    let mut after = before.clone();
    let l1 = after.answers.get_mut(&id("L1")).expect("an answer");
    l1.verdict = Some(Verdict::Rated("red".to_owned()));
    l1.evidence[0].dated = Some(date(2026, 4, 1));
    l1.evidence.push(Evidence { title: "New paper".to_owned(), ..Evidence::default() });
    after.answers.remove(&id("W3"));
    let found: Vec<String> = canonical::differences(&before, &after)
        .iter()
        .map(|d| format!("{} | {} | {}", d.place, d.then.as_deref().unwrap_or("–"), d.now.as_deref().unwrap_or("–")))
        .collect();
    assert_eq!(found[0], "L1, evidence, \"Zebra paper\", dated | 2026-03-26 | 2026-04-01");
    assert_eq!(found[1], "L1, evidence | – | title: New paper");
    assert_eq!(found[2], "L1, rating | green | red");
    assert!(
        found[3].starts_with("W3 | actions: due: 2026-12-18; status: open; what: Book") && found[3].ends_with("| –"),
        "{found:#?}"
    );
    assert_eq!(found.len(), 4);
}

/// The digests of this file must never change: files that people signed hang on them.
#[test]
fn the_vector_has_the_digests_it_always_had() {
    let assessment = complete();
    assert!(standing(&assessment).iter().all(Standing::covers));
    let digests: Vec<&str> = assessment.sign_off.iter().map(|s| s.covers.as_str()).collect();
    assert_eq!(
        digests,
        [
            "sha256:d3dbbc98997daec5bc1b89093ee098dcb53637df699a27bc972e3286beacbf6a",
            "sha256:05d6a3248a2381e36f060e7d94f6b495dd91d2d379f40b6e08ab930d220b740b",
        ]
    );
    assert_eq!(
        canonical::digest(&assessment).as_str(),
        "sha256:e322daed5f7f797812382c7e7ec5c06e52b0419bc5afa60ebfda22a250d65acd"
    );
}

#[test]
fn another_program_takes_the_same_digests_from_the_same_files() {
    let has_yaml = Command::new("python3").args(["-c", "import yaml"]).output().is_ok_and(|o| o.status.success());
    if !has_yaml {
        println!("SKIPPED: python3 with PyYAML is not here; .ci/run installs it and takes the digests again");
        return;
    }
    let tests = root().join("tests/sign");
    let run = |file: &std::path::Path| {
        let output = Command::new("python3").arg(tests.join("recompute.py")).arg(file).output().expect("python3 runs");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (fine, said) = run(&tests.join("vector.yaml"));
    assert!(fine && said.contains("2 sign-offs, 0 of them not the same"), "{said}");
    assert!(said.contains(&format!("whole {}", canonical::digest(&complete()))), "{said}");
    assert!(said.contains(&format!("without names {}", canonical::digest_without_names(&complete()))), "{said}");
    // It notices what it should.
    let folder = crate::cli::Folder::new();
    let text = std::fs::read_to_string(tests.join("vector.yaml")).expect("the vector");
    let (fine, said) = run(&folder.write("changed.yaml", text.replace("rating: green", "rating: red")));
    assert!(!fine && said.contains("2 of them not the same"), "{said}");
}
