//! One verdict on a file that a stranger submitted: everything that is wrong with it, each at its place.
//!
//! [`Checker::check`] takes a text and gives [`Diagnostics`]. It reads the file as every command does, then lets the
//! [`rules`] look: at each answer that was sound, at the whole when all of it was, and at the bare text in any case, because
//! what may identify a person must be found, and kept out of every message, in a broken file as well.
//!
//! A rule is one file in `rules` and one line in `rules/mod.rs`.

mod alike;
pub mod expect;
mod fix;
pub mod private;
mod report;
mod rule;
pub mod rules;
mod subject;

pub use expect::Expectations;
pub use fix::{Fixed, Unproved};
pub use private::Kind;
pub use report::{FileReport, Outcome, Tally};
pub use rule::{Find, Rule};
pub use subject::{Layout, Subject};

use jiff::civil::Date;

use crate::assessment::{self, Paired};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::score::{Row, Scorecard};
use crate::standard::{Catalogue, StandardRef};
use crate::text::{Source, Span, count_of};
use crate::tree::{At, Entry, Node, Value};
use crate::yaml;
use private::Match;

/// Fields at the top of which an assessment has at least one.
const TOP_FIELDS: [&str; 3] = ["format", "standard", "answers"];
/// Most private matches of a file that are named one by one. With more of them, nothing of the file is shown at all.
const MOST_PRIVATE: usize = 200;

/// What checks files: made once a run, used for each file.
pub struct Checker<'a> {
    catalogue: &'a Catalogue,
    today: Date,
    expectations: &'a Expectations,
    rules: Vec<(&'static Rule, Severity)>,
}

/// What came of a file.
#[derive(Debug, Clone)]
pub enum Checked {
    /// It is an assessment, and these are its problems; none is good news.
    Assessment(Diagnostics),
    /// Nothing at its top says that it is an assessment.
    Other,
}

impl<'a> Checker<'a> {
    /// With the rules at the severities that the expectations give them, their own by default.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, today: Date, expectations: &'a Expectations) -> Self {
        let rules = rules::ALL.iter().filter_map(|rule| Some((*rule, expectations.severity(rule)?))).collect();
        Self { catalogue, today, expectations, rules }
    }

    /// Checks one file. A named file is an assessment whatever it holds; one found in a folder has to look like one.
    #[must_use]
    pub fn check(&self, source: &Source, named: bool) -> Checked {
        let mut sink = Diagnostics::new(source.clone());
        let root = yaml::parse(source, &mut sink);
        if !named && !looks_like_an_assessment(source, root.as_ref()) {
            return self.other(source);
        }
        let matches = private::scan(source.text(), root.as_ref());
        if let Some(root) = &root {
            self.look(root, &mut sink);
            if is_known_format(root) {
                self.look_at_layout(root, source, &mut sink);
            }
            if let Some(why) = fix::hands_off(root) {
                sink = sink.without_fixes(why);
            }
        }
        Checked::Assessment(self.guarded(sink, &matches))
    }

    fn other(&self, source: &Source) -> Checked {
        match self.expectations.not_an_assessment() {
            Some(problem) => {
                let mut sink = Diagnostics::new(source.without_text());
                sink.push(problem);
                Checked::Assessment(sink)
            }
            None => Checked::Other,
        }
    }

    /// The problems of a file that could not be taken as text, as far as its text goes: what is private in it is found, and
    /// kept out of them, as in any other file.
    #[must_use]
    pub fn refused(&self, problems: Diagnostics) -> Diagnostics {
        let matches = private::scan(problems.source().text(), None);
        self.guarded(problems, &matches)
    }

    fn guarded(&self, mut sink: Diagnostics, matches: &[Match]) -> Diagnostics {
        let named = &matches[..matches.len().min(MOST_PRIVATE)];
        for (rule, severity) in &self.rules {
            let Find::Private(kind) = rule.find else { continue };
            let mut found = Found { rule, severity: *severity, sink: &mut sink };
            for one in named.iter().filter(|m| m.kind == kind) {
                found.at(one.span, format!("what looks like {} ({})", kind.in_words(), characters(one.length)));
            }
            let mut others = matches[named.len()..].iter().filter(|m| m.kind == kind);
            if let Some(next) = others.next() {
                let more = count_of(others.count() + 1, "more place", "more places");
                found.at(next.span, format!("what looks like {}, in {more} from here on", kind.in_words()));
            }
        }
        let all = Span::new(0, sink.source().text().len());
        let private: Vec<Span> = if matches.len() > named.len() { vec![all] } else { named.iter().map(|m| m.span).collect() };
        sink.without_private(&private, rules::summary, |words| !private::in_text(words).is_empty())
    }

    fn look_at_layout(&self, root: &Node<'_>, source: &Source, sink: &mut Diagnostics) {
        let written = At::top(root).field("standard").text().and_then(StandardRef::parse);
        let layout = Layout { source, root, standard: written.and_then(|r| self.catalogue.find(&r)) };
        for (rule, severity) in &self.rules {
            if let Find::Layout(look) = rule.find {
                look(&layout, &mut Found { rule, severity: *severity, sink });
            }
        }
    }

    fn look(&self, root: &Node<'_>, sink: &mut Diagnostics) {
        let Some(assessment) = assessment::read(root, self.catalogue, sink) else { return };
        let Some(standard) = self.catalogue.find(&assessment.standard) else { return };
        let Some(paired) = Paired::new(standard, &assessment) else { return };
        let sound = !sink.has_errors();
        let errors = if sound { Errors(Vec::new()) } else { Errors::of(sink) };
        if errors.stand_in(root, "cycle") {
            // Without its days, what is current or late would be guessed.
            return;
        }
        let broken = errors.broken_answers(root);
        let subject = Subject::new(root, self.catalogue, Scorecard::new(paired, self.today));
        for (rule, severity) in &self.rules {
            let mut found = Found { rule, severity: *severity, sink };
            match rule.find {
                Find::Row(look) => {
                    let is_sound = |row: &&Row<'_>| broken.is_empty() || !broken.contains(&row.requirement.id.as_str());
                    let rows = subject.card.rows.iter().filter(is_sound);
                    rows.for_each(|row| look(&subject, row, &mut found));
                }
                Find::Whole(look) if sound => look(&subject, &mut found),
                Find::Whole(_) | Find::Layout(_) | Find::Private(_) | Find::Elsewhere => {}
            }
        }
        if sound {
            expect::compare(self.expectations, &subject, sink);
        }
    }
}

