//! The assessment as a workbook: a summary to read, and tables to sort, filter and print.

use super::common::charts;
use super::extent::{Extent, Part, Texts};
use super::frame::{Frame, guarded};
use super::lens::behind;
use super::movement::Movements;
use super::outcomes::title;
use super::requirements::{carried, confirmed, listed, state};
use super::tables::{self, Kind};
use super::words::{headline, holding, ids, rating_of, sentence};
use crate::assessment::{Answer, Role, Verdict};
use crate::render::xlsx::{Content, Sheet, Workbook};
use crate::render::{Block, Cell, Document, Table, Tone};
use crate::score::{LensCard, Scorecard, State};
use crate::standard::{Measures, Scale, Show, Stage};
use crate::text::count_of;

/// The workbook. What the guard found is on its first page where the frame says it.
#[must_use]
pub fn workbook(card: &Scorecard<'_>, frame: &Frame<'_>) -> Workbook {
    let a = card.paired.assessment;
    let data = |name: &'static str, table: Table| Sheet { name, content: Content::Data(told(in_words(table), "None recorded")) };
    let none = if a.measures.is_empty() { "None recorded" } else { "None that may be given" };
    let measures = told(in_words(titled(tables::table(Kind::Measures, card, frame))), none);
    Workbook {
        title: format!("{}: violence prevention and reduction, self-assessment {}", a.organisation.name, a.cycle.name),
        notice: card.paired.standard.notice(),
        created: card.as_at,
        sheets: vec![
            Sheet { name: "Summary", content: Content::Page(summary(card, frame)) },
            data("Requirements", requirements(card, &Movements::new(card, frame.last))),
            data("Actions", tables::table(Kind::Actions, card, frame)),
            data("Evidence", tables::table(Kind::Evidence, card, frame)),
            Sheet { name: "Measures", content: Content::Data(measures) },
            data("Sign-offs", labelled(tables::table(Kind::Signoffs, card, frame), &card.paired.standard.scale)),
            data("Lenses", through(card, frame.lenses)),
        ],
    }
}

fn summary(card: &Scorecard<'_>, frame: &Frame<'_>) -> Document {
    let (standard, a, total) = (card.paired.standard, card.paired.assessment, &card.total);
    let mut page = Document::new(format!("Violence prevention and reduction: self-assessment {}", a.cycle.name));
    page.notice(standard.notice());
    if let Some(found) = frame.guard {
        page.notice(guarded(found));
    }
    let fact = |label: &str, value: Cell| (label.to_owned(), value);
    page.blocks.push(Block::Facts(vec![
        fact("Organisation", Cell::text(&a.organisation.name)),
        fact("Meeting", Cell::Date(a.cycle.meeting)),
        fact("As at", Cell::Date(Some(card.as_at))),
        fact("Evidence judged on", Cell::Date(Some(card.judged_on))),
    ]));
    page.heading(2, "The position");
    page.paragraph(format!("{}.", sentence(&headline(total, &standard.scale))));
    let mut figures = vec![
        fact("Requirements that apply", Cell::Count(total.applicable)),
        fact("Met", Cell::Count(total.met)),
        fact("Met, and shown by current evidence", Cell::Count(total.shown)),
    ];
    if card.is_scored() {
        figures.push(fact("Project score", Cell::Ratio(total.score)));
        if total.not_applicable > 0 {
            figures.push(fact("Project score, left out at 0", Cell::Ratio(total.score_with_all)));
        }
        if total.assessed < total.applicable {
            figures.push(fact("Requirements assessed", Cell::Count(total.assessed)));
            figures.push(fact("Score of what was assessed", Cell::Ratio(total.score_of_assessed)));
        }
        figures.push(fact("Can be shown", Cell::Ratio(total.score_shown)));
    }
    if let Some(overall) = &card.overall {
        figures.push(fact("Overall band", Cell::text(&overall.band.label)));
        if !overall.gates.is_empty() {
            figures.push(fact("Essential and not met", Cell::text(holding(overall))));
        }
    }
    figures.push(fact("Actions overdue", Cell::Count(card.overdue().len())));
    page.blocks.push(Block::Facts(figures));
    let movements = Movements::new(card, frame.last);
    if frame.last.is_some() || movements.is_known() {
        page.heading(2, "What changed");
        page.paragraph(movements.in_words(card));
    }
    page.heading(2, "By stage of the cycle");
    page.chart(charts::by_stage(card));
    let twice: Vec<_> = card.rows.iter().filter(|r| r.requirement.also.is_some()).map(|r| r.requirement).collect();
    if !twice.is_empty() {
        page.paragraph(format!("In two stages, and once in the whole: {}.", ids(twice.into_iter())));
    }
    if !card.domains.is_empty() {
        page.heading(2, "By domain");
        page.chart(charts::by_domain(card));
    }
    page.heading(2, "What this rests on");
    page.paragraph(standard.notice_in_full());
    let extent = frame.extent(card);
    let mut lines = vec![held(&extent)];
    lines.extend(extent.texts.iter().map(Texts::in_words));
    lines.extend([
        frame.rests_on(),
        format!("List: {}, {}.", standard.reference, standard.digest),
        format!("Made with vpr {}.", frame.version),
    ]);
    page.list(lines);
    page
}

