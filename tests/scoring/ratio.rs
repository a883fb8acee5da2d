//! Exact fractions: what is printed, what is compared.

use proptest::prelude::*;
use vpr::score::Ratio;

/// A part of a whole, of the sizes that packs and roll-ups come to.
fn any_ratio() -> impl Strategy<Value = (u64, u64)> {
    let small = (1..300u64).prop_flat_map(|whole| (0..=whole, Just(whole)));
    let large = (1..=u64::from(u32::MAX)).prop_flat_map(|whole| (0..=whole, Just(whole)));
    prop_oneof![small, large]
}

fn of(part: u64, whole: u64) -> Ratio {
    Ratio::new(part, whole).expect("a part of a whole")
}

#[test]
fn there_is_no_share_of_nothing_and_none_over_the_whole() {
    assert_eq!(Ratio::new(0, 0), None);
    assert_eq!(Ratio::new(1, 0), None);
    assert_eq!(Ratio::new(53, 52), None);
    assert_eq!(Ratio::new(52, 52), Ratio::new(1, 1));
}

#[test]
fn every_edge_of_printing() {
    for (part, whole, printed) in [
        (0, 1, "0%"),
        (1, 1_000_000, "<1%"),
        (999, 100_000, "<1%"),
        (1000, 100_000, "1%"),
        (1499, 100_000, "1%"),
        (1500, 100_000, "2%"),
        (49_999, 100_000, "50%"),
        (49_499, 100_000, "49%"),
        (49_500, 100_000, "50%"),
        (98_499, 100_000, "98%"),
        (98_500, 100_000, "99%"),
        (99_000, 100_000, "99%"),
        (99_001, 100_000, ">99%"),
        (999_999, 1_000_000, ">99%"),
        (1, 1, "100%"),
        (u64::MAX, u64::MAX, "100%"),
        (u64::MAX - 1, u64::MAX, ">99%"),
        (1, u64::MAX, "<1%"),
    ] {
        assert_eq!(of(part, whole).to_string(), printed, "{part}/{whole}");
    }
}

#[test]
fn points_are_rounded_half_up_once() {
    for (part, whole, points) in [(0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0), (3, 8, 38), (1, 1, 100)] {
        assert_eq!(of(part, whole).points(), points, "{part}/{whole}");
    }
}

#[test]
fn a_hair_below_a_floor_is_below_it() {
    assert!(!of(1, 101).is_at_least(1));
    assert!(!of(75, 101).is_at_least(75));
    assert!(of(75, 100).is_at_least(75) && of(0, 1).is_at_least(0) && of(1, 1).is_at_least(100));
    assert!(!of(u64::MAX - 1, u64::MAX).is_at_least(100));
}

#[test]
fn a_gap_is_exact_and_never_below_nothing() {
    assert_eq!(of(3, 4).above(of(2, 3)), of(1, 12));
    assert_eq!(of(2, 3).above(of(3, 4)), of(0, 1));
    assert_eq!(of(2, 3).above(of(4, 6)), of(0, 1));
    assert_eq!(of(1, 1).above(of(0, 7)), of(1, 1));
}

proptest! {
    #![proptest_config(crate::drawn::cases(256))]

    #[test]
    fn printing_says_no_more_than_is_true((part, whole) in any_ratio()) {
        let printed = of(part, whole).to_string();
        let (p, w) = (u128::from(part), u128::from(whole));
        match printed.as_str() {
            "0%" => prop_assert_eq!(p, 0),
            "100%" => prop_assert_eq!(p, w),
            "<1%" => prop_assert!(p > 0 && p * 100 < w),
            ">99%" => prop_assert!(p < w && p * 100 > 99 * w),
            figure => {
                let n: u128 = figure.trim_end_matches('%').parse().expect("a whole number");
                prop_assert!((1..=99).contains(&n));
                // n less a half, inclusive, to n and a half, exclusive: half goes up.
                prop_assert!((2 * n - 1) * w <= 200 * p && 200 * p < (2 * n + 1) * w, "{}/{} as {}", part, whole, figure);
            }
        }
    }

    #[test]
    fn a_floor_is_reached_exactly_or_not((part, whole) in any_ratio(), percent in 0..=100u32) {
        let ratio = of(part, whole);
        prop_assert_eq!(ratio.is_at_least(percent), ratio >= of(percent.into(), 100));
        // On the floor it holds; one part less and it does not.
        let at = of(u64::from(percent) * whole, 100 * whole);
        prop_assert!(at.is_at_least(percent));
        if percent > 0 {
            prop_assert!(!of(u64::from(percent) * whole - 1, 100 * whole).is_at_least(percent));
        }
    }

    #[test]
    fn size_is_the_value_not_the_terms((part, whole) in any_ratio(), other in any_ratio(), times in 1..1000u64) {
        let (a, b) = (of(part, whole), of(other.0, other.1));
        prop_assert_eq!(a, of(part * times, whole * times));
        prop_assert_eq!(a.to_string(), of(part * times, whole * times).to_string());
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.partial_cmp(&b), Some(a.cmp(&b)));
        prop_assert_eq!(a == b, part * other.1 == other.0 * whole);
        prop_assert!(a.cmp(&b).is_le() || b.above(a) == of(0, 1));
        prop_assert_eq!(a > b, a.above(b) > of(0, 1));
        prop_assert!(a.points() <= b.points() || a > b);
    }
}
