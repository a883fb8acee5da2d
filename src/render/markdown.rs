//! Markdown that reads the same on a code host and through pandoc: `CommonMark` and pipe tables, nothing else.
//!
//! Every text is escaped, whoever wrote it: none can become a heading, a list, a link, HTML or a table of its own.

use super::{Align, Block, Chart, Document, Table, markup};
use crate::text::{clean, clean_line};

/// The document as Markdown, ending in a line feed.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut parts = vec![format!("# {}", line(&document.title))];
    let mut after_list = false;
    for block in &document.blocks {
        // Two lists in a row would become one; another bullet keeps them apart.
        let bullet = if after_list { "*" } else { "-" };
        after_list = matches!(block, Block::List(_)) && !after_list;
        parts.push(match block {
            Block::Heading { level, text } => format!("{} {}", "#".repeat(usize::from((*level).clamp(1, 6))), line(text)),
            Block::Paragraph(text) => paragraph(text, ""),
            Block::List(items) => list(items.iter().map(|item| (format!("{bullet} "), item))),
            Block::Steps(items) => list(items.iter().enumerate().map(|(i, item)| (format!("{}. ", i + 1), item))),
            Block::Table(table) | Block::Chart(Chart { table, .. }) => pipe_table(table),
            Block::Facts(facts) => {
                let mut table = Table::new(["Item", "Detail"]);
                table.rows = facts.iter().map(|(label, value)| vec![label.as_str().into(), value.clone()]).collect();
                pipe_table(&table)
            }
            Block::Notice(text) => format!("> {}", paragraph(text, "> ")),
            // Laid out as text first, so that nothing in it but paragraphs and points can reach the reader.
            // By indentation, as no text in it can end that.
            Block::Code(text) => clean(text.trim_end()).lines().map(|line| format!("    {line}\n")).collect(),
            Block::Markdown(text) => {
                let plain = markup::to_text(text, usize::MAX);
                plain.split("\n\n").map(|part| paragraph(part, "")).collect::<Vec<_>>().join("\n\n")
            }
        });
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn list<'a>(items: impl Iterator<Item = (String, &'a String)>) -> String {
    items.map(|(marker, item)| format!("{marker}{}", paragraph(item, &" ".repeat(marker.len())))).collect::<Vec<_>>().join("\n")
}

/// Lines joined by hard breaks, those after the first behind `indent`.
fn paragraph(text: &str, indent: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<String> = text.split('\n').map(line).filter(|l| !l.is_empty()).collect();
    lines.join(&format!("\\\n{indent}"))
}

fn pipe_table(table: &Table) -> String {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| line(&cell.in_words())).collect()).collect();
    let headers = table.columns.iter().map(|column| line(&column.header));
    // pandoc takes the share of a column in a wide table from its dashes.
    let rule = table.columns.iter().enumerate().map(|(i, column)| {
        let longest = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let dashes = longest.max(column.header.chars().count()).clamp(3, 48);
        match column.align {
            Align::Left => "-".repeat(dashes),
            Align::Right => format!("{}:", "-".repeat(dashes - 1)),
        }
    });
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let caption = table.caption.iter().map(|caption| format!("{}\n", paragraph(caption, "")));
    let body = rows.iter().map(|cells| row(cells));
    let all = [row(&headers.collect::<Vec<_>>()), row(&rule.collect::<Vec<_>>())];
    caption.chain(all).chain(body).collect::<Vec<_>>().join("\n")
}

