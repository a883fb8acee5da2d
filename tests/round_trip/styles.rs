//! Files as people lay them out: other indents, braces, quotes, blank lines, Windows line ends.

use std::fs;
use std::path::Path;

use jiff::civil::date;
use vpr::assessment::{
    Action, ActionStatus, Amount, Assessment, Dissent, Evidence, Measure, Parts, Role, SignOff, Verdict, to_yaml,
};
use vpr::standard::{Digest, RequirementId};
use vpr::yaml::rewrite;

use super::{read, standard};

/// Every file in `tests/laid_out`, as it is, with Windows line ends and with a byte-order mark.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/laid_out");
    let mut files = Vec::new();
    for file in fs::read_dir(folder).expect("tests/laid_out").flatten() {
        let name = file.file_name().display().to_string();
        let text = fs::read_to_string(file.path()).expect("UTF-8");
        files.push((format!("{name} with a byte-order mark"), format!("\u{feff}{text}")));
        files.push((format!("{name} from Windows"), text.replace('\n', "\r\n")));
        files.push((name, text));
    }
    assert!(files.len() >= 27, "{} files", files.len());
    files
}

fn id(written: &str) -> RequirementId {
    RequirementId::parse(written).expect("an id")
}

/// Additions by name: nothing that was there changes.
fn additions(before: &Assessment) -> Vec<(&'static str, Assessment)> {
    let evidence = Evidence { title: "New".to_owned(), location: Some("x.pdf".to_owned()), ..Evidence::default() };
    let action = Action { what: "New: ask".to_owned(), owner: None, due: Some(date(2027, 1, 1)), status: ActionStatus::Open };
    let period = (date(2026, 4, 1), date(2026, 9, 30));
    let measure =
        Measure { measure: "training-sessions-held".to_owned(), period, by: [].into(), amount: Amount::Count(4), out_of: None };
    let dissent = Dissent { requirement: id("L6"), rating: "red".to_owned(), reason: "No.".to_owned(), publish: false };
    let (on, covers) = (date(2026, 10, 30), Digest::of("x"));
    let sign_off = SignOff {
        role: Role::StaffSide,
        name: "A Person".to_owned(),
        on,
        covers,
        disagrees: vec![dissent],
        parts: Parts::default(),
    };
    let change = |make: &dyn Fn(&mut Assessment)| {
        let mut after = before.clone();
        make(&mut after);
        after
    };
    vec![
        ("evidence", change(&|a| a.answers.entry(id("L1")).or_default().evidence.push(evidence.clone()))),
        ("evidence further down", change(&|a| a.answers.entry(id("W3")).or_default().evidence.push(evidence.clone()))),
        ("an action", change(&|a| a.answers.entry(id("W3")).or_default().actions.push(action.clone()))),
        ("the first answer", change(&|a| a.answers.entry(id("L1")).or_default().later = Some("Ask\nagain".to_owned()))),
        ("the last answer", change(&|a| a.answers.entry(id("E7")).or_default().later = Some("Ask".to_owned()))),
        ("an answer between", change(&|a| a.answers.entry(id("L3")).or_default().later = Some("Ask".to_owned()))),
        ("the day it was handed in", change(&|a| a.cycle.submitted = Some(date(2026, 12, 20)))),
        ("a measure", change(&|a| a.measures.push(measure.clone()))),
        ("a sign-off", change(&|a| a.sign_off.push(sign_off.clone()))),
    ]
}

