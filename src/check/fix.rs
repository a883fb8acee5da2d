//! Putting right what can be put right in one way only, and proving that nothing else changed.

use std::collections::BTreeMap;

use super::{Checked, Checker};
use crate::assessment;
use crate::diagnostic::{Code, Diagnostics};
use crate::text::edit::{Change, Edit, apply, changes};
use crate::text::{Source, Span, nearest};
use crate::tree::{Arena, Entry, Node, Value};
use crate::yaml;

/// A file put right.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// Its new text.
    pub text: String,
    /// Where it differs from the old one.
    pub changes: Vec<Change>,
    /// How many problems were put right.
    pub count: usize,
    /// The problems that are left, with the new text.
    pub problems: Diagnostics,
}

/// The fixes of a file could not be made together so that it says the same as before in all else. Nothing is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unproved;

/// Why nothing in a file may be changed by a program, if so.
pub(super) fn hands_off(root: &Node<'_>, is_whole: bool) -> Option<&'static str> {
    if !is_whole {
        return Some("not all of the file could be read, so nothing in it is changed for you");
    }
    if is_signed(root) {
        return Some("the file is signed, so nothing in it is changed for you: who signed it has to see the change");
    }
    (!super::is_known_format(root)).then_some("the file says of no format that is known, so nothing in it is changed for you")
}

/// Whether somebody signed it, be the field misspelt or in the wrong place: no other begins with that word or is like it, and a
/// sign-off says who signed, as what and when, and what it covers, as nothing else does.
fn is_signed(node: &Node<'_>) -> bool {
    let begins = |key: &str| key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sign"));
    let is_called_so = |key: &str| begins(key) || nearest(key, ["sign_off"]).is_some();
    let is_sign_off = |e: &Entry<'_>| !e.value.is_blank() && !e.value.value.is_empty_list() && is_called_so(e.key.trim());
    match &node.value {
        Value::Sequence(items) => items.iter().any(is_signed),
        Value::Mapping(entries) => {
            let has = |name: &str| entries.iter().any(|e| e.key.trim().eq_ignore_ascii_case(name));
            has("covers")
                || (has("role") && has("name") && has("on"))
                || entries.iter().any(|e| is_sign_off(e) || is_signed(&e.value))
        }
        Value::Null | Value::Scalar { .. } => false,
    }
}

impl Checker<'_> {
    /// The file with every fix that its problems bring; `None` when they bring none. `problems` is what [`Checker::check`]
    /// found in it.
    ///
    /// # Errors
    /// [`Unproved`] when the result does not read as the file did, but for what was put right, or has lost a comment.
    pub fn fix(&self, source: &Source, problems: &Diagnostics) -> Result<Option<Fixed>, Unproved> {
        let edits: Vec<Edit> = problems.fixable().flat_map(|problem| problem.fix.iter().cloned()).collect();
        if edits.is_empty() {
            return Ok(None);
        }
        let changes = changes(source.text(), &edits).ok_or(Unproved)?;
        let text = apply(source.text(), &changes);
        let new = source.with_text(text.clone());
        let arena = Arena::for_file(source);
        let read = |source| self.read(source, &arena).ok_or(Unproved);
        let (before, after) = (read(source)?, read(&new)?);
        if !expected(source, &before.root, &replacements(&edits), &arena).value.same(&after.root.value)
            || comments(source) != comments(&new)
        {
            return Err(Unproved);
        }
        let mut left = before.problems;
        for problem in problems.fixable() {
            if let Some(count) = left.get_mut(&problem.code) {
                *count = count.saturating_sub(1);
            }
        }
        if after.problems.iter().any(|(code, count)| *count > left.get(code).copied().unwrap_or_default()) {
            return Err(Unproved);
        }
        let Checked::Assessment(now) = self.check(&new, true) else { return Err(Unproved) };
        Ok(Some(Fixed { text, changes, count: problems.fixable().count(), problems: now }))
    }

    fn read<'s>(&self, source: &'s Source, arena: &'s Arena) -> Option<Read<'s>> {
        let mut sink = Diagnostics::new(source.clone());
        let root = yaml::parse(source, arena, &mut sink)?;
        // What it says is compared as it stands; here only what is wrong with it counts.
        let _ = assessment::read(&root, self.catalogue, &mut sink);
        let mut problems = BTreeMap::new();
        sink.sorted().iter().for_each(|d| *problems.entry(d.code).or_default() += 1);
        Some(Read { root, problems })
    }
}

/// What a text says, and how many problems of each kind the parsers have with it.
struct Read<'s> {
    root: Node<'s>,
    problems: BTreeMap<Code, usize>,
}

fn replacements(edits: &[Edit]) -> BTreeMap<Span, &str> {
    let mut replaced = BTreeMap::new();
    for edit in edits {
        if let Edit::Replace { span, new } = edit {
            replaced.insert(*span, new.as_str());
        }
    }
    replaced
}

/// The values of a file with some of them replaced.
fn expected<'a>(source: &Source, node: &Node<'a>, new: &BTreeMap<Span, &'a str>, arena: &'a Arena) -> Node<'a> {
    let value = match &node.value {
        Value::Null => Value::Null,
        Value::Scalar { .. } => {
            // Only quotes stay when what is in them is replaced. A text in none may end where another edit begins, as that of a
            // last line without an end.
            let written = source.text().get(node.span.start..node.span.end).unwrap_or_default();
            let is_quoted =
                ['"', '\''].iter().any(|quote| written.len() > 1 && written.starts_with(*quote) && written.ends_with(*quote));
            match new.get(&if is_quoted { node.within_quotes() } else { node.span }) {
                Some(new) => Value::Scalar { text: (*new).into(), plain: true },
                None => node.value,
            }
        }
        Value::Sequence(items) => Value::Sequence(arena.items(items.iter().map(|item| expected(source, item, new, arena)))),
        Value::Mapping(entries) => {
            let entry = |e: &Entry<'a>| Entry { value: expected(source, &e.value, new, arena), ..*e };
            Value::Mapping(arena.entries(entries.iter().map(entry)))
        }
    };
    Node { span: node.span, value }
}

/// The words of all comments, whatever their order.
fn comments(source: &Source) -> Vec<String> {
    let mut comments: Vec<String> = yaml::comments(source.text()).into_iter().map(|(_, comment)| comment).collect();
    comments.sort();
    comments
}
