//! One verdict on a file that a stranger submitted: everything that is wrong with it, each at its place.
//!
//! [`Checker::check`] takes a text and gives [`Diagnostics`]. It reads the file as every command does, then lets the
//! [`rules`] look: at each answer that was sound, at the whole when all of it was, and at the bare text in any case, because
//! what may identify a person must be found, and kept out of every message, in a broken file as well.
//!
//! A rule is one file in `rules` and one line in `rules/mod.rs`.

mod alike;
pub mod expect;
mod faults;
mod fix;
pub mod private;
mod report;
mod rule;
pub mod rules;
mod subject;

pub use expect::Expectations;
pub use faults::Faults;
pub use fix::{Fixed, Unproved};
pub use private::Kind;
pub use report::{FileReport, Outcome, Tally};
pub use rule::{Behind, Find, Rule};
pub use subject::{Layout, Subject};

use std::borrow::Cow;

use jiff::civil::Date;

use crate::assessment::{self, Paired};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Syntax};
use crate::score::Scorecard;
use crate::standard::{Catalogue, StandardRef};
use crate::text::{Source, Span, count_of};
use crate::tree::{Arena, At, Node, Value};
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
    /// Nothing in it says that it is an assessment, and how that was seen.
    Other(&'static str),
    /// Its name may be that of an assessment, and it was not looked at.
    PassedOver(&'static str),
    /// It is no assessment, or was not looked at, and the expectations want none such: the problem that it is.
    Refused(Diagnostics),
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
        let arena = Arena::for_file(source);
        let root = yaml::parse_what_can_be(source, &arena, &mut sink);
        let whole = root.as_ref().filter(|_| sink.is_empty());
        if !named && let Some(why) = unlike_an_assessment(source, whole) {
            return self.refuse(source.name(), why, rules::expected::help(rules::expected::FILE)).unwrap_or(Checked::Other(why));
        }
        let is_whole = whole.is_some();
        let read_otherwise = root.as_ref().filter(|_| arena.has_other_words());
        let matches = private::scan(source.text(), read_otherwise, is_whole);
        if root.is_none() {
            faults::tell_unread(&mut sink);
            expect::compare_nothing(self.expectations, &mut sink);
        }
        if let Some(root) = &root {
            self.look(root, &mut sink);
            if is_known_format(root) {
                self.look_at_layout(root, source, &mut sink);
            }
            if sink.fixable().next().is_some()
                && let Some(why) = fix::hands_off(root, is_whole)
            {
                sink = sink.without_fixes(why);
            }
        }
        Checked::Assessment(self.guarded(sink, &matches))
    }

    /// What comes of a file that is not even read, and why not.
    #[must_use]
    pub fn pass_over(&self, name: &str, why: &'static str) -> Checked {
        // It ends with what to do, for where nothing else is said of it.
        let (seen, help) = why.split_once("; ").unwrap_or((why, "name it to check it"));
        self.refuse(name, seen, &format!("{help}; if it is none, take it out of the folder")).unwrap_or(Checked::PassedOver(why))
    }

    fn refuse(&self, name: &str, why: &str, help: &str) -> Option<Checked> {
        let problem = self.expectations.not_an_assessment(why, help)?;
        let mut sink = Diagnostics::new(Source::new(name, "")).renamed(&masked(name));
        sink.push(problem);
        Some(Checked::Refused(sink))
    }

    /// The problems of a file that could not be taken as text, as far as its text goes: what is private in it is found, and
    /// kept out of them, as in any other file.
    #[must_use]
    pub fn refused(&self, mut problems: Diagnostics) -> Diagnostics {
        expect::compare_nothing(self.expectations, &mut problems);
        let matches = private::scan(problems.source().text(), None, false);
        self.guarded(problems, &matches)
    }

    fn guarded(&self, mut sink: Diagnostics, matches: &[Match]) -> Diagnostics {
        let named = &matches[..matches.len().min(MOST_PRIVATE)];
        let of_name = private::in_path(sink.source().name());
        for (rule, severity) in &self.rules {
            let Find::Private(kind) = rule.find else { continue };
            if of_name.iter().any(|m| m.kind == kind) {
                // Never an error: a folder may bear ten digits for a reason of its own.
                let mut found = Found { rule, severity: (*severity).max(Severity::Warning), sink: &mut sink };
                let message = format!("the name of the file or of its folder holds what looks like {}", kind.in_words());
                found.problem(Span::default(), message, |d| d.help("rename it: names of files are listed and sent around"));
            }
            let mut found = Found { rule, severity: *severity, sink: &mut sink };
            for one in named.iter().filter(|m| m.kind == kind) {
                let message = format!("what looks like {} ({})", kind.in_words(), characters(one.length));
                if one.is_doubtful {
                    found.severity = found.severity.max(Severity::Warning);
                }
                found.at(one.span, message);
                found.severity = *severity;
            }
            let mut others = matches[named.len()..].iter().filter(|m| m.kind == kind);
            if let Some(next) = others.next() {
                let (place, places) =
                    if named.iter().any(|m| m.kind == kind) { ("more place", "more places") } else { ("place", "places") };
                let places = count_of(others.count() + 1, place, places);
                found.at(next.span, format!("what looks like {}, in {places} from here on", kind.in_words()));
            }
        }
        if !of_name.is_empty() {
            let name = masked(sink.source().name()).into_owned();
            sink = sink.renamed(&name);
        }
        cover(sink, matches)
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
        if self.look_at_subject(root, sink).is_none() {
            faults::tell_unknown(root, sink);
            expect::compare_nothing(self.expectations, sink);
        }
    }

    /// What the file says, as far as it says something; nothing where errors leave nothing to go by.
    fn look_at_subject(&self, root: &Node<'_>, sink: &mut Diagnostics) -> Option<()> {
        let assessment = assessment::read(root, self.catalogue, sink)?;
        let standard = self.catalogue.find(&assessment.standard)?;
        let paired = Paired::new(standard, &assessment)?;
        let faults = Faults::of(root, standard, sink);
        faults.tell(root, standard, sink);
        let subject = Subject::new(root, self.catalogue, Scorecard::new(paired, self.today), faults);
        for (rule, severity) in &self.rules {
            let mut found = Found { rule, severity: *severity, sink };
            match rule.find {
                Find::Row(look) => subject.sound_rows().for_each(|row| look(&subject, row, &mut found)),
                Find::Answers(look) => look(&subject, &mut found),
                Find::Fields(fields, look) if fields.iter().all(|field| subject.faults.spare(field)) => {
                    look(&subject, &mut found);
                }
                Find::Whole(look) if subject.faults.is_none() => look(&subject, &mut found),
                Find::Fields(..) | Find::Whole(_) | Find::Layout(_) | Find::Private(_) | Find::Elsewhere | Find::Run => {}
            }
        }
        expect::compare(self.expectations, &subject, sink);
        Some(())
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
    let arena = Arena::for_file(source);
    unlike_an_assessment(source, yaml::parse(source, &arena, &mut Diagnostics::new(source.clone())).as_ref()).is_none()
}

/// Problems as they may be shown where no check was asked for: without what stands on lines that hold what may identify someone
/// or open a door. A message about a rating would quote the telephone number that somebody typed for it.
#[must_use]
pub fn covered(problems: Diagnostics) -> Diagnostics {
    let source = problems.source().clone();
    let arena = Arena::for_file(&source);
    let mut sink = Diagnostics::new(source.clone());
    let root = match problems.syntax() {
        Syntax::Yaml => yaml::parse_what_can_be(&source, &arena, &mut sink),
        Syntax::Toml => None,
    };
    let is_whole = root.is_some() && sink.is_empty();
    let name = masked(source.name());
    let problems = problems.renamed(&name);
    cover(problems, &private::scan(source.text(), root.as_ref(), is_whole))
}

/// A path or a message about one as it may be printed. People name files after patients; where a name holds what may identify
/// someone, a mark stands for it.
#[must_use]
pub fn masked(path: &str) -> Cow<'_, str> {
    let matches = private::in_path(path);
    if matches.is_empty() {
        return Cow::Borrowed(path);
    }
    let (mut masked, mut at) = (String::new(), 0);
    for one in &matches {
        if one.span.start >= at {
            masked.push_str(&path[at..one.span.start]);
            masked.push('…');
        }
        at = at.max(one.span.end);
    }
    masked.push_str(&path[at..]);
    Cow::Owned(masked)
}

