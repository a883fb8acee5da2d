//! What programs are told of a document beside its words: its contents, its columns, what its tables are about.

use std::collections::BTreeMap;

use roxmltree::{Document as Xml, Node};
use vpr::paper::Reader;
use vpr::render::{Document, Table, docx};

use super::{examples, make_for, read};

fn body(archive: &[u8]) -> String {
    read::parts(archive).into_iter().find(|(name, _)| name == "word/document.xml").expect("a body").1
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |n| n.tag_name().name() == name)
}

fn value(node: Node<'_, '_>) -> String {
    node.attributes().find(|a| a.name() == "val").map(|a| a.value().to_owned()).unwrap_or_default()
}

/// The widths of the columns of each table.
fn grids(archive: &[u8]) -> Vec<Vec<usize>> {
    let body = body(archive);
    let body = Xml::parse(&body).expect("XML");
    let width = |n: Node<'_, '_>| n.attributes().next().and_then(|a| a.value().parse().ok()).expect("a width");
    named(body.root_element(), "tblGrid").map(|grid| named(grid, "gridCol").map(width).collect()).collect()
}

#[test]
fn every_table_says_what_it_is_about() {
    for (name, assessment) in examples() {
        for (reader, word, _) in Reader::ALL {
            let body = body(&make_for(*reader, &assessment).docx);
            let body = Xml::parse(&body).expect("XML");
            let tables: Vec<_> = named(body.root_element(), "tbl").collect();
            let about: Vec<String> = named(body.root_element(), "tblCaption").map(value).collect();
            assert!(!tables.is_empty() && tables.len() == about.len(), "{name}, {word}");
            assert!(about.iter().all(|words| !words.is_empty()), "{name}, {word}: {about:?}");
        }
    }
}

#[test]
fn a_table_without_a_caption_is_about_the_heading_above_it() {
    let mut paper = Document::new("T");
    for (level, title) in [(2, "Section"), (3, "Part"), (4, "Detail")] {
        paper.heading(level, title);
        let mut table = Table::new(["A", "B"]);
        table.rows.push(vec!["a".into(), "b".into()]);
        paper.table(table);
    }
    let body = body(&docx::write(&paper).expect("a document"));
    let body = Xml::parse(&body).expect("XML");
    let about: Vec<String> = named(body.root_element(), "tblCaption").map(value).collect();
    assert_eq!(about, ["Section", "Part", "Detail"]);
}

#[test]
fn the_contents_name_the_sections_and_link_to_them() {
    let (_, assessment) = examples().into_iter().find(|(name, _)| name.starts_with("northfield")).expect("an example");
    let body = body(&make_for(Reader::Board, &assessment).docx);
    let body = Xml::parse(&body).expect("XML");
    let style = |n: &Node<'_, '_>| named(*n, "pStyle").next().map(value).unwrap_or_default();
    let words = |n: Node<'_, '_>| named(n, "t").filter_map(|t| t.text().map(str::to_owned)).collect::<String>();
    let of =
        |wanted: &str| -> Vec<String> { named(body.root_element(), "p").filter(|p| style(p) == wanted).map(words).collect() };
    assert_eq!(of("TOC1"), of("Heading1"));
    assert!(of("TOC2").is_empty() && of("Heading2").len() > 2);
    let anchors: Vec<String> = named(body.root_element(), "hyperlink")
        .filter_map(|n| n.attributes().find(|a| a.name() == "anchor"))
        .map(|a| a.value().to_owned())
        .collect();
    let names: Vec<String> = named(body.root_element(), "bookmarkStart")
        .filter_map(|n| n.attributes().find(|a| a.name() == "name"))
        .map(|a| a.value().to_owned())
        .collect();
    assert_eq!(anchors, names);
    // The field is opened and closed once, and has a line in between for each section.
    let marks: Vec<String> =
        named(body.root_element(), "fldChar").filter_map(|n| n.attributes().next()).map(|a| a.value().to_owned()).collect();
    assert_eq!(marks, ["begin", "separate", "end"]);
}

/// Lines that a header takes in a column, reckoned with bold letters as wide as the widest usual text.
fn lines(header: &str, width: usize) -> usize {
    let characters = (width - 170) / 104;
    let mut lines = (1, 0);
    for word in header.split(' ').map(|w| w.chars().count()) {
        lines = if lines.1 > 0 && lines.1 + 1 + word > characters { (lines.0 + 1, word) } else { (lines.0, lines.1 + 1 + word) };
    }
    lines.0
}

#[test]
fn a_header_of_many_words_gets_the_room_that_is_there() {
    let period = "1 September 2025 to 30 November 2025";
    for periods in 1..=3 {
        let mut table = Table::new(["Counted"]);
        let figure = Table::new(["#F"]).columns.remove(0);
        table.columns.extend((0..periods).map(|_| vpr::render::Column { header: period.to_owned(), ..figure.clone() }));
        let mut row = vec!["Staff Survey: physical violence from patients or public (per cent)".into()];
        row.resize(periods + 1, "16".into());
        table.rows.push(row);
        let mut paper = Document::new("T");
        paper.table(table);
        let grid = grids(&docx::write(&paper).expect("a document")).remove(0);
        assert!(grid[1..].iter().all(|width| lines(period, *width) <= 3), "{periods}: {grid:?}");
        assert!(grid.iter().sum::<usize>() <= 10_318, "{grid:?}");
    }
}

#[test]
fn like_tables_of_a_section_have_like_columns() {
    let (_, assessment) = examples().into_iter().find(|(name, _)| name.starts_with("northfield")).expect("an example");
    let made = make_for(Reader::Board, &assessment);
    let tables = read::docx(&made.docx).tables;
    let grids = grids(&made.docx);
    assert_eq!(tables.len(), grids.len());
    let mut outcomes: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for (_, grid) in tables.iter().zip(&grids).filter(|(table, _)| table[0][0] == "Counted") {
        *outcomes.entry(grid.clone()).or_default() += 1;
    }
    assert_eq!(outcomes.values().copied().collect::<Vec<_>>(), [3], "{outcomes:?}");
    let of = |first: &str| tables.iter().zip(&grids).find(|(table, _)| table[0][0] == first).map(|(_, grid)| grid);
    assert!(of("Stage").is_some() && of("Stage") == of("Domain"), "{:?} and {:?}", of("Stage"), of("Domain"));
}
