//! The lines of a file around a problem, cleaned and cut to the screen, with what is marked in them.

use std::collections::BTreeSet;

use annotate_snippets::{AnnotationKind, Snippet};
use textwrap::core::display_width;

use super::{FRAME, Form, brief};
use crate::diagnostic::Diagnostic;
use crate::text::{OneIndexed, Source, Span, command_brackets, is_unsafe};

/// Most other places that are shown of a problem. A rule that finds more says in its note where they are.
pub const MOST_OTHERS: usize = 5;
/// Most lines between two places that are still shown as one excerpt.
const NEAR: usize = 3;
/// Most characters looked at for each column: a heap of accents takes no columns and would never end.
const MARKS: usize = 4;

/// A place to mark in an excerpt.
struct Mark<'d> {
    span: Span,
    label: &'d str,
    primary: bool,
}

/// Some lines of the source that stand together, cleaned and cut.
pub struct Excerpt {
    /// Number of the first line.
    pub first: usize,
    /// As they are shown.
    pub lines: Vec<String>,
    /// Line (from the first), bytes in it, label, whether it is the problem itself.
    marks: Vec<(usize, std::ops::Range<usize>, Option<String>, bool)>,
}

impl Excerpt {
    /// As the renderer takes it.
    pub fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let starts: Vec<usize> = self
            .lines
            .iter()
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len() + 1;
                Some(start)
            })
            .collect();
        let annotations = self.marks.iter().map(|(line, range, label, primary)| {
            let start = starts.get(*line).copied().unwrap_or(0);
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(start + range.start..start + range.end).label(label.as_deref())
        });
        let mut text = self.lines.join("\n");
        if text.ends_with('\n') {
            // The renderer takes an empty last line for none, and would mark the end of the line before it.
            text.push(' ');
        }
        Snippet::source(text).line_start(self.first).fold(true).annotations(annotations)
    }
}

/// What to show of the source, and what did not fit there and is said below it.
pub fn excerpts(source: &Source, d: &Diagnostic, width: usize, form: Form) -> (Vec<Excerpt>, Vec<String>) {
    let mut asides = Vec::new();
    if source.text().is_empty() {
        return (Vec::new(), asides);
    }
    let mut marks = vec![Mark { span: d.span, label: &d.label, primary: true }];
    marks.extend(d.related.iter().take(MOST_OTHERS).map(|(span, label)| Mark { span: *span, label, primary: false }));
    let line_of = |mark: &Mark<'_>| source.position(mark.span.start).line;
    let last = marks.iter().map(|m| line_of(m).get()).max().unwrap_or(1);
    let budget = width.saturating_sub(last.to_string().len() + FRAME).max(12);

    // By line; on one line the problem itself first, as the window is laid around the first.
    marks.sort_by_key(|m| (line_of(m), !m.primary));
    let mut excerpts: Vec<Excerpt> = Vec::new();
    let mut window = Window::default();
    for mark in &marks {
        let line = line_of(mark);
        let same = excerpts.last().is_some_and(|e| e.first + e.lines.len() == line.get() + 1);
        if !same {
            window = Window::around(source, line, mark.span, budget, form);
            match excerpts.last_mut() {
                Some(e) if line.get() - (e.first + e.lines.len()) < NEAR => {
                    for between in e.first + e.lines.len()..line.get() {
                        let between = OneIndexed::from_zero_based(between - 1);
                        let (_, start) = source.line(between);
                        e.lines.push(Window::around(source, between, Span::new(start, start), budget, form).text);
                    }
                    e.lines.push(window.text.clone());
                }
                _ => excerpts.push(Excerpt { first: line.get(), lines: vec![window.text.clone()], marks: Vec::new() }),
            }
        }
        let Some(excerpt) = excerpts.last_mut() else { continue };
        let Some(range) = window.find(mark.span) else {
            let at = source.position(mark.span.start);
            asides.push(format!("line {}, column {}: {}", at.line.get(), at.column.get(), brief(mark.label)));
            continue;
        };
        let label = brief(mark.label);
        let before = display_width(window.text.get(..range.end).unwrap_or_default()).max(1);
        let label = if label.is_empty() {
            None
        } else if before + 1 + display_width(&label) <= budget {
            Some(label)
        } else {
            asides.push(label);
            None
        };
        excerpt.marks.push((excerpt.lines.len() - 1, range, label, mark.primary));
    }
    (excerpts, asides)
}

