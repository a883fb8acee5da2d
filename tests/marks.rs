//! Expected problems, written beside the line they belong to: `# error: code`, `# error: code at COLUMN`, several of them
//! parted by commas, and `# warning: code` and `# note: code` in the same way.

use std::fmt;

use vpr::diagnostic::Diagnostics;
use vpr::text::is_unsafe;

/// A problem as a fixture expects it or as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    line: usize,
    severity: String,
    code: String,
    /// A fixture need not say in which column.
    column: Option<usize>,
}

impl Mark {
    /// An error at a place, for input that can't hold a comment.
    pub fn error(code: &str, line: usize, column: usize) -> Self {
        Self { line, severity: "error".to_owned(), code: code.to_owned(), column: Some(column) }
    }

    /// The code that is expected.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether it says in which column.
    pub fn has_place(&self) -> bool {
        self.column.is_some()
    }

    /// Whether it is an error, and no milder.
    pub fn is_error(&self) -> bool {
        self.severity == "error"
    }

    fn is(&self, found: &Self) -> bool {
        let same = (self.line, &self.severity, &self.code) == (found.line, &found.severity, &found.code);
        same && (self.column.is_none() || self.column == found.column)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.map(|c| format!(" at {c}")).unwrap_or_default();
        write!(f, "line {}: {}: {}{column}", self.line, self.severity, self.code)
    }
}

/// The marks in a fixture.
pub fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for severity in ["error", "warning", "note"] {
            let Some((_, listed)) = line.split_once(&format!("# {severity}: ")) else { continue };
            // Marks of another severity may follow.
            for mark in listed.split(" # ").next().unwrap_or_default().split(", ") {
                let (code, column) = match mark.trim().split_once(" at ") {
                    Some((code, column)) => (code, Some(column.parse().expect("a column is a number"))),
                    None => (mark.trim(), None),
                };
                marks.push(Mark { line: index + 1, severity: severity.to_owned(), code: code.to_owned(), column });
            }
        }
    }
    marks
}

/// Puts lines in the place of others, each only once.
#[track_caller]
pub fn replaced(good: &str, lines: &[(&str, &str)]) -> String {
    let mut text = good.to_owned();
    for (good, bad) in lines {
        let (start, end) = (format!("\n{good}\n"), format!("\n{bad}\n"));
        assert!(text.contains(&start) || text.starts_with(good), "the good file has no line {good:?}");
        text = if text.contains(&start) { text.replacen(&start, &end, 1) } else { text.replacen(good, bad, 1) };
    }
    text
}

/// What is wrong with the problems found: those nobody expected, those not found, and those not fit to be read.
pub fn complaints(sink: &Diagnostics, mut expected: Vec<Mark>) -> Vec<String> {
    let mut complaints = Vec::new();
    for problem in sink.sorted() {
        let at = sink.position(problem);
        let found = Mark {
            line: at.line.get(),
            severity: problem.severity.to_string(),
            code: problem.code.to_string(),
            column: Some(at.column.get()),
        };
        match expected.iter().position(|e| e.is(&found)) {
            Some(index) => drop(expected.remove(index)),
            None => complaints.push(format!("not expected: {found}: {}", problem.message)),
        }
    }
    complaints.extend(expected.iter().map(|e| format!("not found: {e}")));
    complaints.extend(unfit(sink));
    complaints
}

/// The problems whose words are not fit to be read, with what is wrong with them.
pub fn unfit(sink: &Diagnostics) -> Vec<String> {
    let mut unfit = Vec::new();
    for problem in sink.sorted() {
        let found = format!("{}: {}: {:?}", sink.position(problem), problem.code, problem.message);
        let mut words = vec![&problem.message, &problem.label];
        words.extend(problem.related.iter().map(|(_, label)| label).chain(&problem.note).chain(&problem.help));
        if words.iter().any(|w| w.contains(is_unsafe) || w.contains(['\n', '\t'])) {
            unfit.push(format!("could rewrite the screen: {found}"));
        }
        if words.iter().any(|w| w.chars().count() > 400) {
            unfit.push(format!("too long to be read: {found}"));
        }
        if problem.help.as_deref().is_none_or(|h| h.trim().is_empty()) {
            unfit.push(format!("no word on what to do next: {found}"));
        }
    }
    unfit
}
