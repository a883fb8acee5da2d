//! Taking a tree apart: every field is asked for by name, and what nobody asked for is reported.

use jiff::civil::Date;

use super::{Entry, Node, Value, hard_space};
use crate::day::Reading;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Home, Syntax};
use crate::text::edit::Edit;
use crate::text::{Source, Span, did_you_mean, list_of, nearest, one_of, shown};

/// The fields of one group, as they are taken out one by one. Call [`Fields::finish`] at the end: it reports the rest.
pub struct Fields<'a> {
    /// What the group is, for messages: "an answer", "the organisation".
    what: &'static str,
    /// Where to point when something is missing: the key that opened the group.
    span: Span,
    entries: &'a [Entry<'a>],
    asked: Asked,
    /// Which of the entries were asked for, one bit each.
    found: u64,
    /// Those that have to be there and are not.
    lacks: Vec<&'static str>,
}

/// Most fields that a group of any file has.
const MOST: usize = 32;

/// The names asked for so far. There are some hundred groups in a file, and a list on the heap for each takes its time.
#[derive(Default)]
struct Asked {
    names: [&'static str; MOST],
    count: usize,
}

impl Asked {
    fn push(&mut self, name: &'static str) {
        debug_assert!(!self.names().contains(&name), "`{name}` is asked for twice, and would be listed twice");
        if let Some(place) = self.names.get_mut(self.count) {
            *place = name;
            self.count += 1;
        }
    }

    fn names(&self) -> &[&'static str] {
        &self.names[..self.count]
    }
}

impl<'a> Fields<'a> {
    /// The fields of a node, or a report that it has none.
    #[inline]
    pub fn of(node: &'a Node<'a>, span: Span, what: &'static str, sink: &mut Diagnostics) -> Option<Self> {
        if let Value::Mapping(entries) = node.value {
            return Some(Self { what, span, entries, asked: Asked::default(), found: 0, lacks: Vec::new() });
        }
        let problem = no_group(node, span, what, sink);
        sink.push(problem);
        None
    }

    /// Where to point when the group as a whole is meant.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// A field that may be left out.
    pub fn optional(&mut self, name: &'static str) -> Option<&'a Entry<'a>> {
        self.asked.push(name);
        let (index, entry) = self.entries.iter().enumerate().find(|(_, e)| is_named(e, name))?;
        self.found |= 1_u64.checked_shl(u32::try_from(index).ok()?).unwrap_or(0);
        Some(entry)
    }

    /// A field that has to be there; its absence is reported with what to write.
    pub fn required(&mut self, name: &'static str, example: &str, sink: &mut Diagnostics) -> Option<&'a Entry<'a>> {
        self.required_as(name, || format!("add a line `{example}`"), sink)
    }

    /// The same with what to do where no line would do.
    pub fn required_as(
        &mut self,
        name: &'static str,
        help: impl FnOnce() -> String,
        sink: &mut Diagnostics,
    ) -> Option<&'a Entry<'a>> {
        let found = self.optional(name);
        if found.is_none() {
            self.lacks.push(name);
            sink.push(
                Diagnostic::error(Code::MISSING_FIELD, self.span, format!("{} has no `{name}`", self.what))
                    .label(missing(name))
                    .help(help()),
            );
        }
        found
    }

    /// An optional field that is a text.
    pub fn text(&mut self, name: &'static str, sink: &mut Diagnostics) -> Option<String> {
        self.optional(name).and_then(|e| text(e, sink))
    }

    /// An optional field that is a day.
    pub fn date(&mut self, name: &'static str, sink: &mut Diagnostics) -> Option<Date> {
        const HELP: &str = "write the day as year-month-day, like 2026-12-18, or leave it out until it is known";
        self.optional(name).and_then(|e| day(e, HELP, sink))
    }

    /// The items of an optional list; a field that is no list is reported.
    pub fn list(&mut self, name: &'static str, sink: &mut Diagnostics) -> &'a [Node<'a>] {
        self.optional(name).map_or(&[], |entry| list(entry, sink))
    }

    /// The texts of an optional list, none blank, each trimmed of surrounding space.
    pub fn texts(&mut self, name: &'static str, sink: &mut Diagnostics) -> Vec<(String, Span)> {
        self.optional(name).map_or_else(Vec::new, |entry| texts(entry, sink))
    }

    /// All entries, for groups whose keys are data (answers by requirement).
    #[must_use]
    pub const fn entries(&self) -> &'a [Entry<'a>] {
        self.entries
    }

