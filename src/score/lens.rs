//! The same answers cut another way: the rows behind each item of a lens, and the figures of each theme.

use super::{Row, Scorecard, View};
use crate::standard::lens::{Item, Lens};
use crate::standard::{Crosswalk, Show};

/// A lens laid over a scorecard.
#[derive(Debug, Clone)]
pub struct LensCard<'a> {
    /// The lens.
    pub lens: &'a Lens,
    /// Whether its rows were reached through a crosswalk from another edition.
    pub through_crosswalk: bool,
    /// Its themes with the figures of the rows behind them, each row once.
    pub themes: Vec<(&'a str, View)>,
    /// Its items with the rows behind each.
    pub items: Vec<(&'a Item, Vec<Row<'a>>)>,
}

impl<'a> LensCard<'a> {
    /// Lays a lens over a scorecard. `crosswalk` leads from the edition answered to the one the lens names; it is not needed
    /// when the two are the same. `None` when there is no way from the one to the other.
    #[must_use]
    pub fn new(card: &Scorecard<'a>, lens: &'a Lens, crosswalk: Option<&Crosswalk>) -> Option<Self> {
        let answered = card.paired.standard;
        let same = answered.is_called(&lens.standard);
        let crosswalk = crosswalk.filter(|c| answered.is_called(&c.from) && c.to == lens.standard);
        if !same && crosswalk.is_none() {
            return None;
        }
        let bears_on = |row: &Row<'_>, item: &Item| match crosswalk {
            _ if same => item.requirements.contains(&row.requirement.id),
            Some(crosswalk) => crosswalk.after(&row.requirement.id).any(|link| item.requirements.contains(&link.to)),
            None => false,
        };
        let items: Vec<(&Item, Vec<Row<'a>>)> =
            lens.items.iter().map(|item| (item, card.rows.iter().filter(|r| bears_on(r, item)).copied().collect())).collect();
        let counts = |item: &Item| lens.show != Show::OwnPart || item.employer;
        let themes = lens
            .themes
            .iter()
            .enumerate()
            .map(|(index, theme)| {
                let of_theme: Vec<&Item> = lens.items.iter().filter(|i| i.theme == index && counts(i)).collect();
                let rows = card.rows.iter().filter(|row| of_theme.iter().any(|item| bears_on(row, item)));
                (theme.title.as_str(), View::of(rows, answered))
            })
            .collect();
        Some(Self { lens, through_crosswalk: !same, themes, items })
    }
}
