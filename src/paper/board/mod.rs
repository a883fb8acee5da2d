//! The board paper: made for four pages that a secretary can table and a non-executive can question.

mod actions;
mod evidence;
mod position;

use super::frame::{Frame, Paper};
use super::outcomes::Detail;
use super::reader::Reader;
use super::{common, front, lens};
use crate::render::Document;
use crate::score::Scorecard;

/// The paper. The first lens with a score, if any is given, stands in it by theme.
#[must_use]
pub fn board(card: &Scorecard<'_>, frame: &Frame<'_>) -> Document {
    let title = format!("Violence prevention and reduction: self-assessment {}", card.paired.assessment.cycle.name);
    let mut paper = Paper::new(Reader::Board, title, card, frame);
    front::sheet(&mut paper);
    position::position(&mut paper);
    common::changes(&mut paper);
    common::ratings(&mut paper);
    evidence::essential(&mut paper);
    evidence::assurance(&mut paper);
    position::balance(&mut paper);
    if let Some(over) = frame.lenses.first() {
        lens::section(&mut paper, over);
    }
    position::risks(&mut paper);
    actions::actions(&mut paper);
    common::sign_offs(&mut paper, "staff-side", "Staff side and sign-offs");
    common::outcomes(&mut paper, Detail::Whole);
    actions::open(&mut paper);
    position::decisions(&mut paper);
    common::method(&mut paper);
    paper.finish()
}
