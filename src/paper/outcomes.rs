//! Outcomes beside compliance: what was counted, beside what was rated. No figure here moves a score.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::words::sentence;
use crate::assessment::{Amount, Assessment, Measure};
use crate::day;
use crate::measures::{apart, overlap, printable};
use crate::render::{Align, Cell, Column, Document, Table};
use crate::score::Scorecard;
use crate::standard::{Definition, Measures, Unit};

/// Periods shown side by side, the latest last: more do not fit a page.
const MOST_PERIODS: usize = 4;

/// How far numbers are broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The wholes only, as a board wants them.
    Whole,
    /// Each breakdown as well.
    BrokenDown,
}

/// Adds what was counted, those of earlier assessments beside it, latest last. Of what a file has,
/// only what is [`printable`].
pub fn body(paper: &mut Document, card: &Scorecard<'_>, earlier: &[&Assessment], detail: Detail) {
    let on_file = &card.paired.assessment.measures;
    if on_file.is_empty() {
        paper.paragraph("No outcomes are recorded in this assessment: it shows what was done, and not what came of it.");
        return;
    }
    paper.paragraph(
        "What was counted stands beside the ratings and changes none of them. More reports may mean more violence, or more trust in \
         reporting; a count says which only together with what people say.",
    );
    let own = &printable(on_file);
    let told = apart(on_file).len();
    let is_crowded = told < on_file.len() || earlier.iter().any(|a| apart(&a.measures).len() < a.measures.len());
    let earlier: Vec<Measure> = earlier.iter().flat_map(|a| printable(&a.measures)).collect();
    let shown = Shown::of(own, &earlier);
    for (index, periods) in shown.periods_together().iter().enumerate() {
        wholes(paper, &shown, periods, index == 0);
    }
    if shown.overlapping || is_crowded {
        paper.paragraph(
            "Of numbers whose periods share days only one is given, as the difference of two can be a handful of people: the later \
             assessment's, and of one assessment's that of the period that ends last.",
        );
    }
    let broken_down = own.iter().filter(|m| m.group().is_some()).count();
    match detail {
        Detail::BrokenDown => breakdowns(paper, own),
        Detail::Whole if broken_down > 0 => {
            paper.paragraph("Breakdowns by group are in the committee paper.");
        }
        Detail::Whole => {}
    }
    let groups = own.iter().filter(|m| detail == Detail::BrokenDown && m.group().is_some());
    if let Some(why) = not_said(&shown.printed().chain(groups).map(|m| m.amount).collect::<Vec<_>>()) {
        paper.paragraph(format!("{why} Rates go with their numbers. A change between small numbers is mostly chance."));
    }
    if own.len() < told {
        paper.paragraph(
            "A breakdown is left out of this paper, as a small number in it is exact in the file or follows from the others. \
             The person who keeps the file can put that right.",
        );
    }
}

/// Why some of the numbers in a paper are not said. Of what is in other papers it says nothing.
fn not_said(amounts: &[Amount]) -> Option<String> {
    let limits: BTreeSet<u64> = amounts
        .iter()
        .filter_map(|amount| match amount {
            Amount::FewerThan(limit) => Some(*limit),
            Amount::Count(_) | Amount::Withheld => None,
        })
        .collect();
    let withheld = amounts.contains(&Amount::Withheld);
    let small = match limits.into_iter().collect::<Vec<_>>().as_slice() {
        [] if withheld => return Some("A number is withheld where a small one could be worked out from it.".to_owned()),
        [] => return None,
        [limit] => format!("Numbers below {limit} are given as \"fewer than {limit}\""),
        _ => "Small numbers are given as \"fewer than\" a limit".to_owned(),
    };
    let others = if withheld { ", and some others are withheld, as the small ones could be worked out from them" } else { "" };
    Some(format!("{small}, so that nobody is recognised by them{others}."))
}

/// A document of its own with everything that was counted.
#[must_use]
pub fn measured(card: &Scorecard<'_>, earlier: &[&Assessment]) -> Document {
    let a = card.paired.assessment;
    let mut page = Document::new(format!("{}, {}: outcomes beside compliance", a.organisation.name, a.cycle.name));
    body(&mut page, card, earlier, Detail::BrokenDown);
    page
}

/// The catalogue, for whoever writes a mapping or a file by hand.
#[must_use]
pub fn measure_catalogue(measures: &Measures) -> Document {
    let mut page = Document::new("What can be counted beside the ratings");
    page.paragraph(measures.note.clone());
    for definition in &measures.definitions {
        page.heading(2, format!("{}: {}", definition.id, definition.title));
        page.paragraph(format!("{} It is not: {}", definition.meaning, definition.not));
        let by = definition.dimensions.join(", ");
        let unit = definition.unit.id();
        page.paragraph(if by.is_empty() { format!("Unit: {unit}. No breakdown.") } else { format!("Unit: {unit}. By {by}.") });
    }
    page.heading(2, "Groups of each breakdown");
    let mut table = Table::new(["Breakdown", "Groups"]);
    table.rows = measures.dimensions.iter().map(|d| vec![d.id.clone().into(), d.values.join(", ").into()]).collect();
    page.table(table);
    page
}

/// What was counted in this assessment and in earlier ones.
struct Shown<'a> {
    /// By measure, in the catalogue's order: the wholes by period.
    wholes: Vec<(&'static Definition, ByPeriod<'a>)>,
    /// Whether some were left out because a later one shares days with them.
    overlapping: bool,
}