/// How much of the assessment is in the workbook, with its words where the reader may have them.
fn held(extent: &Extent) -> String {
    let of = |part: Part, one: &str, many: &str| format!("{} of {}", part.shown, count_of(part.of, one, many));
    let joint = if extent.texts.is_empty() { "," } else { ", and with their words" };
    let kept = if extent.disagreements.shown == extent.disagreements.of { "" } else { "; the others are not for publication" };
    format!(
        "This workbook holds {}{joint} {}, {}, {}, {} and {}{kept}.",
        of(extent.requirements, "requirement", "requirements"),
        of(extent.evidence, "evidence item", "evidence items"),
        of(extent.actions, "action", "actions"),
        of(extent.measures, "measure", "measures"),
        of(extent.sign_offs, "sign-off", "sign-offs"),
        of(extent.disagreements, "disagreement", "disagreements"),
    )
}

/// A line for each requirement, in as few columns as a printed page has room for: the reason, the approval and whom to ask
/// share one, as no answer has more than two of them.
fn requirements(card: &Scorecard<'_>, movements: &Movements<'_>) -> Table {
    let standard = card.paired.standard;
    let mut table = Table::new([
        "ref",
        "title",
        "stage",
        "domain",
        "essential",
        "rating",
        "last_rating",
        "movement",
        "because",
        "#evidence",
        "#actions",
        "carried",
        "confirmed",
        "assessed",
        "assessed_by",
    ]);
    let optional = |text: Option<&String>| text.map_or(Cell::Empty, Cell::text);
    for (requirement, answer) in listed(card) {
        let rated = card.rows.iter().find(|row| row.requirement.id == requirement.id);
        let stages: Vec<&str> = [Some(requirement.stage), requirement.also].into_iter().flatten().map(Stage::title).collect();
        table.rows.push(vec![
            Cell::text(requirement.id.as_str()),
            Cell::text(&requirement.title),
            stages.join(", ").into(),
            Cell::text(standard.domain_of(requirement).map_or("", |d| d.title.as_str())),
            if requirement.essential.is_some() { "yes" } else { "no" }.into(),
            rated.map_or_else(|| state(card, requirement, answer).into(), |row| rating_of(row, card)),
            rated.and_then(|row| movements.before(card, row)).map_or(Cell::Empty, |before| {
                Cell::Rating(before.in_words(standard).to_owned(), Tone::of(before, &standard.scale))
            }),
            rated.and_then(|row| movements.of(card, row).in_data()).map_or(Cell::Empty, Cell::text),
            because(answer).into(),
            Cell::Count(answer.evidence.len()),
            Cell::Count(answer.actions.len()),
            answer.carried.iter().map(carried).collect::<Vec<_>>().join("\n").into(),
            answer.confirmed.as_ref().map_or(Cell::Empty, |c| confirmed(c).into()),
            Cell::Date(answer.assessed),
            optional(answer.assessed_by.as_ref()),
        ]);
    }
    table
}

