//! The parts of a Word document that depend on what is said.

use std::collections::HashMap;

use super::super::{Align, Block, Cell, Chart, Document, Table, markup};
use super::xml::{escaped, kept, run};

/// What the text takes of an A4 page between margins of 14 mm, as the page prints, in twentieths of a point.
const WIDTH: usize = 10_318;
/// What a character of a table takes, and the margins of a cell, likewise.
const CHARACTER: usize = 104;
const MARGINS: usize = 240;
/// Longest word that a column makes room for, and longest cell that it grows for, in characters.
const LONGEST_WORD: usize = 17;
const LONGEST_CELL: usize = 64;
/// What keeps a paragraph whole and on the page of the next.
const KEPT: &str = "<w:keepNext/><w:keepLines/>";
/// Most rows of a table that is kept on one page.
const SHORT: usize = 8;
/// Lines that a header may take before it asks for a wider column.
const HEADER_LINES: usize = 2;

/// The body as it grows.
#[derive(Default)]
pub struct Body {
    content: String,
    /// The titles of the sections, for the contents; each has the bookmark of its number.
    sections: Vec<String>,
    /// The last heading of any depth: what a table without a caption is about.
    heading: String,
    /// The widths of the columns of like tables.
    widths: HashMap<Like, Vec<usize>>,
    /// How many lists of steps there are: each counts from one.
    steps: usize,
}

/// What like tables have in common: the number of their section, and the kinds of their columns. They are set alike, so
/// that figures below each other stand below each other.
type Like = (usize, Vec<bool>);

impl Body {
    pub fn of(document: &Document) -> Self {
        let mut body = Self { widths: widths_of_all(document), ..Self::default() };
        for (i, block) in document.blocks.iter().enumerate() {
            let next = document.blocks.get(i + 1);
            body.block(block, matches!(next, Some(Block::Table(_) | Block::Chart(_) | Block::List(_))));
        }
        let front = paragraph("Title", &run(&document.title, "")) + &body.contents();
        body.content.insert_str(0, &front);
        body
    }

    /// `word/document.xml`.
    pub fn document(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{}<w:sectPr>\
             <w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"794\" \
             w:right=\"794\" w:bottom=\"850\" w:left=\"794\" w:header=\"425\" w:footer=\"425\" w:gutter=\"0\"/></w:sectPr>\
             </w:body></w:document>",
            self.content
        )
    }

    /// `word/numbering.xml`: bullets are number 1, each list of steps has one of its own after it.
    pub fn numbering(&self) -> String {
        let level = |format: &str, text: &str| {
            format!(
                "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
                 <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl>"
            )
        };
        let steps: String = (0..self.steps)
            .map(|i| {
                format!(
                    "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>\
                     </w:lvlOverride></w:num>",
                    i + 2
                )
            })
            .collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\">{}\
             </w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/>\
             </w:num>{steps}</w:numbering>",
            level("bullet", "•"),
            level("decimal", "%1."),
        )
    }

    /// The contents as a field that the program can bring up to date, filled in already but for the page numbers. Sections
    /// only: a paper of four pages has no room for more, and the page on screen lists the same.
    fn contents(&self) -> String {
        let Some(last) = self.sections.len().checked_sub(1) else { return String::new() };
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let begin = format!(
            "{}<w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-1\" \\h \\z </w:instrText></w:r>{}",
            mark("begin"),
            mark("separate")
        );
        let end = mark("end");
        let entries: String = self
            .sections
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let link = format!("<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{}</w:hyperlink>", bookmark(i), run(text, ""));
                let first = if i == 0 { begin.as_str() } else { "" };
                let last = if i == last { end.as_str() } else { "" };
                paragraph("TOC1", &format!("{first}{link}{last}"))
            })
            .collect();
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>\
             <w:sdtContent>{}{entries}</w:sdtContent></w:sdt>",
            paragraph("TOCHeading", &run("Contents", "")),
        )
    }

    /// Adds a block; what leads up to a table or a list stays on its page.
    fn block(&mut self, block: &Block, leads_up: bool) {
        let part = match block {
            Block::Heading { level, text } => return self.heading(*level, text),
            Block::Paragraph(text) if leads_up => paragraph_of("Normal", KEPT, &run(text, "")),
            Block::Paragraph(text) => paragraph("Normal", &run(text, "")),
            Block::Notice(text) => paragraph("IntenseQuote", &run(text, "")),
            Block::List(items) => items.iter().map(|item| item_of("ListBullet", 1, item)).collect(),
            Block::Steps(items) => {
                self.steps += 1;
                let number = self.steps + 1;
                items.iter().map(|item| item_of("ListNumber", number, item)).collect()
            }
            Block::Table(table) => self.table(table, &self.heading),
            Block::Chart(chart) => self.table(&chart.table, &chart.title),
            Block::Facts(facts) => {
                let mut table = Table::new(["Item", "Detail"]);
                table.rows = facts.iter().map(|(label, value)| vec![label.as_str().into(), value.clone()]).collect();
                table_of(&table, &self.heading, &widths(&[&table]))
            }
            Block::Code(text) => text.trim_end().lines().map(|line| paragraph("HTMLPreformatted", &kept(line))).collect(),
            Block::Markdown(text) => {
                let plain = markup::to_text(text, usize::MAX);
                plain.split("\n\n").map(|part| paragraph("Normal", &run(part, ""))).collect()
            }
        };
        self.content.push_str(&part);
    }

    /// The title of the document has a style of its own, so the headings below it start at the first.
    fn heading(&mut self, level: u8, text: &str) {
        let depth = level.clamp(2, 4) - 1;
        let mut words = run(text, "");
        if depth == 1 {
            let index = self.sections.len();
            let name = bookmark(index);
            words = format!("<w:bookmarkStart w:id=\"{index}\" w:name=\"{name}\"/>{words}<w:bookmarkEnd w:id=\"{index}\"/>");
            self.sections.push(text.to_owned());
        }
        self.content.push_str(&paragraph(&format!("Heading{depth}"), &words));
        text.clone_into(&mut self.heading);
    }

    fn table(&self, table: &Table, about: &str) -> String {
        let widths = self.widths.get(&(self.sections.len(), kinds(table)));
        table_of(table, about, widths.map_or(&[], Vec::as_slice))
    }
}

