//! What changed in a text, as a unified diff: lines out with a minus, lines in with a plus, three lines around them.
//!
//! Where the text changed is known, so nothing has to be found out by comparing: the time goes with the length of the text.

use crate::text::edit::Change;
use crate::text::{OneIndexed, Source, clean, clean_line, inert};

/// Unchanged lines shown before and after a change.
const AROUND: usize = 3;
/// Most characters shown of a line: a stranger's can be megabytes long.
const LONGEST: usize = 1_000;

/// Lines of the old and of the new text that stand for each other, from zero, the last ones not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    old: (usize, usize),
    new: (usize, usize),
}

/// The changes from one text to another, under the name of the old one, with no line that commands a build server. `old` and `new` are what may be shown of the texts:
/// lines may be covered in them, as long as no place moves.
#[must_use]
pub fn unified(old: &Source, new: &Source, changes: &[Change]) -> String {
    let blocks = blocks(old, new, changes);
    let name = clean_line(old.name());
    let mut out = format!("--- {name}\n+++ {name}, put right\n");
    let mut rest = blocks.as_slice();
    while let Some(first) = rest.first() {
        let near = |pair: &[Block]| matches!(pair, [a, b] if b.old.0 <= a.old.1 + 2 * AROUND);
        let count = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, after) = rest.split_at(count);
        let last = hunk.last().unwrap_or(first);
        let before = first.old.0.min(AROUND);
        let behind = (lines(old) - last.old.1.min(lines(old))).min(AROUND);
        let range = |from: usize, to: usize| {
            // Of a side without lines, the line before is named.
            let start = if to > from { from + 1 } else { from };
            format!("{start},{}", to - from)
        };
        let (o, n) = ((first.old.0 - before, last.old.1 + behind), (first.new.0 - before, last.new.1 + behind));
        out.push_str(&format!("@@ -{} +{} @@\n", range(o.0, o.1), range(n.0, n.1)));
        let mut at = o.0;
        for block in hunk {
            (at..block.old.0).for_each(|line| write(&mut out, ' ', old, line));
            (block.old.0..block.old.1).for_each(|line| write(&mut out, '-', old, line));
            (block.new.0..block.new.1).for_each(|line| write(&mut out, '+', new, line));
            at = block.old.1;
        }
        (at..o.1).for_each(|line| write(&mut out, ' ', old, line));
        rest = after;
    }
    inert(&out).into_owned()
}

/// How many lines a text has; what follows the last line break is one if there is anything.
fn lines(source: &Source) -> usize {
    let last = source.line_of(source.text().len());
    if source.is_line_start(source.text().len()) { last } else { last + 1 }
}

/// The lines that changes touch, those together that follow each other.
fn blocks(old: &Source, new: &Source, changes: &[Change]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut taken, mut put) = (0_usize, 0_usize);
    for change in changes.iter().filter(|c| !(c.new.is_empty() && c.old.start == c.old.end)) {
        let start = change.old.start + put - taken;
        put += change.new.len();
        taken += change.old.end - change.old.start;
        let end = start + change.new.len();
        // Whole lines are changed as such; of a part, the line it stands on.
        let whole = [(old, change.old.start), (old, change.old.end), (new, start), (new, end)];
        let whole = whole.into_iter().all(|(source, at)| source.is_line_start(at));
        let touched = |source: &Source, start: usize, end: usize| {
            let last = source.line_of(end);
            (source.line_of(start), if whole { last } else { (last + 1).min(lines(source)) })
        };
        let next = Block { old: touched(old, change.old.start, change.old.end), new: touched(new, start, end) };
        match blocks.last_mut() {
            Some(before) if next.old.0 <= before.old.1 => {
                before.old.1 = before.old.1.max(next.old.1);
                before.new.1 = before.new.1.max(next.new.1);
            }
            _ => blocks.push(next),
        }
    }
    blocks
}

fn write(out: &mut String, mark: char, source: &Source, line: usize) {
    let (text, start) = source.line(OneIndexed::from_zero_based(line));
    let (shown, cut) = match text.char_indices().nth(LONGEST) {
        Some((at, _)) => (&text[..at], "…"),
        None => (text, ""),
    };
    out.push(mark);
    out.push_str(&clean(shown));
    out.push_str(cut);
    out.push('\n');
    let end = start + text.len();
    if end == source.text().len() {
        out.push_str("\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::text::edit::{Edit, apply, changes};

    #[track_caller]
    fn check(text: &str, edits: &[Edit], expected: &str) {
        let changes = changes(text, edits).expect("edits that agree");
        let new = Source::new("a.yaml", apply(text, &changes));
        let shown = unified(&Source::new("a.yaml", text), &new, &changes);
        assert_eq!(shown, format!("--- a.yaml\n+++ a.yaml, put right\n{expected}"));
    }

    fn put(start: usize, end: usize, new: &str) -> Edit {
        Edit::Replace { span: Span::new(start, end), new: new.to_owned() }
    }

    #[test]
    fn a_changed_line_is_shown_with_three_around_it() {
        check("a\nb\nc\nd\ne\nf\ng\nh\n", &[put(8, 9, "E")], "@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
        check("a\nb\nc\n", &[put(0, 1, "A"), put(4, 5, "C")], "@@ -1,3 +1,3 @@\n-a\n+A\n b\n-c\n+C\n");
    }

    #[test]
    fn changes_far_apart_are_shown_apart() {
        let text = "a\n".repeat(20);
        let shown = "@@ -1,4 +1,4 @@\n-a\n+x\n a\n a\n a\n@@ -15,6 +15,6 @@\n a\n a\n a\n-a\n+y\n a\n a\n";
        check(&text, &[put(0, 1, "x"), put(34, 35, "y")], shown);
    }

    #[test]
    fn a_move_takes_lines_out_and_puts_them_in() {
        let go = Edit::Move { span: Span::new(4, 6), to: 0 };
        check("a\nb\nc\n", &[go.clone(), put(4, 5, "C")], "@@ -1,3 +1,3 @@\n+C\n a\n b\n-c\n");
        check("a\nb\nc", &[Edit::Move { span: Span::new(4, 5), to: 0 }, put(5, 5, "\n")], {
            "@@ -1,3 +1,3 @@\n+c\n a\n b\n-c\n\\ No newline at end of file\n"
        });
    }

    #[test]
    fn a_last_line_without_an_end_is_said_to_have_none() {
        check("a\nb", &[put(3, 3, "\n")], "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
    }

    #[test]
    fn a_line_of_megabytes_is_cut() {
        let text = format!("{}\n", "a".repeat(1_000_000));
        let edits = [put(0, 1, "b")];
        let changes = changes(&text, &edits).expect("edits that agree");
        let new = Source::new("a", apply(&text, &changes));
        assert!(unified(&Source::new("a", &*text), &new, &changes).len() < 3_000);
    }
}
