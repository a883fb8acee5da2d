//! Where an assessment stands, on one screen.

use super::words::{headline, holding, is_are, scores, sentence, share};
use crate::day;
use crate::render::{Align, Block, Cell, Column, Document, Table};
use crate::score::{Balance, Scorecard, next_steps};
use crate::standard::Stage;
use crate::text::{clean_line, count_of, list_of};

/// Columns of the screen it is meant for.
const WIDTH: usize = 80;
/// Steps named at the end.
const STEPS: usize = 3;
/// Longest step, in characters: two lines of a screen. The rest is in the file.
const STEP_MAX: usize = 140;

/// The document for `vpr status`: at 80 columns it takes no more than 24 lines.
#[must_use]
pub fn status(card: &Scorecard<'_>) -> Document {
    let a = card.paired.assessment;
    let when = format!(", {}, as at {}", short(&a.cycle.name, 20), day::long(card.as_at));
    let name = short(&a.organisation.name, WIDTH.saturating_sub(when.chars().count()));
    let mut screen = Document::new(format!("{name}{when}"));
    screen.paragraph(figures(card));
    screen.table(stages(card));
    let balance = balance(&card.balance);
    if !balance.is_empty() {
        screen.paragraph(balance);
    }
    screen.blocks.push(Block::Steps(next_steps(card, STEPS).iter().map(|s| short(&s.in_words(card), STEP_MAX)).collect()));
    screen.notice(card.paired.standard.notice());
    screen
}

fn figures(card: &Scorecard<'_>) -> String {
    let total = &card.total;
    let headline = sentence(&headline(total, &card.paired.standard.scale));
    let mut text = if card.is_scored() {
        let shown = format!("can be shown {} ({} of {} met)", share(total.score_shown), total.shown, total.met);
        format!("{headline}. {}; {shown}.", sentence(&scores(total)))
    } else {
        format!("{headline}. {} of {} met can be shown. An agreement is counted, not scored.", total.shown, total.met)
    };
    if let Some(overall) = &card.overall {
        let is_held = overall.band.label != overall.by_score.label;
        let held = if is_held { format!(", held down by {}", holding(overall)) } else { String::new() };
        text.push_str(&format!(" Overall band: {}{held}.", overall.band.label));
    }
    let overdue = card.overdue().len();
    text.push_str(&format!(" {} {} overdue.", sentence(&count_of(overdue, "action", "actions")), is_are(overdue)));
    text
}

fn stages(card: &Scorecard<'_>) -> Table {
    // A score never stands without the other where anything was left out.
    let left_out = card.total.not_applicable > 0;
    let unfinished = card.total.assessed < card.total.applicable;
    let mut table = Table::new(["Stage", "#Met"]);
    let right = |header: &str| Column { header: header.to_owned(), align: Align::Right };
    table.columns.extend(unfinished.then(|| right("Assessed")));
    table.columns.extend(card.is_scored().then(|| right("Project score")));
    table.columns.extend((card.is_scored() && left_out).then(|| right("Left out at 0")));
    table.columns.push(right("Can be shown"));
    let of = |part: usize, whole: usize| Cell::Text(format!("{part} of {whole}"));
    table.rows = card
        .stages
        .iter()
        .map(|(stage, v)| {
            let mut cells = vec![stage.title().into(), of(v.met, v.applicable)];
            cells.extend(unfinished.then(|| of(v.assessed, v.applicable)));
            if card.is_scored() {
                cells.push(Cell::Ratio(v.score));
                cells.extend(left_out.then_some(Cell::Ratio(v.score_with_all.or(v.score))));
                cells.push(Cell::Ratio(v.score_shown));
            } else {
                cells.push(of(v.shown, v.met));
            }
            cells
        })
        .collect();
    table
}

/// The balance in a line or two; the papers say it in full.
fn balance(balance: &Balance) -> String {
    let mut sentences = Vec::new();
    match balance.stands_out {
        Some((Stage::Plan, Stage::Check)) => {
            sentences.push("Plan is strongest and Check weakest: written down, not checked.".to_owned());
        }
        Some((high, low)) => sentences.push(format!("{high} is strongest and {low} weakest.")),
        None if balance.known.len() > 1 => sentences.push("No stage stands out.".to_owned()),
        None => {}
    }
    let unsure: Vec<String> = balance
        .unsure
        .iter()
        .enumerate()
        .map(|(i, u)| format!("{} ({} of {}{})", u.stage, u.assessed, u.applicable, if i == 0 { " assessed" } else { "" }))
        .collect();
    if !unsure.is_empty() {
        sentences.push(format!("Too early to say for {}.", list_of(&unsure)));
    }
    sentences.join(" ")
}

/// The text on one line, cut where it is longer than `most` characters.
fn short(text: &str, most: usize) -> String {
    let text = clean_line(text);
    if text.chars().count() <= most {
        return text.into_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