/// The part of a line that is shown, and where its characters came from.
#[derive(Default)]
struct Window {
    text: String,
    /// For every character shown: the byte in the source and the byte in `text`. One more for the end.
    places: Vec<(usize, usize)>,
}

impl Window {
    /// The part of a line around a place, at most `budget` columns wide.
    fn around(source: &Source, line: OneIndexed, span: Span, budget: usize, form: Form) -> Self {
        let (text, offset) = source.line(line);
        let at = text.floor_char_boundary(span.start.saturating_sub(offset).min(text.len()));
        let dots = if form == Form::Unicode { "…" } else { "..." };
        let (start, end) = part_around(text, at, budget, display_width(dots));
        // A backslash goes before each bracket of a command, and takes a column. `render::verdict` would put it there as well, but
        // when the marks are drawn.
        let brackets = |start, end| command_brackets(text.get(start..end).unwrap_or_default()).map(move |i| start + i);
        let (start, end) = match brackets(start, end).count() {
            0 => (start, end),
            more => part_around(text, at, budget.saturating_sub(more), display_width(dots)),
        };
        let commands: BTreeSet<usize> = brackets(start, end).collect();
        let mut window = Self::default();
        if start > 0 {
            window.text.push_str(dots);
        }
        for (i, c) in text.get(start..end).unwrap_or_default().char_indices() {
            if commands.contains(&(start + i)) {
                window.text.push('\\');
            }
            window.places.push((offset + start + i, window.text.len()));
            window.text.push_str(&shown(c));
        }
        window.places.push((offset + end, window.text.len()));
        if end < text.len() {
            window.text.push_str(dots);
        }
        window
    }

    /// Where a place of the source stands in the text shown; `None` when it starts outside.
    fn find(&self, span: Span) -> Option<std::ops::Range<usize>> {
        let (first, last) = (self.places.first()?, self.places.last()?);
        if span.start < first.0 || span.start > last.0 {
            return None;
        }
        let place = |byte: usize| {
            let i = self.places.partition_point(|(source, _)| *source < byte);
            self.places.get(i).map_or(last.1, |(_, shown)| *shown)
        };
        let start = place(span.start);
        Some(start..place(span.end).max(start))
    }
}

/// The part of a line around a place that fits into so many columns, those that its being cut takes included.
fn part_around(text: &str, at: usize, budget: usize, cut: usize) -> (usize, usize) {
    let (before, after) = text.split_at(at);
    let (left, right) = (columns(before.chars().rev(), budget), columns(after.chars(), budget));
    if left + right <= budget {
        return (0, text.len());
    }
    let budget = budget.saturating_sub(cut * 2);
    let left = left.min((budget / 3).max(budget.saturating_sub(right)));
    (at - taken(before.chars().rev(), left), at + taken(after.chars(), budget - left))
}

/// A character as it is shown: a tab as four spaces, so that what is marked below it lines up.
fn shown(c: char) -> String {
    match c {
        '\t' => "    ".to_owned(),
        c if is_unsafe(c) => '\u{fffd}'.to_string(),
        c => c.to_string(),
    }
}

/// Columns that characters take, counted no further than `most`, plus one when there are more.
fn columns(chars: impl Iterator<Item = char>, most: usize) -> usize {
    let mut total = 0;
    for (i, c) in chars.enumerate() {
        total += display_width(&shown(c));
        if total > most || i > most * MARKS {
            return most + 1;
        }
    }
    total
}

/// Bytes of the characters that fit into `most` columns.
fn taken(chars: impl Iterator<Item = char>, most: usize) -> usize {
    let (mut total, mut bytes) = (0, 0);
    for c in chars.take(most * MARKS) {
        total += display_width(&shown(c));
        if total > most {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}
