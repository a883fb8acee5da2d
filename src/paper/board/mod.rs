//! The board paper: one document that a secretary can table and a non-executive can question.

mod actions;
mod closing;
mod evidence;
mod front;

use super::words::{headline, holding, ids, marked, named, scores, sentence, share, stopped};
use crate::day;
use crate::render::{Align, Cell, Column, Document, Table};
use crate::score::{LensCard, Overall, Scorecard, View};
use crate::standard::Party;
use crate::text::count_of;

/// The paper, with a lens over the answers where one is given. `version` is that of the program, for the last section.
#[must_use]
pub fn board(card: &Scorecard<'_>, lens: Option<&LensCard<'_>>, version: &str) -> Document {
    let cycle = &card.paired.assessment.cycle.name;
    let mut paper = Document::new(format!("Violence prevention and reduction: self-assessment {cycle}"));
    paper.notice(card.paired.standard.notice());
    front::sheet(&mut paper, card);
    position(&mut paper, card);
    counts(&mut paper, card);
    evidence::essential(&mut paper, card);
    evidence::assurance(&mut paper, card);
    if card.is_scored() {
        paper.heading(2, "Balance of the cycle");
        paper.paragraph(balance(card));
    }
    if let Some(lens) = lens {
        super::lens::section(&mut paper, card, lens);
    }
    actions::actions(&mut paper, card);
    actions::left_out(&mut paper, card);
    actions::undecided(&mut paper, card);
    closing::sign_offs(&mut paper, card);
    closing::method(&mut paper, card);
    closing::about(&mut paper, card, version);
    paper
}

fn position(paper: &mut Document, card: &Scorecard<'_>) {
    let total = &card.total;
    paper.heading(2, "The position");
    let name = stopped(&card.paired.assessment.organisation.name);
    let name = name.trim_end_matches('.');
    let rows = count_of(total.rows, "requirement", "requirements");
    if total.assessed == 0 {
        paper.paragraph(format!("{name} has not yet rated any of the {rows}, so there is no position to report."));
    }
    let done = if total.assessed < total.applicable { "is assessing" } else { "has assessed" };
    let mut text =
        format!("{name} {done} itself against a list of {rows}. {}.", sentence(&headline(total, &card.paired.standard.scale)));
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
    paper.paragraph(text);
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

fn balance(card: &Scorecard<'_>) -> String {
    let words = card.balance.in_words();
    let basis = "Stages are compared by the score of what was assessed, and only where at least three quarters of a stage, and at least five requirements, are assessed.";
    if words.is_empty() { format!("Too early to say. {basis}") } else { format!("{words} {basis}") }
}

fn counts(paper: &mut Document, card: &Scorecard<'_>) {
    paper.heading(2, if card.is_scored() { "Counts and scores" } else { "Counts" });
    paper.heading(3, "By stage of the cycle");
    paper.table(views(card, "Stage", card.stages.iter().map(|(stage, view)| (stage.title(), view))));
    if let Some(note) = counted_twice(card) {
        paper.paragraph(note);
    }
    if !card.domains.is_empty() {
        paper.heading(3, "By domain");
        paper.table(views(card, "Domain", card.domains.iter().map(|(domain, view)| (domain.title.as_str(), view))));
    }
    paper.paragraph(if card.is_scored() {
        "\"Can be shown\" is the score when a met requirement counts only with current evidence. Requirements not assessed, or carried from earlier and not confirmed, count as 0."
    } else {
        "\"Can be shown\" is how many of the met have current evidence."
    });
    others(paper, card);
}

/// Rows of partners and of all parties together: shown, not rated.
fn others(paper: &mut Document, card: &Scorecard<'_>) {
    let rows: Vec<_> = card.paired.standard.requirements.iter().filter(|r| !r.is_rated() && !r.retired).collect();
    if rows.is_empty() {
        return;
    }
    paper.heading(3, "Parts of others");
    let whose = |party| if party == Party::Partner { "a partner's" } else { "shared" };
    let rows = rows.iter().map(|r| format!("{} ({}): {}", named(r), whose(r.party), r.requirement)).collect();
    paper.paragraph("The list also names what partners do, and what all parties do together. It is shown here and not rated.");
    paper.list(rows);
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
