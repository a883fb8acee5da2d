//! One document under many claims.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::assessment::Evidence;
use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::alike::alike;
use crate::check::subject::ids;
use crate::score::Row;
use crate::standard::RequirementId;
use crate::text::list_of;

/// So many requirements may rest on one document: a strategy or a set of terms shows more than one thing.
const MOST: usize = 4;
/// Endings of pages that programs make.
const PAGES: &[&str] = &["asp", "aspx", "cgi", "jsp", "php"];
/// Those of pages that may be written by hand as well.
const WRITTEN: &[&str] = &["htm", "html"];

pub const RULE: Rule = Rule {
    code: Code::new("evidence-repeated"),
    severity: Severity::Warning,
    summary: "The same evidence stands under five or more requirements rated as met.",
    why: "A strategy or a set of terms can show two or three things. Under many ratings it is usually named because it is at hand, and one lapse takes all of them down. HSE's guidance is to confirm that plans are in effect and not just on paper.",
    behind: Behind::Sources(&["S20"]),
    bad: "answers:\n  L1: { rating: green, because: Reason 1., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L2: { rating: green, because: Reason 2., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L3: { rating: green, because: Reason 3., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L4: { rating: green, because: Reason 4., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L5: { rating: green, because: Reason 5., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n",
    good: "answers:\n  L1: { rating: green, because: Reason 1., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L2: { rating: green, because: Reason 2., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L3: { rating: green, because: Reason 3., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L4: { rating: green, because: Reason 4., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L5: { rating: green, because: Reason 5., evidence: [{ title: Budget review, dated: 2026-09-30 }] }\n",
    fix: "keep it where it is what shows the point; name the record of the work itself under the others",
    find: Find::Answers(look),
};

type Piece<'r> = (&'r Row<'r>, usize, &'r Evidence);

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let pieces = || {
        let met = subject.sound_rows().filter(|r| r.met);
        met.flat_map(|row| row.answer.evidence.iter().enumerate().map(move |(i, e)| (row, i, e)))
    };
    // One file is one document, whatever it is called.
    let files = pieces().filter_map(|piece| Some((file(piece.2.location.as_deref()?)?, piece)));
    let mut told: Vec<(&RequirementId, usize)> = Vec::new();
    for under in alike(files) {
        told.extend(report(subject, under, found));
    }
    for of_one_title in alike(pieces().map(|piece| (piece.2.title.as_str(), piece))).into_iter().filter(|p| p.len() > MOST) {
        for mut under in documents(of_one_title) {
            under.sort_by_key(|(row, ..)| subject.card.rows.iter().position(|r| r.requirement.id == row.requirement.id));
            if !under.iter().all(|(row, i, _)| told.contains(&(&row.requirement.id, *i))) {
                report(subject, under, found);
            }
        }
    }
}

/// Those of one title by the document that is meant: the one in a place, or, where none is said or a folder, that of a day.
/// "Board minutes" of five days are five.
fn documents(of_one_title: Vec<Piece<'_>>) -> Vec<Vec<Piece<'_>>> {
    let (mut in_places, mut of_days): (BTreeMap<&str, Vec<_>>, BTreeMap<Option<Date>, Vec<_>>) = Default::default();
    for piece in of_one_title {
        match &piece.2.location {
            Some(place) => in_places.entry(place.as_str()).or_default().push(piece),
            None => of_days.entry(piece.2.dated).or_default().push(piece),
        }
    }
    // Where all that say where it is say the same, those of its days and of none mean that one as well.
    if in_places.len() == 1
        && let Some(in_place) = in_places.values_mut().next()
    {
        let days: Vec<Option<Date>> = in_place.iter().map(|piece| piece.2.dated).chain([None]).collect();
        in_place.extend(days.iter().filter_map(|day| of_days.remove(day)).flatten());
    }
    // And those of no day the one of the only day.
    if of_days.len() == 2
        && let Some(undated) = of_days.remove(&None)
        && let Some(dated) = of_days.values_mut().next()
    {
        dated.extend(undated);
    }
    let in_places = in_places.into_iter().flat_map(|(place, pieces)| if file(place).is_some() { vec![pieces] } else { by_day(pieces) });
    in_places.chain(of_days.into_values()).collect()
}

/// What is in a folder by its day, unless that is one day and none.
fn by_day(pieces: Vec<Piece<'_>>) -> Vec<Vec<Piece<'_>>> {
    let days: BTreeSet<Date> = pieces.iter().filter_map(|piece| piece.2.dated).collect();
    if days.len() < 2 {
        return vec![pieces];
    }
    let mut of_days: BTreeMap<Option<Date>, Vec<_>> = BTreeMap::new();
    for piece in pieces {
        of_days.entry(piece.2.dated).or_default().push(piece);
    }
    of_days.into_values().collect()
}

/// The place of one document, and nothing for a folder or system with many in it. How a link asks for it to be shown, as
/// `?web=1` or `#page=3`, makes no other document of it.
fn file(place: &str) -> Option<&str> {
    let place = place.trim();
    let asked_for = || place.split_once(['?', '#']).map(|(document, _)| document).filter(|document| !is_one_of(WRITTEN, document));
    let is_document = |place: &&str| ending(place).is_some() && !is_one_of(PAGES, place);
    Some(place).filter(is_document).or_else(|| asked_for().filter(is_document))
}

/// Whether a place is one of these pages. Those of programs show another document for each thing they are asked, and lists of them.
fn is_one_of(pages: &[&str], place: &str) -> bool {
    ending(place).is_some_and(|ending| pages.iter().any(|page| page.eq_ignore_ascii_case(ending)))
}

/// The ending of a document's name. A host has none, nor has room 2.14.
fn ending(place: &str) -> Option<&str> {
    let path = place.split_once("://").map_or(Some(place), |(_, rest)| Some(rest.split_once('/')?.1))?;
    let name = path.rsplit(['/', '\\']).next()?;
    let (_, ending) = name.rsplit_once('.')?;
    let is_one = ending.bytes().all(|b| b.is_ascii_alphanumeric()) && ending.bytes().any(|b| b.is_ascii_alphabetic());
    (is_one && (2..=4).contains(&ending.len())).then_some(ending)
}

/// Tells of a document that stands under too many, and gives where it stands.
fn report<'r>(subject: &Subject<'_>, mut under: Vec<Piece<'r>>, found: &mut Found<'_>) -> Vec<(&'r RequirementId, usize)> {
    let all = under.iter().map(|(row, i, _)| (&row.requirement.id, *i)).collect();
    under.dedup_by_key(|(row, ..)| &row.requirement.id);
    let Some((first, others)) = under.split_first().filter(|_| under.len() > MOST) else { return Vec::new() };
    let rows: Vec<&Row<'_>> = others.iter().map(|(row, ..)| *row).collect();
    let at = |(row, i, _): &Piece<'_>| subject.part(row, "evidence").item(*i).span();
    found.problem(at(first), format!("the same evidence stands under {} requirements rated as met", under.len()), |d| {
        let told = d.label("here first").note(format!("also under {}", list_of(&ids(&rows))));
        others.iter().fold(told, |d, piece| d.related(at(piece), "again"))
    });
    all
}
