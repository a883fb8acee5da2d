//! A front sheet of one's own: Markdown with placeholders, made into blocks before anything is put into it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::render::{Align, Block, Cell, Column, Table};
use crate::text::{Source, Span, list_of, name_of, nearest, shown, unsafe_in};

/// Headings of a front sheet stand below that of its section.
const HEADING: u8 = 3;

/// A front sheet whose placeholders are all known.
#[derive(Debug, Clone)]
pub struct FrontSheet {
    blocks: Vec<Block>,
}

impl FrontSheet {
    /// Reads `front-sheet.md`; `names` are the placeholders there are. `None` means the sink has an error; all are reported.
    #[must_use]
    pub fn parse(source: &Source, names: &[&str], sink: &mut Diagnostics) -> Option<Self> {
        let before = sink.count(Severity::Error);
        characters(source, sink);
        placeholders(source, names, sink);
        let mut reader = Reader::new(sink);
        for (event, at) in Parser::new_ext(source.text(), Options::ENABLE_TABLES).into_offset_iter() {
            reader.take(event, Span::from(at));
        }
        reader.end_text();
        let blocks = reader.blocks;
        if blocks.is_empty() {
            sink.push(
                Diagnostic::error(Code::EMPTY, Span::default(), "there is nothing in this front sheet")
                    .help("write it, or remove the file to have the usual one"),
            );
        }
        (sink.count(Severity::Error) == before).then_some(Self { blocks })
    }

    /// Its blocks with every placeholder filled in. What is put in stays text, whatever it looks like.
    #[must_use]
    pub fn filled(&self, value: &dyn Fn(&str) -> Option<String>) -> Vec<Block> {
        let fill = |text: &str| fill(text, value);
        let each = |block: &Block| match block {
            Block::Heading { level, text } => Block::Heading { level: *level, text: fill(text) },
            Block::Paragraph(text) => Block::Paragraph(fill(text)),
            Block::List(items) => Block::List(items.iter().map(|i| fill(i)).collect()),
            Block::Steps(items) => Block::Steps(items.iter().map(|i| fill(i)).collect()),
            Block::Table(table) => {
                let mut table = table.clone();
                for column in &mut table.columns {
                    column.header = fill(&column.header);
                }
                for cell in table.rows.iter_mut().flatten() {
                    *cell = Cell::Text(fill(&cell.in_words()));
                }
                Block::Table(table)
            }
            other => other.clone(),
        };
        self.blocks.iter().map(each).collect()
    }
}

fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        if let Some((name, behind)) = after.split_once('}') {
            out.push_str(&value(name).unwrap_or_default());
            rest = behind;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out + rest
}

fn characters(source: &Source, sink: &mut Diagnostics) {
    for (at, c) in unsafe_in(source.text()) {
        let message = format!("an invisible character that is not allowed ({})", name_of(c));
        sink.push(
            Diagnostic::error(Code::UNSAFE_CHARACTER, Span::new(at, at + c.len_utf8()), message)
                .help("delete it: retype the words around it"),
        );
    }
}

/// Reports every placeholder that is not known, and every brace that is none.
fn placeholders(source: &Source, names: &[&str], sink: &mut Diagnostics) {
    let text = source.text();
    for (at, _) in text.match_indices('{') {
        let line = text[at + 1..].lines().next().unwrap_or_default();
        let Some((name, _)) = line.split_once('}') else {
            sink.push(
                Diagnostic::error(Code::SYNTAX, Span::new(at, at + 1), "a placeholder that is not closed on its line")
                    .help("write it as {organisation}; a front sheet can have no other braces"),
            );
            continue;
        };
        if !names.contains(&name) {
            let help = match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean {{{near}}}?"),
                None => format!("the placeholders of this paper are {}", list_of(names)),
            };
            let message = format!("there is no placeholder `{{{}}}` in this paper", shown(name));
            sink.push(Diagnostic::error(Code::BAD_VALUE, Span::new(at, at + name.len() + 2), message).help(help));
        }
    }
}

/// Takes Markdown apart: headings, paragraphs, points, steps and tables. What a paper can't say is reported.
struct Reader<'s> {
    sink: &'s mut Diagnostics,
    blocks: Vec<Block>,
    text: String,
    /// Items of the open list, and whether they are numbered; lists within it are flattened.
    list: Option<(bool, Vec<String>)>,
    depth: usize,
    /// The open table, and how many of its headers were read.
    table: Option<(Table, usize)>,
    heading: Option<u8>,
}

impl<'s> Reader<'s> {
    const fn new(sink: &'s mut Diagnostics) -> Self {
        Self { sink, blocks: Vec::new(), text: String::new(), list: None, depth: 0, table: None, heading: None }
    }

