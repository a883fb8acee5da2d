//! A document as a value: what is said, in order, without a trace of any format.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Tone;
use crate::day;
use crate::score::Ratio;

/// Something to be printed, tabled or exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The title, above everything.
    pub title: String,
    /// Its language, as a BCP 47 tag, for formats that declare it.
    pub language: &'static str,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// A part of a document. Texts are not escaped; a line feed in one is a line break that the author meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; the title is level 1, so these start at 2.
    Heading {
        /// How deep.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// Points without an order.
    List(Vec<String>),
    /// Steps in an order.
    Steps(Vec<String>),
    /// A table.
    Table(Table),
    /// A table of which some columns are drawn as well. Formats without drawings print the table and nothing else.
    Chart(Chart),
    /// Labels with what belongs to each.
    Facts(Vec<(String, Cell)>),
    /// Something the reader must not miss, as the origin of the wording.
    Notice(String),
    /// Guidance of a pack, in Markdown. Raw HTML in it is text, and a link is its words.
    Markdown(String),
    /// Lines of a file, to be shown as they stand.
    Code(String),
}

/// Rows of cells below column headers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What the table shows, where the heading above does not say it.
    pub caption: Option<String>,
    /// The columns; the first one names the row.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A table with a drawing of it: a bar for each row, its parts the columns named. Every figure drawn is in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What the drawing shows: "Ratings by stage".
    pub title: String,
    /// The figures.
    pub table: Table,
    /// The columns that make up each bar, from left to right, each a column of [`Cell::Count`].
    pub parts: Vec<(usize, Tone)>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Where its cells stand.
    pub align: Align,
}

/// Where cells stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A rating or state, as its word, and how that looks where a format can draw.
    Rating(String, Tone),
    /// A number of things.
    Count(usize),
    /// A share; a dash where there is nothing to share.
    Ratio(Option<Ratio>),
    /// A day; a dash where none is known.
    Date(Option<Date>),
    /// Nothing, on purpose.
    Empty,
}

impl Document {
    /// An empty document in British English.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), language: "en-GB", blocks: Vec::new() }
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading { level, text: text.into() });
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds points, if there are any.
    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Adds a table with a drawing of it.
    pub fn chart(&mut self, chart: Chart) {
        self.blocks.push(Block::Chart(chart));
    }

    /// Adds a notice.
    pub fn notice(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Notice(text.into()));
    }
}

impl Table {
    /// An empty table; a header that starts with `#` is that of figures.
    #[must_use]
    pub fn new<const N: usize>(headers: [&str; N]) -> Self {
        let column = |header: &str| match header.strip_prefix('#') {
            Some(header) => Column { header: header.to_owned(), align: Align::Right },
            None => Column { header: header.to_owned(), align: Align::Left },
        };
        Self { caption: None, columns: headers.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// Headers and rows as programs read them.
    #[must_use]
    pub fn in_data(&self) -> Vec<Vec<String>> {
        let headers = self.columns.iter().map(|column| column.header.clone()).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| cell.in_data().into_owned()).collect());
        std::iter::once(headers).chain(rows).collect()
    }
}

impl Chart {
    /// The bars: the name of each row with its counts, part by part.
    #[must_use]
    pub fn bars(&self) -> Vec<(Cow<'_, str>, Vec<usize>)> {
        let count = |cell: Option<&Cell>| match cell {
            Some(Cell::Count(count)) => *count,
            _ => 0,
        };
        let bar = |row: &'_ Vec<Cell>| self.parts.iter().map(|(column, _)| count(row.get(*column))).collect();
        self.table.rows.iter().map(|row| (row.first().map_or(Cow::Borrowed(""), Cell::in_words), bar(row))).collect()
    }

    /// What a part stands for: the header of its column.
    #[must_use]
    pub fn label(&self, part: usize) -> &str {
        self.parts.get(part).and_then(|(column, _)| self.table.columns.get(*column)).map_or("", |c| c.header.as_str())
    }

    /// The drawing for someone who can't see it: "Plan: 6 green (met), 3 amber. Do: …".
    #[must_use]
    pub fn in_words(&self) -> String {
        let told = |(name, counts): (Cow<'_, str>, Vec<usize>)| {
            let parts = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            let parts: Vec<String> = parts.map(|(i, count)| format!("{count} {}", self.label(i).to_lowercase())).collect();
            format!("{name}: {}.", if parts.is_empty() { "none".to_owned() } else { parts.join(", ") })
        };
        self.bars().into_iter().map(told).collect::<Vec<_>>().join(" ")
    }
}

impl Cell {
    /// Words, from anything that becomes a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// As a person reads it: days in full, a dash where something is not known.
    #[must_use]
    pub fn in_words(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Rating(text, _) => Cow::Borrowed(text),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Ratio(ratio) => ratio.map_or(Cow::Borrowed("–"), |r| Cow::Owned(r.to_string())),
            Self::Date(date) => date.map_or(Cow::Borrowed("–"), |d| Cow::Owned(day::long(d))),
            Self::Empty => Cow::Borrowed(""),
        }
    }

    /// As a program reads it: days as in files, nothing where something is not known.
    #[must_use]
    pub fn in_data(&self) -> Cow<'_, str> {
        match self {
            Self::Ratio(None) | Self::Date(None) => Cow::Borrowed(""),
            Self::Date(Some(date)) => Cow::Owned(date.to_string()),
            _ => self.in_words(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
