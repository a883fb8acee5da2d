//! Edits to files that hold people's comments: made in full with every comment kept, or refused.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use vpr::assessment::{Action, ActionStatus, Assessment, Evidence, Verdict, to_yaml};
use vpr::standard::RequirementId;
use vpr::tree::{Entry, Value};
use vpr::yaml::rewrite;

use super::{arbitrary, read, standard, tree};

/// Fewer than elsewhere: each takes a while, and three tests share the ground.
/// Where a comment goes: on a line of its own before another, or at the end of one.
type Pick = (Index, bool);

/// The text with comments wherever a pick falls on a place that can take one.
fn with_comments(text: &str, picks: &[Pick]) -> (String, Vec<String>) {
    let says = tree(text).expect("YAML").value;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut comments = Vec::new();
    for (number, (index, own_line)) in picks.iter().enumerate() {
        let comment = format!("# note {number};");
        let at = index.index(lines.len());
        let mut tried = lines.clone();
        if *own_line {
            let indent = tried[at].len() - tried[at].trim_start().len();
            tried.insert(at, format!("{}{comment}", " ".repeat(indent)));
        } else {
            tried[at] = format!("{} {comment}", tried[at]);
        }
        // Within a text of several lines it would be part of the text.
        if tree(&format!("{}\n", tried.join("\n"))).is_some_and(|t| t.value.same(&says)) {
            lines = tried;
            comments.push(comment);
        }
    }
    (format!("{}\n", lines.join("\n")), comments)
}

/// Whether all that was there is still there, however it may have changed.
fn nothing_removed(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Mapping(before), Value::Mapping(after)) => before
            .iter()
            .all(|b| after.iter().find(|a| a.key == b.key).is_some_and(|a| nothing_removed(&b.value.value, &a.value.value))),
        (Value::Sequence(before), Value::Sequence(after)) => {
            before.len() <= after.len() && before.iter().zip(*after).all(|(b, a)| nothing_removed(&b.value, &a.value))
        }
        _ => true,
    }
}

/// The text before an answer and the text from the next one on: what an edit to the answer may not touch.
fn around<'a>(text: &'a str, id: &RequirementId) -> Option<(&'a str, &'a str)> {
    let Value::Mapping(fields) = tree(text)?.value else { return None };
    let answers = fields.iter().position(|f| f.key == "answers")?;
    let Value::Mapping(list) = &fields[answers].value.value else { return None };
    let at = list.iter().position(|a| a.key == id.as_str())?;
    let line_of = |entry: &Entry| text[..entry.key_span.start].rfind('\n').map_or(0, |end| end + 1);
    let next = list.get(at + 1).or_else(|| fields.get(answers + 1)).map_or(text.len(), line_of);
    Some((&text[..line_of(&list[at])], &text[next..]))
}

/// Rewrites and checks what is promised of every edit. Gives the new text when it was made.
fn check(old: &str, comments: &[String], after: &Assessment) -> Result<Option<String>, TestCaseError> {
    let wanted = to_yaml(after, standard());
    let Ok(new) = rewrite(old, &wanted) else { return Ok(None) };
    prop_assert_eq!(&read(&new).map_err(TestCaseError::fail)?, after);
    let (before, then) = (tree(old).expect("YAML").value, tree(&wanted).expect("YAML").value);
    if nothing_removed(&before, &then) {
        for comment in comments {
            prop_assert!(new.contains(comment.as_str()), "{} is gone from\n{}\nwhich was\n{}", comment, new, old);
        }
    }
    Ok(Some(new))
}

/// How many edits of a kind were tried, and how many refused.
#[derive(Default)]
struct Tally(RefCell<BTreeMap<&'static str, (usize, usize)>>);

impl Tally {
    fn count(&self, kind: &'static str, made: bool) {
        let mut kinds = self.0.borrow_mut();
        let (tried, refused) = kinds.entry(kind).or_default();
        *tried += 1;
        *refused += usize::from(!made);
    }

    /// Prints the counts; gives the share that was refused, in per cent.
    fn refused(&self) -> usize {
        let kinds = self.0.borrow();
        kinds.iter().for_each(|(kind, (tried, refused))| println!("{kind}: {refused} of {tried} refused"));
        let (tried, refused) = kinds.values().fold((0, 0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
        refused * 100 / tried.max(1)
    }
}

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    vec(any::<Pick>(), 0..6)
}

/// What a person does to one answer at a time.
#[derive(Debug, Clone)]
enum Edit {
    Rate(Index),
    Explain(Option<String>),
    AddEvidence(Evidence),
    AddAction(Action),
    CloseAction,
    PutOff(Option<String>),
    DropFirstEvidence,
    DropLastAction,
    DropAnswer,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        2 => any::<Index>().prop_map(Edit::Rate),
        2 => proptest::option::of(arbitrary::text()).prop_map(Edit::Explain),
        2 => arbitrary::evidence().prop_map(Edit::AddEvidence),
        2 => arbitrary::action().prop_map(Edit::AddAction),
        1 => Just(Edit::CloseAction),
        1 => proptest::option::of(arbitrary::text()).prop_map(Edit::PutOff),
        1 => Just(Edit::DropFirstEvidence),
        1 => Just(Edit::DropLastAction),
        1 => Just(Edit::DropAnswer),
    ]
}

impl Edit {
    /// Makes the edit; what to call it, or nothing where there was nothing to edit.
    fn apply(&self, to: &mut Assessment, id: &RequirementId) -> Option<&'static str> {
        let answer = to.answers.get_mut(id)?;
        match self {
            Self::Rate(rating) => {
                let ratings = &standard().scale.ratings;
                answer.verdict = Some(Verdict::Rated(ratings[rating.index(ratings.len())].id.clone()));
                Some("rate")
            }
            Self::Explain(text) => {
                answer.because.clone_from(text);
                Some(if text.is_some() { "give a reason" } else { "take a reason out" })
            }
            Self::AddEvidence(evidence) => {
                answer.evidence.push(evidence.clone());
                Some("add evidence")
            }
            Self::AddAction(action) => {
                answer.actions.push(action.clone());
                Some("add an action")
            }
            Self::CloseAction => {
                answer.actions.first_mut()?.status = ActionStatus::Done;
                Some("close an action")
            }
            Self::PutOff(text) => {
                answer.later.clone_from(text);
                Some(if text.is_some() { "put off" } else { "no longer put off" })
            }
            Self::DropFirstEvidence => {
                (!answer.evidence.is_empty()).then(|| answer.evidence.remove(0)).map(|_| "take evidence out")
            }
            Self::DropLastAction => answer.actions.pop().map(|_| "take an action out"),
            Self::DropAnswer => to.answers.remove(id).map(|_| "take an answer out"),
        }
    }
}

