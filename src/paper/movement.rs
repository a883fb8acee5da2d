//! How each row stands against the last time. Only within one edition: a rating means nothing on another's scale.

use super::words::ids;
use crate::assessment::{Answer, Assessment, CarriedVerdict};
use crate::score::{Row, Scorecard, State};
use crate::standard::Requirement;
use crate::text::{clean_line, count_of};

/// Where the last ratings come from.
#[derive(Debug, Clone, Copy)]
enum Basis<'a> {
    /// The assessment of the cycle before.
    Cycle(&'a Assessment),
    /// It was given, but answers another edition.
    OtherEdition(&'a Assessment),
    /// Answers carried over from an earlier cycle of the same edition.
    Carried(usize),
    /// Nothing is known.
    Nothing,
}

/// How the rows stood before.
#[derive(Debug, Clone, Copy)]
pub struct Movements<'a> {
    basis: Basis<'a>,
}

/// How a row moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// To a better rating.
    Up,
    /// To a worse one.
    Down,
    /// Not at all.
    Same,
    /// It has a rating, and had none.
    NewlyRated,
    /// It had a rating, and has none.
    NoLongerRated,
    /// Nothing is known of before.
    Unknown,
}

impl Movement {
    /// As printed.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Same => "the same",
            Self::NewlyRated => "newly rated",
            Self::NoLongerRated => "no longer rated",
            Self::Unknown => "–",
        }
    }

    /// As programs read it: nothing where nothing is known.
    pub fn in_data(self) -> Option<&'static str> {
        (self != Self::Unknown).then(|| self.in_words())
    }
}

impl<'a> Movements<'a> {
    /// From the assessment of the cycle before, else from what was carried over.
    pub fn new(card: &Scorecard<'_>, last: Option<&'a Assessment>) -> Self {
        let basis = match last {
            Some(last) if card.paired.standard.is_called(&last.standard) => Basis::Cycle(last),
            Some(last) => Basis::OtherEdition(last),
            None => match card.rows.iter().filter(|row| carried(card, row).is_some()).count() {
                0 => Basis::Nothing,
                count => Basis::Carried(count),
            },
        };
        Self { basis }
    }

    /// Whether anything is known of before.
    pub const fn is_known(&self) -> bool {
        matches!(self.basis, Basis::Cycle(_) | Basis::Carried(_))
    }

    /// The state of a row the last time, where it is known.
    pub fn before(&self, card: &Scorecard<'_>, row: &Row<'_>) -> Option<State> {
        match self.basis {
            Basis::Cycle(last) => {
                let nothing = Answer::default();
                Some(State::of(last.answers.get(&row.requirement.id).unwrap_or(&nothing), last, card.paired.standard))
            }
            Basis::Carried(_) => carried(card, row),
            Basis::OtherEdition(_) | Basis::Nothing => None,
        }
    }

    /// The id of the rating of a row the last time, where it had one.
    pub fn rating_before<'s>(&self, card: &Scorecard<'s>, row: &Row<'_>) -> Option<&'s str> {
        let Some(State::Rated(rank)) = self.before(card, row) else { return None };
        card.paired.standard.scale.ratings.get(rank).map(|rating| rating.id.as_str())
    }

    /// How a row moved.
    pub fn of(&self, card: &Scorecard<'_>, row: &Row<'_>) -> Movement {
        let Some(before) = self.before(card, row) else { return Movement::Unknown };
        match (before, row.state) {
            (State::Rated(then), State::Rated(now)) if now > then => Movement::Up,
            (State::Rated(then), State::Rated(now)) if now < then => Movement::Down,
            (State::Rated(_), State::Rated(_)) => Movement::Same,
            (State::Rated(_), _) => Movement::NoLongerRated,
            (_, State::Rated(_)) => Movement::NewlyRated,
            _ => Movement::Same,
        }
    }

    /// What changed, in sentences.
    pub fn in_words(&self, card: &Scorecard<'_>) -> String {
        let compared = match self.basis {
            Basis::Nothing => {
                return "No earlier assessment was given, and no answer of this edition was carried over, so no movement is shown.".to_owned();
            }
            Basis::OtherEdition(last) => {
                return format!(
                    "The last assessment ({}) answers {}, this one {}. Ratings are never compared across editions, so no movement is shown.",
                    clean_line(&last.cycle.name),
                    last.standard,
                    card.paired.standard.reference
                );
            }
            Basis::Cycle(last) => format!("Compared with {}, the same edition", clean_line(&last.cycle.name)),
            Basis::Carried(count) => {
                format!("Compared with what was carried over from an earlier cycle of this edition, for {}", rows(count))
            }
        };
        let of = |movement: Movement| -> Vec<&Requirement> {
            card.rows.iter().filter(|row| self.of(card, row) == movement).map(|row| row.requirement).collect()
        };
        let named = |movement: Movement, words: &str| {
            let found = of(movement);
            let which = if found.is_empty() { String::new() } else { format!(" ({})", ids(found.iter().copied())) };
            format!("{} {words}{which}", found.len())
        };
        let met = |state: State| matches!(state, State::Rated(rank) if card.paired.standard.scale.ratings.get(rank).is_some_and(|r| r.met));
        let then = card.rows.iter().filter(|row| self.before(card, row).is_some_and(met)).count();
        let mut parts = vec![
            named(Movement::Up, "went up"),
            named(Movement::Down, "went down"),
            format!("{} stayed the same", of(Movement::Same).len()),
        ];
        for (movement, words) in [(Movement::NewlyRated, "newly rated"), (Movement::NoLongerRated, "no longer rated")] {
            if !of(movement).is_empty() {
                parts.push(named(movement, words));
            }
        }
        let unknown = of(Movement::Unknown).len();
        if unknown > 0 {
            parts.push(format!("nothing is known of before for {unknown}"));
        }
        format!("{compared}: {}. Met then: {then}; met now: {}.", parts.join(", "), card.total.met)
    }
}

fn rows(count: usize) -> String {
    count_of(count, "requirement", "requirements")
}

/// The state that was carried over from the same requirement of the same edition, the latest if there are several.
fn carried(card: &Scorecard<'_>, row: &Row<'_>) -> Option<State> {
    let standard = card.paired.standard;
    let own = row.answer.carried.iter().filter(|c| standard.is_called(&c.from) && c.requirement == row.requirement.id);
    own.max_by_key(|c| c.assessed).and_then(|c| match &c.verdict {
        CarriedVerdict::Rating(rating) => standard.scale.rank(rating).map(State::Rated),
        CarriedVerdict::NotApplicable(_) => Some(State::NotApplicable { justified: true }),
    })
}