fn bookmark(index: usize) -> String {
    format!("_Toc{:06}", index + 1)
}

fn paragraph(style: &str, content: &str) -> String {
    paragraph_of(style, "", content)
}

/// A paragraph with what stands in its properties beside the style.
fn paragraph_of(style: &str, look: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{look}</w:pPr>{content}</w:p>")
}

fn item_of(style: &str, number: usize, text: &str) -> String {
    let numbered = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
    paragraph_of(style, &numbered, &run(text, ""))
}

/// A table with its caption above it, or `about` as its title for those who have it read out.
fn table_of(table: &Table, about: &str, widths: &[usize]) -> String {
    let caption = table.caption.as_ref().map(|words| paragraph("Caption", &run(words, ""))).unwrap_or_default();
    let title = escaped(table.caption.as_deref().unwrap_or(about));
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let side = |column: usize| table.columns.get(column).map_or(Align::Left, |c| c.align);
    let width = |column: usize| widths.get(column).copied().unwrap_or(0);
    // Rows of a short table stay together, each with the next.
    let kept = |row: usize| if table.rows.len() <= SHORT && row < table.rows.len() { KEPT } else { "" };
    let headers: String = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| cell(&run(&column.header, "<w:b/>"), width(i), (side(i), kept(0)), Some("E8EDEE")))
        .collect();
    let row = |(number, cells): (usize, &Vec<Cell>)| {
        let look = |i: usize| (side(i), kept(number + 1));
        let cells: String = cells.iter().enumerate().map(|(i, value)| value_cell(value, width(i), look(i))).collect();
        format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    };
    format!(
        "{caption}<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLook w:val=\"0020\" \
         w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{title}\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\
         {headers}</w:tr>{}</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/></w:pPr></w:p>",
        table.rows.iter().enumerate().map(row).collect::<String>()
    )
}

fn value_cell(value: &Cell, width: usize, look: Look) -> String {
    match value {
        Cell::Rating(word, tone) => {
            let mark = format!("<w:r><w:t xml:space=\"preserve\">{} </w:t></w:r>", tone.mark());
            let tint = format!("{:06X}", tone.tint());
            cell(&(mark + &run(word, "")), width, look, Some(&tint))
        }
        _ => cell(&run(&value.in_words(), ""), width, look, None),
    }
}