/// One line of text, cleaned, with everything escaped that could be markup.
fn line(text: &str) -> String {
    let text = clean_line(text);
    let text = text.trim();
    let marker = list_marker(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let escape = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '^' | '&' | '#' | '$' | '{' | '}' | '@' => true,
            '-' => at == 0 || before == Some('-') || rest.starts_with('-'),
            '+' | '=' | '%' => at == 0,
            // Bare addresses become links on code hosts.
            ':' => at == 0 || rest.starts_with("//") || is_emoji(rest),
            '.' => ends_with_www(&text[..at]) || marker == Some(at),
            ')' => marker == Some(at),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether what follows a colon makes a picture of it and its end, as `smile:` does.
fn is_emoji(rest: &str) -> bool {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'))).unwrap_or(rest.len());
    end > 0 && rest[end..].starts_with(':')
}

fn ends_with_www(text: &str) -> bool {
    text.len() >= 3 && text.is_char_boundary(text.len() - 3) && text[text.len() - 3..].eq_ignore_ascii_case("www")
}

/// Where the point or bracket stands that would make a line an item of a list: `1.`, and for pandoc `a.`, `(iv)`, `#)` too.
fn list_marker(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let length = inner.find(['.', ')', ' '])?;
    let word = &inner[..length];
    let ends = !inner[length..].starts_with(' ') && inner[length + 1..].chars().next().is_none_or(char::is_whitespace);
    let numbers = word.chars().all(|c| c.is_ascii_digit()) || word.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let marks = numbers || word.chars().count() == 1 || word.starts_with(['#', '@']);
    (ends && marks && !word.is_empty()).then_some(text.len() - inner.len() + length)
}

#[cfg(test)]
mod tests {
    use super::super::hostile::{TEXTS, events, is_unexpected, squeeze, words};
    use super::super::{Cell, Tone};
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Tag};

    /// One of every block, each filled with the text.
    fn everywhere(text: &str) -> Document {
        let mut document = Document::new(text);
        document.heading(2, text);
        document.paragraph(text);
        document.list(vec![text.to_owned(), text.to_owned()]);
        document.list(vec![text.to_owned()]);
        document.blocks.push(Block::Steps(vec![text.to_owned(), text.to_owned()]));
        let mut table = Table::new(["", "#Figures"]);
        table.columns[0].header = text.to_owned();
        table.caption = Some(text.to_owned());
        table.rows = vec![vec![text.into(), Cell::Count(1)], vec![Cell::Rating(text.to_owned(), Tone::Met), Cell::Empty]];
        document.table(table);
        document.blocks.push(Block::Facts(vec![(text.to_owned(), text.into())]));
        document.notice(text);
        document
    }

    fn count(events: &[Event<'_>], keep: impl Fn(&Tag<'_>) -> bool) -> usize {
        events.iter().filter(|e| matches!(e, Event::Start(tag) if keep(tag))).count()
    }

    fn holds(text: &str) {
        let markdown = write(&everywhere(text));
        let events = events(&markdown);
        let unexpected: Vec<_> = events.iter().filter(|e| is_unexpected(e)).collect();
        assert!(unexpected.is_empty(), "{text:?} became {unexpected:?} in\n{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::Heading { .. })), 2, "{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::List(_))), 3, "{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::Item)), 5, "{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::BlockQuote(_))), 1, "{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::Table(_))), 2, "{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::TableRow)), 3, "{markdown}");
        assert_eq!(count(&events, |t| matches!(t, Tag::TableCell)), 10, "{markdown}");
        let text = squeeze(text);
        let expected =
            [&text.repeat(2 + 1 + 2 + 1 + 2 + 1 + 1), "Figures", &text, "1", &text, "ItemDetail", &text.repeat(3)].concat();
        assert_eq!(words(&markdown), expected, "{markdown}");
    }

    #[test]
    fn no_text_becomes_markup() {
        for text in TEXTS {
            holds(text);
        }
        holds(&TEXTS.join(" "));
        holds(&TEXTS.join("\n"));
        holds(&"x".repeat(10_000));
    }

    #[test]
    fn addresses_are_not_linked_and_marks_of_pandoc_are_escaped() {
        for (text, escaped) in [
            ("http://a.example", "http\\://a.example"),
            ("www.example.org", "www\\.example.org"),
            ("(iv) x", "(iv\\) x"),
            ("A. Smith", "A\\. Smith"),
            ("Done. Next", "Done. Next"),
            ("9:30 to 10:15, 71%", "9:30 to 10:15, 71%"),
            ("Seen :smile: in https:x: y", "Seen \\:smile: in https\\:x: y"),
            ("a--b", "a\\-\\-b"),
            ("self-assessed", "self-assessed"),
        ] {
            assert_eq!(line(text), escaped);
        }
    }

    #[test]
    fn line_breaks_are_kept_outside_tables() {
        let mut document = Document::new("T");
        document.paragraph("a\n\n  b");
        document.list(vec!["c\nd".to_owned()]);
        let mut table = Table::new(["H", "#N"]);
        table.rows = vec![vec!["e\nf".into(), Cell::Count(7)]];
        document.table(table);
        assert_eq!(write(&document), "# T\n\na\\\nb\n\n- c\\\n  d\n\n| H | N |\n| --- | --: |\n| e f | 7 |\n");
    }

    proptest! {
        #![proptest_config(crate::drawn::cases(300))]
        #[test]
        fn no_text_at_all_becomes_markup(
            parts in proptest::collection::vec(prop_oneof![proptest::sample::select(TEXTS).prop_map(str::to_owned), "[-#*_`~|<>&:.()\\[\\]!+= \n\t\\\\a1-]{0,12}", "\\PC{0,8}"], 0..6)
        ) {
            holds(&parts.concat());
        }
    }
}
