//! Lines that fit.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::text::clean;

/// Narrowest width anything is laid out for.
const NARROWEST: usize = 20;

/// Wraps a text, cleaned, into lines: `first` stands before the first, `rest` before all others. A line feed in the text starts
/// a new line; empty lines are dropped. Words stay whole, dates and paths included, unless `split` allows to break one
/// that is longer than a line; addresses and digests stay whole even then.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str, split: bool) -> Vec<String> {
    fold(text, width.max(NARROWEST), first, rest, split)
}

/// As [`wrap`], into a column that may be narrower than anything a whole line is laid out for.
pub fn fold(text: &str, width: usize, first: &str, rest: &str, split: bool) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let text = clean(&text);
    let mut lines = Vec::new();
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        // Addresses and digests are copied, which nobody can do from two lines.
        let split = split && !line.split(' ').any(|word| ["https://", "sha256:"].iter().any(|start| word.starts_with(start)));
        let initial = if lines.is_empty() { first } else { rest };
        let options = Options::new(width.max(1))
            .initial_indent(initial)
            .subsequent_indent(rest)
            .break_words(split)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        lines.extend(textwrap::wrap(line, options).into_iter().map(|l| l.trim_end().to_owned()));
    }
    lines
}
