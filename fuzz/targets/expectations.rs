//! Any text as a file of expectations: nothing panics, and what is wrong is said.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vpr::check::expect::parse;
use vpr::diagnostic::Diagnostics;
use vpr::render::diagnostics::{Form, write};
use vpr::standard::Catalogue;
use vpr::text::{Source, is_unsafe};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

fuzz_target!(|text: &str| {
    let source = Source::new("vpr.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let expectations = parse(&source, &CATALOGUE, &mut sink);
    assert_eq!(expectations.is_none(), sink.has_errors());
    let shown = write(&sink, 60, Form::Ascii);
    assert!(!shown.contains(is_unsafe), "{shown:?}");
});
