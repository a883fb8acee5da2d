//! A page of HTML in one file: no script, nothing fetched, readable on a phone, on a desk and on A4.
//!
//! Every text is escaped as it is written. A policy in the head keeps the browser from running or fetching anything, even
//! if an escape were forgotten one day.

mod chart;
mod guidance;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::{Align, Block, Cell, Document, Table, Tone};
use crate::text::{clean, clean_line, clean_lines};

/// Type and colours follow the NHS identity guidelines; the NHS logo is not used, as only NHS organisations may.
const STYLE: &str = include_str!("page.css");

/// Fewest sections for which a list of contents is worth its place.
const CONTENTS_FROM: usize = 4;

/// Most rows of a table that is kept on one sheet of paper.
const SHORT: usize = 6;

/// Longest cell that is kept on one line: a day, as "30 September 2026", or an item, as "HSE-RA1".
const WHOLE: usize = 17;

/// Longest cell that may stand in a narrow column, in characters; a longer one is kept wide enough to be read.
const NARROW: usize = 40;

/// The document as a page, ending in a line feed.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut page = Page::default();
    let sections = sections(document);
    let title = clean_line(&document.title);
    let titles = sections.iter().filter_map(|section| section.title);
    let contents = titles.clone().count() >= CONTENTS_FROM;
    let policy = format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'", digest(STYLE));
    let markup = html! {
        (DOCTYPE)
        html lang=(document.language) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header { div.wide { h1 { (title) } } }
                div.wide.columns[contents] {
                    @if contents {
                        nav aria-label="Contents" {
                            p.nav-title { "Contents" }
                            ol { @for (number, title) in titles.enumerate() {
                                li { a href={ "#section-" (number + 1) } { (clean_line(title)) } }
                            } }
                        }
                    }
                    main #content tabindex="-1" {
                        @for section in &sections { (page.section(section)) }
                    }
                }
                (chart::shapes())
            }
        }
    };
    markup.into_string() + "\n"
}

/// What stands between two headings of the second level.
struct Section<'a> {
    title: Option<&'a str>,
    blocks: &'a [Block],
}

fn sections(document: &Document) -> Vec<Section<'_>> {
    let is_title = |block: &Block| matches!(block, Block::Heading { level: 2, .. });
    let mut rest = document.blocks.as_slice();
    let mut sections = Vec::new();
    while !rest.is_empty() {
        let title = match rest.first() {
            Some(Block::Heading { level: 2, text }) => Some(text.as_str()),
            _ => None,
        };
        let body = if title.is_some() { &rest[1..] } else { rest };
        let end = body.iter().position(is_title).unwrap_or(body.len());
        sections.push(Section { title, blocks: &body[..end] });
        rest = &body[end..];
    }
    sections
}

/// The page so far: what was numbered, and the words of the last heading.
#[derive(Default)]
struct Page {
    sections: usize,
    tables: usize,
    charts: usize,
    heading: String,
}

impl Page {
    fn section(&mut self, section: &Section<'_>) -> Markup {
        let Some(title) = section.title else {
            return html! { @for block in section.blocks { (self.block(block)) } };
        };
        self.sections += 1;
        let id = format!("section-{}", self.sections);
        self.heading = clean_line(title).into_owned();
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (self.heading) }
                @for block in section.blocks { (self.block(block)) }
            }
        }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Heading { level, text } => {
                self.heading = clean_line(text).into_owned();
                // The second level opens sections; a page may not leave a level out.
                html! { @if *level <= 3 { h3 { (self.heading) } } @else { h4 { (self.heading) } } }
            }
            Block::Paragraph(words) => html! { p { (text(words)) } },
            Block::List(items) => html! { ul { @for item in items { li { (text(item)) } } } },
            Block::Steps(items) => html! { ol { @for item in items { li { (text(item)) } } } },
            Block::Notice(words) => html! { p.notice role="note" { (text(words)) } },
            Block::Facts(facts) => html! {
                dl { @for (label, value) in facts { div { dt { (text(label)) } dd { (cell(value)) } } } }
            },
            Block::Table(table) => self.table(table, false),
            Block::Chart(drawn) => {
                self.charts += 1;
                html! { (chart::figure(drawn, self.charts)) (self.table(&drawn.table, true)) }
            }
            Block::Code(words) => html! { pre tabindex="0" { code { (clean(words.trim_end())) } } },
            Block::Markdown(words) => html! { div.guidance { (guidance::markup(words)) } },
        }
    }

    /// A table in a box that scrolls where the screen is narrower, with keys as well. That of a chart begins with short names.
    fn table(&mut self, table: &Table, is_drawn: bool) -> Markup {
        self.tables += 1;
        let id = format!("table-{}", self.tables);
        let side = |column: usize| matches!(table.columns.get(column), Some(c) if c.align == Align::Right).then_some("figure");
        let look = |column: usize, value: &Cell| {
            let words = value.in_words();
            let length = words.chars().count();
            let is_whole = words.contains([' ', '-']) && length <= WHOLE;
            side(column).or(is_whole.then_some("whole")).or((length > NARROW && column > 0).then_some("prose"))
        };
        html! {
            div.scroll.chart[is_drawn].short[table.rows.len() <= SHORT] tabindex="0" role="group" aria-labelledby=(id) {
                table {
                    @match &table.caption {
                        Some(words) => caption id=(id) { (text(words)) },
                        // The heading above says it for those who see it.
                        None => caption.unseen id=(id) { (self.heading) },
                    }
                    thead { tr { @for (i, column) in table.columns.iter().enumerate() {
                        th scope="col" class=[side(i)] { (text(&column.header)) }
                    } } }
                    tbody { @for row in &table.rows {
                        tr { @for (i, value) in row.iter().enumerate() {
                            @if i == 0 { th scope="row" class=[look(i, value)] { (cell(value)) } }
                            @else { td class=[look(i, value)] { (cell(value)) } }
                        } }
                    } }
                }
            }
        }
    }
}