    /// Reports every field nobody asked for, with the one most likely meant.
    pub fn finish(mut self, sink: &mut Diagnostics) {
        if self.found.count_ones() as usize == self.entries.len() {
            return;
        }
        // Who lacks a field of this group may have given it the name of one of another, but for those of the top.
        let own = sink.homes().iter().find(|home| home.group == self.what);
        // What has none of its own fields, and several of another group, is one of those, and the line above it was lost.
        let has_some_of = |home: &Home| self.entries.iter().filter(|e| home.fields.contains(&e.key.as_str())).count() > 1;
        let is_another = || self.found == 0 && sink.homes().iter().any(has_some_of);
        // The text that each item of a list has, as an action or a piece of evidence.
        let first = own.filter(|home| home.fields.contains(&home.first) && home.below != "answers").map_or("", |home| home.first);
        let may_be_displaced = own.is_some_and(|home| home.below.is_empty() || self.lacks.is_empty() || is_another());
        for entry in self.entries.iter().filter(|e| !self.asked.names().contains(&e.key.as_ref())) {
            let shown = shown(&entry.key);
            let problem = Diagnostic::error(Code::UNKNOWN_FIELD, entry.key_span, format!("{} has no field `{shown}`", self.what));
            let is_of_the_top =
                sink.homes().iter().any(|home| home.below.is_empty() && home.fields.contains(&entry.key.as_str()));
            let home = if may_be_displaced || is_of_the_top { elsewhere(&entry.key, sink) } else { None };
            let meant = also_called(entry)
                .filter(|field| self.asked.names().contains(field) && !self.entries.iter().any(|e| is_named(e, field)));
            let near = nearest(&entry.key, self.asked.names().iter().copied());
            let help = match (home, meant.or(near)) {
                (Some(home), _) if meant.is_none() => home,
                (_, Some(near)) => {
                    // Who misspelt one that has to be there and adds it as well has it twice.
                    if let Some(place) = self.lacks.iter().position(|name| *name == near) {
                        self.lacks.swap_remove(place);
                        sink.withdraw(|d| d.code == Code::MISSING_FIELD && d.span == self.span && d.label == missing(near));
                    }
                    did_you_mean(&entry.key, near)
                }
                (Some(home), None) => home,
                (None, None) if is_beginning_of_a_text(entry) && self.entries.len() == 1 && !first.is_empty() => {
                    format!("if it is the beginning of a text, put the whole text in quotes: `{first}: \"{shown}: …\"`")
                }
                (None, None) => format!("it can have {}; remove this one or put it in a comment", list_of(self.asked.names())),
            };
            sink.push(problem.label("not known").help(help));
        }
    }
}

/// Other names that people have for fields, as headings of tables have them.
const ALSO_CALLED: &[(&str, &str)] = &[
    ("approver", "approved_by"),
    ("assessor", "assessed_by"),
    ("comment", "because"),
    ("comments", "because"),
    ("date", "dated"),
    ("date_assessed", "assessed"),
    ("deadline", "due"),
    ("lead", "owner"),
    ("link", "where"),
    ("location", "where"),
    ("na", "not_applicable"),
    ("rag", "rating"),
    ("rationale", "because"),
    ("reason", "because"),
    ("review_date", "review_by"),
    ("url", "where"),
];

/// The field that another name for it means.
fn also_called(entry: &Entry<'_>) -> Option<&'static str> {
    ALSO_CALLED.iter().find(|(name, _)| entry.key.eq_ignore_ascii_case(name)).map(|(_, field)| *field)
}

/// Whether a name looks like the first words of a text with a colon: no field has a space or a capital letter.
fn is_beginning_of_a_text(entry: &Entry<'_>) -> bool {
    entry.key.starts_with(char::is_uppercase) || entry.key.contains(' ')
}

fn missing(name: &str) -> String {
    format!("`{name}` is missing here")
}

/// The report for a value that stands where a group of fields should.
#[cold]
fn no_group(node: &Node<'_>, span: Span, what: &str, sink: &Diagnostics) -> Diagnostic {
    // `rating: green` with a hard space after the colon is a text.
    if let Value::Scalar { plain: true, .. } = node.value
        && let Some(problem) = hard_space(sink.source().text(), node.span)
    {
        return problem;
    }
    let message = format!("{what} has to be a group of fields, not {}", node.value.kind());
    let at = if matches!(node.value, Value::Null) { span } else { node.span };
    let first = first_of(sink, |home| home.group == what);
    let help = match (sink.syntax(), first) {
        (Syntax::Yaml, Some(first)) => format!("write its fields, each on a line of its own, and first `{first}: …`"),
        (Syntax::Yaml, None) => "write the fields below it, one `name: value` a line, indented by two spaces".to_owned(),
        (Syntax::Toml, _) => "write its fields, one `name = value` a line, below a line with its name in brackets".to_owned(),
    };
    Diagnostic::error(Code::WRONG_TYPE, at, message).help(help)
}

/// The field to begin such a group with.
fn first_of(sink: &Diagnostics, is_meant: impl Fn(&Home) -> bool) -> Option<&'static str> {
    sink.homes().iter().find(|home| is_meant(home)).map(|home| home.first).filter(|first| !first.is_empty())
}

/// What to do with a field that belongs in another group of the file.
pub fn elsewhere(name: &str, sink: &Diagnostics) -> Option<String> {
    let home = sink.homes().iter().find(|home| home.fields.contains(&name))?;
    Some(format!("it belongs {}: move it there, or remove it where it stands there already", home.place))
}

/// Whether an entry has a name. Of two that are as long, the first letter tells nearly always, and costs less than a comparison.
fn is_named(entry: &Entry<'_>, name: &str) -> bool {
    let (key, name) = (entry.key.as_bytes(), name.as_bytes());
    key.len() == name.len() && key.first() == name.first() && key == name
}

/// A text that is not blank, trimmed of surrounding space.
pub fn text(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<String> {
    said(entry, sink).map(str::to_owned)
}

/// The same as it stands in the file, for what is only looked at.
pub fn said<'a>(entry: &'a Entry<'_>, sink: &mut Diagnostics) -> Option<&'a str> {
    match &entry.value.value {
        Value::Scalar { text, plain: true } if sink.syntax() == Syntax::Toml => {
            sink.push(unquoted(entry.place(), &format!("`{}` is a text", shown(&entry.key)), text));
            None
        }
        Value::Scalar { text, .. } => {
            let said = trimmed(text);
            if said.is_empty() {
                sink.push(empty(entry, sink));
            }
            Some(said).filter(|said| !said.is_empty())
        }
        Value::Null => {
            sink.push(empty(entry, sink));
            None
        }
        other => {
            let name = shown(&entry.key);
            let begins = sink.source().text().get(entry.value.span.start..).unwrap_or_default().chars().next();
            let help = match sink.syntax() {
                Syntax::Yaml if begins.is_some_and(|c| "[{".contains(c)) => {
                    format!("take the brackets off; or, if they belong to a text, put the whole text in quotes: `{name}: \"…\"`")
                }
                Syntax::Yaml => format!("write it on one line: `{name}: …`, in quotes if it contains a colon"),
                Syntax::Toml => format!("write it in quotes: `{name} = \"…\"`"),
            };
            let message = format!("`{name}` has to be a text, not {}", other.kind());
            sink.push(Diagnostic::error(Code::WRONG_TYPE, entry.place(), message).help(help));
            None
        }
    }
}

/// A text without the space around it. Nearly always there is none.
fn trimmed(text: &str) -> &str {
    let ends = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if ends(bytes.first()) && ends(bytes.last()) { text } else { text.trim() }
}

/// The items of a list.
pub fn list<'a>(entry: &'a Entry<'a>, sink: &mut Diagnostics) -> &'a [Node<'a>] {
    match &entry.value.value {
        Value::Sequence(items) => items,
        other => {
            let name = shown(&entry.key);
            let message = format!("`{name}` has to be a list, not {}", other.kind());
            let of_groups = first_of(sink, |home| entry.key == home.below);
            let help = match (sink.syntax(), other) {
                (Syntax::Yaml, _) if let Some(first) = of_groups => {
                    format!("start each item with `- {first}: …` on a line of its own; leave the field out when there is none")
                }
                (Syntax::Yaml, _) => {
                    "start each item with `- ` on a line of its own; leave the field out when there is none".to_owned()
                }
                (Syntax::Toml, Value::Mapping(_)) => format!("begin each with a line `[[{name}]]`, in two brackets"),
                (Syntax::Toml, Value::Scalar { plain: false, .. }) => format!("write texts in brackets, as `{name} = [\"…\"]`"),
                (Syntax::Toml, _) => {
                    format!(
                        "write texts in brackets, as `{name} = [\"…\"]`, and begin each group of fields with a line `[[{name}]]`"
                    )
                }
            };
            sink.push(Diagnostic::error(Code::WRONG_TYPE, entry.place(), message).help(help));
            &[]
        }
    }
}

/// The texts of a list, none blank, each trimmed of surrounding space.
pub fn texts(entry: &Entry<'_>, sink: &mut Diagnostics) -> Vec<(String, Span)> {
    let name = shown(&entry.key);
    let mut texts = Vec::new();
    for item in list(entry, sink) {
        match &item.value {
            Value::Scalar { text, plain: true } if sink.syntax() == Syntax::Toml => {
                sink.push(unquoted(item.span, &format!("each item of `{name}` is a text"), text));
            }
            Value::Scalar { text, .. } if !text.trim().is_empty() => texts.push((text.trim().to_owned(), item.span)),
            Value::Scalar { .. } | Value::Null => sink.push(
                Diagnostic::error(Code::EMPTY_VALUE, item.span, format!("an item of `{name}` has nothing in it"))
                    .help("write a text after the hyphen, or remove the item"),
            ),
            other => sink.push(
                Diagnostic::error(
                    Code::WRONG_TYPE,
                    item.span,
                    format!("each item of `{name}` has to be a text, not {}", other.kind()),
                )
                .help("write one text an item, in quotes if it contains a colon, or remove the item"),
            ),
        }
    }
    texts
}

/// A number, a day, `true` or `false` of a TOML file where a text belongs: there, unlike in YAML, quotes make the difference.
fn unquoted(at: Span, what: &str, written: &str) -> Diagnostic {
    let written = shown(written);
    Diagnostic::error(Code::WRONG_TYPE, at, format!("{what}, and `{written}` without quotes is none"))
        .help(format!("write it in quotes: `\"{written}\"`"))
}

fn empty(entry: &Entry<'_>, sink: &Diagnostics) -> Diagnostic {
    let (syntax, source) = (sink.syntax(), sink.source());
    let name = shown(&entry.key);
    let problem = Diagnostic::error(Code::EMPTY_VALUE, entry.key_span, format!("`{name}` has nothing in it"));
    let is_needed = sink.homes().iter().find(|home| entry.key == home.first && home.below != "answers");
    // A line may hold thousands of them, so its end is not looked for. A name in quotes ends with one.
    let behind = source.text().get(entry.key_span.end..).unwrap_or_default().trim_start_matches(['"', '\'', ':', ' ', '\t']);
    problem.help(match syntax {
        Syntax::Toml => "write a value after the equals sign, or remove the line",
        Syntax::Yaml if matches!(entry.value.value, Value::Null) && behind.starts_with('#') => {
            "what follows a number sign is a comment: if it is the value, put it in quotes; else write one, or remove the line"
        }
        // Such a group is nothing without it.
        Syntax::Yaml if is_needed.is_some_and(|home| home.fields.contains(&home.first)) => {
            "write a value after the colon, or remove the whole item that it is in"
        }
        Syntax::Yaml if is_needed.is_some() => "write a value after the colon: it has to be there",
        Syntax::Yaml => "write a value after the colon, or remove the line",
    })
}

/// A day, written year-month-day.
pub fn date(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Date> {
    day(entry, "write the day as year-month-day, like 2026-12-18", sink)
}

/// The same, with what to do about what is no day at all.
fn day(entry: &Entry<'_>, help: &str, sink: &mut Diagnostics) -> Option<Date> {
    let written = match &entry.value.value {
        Value::Scalar { text, .. } => trimmed(text),
        Value::Null => "",
        other => {
            let message = format!("`{}` has to be a date, not {}", shown(&entry.key), other.kind());
            sink.push(Diagnostic::error(Code::WRONG_TYPE, entry.place(), message).help("write it as 2026-12-18"));
            return None;
        }
    };
    if written.is_empty() {
        sink.push(empty(entry, sink));
        return None;
    }
    match crate::day::parse_iso(written) {
        Ok(date) => Some(date),
        Err(reason) => {
            let is_none = !crate::day::is_written_as_in_files(written) && crate::day::is_none_of_the_calendar(written);
            let reason = if is_none { "there is no such day" } else { reason };
            let message = format!("`{}` is not a date: {reason}", shown(written));
            let problem = Diagnostic::error(Code::BAD_DATE, entry.value.span, message);
            sink.push(match crate::day::reading(written) {
                Some(Reading::Only(day)) => {
                    let edit = rewritten(&entry.value, day.to_string(), sink.source());
                    problem.help(format!("write it as {day}, the only day it can be")).fix(edit)
                }
                Some(Reading::Either(a, b)) => problem.help(format!("write {a} or {b}, whichever it is")),
                None if crate::day::is_written_as_in_files(written) => {
                    problem.help("it is written as it should be, year-month-day: correct the number")
                }
                None => problem.help(help),
            });
            None
        }
    }
}

/// The edit that puts a word in place of a value that is written on one line. Quotes stay: a file may be JSON.
#[must_use]
pub fn rewritten(node: &Node<'_>, new: String, source: &Source) -> Option<Edit> {
    let Value::Scalar { text, .. } = &node.value else { return None };
    let written = source.text().get(node.span.start..node.span.end)?;
    // A value over several lines, or with escapes, is not what stands there.
    let quoted = ['"', '\''].iter().any(|q| written == format!("{q}{text}{q}"));
    let span = if quoted { node.within_quotes() } else { node.span };
    (quoted || written == text.as_str()).then_some(Edit::Replace { span, new })
}

/// A whole number from `least` to `most`.
pub fn integer(entry: &Entry<'_>, least: u64, most: u64, sink: &mut Diagnostics) -> Option<u64> {
    let number = number(entry, sink)?;
    if (least..=most).contains(&number) {
        return Some(number);
    }
    let message = format!("`{}` is {number}, but can be from {least} to {most}", shown(&entry.key));
    sink.push(
        Diagnostic::error(Code::BAD_VALUE, entry.value.span, message)
            .help(format!("write a whole number from {least} to {most}")),
    );
    None
}

/// A whole number, zero or more.
pub fn number(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<u64> {
    let found = match &entry.value.value {
        Value::Scalar { text, plain: true } => match trimmed(text).parse::<u64>() {
            Ok(number) => return Some(number),
            Err(_) if !trimmed(text).is_empty() && trimmed(text).bytes().all(|b| b.is_ascii_digit()) => {
                let message = format!("`{}` is too large a number", shown(&entry.key));
                let help = "check the digits: no number in a file is that large";
                sink.push(Diagnostic::error(Code::BAD_VALUE, entry.value.span, message).help(help));
                return None;
            }
            Err(_) => format!("`{}`", shown(text)),
        },
        Value::Scalar { .. } => "a text in quotes".to_owned(),
        other => other.kind().to_owned(),
    };
    let name = shown(&entry.key);
    let help = match &entry.value.value {
        Value::Scalar { text, .. } if text.parse::<f64>().is_ok_and(|n| n < 0.0) => "it can't be less than 0: look at it again",
        Value::Scalar { text, .. } if text.contains('.') && text.parse::<f64>().is_ok() => {
            "write a whole number, without a decimal point"
        }
        _ => "write digits only, without quotes, commas or units",
    };
    sink.push(
        Diagnostic::error(Code::WRONG_TYPE, entry.place(), format!("`{name}` has to be a whole number, not {found}")).help(help),
    );
    None
}

/// `true` or `false`.
pub fn truth(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<bool> {
    match &entry.value.value {
        Value::Scalar { text, plain: true } if trimmed(text) == "true" => Some(true),
        Value::Scalar { text, plain: true } if trimmed(text) == "false" => Some(false),
        other => {
            let found = match other {
                Value::Scalar { text, .. } => format!("`{}`", shown(text)),
                other => other.kind().to_owned(),
            };
            sink.push(
                Diagnostic::error(
                    Code::WRONG_TYPE,
                    entry.place(),
                    format!("`{}` has to be true or false, not {found}", shown(&entry.key)),
                )
                .help("write `true` or `false`, without quotes"),
            );
            None
        }
    }
}

/// One of a few words; anything else is reported with the words there are.
pub fn word<T: Copy>(entry: &Entry<'_>, words: &[(&str, T)], sink: &mut Diagnostics) -> Option<T> {
    let written = match &entry.value.value {
        // Without quotes it is none of them in TOML.
        Value::Scalar { text, plain: true } if sink.syntax() == Syntax::Toml => text,
        _ => said(entry, sink)?,
    };
    if let Some((_, value)) = words.iter().find(|(w, _)| *w == written) {
        return Some(*value);
    }
    let names: Vec<&str> = words.iter().map(|(w, _)| *w).collect();
    let help = match nearest(written, names.iter().copied()) {
        Some(near) => did_you_mean(written, near),
        None => format!("it can be {}", one_of(&names)),
    };
    let message = format!("`{}` can't be `{}`", shown(&entry.key), shown(written));
    sink.push(Diagnostic::error(Code::BAD_VALUE, entry.value.span, message).help(help));
    None
}
