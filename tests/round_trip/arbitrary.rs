//! Any assessment a file can hold, with the texts that YAML writers get wrong.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use vpr::assessment::{
    Action, ActionStatus, Amount, Answer, Assessment, Carried, CarriedVerdict, Cleared, Confirmed, ContractDuty, Cycle, Dissent,
    Evidence, FrontSheet, Kind, Measure, Organisation, Part, Parts, Piece, Previous, Relation, Role, SignOff, Verdict,
};
use vpr::standard::{Digest, Measures, RequirementId, StandardRef, Unit};
use vpr::text::is_unsafe;

use super::standard;

/// What texts are put together from: everything that means something to YAML, and what looks like another type.
pub const PIECES: &[&str] = &[
    "\"",
    "'",
    ": ",
    ":",
    " #",
    "# ",
    "- ",
    "-",
    "? ",
    "=",
    "<<",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "&a ",
    "*a",
    "!tag ",
    "|",
    ">",
    "%",
    "@",
    "`",
    "\\",
    "\\n",
    "\\e[2J",
    "\n",
    "\n\n",
    "\n  ",
    "\n- ",
    "\n# ",
    "\nkey: ",
    "\n---\n",
    "\n...\n",
    "\t",
    " ",
    "  ",
    "---",
    "...",
    "~",
    "null",
    "yes",
    "No",
    "on",
    "true",
    "012",
    "0x1F",
    "1e3",
    ".inf",
    ".NaN",
    "1_000",
    "2026-10-01",
    "12:30:45",
    "+1",
    "a",
    "Minute 112/26",
    "a text of several words",
    "é",
    "ŵ",
    "中文",
    "🦊",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{e000}",
    "\u{fffe}",
    "\u{10ffff}",
    "\u{301}",
];

/// A text as the reader gives it: not blank, trimmed, nothing unsafe in it.
pub fn text() -> impl Strategy<Value = String> {
    let long = "a sentence that goes on, and on; ".repeat(12);
    prop_oneof![
        8 => vec(select(PIECES), 1..6).prop_map(|pieces| pieces.concat()),
        2 => select(PIECES).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => Just(long),
    ]
    .prop_map(|text| text.replace(is_unsafe, " ").trim().to_owned())
    .prop_filter("blank", |text| !text.is_empty())
}

fn date() -> impl Strategy<Value = Date> {
    (1900_i16..=2999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<u64>().prop_map(|n| Digest::of(&n.to_string()))
}

fn rating() -> impl Strategy<Value = String> {
    select(standard().scale.ratings.iter().map(|r| r.id.clone()).collect::<Vec<_>>())
}

/// A row of the standard.
pub fn requirement() -> impl Strategy<Value = RequirementId> {
    select(standard().requirements.iter().map(|r| r.id.clone()).collect::<Vec<_>>())
}

/// A row of any standard; some look like another type.
fn foreign() -> impl Strategy<Value = RequirementId> {
    select(vec!["PLAN-4", "null", "yes", "n", "true", "E1", "e10", "A.1.2", "x-"])
        .prop_map(|id| RequirementId::parse(id).expect("an id"))
}

fn edition() -> impl Strategy<Value = StandardRef> {
    select(vec!["nhs-england-vpr@2020", "0@1", "-@-", "1e3@2.0"]).prop_map(|name| StandardRef::parse(name).expect("an edition"))
}

pub fn evidence() -> impl Strategy<Value = Evidence> {
    (text(), of(text()), of(date()), of(date()), of(digest())).prop_map(|(title, location, dated, review_by, digest)| Evidence {
        title,
        location,
        dated,
        review_by,
        digest,
    })
}

pub fn action() -> impl Strategy<Value = Action> {
    let status = select(ActionStatus::ALL).prop_map(|(status, _)| status);
    (text(), of(text()), of(date()), status).prop_map(|(what, owner, due, status)| Action { what, owner, due, status })
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        3 => rating().prop_map(Verdict::Rated),
        1 => (text(), of(text())).prop_map(|(reason, approved_by)| Verdict::NotApplicable { reason, approved_by }),
    ]
}

fn carried() -> impl Strategy<Value = Carried> {
    let relation = select(Relation::ALL).prop_map(|(relation, _)| relation);
    let verdict = prop_oneof![text().prop_map(CarriedVerdict::Rating), text().prop_map(CarriedVerdict::NotApplicable)];
    (edition(), foreign(), relation, verdict, of(text()), of(date())).prop_map(
        |(from, requirement, relation, verdict, because, assessed)| Carried {
            from,
            requirement,
            relation,
            verdict,
            because,
            assessed,
        },
    )
}

fn confirmed() -> impl Strategy<Value = Confirmed> {
    (date(), text(), of(text())).prop_map(|(on, by, looked_at)| Confirmed { on, by, looked_at })
}

/// An answer; one with nothing in it too.
pub fn answer() -> impl Strategy<Value = Answer> {
    let part = select(Part::ALL).prop_map(|(part, _)| part);
    let said = (of(verdict()), of(text()), vec(evidence(), 0..3), btree_set(part, 0..3), vec(action(), 0..3));
    let rest = (vec(carried(), 0..2), of(confirmed()), of(text()), of(date()), of(text()));
    (said, rest).prop_map(
        |((verdict, because, evidence, skipped, actions), (carried, confirmed, later, assessed, assessed_by))| {
            let confirmed = confirmed.filter(|_| verdict.is_some() && !carried.is_empty());
            Answer { verdict, because, evidence, skipped, actions, carried, confirmed, later, assessed, assessed_by }
        },
    )
}

