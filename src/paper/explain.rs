//! Where every figure comes from: what each requirement brings, what would move it, and the sums.

use super::words::{headline, holding, named, rating_of, sentence, share};
use crate::day;
use crate::render::{Cell, Document, Table};
use crate::score::{Row, Scorecard, State};
use crate::text::count_of;

/// The sums behind the score.
struct Sums {
    /// Weight times points over the rows that apply.
    won: u64,
    /// Weights of the rows that apply.
    weight: u64,
    /// Weights of all rows.
    all: u64,
    /// As `won`, met rows only with current evidence.
    shown: u64,
    /// As `weight`, over rated rows.
    rated: u64,
    /// Points of the best rating.
    best: u64,
}

impl Sums {
    fn of(card: &Scorecard<'_>) -> Self {
        let sum = |keep: &dyn Fn(&Row<'_>) -> bool, what: &dyn Fn(&Row<'_>) -> u64| -> u64 {
            card.rows.iter().filter(|r| keep(r)).map(what).sum()
        };
        Self {
            won: sum(&|r| r.is_applicable(), &gain),
            weight: sum(&|r| r.is_applicable(), &weight),
            all: sum(&|_| true, &weight),
            shown: sum(&|r| r.is_applicable() && (!r.met || r.evidenced), &gain),
            rated: sum(&|r| matches!(r.state, State::Rated(_)), &weight),
            best: u64::from(card.paired.standard.scale.best()),
        }
    }

    /// What so many weighted points are of a score of 100: "1.9".
    fn part(&self, points: u64) -> String {
        let whole = self.weight * self.best;
        if whole == 0 {
            return "–".to_owned();
        }
        let tenths = (points * 2_000 + whole) / (whole * 2);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

fn weight(row: &Row<'_>) -> u64 {
    u64::from(row.requirement.weight)
}

fn gain(row: &Row<'_>) -> u64 {
    weight(row) * u64::from(row.points)
}

/// The document for `vpr explain score`.
#[must_use]
pub fn explain(card: &Scorecard<'_>) -> Document {
    let a = card.paired.assessment;
    let mut paper = Document::new(format!("How the score comes about: {}, {}", a.organisation.name, a.cycle.name));
    paper.notice(card.paired.standard.notice());
    if !card.is_scored() {
        paper.paragraph(
            "This is an agreement between parties: it is counted, and has no score to explain. See it with \"vpr status\".",
        );
        return paper;
    }
    let sums = Sums::of(card);
    paper.heading(2, "Each requirement");
    let mut table = Table::new(["Requirement", "Rating", "#Points", "#Brings", "Evidence", "What would move it"]);
    table.rows = card.rows.iter().map(|row| line(card, &sums, row)).collect();
    paper.table(table);
    paper.paragraph("Points are those of the rating times the weight. \"Brings\" is the part of the project score, in points out of 100, rounded to a tenth.");
    paper.heading(2, "The sums");
    paper.list(worked(card, &sums));
    band(&mut paper, card);
    paper
}

fn line(card: &Scorecard<'_>, sums: &Sums, row: &Row<'_>) -> Vec<Cell> {
    let applicable = row.is_applicable();
    let points = if applicable { format!("{} × {}", row.points, row.requirement.weight) } else { "left out".to_owned() };
    let brings = if applicable { sums.part(gain(row)) } else { "–".to_owned() };
    let evidence = match (row.answer.evidence.len(), row.evidenced) {
        (0, _) => "none",
        (_, true) => "current",
        (_, false) => "not current",
    };
    let essential = if row.requirement.essential.is_some() { ", essential" } else { "" };
    vec![
        format!("{}{essential}", named(row.requirement)).into(),
        rating_of(row, card),
        points.into(),
        brings.into(),
        evidence.into(),
        mover(card, sums, row).into(),
    ]
}

/// What would raise the score, or what can be shown.
fn mover(card: &Scorecard<'_>, sums: &Sums, row: &Row<'_>) -> String {
    let scale = &card.paired.standard.scale;
    if !row.is_applicable() {
        return "nothing, it does not apply".to_owned();
    }
    let missing = weight(row) * u64::from(scale.best() - row.points);
    let best = scale.ratings.last().map_or("", |r| r.label.as_str()).to_lowercase();
    let mut text = if missing > 0 { format!("{best} would add {} points", sums.part(missing)) } else { String::new() };
    if row.met && !row.evidenced {
        let shown = format!("current evidence would add {} points to what can be shown", sums.part(gain(row)));
        text = if text.is_empty() { shown } else { format!("{text}; {shown}") };
    }
    if matches!(row.state, State::NotApplicable { justified: false }) {
        text.push_str("; a reason and another's approval would leave it out");
    }
    if text.is_empty() { "nothing, it is at its best".to_owned() } else { text }
}

fn worked(card: &Scorecard<'_>, sums: &Sums) -> Vec<String> {
    let total = &card.total;
    let whole = sums.weight * sums.best;
    let mut lines = vec![
        format!("Counts: {}.", headline(total, &card.paired.standard.scale)),
        format!(
            "Denominator: {} less {} left out as not applicable is {} that apply; weight {} × best {} = {whole} points possible.",
            count_of(total.rows, "requirement", "requirements"),
            total.not_applicable,
            total.applicable,
            sums.weight,
            sums.best
        ),
        format!("Project score: Σ weight × points = {}; {} ÷ {whole} = {}.", sums.won, sums.won, share(total.score)),
        format!(
            "Can be shown: the same with met requirements without current evidence on {} at 0; {} ÷ {whole} = {}. {} met, {} can be shown.",
            day::long(card.judged_on),
            sums.shown,
            share(total.score_shown),
            total.met,
            total.shown
        ),
    ];
    if total.assessed < total.applicable {
        lines.push(format!(
            "Score of what was assessed: {} ÷ {} = {}, {} of {} assessed.",
            sums.won,
            sums.rated * sums.best,
            share(total.score_of_assessed),
            total.assessed,
            total.applicable
        ));
    }
    if let Some(all) = total.score_with_all {
        lines.push(format!("With the not applicable at 0: {} ÷ {} = {all}.", sums.won, sums.all * sums.best));
    }
    lines.push("Rounding: once, in print, to a whole per cent, half up; \"<1%\" and \">99%\" where that would claim nothing or everything.".to_owned());
    lines
}

fn band(paper: &mut Document, card: &Scorecard<'_>) {
    paper.heading(2, "The band");
    let scale = &card.paired.standard.scale;
    let Some(overall) = &card.overall else {
        paper.paragraph("Nothing applies, so there is no score and no band.");
        return;
    };
    let mut steps = vec![
        format!(
            "Bands: {}.",
            scale.bands.iter().map(|b| format!("\"{}\" from {}%", b.label, b.from)).collect::<Vec<_>>().join(", ")
        ),
        format!("The score, before rounding, reaches \"{}\".", overall.by_score.label),
    ];
    steps.extend(overall.gates.iter().map(|gate| {
        let state = gate.row.state.in_words(card.paired.standard).to_lowercase();
        format!("{} is essential and {state}: the band is at most \"{}\".", named(gate.row.requirement), gate.cap.label)
    }));
    let held =
        if overall.band.label == overall.by_score.label { String::new() } else { format!(", held down by {}", holding(overall)) };
    steps.push(sentence(&format!("the overall band is \"{}\"{held}.", overall.band.label)));
    paper.blocks.push(crate::render::Block::Steps(steps));
}
