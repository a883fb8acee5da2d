//! Exact fractions, and the one place where a figure is rounded.

use std::cmp::Ordering;
use std::fmt;

/// A part of a whole, from 0 to 1, exact. Where there is no whole there is no ratio: that is an `Option`, not a number.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    part: u64,
    whole: u64,
}

impl Ratio {
    /// `None` when there is nothing to be a part of.
    #[must_use]
    pub const fn new(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 || part > whole { None } else { Some(Self { part, whole }) }
    }

    /// Whether it is at least so many per cent, exactly.
    #[must_use]
    pub fn is_at_least(self, percent: u32) -> bool {
        u128::from(self.part) * 100 >= u128::from(percent) * u128::from(self.whole)
    }

    /// How far this one lies above another, exactly; zero when it does not.
    #[must_use]
    pub fn above(self, other: Self) -> Self {
        let whole = self.whole * other.whole;
        let part = (self.part * other.whole).saturating_sub(other.part * self.whole);
        Self { part, whole }
    }

    /// The part and the whole, for whoever wants to reckon on.
    #[must_use]
    pub const fn parts(self) -> (u64, u64) {
        (self.part, self.whole)
    }

    /// As a number from 0 to 1, for spreadsheets; exact to fifteen digits.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "weights and points add up to far less than 2^53")]
    pub fn as_number(self) -> f64 {
        self.part as f64 / self.whole as f64
    }

    /// Whole points out of a hundred, half up. For sorting and comparing use the ratio itself.
    #[must_use]
    pub fn points(self) -> u64 {
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        u64::try_from((part * 200 + whole) / (whole * 2)).unwrap_or(100)
    }
}

/// "62%"; "<1%" and ">99%" where rounding would claim nothing or everything.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredfold = u128::from(self.part) * 100;
        let whole = u128::from(self.whole);
        if self.part > 0 && hundredfold < whole {
            f.write_str("<1%")
        } else if self.part < self.whole && hundredfold > 99 * whole {
            f.write_str(">99%")
        } else {
            write!(f, "{}%", self.points())
        }
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (u128::from(self.part) * u128::from(other.whole)).cmp(&(u128::from(other.part) * u128::from(self.whole)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_half_up_and_never_claim_too_much() {
        for (part, whole, shown) in [
            (0, 52, "0%"),
            (1, 200, "<1%"),
            (1, 100, "1%"),
            (5, 1000, "<1%"),
            (125, 1000, "13%"),
            (124, 1000, "12%"),
            (26, 52, "50%"),
            (99, 100, "99%"),
            (995, 1000, ">99%"),
            (52, 52, "100%"),
        ] {
            assert_eq!(Ratio::new(part, whole).map(|r| r.to_string()).as_deref(), Some(shown), "{part}/{whole}");
        }
        assert_eq!(Ratio::new(0, 0), None);
    }

    #[test]
    fn floors_compare_what_is_exact_not_what_is_printed() {
        let nearly = Ratio::new(749, 1000);
        assert_eq!(nearly.map(|r| (r.to_string(), r.is_at_least(75))), Some(("75%".to_owned(), false)));
        assert_eq!(Ratio::new(2, 4), Ratio::new(1, 2));
    }
}