/// First and last day.
type Period = (Date, Date);
/// The wholes of one measure.
type ByPeriod<'a> = BTreeMap<Period, &'a Measure>;

impl<'a> Shown<'a> {
    fn of(own: &'a [Measure], earlier: &'a [Measure]) -> Self {
        // The latest assessment has the last word on a period, and on every day of it.
        let all: Vec<&Measure> = earlier.iter().chain(own).filter(|m| m.by.is_empty()).collect();
        let clash = |m: &Measure, later: &Measure| m.measure == later.measure && m.period != later.period && overlap(m, later);
        let (told, overlapping): (Vec<_>, Vec<_>) =
            all.iter().enumerate().partition(|(at, m)| !all[at + 1..].iter().any(|later| clash(m, later)));
        let all: Vec<&Measure> = told.into_iter().map(|(_, m)| *m).collect();
        let wholes = Measures::embedded().definitions.iter().filter_map(|definition| {
            let of: ByPeriod<'_> = all.iter().filter(|m| m.measure == definition.id).map(|m| (m.period, *m)).collect();
            own.iter().any(|m| m.measure == definition.id && m.by.is_empty()).then_some((definition, of))
        });
        Self { wholes: wholes.collect(), overlapping: !overlapping.is_empty() }
    }

    /// The numbers that are printed.
    fn printed(&self) -> impl Iterator<Item = &'a Measure> {
        self.wholes.iter().flat_map(|(_, of)| latest(of).into_iter().filter_map(|days| of.get(&days).copied()))
    }

    /// The periods of each table: measures counted over the same periods share one.
    fn periods_together(&self) -> Vec<Vec<Period>> {
        let mut together: Vec<Vec<Period>> = Vec::new();
        for (_, of) in &self.wholes {
            let periods = latest(of);
            if !together.contains(&periods) {
                together.push(periods);
            }
        }
        together
    }
}

fn latest(of: &ByPeriod<'_>) -> Vec<Period> {
    of.keys().copied().skip(of.len().saturating_sub(MOST_PERIODS)).collect()
}

fn period(days: Period) -> String {
    format!("{} to {}", day::long(days.0), day::long(days.1))
}

fn wholes(paper: &mut Document, shown: &Shown<'_>, periods: &[Period], is_first: bool) {
    let mut table = Table::new(["Counted"]);
    table.columns.extend(periods.iter().map(|days| Column { header: period(*days), align: Align::Right }));
    let mut per: BTreeSet<u64> = BTreeSet::new();
    for (definition, of) in shown.wholes.iter().filter(|(_, of)| latest(of) == periods) {
        let mut row = vec![Cell::text(title(definition))];
        row.extend(periods.iter().map(|days| of.get(days).map_or(Cell::Empty, |m| Cell::Text(in_words(m)))));
        per.extend(of.values().filter(|m| rate(m).is_some()).map(|_| definition.per));
        table.rows.push(row);
    }
    table.caption = is_first
        .then(|| "The number, what it is out of, and the share or the rate per 1,000.".to_owned())
        .filter(|_| !per.is_empty());
    paper.table(table);
}

/// What a measure is called in a list of numbers.
pub fn title(definition: &Definition) -> String {
    match definition.unit {
        Unit::PerCent => format!("{} (per cent)", definition.title),
        _ => definition.title.clone(),
    }
}

/// Breakdowns of what this assessment counted, a table each.
fn breakdowns(paper: &mut Document, own: &[Measure]) {
    let catalogue = Measures::embedded();
    for definition in &catalogue.definitions {
        let of: Vec<&Measure> = own.iter().filter(|m| m.measure == definition.id && m.group().is_some()).collect();
        let periods: BTreeSet<Period> = of.iter().map(|m| m.period).collect();
        for days in periods {
            paper.heading(3, format!("{}, {}", definition.title, period(days)));
            for dimension in &catalogue.dimensions {
                let mut table = Table::new([dimension.title.as_str(), "#Number"]);
                let rows = of.iter().filter(|m| m.period == days).filter_map(|m| {
                    let (_, value) = m.group().filter(|(d, _)| *d == dimension.id)?;
                    Some(vec![Cell::Text(sentence(&value.replace('-', " "))), Cell::Text(in_words(m))])
                });
                table.rows = rows.collect();
                if !table.rows.is_empty() {
                    paper.table(table);
                }
            }
        }
    }
}

/// "412 of 2,150 (191.6 per 1,000)", "fewer than 5", "withheld".
fn in_words(m: &Measure) -> String {
    match m.amount {
        Amount::Count(n) => {
            let out_of = m.out_of.map(|of| format!(" of {}", thousands(of))).unwrap_or_default();
            let rate = rate(m).map(|r| format!(" ({r})")).unwrap_or_default();
            format!("{}{out_of}{rate}", thousands(n))
        }
        Amount::FewerThan(limit) => format!("fewer than {limit}"),
        Amount::Withheld => "withheld".to_owned(),
    }
}

/// The rate of a number that is given: rounded once, here, half up.
fn rate(m: &Measure) -> Option<String> {
    let (count, out_of) = (u128::from(m.amount.count()?), u128::from(m.out_of.filter(|of| *of > 0)?));
    let per = Measures::embedded().definition(&m.measure)?.per;
    if per == 100 {
        return crate::score::Ratio::new(m.amount.count()?, m.out_of?).map(|r| r.to_string());
    }
    let tenths = (count * u128::from(per) * 20 + out_of) / (out_of * 2);
    Some(format!("{}.{} per {}", tenths / 10, tenths % 10, thousands(per)))
}

/// "2,150", as British papers print it.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
