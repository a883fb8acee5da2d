//! The committee paper: every requirement with all that is known of it, grouped by stage or by domain.

use super::common::{self, dissents_on};
use super::frame::{Frame, Paper};
use super::outcomes::Detail;
use super::reader::Reader;
use super::words::{is_are, is_open, named, rating_of, stopped};
use crate::assessment::{Answer, CarriedVerdict, Verdict};
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Currency, Row, Scorecard, State};
use crate::standard::{Party, Stage};
use crate::text::{clean_line, count_of};

/// How the requirements are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Plan, Do, Check, Act; a requirement with two stages stands in the first.
    Stage,
    /// The domains of the edition; by stage where it has none.
    Domain,
}

/// The paper. Nothing is left out of it.
#[must_use]
pub fn committee(card: &Scorecard<'_>, frame: &Frame<'_>, by: Grouping) -> Document {
    let title = format!("Violence prevention and reduction: every requirement, {}", card.paired.assessment.cycle.name);
    let mut paper = Paper::new(Reader::Committee, title, card, frame);
    super::front::sheet(&mut paper);
    let position = common::position_in_words(card);
    paper.begin("position", "The position").paragraph(position);
    common::changes(&mut paper);
    common::ratings(&mut paper);
    let groups = groups(card, by);
    overview(&mut paper, &groups);
    requirements(&mut paper, &groups);
    others(&mut paper);
    common::outcomes(&mut paper, Detail::BrokenDown);
    common::sign_offs(&mut paper, "sign-offs", "Sign-offs");
    common::method(&mut paper);
    paper.finish()
}

/// Rows below the name of their group, each row once.
type Groups<'a> = Vec<(&'a str, Vec<&'a Row<'a>>)>;