fn cover(problems: Diagnostics, matches: &[Match]) -> Diagnostics {
    let all = Span::new(0, problems.source().text().len());
    let private: Vec<Span> = if matches.len() > MOST_PRIVATE { vec![all] } else { matches.iter().map(|m| m.span).collect() };
    problems.without_private(&private, rules::summary, |words| !private::in_text(words).is_empty())
}

fn characters(count: usize) -> String {
    count_of(count, "character", "characters")
}

/// Why a file is not meant for an assessment, sound or not; nothing for one that is. Whoever submits a broken one must be told:
/// it is never passed over for a stray space, a lost brace or a capital letter.
fn unlike_an_assessment(source: &Source, root: Option<&Node<'_>>) -> Option<&'static str> {
    let (is_one, why) = match root {
        Some(root) => (
            top_fields(root) > 0 || inner(root).any(|node| top_fields(node) > 1),
            "not an assessment: it has none of `format`, `standard` and `answers` at its top",
        ),
        // Who was asked for a file and sends one with nothing in it has to be told.
        None if is_blank(source.text()) => (true, ""),
        None if lines_of_any(source.text()).all(|line| is_blank(line) || line.trim_start().starts_with('#')) => {
            (false, "not an assessment: it holds nothing but comments")
        }
        None => (
            lines_of_any(source.text()).any(has_top_field),
            "not an assessment: it can't be read as YAML, and no line of it begins with `format:`, `standard:` or `answers:`",
        ),
    };
    (!is_one).then_some(why)
}

/// Its lines, be they ended as on old Macs: such a file is none of YAML, and may be an assessment all the same.
fn lines_of_any(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r'])
}

fn is_blank(text: &str) -> bool {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
}

fn top_fields(node: &Node<'_>) -> usize {
    node.entries().iter().filter(|e| is_top_field(&e.key)).count()
}

/// What stands one level down: somebody may have put all of an assessment under a name, or into a list.
fn inner<'n, 't>(node: &'n Node<'t>) -> impl Iterator<Item = &'n Node<'t>> {
    let items = match &node.value {
        Value::Sequence(items) => *items,
        _ => &[],
    };
    node.entries().iter().map(|e| &e.value).chain(items)
}

/// Whether a field of an assessment begins in a line, in a block of any depth or after a brace or comma.
fn has_top_field(line: &str) -> bool {
    let key = |part: &str| Some(is_top_field(part.split_once(':')?.0.trim_start_matches(['-', '?', '>', ' ', '\t'])));
    line.split(['{', ',']).any(|part| key(part) == Some(true))
}

fn is_top_field(key: &str) -> bool {
    let key = key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '\u{feff}'));
    TOP_FIELDS.iter().any(|field| key.eq_ignore_ascii_case(field))
}

/// Whether the file says that it is of the format this version knows. Of another one nothing is known, not even its layout.
fn is_known_format(root: &Node<'_>) -> bool {
    At::top(root).field("format").text().is_some_and(|format| format.trim().parse() == Ok(assessment::FORMAT))
}
