//! The whole assessment as values for programs: every answer, and every figure that any paper prints.
//!
//! Names are those of the files, in `snake_case`. What is not known is `null`; a list without entries is empty. Fields may be
//! added within a format number; one that goes or changes its meaning raises it. Disagreements that are not for publication
//! are counted and left out. So are names of signers, unless they are asked for, and with them every digest over a name:
//! whoever knows the rest of the record could try a guess at the name on it.

mod answers;
mod figures;
mod lenses;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::extent::{self, Extent, Texts};
use super::frame::{Frame, guarded};
use super::movement::Movements;
use crate::assessment::{Amount, Measure, Role, SignOff};
use crate::measures::printable;
use crate::score::Scorecard;
use crate::standard::{Digest, Kind, Standard};
use answers::Row;
use figures::Figures;
use lenses::Lens;

/// Number of the format that [`record`] gives.
pub const FORMAT: u32 = 1;

/// An assessment on a day, with everything that follows from it.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    format: u32,
    /// What must be said wherever the figures are shown.
    notice: String,
    notice_in_full: String,
    /// The version of the program that reckoned.
    vpr: &'a str,
    as_at: Date,
    evidence_judged_on: Date,
    digests: Digests<'a>,
    scope: Scope,
    /// What the guard found that may identify a person; `null` where it did not look.
    guard: Option<Guard<'a>>,
    /// The assessment that ratings are held against; `null` where none was given.
    last: Option<Last<'a>>,
    standard: Edition<'a>,
    organisation: Organisation<'a>,
    cycle: Cycle<'a>,
    roles: BTreeMap<&'static str, &'a str>,
    paper: Front<'a>,
    figures: Figures<'a>,
    requirements: Vec<Row<'a>>,
    measures: Vec<Counted>,
    sign_off: Vec<Signed<'a>>,
    lenses: Vec<Lens<'a>>,
}

/// What the record rests on.
#[derive(Debug, Serialize)]
struct Digests<'a> {
    /// Of the assessment's text, as `sha256sum` gives it; only with names, as it is over names.
    assessment: Option<&'a str>,
    /// Of what the assessment says, but for the names of signers; where names are left out.
    without_names: Option<&'a str>,
    /// Of the pack at hand.
    pack: &'a str,
    /// Of the pack that was answered, as the assessment records it.
    pack_answered: Option<&'a str>,
}

/// How much of the assessment is in the record: all of it, but for what is held back. What has words counts as shown where
/// the words are.
#[derive(Debug, Serialize)]
struct Scope {
    requirements: Part,
    evidence: Part,
    actions: Part,
    measures: Part,
    sign_offs: Part,
    /// Disagreements with their words; the others are counted only.
    disagreements: Part,
    /// The texts that may be held back from the public, by what they are; none for other readers, from whom none is.
    texts: Vec<Words>,
}

/// Texts of one kind. The same words of a requirement are one text.
#[derive(Debug, Serialize)]
struct Words {
    what: &'static str,
    shown: usize,
    of: usize,
    not_looked_at: usize,
    looked_at_and_held_back: usize,
    /// By who wrote them.
    not_released: usize,
}

/// So many of so many.
#[derive(Debug, Serialize)]
struct Part {
    shown: usize,
    of: usize,
}

/// What the guard found.
#[derive(Debug, Serialize)]
struct Guard<'a> {
    /// As papers say it on page one.
    notice: String,
    found: Vec<Looks<'a>>,
}

/// How often something looks like an identifier.
#[derive(Debug, Serialize)]
struct Looks<'a> {
    like: &'a str,
    count: usize,
}

/// The assessment of the cycle before.
#[derive(Debug, Serialize)]
struct Last<'a> {
    cycle: &'a str,
    standard: String,
    /// What changed since; across editions nothing is compared, and this says so.
    changes: String,
}

#[derive(Debug, Serialize)]
struct Edition<'a> {
    id: String,
    title: &'a str,
    publisher: &'a str,
    published: Date,
    /// Whether it is scored, or counted only.
    kind: &'static str,
    guidance_basis: &'a str,
    review_months: u32,
    evidence_months: u32,
    /// Ratings from worst to best.
    ratings: Vec<Rating<'a>>,
    bands: Vec<Band<'a>>,
}

#[derive(Debug, Serialize)]
struct Rating<'a> {
    id: &'a str,
    label: &'a str,
    points: u32,
    met: bool,
}

#[derive(Debug, Serialize)]
struct Band<'a> {
    label: &'a str,
    /// Per cent from which it holds.
    from: u32,
}

#[derive(Debug, Serialize)]
struct Organisation<'a> {
    name: &'a str,
    code: Option<&'a str>,
    kind: Option<&'static str>,
    system: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Cycle<'a> {
    name: &'a str,
    opened: Option<Date>,
    submitted: Option<Date>,
    meeting: Option<Date>,
    review_months: u32,
    previous: Option<Previous<'a>>,
}

#[derive(Debug, Serialize)]
struct Previous<'a> {
    name: &'a str,
    /// Only with names: it is over those of the last cycle.
    digest: Option<&'a str>,
}

/// What the board's front sheet says besides the figures.
#[derive(Debug, Serialize)]
struct Front<'a> {
    meeting: Option<&'a str>,
    purpose: Option<&'a str>,
    recommendation: Option<&'a str>,
    strategic_risks: &'a [String],
    equality: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Counted {
    measure: String,
    from: Date,
    to: Date,
    by: BTreeMap<String, String>,
    count: Option<u64>,
    /// Where the count is too small to be told.
    fewer_than: Option<u64>,
    /// Where a smaller count could be worked out from it.
    withheld: bool,
    out_of: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Signed<'a> {
    role: &'static str,
    /// Only with names.
    name: Option<&'a str>,
    on: Date,
    /// Only with names: it is a digest over the name.
    covers: Option<&'a str>,
    /// A later sign-off by the same role stands in its place.
    superseded: bool,
    disagreements: usize,
    disagrees: Vec<Dissent<'a>>,
}

