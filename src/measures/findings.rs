//! What somebody should look at in the measures of an assessment. None of it keeps the file from being read.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::LIMIT;
use super::merge::{overlap, what_and_when};
use crate::assessment::{Amount, Measure};
use crate::day;
use crate::standard::{Definition, Measures, Unit};

/// What is wrong with a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// An exact number from 1 to 4 that could point at people, or one that leaves so few of what it is some of.
    SmallCount,
    /// A suppressed number that the others give away.
    GivenAway,
    /// The period ends before it begins.
    PeriodReversed,
    /// The period had not ended on the day.
    PeriodOpen,
    /// The same is counted for another period that shares days with this one.
    PeriodsOverlap,
    /// The same is there twice.
    CountedTwice,
    /// More than what it is out of.
    MoreThanAll,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub fault: Fault,
    /// Position of the measure in the list.
    pub at: usize,
    /// What is wrong, in a clause.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Everything to look at in a list of measures on a day: of each measure, each fault once.
#[must_use]
pub fn findings(measures: &[Measure], as_at: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    let sums = Sums::of(measures);
    let mut earlier: BTreeMap<_, BTreeMap<_, &Measure>> = BTreeMap::new();
    for (at, m) in measures.iter().enumerate() {
        let mut add = |fault, message: String, help: &str| found.push(Finding { fault, at, message, help: help.to_owned() });
        let name = what_and_when(m);
        if is_small(m) {
            add(
                Fault::SmallCount,
                format!("{name}: an exact number below {LIMIT}"),
                "write `fewer_than: 5` instead of `count`, and `withheld: true` for another group where the number could be worked out",
            );
        }
        if !is_small(m) && sums.leaves_few(m) {
            add(
                Fault::SmallCount,
                format!("{name}: so nearly all of what it is some of that those left are an exact number below {LIMIT}"),
                "write `withheld: true` instead of `count` and `out_of`, and leave its breakdowns out; of a breakdown, leave out the whole breakdown",
            );
        }
        if follows(m, || sums.same_as(m)) {
            add(
                Fault::GivenAway,
                format!("{name}: the number that is not given follows from the others"),
                "write `withheld: true` for another group of the same breakdown; where each is small, leave the breakdown out",
            );
        }
        if m.period.1 < m.period.0 {
            add(
                Fault::PeriodReversed,
                format!("{name}: the period ends before it begins"),
                "correct the day that is wrong, or swap `from` and `to`",
            );
        } else if m.period.1 > as_at {
            let message = format!("{name}: the period had not ended on {}", day::long(as_at));
            add(Fault::PeriodOpen, message, "count again when it has, or correct the day");
        }
        // Of people, and of what a share is of, there can't be more than there are. More sessions can be held than were planned.
        let is_some_of = |d: &Definition| is_share(d) && d.unit != Unit::Sessions;
        if let (Some(count), Some(out_of)) = (m.amount.count(), m.out_of)
            && count > out_of
            && Measures::embedded().definition(&m.measure).is_some_and(is_some_of)
        {
            add(Fault::MoreThanAll, format!("{name}: {count} out of {out_of}"), "look at both numbers");
        }
        if let Some((count, whole, all)) = sums.exceeded(m) {
            let message = if whole.measure == m.measure {
                format!("{name}: {count} of one group, and {all} in all")
            } else {
                format!("{name}: {count}, and {all} of {}", whole.measure)
            };
            add(Fault::MoreThanAll, message, "look at both numbers");
        }
        let earlier = earlier.entry((&m.measure, &m.by)).or_default();
        if earlier.contains_key(&m.period) {
            add(Fault::CountedTwice, format!("{name}: the same is there twice"), "keep one of the two");
        } else if let Some(other) = earlier.values().find(|other| overlap(other, m)) {
            add(Fault::PeriodsOverlap, overlapping(m, other), OVERLAP_HELP);
        }
        earlier.entry(m.period).or_insert(m);
    }
    found
}

/// Measures of a later assessment whose periods overlap those of an earlier one: each measure and period once, whatever its
/// breakdowns.
#[must_use]
pub fn across(later: &[Measure], earlier: &[Measure]) -> Vec<Finding> {
    let clash = |m: &&Measure| earlier.iter().find(|e| (&e.measure, &e.by) == (&m.measure, &m.by) && overlap(e, m) && *e != *m);
    let finding = |(at, m): (usize, &Measure)| {
        let other = clash(&m)?;
        let message = if other.period == m.period {
            format!("{}: the earlier assessment gives another number", what_and_when(m))
        } else {
            overlapping(m, other)
        };
        Some(Finding { fault: Fault::PeriodsOverlap, at, message, help: OVERLAP_HELP.to_owned() })
    };
    let mut found: Vec<Finding> = Vec::new();
    for finding in later.iter().enumerate().filter_map(finding) {
        if found.iter().all(|f| f.message != finding.message) {
            found.push(finding);
        }
    }
    found
}

const OVERLAP_HELP: &str =
    "let each period begin on the day after the one before ended: the difference of two that overlap says what neither does";

fn overlapping(m: &Measure, other: &Measure) -> String {
    format!("{}: it shares days with {} to {}", what_and_when(m), day::long(other.period.0), day::long(other.period.1))
}

/// Whether a small number of it could point at people.
pub(super) fn is_of_people(m: &Measure) -> bool {
    Measures::embedded().definition(&m.measure).is_some_and(|d| d.unit.is_of_people())
}

/// Whether a number is exact, below the limit and of people.
pub(super) fn is_small(m: &Measure) -> bool {
    is_of_people(m) && m.amount.count().is_some_and(|n| (1..LIMIT).contains(&n))
}

