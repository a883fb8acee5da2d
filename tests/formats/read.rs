//! What a reader finds in a file: its words, its tables, and the bones that hold them.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use roxmltree::{Document as Xml, Node};

/// A paper as it was read.
#[derive(Debug, Default, PartialEq)]
pub struct Paper {
    /// Its words in order, blanks dropped; charts and contents, which repeat what stands elsewhere, left out.
    pub words: String,
    /// Its tables: rows of cells, blanks dropped, the header first.
    pub tables: Vec<Vec<Vec<String>>>,
}

impl Paper {
    fn add(&mut self, text: &str) {
        let text = squeeze(text);
        self.words.push_str(&text);
        if let Some(cell) = self.tables.last_mut().and_then(|t| t.last_mut()).and_then(|r| r.last_mut()) {
            cell.push_str(&text);
        }
    }
}

pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn markdown(text: &str) -> Paper {
    let mut paper = Paper::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => paper.tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                paper.tables.last_mut().expect("a table").push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                paper.tables.last_mut().and_then(|t| t.last_mut()).expect("a row").push(String::new());
            }
            // What follows a table is in none of its cells.
            Event::End(TagEnd::Table) => close(&mut paper),
            Event::Text(text) => paper.add(&text),
            _ => {}
        }
    }
    finish(paper)
}

/// Keeps further words out of the last cell.
fn close(paper: &mut Paper) {
    paper.tables.push(Vec::new());
}

fn finish(mut paper: Paper) -> Paper {
    paper.tables.retain(|table| !table.is_empty());
    paper
}

pub fn dom(page: &str) -> RcDom {
    html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page)
}

pub fn html(page: &str) -> Paper {
    let dom = dom(page);
    assert!(dom.errors.borrow().is_empty(), "{:?}", dom.errors.borrow());
    let mut paper = Paper::default();
    walk(&dom.document, &mut paper);
    finish(paper)
}

/// Name and class of an element.
fn element(node: &Handle) -> Option<(String, String)> {
    let NodeData::Element { name, attrs, .. } = &node.data else { return None };
    let class = attrs.borrow().iter().find(|a| &*a.name.local == "class").map(|a| a.value.to_string());
    Some((name.local.to_string(), class.unwrap_or_default()))
}

fn walk(node: &Handle, paper: &mut Paper) {
    if let NodeData::Text { contents } = &node.data {
        paper.add(&contents.borrow());
    }
    let (name, class) = element(node).unwrap_or_default();
    match (name.as_str(), class.as_str()) {
        ("head" | "figure" | "nav" | "svg", _) | (_, "skip" | "unseen") => return,
        ("table", _) => paper.tables.push(Vec::new()),
        ("dl", _) => {
            paper.tables.push(vec![vec![String::new()]]);
            paper.add("Item");
            paper.tables.last_mut().expect("a table")[0].push(String::new());
            paper.add("Detail");
        }
        ("tr", _) => paper.tables.last_mut().expect("a table").push(Vec::new()),
        ("div", _) if is_fact(node) => paper.tables.last_mut().expect("a table").push(Vec::new()),
        ("th" | "td" | "dt" | "dd", _) => {
            paper.tables.last_mut().and_then(|t| t.last_mut()).expect("a row").push(String::new());
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, paper);
    }
    if matches!(name.as_str(), "table" | "dl") {
        close(paper);
    }
}

fn is_fact(node: &Handle) -> bool {
    node.children.borrow().first().and_then(element).is_some_and(|(name, _)| name == "dt")
}

/// The elements of a page with the names of their attributes, without what a line break brings.
pub fn bones(page: &str) -> Vec<String> {
    fn collect(node: &Handle, depth: usize, bones: &mut Vec<String>) {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let names: Vec<String> = attrs.borrow().iter().map(|a| a.name.local.to_string()).filter(|n| n != "class").collect();
            if &*name.local != "br" {
                bones.push(format!("{depth} {} {}", name.local, names.join(" ")));
            }
        }
        for child in node.children.borrow().iter() {
            collect(child, depth + 1, bones);
        }
    }
    let mut bones = Vec::new();
    collect(&dom(page).document, 0, &mut bones);
    bones
}

/// The parts of an archive with their names.
pub fn parts(archive: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let count = archive.len();
    let read = |i| {
        let mut file = archive.by_index(i).expect("a part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        (file.name().expect("a name").into_owned(), text)
    };
    (0..count).map(read).collect()
}

pub fn docx(archive: &[u8]) -> Paper {
    let parts = parts(archive);
    let (_, body) = parts.iter().find(|(name, _)| name == "word/document.xml").expect("a body");
    let body = Xml::parse(body).expect("XML");
    let mut paper = Paper::default();
    paragraphs(body.root_element(), &mut paper);
    finish(paper)
}

fn paragraphs(node: Node<'_, '_>, paper: &mut Paper) {
    match node.tag_name().name() {
        "sdt" => return,
        "tbl" => paper.tables.push(Vec::new()),
        "tr" => paper.tables.last_mut().expect("a table").push(Vec::new()),
        "tc" => paper.tables.last_mut().and_then(|t| t.last_mut()).expect("a row").push(String::new()),
        // A mark stands in a run of its own before the word of a rating.
        "t" if !matches!(node.text(), Some("● " | "▲ " | "■ " | "○ " | "– ")) => {
            paper.add(node.text().unwrap_or_default());
        }
        _ => {}
    }
    for child in node.children().filter(Node::is_element) {
        paragraphs(child, paper);
    }
    if node.tag_name().name() == "tbl" {
        close(paper);
    }
}

/// The elements of the body of a Word document, without what a line break brings.
pub fn docx_bones(archive: &[u8]) -> Vec<String> {
    let parts = parts(archive);
    for (name, part) in &parts {
        assert!(Xml::parse(part).is_ok(), "{name} is not well-formed");
    }
    let body = &parts.iter().find(|(name, _)| name == "word/document.xml").expect("a body").1;
    let body = Xml::parse(body).expect("XML");
    // The widths of columns go by the words in them.
    let kept = |n: &Node<'_, '_>| n.is_element() && !matches!(n.tag_name().name(), "br" | "t");
    body.descendants().filter(kept).map(|n| n.tag_name().name().to_owned()).collect()
}

/// The sheets of a workbook, each with its rows; fails where any cell is a formula.
pub fn xlsx(archive: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    for (name, part) in parts(archive) {
        assert!(Xml::parse(&part).is_ok(), "{name} is not well-formed");
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(archive.to_vec())).expect("a workbook");
    let names = book.sheet_names().clone();
    names
        .into_iter()
        .map(|name| {
            let formulas = book.worksheet_formula(&name).expect("a sheet");
            assert!(formulas.used_cells().all(|(_, _, f)| f.is_empty()), "{name} has formulas");
            let rows = book.worksheet_range(&name).expect("a sheet");
            let rows = rows.rows().map(<[Data]>::to_vec).collect();
            (name, rows)
        })
        .collect()
}

/// A cell as text, for snapshots: days in full, shares with all their digits.
pub fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string().replace('\n', "\\n"),
    }
}
