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
use crate::text::{Source, Span};
use crate::tree::{Arena, Entry, Node, Value};

/// The edit could not be made so that all comments stay and the file says what was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfaithful;

/// The text of `old`, changed to say what `wanted` says, comments and layout kept. Of what is taken out, the comments go
/// with it.
///
/// # Errors
/// [`Unfaithful`] when that can't be done and proved.
pub fn rewrite(old: &str, wanted: &str) -> Result<String, Unfaithful> {
    let (old_source, wanted_source) = (Source::new("", old), Source::new("", wanted));
    let arena = Arena::default();
    let (old_tree, wanted_tree) = (tree(&old_source, &arena)?, tree(&wanted_source, &arena)?);
    if old_tree.value.same(&wanted_tree.value) {
        return Ok(old.to_owned());
    }
    let document = Document::from_str(old).map_err(|_| Unfaithful)?;
    let source = Document::from_str(wanted).map_err(|_| Unfaithful)?;
    let (Some(target), Some(source)) = (document.as_mapping(), source.as_mapping()) else { return Err(Unfaithful) };
    let (Value::Mapping(before), Value::Mapping(after)) = (&old_tree.value, &wanted_tree.value) else { return Err(Unfaithful) };
    let mut gone = Vec::new();
    mapping(&target, before, &source, after, &mut gone)?;
    let new = document.to_string();
    // Places count from behind a byte-order mark.
    let old = old.trim_start_matches('\u{feff}');
    let new_source = Source::new("", new.as_str());
    let proved = tree(&new_source, &arena)?.value.same(&wanted_tree.value) && keeps_comments(old, &new, &gone);
    if proved { Ok(new) } else { Err(Unfaithful) }
}

fn tree<'a>(source: &'a Source, arena: &'a Arena) -> Result<Node<'a>, Unfaithful> {
    read::parse(source, arena, &mut Diagnostics::new(source.clone())).ok_or(Unfaithful)
}

/// Makes one mapping say what another says; notes the places of what it takes out.
fn mapping(
    target: &Mapping,
    before: &[Entry<'_>],
    source: &Mapping,
    after: &[Entry<'_>],
    gone: &mut Vec<Span>,
) -> Result<(), Unfaithful> {
    let surplus = |b: &&Entry<'_>| !b.value.value.is_empty_list() && after.iter().all(|a| a.key != b.key);
    for entry in before.iter().filter(surplus) {
        target.remove(entry.key.as_ref()).ok_or(Unfaithful)?;
        gone.push(Span::new(entry.key_span.start, entry.value.last_byte()));
    }
    let order: Vec<&str> = after.iter().map(|e| e.key.as_ref()).collect();
    for entry in after {
        let key = entry.key.as_ref();
        let value = source.get(key).ok_or(Unfaithful)?;
        match before.iter().find(|b| b.key == entry.key) {
            None => target.set_with_field_order(key, value, order.iter().copied()),
            Some(old) if old.value.value.same(&entry.value.value) => {}
            Some(old) => match (&old.value.value, &entry.value.value, target.get(key), value) {
                // `{}` and `[]` give way to lines of their own: what is put between the brackets would all be on one.
                (Value::Mapping(b), Value::Mapping(a), Some(YamlNode::Mapping(t)), YamlNode::Mapping(s)) if !b.is_empty() => {
                    mapping(&t, b, &s, a, gone)?;
                }
                (Value::Sequence(b), Value::Sequence(a), Some(YamlNode::Sequence(t)), YamlNode::Sequence(s)) if !b.is_empty() => {
                    sequence(&t, b, &s, a, gone)?;
                }
                (.., value) => target.set(key, value),
            },
        }
    }
    Ok(())
}

/// Makes one list say what another says: items in place are changed, further ones added, surplus ones removed.
fn sequence(
    target: &Sequence,
    before: &[Node<'_>],
    source: &Sequence,
    after: &[Node<'_>],
    gone: &mut Vec<Span>,
) -> Result<(), Unfaithful> {
    // An item removed from the middle: take out the first that differs for as long as the list is too long.
    let mut before: Vec<&Node<'_>> = before.iter().collect();
    while before.len() > after.len() {
        let at = before.iter().zip(after).position(|(b, a)| !b.value.same(&a.value)).unwrap_or(after.len());
        target.remove(at).ok_or(Unfaithful)?;
        let item = before.remove(at);
        gone.push(Span::new(item.span.start, item.last_byte()));
    }
    for (index, wanted) in after.iter().enumerate() {
        let value = source.get(index).ok_or(Unfaithful)?;
        match before.get(index) {
            None => target.push(value),
            Some(old) if old.value.same(&wanted.value) => {}
            Some(old) => match (&old.value, &wanted.value, target.get(index), value) {
                (Value::Mapping(b), Value::Mapping(a), Some(YamlNode::Mapping(t)), YamlNode::Mapping(s)) => {
                    mapping(&t, b, &s, a, gone)?;
                }
                (.., value) => {
                    if !target.set(index, value) {
                        return Err(Unfaithful);
                    }
                }
            },
        }
    }
    Ok(())
}

/// Whether every comment of the old text is in the new one as well, those apart that stood within something taken out.
fn keeps_comments(old: &str, new: &str, gone: &[Span]) -> bool {
    let line_end = |at: usize| old[at..].find('\n').map_or(old.len(), |n| at + n);
    let went = |at: usize| gone.iter().any(|g| g.start <= at && at < line_end(g.end));
    let mut after: Vec<String> = comments(new).into_iter().map(|(_, comment)| comment).collect();
    comments(old).iter().filter(|(at, _)| !went(*at)).all(|(_, comment)| {
        let found = after.iter().position(|c| c == comment);
        found.map(|index| after.swap_remove(index)).is_some()
    })
}

/// Every comment of a file with the byte it starts at, without the space around it.
#[must_use]
pub fn comments(text: &str) -> Vec<(usize, String)> {
    Parser::new_from_str(text)
        .filter_map(|event| match event {
            Ok((Event::Comment(text, _), at)) => Some((at.byte_range()?.start, text.trim().to_owned())),
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