/// Takes in what a rule finds.
pub struct Found<'s> {
    rule: &'static Rule,
    severity: Severity,
    sink: &'s mut Diagnostics,
}

impl Found<'_> {
    /// A problem at a place. The rule's own words on how to mend it are added.
    pub fn at(&mut self, span: Span, message: impl Into<String>) {
        self.problem(span, message, |d| d);
    }

    /// A problem with more to say: other places, a label, a better help.
    pub fn problem(&mut self, span: Span, message: impl Into<String>, more: impl FnOnce(Diagnostic) -> Diagnostic) {
        let plain = Diagnostic::error(self.rule.code, span, message).help(self.rule.fix);
        self.sink.push(Diagnostic { severity: self.severity, ..more(plain) });
    }
}

/// Whether a file is meant for an assessment, sound or not.
#[must_use]
pub fn is_assessment(source: &Source) -> bool {
    looks_like_an_assessment(source, yaml::parse(source, &mut Diagnostics::new(source.clone())).as_ref())
}

fn characters(count: usize) -> String {
    count_of(count, "character", "characters")
}

fn looks_like_an_assessment(source: &Source, root: Option<&Node<'_>>) -> bool {
    match root.map(|r| &r.value) {
        Some(Value::Mapping(entries)) => entries.iter().any(|e| TOP_FIELDS.contains(&e.key.as_ref())),
        Some(_) => false,
        // A broken file is one when a line says so, or else a stray comma would hide it.
        None => source.text().lines().any(|line| {
            let key = line.split(':').next().unwrap_or_default();
            line.contains(':') && TOP_FIELDS.contains(&key.trim_end().trim_matches(['"', '\'']))
        }),
    }
}

/// Whether the file says that it is of the format this version knows. Of another one nothing is known, not even its layout.
fn is_known_format(root: &Node<'_>) -> bool {
    At::top(root).field("format").text().is_some_and(|format| format.parse() == Ok(assessment::FORMAT))
}

/// Where the errors of a file start, in order.
struct Errors(Vec<usize>);

impl Errors {
    fn of(sink: &Diagnostics) -> Self {
        Self(sink.sorted().iter().filter(|d| d.severity == Severity::Error).map(|d| d.span.start).collect())
    }

    fn within(&self, entry: &Entry<'_>) -> bool {
        let next = self.0.partition_point(|at| *at < entry.key_span.start);
        self.0.get(next).is_some_and(|at| *at <= entry.value.last_byte())
    }

    fn stand_in(&self, root: &Node<'_>, field: &str) -> bool {
        root.entries().iter().any(|e| e.key == field && self.within(e))
    }

    /// The answers that an error stands in, by their requirement.
    fn broken_answers<'n>(&self, root: &'n Node<'_>) -> Vec<&'n str> {
        let answers = root.entries().iter().find(|e| e.key == "answers");
        let broken = answers.iter().flat_map(|a| a.value.entries()).filter(|e| self.within(e));
        broken.map(|e| e.key.as_ref()).collect()
    }
}