#[test]
fn an_edit_to_an_answer_leaves_every_other_byte_alone() {
    let tally = Tally::default();
    let strategy = (arbitrary::assessment(), picks(), edit(), any::<Index>());
    let run = TestRunner::new(crate::drawn::cases(64)).run(&strategy, |(before, picks, edit, which)| {
        let Some(id) = before.answers.keys().nth(which.index(before.answers.len().max(1))) else { return Ok(()) };
        let mut after = before.clone();
        let Some(kind) = edit.apply(&mut after, id) else { return Ok(()) };
        let (old, comments) = with_comments(&to_yaml(&before, standard()), &picks);
        let new = check(&old, &comments, &after)?;
        tally.count(kind, new.is_some());
        if let Some(new) = new.filter(|_| !after.answers.is_empty()) {
            let (head, tail) = around(&old, id).expect("an answer");
            prop_assert!(new.starts_with(head) && new.ends_with(tail), "{}: {}\nwas\n{}\nis\n{}", kind, id, old, new);
        }
        Ok(())
    });
    let refused = tally.refused();
    run.unwrap_or_else(|failed| panic!("{failed}"));
    assert!(refused <= 2, "{refused} per cent refused");
}

#[test]
fn a_new_answer_is_put_between_lines_that_stay_as_they_are() {
    let tally = Tally::default();
    let strategy = (arbitrary::assessment(), picks(), arbitrary::requirement(), arbitrary::answer());
    let run = TestRunner::new(crate::drawn::cases(64)).run(&strategy, |(before, picks, id, answer)| {
        let mut after = before.clone();
        if before.answers.is_empty() || after.answers.insert(id, answer).is_some() {
            return Ok(());
        }
        let (old, comments) = with_comments(&to_yaml(&before, standard()), &picks);
        let new = check(&old, &comments, &after)?;
        tally.count("add an answer", new.is_some());
        if let Some(new) = new {
            let head = old.lines().zip(new.lines()).take_while(|(o, n)| o == n).count();
            let tail = old.lines().rev().zip(new.lines().rev()).take_while(|(o, n)| o == n).count();
            prop_assert!(head + tail >= old.lines().count(), "was\n{}\nis\n{}", old, new);
        }
        Ok(())
    });
    let refused = tally.refused();
    run.unwrap_or_else(|failed| panic!("{failed}"));
    assert!(refused <= 2, "{refused} per cent refused");
}

#[test]
fn any_change_at_all_is_made_in_full_or_refused() {
    let tally = Tally::default();
    let strategy = (arbitrary::assessment(), picks(), arbitrary::assessment());
    let run = TestRunner::new(crate::drawn::cases(64)).run(&strategy, |(before, picks, after)| {
        let (old, comments) = with_comments(&to_yaml(&before, standard()), &picks);
        tally.count("another assessment altogether", check(&old, &comments, &after)?.is_some());
        Ok(())
    });
    tally.refused();
    run.unwrap_or_else(|failed| panic!("{failed}"));
}

proptest! {
    #![proptest_config(crate::drawn::cases(64))]

    #[test]
    fn a_file_that_nobody_but_the_tool_has_touched_stays_as_the_tool_would_write_it(
        before in arbitrary::assessment(),
        id in arbitrary::requirement(),
        answer in arbitrary::answer(),
    ) {
        let mut after = before.clone();
        after.answers.insert(id, answer);
        let wanted = to_yaml(&after, standard());
        prop_assert_eq!(rewrite(&to_yaml(&before, standard()), &wanted), Ok(wanted));
    }
}
