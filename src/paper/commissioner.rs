//! The commissioner's paper: what the contract asks, the answers, the evidence for them, what was left out, who stood by it.

use super::committee::current;
use super::common;
use super::frame::{Frame, Paper, checked};
use super::reader::Reader;
use super::words::{is_are, named, rating_of, stopped};
use crate::assessment::Verdict;
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Currency, Row, Scorecard, State};
use crate::text::{clean_line, count_of};

/// The paper.
#[must_use]
pub fn commissioner(card: &Scorecard<'_>, frame: &Frame<'_>) -> Document {
    let title =
        format!("Violence prevention and reduction: self-assessment {} for the commissioner", card.paired.assessment.cycle.name);
    let mut paper = Paper::new(Reader::Commissioner, title, card, frame);
    super::front::sheet(&mut paper);
    duty(&mut paper);
    let position = common::position_in_words(card);
    paper.begin("position", "The position").paragraph(position);
    common::changes(&mut paper);
    answers(&mut paper);
    evidence(&mut paper);
    exclusions(&mut paper);
    common::sign_offs(&mut paper, "sign-offs", "Sign-offs");
    checks(&mut paper);
    common::method(&mut paper);
    paper.finish()
}

/// The duty is what the file says: the contract changes every year, and nothing here knows its words.
fn duty(paper: &mut Paper<'_>) {
    let duty = paper.card.paired.assessment.paper.contract_duty.clone();
    let Some(duty) = duty else {
        paper.begin("duty", "What the contract asks").paragraph(
            "The assessment does not say what the contract of the year asks. Whoever reads the contract writes it in the file, under paper, contract_duty, with year, as_of and text. The program knows no contract's wording.",
        );
        return;
    };
    let text = paper.statement("What the contract asks", &duty.text);
    let body = paper.begin("duty", "What the contract asks");
    body.paragraph(format!("Contract year {}, as read on {}, in the organisation's words:", duty.year, day::long(duty.as_of)));
    body.paragraph(text);
}

fn answers(paper: &mut Paper<'_>) {
    let card = paper.card;
    paper.begin("answers", "The answers");
    let known = paper.movements.is_known();
    let mut table = if known {
        Table::new(["Requirement", "Rating", "Movement", "Reason", "#Current evidence"])
    } else {
        Table::new(["Requirement", "Rating", "Reason", "#Current evidence"])
    };
    for row in &card.rows {
        let mut cells = vec![named(row.requirement).into(), rating_of(row, card)];
        if known {
            cells.push(paper.movements.of(card, row).in_words().into());
        }
        cells.push(paper.statement(&format!("What was found on {}", row.requirement.id), &common::found(row)).into());
        cells.push(Cell::Text(format!("{} of {}", current(card, row.answer), row.answer.evidence.len())));
        table.rows.push(cells);
        paper.names(row);
    }
    paper.body().table(table);
}

fn evidence(paper: &mut Paper<'_>) {
    let card = paper.card;
    let months = card.paired.standard.evidence_months;
    paper.begin("evidence", "Evidence");
    let mut table = Table::new(["Ref", "Evidence", "Where", "Dated", "Review by", "State"]);
    for row in &card.rows {
        for e in &row.answer.evidence {
            let title = paper.statement(&format!("A title of evidence for {}", row.requirement.id), &e.title);
            table.rows.push(vec![
                row.requirement.id.as_str().into(),
                title.into(),
                e.location.clone().unwrap_or_else(|| "–".to_owned()).into(),
                Cell::Date(e.dated),
                Cell::Date(e.review_by),
                Currency::of(e, card.judged_on, months).in_words().unwrap_or_else(|| "current".to_owned()).into(),
            ]);
            paper.shown.evidence += 1;
        }
    }
    if table.rows.is_empty() {
        paper.body().paragraph("No evidence is named for any requirement.");
        return;
    }
    let items = count_of(table.rows.len(), "evidence item", "evidence items");
    paper.body().paragraph(format!(
        "{items}, judged on {}. Files are named, not enclosed; the organisation holds them.",
        day::long(card.judged_on)
    ));
    paper.body().table(table);
}

/// Everything left out as not applicable, approved or not.
fn exclusions(paper: &mut Paper<'_>) {
    let card = paper.card;
    let rows: Vec<&Row<'_>> = card.not_applicable().collect();
    paper.begin("exclusions", "Exclusions");
    if rows.is_empty() {
        paper.body().paragraph("No requirement was called not applicable.");
        return;
    }
    let total = &card.total;
    let kept = match total.not_approved {
        0 => String::new(),
        n => format!("; {n} kept in, for want of a reason or of an approver other than who assessed it"),
    };
    paper.body().paragraph(format!(
        "{} of {} {} called not applicable: {} left out{kept}.{}",
        rows.len(),
        count_of(total.rows, "requirement", "requirements"),
        is_are(rows.len()),
        total.not_applicable,
        if total.has_many_not_applicable() { " That is more than one in ten." } else { "" }
    ));
    let mut table = Table::new(["Requirement", "Left out", "Reason", "Approved by"]);
    for row in rows {
        let Some(Verdict::NotApplicable { reason, approved_by }) = &row.answer.verdict else { continue };
        let left_out = if row.state == (State::NotApplicable { justified: true }) { "yes" } else { "no" };
        let reason = paper.statement(&format!("Why {} does not apply", row.requirement.id), reason);
        table.rows.push(vec![
            named(row.requirement).into(),
            left_out.into(),
            stopped(&clean_line(&reason)).into(),
            approved_by.clone().unwrap_or_else(|| "nobody".to_owned()).into(),
        ]);
    }
    paper.body().table(table);
}

fn checks(paper: &mut Paper<'_>) {
    let Some(findings) = paper.frame.findings else { return };
    let lines = checked(findings);
    let body = paper.begin("checks", "What a check of the file found");
    if lines.is_empty() {
        body.paragraph("Nothing. A check looks at the file, not at the wards.");
    } else {
        body.list(lines);
    }
}
