//! What a curious reader can work out: published numbers as a linear system over whole numbers, solved without any of the
//! program's own code.

use std::collections::BTreeMap;

use vpr::assessment::{Amount, Measure};
use vpr::standard::{Measures, Unit};

/// A sum of unknowns that lies between two numbers.
pub struct Sum {
    pub of: Vec<(usize, i64)>,
    pub least: i64,
    pub most: i64,
}

/// Unknown numbers, what each can be, and what ties them.
#[derive(Default)]
pub struct System {
    pub names: Vec<String>,
    pub ranges: Vec<(i64, i64)>,
    pub sums: Vec<Sum>,
}

/// More than any count here.
const MANY: i64 = 100_000;

type Key = (String, (jiff::civil::Date, jiff::civil::Date), Option<(String, String)>);

impl System {
    /// What is published, and what everybody knows of it: a breakdown adds up, a part is no more than the whole.
    /// `adds_up` says of a breakdown of people whether it happens to; a reader may guess right.
    pub fn of(published: &[Measure], limit: i64, adds_up: &dyn Fn(&Measure) -> bool) -> Self {
        let catalogue = Measures::embedded();
        let mut system = Self::default();
        let mut unknown: BTreeMap<Key, usize> = BTreeMap::new();
        let mut known: BTreeMap<Key, i64> = BTreeMap::new();
        let key =
            |m: &Measure, id: &str| -> Key { (id.to_owned(), m.period, m.by.iter().next().map(|(d, v)| (d.clone(), v.clone()))) };
        let protected = |m: &Measure| m.by.keys().any(|d| catalogue.dimension(d).is_some_and(|d| d.protected));
        for m in published {
            let range = match m.amount {
                Amount::Count(n) => {
                    known.insert(key(m, &m.measure), i64::try_from(n).expect("a small count"));
                    continue;
                }
                Amount::FewerThan(n) => (i64::from(!protected(m)), i64::try_from(n).expect("a limit") - 1),
                Amount::Withheld => (limit, MANY),
            };
            unknown.insert(key(m, &m.measure), system.ranges.len());
            system.ranges.push(range);
            system.names.push(format!("{:?}", key(m, &m.measure)));
        }
        // A number as unknowns and a constant.
        let term = |k: &Key| unknown.get(k).map(|i| (Some(*i), 0)).or_else(|| known.get(k).map(|n| (None, *n)));
        let mut families: BTreeMap<(String, _, String), Vec<&Measure>> = BTreeMap::new();
        for m in published.iter().filter(|m| !m.by.is_empty()) {
            let (d, v) = m.by.iter().next().expect("a group");
            let part = catalogue.dimension(d).expect("a dimension").part(v).to_owned();
            families.entry((m.measure.clone(), m.period, format!("{d} {part}"))).or_default().push(m);
        }
        for ((id, period, _), cells) in &families {
            let whole = term(&(id.clone(), *period, None)).expect("a breakdown has a whole");
            let mut of: Vec<(usize, i64)> = Vec::new();
            let mut constant = 0;
            for m in cells {
                let (index, n) = term(&key(m, id)).expect("its own number");
                constant += n;
                of.extend(index.map(|i| (i, 1)));
            }
            assert!(whole.0.is_none(), "a small whole is not broken down: {id}");
            let left = whole.1 - constant;
            let people = catalogue.definition(id).expect("a measure").unit == Unit::People;
            let exact = !people || adds_up(cells[0]);
            for m in cells.iter().filter(|_| !exact) {
                if let Some(i) = term(&key(m, id)).and_then(|t| t.0) {
                    system.sums.push(Sum { of: vec![(i, 1)], least: 0, most: whole.1 });
                }
            }
            system.sums.push(Sum { of, least: left, most: if exact { left } else { MANY * 100 } });
        }
        for m in published {
            let mut above = catalogue.definition(&m.measure).and_then(|d| d.part_of.as_deref());
            while let Some(id) = above {
                if let (Some(part), Some(whole)) = (term(&key(m, &m.measure)), term(&key(m, id))) {
                    // part - whole is 0 at most.
                    let of = part.0.map(|i| (i, 1)).into_iter().chain(whole.0.map(|i| (i, -1))).collect();
                    system.sums.push(Sum { of, least: -MANY * 100, most: whole.1 - part.1 });
                }
                above = catalogue.definition(id).and_then(|d| d.part_of.as_deref());
            }
        }
        system
    }