/// Whether so few are left of what a number is some of that they could be recognised: of 45 people harmed, 44 were offered
/// support. `protected` as of the group counted, where even none left says something. Of one more than the limit, what is
/// withheld is the limit or all: were all given, it would be known to be the limit.
pub(super) fn leaves_few(count: u64, of: u64, protected: bool, limit: u64) -> bool {
    of.checked_sub(count).is_some_and(|left| left < limit && (left > 0 || protected || of == limit + 1))
}

/// Whether what a number is out of is more of the same, so that the rest is a number too. A rate of what happens to people
/// at work is out of those people.
pub(super) fn is_share(definition: &Definition) -> bool {
    definition.unit == Unit::People || definition.per == 100
}

/// The measures that one is some of, the nearest first.
pub(super) fn wholes_of(id: &str) -> impl Iterator<Item = &'static str> {
    let up = |id: &str| Measures::embedded().definition(id).and_then(|d| d.part_of.as_deref());
    std::iter::successors(up(id), move |id| up(id))
}

/// Measures by what adds up: those of one measure and period, each group once. A file can hold thousands of one measure, and
/// each is held against different ones only.
pub(super) struct Sums<'a>(BTreeMap<(&'a str, (Date, Date)), Sum<'a>>);
/// What adds up, by group.
type Sum<'a> = BTreeMap<&'a BTreeMap<String, String>, &'a Measure>;

impl<'a> Sums<'a> {
    pub(super) fn of(all: &'a [Measure]) -> Self {
        let mut sums = Self(BTreeMap::new());
        for m in all {
            sums.0.entry((&m.measure, m.period)).or_default().entry(&m.by).or_insert(m);
        }
        sums
    }

    /// The numbers it is some of: of the same group and period, of each measure that it is a part of.
    pub(super) fn above<'s>(&'s self, m: &'s Measure) -> impl Iterator<Item = &'s Measure> {
        wholes_of(&m.measure).filter_map(|id| self.0.get(&(id, m.period)).and_then(|sum| sum.get(&m.by)).copied())
    }

    /// Whether what is not counted in a number is a small number itself.
    pub(super) fn leaves_few(&self, m: &Measure) -> bool {
        let catalogue = Measures::embedded();
        let (Some(count), Some(definition)) = (m.amount.count(), catalogue.definition(&m.measure)) else { return false };
        let protected = m.group().and_then(|(d, _)| catalogue.dimension(d)).is_some_and(|d| d.protected);
        let stated = m.out_of.filter(|_| is_share(definition));
        let mut of = self.above(m).filter_map(|above| above.amount.count()).chain(stated);
        is_of_people(m) && of.any(|of| leaves_few(count, of, protected, LIMIT))
    }

    /// What it is a part of and yet more than, with the two numbers: a group can't be more than the whole.
    fn exceeded<'s>(&'s self, m: &'s Measure) -> Option<(u64, &'s Measure, u64)> {
        let count = m.amount.count()?;
        let whole = self.0.get(&(m.measure.as_str(), m.period)).and_then(|sum| sum.get(&BTreeMap::new()).copied());
        let of = self
            .above(m)
            .chain(whole.filter(|_| !m.by.is_empty()))
            .filter_map(|above| Some((count, above, above.amount.count()?)));
        of.into_iter().find(|(count, _, all)| count > all)
    }

    /// Those of the same measure and period.
    pub(super) fn same_as<'s>(&'s self, m: &'s Measure) -> impl Iterator<Item = &'s Measure> {
        self.0.get(&(m.measure.as_str(), m.period)).into_iter().flat_map(|sum| sum.values().copied())
    }
}

/// Whether a suppressed number follows from the others of its breakdown, or its whole does.
///
/// Read as the most curious reader would: a group that is not there has none, and a breakdown adds up to its whole, unless it
/// counts people who can be in several groups at once.
#[must_use]
pub fn is_given_away(m: &Measure, all: &[Measure]) -> bool {
    follows(m, || all.iter().filter(|o| o.measure == m.measure && o.period == m.period))
}

/// Whether a suppressed number follows from those of the same measure and period.
pub(super) fn follows<'a, I: Iterator<Item = &'a Measure>>(m: &Measure, same: impl Fn() -> I) -> bool {
    let catalogue = Measures::embedded();
    let (Some((dimension, value)), None) = (m.group(), m.amount.count()) else { return false };
    let (Some(definition), Some(dimension)) = (catalogue.definition(&m.measure), catalogue.dimension(dimension)) else {
        return false;
    };
    if definition.unit == Unit::People && !dimension.protected {
        return false;
    }
    let Some(whole) = same().find(|o| o.by.is_empty()).and_then(|o| o.amount.count()) else { return false };
    let part = dimension.part(value);
    let family: BTreeMap<&str, &Measure> = same()
        .filter_map(|o| o.group().filter(|(d, v)| *d == dimension.id && dimension.part(v) == part).map(|(_, v)| (v, o)))
        .collect();
    let range = |o: &Measure| -> (i128, i128) {
        match o.amount {
            Amount::Count(n) => (n.into(), n.into()),
            Amount::FewerThan(limit) => (i128::from(!dimension.protected), i128::from(limit) - 1),
            Amount::Withheld => (LIMIT.into(), i128::from(u64::MAX)),
        }
    };
    let (least, most) = family.values().filter(|o| o.by != m.by).map(|o| range(o)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    let own = range(m);
    let (low, high) = (own.0.max(i128::from(whole) - most), own.1.min(i128::from(whole) - least));
    low == high
}
