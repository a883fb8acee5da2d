//! The figures of a set of rows: the whole, a stage, a domain.

use super::{Ratio, Row, State};
use crate::standard::{Kind, Standard};

/// Counts first, then scores. Every count has [`View::applicable`] as its denominator, but for the not applicable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// All rows, the not applicable included.
    pub rows: usize,
    /// Rows that count.
    pub applicable: usize,
    /// How many have each rating, from the worst.
    pub by_rating: Vec<usize>,
    /// How many have a rating that counts as met.
    pub met: usize,
    /// Met rows that current evidence shows.
    pub shown: usize,
    /// Rows with any rating.
    pub assessed: usize,
    /// Rows with an earlier answer that nobody confirmed.
    pub carried: usize,
    /// Rows about which nothing was decided.
    pub not_assessed: usize,
    /// Rows left out with a reason and an approver.
    pub not_applicable: usize,
    /// Rows called not applicable without the one or the other; they count, at 0.
    pub not_approved: usize,
    /// The project score: weighted points over the best there could be.
    pub score: Option<Ratio>,
    /// The same over rated rows only. Never printed without "n of m assessed".
    pub score_of_assessed: Option<Ratio>,
    /// The score with met rows at 0 that no current evidence shows.
    pub score_shown: Option<Ratio>,
    /// The score with the not applicable rows at 0, where there are any.
    pub score_with_all: Option<Ratio>,
}

impl View {
    /// Adds the rows up.
    pub fn of<'r, 'a: 'r>(rows: impl Iterator<Item = &'r Row<'a>>, standard: &Standard) -> Self {
        let scale = &standard.scale;
        let mut view = Self::empty(scale.ratings.len());
        // Weights and points: of all rows, of the applicable, of those rated, and what of it was won and can be shown.
        let (mut all, mut possible, mut rated, mut won, mut shown) = (0, 0, 0, 0, 0);
        for row in rows {
            let weight = u64::from(row.requirement.weight);
            let points = weight * u64::from(row.points);
            view.rows += 1;
            all += weight;
            match row.state {
                State::Rated(rank) => {
                    view.assessed += 1;
                    rated += weight;
                    if let Some(count) = view.by_rating.get_mut(rank) {
                        *count += 1;
                    }
                }
                State::NotApplicable { justified: true } => view.not_applicable += 1,
                State::NotApplicable { justified: false } => view.not_approved += 1,
                State::Carried => view.carried += 1,
                State::NotAssessed => view.not_assessed += 1,
            }
            if row.is_applicable() {
                view.applicable += 1;
                possible += weight;
                won += points;
                shown += if !row.met || row.evidenced { points } else { 0 };
            }
            view.met += usize::from(row.met);
            view.shown += usize::from(row.met && row.evidenced);
        }
        // An agreement is counted, never scored.
        if standard.kind == Kind::Standard {
            let best = u64::from(scale.best());
            view.score = Ratio::new(won, possible * best);
            view.score_of_assessed = Ratio::new(won, rated * best);
            view.score_shown = Ratio::new(shown, possible * best);
            view.score_with_all = Ratio::new(won, all * best).filter(|_| view.not_applicable > 0);
        }
        view
    }

    fn empty(ratings: usize) -> Self {
        Self {
            rows: 0,
            applicable: 0,
            by_rating: vec![0; ratings],
            met: 0,
            shown: 0,
            assessed: 0,
            carried: 0,
            not_assessed: 0,
            not_applicable: 0,
            not_approved: 0,
            score: None,
            score_of_assessed: None,
            score_shown: None,
            score_with_all: None,
        }
    }

    /// Whether so many rows are not applicable that somebody should look: over one in ten.
    #[must_use]
    pub const fn has_many_not_applicable(&self) -> bool {
        self.not_applicable * 10 > self.rows
    }

    /// Points between what is claimed and what can be shown, over met rows.
    #[must_use]
    pub fn assurance_gap(&self) -> Option<Ratio> {
        Some(self.score?.above(self.score_shown?))
    }
}
