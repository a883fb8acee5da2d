//! A file's text as the parser takes it in: a plain text in one go.
//!
//! The parser's own [`StrInput`] hands over a plain text word by word, and the parser asks a dozen questions after each, nearly
//! always to find that the next one belongs to the same text. Half of an assessment is such text. [`ByText`] hands over all words
//! up to the first character that could mean something, and leaves what it does mean to the parser; the test below holds it
//! to reading everything as [`StrInput`] does.

use granit_parser::input::{BorrowedInput, SkipTabs, WhitespaceResult};
use granit_parser::{ErrorKind, Input, StrInput};

/// [`StrInput`], but for how much of a plain text it takes at once.
pub struct ByText<'a> {
    text: &'a str,
    /// Where `rest` starts in the text.
    from: usize,
    rest: StrInput<'a>,
}

impl<'a> ByText<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, from: 0, rest: StrInput::new(text) }
    }

    #[inline]
    fn at(&self) -> usize {
        self.from + self.rest.byte_offset().unwrap_or_default()
    }

    /// The words that stand here, and belong to one plain text whatever comes behind them.
    #[inline]
    fn take_words(&mut self, in_brackets: bool) -> &'a str {
        let at = self.at();
        let left = &self.text[at..];
        let end = if in_brackets { first(left, |b| may_part(b) | is_bracket(b)) } else { first(left, may_part) };
        let words = left[..end].trim_end_matches(' ');
        if !words.is_empty() {
            let looked_ahead = self.rest.buflen();
            self.from = at + words.len();
            self.rest = StrInput::new(&self.text[self.from..]);
            self.rest.lookahead(looked_ahead);
        }
        words
    }
}

/// Whether a plain text may end at a byte, or go on in other ways than by words with spaces between: a colon ends it before a
/// space, a number sign behind one.
#[expect(clippy::needless_bitwise_bool, reason = "without branches, it can be asked of many bytes at once")]
const fn may_part(byte: u8) -> bool {
    (byte < b' ') | (byte == b':') | (byte == b'#')
}

/// Whether a byte means something between brackets.
#[expect(clippy::needless_bitwise_bool, reason = "as above")]
const fn is_bracket(byte: u8) -> bool {
    (byte == b',') | (byte == b'[') | (byte == b']') | (byte == b'{') | (byte == b'}')
}

/// Where the first byte of a kind stands, or the end.
#[inline]
fn first(text: &str, wanted: impl Fn(u8) -> bool) -> usize {
    let (many, rest) = text.as_bytes().as_chunks::<16>();
    let without = many.iter().take_while(|bytes| !bytes.iter().fold(false, |found, b| found | wanted(*b))).count();
    let within = many.get(without).map_or(rest, |bytes| bytes.as_slice());
    without * 16 + within.iter().position(|b| wanted(*b)).unwrap_or(within.len())
}

/// How many characters a text has.
#[inline]
fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