    fn take(&mut self, event: Event<'_>, at: Span) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Start(tag) => self.start(tag, at),
            Event::End(end) => self.end(end),
            Event::Html(_) | Event::InlineHtml(_) => self.refuse(at, "HTML", "say it in Markdown"),
            _ => {}
        }
    }

    fn refuse(&mut self, at: Span, what: &str, help: &str) {
        let message = format!("{what} can't stand in a front sheet: the same paper goes into every format");
        self.sink.push(Diagnostic::error(Code::SYNTAX, at, message).help(help));
    }

    fn start(&mut self, tag: Tag<'_>, at: Span) {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(HEADING.max(level as u8).min(6)),
            Tag::List(first) => {
                self.end_text();
                self.depth += 1;
                self.list.get_or_insert_with(|| (first.is_some(), Vec::new()));
            }
            Tag::Item => self.end_text(),
            Tag::Table(columns) => {
                let align = |a: &pulldown_cmark::Alignment| match a {
                    pulldown_cmark::Alignment::Right => Align::Right,
                    _ => Align::Left,
                };
                let column = |a| Column { header: String::new(), align: align(a) };
                self.table = Some((Table { columns: columns.iter().map(column).collect(), ..Table::default() }, 0));
            }
            Tag::TableRow => {
                if let Some((table, _)) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Image { .. } => self.refuse(at, "an image", "leave it out, or add it to the finished paper"),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::TableCell => {
                let text = std::mem::take(&mut self.text).trim().to_owned();
                let Some((table, headers)) = &mut self.table else { return };
                match (table.rows.last_mut(), table.columns.get_mut(*headers)) {
                    (Some(row), _) => row.push(Cell::Text(text)),
                    (None, Some(column)) => {
                        column.header = text;
                        *headers += 1;
                    }
                    (None, None) => {}
                }
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(|(table, _)| Block::Table(table))),
            TagEnd::List(_) => {
                self.end_text();
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some((numbered, items)) = self.list.take()
                {
                    self.blocks.push(if numbered { Block::Steps(items) } else { Block::List(items) });
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock => self.end_text(),
            _ => {}
        }
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let heading = self.heading.take();
        if text.is_empty() {
            return;
        }
        match (&mut self.list, heading) {
            (Some((_, items)), _) => items.push(text),
            (None, Some(level)) => self.blocks.push(Block::Heading { level, text }),
            (None, None) => self.blocks.push(Block::Paragraph(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markdown: &str) -> Result<FrontSheet, Vec<String>> {
        let source = Source::new("front-sheet.md", markdown);
        let mut sink = Diagnostics::new(source.clone());
        let sheet = FrontSheet::parse(&source, &["organisation", "cycle"], &mut sink);
        sheet.ok_or_else(|| sink.sorted().iter().map(|d| format!("{} {}", sink.position(d), d.message)).collect())
    }

    #[test]
    fn what_is_put_in_stays_text_and_is_not_filled_again() {
        let sheet = read("# For {organisation}\n\n| Item | Detail |\n|---|---|\n| Cycle | **{cycle}** |\n\n- {cycle}\n- x\n")
            .expect("a sheet");
        let value =
            |name: &str| Some(if name == "cycle" { "| # <b> {organisation}".to_owned() } else { "Northfield".to_owned() });
        let blocks = sheet.filled(&value);
        assert_eq!(blocks[0], Block::Heading { level: 3, text: "For Northfield".to_owned() });
        let wanted = Cell::text("| # <b> {organisation}");
        assert!(matches!(&blocks[1], Block::Table(table) if table.rows[0][1] == wanted), "{blocks:?}");
        assert_eq!(blocks[2], Block::List(vec!["| # <b> {organisation}".to_owned(), "x".to_owned()]));
    }

    #[test]
    fn every_mistake_in_a_front_sheet_has_its_place() {
        let problems = read("{organization} and\n{cycle\n<b>x</b> ![logo](x.png)\n").expect_err("mistakes");
        let told: Vec<&str> = problems.iter().map(String::as_str).collect();
        assert_eq!(told[0], "1:1 there is no placeholder `{organization}` in this paper");
        assert_eq!(told[1], "2:1 a placeholder that is not closed on its line");
        assert!(
            told[2].starts_with("3:1 HTML can't stand") && told.last().is_some_and(|t| t.starts_with("3:10 an image")),
            "{told:?}"
        );
        assert_eq!(read(" \n").expect_err("nothing"), ["1:1 there is nothing in this front sheet"]);
    }
}
