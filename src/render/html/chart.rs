//! Stacked bars as drawings inside the page. Each part has its own pattern, its count where there is room, and the table
//! below has every figure.

use std::borrow::Cow;

use maud::{Markup, html};

use super::super::{Chart, Tone};
use crate::text::{clean, clean_line};

/// Units across; on a phone a unit is a little less than a pixel.
const WIDTH: usize = 440;
/// Units from one bar to the next, its name above it included.
const STEP: usize = 46;
/// Where the bar starts below its name.
const TOP: usize = 18;
/// How high it is.
const HEIGHT: usize = 20;
/// Longest name that fits above a bar, in characters.
const LONGEST: usize = 56;

/// The chart numbered `number` on its page: legend, bars, and the same in words for those who can't see them.
pub fn figure(chart: &Chart, number: usize) -> Markup {
    let bars = chart.bars();
    let groups = groups(chart, &bars);
    let height = bars.len() * STEP;
    let (title, words) = (format!("chart-{number}-title"), format!("chart-{number}-words"));
    let all = chart.in_words();
    html! {
        figure {
            // The heading above says it for those who see it.
            figcaption.unseen { (clean_line(&chart.title)) }
            ul.legend {
                @for (tone, parts) in &groups {
                    li { svg.swatch viewBox="0 0 20 14" aria-hidden="true" {
                        rect.part x="1" y="1" width="18" height="12" fill=(fill(*tone)) {}
                    } (legend(chart, parts)) }
                }
            }
            svg.bars role="img" aria-labelledby={ (title) " " (words) } viewBox={ "0 0 " (WIDTH) " " (height) } {
                title id=(title) { (clean_line(&chart.title)) }
                desc id=(words) { (clean(&all.replace(['\n', '\t'], " "))) }
                @for (row, (name, counts)) in bars.iter().enumerate() {
                    text.name x="0" y=(row * STEP + 12) { (short(name)) }
                    (bar(counts, &groups, row * STEP + TOP))
                }
            }
        }
    }
}

/// Parts of one tone, which stand side by side, are drawn as one: nobody could tell them apart. What no bar has is left out.
fn groups(chart: &Chart, bars: &[(Cow<'_, str>, Vec<usize>)]) -> Vec<(Tone, Vec<usize>)> {
    let mut groups: Vec<(Tone, Vec<usize>)> = Vec::new();
    let is_drawn = |part: usize| bars.iter().any(|(_, counts)| counts.get(part).is_some_and(|count| *count > 0));
    for (part, (_, tone)) in chart.parts.iter().enumerate().filter(|(part, _)| is_drawn(*part)) {
        match groups.last_mut().filter(|(last, _)| last == tone) {
            Some((_, parts)) => parts.push(part),
            None => groups.push((*tone, vec![part])),
        }
    }
    groups
}

/// "Carried or not assessed".
fn legend(chart: &Chart, parts: &[usize]) -> String {
    let labels: Vec<String> = parts.iter().map(|part| clean_line(chart.label(*part)).into_owned()).collect();
    match labels.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => format!("{first} or {}", rest.join(" or ").to_lowercase()),
        _ => labels.concat(),
    }
}

/// One bar across the whole width; each part as wide as its share.
fn bar(counts: &[usize], groups: &[(Tone, Vec<usize>)], top: usize) -> Markup {
    let total: usize = counts.iter().sum();
    let of = |parts: &[usize]| parts.iter().filter_map(|part| counts.get(*part)).sum::<usize>();
    // Half a line on each side stays inside the drawing.
    let at = |count: usize| 1 + ((WIDTH - 2) * count).checked_div(total).unwrap_or(0);
    let mut before = 0;
    html! {
        @if total == 0 { rect.part.none x="1" y=(top) width=(WIDTH - 2) height=(HEIGHT) {} }
        @for (tone, parts) in groups {
            @let count = of(parts);
            @let (from, to) = (at(before), at(before + count));
            @let plate = count.to_string().len() * 8 + 8;
            @if count > 0 {
                rect.part x=(from) y=(top) width=(to - from) height=(HEIGHT) fill=(fill(*tone)) {}
                // The number stands on a plate of its own: no pattern lies behind it.
                @if to - from >= plate + 4 {
                    rect.plate x=(from + (to - from - plate) / 2) y=(top + 3) width=(plate) height=(HEIGHT - 6) rx="3" {}
                    text.count x=(from + (to - from) / 2) y=(top + 15) { (count) }
                }
            }
            @let () = before += count;
        }
    }
}

fn short(name: &str) -> String {
    let name = clean_line(name);
    if name.chars().count() <= LONGEST {
        return name.into_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

fn fill(tone: Tone) -> String {
    format!("url(#pattern-{})", tone.name())
}

/// The shapes and patterns that the page uses, once: each differs from the others in form as well as in colour.
pub fn shapes() -> Markup {
    html! {
        svg.shapes width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                symbol #mark-met viewBox="0 0 12 12" { circle.met cx="6" cy="6" r="6" {} path.line d="M3 6.2 5.2 8.4 9 4" {} }
                symbol #mark-partly viewBox="0 0 12 12" { path.partly.edge d="M6 .8 11.4 11H.6Z" {} }
                symbol #mark-not-met viewBox="0 0 12 12" { rect.not-met x=".5" y=".5" width="11" height="11" {} path.line d="m3.5 3.5 5 5m0-5-5 5" {} }
                symbol #mark-open viewBox="0 0 12 12" { circle.open.edge cx="6" cy="6" r="5" {} }
                symbol #mark-left-out viewBox="0 0 12 12" { path.edge d="M1 6h10" {} }
                pattern #pattern-met width="8" height="8" patternUnits="userSpaceOnUse" { rect.met width="8" height="8" {} }
                pattern #pattern-partly width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.partly width="8" height="8" {}
                    path.stripe d="M-2 2 2-2M0 8 8 0M6 10l4-4" {}
                }
                pattern #pattern-not-met width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.not-met width="8" height="8" {}
                    path.grid d="M0 0l8 8M8 0 0 8" {}
                }
                pattern #pattern-open width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.open width="8" height="8" {}
                    circle.dot cx="4" cy="4" r="1.2" {}
                }
                pattern #pattern-left-out width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect.open width="8" height="8" {}
                    path.dash d="M0 4h8" {}
                }
            }
        }
    }
}
