//! From the measures of a file to those that may be printed: the one way there, whatever the format and whoever reads it.
//!
//! An import brings nothing into a file that may not be printed. A person who writes one by hand may, and a paper that hides
//! such a number is of no use beside a table that has it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::LIMIT;
use super::findings::{Sums, follows, is_of_people, is_small};
use crate::assessment::{Amount, Measure};
use crate::standard::Measures;

/// A breakdown: measure, period, dimension and the part of it.
type Breakdown<'a> = (&'a str, (Date, Date), &'a str, &'a str);

/// What of a list of measures may be printed, in its order. A whole below the limit is "fewer than" it, and one that leaves
/// fewer than the limit of what it is some of is withheld. A breakdown with such a number, or from which one follows, is left
/// out, and so is one of a whole that is not given.
#[must_use]
pub fn printable(all: &[Measure]) -> Vec<Measure> {
    let sums = Sums::of(all);
    let is_bare = |m: &Measure| is_small(m) || sums.leaves_few(m) || follows(m, || sums.same_as(m));
    let hidden: BTreeSet<Breakdown<'_>> = all.iter().filter(|m| is_bare(m)).filter_map(breakdown).collect();
    let is_told = |m: &Measure| m.amount.count().is_some() && !is_small(m) && !sums.leaves_few(m);
    let untold: BTreeSet<(&str, (Date, Date))> =
        all.iter().filter(|m| m.by.is_empty() && !is_told(m)).map(|m| (m.measure.as_str(), m.period)).collect();
    let may_be = |m: &&Measure| {
        m.by.is_empty() || breakdown(m).is_some_and(|b| !hidden.contains(&b)) && !untold.contains(&(m.measure.as_str(), m.period))
    };
    let as_printed = |m: &Measure| {
        let amount = match m.amount {
            Amount::Count(_) if is_small(m) => Amount::FewerThan(LIMIT),
            Amount::Count(_) if sums.leaves_few(m) => Amount::Withheld,
            // "Fewer than 2" would be one.
            Amount::FewerThan(limit) if is_of_people(m) => Amount::FewerThan(limit.max(LIMIT)),
            said => said,
        };
        // What a number is out of goes with it, as it would bound the number again; and it goes with the number it may be.
        let out_of = m.out_of.filter(|_| amount.count().is_some() && sums.above(m).all(|above| is_told(above) && may_be(&above)));
        Measure { amount, out_of, ..m.clone() }
    };
    all.iter().filter(may_be).map(as_printed).collect()
}

fn breakdown(m: &Measure) -> Option<Breakdown<'_>> {
    let (dimension, value) = m.group()?;
    Some((&m.measure, m.period, dimension, Measures::embedded().dimension(dimension)?.part(value)))
}
