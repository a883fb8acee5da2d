//! Ratings by stage and by domain: the figures, and the same as bars.

use super::super::words::{marked, share};
use crate::render::{Align, Cell, Chart, Column, Table, Tone};
use crate::score::{Scorecard, View};

/// Ratings by stage of the cycle.
#[must_use]
pub fn by_stage(card: &Scorecard<'_>) -> Chart {
    ratings(card, "Stage", "Ratings by stage of the cycle", card.stages.iter().map(|(stage, view)| (stage.title(), view)))
}

/// Ratings by domain.
#[must_use]
pub fn by_domain(card: &Scorecard<'_>) -> Chart {
    ratings(card, "Domain", "Ratings by domain", card.domains.iter().map(|(domain, view)| (domain.title.as_str(), view)))
}

/// A line of counts and scores for each view and for the whole; columns that would hold nothing but zeros are left out.
/// The counts of ratings and states are drawn.
fn ratings<'v>(card: &'v Scorecard<'_>, what: &str, title: &str, views: impl Iterator<Item = (&'v str, &'v View)>) -> Chart {
    let scale = &card.paired.standard.scale;
    let total = &card.total;
    let mut views: Vec<(&str, &View)> = views.collect();
    views.push(("Whole", total));
    let mut lines = Lines { views, table: Table::default(), parts: Vec::new() };
    lines.column(what, Align::Left, &|name, _| Cell::text(name));
    lines.column("Apply", Align::Right, &|_, v| Cell::Count(v.applicable));
    for (rank, rating) in scale.ratings.iter().enumerate().rev() {
        lines.part(&marked(rating), Tone::of_rank(rank, scale), &|v| v.by_rating.get(rank).copied().unwrap_or(0));
    }
    if total.carried > 0 {
        lines.part("Carried", Tone::Open, &|v| v.carried);
    }
    lines.part("Not assessed", Tone::Open, &|v| v.not_assessed);
    if total.not_approved > 0 {
        lines.part("Not approved", Tone::Open, &|v| v.not_approved);
    }
    if total.not_applicable > 0 {
        lines.part("Left out", Tone::LeftOut, &|v| v.not_applicable);
    }
    if card.is_scored() {
        lines.column("Project score", Align::Right, &|_, v| Cell::Ratio(v.score));
        if total.not_applicable > 0 {
            // A view without such rows has the same score either way.
            lines.column("Score, left out at 0", Align::Right, &|_, v| Cell::Ratio(v.score_with_all.or(v.score)));
        }
        if total.assessed < total.applicable {
            lines.column("Score of what was assessed", Align::Right, &|_, v| {
                Cell::Text(format!("{} ({} of {})", share(v.score_of_assessed), v.assessed, v.applicable))
            });
        }
        lines.column("Can be shown", Align::Right, &|_, v| Cell::Ratio(v.score_shown));
    } else {
        lines.column("Can be shown", Align::Right, &|_, v| Cell::Count(v.shown));
    }
    Chart { title: title.to_owned(), table: lines.table, parts: lines.parts }
}

/// The table as it grows, column by column.
struct Lines<'v> {
    views: Vec<(&'v str, &'v View)>,
    table: Table,
    parts: Vec<(usize, Tone)>,
}

impl Lines<'_> {
    fn column(&mut self, header: &str, align: Align, cell: &dyn Fn(&str, &View) -> Cell) {
        self.table.columns.push(Column { header: header.to_owned(), align });
        self.table.rows.resize_with(self.views.len(), Vec::new);
        for (row, (name, view)) in self.table.rows.iter_mut().zip(&self.views) {
            row.push(cell(name, view));
        }
    }

    /// A column of counts that is drawn as well.
    fn part(&mut self, header: &str, tone: Tone, count: &dyn Fn(&View) -> usize) {
        self.parts.push((self.table.columns.len(), tone));
        self.column(header, Align::Right, &|_, view| Cell::Count(count(view)));
    }
}
