//! Problems of a file shown at their place, as a compiler does, or told line by line.
//!
//! The lines shown are a stranger's: they are cleaned, and only the part around the problem is ever looked at, so that a
//! line of a megabyte costs no more than a short one.

mod excerpt;

use std::collections::BTreeSet;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Origin, Renderer};

use super::wrap::wrap;
use crate::check::{Find, rules};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::{Source, clean_line, count_of, inert};
use excerpt::excerpts;

/// How problems are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Framed with lines and corners.
    Unicode,
    /// Framed with characters every terminal has.
    Ascii,
    /// Told: `file:line:column: error[code]: …`, nothing drawn.
    Narrated,
}

/// Most problems shown of one file; nobody reads more, and finding the place of each takes time.
pub const MOST: usize = 1_000;
/// Longest message, note or label, in characters: some quote what the file says.
const LONGEST: usize = 600;
/// Narrowest column that a message is still read in with ease.
const COLUMN: usize = 30;
/// Columns left for the frame beside the line numbers.
const FRAME: usize = 4;

/// Every problem, by place, and a count at the end. Empty when there is nothing to say.
#[must_use]
pub fn write(diagnostics: &Diagnostics, width: usize, form: Form) -> String {
    write_most(diagnostics, width, form, MOST)
}

/// As [`write()`], but no more than so many of them, the worst; the rest is counted.
#[must_use]
pub fn write_most(diagnostics: &Diagnostics, width: usize, form: Form, most: usize) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let width = width.max(20);
    let mut out = String::new();
    let mut explained = BTreeSet::new();
    for diagnostic in diagnostics.worst(most) {
        let notes = notes(diagnostic, &mut explained);
        let shown = match form {
            Form::Narrated => narrated(diagnostics, diagnostic, &notes, width),
            Form::Unicode | Form::Ascii => framed(diagnostics.source(), diagnostic, &notes, width, form),
        };
        out.push_str(&shown);
        out.push_str(if form == Form::Narrated { "\n" } else { "\n\n" });
    }
    let mut closing = Vec::new();
    if diagnostics.len() > most {
        closing.push(format!("{most} of {} shown. Put these right first, then look again.", diagnostics.len()));
    }
    closing.push(summary(diagnostics));
    if form != Form::Narrated {
        // A script may look for one on a line of its own.
        closing = closing.iter().flat_map(|line| wrap(line, width, "", "", false)).collect();
    }
    out.push_str(&closing.join("\n"));
    out.push('\n');
    out
}

/// "2 errors, 1 warning in northfield.yaml".
#[must_use]
pub fn summary(diagnostics: &Diagnostics) -> String {
    let counts: Vec<String> = Severity::ALL
        .iter()
        .map(|(severity, name)| (diagnostics.count(*severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| count_of(count, name, &format!("{name}s")))
        .collect();
    let counts = if counts.is_empty() { "no problems".to_owned() } else { counts.join(", ") };
    format!("{counts} in {}", clean_line(diagnostics.source().name()))
}

/// What is said below a problem: why its rule exists, once for each rule, and what is known of this very problem. A parser that
/// says something itself has said why.
fn notes<'d>(d: &'d Diagnostic, explained: &mut BTreeSet<Code>) -> Vec<&'d str> {
    let own = d.note.as_deref();
    let why = rules::find(d.code.as_str())
        .filter(|rule| own.is_none() || !matches!(rule.find, Find::Elsewhere))
        .filter(|rule| explained.insert(rule.code))
        .map(|rule| first_sentence(rule.why));
    why.into_iter().chain(own).collect()
}

/// The rest is for those who ask: `vpr explain` has all of it.
fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

