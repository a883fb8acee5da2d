//! The Markdown of the packs as plain text on a screen.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::wrap::wrap;

/// The Markdown as wrapped lines: paragraphs, bullets and numbers with hanging indent, links as text with their address.
/// Raw HTML is shown as text. No line is wider than `width` unless a single word is.
#[must_use]
pub fn to_text(markdown: &str, width: usize) -> String {
    let mut flow =
        Flow { width, blocks: Vec::new(), text: String::new(), lists: Vec::new(), marker: None, quotes: 0, link: None };
    for event in Parser::new(markdown) {
        flow.take(event);
    }
    flow.end_block();
    flow.finish()
}

struct Flow {
    width: usize,
    /// Finished blocks, each with whether it stands close to the one before.
    blocks: Vec<(bool, String)>,
    text: String,
    /// Open lists: the next number, or `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The marker that the next block begins with.
    marker: Option<String>,
    quotes: usize,
    /// Where the open link or image goes, and where its text starts.
    link: Option<(String, usize)>,
}

impl Flow {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}. ");
                        *number += 1;
                        marker
                    }
                    _ => "- ".to_owned(),
                };
                self.marker = Some(marker);
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.link = Some((dest_url.into_string(), self.text.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item => self.end_block(),
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((address, start)) = self.link.take()
                    && self.text.get(start..) != Some(address.as_str())
                {
                    self.text.push_str(&format!(" ({address})"));
                }
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        // Deep nesting must leave room for words on a narrow screen.
        let depth = (self.lists.len().saturating_sub(1) + self.quotes).min(3);
        let indent = "  ".repeat(depth);
        let marker = self.marker.take();
        let hang = match (&marker, self.lists.is_empty()) {
            (Some(marker), _) => " ".repeat(marker.len()),
            (None, false) => "  ".to_owned(),
            (None, true) => String::new(),
        };
        let first = format!("{indent}{}", marker.as_deref().unwrap_or(&hang));
        let close = marker.is_some() && self.blocks.last().is_some_and(|(_, b)| is_item(b));
        let lines = wrap(&text, self.width, &first, &format!("{indent}{hang}"), false);
        self.blocks.push((close, lines.join("\n")));
    }

    fn finish(self) -> String {
        let mut out = String::new();
        for (close, block) in self.blocks {
            if !out.is_empty() {
                out.push_str(if close { "\n" } else { "\n\n" });
            }
            out.push_str(&block);
        }
        out
    }
}

fn is_item(block: &str) -> bool {
    let block = block.trim_start();
    block.starts_with("- ") || block.split_once(". ").is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Catalogue;

    #[test]
    fn guidance_reads_as_plain_text() {
        let markdown = "Ask *three* people who `answers`\nfor it.\n\n- one, long enough to wrap over\n- two\n\n1. a\n2. b\n\n\
                        <b>bold</b> [HSE](https://www.hse.gov.uk) <script>x</script>";
        let expected = "Ask three people who\nanswers for it.\n\n- one, long enough to\n  wrap over\n- two\n1. a\n2. b\n\n\
                        <b>bold</b> HSE\n(https://www.hse.gov.uk)\n<script>x</script>";
        assert_eq!(to_text(markdown, 24), expected);
    }

    #[test]
    fn no_line_of_any_guidance_overflows() {
        for standard in Catalogue::embedded().all() {
            for row in &standard.requirements {
                for width in [20, 40, 63, 80, 120, 200] {
                    for line in to_text(&row.guidance, width).lines() {
                        let fits = textwrap::core::display_width(line) <= width
                            || line.trim_start_matches(['-', ' ']).split(' ').count() == 1;
                        assert!(fits, "{} at {width}: {line}", row.id);
                    }
                }
            }
        }
    }
}
