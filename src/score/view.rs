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
        // An agreement is counted, never scored.
        let ratio = |part, whole| if standard.kind == Kind::Agreement { None } else { Ratio::new(part, whole) };
        let rows: Vec<&Row<'a>> = rows.collect();
        let best = u64::from(scale.best());
        let weight = |r: &Row<'_>| u64::from(r.requirement.weight);
        let points = |r: &Row<'_>| weight(r) * u64::from(r.points);
        let count = |keep: &dyn Fn(&Row<'_>) -> bool| rows.iter().filter(|r| keep(r)).count();
        let sum = |keep: &dyn Fn(&Row<'_>) -> bool, what: &dyn Fn(&Row<'_>) -> u64| -> u64 {
            rows.iter().filter(|r| keep(r)).map(|r| what(r)).sum()
        };
        let is_rated = |r: &Row<'_>| matches!(r.state, State::Rated(_));
        let won = sum(&|r| r.is_applicable(), &points);
        let possible = sum(&|r| r.is_applicable(), &weight) * best;
        let not_applicable = count(&|r| !r.is_applicable());
        let all = sum(&|_| true, &weight) * best;
        Self {
            rows: rows.len(),
            applicable: count(&|r| r.is_applicable()),
            by_rating: (0..scale.ratings.len()).map(|rank| count(&|r| r.state == State::Rated(rank))).collect(),
            met: count(&|r| r.met),
            shown: count(&|r| r.met && r.evidenced),
            assessed: count(&is_rated),
            carried: count(&|r| r.state == State::Carried),
            not_assessed: count(&|r| r.state == State::NotAssessed),
            not_applicable,
            not_approved: count(&|r| r.state == State::NotApplicable { justified: false }),
            score: ratio(won, possible),
            score_of_assessed: ratio(won, sum(&is_rated, &weight) * best),
            score_shown: ratio(sum(&|r| r.is_applicable() && (!r.met || r.evidenced), &points), possible),
            score_with_all: if not_applicable > 0 { ratio(won, all) } else { None },
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
