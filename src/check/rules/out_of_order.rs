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
    let fix = fix(text, next.unwrap_or(text.len()), answers, &ranks, &settled, &astray);
    found.problem(first.key_span, message, |d| {
        let label = if astray.len() == 1 { "this one".to_owned() } else { format!("{} is the first", shown(&first.key)) };
        let d = d.label(label);
        match fix {
            Ok(edits) => d.fix(edits),
            Err(help) => d.help(help),
        }
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

/// What to do where a comment could be about either of two answers, or about all that follow it.
const BY_HAND: &str = "comments stand between the answers, and could be about either side: move the answers by hand, each with what is \
                       said of it";

/// The edits that bring the answers astray to their places, where everything can be said to belong to one answer; else what to
/// do instead. `most` is where what follows the answers starts.
fn fix(
    text: &str,
    most: usize,
    answers: &[Entry<'_>],
    ranks: &[usize],
    settled: &[usize],
    astray: &[usize],
) -> Result<Vec<Edit>, &'static str> {
    let laid = Laid::of(text, most, answers).ok_or(RULE.fix)?;
    let mut moves: Vec<Move> = astray.iter().filter_map(|&answer| Move::of(answer, ranks, settled)).collect();
    moves.sort_by_key(|m| ranks.get(m.answer));
    let opened = moves.iter().flat_map(|m| [m.answer, m.answer + 1, m.gap]);
    if opened.into_iter().any(|gap| laid.commented.get(gap) != Some(&false)) {
        return Err(BY_HAND);
    }
    edits(text, &laid.blocks, ranks, settled, &moves).ok_or(RULE.fix)
}

/// An answer that does not stay, and the gap that it goes to: the one above the answer of this number.
struct Move {
    answer: usize,
    gap: usize,
}

impl Move {
    fn of(answer: usize, ranks: &[usize], settled: &[usize]) -> Option<Self> {
        let place = settled.partition_point(|&s| ranks.get(s) < ranks.get(answer));
        // Before the next that stays, or behind the last of all that stay.
        let gap = settled.get(place).copied().or_else(|| settled.last().map(|last| last + 1))?;
        Some(Self { answer, gap })
    }
}

fn edits(text: &str, blocks: &[Span], ranks: &[usize], settled: &[usize], moves: &[Move]) -> Option<Vec<Edit>> {
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
    for one in moves {
        let to = if settled.last().is_some_and(|last| one.gap > *last) {
            blocks.get(*settled.last()?)?.end
        } else {
            blocks.get(one.gap)?.start
        };
        if one.answer == 0 {
            go(gap, to);
        }
        let whole = *blocks.get(one.answer)?;
        go(if one.answer == first { Span::new(gap.end, whole.end) } else { whole }, to);
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

/// The answers as they stand in the file.
struct Laid {
    /// The whole lines of each, with what stands above it since the one before.
    blocks: Vec<Span>,
    /// Whether comments stand on lines of their own above each answer, and last, below all of them.
    commented: Vec<bool>,
}

impl Laid {
    /// Nothing where an answer shares a line with something.
    fn of(text: &str, most: usize, answers: &[Entry<'_>]) -> Option<Self> {
        let line_start = |at: usize| text.get(..at).map(|before| before.rfind('\n').map_or(0, |n| n + 1));
        let line_end = |at: usize| text.get(at..).map(|rest| rest.find('\n').map_or(text.len(), |n| at + n + 1));
        let mut laid = Self { blocks: Vec::with_capacity(answers.len()), commented: Vec::with_capacity(answers.len() + 1) };
        let mut column = 0;
        for entry in answers {
            let start = line_start(entry.key_span.start)?;
            column = entry.key_span.start - start;
            if !text.get(start..entry.key_span.start)?.bytes().all(|b| b == b' ') {
                return None;
            }
            // What is said between the answer before and this one.
            let from = if let Some(before) = laid.blocks.last_mut() {
                before.end = own_end(text, before.end, start, column);
                let between = text.get(before.end..start)?;
                if between.lines().any(is_said) {
                    return None;
                }
                laid.commented.push(between.lines().any(is_comment));
                before.end
            } else {
                let mut above = text.get(..start)?.lines().rev().take_while(|line| !is_said(line));
                laid.commented.push(above.any(is_comment));
                start
            };
            laid.blocks.push(Span::new(from, line_end(entry.value.last_byte().max(entry.key_span.end))?));
        }
        let last = laid.blocks.last_mut()?;
        last.end = own_end(text, last.end, most, column);
        let below: Vec<&str> = text.get(last.end..most)?.lines().collect();
        // A bracket that closes on a line of its own is behind the last value, and would stay behind.
        if below.iter().any(|line| is_said(line)) {
            return None;
        }
        // What stands right above the next field, no further in than it, is about that.
        let of_next = |line: &&&str| most < text.len() && line.starts_with('#');
        let others = below.len() - below.iter().rev().take_while(of_next).count();
        laid.commented.push(below.get(..others)?.iter().any(|line| is_comment(line)));
        Some(laid)
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// Whether a line holds something of the file, and no comment alone.
fn is_said(line: &str) -> bool {
    !line.trim().is_empty() && !is_comment(line)
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
