//! Any text as an assessment: nothing panics or reaches the screen that should not, and what is read is written and read
//! again as the same.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vpr::assessment::{parse, to_yaml};
use vpr::check::{Checked, Checker, Expectations};
use vpr::diagnostic::Diagnostics;
use vpr::render::diagnostics::{Form, write};
use vpr::standard::Catalogue;
use vpr::text::{Source, is_unsafe};

static NONE: LazyLock<Expectations> = LazyLock::new(Expectations::default);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

fuzz_target!(|text: &str| {
    let source = Source::new("a.yaml", text);
    let checker = Checker::new(&CATALOGUE, jiff::civil::date(2026, 11, 22), &NONE);
    if let Checked::Assessment(problems) = checker.check(&source, true) {
        for form in [Form::Ascii, Form::Narrated] {
            let shown = write(&problems, 60, form);
            assert!(!shown.contains(is_unsafe), "{shown:?}");
        }
    }
    let mut sink = Diagnostics::new(source.clone());
    let Some(assessment) = parse(&source, &CATALOGUE, &mut sink) else {
        assert!(sink.has_errors(), "nothing was read, and nothing said");
        return;
    };
    let standard = CATALOGUE.find(&assessment.standard).expect("the standard it names");
    let written = to_yaml(&assessment, standard);
    let again = Source::new("b.yaml", written.as_str());
    let mut sink = Diagnostics::new(again.clone());
    assert_eq!(parse(&again, &CATALOGUE, &mut sink), Some(assessment.clone()), "{written}");
    // A save says the same in the layout that was there, and a second one changes nothing. Where that can't be proved, it
    // leaves the file alone.
    if let Ok(saved) = vpr::yaml::rewrite(source.text(), &written) {
        let again = Source::new("c.yaml", saved.as_str());
        let mut sink = Diagnostics::new(again.clone());
        assert_eq!(parse(&again, &CATALOGUE, &mut sink), Some(assessment), "{saved}");
        assert_eq!(vpr::yaml::rewrite(&saved, &written).as_deref(), Ok(saved.as_str()), "{written}");
    }
});
