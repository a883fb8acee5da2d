//! Guidance in Markdown as HTML: raw HTML in it becomes text, and only links that a reader can follow safely stay links.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, html};

use crate::text::clean;

/// Schemes of addresses that may be followed from a paper.
const SAFE: [&str; 3] = ["https://", "http://", "mailto:"];

pub fn markup(markdown: &str) -> Markup {
    // What is open that became text, with where it leads.
    let mut dropped: Vec<Option<String>> = Vec::new();
    let events = Parser::new(markdown).flat_map(|event| tame(event, &mut dropped));
    let mut out = String::new();
    html::push_html(&mut out, events);
    PreEscaped(out)
}

/// The event with nothing in it that acts, or that breaks the order of the page's headings.
fn tame<'a>(event: Event<'a>, dropped: &mut Vec<Option<String>>) -> Vec<Event<'a>> {
    let cleaned = |text: CowStr<'a>| CowStr::from(clean(&text).into_owned());
    match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(cleaned(text))],
        Event::Code(text) => vec![Event::Code(cleaned(text))],
        Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
        Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::CodeBlock(_)) => vec![Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))],
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            if SAFE.iter().any(|scheme| dest_url.to_ascii_lowercase().starts_with(scheme)) {
                dropped.push(None);
                vec![Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id })]
            } else {
                dropped.push(Some(dest_url.into_string()));
                Vec::new()
            }
        }
        Event::Start(Tag::Image { dest_url, .. }) => {
            dropped.push(Some(dest_url.into_string()));
            Vec::new()
        }
        Event::End(TagEnd::Link | TagEnd::Image) => match dropped.pop().flatten() {
            Some(address) => vec![Event::Text(CowStr::from(clean(&format!(" ({address})")).into_owned()))],
            None => vec![Event::End(TagEnd::Link)],
        },
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_html_and_unsafe_links_become_text() {
        for (markdown, page) in [
            ("a *b* [HSE](https://www.hse.gov.uk \"t\")", "<p>a <em>b</em> <a href=\"https://www.hse.gov.uk\">HSE</a></p>\n"),
            ("[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>\n"),
            ("[x](../secret)", "<p>x (../secret)</p>\n"),
            ("![x](https://a.example/p.png)", "<p>x (https://a.example/p.png)</p>\n"),
            ("[![x](p.png)](https://a.example)", "<p><a href=\"https://a.example\">x (p.png)</a></p>\n"),
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
            ("# x\n\n- y", "<p><strong>x</strong></p>\n<ul>\n<li>y</li>\n</ul>\n"),
            ("```\" onclick=x\n\u{202e}\n```", "<pre><code>\u{fffd}\n</code></pre>\n"),
        ] {
            assert_eq!(markup(markdown).into_string(), page, "{markdown}");
        }
    }
}