fn narrated(diagnostics: &Diagnostics, d: &Diagnostic, notes: &[&str], width: usize) -> String {
    let place = format!("{}:{}", clean_line(diagnostics.source().name()), diagnostics.position(d));
    // The first line stays whole: scripts and editors read it.
    let mut lines = vec![format!("{place}: {}[{}]: {}", d.severity, d.code, brief(&d.message))];
    let mut tell = |text: &str| lines.extend(wrap(text, width, "  ", "    ", true));
    if !d.label.is_empty() {
        tell(&brief(&d.label));
    }
    for (span, label) in d.related.iter().take(excerpt::MOST_OTHERS) {
        let at = diagnostics.source().position(span.start);
        tell(&format!("line {}, column {}: {}", at.line.get(), at.column.get(), brief(label)));
    }
    for (name, text) in notes.iter().map(|note| ("note", *note)).chain(d.help.as_deref().map(|help| ("help", help))) {
        tell(&format!("{name}: {}", brief(text)));
    }
    lines.join("\n")
}

fn framed(source: &Source, d: &Diagnostic, notes: &[&str], width: usize, form: Form) -> String {
    let name = clean_line(source.name());
    let title = title(d, width);
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (excerpts, asides) = excerpts(source, d, width, form);
    let digits = excerpts.iter().map(|e| (e.first + e.lines.len() - 1).to_string().len()).max().unwrap_or(1);
    let mut group = Group::with_title(level.primary_title("").id(d.code.as_str()));
    if excerpts.is_empty() {
        group = group.element(Origin::path(name.as_ref()));
    }
    for (i, excerpt) in excerpts.iter().enumerate() {
        group = group.element(excerpt.snippet().path((i == 0).then_some(name.as_ref())));
    }
    for aside in asides {
        group = group.element(Level::NOTE.with_name(Some("here")).message(fit(&aside, width, digits + FRAME + 5)));
    }
    let notes = notes.iter().map(|note| (Level::NOTE, *note));
    for (level, text) in notes.chain(d.help.as_deref().map(|help| (Level::HELP, help))) {
        group = group.element(level.message(fit(text, width, digits + FRAME + 5)));
    }
    let decor = if form == Form::Unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    // The lines are cut to fit already; the renderer's own cutting would count another way.
    let rendered = Renderer::plain().decor_style(decor).term_width(width * 4 + 200).render(&[group]);
    let mut lines: Vec<String> = rendered.lines().map(|line| line.trim_end().to_owned()).collect();
    // The renderer counts columns in what it was given; the file's own are those a person looks for.
    let arrow = if form == Form::Unicode { "▸ " } else { "> " };
    if let Some(line) = lines.get_mut(1)
        && let Some(at) = line.find(arrow)
    {
        line.truncate(at + arrow.len());
        line.push_str(&format!("{name}:{}", source.position(d.span.start)));
    }
    lines.splice(..1, title);
    lines.join("\n")
}

/// The severity, the code and the message, in a column of its own where there is room for one. The renderer would keep to the
/// column however narrow, and beyond the edge of the screen.
fn title(d: &Diagnostic, width: usize) -> Vec<String> {
    let name = format!("{}[{}]: ", d.severity, d.code);
    let indent = if width >= name.len() + COLUMN { " ".repeat(name.len()) } else { "    ".to_owned() };
    // What this adds takes room, so that it can't be left to those who print.
    wrap(&format!("{name}{}", inert(&brief(&d.message))), width, "", &indent, true)
}

/// A message on one line, cut where it quotes too much.
pub fn brief(text: &str) -> String {
    let cut = text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at]);
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", clean_line(cut))
}