fn organisation() -> impl Strategy<Value = Organisation> {
    let kind = select(Kind::ALL).prop_map(|(kind, ..)| kind);
    (text(), of(text()), of(kind), of(text())).prop_map(|(name, code, kind, system)| Organisation { name, code, kind, system })
}

fn cycle() -> impl Strategy<Value = Cycle> {
    let previous = (text(), digest()).prop_map(|(name, digest)| Previous { name, digest });
    (text(), of(date()), of(date()), of(date()), of(1_u32..=24), of(previous)).prop_map(
        |(name, opened, submitted, meeting, review_months, previous)| Cycle {
            name,
            opened,
            submitted,
            meeting,
            review_months,
            previous,
        },
    )
}

fn front_sheet() -> impl Strategy<Value = FrontSheet> {
    let duty = (text(), date(), text()).prop_map(|(year, as_of, text)| ContractDuty { year, as_of, text });
    (of(text()), of(text()), of(text()), vec(text(), 0..3), of(text()), of(duty)).prop_map(
        |(meeting, purpose, recommendation, strategic_risks, equality, contract_duty)| FrontSheet {
            meeting,
            purpose,
            recommendation,
            strategic_risks,
            equality,
            contract_duty,
        },
    )
}

/// A measure of the catalogue, whole or one group of it.
fn measure() -> impl Strategy<Value = Measure> {
    let catalogue = Measures::embedded();
    let groups = catalogue.definitions.iter().flat_map(|definition| {
        let values = definition.dimensions.iter().flat_map(|d| {
            let values = catalogue.dimension(d).into_iter().flat_map(|d| &d.values);
            values.map(move |value| BTreeMap::from([(d.clone(), value.clone())]))
        });
        std::iter::once(BTreeMap::new()).chain(values).map(|by| (definition.clone(), by))
    });
    let amount = |most: u64| {
        prop_oneof![(0..=most).prop_map(Amount::Count), (0_u64..20).prop_map(Amount::FewerThan), Just(Amount::Withheld)]
    };
    select(groups.collect::<Vec<_>>()).prop_flat_map(move |(definition, by)| {
        let most = if definition.unit == Unit::PerCent { 100 } else { u64::MAX };
        (amount(most), (date(), date()), of(any::<u64>())).prop_map(move |(amount, period, out_of)| Measure {
            measure: definition.id.clone(),
            period,
            by: by.clone(),
            amount,
            out_of,
        })
    })
}

fn sign_off() -> impl Strategy<Value = SignOff> {
    let role = select(Role::ALL).prop_map(|(role, ..)| role);
    let dissent = (requirement(), rating(), text(), any::<bool>()).prop_map(|(requirement, rating, reason, publish)| Dissent {
        requirement,
        rating,
        reason,
        publish,
    });
    (role, text(), date(), digest(), vec(dissent, 0..2), parts()).prop_map(|(role, name, on, covers, disagrees, parts)| SignOff {
        role,
        name,
        on,
        covers,
        disagrees,
        parts,
    })
}

/// Digests of parts as a file can hold them, up to several lines of them.
fn parts() -> impl Strategy<Value = Parts> {
    let name = prop_oneof![
        requirement().prop_map(|id| id.to_string()),
        select(vec!["@cycle", "@roles", "@earlier", "@itself", "@some_field"]).prop_map(str::to_owned),
    ];
    let mark = ("[0-9a-f]{12}", "(/[ods]{1,4})?").prop_map(|(digest, actions)| format!("{digest}{actions}"));
    btree_map(name, mark, 0..12).prop_map(|marks| {
        let words: Vec<String> = marks.iter().map(|(name, mark)| format!("{name}={mark}")).collect();
        Parts::parse(&words.join(" ")).expect("parts")
    })
}

fn cleared() -> impl Strategy<Value = Cleared> {
    let piece = select(Piece::ALL).prop_map(|(piece, ..)| piece);
    (requirement(), piece, text(), date(), digest(), any::<bool>())
        .prop_map(|(requirement, piece, by, on, digest, publish)| Cleared { requirement, piece, by, on, digest, publish })
}

/// Any assessment against the standard at hand.
pub fn assessment() -> impl Strategy<Value = Assessment> {
    let role = select(Role::ALL).prop_map(|(role, ..)| role);
    let head = (of(digest()), organisation(), cycle(), btree_map(role, text(), 0..4), front_sheet());
    let body = (btree_map(requirement(), answer(), 0..4), vec(measure(), 0..2), vec(sign_off(), 0..2), vec(cleared(), 0..3));
    (head, body).prop_map(|((pack, organisation, cycle, roles, paper), (answers, measures, sign_off, cleared))| Assessment {
        standard: standard().reference.clone(),
        pack,
        organisation,
        cycle,
        roles,
        paper,
        answers,
        measures,
        sign_off,
        cleared,
    })
}
