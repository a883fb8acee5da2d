//! The position in a paragraph, what changed, and the ratings by stage and domain.

use super::super::frame::Paper;
use super::super::words::{headline, holding, ids, marked, scores, sentence, share, stopped};
use crate::day;
use crate::render::{Align, Cell, Column, Table};
use crate::score::{Overall, Scorecard, View};
use crate::text::count_of;

/// Where the organisation stands, counts first.
pub fn position_in_words(card: &Scorecard<'_>) -> String {
    let total = &card.total;
    let name = stopped(&card.paired.assessment.organisation.name);
    let name = name.trim_end_matches('.');
    let rows = count_of(total.rows, "requirement", "requirements");
    let mut text = if total.assessed == 0 {
        format!("{name} has not yet rated any of the {rows}, so there is no position to report. ")
    } else {
        let done = if total.assessed < total.applicable { "is assessing" } else { "has assessed" };
        format!("{name} {done} itself against a list of {rows}. ")
    };
    text.push_str(&format!("{}.", sentence(&headline(total, &card.paired.standard.scale))));
    text.push(' ');
    text.push_str(&if card.is_scored() {
        format!("{}.", sentence(&scores(total)))
    } else {
        "This is an agreement between parties: it is counted, and has no score and no band.".to_owned()
    });
    if let Some(overall) = &card.overall {
        text.push(' ');
        text.push_str(&band(card, overall));
    }
    text.push(' ');
    text.push_str(&in_short(card));
    text
}

/// The band, what it covers and what holds it down.
fn band(card: &Scorecard<'_>, overall: &Overall<'_>) -> String {
    let (band, by_score) = (&overall.band.label, &overall.by_score.label);
    let next = card.paired.standard.scale.bands.iter().find(|b| b.from > overall.by_score.from);
    let range = match next {
        Some(next) if overall.by_score.from == 0 => format!("a score below {}%", next.from),
        Some(next) => format!("a score from {}% to below {}%", overall.by_score.from, next.from),
        None => format!("a score of {}% or more", overall.by_score.from).replace("100% or more", "100%"),
    };
    let not_met = count_of(overall.gates.len(), "essential requirement is not met", "essential requirements are not met");
    match overall.gates.first() {
        None => format!("The overall band is \"{band}\": {range}."),
        Some(gate) if band == by_score => format!(
            "The overall band is \"{band}\": {range}. {not_met} ({}); until that changes, the band can't rise above \"{}\".",
            holding(overall),
            gate.cap.label
        ),
        Some(_) => format!(
            "The score alone would give the band \"{by_score}\" ({range}), but the overall band is held down to \"{band}\": {not_met} ({}).",
            holding(overall)
        ),
    }
}

/// What it comes to, for a reader who reads one sentence.
fn in_short(card: &Scorecard<'_>) -> String {
    let total = &card.total;
    let waiting = total.not_assessed + total.carried;
    let looked_at = match waiting {
        0 => "every requirement that applies has been looked at".to_owned(),
        n => format!("{n} of {} {} still to be assessed", total.applicable, if n == 1 { "has" } else { "have" }),
    };
    let shown = match total.met {
        0 => "none is met so far".to_owned(),
        met if met == total.shown => format!("evidence current on {} shows all {met} that are met", day::long(card.judged_on)),
        met => format!("of the {met} that are met, evidence current on {} shows {}", day::long(card.judged_on), total.shown),
    };
    format!("In short: {looked_at}; {shown}.")
}

/// What changed since the last time.
pub fn changes(paper: &mut Paper<'_>) {
    let text = paper.movements.in_words(paper.card);
    paper.begin("changes", "What changed").paragraph(text);
}

