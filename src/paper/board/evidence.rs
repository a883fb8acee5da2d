//! What is essential and not met, and what is met and can't be shown.

use super::super::common::{found, unshown_because};
use super::super::frame::Paper;
use super::super::words::{MOST_SHOWN, cut, is_are, is_open, named, rating_of, score, share, stopped};
use crate::day;
use crate::render::Table;
use crate::score::{Gate, Row, View};
use crate::text::count_of;

pub fn essential(paper: &mut Paper<'_>) {
    let card = paper.card;
    paper.begin("essential", "Essential requirements that are not met");
    let all = card.rows.iter().filter(|r| r.requirement.essential.is_some()).count();
    let gates = card.overall.as_ref().map_or(&[][..], |o| o.gates.as_slice());
    if all == 0 {
        paper.body().paragraph("The list has no essential requirements.");
        return;
    }
    if gates.is_empty() {
        paper.body().paragraph(format!("None. All {all} are met."));
        return;
    }
    paper.body().paragraph(format!(
        "{} of {all} {} not met. Which are essential is this project's choice; the reason in law for each is in the committee paper. While one is not met, the overall band has a ceiling, whatever the score.",
        gates.len(),
        is_are(gates.len())
    ));
    let mut gaps = Vec::new();
    for gate in gates.iter().take(MOST_SHOWN) {
        gaps.push(gap(paper, gate));
        paper.names(&gate.row);
    }
    paper.body().list(gaps);
    if let Some(cut) = cut(gates.len()) {
        paper.body().paragraph(cut);
    }
}

fn gap(paper: &mut Paper<'_>, gate: &Gate<'_>) -> String {
    let row = &gate.row;
    let found = paper.statement(&format!("What was found on {}", row.requirement.id), &found(row));
    let open = row.answer.actions.iter().filter(|a| is_open(a)).count();
    let actions = if open == 0 { "No action is open".to_owned() } else { count_of(open, "open action", "open actions") };
    format!(
        "{}: {}. What was found: {} {actions}. Ceiling: \"{}\".",
        named(row.requirement),
        row.state.in_words(paper.card.paired.standard).to_lowercase(),
        stopped(&found),
        gate.cap.label
    )
}

pub fn assurance(paper: &mut Paper<'_>) {
    let card = paper.card;
    let total = &card.total;
    paper.begin("assurance", "What can be shown");
    if total.met == 0 {
        paper.body().paragraph("No requirement is met, so there is nothing to show yet.");
        return;
    }
    let mut text = format!(
        "{} met, {} can be shown: with evidence that is current on {}.",
        total.met,
        total.shown,
        day::long(card.judged_on)
    );
    if card.is_scored() {
        text.push_str(&format!(" Claimed {}, can be shown {}{}.", score(total), share(total.score_shown), gap_in_points(total)));
    }
    let unshown: Vec<&Row<'_>> = card.unshown().collect();
    if unshown.is_empty() {
        text.push_str(" Every met requirement has current evidence.");
        paper.body().paragraph(text);
        return;
    }
    let rows = count_of(unshown.len(), "met requirement has", "met requirements have");
    paper.body().paragraph(format!("{text} {rows} no current evidence:"));
    let mut table = Table::new(["Requirement", "Rating", "Why it can't be shown"]);
    for row in unshown.iter().take(MOST_SHOWN) {
        let why = unshown_because(card, row);
        let why = paper.statement(&format!("Why {} can't be shown", row.requirement.id), &why);
        table.rows.push(vec![named(row.requirement).into(), rating_of(row, card), why.into()]);
        paper.shown.evidence += row.answer.evidence.len();
        paper.names(row);
    }
    paper.body().table(table);
    if let Some(cut) = cut(unshown.len()) {
        paper.body().paragraph(cut);
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