#[derive(Debug, Serialize)]
struct Dissent<'a> {
    requirement: &'a str,
    rating: &'a str,
    reason: &'a str,
}

/// The record of a card, with the lenses of the frame over it, and with what else the frame knows.
#[must_use]
pub fn record<'a>(card: &Scorecard<'a>, frame: &Frame<'a>) -> Record<'a> {
    let named = |text: &'a str| frame.with_names.then_some(text);
    let digest = frame.file.map(Digest::as_str);
    let (standard, a) = (card.paired.standard, card.paired.assessment);
    let movements = Movements::new(card, frame.last);
    let text = |text: &'a Option<String>| text.as_deref();
    Record {
        format: FORMAT,
        notice: standard.notice(),
        notice_in_full: standard.notice_in_full(),
        vpr: frame.version,
        as_at: card.as_at,
        evidence_judged_on: card.judged_on,
        digests: Digests {
            assessment: digest.filter(|_| frame.with_names),
            without_names: digest.filter(|_| !frame.with_names),
            pack: standard.digest.as_str(),
            pack_answered: a.pack.as_ref().map(Digest::as_str),
        },
        scope: scope(&frame.extent(card)),
        guard: frame.guard.map(|counts| Guard {
            notice: guarded(counts),
            found: counts.iter().filter(|c| c.count > 0).map(|c| Looks { like: &c.kind, count: c.count }).collect(),
        }),
        last: frame.last.map(|last| Last {
            cycle: &last.cycle.name,
            standard: last.standard.to_string(),
            changes: movements.in_words(card),
        }),
        standard: edition(standard),
        organisation: Organisation {
            name: &a.organisation.name,
            code: text(&a.organisation.code),
            kind: a.organisation.kind.map(crate::assessment::Kind::id),
            system: text(&a.organisation.system),
        },
        cycle: Cycle {
            name: &a.cycle.name,
            opened: a.cycle.opened,
            submitted: a.cycle.submitted,
            meeting: a.cycle.meeting,
            review_months: a.cycle.review_months.unwrap_or(standard.review_months),
            previous: a.cycle.previous.as_ref().map(|p| Previous { name: &p.name, digest: named(p.digest.as_str()) }),
        },
        roles: a.roles.iter().map(|(role, title)| (role.field(), title.as_str())).collect(),
        paper: Front {
            meeting: text(&a.paper.meeting),
            purpose: text(&a.paper.purpose),
            recommendation: text(&a.paper.recommendation),
            strategic_risks: &a.paper.strategic_risks,
            equality: text(&a.paper.equality),
        },
        figures: Figures::of(card),
        requirements: answers::all(card, &movements),
        measures: printable(&a.measures).into_iter().map(count).collect(),
        sign_off: a.sign_off.iter().enumerate().map(|(i, s)| signed(s, &a.sign_off[i + 1..], frame.with_names)).collect(),
        lenses: frame.lenses.iter().map(|over| Lens::of(card, over)).collect(),
    }
}

fn scope(extent: &Extent) -> Scope {
    let part = |part: extent::Part| Part { shown: part.shown, of: part.of };
    let words = |texts: &Texts| Words {
        what: texts.piece.id(),
        shown: texts.printed.shown,
        of: texts.printed.of,
        not_looked_at: texts.not_looked_at,
        looked_at_and_held_back: texts.looked_at,
        not_released: texts.not_released,
    };
    Scope {
        requirements: part(extent.requirements),
        evidence: part(extent.evidence),
        actions: part(extent.actions),
        measures: part(extent.measures),
        sign_offs: part(extent.sign_offs),
        disagreements: part(extent.disagreements),
        texts: extent.texts.iter().map(words).collect(),
    }
}

fn edition(standard: &Standard) -> Edition<'_> {
    Edition {
        id: standard.reference.to_string(),
        title: &standard.title,
        publisher: &standard.publisher,
        published: standard.published,
        kind: match standard.kind {
            Kind::Standard => "standard",
            Kind::Agreement => "agreement",
        },
        guidance_basis: &standard.guidance_basis,
        review_months: standard.review_months,
        evidence_months: standard.evidence_months,
        ratings: standard
            .scale
            .ratings
            .iter()
            .map(|r| Rating { id: &r.id, label: &r.label, points: r.points, met: r.met })
            .collect(),
        bands: standard.scale.bands.iter().map(|b| Band { label: &b.label, from: b.from }).collect(),
    }
}

fn count(m: Measure) -> Counted {
    let (count, fewer_than, withheld) = match m.amount {
        Amount::Count(count) => (Some(count), None, false),
        Amount::FewerThan(limit) => (None, Some(limit), false),
        Amount::Withheld => (None, None, true),
    };
    Counted { withheld, measure: m.measure, from: m.period.0, to: m.period.1, by: m.by, count, fewer_than, out_of: m.out_of }
}

fn signed<'a>(s: &'a SignOff, later: &[SignOff], with_names: bool) -> Signed<'a> {
    let publishable = s.disagrees.iter().filter(|d| d.publish);
    Signed {
        role: Role::id(s.role),
        name: with_names.then_some(s.name.as_str()),
        on: s.on,
        covers: with_names.then_some(s.covers.as_str()),
        superseded: later.iter().any(|other| other.role == s.role),
        disagreements: s.disagrees.len(),
        disagrees: publishable
            .map(|d| Dissent { requirement: d.requirement.as_str(), rating: &d.rating, reason: &d.reason })
            .collect(),
    }
}
