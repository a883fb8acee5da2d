//! Changes to a text as data: what goes where, all of them made at once.

use super::Span;

/// One change, in the places of the text as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Other words in place of some, or, where the span is empty, between them.
    Replace {
        /// What goes.
        span: Span,
        /// What comes.
        new: String,
    },
    /// Words that stand elsewhere, with what is replaced in them. Several to one place keep the order they are given in.
    Move {
        /// What is moved.
        span: Span,
        /// Before which byte it goes.
        to: usize,
    },
}

impl Edit {
    /// What is replaced or moved.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Replace { span, .. } | Self::Move { span, .. } => *span,
        }
    }
}

/// A stretch of the old text and what stands there in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The stretch; empty where something is put in.
    pub old: Span,
    /// What stands there.
    pub new: String,
}

/// What a set of edits comes to: changes by place, none in another, every move taken out here and put in there. What is
/// replaced twice in the same way is replaced once. `None` when two of them contradict each other, or one is not in the text.
#[must_use]
pub fn changes(text: &str, edits: &[Edit]) -> Option<Vec<Change>> {
    let mut replaced: Vec<Change> = Vec::new();
    let mut moved: Vec<(Span, usize)> = Vec::new();
    for edit in edits {
        match edit {
            Edit::Replace { span, new } => replaced.push(Change { old: *span, new: new.clone() }),
            Edit::Move { span, to } => moved.push((*span, *to)),
        }
    }
    replaced.sort_by(|a, b| (a.old, &a.new).cmp(&(b.old, &b.new)));
    replaced.dedup();
    if !stand_apart(text, replaced.iter().map(|c| c.old)) {
        return None;
    }
    let mut by_place = moved.clone();
    by_place.sort_unstable();
    let inside = |to: usize| {
        let next = by_place.partition_point(|(span, _)| span.start < to);
        next.checked_sub(1).and_then(|i| by_place.get(i)).is_some_and(|(span, _)| to < span.end)
    };
    if !stand_apart(text, by_place.iter().map(|(span, _)| *span)) || moved.iter().any(|(_, to)| inside(*to)) {
        return None;
    }
    // What is replaced within something moved goes with it.
    let mut bodies: Vec<(Span, String)> = Vec::new();
    let mut rest = replaced.into_iter().peekable();
    let mut all: Vec<Change> = Vec::new();
    for (span, _) in &by_place {
        while let Some(change) = rest.next_if(|c| c.old.start < span.start) {
            if change.old.end > span.start {
                return None;
            }
            all.push(change);
        }
        // What is put in right behind it stays, but at the end of the text, where there is no other place for it.
        let goes = |c: &Change| c.old.start < span.end || c.old == Span::new(text.len(), text.len()) && span.end == text.len();
        let mut own = Vec::new();
        while let Some(change) = rest.next_if(goes) {
            if change.old.end > span.end {
                return None;
            }
            own.push(Change { old: Span::new(change.old.start - span.start, change.old.end - span.start), new: change.new });
        }
        bodies.push((*span, apply(text.get(span.start..span.end)?, &own)));
        all.push(Change { old: *span, new: String::new() });
    }
    all.extend(rest);
    for (span, to) in moved {
        let at = bodies.binary_search_by_key(&span, |(s, _)| *s).ok()?;
        let body = std::mem::take(&mut bodies.get_mut(at)?.1);
        text.is_char_boundary(to).then(|| all.push(Change { old: Span::new(to, to), new: body }))?;
    }
    // Stable: what is put in at one place stays in the order given, before what is taken out from there on.
    all.sort_by_key(|c| c.old);
    Some(all)
}

/// Whether spans in order are within the text and do not overlap; two of which nothing is left can't share a place.
fn stand_apart(text: &str, spans: impl Iterator<Item = Span>) -> bool {
    let mut before: Option<Span> = None;
    for span in spans {
        let there = text.get(span.start..span.end).is_some();
        if !there || before.is_some_and(|b| span.start < b.end || span == b) {
            return false;
        }
        before = Some(span);
    }
    true
}

/// The text with its changes, which [`changes`] put in order.
#[must_use]
pub fn apply(text: &str, changes: &[Change]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        new.push_str(text.get(at..change.old.start).unwrap_or_default());
        new.push_str(&change.new);
        at = change.old.end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(start: usize, end: usize, new: &str) -> Edit {
        Edit::Replace { span: Span::new(start, end), new: new.to_owned() }
    }

    const fn go(start: usize, end: usize, to: usize) -> Edit {
        Edit::Move { span: Span { start, end }, to }
    }

    #[track_caller]
    fn check(text: &str, edits: &[Edit], expected: Option<&str>) {
        let made = changes(text, edits).map(|c| apply(text, &c));
        assert_eq!(made.as_deref(), expected);
    }

    #[test]
    fn all_edits_are_made_at_once_in_the_places_of_the_old_text() {
        check("a b c\n", &[put(4, 5, "sea"), put(0, 1, "ay"), put(6, 6, "!")], Some("ay b sea\n!"));
        check("a\nb\nc\n", &[go(4, 6, 0)], Some("c\na\nb\n"));
        check("a\nb\nc\n", &[go(0, 2, 6)], Some("b\nc\na\n"));
        check("a\nb\nc\nd\n", &[go(6, 8, 2), go(4, 6, 2)], Some("a\nd\nc\nb\n"));
    }

    #[test]
    fn what_is_moved_takes_its_changes_along() {
        check("a\nb\nc", &[go(4, 5, 0), put(5, 5, "\n"), put(4, 5, "sea")], Some("sea\na\nb\n"));
        check("a\nbb\nc\n", &[go(2, 5, 7), put(3, 4, "x"), put(5, 6, "y")], Some("a\ny\nbx\n"));
        check("a\nb\nc\n", &[go(2, 4, 0), put(0, 1, "x"), put(2, 3, "y")], Some("y\nx\nc\n"));
    }

    #[test]
    fn the_same_edit_twice_is_one() {
        check("ab", &[put(2, 2, "\n"), put(2, 2, "\n")], Some("ab\n"));
    }

    #[test]
    fn edits_that_contradict_each_other_are_refused() {
        for edits in [
            vec![put(0, 2, "x"), put(1, 3, "y")],
            vec![put(1, 1, "x"), put(1, 1, "y")],
            vec![put(0, 9, "x")],
            vec![go(0, 2, 1)],
            vec![go(0, 2, 3), go(1, 3, 0)],
            vec![go(1, 3, 0), put(0, 2, "x")],
            vec![go(0, 2, 3), put(1, 3, "x")],
        ] {
            check("abc", &edits, None);
        }
    }
}
