//! From the measures of a file to those that may be printed: the one way there, whatever the format and whoever reads it.
//!
//! An import brings nothing into a file that may not be printed. A person who writes one by hand may, and a paper that hides
//! such a number is of no use beside a table that has it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::LIMIT;
use super::findings::{Sums, follows, is_of_people, is_share, is_small, wholes_of};
use super::merge::days;
use crate::assessment::{Amount, Measure};
use crate::standard::Measures;

/// A breakdown: measure, period, dimension and the part of it.
type Breakdown<'a> = (&'a str, (Date, Date), &'a str, &'a str);

/// What of a list of measures may be printed, in its order. A whole below the limit is "fewer than" it, and one that leaves
/// fewer than the limit of what it is some of is withheld. A breakdown with such a number, or from which one follows, is left
/// out, and so is one of a whole that is not given. Of periods that share days one is printed, as [`apart`] has it.
#[must_use]
pub fn printable(all: &[Measure]) -> Vec<Measure> {
    let calendar = Calendar::of(all);
    let sums = Sums::of(all);
    let is_bare = |m: &Measure| is_small(m) || sums.leaves_few(m) || follows(m, || sums.same_as(m));
    let hidden: BTreeSet<Breakdown<'_>> = all.iter().filter(|m| is_bare(m)).filter_map(breakdown).collect();
    let is_told = |m: &Measure| m.amount.count().is_some() && !is_small(m) && !sums.leaves_few(m);
    let untold: BTreeSet<(&str, (Date, Date))> =
        all.iter().filter(|m| m.by.is_empty() && !is_told(m)).map(|m| (m.measure.as_str(), m.period)).collect();
    let is_safe = |m: &Measure| {
        m.by.is_empty() || breakdown(m).is_some_and(|b| !hidden.contains(&b)) && !untold.contains(&(m.measure.as_str(), m.period))
    };
    let may_be = |m: &Measure| calendar.has(&m.measure, m) && is_safe(m);
    let as_printed = |m: &Measure| {
        let amount = match m.amount {
            Amount::Count(_) if is_small(m) => Amount::FewerThan(LIMIT),
            Amount::Count(_) if sums.leaves_few(m) => Amount::Withheld,
            // "Fewer than 2" would be one.
            Amount::FewerThan(limit) if is_of_people(m) => Amount::FewerThan(limit.max(LIMIT)),
            said => said,
        };
        // What a number is out of goes with it, as it would bound the number again; and it goes with the number it may be.
        let may_bound = || calendar.has_wholes_of(m) && sums.above(m).all(|above| is_told(above) && may_be(above));
        let out_of = m.out_of.filter(|_| amount.count().is_some() && may_bound());
        Measure { amount, out_of, ..m.clone() }
    };
    calendar.apart(all).into_iter().filter(|m| is_safe(m)).map(as_printed).collect()
}

/// Those of a list whose periods share no days with those of another number of the same, in its order: the difference of two
/// can be a handful of people. The period that ends last stays, and of those the longest; one with its whole before one that is
/// only broken down. Of the same twice, the first.
#[must_use]
pub fn apart(all: &[Measure]) -> Vec<&Measure> {
    Calendar::of(all).apart(all)
}

/// The periods of each measure of which numbers are printed, as their last day by their first: no two share a day.
struct Calendar<'a>(BTreeMap<&'a str, BTreeMap<Date, Date>>);

impl<'a> Calendar<'a> {
    fn of(all: &'a [Measure]) -> Self {
        let given = all.iter().map(|m| (u8::from(!m.by.is_empty()), m.measure.as_str(), days(m)));
        // What a share is out of is a number of another measure; it gives way to those that are there as such.
        let stated = all.iter().filter(|m| m.out_of.is_some()).flat_map(|m| shared(m).map(|id| (2, id, days(m))));
        let mut periods: Vec<_> = given.chain(stated).collect();
        periods.sort_by_key(|(rank, _, (from, to))| (*rank, Reverse(*to), *from));
        let mut calendar: BTreeMap<&str, BTreeMap<Date, Date>> = BTreeMap::new();
        for (_, id, (from, to)) in periods {
            let taken = calendar.entry(id).or_default();
            // Of those there, the last that begins by then ends last as well.
            if taken.range(..=to).next_back().is_none_or(|(_, end)| *end < from) {
                taken.insert(from, to);
            }
        }
        Self(calendar)
    }

    /// Whether numbers of a measure are printed for the days of `m`.
    fn has(&self, id: &str, m: &Measure) -> bool {
        let (from, to) = days(m);
        self.0.get(id).is_some_and(|taken| taken.get(&from) == Some(&to))
    }

    /// Whether what it is out of may be known for its days.
    fn has_wholes_of(&self, m: &Measure) -> bool {
        shared(m).all(|id| self.has(id, m))
    }

    fn apart<'m>(&self, all: &'m [Measure]) -> Vec<&'m Measure> {
        let mut seen = BTreeSet::new();
        all.iter().filter(|m| self.has(&m.measure, m) && seen.insert((&m.measure, days(m), &m.by))).collect()
    }
}

/// The measures of which one number is what a share is out of.
fn shared(m: &Measure) -> impl Iterator<Item = &'static str> {
    let is_one = Measures::embedded().definition(&m.measure).is_some_and(is_share);
    wholes_of(&m.measure).filter(move |_| is_one)
}

fn breakdown(m: &Measure) -> Option<Breakdown<'_>> {
    let (dimension, value) = m.group()?;
    Some((&m.measure, m.period, dimension, Measures::embedded().dimension(dimension)?.part(value)))
}