fn cell(cell: &Cell) -> Markup {
    match cell {
        Cell::Rating(word, tone) => html! { span.rating { (mark(*tone)) (text(word)) } },
        Cell::Date(Some(date)) => html! { time datetime=(date) { (cell.in_words()) } },
        _ => text(&cell.in_words()),
    }
}

/// The shape of a tone. The word beside it says the same.
fn mark(tone: Tone) -> Markup {
    html! { svg.mark viewBox="0 0 12 12" aria-hidden="true" { use href={ "#mark-" (tone.name()) } {} } }
}

/// A text with its line breaks.
fn text(words: &str) -> Markup {
    html! { @for (i, line) in clean_lines(words).iter().enumerate() { @if i > 0 { br; } (line) } }
}

/// The SHA-256 digest of a text in base 64, as a content security policy names a style sheet.
fn digest(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hash = Sha256::digest(text.as_bytes());
    let mut out = String::with_capacity(44);
    for three in hash.chunks(3) {
        let byte = |i: usize| three.get(i).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 0x3f;
            out.push(if digit > three.len() { '=' } else { char::from(DIGITS[index as usize]) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_is_the_one_the_policy_names() {
        // From `printf abc | openssl dgst -sha256 -binary | base64`.
        assert_eq!(digest("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        let page = write(&Document::new("T"));
        assert!(
            page.contains(&format!("style-src &#39;sha256-{}&#39;", digest(STYLE))) || page.contains(&digest(STYLE)),
            "{page}"
        );
        assert!(page.contains(&format!("<style>{STYLE}</style>")), "{page}");
    }

    /// The contrast of two colours by the formula of WCAG 2.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| -> f64 {
            let digits = colour.trim_start_matches('#');
            let digits = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
            let part = |i: usize| {
                let value = f64::from(u8::from_str_radix(&digits[i..i + 2], 16).expect("a colour")) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn words_and_shapes_stand_out_in_light_in_dark_and_on_paper() {
        let palettes: Vec<&str> = STYLE.split(":root {").skip(1).map(|rest| rest.split('}').next().expect("its end")).collect();
        assert_eq!(palettes.len(), 3);
        for palette in palettes {
            let colour = |name: &str| {
                let found =
                    palette.split(';').find_map(|line| line.trim().strip_prefix("--")?.strip_prefix(name)?.strip_prefix(": "));
                found.expect("a colour of the palette").to_owned()
            };
            let at_least = |most: f64, one: &str, other: &str| {
                let (a, b) = (colour(one), colour(other));
                assert!(contrast(&a, &b) >= most, "{one} {a} on {other} {b}: {}", contrast(&a, &b));
            };
            for (words, behind) in [("ink", "page"), ("ink", "note"), ("ink", "shade"), ("blue", "page")] {
                at_least(4.5, words, behind);
            }
            for (shape, behind) in [
                ("line", "page"),
                ("edge", "page"),
                ("met", "page"),
                ("not-met", "page"),
                ("on-met", "met"),
                ("on-not-met", "not-met"),
            ] {
                at_least(3.0, shape, behind);
            }
        }
        // The band, and what has the focus.
        for (words, behind) in [("#fff", "#005eb8"), ("#fff", "#003087"), ("#212b32", "#ffb81c")] {
            assert!(contrast(words, behind) >= 4.5, "{words} on {behind}");
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_becomes_no_markup() {
        assert_eq!(text("a < b\n\n\"c\" \u{202e}d").into_string(), "a &lt; b<br>&quot;c&quot; \u{fffd}d");
    }
}
