//! The board paper: one document that a secretary can table and a non-executive can question.

mod actions;
pub mod charts;
mod closing;
mod evidence;
mod front;

use super::words::{headline, holding, ids, named, scores, sentence, stopped};
use crate::day;
use crate::render::Document;
use crate::score::{LensCard, Overall, Scorecard};
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
    paper.chart(charts::by_stage(card));
    if let Some(note) = counted_twice(card) {
        paper.paragraph(note);
    }
    if !card.domains.is_empty() {
        paper.heading(3, "By domain");
        paper.chart(charts::by_domain(card));
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
