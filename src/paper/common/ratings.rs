//! The position in a paragraph, what changed, and the ratings by stage and domain.

use super::super::frame::Paper;
use super::super::words::{headline, holding, ids, scores, sentence, stopped};
use super::charts;
use crate::day;
use crate::score::{Overall, Scorecard};
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
        1 => format!(
            "the 1 that is met {} by evidence current on {}",
            if total.shown == 1 { "is shown" } else { "is not shown" },
            day::long(card.judged_on)
        ),
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
    body.chart(charts::by_stage(card));
    if !card.domains.is_empty() {
        body.heading(3, "By domain");
        body.chart(charts::by_domain(card));
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
