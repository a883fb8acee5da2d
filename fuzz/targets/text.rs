//! Any text as what somebody wrote in a reason: in every format it stays text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vpr::check::private;
use vpr::render::{Cell, Document, Look, Table, csv, markdown, terminal};
use vpr::text::is_unsafe;

fuzz_target!(|text: &str| {
    let mut document = Document::new(text);
    document.heading(2, text);
    document.paragraph(text);
    document.notice(text);
    document.list(vec![text.to_owned(), "last".to_owned()]);
    let mut table = Table::new(["One", "Two"]);
    table.rows.push(vec![Cell::text(text), Cell::text("last")]);
    let cells = table.in_data();
    document.table(table);

    let paper = markdown::write(&document);
    assert!(!paper.contains(is_unsafe), "{paper:?}");
    // Lines that a table, a list or a heading starts with are as many as were asked for, whatever the text says.
    let starting = |mark: &str| paper.lines().filter(|line| line.starts_with(mark)).count();
    assert_eq!((starting("# "), starting("## "), starting("- ")), (1, 1, 2), "{paper}");
    assert_eq!(starting("|"), 3, "{paper}");

    for look in [Look::Drawn, Look::Plain] {
        let screen = terminal::write(&document, 60, look);
        assert!(!screen.contains(is_unsafe), "{screen:?}");
    }

    let bytes = csv::write(&cells, csv::Dialect::Excel);
    let read = |dialect| csv::read(&bytes, dialect).expect("what was written").into_iter().map(|row| row.cells);
    assert!(read(csv::Dialect::Excel).eq(cells), "{text:?}");
    // What a spreadsheet sees in the same bytes.
    for cell in read(csv::Dialect::Plain).flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
    }

    for found in private::in_text(text) {
        assert!(text.get(found.span.start..found.span.end).is_some_and(|f| f.chars().count() == found.length));
    }
});