    /// Unknowns that the equations alone fix, by Gaussian elimination over fractions.
    pub fn fixed_by_equations(&self) -> Vec<&str> {
        let n = self.ranges.len();
        let mut rows: Vec<Vec<i128>> = Vec::new();
        for sum in self.sums.iter().filter(|s| s.least == s.most) {
            let mut row = vec![0; n];
            sum.of.iter().for_each(|(i, c)| row[*i] += i128::from(*c));
            rows.push(row);
        }
        let mut done = 0;
        for column in 0..n {
            let Some(pivot) = (done..rows.len()).find(|r| rows[*r][column] != 0) else { continue };
            rows.swap(done, pivot);
            for r in (0..rows.len()).filter(|r| *r != done).collect::<Vec<_>>() {
                let (a, b) = (rows[done][column], rows[r][column]);
                if b == 0 {
                    continue;
                }
                let pivot = rows[done].clone();
                rows[r].iter_mut().zip(&pivot).for_each(|(x, p)| *x = *x * a - p * b);
                // Without fractions numbers grow; what divides the whole row goes.
                let gcd = rows[r].iter().fold(0_i128, |g, x| gcd(g, x.abs())).max(1);
                rows[r].iter_mut().for_each(|x| *x /= gcd);
            }
            done += 1;
        }
        let fixed = |row: &Vec<i128>| {
            let mut there = (0..n).filter(|c| row[*c] != 0);
            there.next().filter(|_| there.next().is_none())
        };
        rows.iter().filter_map(fixed).map(|i| self.names[i].as_str()).collect()
    }

    /// Unknowns that can have one value only, whole numbers and all bounds considered.
    pub fn fixed(&self) -> Vec<&str> {
        let truth = self.solve(self.ranges.clone()).expect("what was published is true of something");
        let other = |i: usize| {
            let below = {
                let mut r = self.ranges.clone();
                r[i].1 = r[i].1.min(truth[i] - 1);
                r
            };
            let above = {
                let mut r = self.ranges.clone();
                r[i].0 = r[i].0.max(truth[i] + 1);
                r
            };
            self.solve(below).or_else(|| self.solve(above))
        };
        (0..truth.len()).filter(|i| other(*i).is_none()).map(|i| self.names[i].as_str()).collect()
    }

    /// Some whole numbers that fit, if any do.
    fn solve(&self, mut ranges: Vec<(i64, i64)>) -> Option<Vec<i64>> {
        self.narrow(&mut ranges)?;
        let open = (0..ranges.len()).filter(|i| ranges[*i].0 < ranges[*i].1).min_by_key(|i| ranges[*i].1 - ranges[*i].0);
        let Some(i) = open else { return Some(ranges.iter().map(|r| r.0).collect()) };
        let (low, high) = ranges[i];
        let mut tried = ranges.clone();
        tried[i] = (low, low);
        self.solve(tried).or_else(|| {
            ranges[i] = (low + 1, high);
            self.solve(ranges)
        })
    }

    /// Takes away what no sum allows, until nothing changes. `None` when nothing is left.
    fn narrow(&self, ranges: &mut [(i64, i64)]) -> Option<()> {
        loop {
            let mut changed = false;
            for sum in &self.sums {
                let low = |(i, c): (usize, i64), r: &[(i64, i64)]| if c > 0 { c * r[i].0 } else { c * r[i].1 };
                let high = |(i, c): (usize, i64), r: &[(i64, i64)]| if c > 0 { c * r[i].1 } else { c * r[i].0 };
                let (lows, highs): (i64, i64) =
                    sum.of.iter().fold((0, 0), |(a, b), t| (a + low(*t, ranges), b + high(*t, ranges)));
                if lows > sum.most || highs < sum.least {
                    return None;
                }
                for (i, c) in &sum.of {
                    let (rest_low, rest_high) = (lows - low((*i, *c), ranges), highs - high((*i, *c), ranges));
                    // Each coefficient is 1 or -1.
                    let (least, most) = (sum.least - rest_high, sum.most - rest_low);
                    let (least, most) = if *c > 0 { (least, most) } else { (-most, -least) };
                    let narrowed = (ranges[*i].0.max(least), ranges[*i].1.min(most));
                    if narrowed.0 > narrowed.1 {
                        return None;
                    }
                    if narrowed != ranges[*i] {
                        ranges[*i] = narrowed;
                        changed = true;
                        // The sums above were of the wider range.
                        break;
                    }
                }
            }
            if !changed {
                return Some(());
            }
        }
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