fn groups<'a>(card: &'a Scorecard<'a>, by: Grouping) -> Groups<'a> {
    let domains = &card.paired.standard.domains;
    let all = |keep: &dyn Fn(&Row<'_>) -> bool| card.rows.iter().filter(|r| keep(r)).collect::<Vec<_>>();
    let groups: Groups<'a> = if by == Grouping::Domain && !domains.is_empty() {
        let of = |index| all(&|r| r.requirement.domain == Some(index));
        domains.iter().enumerate().map(|(index, domain)| (domain.title.as_str(), of(index))).collect()
    } else {
        Stage::ALL.iter().map(|stage| (stage.title(), all(&|r| r.requirement.stage == *stage))).collect()
    };
    groups.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

/// A line for each requirement, to find one's way.
fn overview(paper: &mut Paper<'_>, groups: &Groups<'_>) {
    let card = paper.card;
    let known = paper.movements.is_known();
    paper.begin("overview", "All requirements on one table");
    let mut table = Table::new(["Requirement", "Rating", "#Current evidence", "#Open actions", "Gap"]);
    if known {
        table = Table::new(["Requirement", "Rating", "Last rating", "Movement", "#Current evidence", "#Open actions", "Gap"]);
    }
    for row in groups.iter().flat_map(|(_, rows)| rows) {
        let mut cells = vec![named(row.requirement).into(), rating_of(row, card)];
        if known {
            cells.push(last_rating(paper, row).into());
            cells.push(paper.movements.of(card, row).in_words().into());
        }
        cells.push(Cell::Text(format!("{} of {}", current(card, row.answer), row.answer.evidence.len())));
        cells.push(Cell::Count(row.answer.actions.iter().filter(|a| is_open(a)).count()));
        cells.push(gap(card, row).into());
        table.rows.push(cells);
    }
    paper.body().table(table);
}

fn requirements(paper: &mut Paper<'_>, groups: &Groups<'_>) {
    paper.begin("requirements", "Requirement by requirement");
    for (group, rows) in groups {
        paper.body().heading(3, *group);
        for row in rows {
            one(paper, row);
        }
    }
}

fn one(paper: &mut Paper<'_>, row: &Row<'_>) {
    let card = paper.card;
    let requirement = row.requirement;
    let essential = if requirement.essential.is_some() { " (essential)" } else { "" };
    paper.body().heading(4, format!("{}{essential}", named(requirement)));
    paper.body().paragraph(&requirement.requirement);
    let mut lines = vec![rating(paper, row)];
    lines.push(reason(row));
    lines.push(format!("Gap: {}.", gap(card, row)));
    lines.push(format!("Assurance: {}", assurance(card, row)));
    if let Some(essential) = requirement.essential.as_ref().filter(|_| !row.met) {
        lines.push(format!(
            "Why it is essential: {} As of {}; check before relying on it.",
            stopped(&essential.because),
            day::long(essential.as_of)
        ));
    }
    lines.extend(carried(row));
    if let Some(later) = &row.answer.later {
        lines.push(format!("Put off: {}", stopped(&clean_line(later))));
    }
    paper.body().list(lines);
    evidence(paper, row.answer, requirement.id.as_str());
    actions(paper, row.answer, requirement.id.as_str());
    paper.names(row);
}

fn rating(paper: &Paper<'_>, row: &Row<'_>) -> String {
    let card = paper.card;
    let now = row.state.in_words(card.paired.standard);
    if !paper.movements.is_known() {
        return format!("Rating: {now}.");
    }
    format!("Rating: {now}. Last rating: {}. Movement: {}.", last_rating(paper, row), paper.movements.of(card, row).in_words())
}

fn last_rating(paper: &Paper<'_>, row: &Row<'_>) -> String {
    let before = paper.movements.before(paper.card, row);
    before.map_or("–", |state| state.in_words(paper.card.paired.standard)).to_owned()
}

fn reason(row: &Row<'_>) -> String {
    match &row.answer.verdict {
        Some(Verdict::NotApplicable { reason, approved_by }) => {
            let by = approved_by.as_deref().unwrap_or("nobody");
            format!("Why it does not apply: {} Approved by {}", stopped(&clean_line(reason)), stopped(by))
        }
        _ => match &row.answer.because {
            Some(because) => format!("Reason: {}", stopped(&clean_line(because))),
            None => "Reason: none given.".to_owned(),
        },
    }
}

/// What stands between a row and one that is met and can be shown, from what the file says.
pub fn gap(card: &Scorecard<'_>, row: &Row<'_>) -> String {
    let mut gaps: Vec<String> = Vec::new();
    match row.state {
        State::Rated(_) if row.met => {}
        State::Rated(_) => gaps.push("not met".to_owned()),
        State::NotApplicable { justified: true } => return "none, as it does not apply".to_owned(),
        State::NotApplicable { justified: false } => gaps.push("called not applicable without approval".to_owned()),
        State::Carried => gaps.push("carried from earlier and not confirmed".to_owned()),
        State::NotAssessed => gaps.push("not assessed".to_owned()),
    }
    if row.met && !row.evidenced {
        gaps.push(if row.answer.evidence.is_empty() { "no evidence named" } else { "no current evidence" }.to_owned());
    }
    let open = row.answer.actions.iter().filter(|a| is_open(a)).count();
    if !row.met && matches!(row.state, State::Rated(_)) && open == 0 {
        gaps.push("no open action".to_owned());
    }
    let overdue = row.answer.actions.iter().filter(|a| is_open(a) && a.due.is_some_and(|due| due < card.as_at)).count();
    if overdue > 0 {
        gaps.push(format!("{} overdue", count_of(overdue, "action", "actions")));
    }
    if gaps.is_empty() { "none".to_owned() } else { gaps.join("; ") }
}

/// How far the rating can be relied on: who gave it, what shows it today, who disagrees.
fn assurance(card: &Scorecard<'_>, row: &Row<'_>) -> String {
    let answer = row.answer;
    let by = answer.assessed_by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    let on = answer.assessed.map(|on| format!(" on {}", day::long(on))).unwrap_or_default();
    let mut parts = vec![match row.state {
        State::NotAssessed | State::Carried => "nobody has assessed it in this cycle".to_owned(),
        _ if by.is_empty() && on.is_empty() => "who assessed it, and when, is not recorded".to_owned(),
        _ => format!("assessed{by}{on}"),
    }];
    parts.push(match answer.evidence.len() {
        0 => "no evidence is named".to_owned(),
        all => {
            let current = current(card, answer);
            format!(
                "{current} of {} {} current on {}",
                count_of(all, "evidence item", "evidence items"),
                // "0 of 1 item is", "1 of 2 items is", "0 of 2 items are".
                is_are(if all == 1 { all } else { current }),
                day::long(card.judged_on)
            )
        }
    });
    if let Some(confirmed) = &answer.confirmed {
        let looked_at = confirmed.looked_at.as_ref().map(|l| format!(", having looked at {l}")).unwrap_or_default();
        parts.push(format!("confirmed by {} on {}{looked_at}", confirmed.by, day::long(confirmed.on)));
    }
    parts.extend(dissents_on(card, row));
    stopped(&clean_line(&parts.join("; ")))
}

/// How many pieces of evidence are current.
pub fn current(card: &Scorecard<'_>, answer: &Answer) -> usize {
    let months = card.paired.standard.evidence_months;
    answer.evidence.iter().filter(|e| Currency::of(e, card.judged_on, months) == Currency::Current).count()
}

fn carried(row: &Row<'_>) -> Vec<String> {
    let line = |c: &crate::assessment::Carried| {
        let said = match &c.verdict {
            CarriedVerdict::Rating(rating) => rating.clone(),
            CarriedVerdict::NotApplicable(reason) => format!("not applicable, {reason}"),
        };
        let because = c.because.as_ref().map(|b| format!(": {b}")).unwrap_or_default();
        stopped(&clean_line(&format!("Carried from {} {} ({}): {said}{because}", c.from, c.requirement, c.relation.id())))
    };
    row.answer.carried.iter().map(line).collect()
}

fn evidence(paper: &mut Paper<'_>, answer: &Answer, id: &str) {
    if answer.evidence.is_empty() {
        return;
    }
    let card = paper.card;
    let months = card.paired.standard.evidence_months;
    let mut table = Table::new(["Evidence", "Where", "Dated", "Review by", "State"]);
    table.caption = Some(format!("Evidence for {id}"));
    for e in &answer.evidence {
        let state = Currency::of(e, card.judged_on, months).in_words().unwrap_or_else(|| "current".to_owned());
        table.rows.push(vec![
            e.title.as_str().into(),
            e.location.clone().unwrap_or_else(|| "–".to_owned()).into(),
            Cell::Date(e.dated),
            Cell::Date(e.review_by),
            state.into(),
        ]);
        paper.shown.evidence += 1;
    }
    paper.body().table(table);
}

fn actions(paper: &mut Paper<'_>, answer: &Answer, id: &str) {
    if answer.actions.is_empty() {
        return;
    }
    let as_at = paper.card.as_at;
    let mut table = Table::new(["Action", "Owner", "Due", "Status"]);
    table.caption = Some(format!("Actions for {id}"));
    for a in &answer.actions {
        let overdue = is_open(a) && a.due.is_some_and(|due| due < as_at);
        table.rows.push(vec![
            a.what.as_str().into(),
            a.owner.clone().unwrap_or_else(|| "no owner".to_owned()).into(),
            Cell::Date(a.due),
            if overdue { "overdue".into() } else { a.status.id().into() },
        ]);
        paper.shown.actions += 1;
    }
    paper.body().table(table);
}

/// Rows of partners and of all parties together, and answered rows that were withdrawn: shown, not rated.
fn others(paper: &mut Paper<'_>) {
    let card = paper.card;
    let rows: Vec<_> = card
        .paired
        .standard
        .requirements
        .iter()
        .filter(|r| !r.is_rated() && (!r.retired || !card.paired.answer(&r.id).is_empty()))
        .collect();
    if rows.is_empty() {
        return;
    }
    let whose = |r: &crate::standard::Requirement| match r.party {
        _ if r.retired => "withdrawn",
        Party::Partner => "a partner's",
        _ => "shared",
    };
    let lines = rows.iter().map(|r| format!("{} ({}): {}", named(r), whose(r), r.requirement)).collect();
    let body = paper.begin("others", "Parts of others");
    body.paragraph("The list also names what partners do, and what all parties do together. It is shown here and not rated.");
    body.list(lines);
}
