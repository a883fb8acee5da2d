//! Texts that try to become markup, and what a reader of the Markdown makes of them.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Each alone, and all of them in one.
pub const TEXTS: &[&str] = &[
    "a | b || c \\| d",
    "`code` ``x`` ```\nrm -rf\n```",
    "line one\nline two\r\nline three\n\nafter a gap\n    indented code",
    "<script>alert(1)</script> <b onclick=x>bold</b> <!-- c --> <https://a.example>",
    "=cmd|' /C calc'!A0",
    "[x](javascript:alert(1)) [ref][1] [^1] ![](http://a.example/p.png)",
    "\u{202e}gnp.exe \u{1b}[2J \u{7} \u{2028} \u{feff}",
    "# x",
    "## x ##",
    "1. x",
    "1) x\n2) y",
    "(a) x",
    "- x",
    "* x\n+ y",
    "- [ ] task",
    "> quote",
    "| a | b |\n|---|---|\n| c | d |",
    "&lt; &amp; &#60; &copy;",
    "~~x~~ ~x~ ^x^ ==x== **x** __x__ *x* _x_",
    "$x$ $$y$$ \\(z\\) \\emph{x}",
    "---",
    "***\n___\n- - -\n===",
    "Title\n=====\nSub\n---",
    "---\ntitle: x\n---",
    "% title",
    ": definition\n~ other",
    "::: warning\nx\n:::",
    "[1]: http://a.example\n[^1]: note",
    "@smith2020 and #12 and a@b.example and www.example.org and https://a.example/?a=b&c",
    "trailing \\",
    "two  spaces  \nthen a line",
    "{#id .class}",
    "",
    "   ",
];

/// What may never come of a text.
#[must_use]
pub fn is_unexpected(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Start(
                Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::CodeBlock(_)
                    | Tag::HtmlBlock
                    | Tag::Emphasis
                    | Tag::Strong
                    | Tag::Strikethrough
                    | Tag::Superscript
                    | Tag::Subscript
                    | Tag::FootnoteDefinition(_)
                    | Tag::DefinitionList
                    | Tag::MetadataBlock(_)
            )
    )
}

/// The Markdown as a reader with every extension sees it.
#[must_use]
pub fn events(markdown: &str) -> Vec<Event<'_>> {
    Parser::new_ext(markdown, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)).collect()
}

/// Its words, blanks dropped: where a line was broken is not at stake.
#[must_use]
pub fn words(markdown: &str) -> String {
    let words = events(markdown).into_iter().filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    squeeze(&words.collect::<String>())
}

/// A text as it should come out, blanks dropped.
#[must_use]
pub fn squeeze(text: &str) -> String {
    crate::text::clean_line(text).chars().filter(|c| !c.is_whitespace()).collect()
}
