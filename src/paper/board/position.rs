//! Where the organisation stands, what could go wrong, and what the board is asked for.

use super::super::common;
use super::super::frame::Paper;
use super::super::front;
use super::super::words::{MOST_SHOWN, named};
use crate::render::Block;
use crate::score::{Row, State};
use crate::text::count_of;

pub fn position(paper: &mut Paper<'_>) {
    let text = common::position_in_words(paper.card);
    paper.begin("position", "The position").paragraph(text);
}

pub fn balance(paper: &mut Paper<'_>) {
    let card = paper.card;
    if !card.is_scored() {
        return;
    }
    let words = card.balance.in_words();
    let words = if words.is_empty() { "Too early to say.".to_owned() } else { words };
    paper.begin("balance", "Balance of the cycle").paragraph(format!(
        "{words} Compared by the score of what was assessed, where at least three quarters of a stage, and five requirements, are."
    ));
}

/// The risks recorded, and the rows at the worst rating: where harm is most likely to come from.
pub fn risks(paper: &mut Paper<'_>) {
    let card = paper.card;
    paper.begin("risks", "Risks");
    let recorded = &card.paired.assessment.paper.strategic_risks;
    let text = if recorded.is_empty() {
        "No strategic risk is recorded in the assessment; the board secretary adds the references of the board assurance framework.".to_owned()
    } else {
        let each: Vec<String> = recorded.iter().take(MOST_SHOWN).map(|r| paper.statement("A strategic risk", r)).collect();
        let rest = recorded.len().saturating_sub(each.len());
        let rest = if rest == 0 { String::new() } else { format!("; and {rest} more") };
        format!("Strategic risks recorded: {}{rest}.", each.join("; "))
    };
    paper.body().paragraph(text);
    let worst: Vec<&Row<'_>> = card.rows.iter().filter(|r| r.state == State::Rated(0)).collect();
    let label = card.paired.standard.scale.ratings.first().map_or("", |r| r.label.as_str()).to_lowercase();
    if card.total.assessed == 0 {
        return;
    }
    if worst.is_empty() {
        paper.body().paragraph(format!("No requirement is rated {label}."));
        return;
    }
    let shown: Vec<String> = worst.iter().take(MOST_SHOWN).map(|r| named(r.requirement)).collect();
    worst.iter().take(MOST_SHOWN).for_each(|r| paper.names(r));
    let rest = if worst.len() > shown.len() {
        format!(" ({} of {}, the rest in the committee paper)", shown.len(), worst.len())
    } else {
        String::new()
    };
    let count = count_of(worst.len(), "requirement is", "requirements are");
    paper.body().paragraph(format!("{count} rated {label}: {}{rest}.", shown.join("; ")));
}

/// What the board is asked to do: as the organisation wrote it, else from the figures.
pub fn decisions(paper: &mut Paper<'_>) {
    let card = paper.card;
    paper.begin("decisions", front::DECISIONS);
    let mut asks: Vec<String> = Vec::new();
    if let Some(own) = &card.paired.assessment.paper.recommendation {
        asks.push(paper.statement("The recommendation", own));
    }
    asks.extend(front::asks(card));
    paper.body().blocks.push(Block::Steps(asks));
}
