//! Answers that do not stand in the order of the standard.

use crate::check::{Behind, Find, Found, Layout, Rule};
use crate::diagnostic::{Code, Severity};
use crate::standard::RequirementId;
use crate::text::edit::Edit;
use crate::text::{Span, count_of, shown};
use crate::tree::{At, Entry};
use super::no_final_newline::final_newline;

pub const RULE: Rule = Rule {
    code: Code::new("out-of-order"),
    severity: Severity::Note,
    summary: "The answers do not stand in the order of the standard.",
    why: "Who reads or compares files looks for an answer where the list has it, and one that is somewhere else is taken for missing.",
    behind: Behind::Format,
    bad: "answers:\n  W3:\n    rating: amber\n  L1:\n    rating: green\n",
    good: "answers:\n  L1:\n    rating: green\n  W3:\n    rating: amber\n",
    fix: "move them to where the standard has them",
    find: Find::Layout(look),
};

fn look(layout: &Layout<'_>, found: &mut Found<'_>) {
    let Some(standard) = layout.standard else { return };
    let answers = At::top(layout.root).field("answers").entries();
    // An id that the standard does not have is an error; where it belongs nobody can say.
    let rank = |e: &Entry<'_>| standard.place(&RequirementId::parse(&e.key)?);
    let Some(ranks) = answers.iter().map(rank).collect::<Option<Vec<usize>>>() else { return };
    if ranks.is_sorted() {
        return;
    }
    let settled = longest_rising(&ranks);
    let astray: Vec<usize> = (0..ranks.len()).filter(|i| !settled.contains(i)).collect();
    let Some(first) = astray.first().and_then(|i| answers.get(*i)) else { return };
    let message = format!("{} not in the order of {}", count_of(astray.len(), "answer", "answers"), standard.reference);
    let text = layout.source.text();
    let next = layout.root.entries().iter().map(|e| e.key_span.start).find(|at| *at > first.key_span.start);
    let fix = moves(text, next.unwrap_or(text.len()), answers, &ranks, &settled, &astray);
    found.problem(first.key_span, message, |d| {
        let label = if astray.len() == 1 { "this one".to_owned() } else { format!("{} is the first", shown(&first.key)) };
        d.label(label).fix(fix.unwrap_or_default())
    });
}

/// Which of the items can stay: the longest series whose ranks rise. By index, in order.
fn longest_rising(ranks: &[usize]) -> Vec<usize> {
    // For each length, the item that ends the series of that length with the lowest rank.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(ranks.len());
    for (index, rank) in ranks.iter().enumerate() {
        let length = ends.partition_point(|&end| ranks.get(end) < Some(rank));
        before.push(length.checked_sub(1).and_then(|l| ends.get(l)).copied());
        if length == ends.len() {
            ends.push(index);
        } else if let Some(end) = ends.get_mut(length) {
            *end = index;
        }
    }
    let mut series: Vec<usize> = std::iter::successors(ends.last().copied(), |&i| before.get(i).copied().flatten()).collect();
    series.reverse();
    series
}

/// The edits that bring the answers astray to their places, where every line can be said to belong to one answer. `most` is
/// where what follows the answers starts.
fn moves(text: &str, most: usize, answers: &[Entry<'_>], ranks: &[usize], settled: &[usize], astray: &[usize]) -> Option<Vec<Edit>> {
    let blocks = blocks(text, most, answers)?;
    let mut astray: Vec<usize> = astray.to_vec();
    astray.sort_by_key(|&i| ranks.get(i));
    // The first answer has no blank lines above it, so those of the one that comes first now go to the one that was.
    let first = (0..ranks.len()).min_by_key(|&i| ranks.get(i))?;
    let lead = *blocks.get(first)?;
    let blank: usize = text.get(lead.start..lead.end)?.split_inclusive('\n').take_while(|l| l.trim().is_empty()).map(str::len).sum();
    let gap = Span::new(lead.start, lead.start + if first == 0 { 0 } else { blank });
    let mut edits = Vec::new();
    let mut go = |span: Span, to: usize| {
        if span.start < span.end {
            edits.push(Edit::Move { span, to });
        }
    };
    for index in astray {
        let place = settled.partition_point(|&s| ranks.get(s) < ranks.get(index));
        // Before the next that stays, or behind the last of all that stay.
        let to = match settled.get(place) {
            Some(&next) => blocks.get(next)?.start,
            None => blocks.get(*settled.last()?)?.end,
        };
        if index == 0 {
            go(gap, to);
        }
        let whole = *blocks.get(index)?;
        go(if index == first { Span::new(gap.end, whole.end) } else { whole }, to);
    }
    if settled.first() == Some(&0) {
        go(gap, blocks.first()?.start);
    }
    // The last line may be moved up, and has to end then.
    if !text.ends_with('\n') {
        edits.push(final_newline(text));
    }
    Some(edits)
}

/// The whole lines of each answer, with the comment right above it and the blank lines above that. `None` where an answer
/// shares a line with something, or a comment could belong to more than one.
fn blocks(text: &str, most: usize, answers: &[Entry<'_>]) -> Option<Vec<Span>> {
    let line_start = |at: usize| text.get(..at).map(|before| before.rfind('\n').map_or(0, |n| n + 1));
    let line_end = |at: usize| text.get(at..).map(|rest| rest.find('\n').map_or(text.len(), |n| at + n + 1));
    let mut blocks: Vec<Span> = Vec::with_capacity(answers.len());
    let column = |entry: &Entry<'_>| Some(entry.key_span.start - line_start(entry.key_span.start)?);
    for entry in answers {
        let start = line_start(entry.key_span.start)?;
        let indent = text.get(start..entry.key_span.start)?;
        if !indent.bytes().all(|b| b == b' ') {
            return None;
        }
        // What is said between the answer before and this one.
        let from = match blocks.last() {
            Some(before) => own_end(text, before.end, start, indent.len()),
            None => start,
        };
        let between = text.get(from..start)?;
        let mut comments = between.lines().skip_while(|line| line.trim().is_empty());
        let belongs = |line: &str| line.trim_start().starts_with('#') && line.len() - line.trim_start().len() == indent.len();
        if !comments.all(belongs) {
            return None;
        }
        if let Some(before) = blocks.last_mut() {
            before.end = from;
        }
        blocks.push(Span::new(from, line_end(entry.value.last_byte().max(entry.key_span.end))?));
    }
    let first = answers.first()?;
    // A comment above the first answer may be about all of them, and one behind the last about what follows.
    let above = text.get(..line_start(first.key_span.start)?)?.lines().next_back()?.trim_start();
    let last = blocks.last_mut()?;
    last.end = own_end(text, last.end, most, column(first)?);
    // A bracket that closes on a line of its own is behind the last value, and would stay behind.
    let is_said = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if text.get(last.end..most)?.lines().any(is_said) {
        return None;
    }
    (!above.starts_with('#')).then_some(blocks)
}

/// Where an answer ends: behind the comments that stand right below it, further in than its name.
fn own_end(text: &str, mut end: usize, most: usize, indent: usize) -> usize {
    for line in text.get(end..most).unwrap_or_default().split_inclusive('\n') {
        let said = line.trim_start_matches(' ');
        if !said.starts_with('#') || line.len() - said.len() <= indent {
            break;
        }
        end += line.len();
    }
    end
}
