//! What a paper says of the file it was made from: what the guard found, what a check found.

use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use crate::check::{Checked, Checker, Expectations, Kind, private, rules};
use crate::diagnostic::Diagnostics;
use crate::paper::{FindingCount, GuardCount};
use crate::standard::Catalogue;
use crate::tree::Arena;
use crate::yaml;

/// How often the guard found each kind of what may identify a person, anywhere in the file.
pub fn guard(file: &WorkFile<'_>) -> Vec<GuardCount> {
    let source = file.source();
    // It was read already, so that nothing new can be wrong with it.
    let arena = Arena::for_file(source);
    let root = yaml::parse(source, &arena, &mut Diagnostics::new(source.clone()));
    let found = private::scan(source.text(), root.as_ref(), root.is_some());
    let count = |kind: Kind| found.iter().filter(|m| m.kind == kind).count();
    Kind::ALL.iter().map(|kind| GuardCount { kind: kind.in_words().to_owned(), count: count(*kind) }).collect()
}

/// How often each rule found something in the file, the worst first.
pub fn of_check(file: &WorkFile<'_>, catalogue: &Catalogue, around: &Surroundings) -> Vec<FindingCount> {
    // What a commissioner demands besides is theirs to check.
    let demands = Expectations::default();
    let Checked::Assessment(problems) = Checker::new(catalogue, around.today, &demands).check(file.source(), true) else {
        return Vec::new();
    };
    let told = |((severity, code), count): ((_, crate::diagnostic::Code), usize)| {
        let says = rules::find(code.as_str()).map_or("a problem with the file as such", |rule| rule.summary);
        FindingCount { severity, rule: code.to_string(), says: says.to_owned(), count }
    };
    problems.by_code().into_iter().map(told).collect()
}
