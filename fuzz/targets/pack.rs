//! Any text as a pack: nothing panics, and what is wrong is said.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vpr::diagnostic::Diagnostics;
use vpr::render::diagnostics::{Form, write};
use vpr::standard::parse;
use vpr::text::{Source, is_unsafe};

fuzz_target!(|text: &str| {
    let source = Source::new("a.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let standard = parse(&source, None, &mut sink);
    assert_eq!(standard.is_none(), sink.has_errors());
    let shown = write(&sink, 60, Form::Ascii);
    assert!(!shown.contains(is_unsafe), "{shown:?}");
    if let Some(standard) = standard {
        for row in standard.rated() {
            assert!(standard.requirement(&row.id).is_some());
        }
    }
});
