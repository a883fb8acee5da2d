//! Changing a file that people also edit by hand, without losing their comments.
//!
//! The wanted content comes as a canonical text. Only where it differs from the file is the file touched, value by value;
//! then the result is read back and must say exactly what was wanted and still hold every comment. Otherwise nothing is
//! returned: the caller writes the canonical text beside the file instead.

use std::str::FromStr;

use granit_parser::{Event, Parser};
use yaml_edit::{Document, Mapping, Sequence, YamlNode};

use super::read;
use crate::diagnostic::Diagnostics;
use crate::text::Source;
use crate::tree::{Entry, Node, Value};

/// The edit could not be made so that all comments stay and the file says what was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfaithful;

/// The text of `old`, changed to say what `wanted` says, comments and layout kept.
///
/// # Errors
/// [`Unfaithful`] when that can't be done and proved.
pub fn rewrite(old: &str, wanted: &str) -> Result<String, Unfaithful> {
    let old_tree = tree(old)?;
    let wanted_tree = tree(wanted)?;
    if old_tree.value.same(&wanted_tree.value) {
        return Ok(old.to_owned());
    }
    let document = Document::from_str(old).map_err(|_| Unfaithful)?;
    let source = Document::from_str(wanted).map_err(|_| Unfaithful)?;
    let (Some(target), Some(source)) = (document.as_mapping(), source.as_mapping()) else { return Err(Unfaithful) };
    let (Value::Mapping(before), Value::Mapping(after)) = (&old_tree.value, &wanted_tree.value) else { return Err(Unfaithful) };
    let removed = mapping(&target, before, &source, after)?;
    let new = document.to_string();
    let proved = tree(&new)?.value.same(&wanted_tree.value) && (removed || keeps_comments(old, &new));
    if proved { Ok(new) } else { Err(Unfaithful) }
}

fn tree(text: &str) -> Result<Node, Unfaithful> {
    let source = Source::new("", text);
    let mut sink = Diagnostics::new(source.clone());
    read::parse(&source, &mut sink).ok_or(Unfaithful)
}

/// Makes one mapping say what another says. True when something was removed, and comments within it with it.
fn mapping(target: &Mapping, before: &[Entry], source: &Mapping, after: &[Entry]) -> Result<bool, Unfaithful> {
    let mut removed = false;
    for gone in before.iter().filter(|b| after.iter().all(|a| a.key != b.key)) {
        target.remove(gone.key.as_str()).ok_or(Unfaithful)?;
        removed = true;
    }
    let order: Vec<&str> = after.iter().map(|e| e.key.as_str()).collect();
    for entry in after {
        let key = entry.key.as_str();
        let value = source.get(key).ok_or(Unfaithful)?;
        match before.iter().find(|b| b.key == entry.key) {
            None => target.set_with_field_order(key, value, order.iter().copied()),
            Some(old) if old.value.value.same(&entry.value.value) => {}
            Some(old) => match (&old.value.value, &entry.value.value, target.get(key), value) {
                (Value::Mapping(b), Value::Mapping(a), Some(YamlNode::Mapping(t)), YamlNode::Mapping(s)) if !b.is_empty() => {
                    removed |= mapping(&t, b, &s, a)?;
                }
                (Value::Sequence(b), Value::Sequence(a), Some(YamlNode::Sequence(t)), YamlNode::Sequence(s)) => {
                    removed |= sequence(&t, b, &s, a)?;
                }
                (.., value) => target.set(key, value),
            },
        }
    }
    Ok(removed)
}

/// Makes one list say what another says: items in place are changed, further ones added, surplus ones removed.
fn sequence(target: &Sequence, before: &[Node], source: &Sequence, after: &[Node]) -> Result<bool, Unfaithful> {
    let mut removed = false;
    // An item removed from the middle: take out the first that differs for as long as the list is too long.
    let mut before: Vec<&Node> = before.iter().collect();
    while before.len() > after.len() {
        let at = before.iter().zip(after).position(|(b, a)| !b.value.same(&a.value)).unwrap_or(after.len());
        target.remove(at).ok_or(Unfaithful)?;
        before.remove(at);
        removed = true;
    }
    for (index, wanted) in after.iter().enumerate() {
        let value = source.get(index).ok_or(Unfaithful)?;
        match before.get(index) {
            None => target.push(value),
            Some(old) if old.value.same(&wanted.value) => {}
            Some(old) => match (&old.value, &wanted.value, target.get(index), value) {
                (Value::Mapping(b), Value::Mapping(a), Some(YamlNode::Mapping(t)), YamlNode::Mapping(s)) if !b.is_empty() => {
                    removed |= mapping(&t, b, &s, a)?;
                }
                (.., value) => {
                    if !target.set(index, value) {
                        return Err(Unfaithful);
                    }
                }
            },
        }
    }
    Ok(removed)
}

/// Whether every comment of the old text is in the new one as well.
fn keeps_comments(old: &str, new: &str) -> bool {
    let mut after = comments(new);
    comments(old).iter().all(|comment| {
        let at = after.iter().position(|c| c == comment);
        at.map(|at| after.swap_remove(at)).is_some()
    })
}

fn comments(text: &str) -> Vec<String> {
    Parser::new_from_str(text)
        .filter_map(|event| match event {
            Ok((Event::Comment(text, _), _)) => Some(text.trim().to_owned()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# head\nformat: 1\nanswers:\n  L1:\n    rating: green  # agreed with HR\n    evidence:\n      - title: Paper # first\n        dated: 2026-03-26\n  # about W3\n  W3:\n    rating: amber\n# foot\n";

    #[track_caller]
    fn check(wanted: &str, expected: &str) {
        assert_eq!(rewrite(FILE, wanted).as_deref(), Ok(expected));
    }

    #[test]
    fn a_changed_value_leaves_all_else_alone() {
        let wanted = "format: 1\nanswers:\n  L1:\n    rating: amber\n    evidence:\n      - title: Paper\n        dated: 2026-03-26\n  W3:\n    rating: amber\n";
        check(wanted, &FILE.replace("rating: green", "rating: amber"));
    }

    #[test]
    fn a_new_answer_goes_where_it_belongs() {
        let wanted = "format: 1\nanswers:\n  L1:\n    rating: green\n    evidence:\n      - title: Paper\n        dated: 2026-03-26\n  L2:\n    rating: red\n    because: None yet.\n  W3:\n    rating: amber\n";
        let new = rewrite(FILE, wanted).unwrap_or_default();
        assert!(new.find("L2:") < new.find("W3:") && new.contains("# about W3\n  W3:") && new.contains("# foot"), "{new}");
    }

    #[test]
    fn an_added_item_and_field_keep_the_comments() {
        let wanted = "format: 1\nanswers:\n  L1:\n    rating: green\n    because: |-\n      One.\n      Two.\n    evidence:\n      - title: Paper\n        where: a/b.pdf\n        dated: 2026-03-26\n      - title: Minute\n  W3:\n    rating: amber\n";
        let new = rewrite(FILE, wanted).unwrap_or_default();
        for kept in ["# head", "# agreed with HR", "# first", "# about W3", "# foot"] {
            assert!(new.contains(kept), "{kept} lost in\n{new}");
        }
    }
}
