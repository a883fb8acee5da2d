//! One document under many claims.

use std::collections::BTreeMap;

use crate::check::{Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::check::alike::alike;
use crate::check::subject::ids;
use crate::score::Row;
use crate::text::list_of;

/// So many requirements may rest on one document: a strategy or a set of terms shows more than one thing.
const MOST: usize = 4;

pub const RULE: Rule = Rule {
    code: Code::new("evidence-repeated"),
    severity: Severity::Warning,
    summary: "The same evidence stands under five or more requirements rated as met.",
    why: "A strategy or a set of terms can show two or three things. Under many ratings it is usually named because it is at hand, and one lapse takes all of them down. HSE's guidance is to confirm that plans are in effect and not just on paper.",
    sources: &["S20"],
    bad: "answers:\n  L1: { rating: green, because: Reason 1., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L2: { rating: green, because: Reason 2., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L3: { rating: green, because: Reason 3., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L4: { rating: green, because: Reason 4., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L5: { rating: green, because: Reason 5., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n",
    good: "answers:\n  L1: { rating: green, because: Reason 1., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L2: { rating: green, because: Reason 2., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L3: { rating: green, because: Reason 3., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L4: { rating: green, because: Reason 4., evidence: [{ title: VPR strategy, dated: 2026-09-30 }] }\n  L5: { rating: green, because: Reason 5., evidence: [{ title: Budget review, dated: 2026-09-30 }] }\n",
    fix: "keep it where it is what shows the point; name the record of the work itself under the others",
    find: Find::Whole(look),
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let met = subject.card.rows.iter().filter(|r| r.met);
    let titles = met.flat_map(|row| row.answer.evidence.iter().enumerate().map(move |(i, e)| (e.title.as_str(), (row, i, e))));
    for of_one_title in alike(titles).into_iter().filter(|pieces| pieces.len() > MOST) {
        let mut by_place: BTreeMap<_, Vec<(&Row<'_>, usize)>> = BTreeMap::new();
        for (row, i, evidence) in of_one_title {
            by_place.entry(&evidence.location).or_default().push((row, i));
        }
        for mut under in by_place.into_values() {
            under.dedup_by_key(|(row, _)| &row.requirement.id);
            report(subject, &under, found);
        }
    }
}

fn report(subject: &Subject<'_>, under: &[(&Row<'_>, usize)], found: &mut Found<'_>) {
    let Some(((first, i), others)) = under.split_first().filter(|_| under.len() > MOST) else { return };
    let others: Vec<&Row<'_>> = others.iter().map(|(row, _)| *row).collect();
    let at = subject.part(first, "evidence").item(*i).span();
    found.problem(at, format!("the same evidence stands under {} requirements rated as met", under.len()), |d| {
        d.label("here first").note(format!("also under {}", list_of(&ids(&others))))
    });
}
