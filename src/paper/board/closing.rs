//! Who stood by it, how the figures were made, and what they rest on.

use super::super::words::{MOST_SHOWN, cut};
use super::front::as_at;
use crate::assessment::sign_off::{Standing, standing};
use crate::assessment::{Dissent, Role, SignOff};
use crate::paper::sign_off::changed;
use crate::render::{Cell, Document, Table};
use crate::score::Scorecard;
use crate::standard::Scale;
use crate::text::{count_of, list_of};

pub fn sign_offs(paper: &mut Document, card: &Scorecard<'_>) {
    paper.heading(2, "Sign-offs");
    let all = standing(card.paired.assessment);
    if all.is_empty() {
        paper.paragraph("No sign-off is recorded, neither by the executive lead nor by staff side.");
        return;
    }
    let current: Vec<&Standing<'_>> =
        Role::ALL.iter().filter_map(|(role, ..)| all.iter().find(|s| s.is_current && s.sign_off.role == *role)).collect();
    let latest: Vec<&SignOff> = current.iter().map(|s| s.sign_off).collect();
    paper.paragraph("Recorded by role; names are left out. A record is not a signature: it says what the file says.");
    let mut table = Table::new(["Role", "Recorded on", "#Disagreements", "Covers this assessment"]);
    table.rows = current
        .iter()
        .take(MOST_SHOWN)
        .map(|s| {
            let SignOff { role, on, disagrees, .. } = s.sign_off;
            let covers = if s.covers() { "yes" } else { "no, it changed since" };
            vec![Cell::text(role.title()), Cell::Date(Some(*on)), Cell::Count(disagrees.len()), covers.into()]
        })
        .collect();
    paper.table(table);
    paper.list(current.iter().filter(|s| !s.covers()).map(|s| changed(s)).collect());
    if !latest.iter().any(|s| s.role == Role::StaffSide) {
        paper.paragraph("No sign-off by staff side is recorded.");
    }
    dissents(paper, card, &latest);
}

fn dissents(paper: &mut Document, card: &Scorecard<'_>, latest: &[&SignOff]) {
    let all: Vec<(&SignOff, &Dissent)> = latest.iter().flat_map(|s| s.disagrees.iter().map(|d| (*s, d))).collect();
    let public: Vec<&(&SignOff, &Dissent)> = all.iter().filter(|(_, d)| d.publish).collect();
    if all.is_empty() {
        return;
    }
    let held = all.len() - public.len();
    if held > 0 {
        let words = if held == 1 { "its words are" } else { "their words are" };
        let held = count_of(held, "disagreement is", "disagreements are");
        paper.paragraph(format!("{held} not for publication; {words} left out here."));
    }
    let scale = &card.paired.standard.scale;
    let label = |id: &str| scale.rating(id).map_or_else(|| id.to_owned(), |r| r.label.clone());
    paper.list(
        public
            .iter()
            .take(MOST_SHOWN)
            .map(|(s, d)| {
                format!(
                    "{} disagrees on {} and rates it {}: {}",
                    s.role.title(),
                    d.requirement,
                    label(&d.rating).to_lowercase(),
                    d.reason
                )
            })
            .collect(),
    );
    if let Some(cut) = cut(public.len()) {
        paper.paragraph(cut);
    }
}

pub fn method(paper: &mut Document, card: &Scorecard<'_>) {
    let standard = card.paired.standard;
    let total = &card.total;
    paper.heading(2, "How the figures were made");
    let cap = |index: usize| standard.scale.bands.get(index).map_or("", |b| b.label.as_str());
    let figures = vec![
        format!("Ratings: {}.", ratings(&standard.scale)),
        format!(
            "Project score: points gained as a share of the points possible over the {} that apply. Not assessed and carried answers gain 0. It is this project's figure, not the publisher's.",
            count_of(total.applicable, "requirement", "requirements")
        ),
        format!(
            "Not applicable: left out only with a reason and an approver other than who assessed it; else it {}.",
            if card.is_scored() { "counts at 0" } else { "counts as one that applies" }
        ),
        format!(
            "Current evidence: has a date not after the day it is judged on, and its review day has not passed; without a review day it counts for {} months. Undated evidence never counts.",
            standard.evidence_months
        ),
        format!("Bands: {}. They are this project's own labels.", bands(&standard.scale)),
        format!(
            "Caps: an essential requirement at the worst rating, or without one, holds the band at \"{}\" or lower; one that is partly met, at \"{}\" or lower.",
            cap(standard.scale.cap_worst),
            cap(standard.scale.cap_partly)
        ),
        "Rounding: once, in print, to a whole per cent, half up; \"<1%\" and \">99%\" where rounding would claim nothing or everything.".to_owned(),
        "To see each requirement's part in the score: run \"vpr explain score\" with the assessment file.".to_owned(),
    ];
    // Of an agreement there is only what is counted.
    let counted = |line: &String| line.starts_with("Not applicable") || line.starts_with("Current evidence");
    paper.list(figures.into_iter().filter(|line| card.is_scored() || counted(line)).collect());
}

fn ratings(scale: &Scale) -> String {
    let each: Vec<String> =
        scale.ratings.iter().rev().map(|r| format!("{} {} points", r.label.to_lowercase(), r.points)).collect();
    let met: Vec<String> = scale.ratings.iter().filter(|r| r.met).map(|r| r.label.to_lowercase()).collect();
    format!("{}; {} counts as met", list_of(&each), list_of(&met))
}

fn bands(scale: &Scale) -> String {
    let each: Vec<String> = scale.bands.iter().map(|b| format!("\"{}\" from {}%", b.label, b.from)).collect();
    list_of(&each)
}

pub fn about(paper: &mut Document, card: &Scorecard<'_>, version: &str) {
    let standard = card.paired.standard;
    paper.heading(2, "What this rests on");
    paper.notice(standard.notice_in_full());
    let pack = match &card.paired.assessment.pack {
        None => "The assessment does not record which text of the list was answered.".to_owned(),
        Some(answered) if *answered == standard.digest => "The assessment was answered against this text of the list.".to_owned(),
        Some(answered) => format!("The assessment was answered against another text of the list (sha256 {}).", answered.short()),
    };
    let from = standard.origin.as_ref().map_or("built into vpr".to_owned(), |path| format!("loaded from {path}"));
    paper.list(vec![
        format!("List: {}, {from}, sha256 {}. {pack}", standard.reference, standard.digest.short()),
        format!("Guidance that went with it: {}.", standard.guidance_basis),
        format!("As at: {}.", as_at(card)),
        format!("Made with vpr {version} from what the organisation wrote. Nothing here was checked by anyone else, unless a sign-off says so."),
    ]);
}