/// Changes and removals by name.
fn changes(before: &Assessment) -> Vec<(&'static str, Assessment)> {
    let change = |make: &dyn Fn(&mut Assessment)| {
        let mut after = before.clone();
        make(&mut after);
        after
    };
    let because = Some("Policy: agreed\nin May".to_owned());
    vec![
        ("a rating", change(&|a| a.answers.entry(id("L1")).or_default().verdict = Some(Verdict::Rated("red".to_owned())))),
        ("a reason", change(&|a| a.answers.entry(id("L1")).or_default().because.clone_from(&because))),
        ("a reason in one line", change(&|a| a.answers.entry(id("L2")).or_default().because.clone_from(&because))),
        ("a folded reason", change(&|a| a.answers.entry(id("W3")).or_default().because.clone_from(&because))),
        ("a reason gone", change(&|a| a.answers.entry(id("L1")).or_default().because = None)),
        ("all evidence gone", change(&|a| a.answers.entry(id("L1")).or_default().evidence.truncate(0))),
        (
            "the first evidence gone",
            change(&|a| {
                let evidence = &mut a.answers.entry(id("L1")).or_default().evidence;
                evidence.drain(..evidence.len().min(1));
            }),
        ),
        ("the last evidence gone", change(&|a| drop(a.answers.entry(id("L1")).or_default().evidence.pop()))),
        ("the first answer gone", change(&|a| drop(a.answers.remove(&id("L1"))))),
        ("an answer gone", change(&|a| drop(a.answers.remove(&id("L2"))))),
        ("the last answer gone", change(&|a| drop(a.answers.remove(&id("W3"))))),
    ]
}

/// Makes the edit, which may not be refused; the file's line ends and its byte-order mark stay.
#[track_caller]
fn edited(name: &str, text: &str, edit: &str, after: &Assessment) -> String {
    let new = rewrite(text, &to_yaml(after, standard())).unwrap_or_else(|_| panic!("{name}: {edit}: refused"));
    assert_eq!(read(&new).as_ref(), Ok(after), "{name}: {edit}");
    let bare = |text: &str| text.replace("\r\n", "").contains('\n');
    assert!(!text.contains('\r') || !bare(&new), "{name}: {edit}: line ends are mixed\n{new:?}");
    assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'), "{name}: {edit}");
    new
}

fn before(name: &str, text: &str) -> Assessment {
    read(text).unwrap_or_else(|problems| panic!("{name}: {problems}"))
}

#[test]
fn a_file_in_which_nothing_changed_stays_byte_for_byte() {
    for (name, text) in files() {
        // What has no answers is given an empty list of them.
        if text.contains("answers:") {
            assert_eq!(edited(&name, &text, "nothing", &before(&name, &text)), text, "{name}");
        }
    }
}

#[test]
fn an_addition_loses_no_line_and_no_comment() {
    for (name, text) in files() {
        for (edit, after) in additions(&before(&name, &text)) {
            let new = edited(&name, &text, edit, &after);
            let mut left = new.lines();
            for line in text.lines() {
                // What is added to a list in braces goes between them.
                let open = line.contains(['{', '[', ']', '}']);
                let comment = line.split_once('#').map_or("", |(_, comment)| comment);
                let kept = left.clone().any(|l| l == line) && left.any(|l| l == line);
                assert!(kept || open, "{name}: {edit}: {line:?} is gone\n{new}");
                assert!(new.contains(comment), "{name}: {edit}: {comment:?} is gone\n{new}");
            }
        }
    }
}

#[test]
fn a_change_or_removal_is_made_in_every_layout() {
    for (name, text) in files() {
        for (edit, after) in changes(&before(&name, &text)) {
            let new = edited(&name, &text, edit, &after);
            for kept in ["# ours", "# flow", "# foot", "# head", "# about L2", "# between", "# all", "# end"] {
                assert_eq!(new.contains(kept), text.contains(kept), "{name}: {edit}: {kept:?}\n{new}");
            }
        }
    }
}

#[test]
fn the_first_answer_of_a_new_file_has_lines_of_its_own() {
    let mut assessment = before("", "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: A }\ncycle: { name: B }\n");
    let new_file = to_yaml(&assessment, standard());
    assessment.answers.entry(id("L1")).or_default().because = Some("Minute".to_owned());
    assert_eq!(rewrite(&new_file, &to_yaml(&assessment, standard())), Ok(to_yaml(&assessment, standard())));
    assert!(to_yaml(&assessment, standard()).ends_with("answers:\n  L1:\n    because: Minute\n"));
}
