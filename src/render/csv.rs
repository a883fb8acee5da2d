//! CSV for people and their spreadsheets, and back.
//!
//! A spreadsheet runs a cell that starts like a formula, even from a file that a stranger sent. Such a cell gets an
//! apostrophe in front. The rule is the same in both directions, so that [`read`] gives back exactly what was written.

/// For whom the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// A person with a spreadsheet: byte-order mark, so that accents survive, and guarded cells.
    Excel,
    /// A program: neither of these.
    Plain,
}

/// The rows as a file: UTF-8, lines ended by CR LF, quoted where needed.
#[must_use]
pub fn write(rows: &[Vec<String>], dialect: Dialect) -> Vec<u8> {
    let out = if dialect == Dialect::Excel { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = ::csv::WriterBuilder::new().flexible(true).terminator(::csv::Terminator::CRLF).from_writer(out);
    for row in rows {
        let cells = row.iter().map(|cell| if dialect == Dialect::Excel { guard(cell) } else { cell.clone() });
        // Writing to memory does not fail.
        if writer.write_record(cells).is_err() {
            break;
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// A row of a file with the line it starts on, from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line.
    pub line: u64,
    /// Its cells, as they went in.
    pub cells: Vec<String>,
}

/// The rows of a file, those written by [`write()`] or a spreadsheet.
///
/// # Errors
/// What is wrong with the file, in a clause with its line.
pub fn read(bytes: &[u8], dialect: Dialect) -> Result<Vec<Record>, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    // Every quote of a sound file is one of a pair; the reader would take the rest of the file for one cell.
    let pieces = bytes.split(|b| *b == b'"').count();
    if pieces % 2 == 0 {
        return Err("a quote is opened and never closed; look for a single \" in a cell, and double it".to_owned());
    }
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    let mut lines = Lines { bytes, counted: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|e| match e.position() {
            Some(place) => format!("line {}: it is not UTF-8 text; save it as CSV UTF-8", lines.of(place)),
            None => e.to_string(),
        })?;
        let cell = |cell: &str| if dialect == Dialect::Excel { unguard(cell).to_owned() } else { cell.to_owned() };
        let line = record.position().map_or(1, |place| lines.of(place));
        rows.push(Record { line, cells: record.iter().map(cell).collect() });
    }
    Ok(rows)
}

/// Lines counted from the bytes. The reader's own count is one behind where lines end as Windows ends them, as it takes the
/// carriage return for the end and the line feed for the start of what follows.
struct Lines<'a> {
    bytes: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line a record starts on; records come in order.
    fn of(&mut self, place: &::csv::Position) -> u64 {
        let from = usize::try_from(place.byte()).unwrap_or(usize::MAX).min(self.bytes.len());
        let blank = self.bytes[from..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let start = from + blank;
        let between = self.bytes.get(self.counted..start).unwrap_or_default();
        self.line += between.split(|b| *b == b'\n').count() as u64 - 1;
        self.counted = self.counted.max(start);
        self.line
    }
}

/// The cell with an apostrophe in front if a spreadsheet might run it, or if reading it back would take one away.
#[must_use]
pub fn guard(cell: &str) -> String {
    if looks_like_formula(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe that [`guard`] put there.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet might run it. Full-width signs are among them: some fold them into the plain ones.
pub fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_figures_of_speech_are_not() {
        for (cell, guarded) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("' -1", "'' -1"),
            ("-", "'-"),
            ("it's", "it's"),
            ("'quoted'", "'quoted'"),
            ("", ""),
            ("71% of staff", "71% of staff"),
        ] {
            assert_eq!(guard(cell), guarded);
            assert_eq!(unguard(guarded), cell);
        }
    }

    #[test]
    fn a_file_opens_in_a_spreadsheet() {
        let rows =
            [vec!["because".to_owned(), "x".to_owned()], vec!["a \"b\"\r\nc, d".to_owned(), "=cmd|' /C calc'!A0".to_owned()]];
        let bytes = write(&rows, Dialect::Excel);
        assert_eq!(String::from_utf8_lossy(&bytes), "\u{feff}because,x\r\n\"a \"\"b\"\"\r\nc, d\",'=cmd|' /C calc'!A0\r\n");
        assert_eq!(String::from_utf8_lossy(&write(&rows[..1], Dialect::Plain)), "because,x\r\n");
    }

    #[test]
    fn a_row_is_on_the_line_an_editor_shows() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "\"1", "2\",x", "", "3,4", "5,6"].join(end);
            let lines: Vec<u64> = read(text.as_bytes(), Dialect::Excel).unwrap_or_default().iter().map(|r| r.line).collect();
            assert_eq!(lines, [1, 2, 5, 6], "{end:?}");
            let bad = [text.as_bytes(), end.as_bytes(), b"\xe9,x"].concat();
            assert!(read(&bad, Dialect::Plain).is_err_and(|e| e.starts_with("line 7:")), "{end:?}");
        }
    }

    proptest! {
        #![proptest_config(crate::drawn::cases(256))]
        #[test]
        fn what_is_written_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("['=+@\t\r\n \",a\u{ff1d}-]{0,6}|\\PC{0,8}", 2), 1..4)
        ) {
            for dialect in [Dialect::Excel, Dialect::Plain] {
                let back = read(&write(&rows, dialect), dialect).map(|r| r.into_iter().map(|r| r.cells).collect::<Vec<_>>());
                prop_assert_eq!(back, Ok(rows.clone()));
            }
        }
    }
}