/// Why a requirement is rated so or does not apply, who approved that, and whom to ask, a line for each.
fn because(answer: &Answer) -> String {
    let (reason, approved_by) = match &answer.verdict {
        Some(Verdict::NotApplicable { reason, approved_by }) => (Some(reason.clone()), approved_by.as_ref()),
        _ => (answer.because.clone(), None),
    };
    let approved = approved_by.map(|by| format!("Approved by: {by}"));
    let later = answer.later.as_ref().map(|later| format!("Put off: {later}"));
    [reason, approved, later].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Every item of every lens, with how the rows behind it stand as far as the lens may say it.
fn through(card: &Scorecard<'_>, lenses: &[LensCard<'_>]) -> Table {
    let mut table = Table::new(["lens", "theme", "theme's_answers", "item", "what_it_says", "requirements"]);
    for over in lenses {
        for (item, rows) in &over.items {
            let theme = over.themes.get(item.theme);
            let answers = match theme {
                Some((_, view)) if over.lens.show != Show::Rows && view.rows > 0 => {
                    sentence(&headline(view, &card.paired.standard.scale))
                }
                _ => String::new(),
            };
            table.rows.push(vec![
                Cell::text(&over.lens.title),
                Cell::text(theme.map_or("", |(title, _)| title)),
                answers.into(),
                Cell::text(&item.id),
                Cell::text(&item.text),
                behind(card, over, item, rows).into(),
            ]);
        }
    }
    table
}

/// Measures and their groups as the papers call them, in place of their ids.
fn titled(table: Table) -> Table {
    let catalogue = Measures::embedded();
    let group = |by: &str| {
        let (dimension, value) = by.split_once(": ")?;
        let title = &catalogue.dimension(dimension)?.title;
        Some(format!("{title}: {}", sentence(&value.replace('-', " "))))
    };
    let words = |header: &str, id: &str| match header {
        "measure" => catalogue.definition(id).map(|d| Cell::Text(title(d))),
        "by" => group(id).map(Cell::Text),
        _ => None,
    };
    worded(table, &words)
}

/// Roles and ratings of sign-offs as the papers call them, in place of their ids.
fn labelled(table: Table, scale: &Scale) -> Table {
    let role = |id: &str| Role::ALL.iter().find(|(_, _, of, _)| *of == id).map(|(role, ..)| role.title());
    let rating = |id: &str| {
        let rank = scale.ratings.iter().position(|rating| rating.id == id)?;
        Some(Cell::Rating(scale.ratings.get(rank)?.label.clone(), Tone::of(State::Rated(rank), scale)))
    };
    let words = |header: &str, id: &str| match header {
        "role" => role(id).map(Cell::text),
        "rating" => rating(id),
        _ => None,
    };
    worded(table, &words)
}

/// A table with words in place of some of its texts, by the header of their column.
fn worded(mut table: Table, words: &dyn Fn(&str, &str) -> Option<Cell>) -> Table {
    for row in &mut table.rows {
        for (column, cell) in table.columns.iter().zip(row) {
            let Cell::Text(id) = cell else { continue };
            if let Some(said) = words(&column.header, id) {
                *cell = said;
            }
        }
    }
    table
}

/// A table that says so where there is nothing in it: a bare header can be taken for a fault.
fn told(mut table: Table, none: &str) -> Table {
    if table.rows.is_empty() {
        let cells = table.columns.iter().enumerate().map(|(at, _)| if at == 0 { Cell::text(none) } else { Cell::Empty });
        table.rows.push(cells.collect());
    }
    table
}

/// The table with headings for people, "Review by" for `review_by`, and without columns that have nothing in them.
fn in_words(mut table: Table) -> Table {
    let used = |column: usize| table.rows.is_empty() || table.rows.iter().any(|row| !row[column].in_data().is_empty());
    let used: Vec<bool> = (0..table.columns.len()).map(used).collect();
    let kept = |i: &mut usize| {
        *i += 1;
        used.get(*i - 1) == Some(&true)
    };
    let mut i = 0;
    table.columns.retain(|_| kept(&mut i));
    for row in &mut table.rows {
        let mut i = 0;
        row.retain(|_| kept(&mut i));
    }
    for column in &mut table.columns {
        column.header = sentence(&column.header.replace('_', " "));
    }
    table
}