/// A text broken into lines that fit beside a prefix.
fn fit(text: &str, width: usize, prefix: usize) -> String {
    wrap(&inert(&brief(text)), width.saturating_sub(prefix), "", "", true).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, is_unsafe};
    use proptest::prelude::*;
    use std::time::{Duration, Instant};
    use textwrap::core::display_width;

    const TEXT: &str =
        "answers:\r\n  L1:\r\n    rating: purple\r\n    because: \tdoch 漢字 \u{202e}x\r\n  L2:\n  a: 1\n  b: 2\n  c: 3\n  L1:\n";

    fn at(text: &str, needle: &str) -> Span {
        let start = text.find(needle).unwrap_or_default();
        Span::new(start, start + needle.len())
    }

    fn sample() -> Diagnostics {
        let mut sink = Diagnostics::new(Source::new("north\u{1b}[2Jfield.yaml", TEXT));
        let text = TEXT;
        sink.push(
            Diagnostic::error(Code::UNKNOWN_RATING, at(text, "purple"), "`purple` is not a rating of this standard")
                .label("not a rating")
                .note("the scale is red, amber and green")
                .help("did you mean `amber`? A rating is one of the words in the scale of the standard that the file names"),
        );
        sink.push(Diagnostic::warning(Code::UNSAFE_CHARACTER, at(text, "x\r"), "odd").label("after wide characters"));
        let again = text.rfind("L1").unwrap_or_default();
        sink.push(
            Diagnostic::error(Code::DUPLICATE_KEY, Span::new(again, again + 2), "`L1` is answered twice")
                .label("again here")
                .related(at(text, "L1"), "first here"),
        );
        sink
    }

    #[test]
    fn problems_are_framed_at_their_place() {
        let shown = write(&sample(), 60, Form::Ascii);
        let expected = "\
error[unknown-rating]: `purple` is not a rating of this
                       standard
 --> north\u{fffd}[2Jfield.yaml:3:13
  |
3 |     rating: purple
  |             ^^^^^^ not a rating
  |
  = note: the scale is red, amber and green
  = help: did you mean `amber`? A rating is one of the words
          in the scale of the standard that the file names

warning[unsafe-character]: odd
 --> north\u{fffd}[2Jfield.yaml:4:24
  |
4 |     because:     doch 漢字 \u{fffd}x
  |                             ^ after wide characters
  |
  = note: Control characters can rewrite a screen, and
          direction marks make a text read differently from
          what it says.

error[duplicate-key]: `L1` is answered twice
 --> north\u{fffd}[2Jfield.yaml:9:3
  |
2 |   L1:
  |   -- first here
  |
 :::
9 |   L1:
  |   ^^ again here
  |
  = note: Only one of the two could count, and nobody would
          see which.

2 errors, 1 warning in north\u{fffd}[2Jfield.yaml
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_label_that_does_not_fit_is_said_below() {
        let shown = write(&sample(), 40, Form::Unicode);
        assert!(shown.contains("here: after wide characters"), "{shown}");
        // A file's name is never broken: people copy it.
        assert!(shown.lines().all(|line| display_width(line) <= 40 || line.contains("field.yaml")), "{shown}");
    }

    #[test]
    fn problems_are_told_without_anything_drawn() {
        let expected = "\
north\u{fffd}[2Jfield.yaml:3:13: error[unknown-rating]: `purple` is not a rating of this standard
  not a rating
  note: the scale is red, amber and green
  help: did you mean `amber`? A rating is one of the words in the scale of the standard that the file names
north\u{fffd}[2Jfield.yaml:4:24: warning[unsafe-character]: odd
  after wide characters
  note: Control characters can rewrite a screen, and direction marks make a text read differently from what it says.
north\u{fffd}[2Jfield.yaml:9:3: error[duplicate-key]: `L1` is answered twice
  again here
  line 2, column 3: first here
  note: Only one of the two could count, and nobody would see which.
2 errors, 1 warning in north\u{fffd}[2Jfield.yaml
";
        assert_eq!(write(&sample(), 120, Form::Narrated), expected);
    }

    #[test]
    fn why_a_rule_exists_is_said_once_and_what_a_parser_says_itself_stands_for_it() {
        let mut sink = Diagnostics::new(Source::new("x.yaml", "a: 1\nb: 2\n"));
        let met = Code::new("met-without-evidence");
        for (code, at, note) in
            [(met, 0, "own"), (met, 5, "another"), (Code::EMPTY_VALUE, 3, "own"), (Code::new("not-a-rule"), 8, "own")]
        {
            sink.push(Diagnostic::error(code, Span::new(at, at + 1), "wrong").note(note));
        }
        let told = write(&sink, 600, Form::Narrated);
        let notes: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("  note: ")).collect();
        let why = rules::find("met-without-evidence").map_or("", |rule| first_sentence(rule.why));
        assert!(why.starts_with("HSE's inspections") && why.ends_with('.') && why.matches(". ").count() == 0, "{why}");
        assert_eq!(notes, [why, "own", "own", "another", "own"]);
    }

    #[test]
    fn neither_a_long_message_nor_many_fill_the_screen() {
        let mut sink = Diagnostics::new(Source::new("x.yaml", "a: 1\n"));
        for _ in 0..1_200 {
            sink.push(Diagnostic::error(Code::BAD_VALUE, Span::new(0, 1), "x".repeat(100_000)).label("y".repeat(100_000)));
        }
        let shown = write(&sink, 80, Form::Narrated);
        assert!(shown.len() < 1_500_000 && shown.contains("1000 of 1200 shown.") && shown.ends_with("1200 errors in x.yaml\n"));
    }

    #[test]
    fn an_empty_last_line_is_a_line() {
        let mut sink = Diagnostics::new(Source::new("x.yaml", "a: [1\n"));
        sink.push(
            Diagnostic::error(Code::SYNTAX, Span::new(6, 6), "not closed").label("ends here").related(Span::new(3, 4), "begun"),
        );
        let expected = "\
error[syntax]: not closed
 --> x.yaml:2:1
  |
1 | a: [1
  |    - begun
2 |
  | ^ ends here
  |
  = note: A slip with indentation, a quote or a colon can
          hide all that follows, so nothing of the file is
          used.

1 error in x.yaml
";
        assert_eq!(write(&sink, 60, Form::Ascii), expected);
    }

    #[test]
    fn an_empty_file_has_a_place_too() {
        let mut sink = Diagnostics::new(Source::new("empty.yaml", ""));
        sink.push(
            Diagnostic::error(Code::EMPTY, Span::default(), "there is nothing in this file").help("start one with `vpr new`"),
        );
        let shown = write(&sink, 80, Form::Ascii);
        assert!(shown.contains("> empty.yaml:1:1\n") && shown.contains("help: start one"), "{shown}");
    }

    proptest! {
        #![proptest_config(crate::drawn::cases(256))]
        #[test]
        fn no_place_in_any_text_breaks_the_frame(
            text in "(\\PC|[ab\t\r\n\u{1b}\u{202e}\u{301}漢]){0,120}", spans in proptest::collection::vec((0..400usize, 0..400usize), 1..4),
            width in 44..100usize
        ) {
            let mut sink = Diagnostics::new(Source::new("x.yaml", text));
            let mut all = spans.iter().map(|(start, end)| Span::new(*start, *end));
            let mut d = Diagnostic::error(Code::BAD_VALUE, all.next().unwrap_or_default(), "wrong\u{1b}[31m").label("la\nbel");
            for span in all {
                d = d.related(span, "related");
            }
            sink.push(d);
            for form in [Form::Ascii, Form::Unicode, Form::Narrated] {
                let shown = write(&sink, width, form);
                prop_assert!(!shown.contains(is_unsafe) && shown.ends_with("1 error in x.yaml\n"), "{}", shown);
                let fits = shown.lines().all(|line| display_width(line) <= width || form == Form::Narrated);
                prop_assert!(fits, "{}", shown);
            }
        }
    }

    fn long_line() -> Diagnostics {
        let text = format!("because: {}needle{}\n", "é漢x\t".repeat(150_000), "\u{301}".repeat(500_000));
        let span = at(&text, "needle");
        let mut sink = Diagnostics::new(Source::new("x.yaml", text));
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, span, "too long").label("here it is").related(Span::new(0, 7), "in this field"),
        );
        sink
    }

    #[test]
    fn a_megabyte_on_one_line_is_neither_shown_nor_slow() {
        let sink = long_line();
        let start = Instant::now();
        let shown = write(&sink, 80, Form::Unicode);
        assert!(shown.len() < 3_000 && shown.contains("needle"), "{shown}");
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    }
}
