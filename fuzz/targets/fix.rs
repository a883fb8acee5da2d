//! Any text put right: proved, once and for all, with every comment, and saying what it said.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vpr::assessment::{Assessment, parse};
use vpr::check::{Checked, Checker, Expectations, Fixed};
use vpr::diagnostic::Diagnostics;
use vpr::render::diff;
use vpr::standard::Catalogue;
use vpr::text::{Source, is_unsafe};

static NONE: LazyLock<Expectations> = LazyLock::new(Expectations::default);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

fn fix(source: &Source) -> Option<Fixed> {
    let checker = Checker::new(&CATALOGUE, jiff::civil::date(2026, 11, 22), &NONE);
    let Checked::Assessment(problems) = checker.check(source, true) else { return None };
    let fixed = checker.fix(source, &problems).expect("fixes that can be proved")?;
    let shown = diff::unified(problems.source(), fixed.problems.source(), &fixed.changes);
    assert!(!shown.contains(is_unsafe), "{shown:?}");
    assert_eq!(fixed.problems.fixable().count(), 0, "{}", fixed.text);
    Some(fixed)
}

fn read(source: &Source) -> Option<Assessment> {
    parse(source, &CATALOGUE, &mut Diagnostics::new(source.clone()))
}

fuzz_target!(|text: &str| {
    let source = Source::new("a.yaml", text);
    let Some(fixed) = fix(&source) else { return };
    let after = Source::new("a.yaml", fixed.text.as_str());
    assert!(fix(&after).is_none(), "{}", fixed.text);
    if let Some(before) = read(&source) {
        assert_eq!(read(&after), Some(before), "{}", fixed.text);
    }
});
