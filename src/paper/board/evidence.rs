//! What is essential and not met, and what is met and can't be shown.

use super::super::words::{MOST_SHOWN, cut, is_are, is_open, named, rating_of, score, share, stopped};
use crate::assessment::Verdict;
use crate::day;
use crate::render::{Document, Table};
use crate::score::{Currency, Gate, Row, Scorecard, State, View};
use crate::text::count_of;

pub fn essential(paper: &mut Document, card: &Scorecard<'_>) {
    paper.heading(2, "Essential requirements that are not met");
    let all = card.rows.iter().filter(|r| r.requirement.essential.is_some()).count();
    let gates = card.overall.as_ref().map_or(&[][..], |o| o.gates.as_slice());
    if all == 0 {
        paper.paragraph("The list has no essential requirements.");
        return;
    }
    if gates.is_empty() {
        paper.paragraph(format!("None. All {all} are met."));
        return;
    }
    paper.paragraph(format!(
        "{} of {all} {} not met. Which requirements are essential is this project's choice, with a reason for each. While one is not met, the overall band has a ceiling, whatever the score.",
        gates.len(),
        is_are(gates.len())
    ));
    paper.list(gates.iter().take(MOST_SHOWN).map(|gate| gap(card, gate)).collect());
    if let Some(cut) = cut(gates.len()) {
        paper.paragraph(cut);
    }
}

fn gap(card: &Scorecard<'_>, gate: &Gate<'_>) -> String {
    let row = &gate.row;
    let mut lines = vec![format!("{}: {}.", named(row.requirement), row.state.in_words(card.paired.standard).to_lowercase())];
    lines.push(format!("What was found: {}", stopped(&found(row))));
    if let Some(essential) = &row.requirement.essential {
        lines.push(format!(
            "Why it is essential: {} As of {}; check before relying on it.",
            stopped(&essential.because),
            day::long(essential.as_of)
        ));
    }
    let open = row.answer.actions.iter().filter(|a| is_open(a)).count();
    let actions = if open == 0 { "No action is open".to_owned() } else { count_of(open, "open action", "open actions") };
    lines.push(format!("Ceiling for the overall band: \"{}\". {actions}.", gate.cap.label));
    lines.join("\n")
}

/// The reason on file, on one line.
fn found(row: &Row<'_>) -> String {
    let reason = match (&row.answer.because, &row.answer.verdict) {
        (_, Some(Verdict::NotApplicable { reason, .. })) => reason,
        (Some(because), _) => because,
        (None, None) => match &row.answer.later {
            Some(later) => return format!("nothing yet; put off: {}", crate::text::clean_line(later)),
            None => return "nothing yet".to_owned(),
        },
        (None, _) => return "no reason given".to_owned(),
    };
    crate::text::clean_line(reason).into_owned()
}

pub fn assurance(paper: &mut Document, card: &Scorecard<'_>) {
    let total = &card.total;
    paper.heading(2, "What can be shown");
    if total.met == 0 {
        paper.paragraph("No requirement is met, so there is nothing to show yet.");
        return;
    }
    let counts = format!(
        "{} met, {} can be shown: with evidence that is current on {}.",
        total.met,
        total.shown,
        day::long(card.judged_on)
    );
    paper.paragraph(if card.is_scored() {
        format!("{counts} Claimed {}, can be shown {}{}.", score(total), share(total.score_shown), gap_in_points(total))
    } else {
        counts
    });
    let unshown: Vec<&Row<'_>> = card.unshown().collect();
    if unshown.is_empty() {
        paper.paragraph("Every met requirement has current evidence.");
        return;
    }
    let rows = count_of(unshown.len(), "met requirement has", "met requirements have");
    paper.paragraph(format!("{rows} no current evidence:"));
    let mut table = Table::new(["Requirement", "Rating", "Why it can't be shown"]);
    table.rows = unshown
        .iter()
        .take(MOST_SHOWN)
        .map(|row| vec![named(row.requirement).into(), rating_of(row, card), why(card, row).into()])
        .collect();
    paper.table(table);
    if let Some(cut) = cut(unshown.len()) {
        paper.paragraph(cut);
    }
}

/// ": a gap of 15 points before rounding", where there is one: the two rounded figures may lie a point more or less apart.
fn gap_in_points(total: &View) -> String {
    let gap = total.assurance_gap().filter(|_| total.shown < total.met);
    gap.map_or_else(String::new, |gap| match gap.points() {
        0 => ": a gap of under a point".to_owned(),
        points => {
            format!(": a gap of {} before rounding", count_of(usize::try_from(points).unwrap_or_default(), "point", "points"))
        }
    })
}

/// What is wrong with the evidence, piece by piece.
fn why(card: &Scorecard<'_>, row: &Row<'_>) -> String {
    debug_assert!(matches!(row.state, State::Rated(_)), "only rated rows can be met");
    let months = card.paired.standard.evidence_months;
    let each: Vec<String> = row
        .answer
        .evidence
        .iter()
        .filter_map(|e| Some(format!("{}: {}", e.title, Currency::of(e, card.judged_on, months).in_words()?)))
        .collect();
    if each.is_empty() { "No evidence named".to_owned() } else { each.join("; ") }
}