/// Counts and scores by stage and by domain.
pub fn ratings(paper: &mut Paper<'_>) {
    let card = paper.card;
    let body = paper.begin("ratings", if card.is_scored() { "Ratings and scores" } else { "Ratings" });
    body.heading(3, "By stage of the cycle");
    body.table(views(card, "Stage", card.stages.iter().map(|(stage, view)| (stage.title(), view))));
    if !card.domains.is_empty() {
        body.heading(3, "By domain");
        body.table(views(card, "Domain", card.domains.iter().map(|(domain, view)| (domain.title.as_str(), view))));
    }
    let shown = if card.is_scored() {
        "\"Can be shown\" is the score when a met requirement counts only with current evidence."
    } else {
        "\"Can be shown\" is how many of the met have current evidence."
    };
    let twice = counted_twice(card).map(|note| format!(" {note}")).unwrap_or_default();
    body.paragraph(format!("{shown}{twice}"));
    let others = card.paired.standard.requirements.iter().filter(|r| !r.is_rated() && !r.retired).count();
    if others > 0 {
        body.paragraph(format!(
            "The list also names {} of partners, or of all parties together. They are not rated here, and stand in the committee paper.",
            count_of(others, "part", "parts")
        ));
    }
}

/// The stages add up to more than the whole where rows have two.
fn counted_twice(card: &Scorecard<'_>) -> Option<String> {
    let twice: Vec<_> = card.rows.iter().filter(|r| r.requirement.also.is_some()).map(|r| r.requirement).collect();
    let rows = count_of(twice.len(), "requirement", "requirements");
    let count = if twice.len() == 1 { "counts" } else { "count" };
    (!twice.is_empty()).then(|| format!("{rows} ({}) {count} in two stages, and once in the whole.", ids(twice.into_iter())))
}

/// A line of counts and scores for each view and for the whole; columns that would hold nothing but zeros are left out.
fn views<'v>(card: &'v Scorecard<'_>, what: &str, views: impl Iterator<Item = (&'v str, &'v View)>) -> Table {
    let scale = &card.paired.standard.scale;
    let total = &card.total;
    let mut rows: Vec<(&str, &View)> = views.collect();
    rows.push(("Whole", total));
    let mut table = Table::default();
    let mut column = |header: String, align: Align, cell: &dyn Fn(&View) -> Cell| {
        table.columns.push(Column { header, align });
        table.rows.resize_with(rows.len(), Vec::new);
        for (row, (_, view)) in table.rows.iter_mut().zip(&rows) {
            row.push(cell(view));
        }
    };
    column(what.to_owned(), Align::Left, &|_| Cell::Empty);
    column("Apply".to_owned(), Align::Right, &|v| Cell::Count(v.applicable));
    for (rank, rating) in scale.ratings.iter().enumerate().rev() {
        column(marked(rating), Align::Right, &|v| Cell::Count(v.by_rating.get(rank).copied().unwrap_or(0)));
    }
    if total.carried > 0 {
        column("Carried".to_owned(), Align::Right, &|v| Cell::Count(v.carried));
    }
    column("Not assessed".to_owned(), Align::Right, &|v| Cell::Count(v.not_assessed));
    if total.not_approved > 0 {
        column("Not approved".to_owned(), Align::Right, &|v| Cell::Count(v.not_approved));
    }
    if total.not_applicable > 0 {
        column("Left out".to_owned(), Align::Right, &|v| Cell::Count(v.not_applicable));
    }
    if !card.is_scored() {
        column("Can be shown".to_owned(), Align::Right, &|v| Cell::Count(v.shown));
        return named_rows(table, &rows);
    }
    column("Project score".to_owned(), Align::Right, &|v| Cell::Ratio(v.score));
    if total.not_applicable > 0 {
        // A view without such rows has the same score either way.
        column("Score, left out at 0".to_owned(), Align::Right, &|v| Cell::Ratio(v.score_with_all.or(v.score)));
    }
    if total.assessed < total.applicable {
        column("Score of what was assessed".to_owned(), Align::Right, &|v| {
            Cell::Text(format!("{} ({} of {})", share(v.score_of_assessed), v.assessed, v.applicable))
        });
    }
    column("Can be shown".to_owned(), Align::Right, &|v| Cell::Ratio(v.score_shown));
    named_rows(table, &rows)
}

/// The table with the name of each view in its first cell.
fn named_rows(mut table: Table, rows: &[(&str, &View)]) -> Table {
    for (row, (name, _)) in table.rows.iter_mut().zip(rows) {
        if let Some(first) = row.first_mut() {
            *first = Cell::text(*name);
        }
    }
    table
}