/// Where a cell stands in its column, and whether its row stays with the next.
type Look = (Align, &'static str);

fn cell(content: &str, width: usize, (side, kept): Look, tint: Option<&str>) -> String {
    let tint = tint.map(|tint| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{tint}\"/>")).unwrap_or_default();
    let side = if side == Align::Right { "<w:jc w:val=\"right\"/>" } else { "" };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{tint}</w:tcPr>{}</w:tc>",
        paragraph_of("TableText", &format!("{kept}{side}"), content)
    )
}

/// The widths of every table that stands in the document.
fn widths_of_all(document: &Document) -> HashMap<Like, Vec<usize>> {
    let mut section = 0;
    let mut like: HashMap<Like, Vec<&Table>> = HashMap::new();
    for block in &document.blocks {
        match block {
            Block::Heading { level: 0..=2, .. } => section += 1,
            Block::Table(table) | Block::Chart(Chart { table, .. }) => {
                like.entry((section, kinds(table))).or_default().push(table);
            }
            _ => {}
        }
    }
    like.into_iter().map(|(of, tables)| (of, widths(&tables))).collect()
}

/// Whether each column is one of figures.
fn kinds(table: &Table) -> Vec<bool> {
    table.columns.iter().map(|column| column.align == Align::Right).collect()
}

/// The widths of the columns of like tables: each has room for its longest word, the rest goes by what is in them.
fn widths(tables: &[&Table]) -> Vec<usize> {
    let columns = tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
    let wanted: Vec<(usize, usize)> = (0..columns)
        .map(|i| {
            let rows = tables.iter().flat_map(|table| &table.rows);
            let cells: Vec<_> = rows.filter_map(|row| row.get(i)).map(Cell::in_words).collect();
            let headers = || tables.iter().filter_map(|table| table.columns.get(i)).map(|column| column.header.as_str());
            let longest = cells.iter().map(|text| text.chars().count()).max().unwrap_or(0);
            let word = cells.iter().map(|text| longest_word(text)).max().unwrap_or(0);
            // Days and ratings stand on one line; a rating has its mark before it.
            let kept = if longest <= LONGEST_WORD { longest + 2 } else { word.min(LONGEST_WORD) };
            let least = MARGINS + kept.max(headers().map(longest_word).max().unwrap_or(0)) * CHARACTER;
            let header = headers().map(|header| narrowest(header, HEADER_LINES)).max().unwrap_or(0);
            (least, (MARGINS + longest.max(header).min(LONGEST_CELL) * CHARACTER).max(least))
        })
        .collect();
    let least: usize = wanted.iter().map(|(least, _)| least).sum();
    let more: usize = wanted.iter().map(|(least, natural)| natural - least).sum();
    let cap = cap(wanted.iter().map(|(least, _)| *least).collect());
    let width = |(own, natural): &(usize, usize)| match WIDTH.checked_sub(least) {
        Some(left) if more > 0 => own + (natural - own) * left / more,
        // Nobody asks for more: each by its share.
        Some(_) => own * WIDTH / least.max(1),
        None => *own.min(&cap),
    };
    wanted.iter().map(width).collect()
}

/// The fewest characters in which a text has so many lines at most.
fn narrowest(text: &str, lines: usize) -> usize {
    let words: Vec<usize> = text.split_whitespace().map(|word| word.chars().count()).collect();
    let fits = |width: &usize| {
        let broken = words.iter().fold((1, 0), |(lines, used), word| match used {
            0 => (lines, *word),
            _ if used + 1 + word <= *width => (lines, used + 1 + word),
            _ => (lines + 1, *word),
        });
        broken.0 <= lines
    };
    (longest_word(text)..text.chars().count()).find(fits).unwrap_or_else(|| text.chars().count())
}

/// How wide a column may be where there is too little for all: the widest give way, so that short words stay whole.
fn cap(mut least: Vec<usize>) -> usize {
    least.sort_unstable();
    let (mut left, mut columns) = (WIDTH, least.len());
    for own in least {
        let share = left / columns;
        if own > share {
            return share;
        }
        left -= own;
        columns -= 1;
    }
    WIDTH
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}
