//! Whatever the file: fixing says the same, leaves nothing to fix, and loses no comment.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use vpr::assessment::{parse, to_yaml};
use vpr::check::{Checked, Checker, Expectations, Fixed};
use vpr::diagnostic::Diagnostics;
use vpr::standard::Catalogue;
use vpr::text::Source;

use crate::round_trip::arbitrary;

static NONE: LazyLock<Expectations> = LazyLock::new(Expectations::default);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);
const TODAY: Date = date(2026, 11, 22);

fn check(text: &str) -> Diagnostics {
    let checker = Checker::new(&CATALOGUE, TODAY, &NONE);
    match checker.check(&Source::new("a.yaml", text), true) {
        Checked::Assessment(problems) => problems,
        _ => panic!("a named file is an assessment"),
    }
}

fn fix(text: &str) -> Option<Fixed> {
    Checker::new(&CATALOGUE, TODAY, &NONE).fix(&Source::new("a.yaml", text), &check(text)).expect("fixes that can be proved")
}

fn read(text: &str) -> Option<vpr::assessment::Assessment> {
    let source = Source::new("a.yaml", text);
    parse(&source, &CATALOGUE, &mut Diagnostics::new(source.clone()))
}

/// The canonical text of an assessment, disturbed in ways that all have one reading.
fn disturbed(text: &str, spots: &[(Index, u8)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (spot, how) in spots {
        let at = spot.index(lines.len());
        let Some(line) = lines.get_mut(at) else { continue };
        for (from, to) in
            [("rating: green", "rating: Green"), ("rating: red", "rating: \" R\""), ("rating: amber", "rating: 'A'")]
        {
            if line.trim() == from {
                *line = line.replace(from, to);
            }
        }
        match how % 3 {
            0 if line.starts_with("format:") => line.push_str("   "),
            1 if line.starts_with("answers:") => line.push_str("\t # all of them \t"),
            _ => {}
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(crate::drawn::cases(96))]

    #[test]
    fn what_was_disturbed_is_put_right_and_says_what_it_said(
        mut assessment in arbitrary::assessment(),
        spots in proptest::collection::vec((any::<Index>(), any::<u8>()), 0..40),
        spare in select(vec!["", "\n", "\n\n"]),
    ) {
        assessment.sign_off.clear();
        let standard = CATALOGUE.find(&assessment.standard).expect("the standard");
        let text = format!("{}{spare}", disturbed(&to_yaml(&assessment, standard), &spots));
        let text = fix(&text).map_or(text, |fixed| fixed.text);
        prop_assert_eq!(read(&text), Some(assessment));
        prop_assert_eq!(check(&text).fixable().count(), 0);
        prop_assert!(fix(&text).is_none());
    }

    #[test]
    fn any_text_can_be_fixed_once_and_not_again(
        pieces in proptest::collection::vec(select(&[
            "format: 1\n", "standard: nhs-england-vpr@2024\n", "answers:\n", "  W3:\n", "  L1:\n", "  L2: {}\n", "  L3: { rating: G }\n",
            "    rating: Green \n", "    rating: |\n      Red\n", "    assessed: 18/12/2026\n", "    assessed: \"3 March\n      2026\"\n",
            "    because: >-\n      one \n\n      two \n", "  # own\n", "# far\n", "    # in\n", "\n", " \t\n", "  L4: {\n  rating: Red }\n",
            "sign_off: []\n", "measures:\n", "  - a\n", "  W4: [\n    ]\n", "? W5\n", "  ? W5\n  : x\n", "---\n", "...\n", "  I1: &a b\n", "\r\n",
        ][..]), 0..24),
        head in any::<bool>(),
    ) {
        let head = if head { "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: N }\ncycle: { name: C }\nanswers:\n" } else { "" };
        let text = format!("{head}{}", pieces.concat());
        if let Some(fixed) = fix(&text) {
            prop_assert_eq!(fixed.problems.fixable().count(), 0, "{}", fixed.text);
            prop_assert!(fix(&fixed.text).is_none());
            prop_assert_eq!(fixed.text.matches('#').count(), text.matches('#').count());
        }
    }
}