impl Input for ByText<'_> {
    fn skip_plain_scalar_chunk(&mut self, count: usize, in_brackets: bool) -> (bool, usize) {
        let words = self.take_words(in_brackets);
        let (stops, more) = self.rest.skip_plain_scalar_chunk(count, in_brackets);
        (stops, length(words) + more)
    }

    fn fetch_plain_scalar_chunk(&mut self, out: &mut String, count: usize, in_brackets: bool) -> (bool, usize) {
        let words = self.take_words(in_brackets);
        out.push_str(words);
        let (stops, more) = self.rest.fetch_plain_scalar_chunk(out, count, in_brackets);
        (stops, length(words) + more)
    }

    #[inline]
    fn byte_offset(&self) -> Option<usize> {
        Some(self.at())
    }

    #[inline]
    fn slice_bytes(&self, start: usize, end: usize) -> Option<&str> {
        self.text.get(start..end)
    }

    // All else that the parser's own does is done by it.

    #[inline]
    fn lookahead(&mut self, count: usize) {
        self.rest.lookahead(count);
    }

    #[inline]
    fn buflen(&self) -> usize {
        self.rest.buflen()
    }

    #[inline]
    fn bufmaxlen(&self) -> usize {
        self.rest.bufmaxlen()
    }

    #[inline]
    fn raw_read_ch(&mut self) -> char {
        self.rest.raw_read_ch()
    }

    #[inline]
    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        self.rest.raw_read_non_breakz_ch()
    }

    #[inline]
    fn skip(&mut self) {
        self.rest.skip();
    }

    #[inline]
    fn skip_n(&mut self, count: usize) {
        self.rest.skip_n(count);
    }

    #[inline]
    fn peek(&self) -> char {
        self.rest.peek()
    }

    #[inline]
    fn peek_nth(&self, n: usize) -> char {
        self.rest.peek_nth(n)
    }

    #[inline]
    fn next_2_are(&self, c1: char, c2: char) -> bool {
        self.rest.next_2_are(c1, c2)
    }

    #[inline]
    fn next_3_are(&self, c1: char, c2: char, c3: char) -> bool {
        self.rest.next_3_are(c1, c2, c3)
    }

    #[inline]
    fn next_is_document_indicator(&self) -> bool {
        self.rest.next_is_document_indicator()
    }

    #[inline]
    fn next_is_document_start(&self) -> bool {
        self.rest.next_is_document_start()
    }

    #[inline]
    fn next_is_document_end(&self) -> bool {
        self.rest.next_is_document_end()
    }

    #[inline]
    fn skip_ws_to_eol(&mut self, tabs: SkipTabs) -> (usize, Result<WhitespaceResult, ErrorKind>) {
        self.rest.skip_ws_to_eol(tabs)
    }

    #[inline]
    fn skip_ws_to_eol_blanks(&mut self, tabs: SkipTabs) -> (usize, WhitespaceResult) {
        self.rest.skip_ws_to_eol_blanks(tabs)
    }

    #[inline]
    fn next_is_blank_or_break(&self) -> bool {
        self.rest.next_is_blank_or_break()
    }

    #[inline]
    fn next_is_blank_or_breakz(&self) -> bool {
        self.rest.next_is_blank_or_breakz()
    }

    #[inline]
    fn next_is_blank(&self) -> bool {
        self.rest.next_is_blank()
    }

    #[inline]
    fn next_is_break(&self) -> bool {
        self.rest.next_is_break()
    }

    #[inline]
    fn next_is_breakz(&self) -> bool {
        self.rest.next_is_breakz()
    }

    #[inline]
    fn next_is_z(&self) -> bool {
        self.rest.next_is_z()
    }

    #[inline]
    fn next_is_flow(&self) -> bool {
        self.rest.next_is_flow()
    }

    #[inline]
    fn next_is_digit(&self) -> bool {
        self.rest.next_is_digit()
    }

    #[inline]
    fn next_is_alpha(&self) -> bool {
        self.rest.next_is_alpha()
    }

    #[inline]
    fn skip_while_non_breakz(&mut self) -> usize {
        self.rest.skip_while_non_breakz()
    }

    #[inline]
    fn skip_while_blank(&mut self) -> usize {
        self.rest.skip_while_blank()
    }

    #[inline]
    fn fetch_while_is_alpha(&mut self, out: &mut String) -> usize {
        self.rest.fetch_while_is_alpha(out)
    }

    #[inline]
    fn fetch_while_is_yaml_non_space(&mut self, out: &mut String) -> usize {
        self.rest.fetch_while_is_yaml_non_space(out)
    }

    #[inline]
    fn fetch_block_scalar_line(&mut self, out: &mut String) -> usize {
        self.rest.fetch_block_scalar_line(out)
    }

    #[inline]
    fn take_quoted_scalar_ascii_chunk(&mut self, single: bool) -> &str {
        self.rest.take_quoted_scalar_ascii_chunk(single)
    }

    #[inline]
    fn take_quoted_scalar_chunk(&mut self, single: bool) -> (&str, usize) {
        self.rest.take_quoted_scalar_chunk(single)
    }
}

impl<'a> BorrowedInput<'a> for ByText<'a> {
    #[inline]
    fn slice_borrowed(&self, start: usize, end: usize) -> Option<&'a str> {
        self.text.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use granit_parser::{Parser, options};
    use proptest::prelude::*;

    use super::*;

    /// What means something in YAML, and what nearly does, to be put together at random.
    const PIECES: &[&str] = &[
        "a",
        "word",
        "twelve letters and more",
        "é",
        "\u{2028}",
        "\u{85}",
        "\u{fffe}",
        "\u{7}",
        "\0",
        " ",
        "  ",
        "\t",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\r",
        ":",
        ": ",
        "#",
        " # ",
        "-",
        "- ",
        "? ",
        ",",
        ", ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "|\n ",
        "> ",
        "&x ",
        "*x ",
        "!t ",
        "%",
        "@",
        "`",
        "---",
        "...",
        "\\",
    ];

    fn events<'a>(mut parser: Parser<'a, impl BorrowedInput<'a>>) -> Vec<String> {
        std::iter::from_fn(|| parser.next_event()).map(|event| format!("{event:?}")).collect()
    }

    proptest! {
        #![proptest_config(crate::drawn::cases(512))]

        #[test]
        fn everything_reads_as_it_does_word_by_word(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            let text = pieces.concat();
            for options in [options! {}, options! { emit_comments: false, strict_indentation: true }] {
                let by_word = events(Parser::with_options(StrInput::new(&text), options.clone()));
                prop_assert_eq!(events(Parser::with_options(ByText::new(&text), options)), by_word);
            }
        }
    }
}
