//! From YAML text to a tree of values with places, within limits.

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as EventSpan, TryLoadError, TrySpannedEventReceiver, options};

use super::input::ByText;
use super::syntax::{ESCAPES, anchor_or_alias, despite_unsafe, syntax_error, tag};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{Source, Span, count_of, is_unsafe, name_of, shown, unsafe_in};
use crate::tree::{Arena, Entry, Node, Value, hard_space};

/// The largest file that is read, in bytes. A full assessment is about 40 kB.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Deepest nesting; an assessment needs 7.
const MAX_DEPTH: usize = 32;
/// Most values in a file; a full assessment has about 2,000.
const MAX_NODES: usize = 100_000;
/// Most unsafe characters that are named one by one.
const MAX_UNSAFE_NAMED: usize = 5;

/// A collection that is still being filled. Its first item or entry stands at `from` among those of all that are open.
enum Open<'a> {
    Sequence { span: Span, from: usize },
    Mapping { span: Span, from: usize, keys: Keys<'a>, next: Next },
}

/// What comes next in a mapping.
enum Next {
    Key,
    /// The value of the last entry.
    Value,
    /// The value of a key that was refused.
    Nothing,
}

/// Reads a file into a tree. `None` means the sink has an error.
#[must_use]
pub fn parse<'a>(source: &'a Source, arena: &'a Arena, sink: &mut Diagnostics) -> Option<Node<'a>> {
    let before = sink.len();
    let root = parse_what_can_be(source, arena, sink);
    root.filter(|_| sink.len() == before)
}

/// As much of a file as can be read. With errors in the sink the tree may lack what they are about: of a field that stands twice
/// it has the first, of a text with unsafe characters the rest. It is there so that all else can be looked at in the same run.
#[must_use]
pub fn parse_what_can_be<'a>(source: &'a Source, arena: &'a Arena, sink: &mut Diagnostics) -> Option<Node<'a>> {
    if source.text().len() > MAX_BYTES {
        sink.push(too_large());
        return None;
    }
    let raw = report_unsafe(source, sink);
    // Where not each has its place, nobody knows what is sound.
    build(source, arena, raw, sink).filter(|_| raw != Raw::Strange)
}

/// The report for a file of more than [`MAX_BYTES`].
#[must_use]
pub fn too_large() -> Diagnostic {
    Diagnostic::error(Code::TOO_LARGE, Span::default(), "this file is larger than 5 MB and was not read")
        .note("a complete assessment with every answer is about 40 kB, and no other file that vpr reads is much larger")
        .help("check that this is the right file; an assessment names its evidence under `where` and does not hold it")
}

/// What a text is as it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// Without any unsafe character.
    Safe,
    /// With some, each of which was reported.
    Unsafe,
    /// With more than are reported one by one.
    Strange,
}

/// Reports control and direction characters in the text as it stands.
fn report_unsafe(source: &Source, sink: &mut Diagnostics) -> Raw {
    let text = source.text();
    let mut found = unsafe_in(text).peekable();
    let Some((at, _)) = found.peek().copied() else { return Raw::Safe };
    // They end its lines then, and each line has one. A few may be slips.
    let at_line_ends = text.matches('\n').count().max(3);
    if unsafe_in(text).all(|(_, c)| c == '\r') && unsafe_in(text).count() > at_line_ends {
        let message = "the lines of this file end in a carriage return alone, as on old Macs";
        let help = "save it with line ends as on Windows or Unix";
        sink.push(Diagnostic::error(Code::UNSAFE_CHARACTER, Span::new(at, at + 1), message).label("the first one").help(help));
        return Raw::Strange;
    }
    let mut raw = Raw::Safe;
    for (at, c) in found.by_ref().take(MAX_UNSAFE_NAMED) {
        sink.push(unsafe_character(Span::new(at, at + c.len_utf8()), c));
        raw = Raw::Unsafe;
    }
    if let Some((at, _)) = found.next() {
        let rest = count_of(found.count() + 1, "more unsafe character", "more unsafe characters");
        sink.push(
            Diagnostic::error(Code::UNSAFE_CHARACTER, Span::new(at, at), format!("{rest} from here on"))
                .help("check that this is a text file; if it is, save it again as plain UTF-8 text"),
        );
        raw = Raw::Strange;
    }
    raw
}

fn unsafe_character(span: Span, c: char) -> Diagnostic {
    Diagnostic::error(Code::UNSAFE_CHARACTER, span, format!("an invisible character that is not allowed ({})", name_of(c)))
        .label("it stands here")
        .note("such characters can rewrite a screen or make text read differently from what it says")
        .help("delete it: retype the words around it, or save the file as plain UTF-8 text")
}

/// An unsafe character that a quoted text holds by an escape such as `\e`; those written out are reported already.
fn escaped(value: &str, written: &str) -> Option<char> {
    let mut found = value.chars().filter(|&c| is_unsafe(c)).peekable();
    found.peek()?;
    let written: BTreeSet<char> = unsafe_in(written).map(|(_, c)| c).collect();
    found.find(|c| !written.contains(c))
}

fn build<'a>(source: &'a Source, arena: &'a Arena, raw: Raw, sink: &mut Diagnostics) -> Option<Node<'a>> {
    let text = source.text();
    let (open, items, entries) = (Vec::new(), Vec::new(), Vec::new());
    let mut builder = Builder {
        text,
        arena,
        open,
        items,
        entries,
        root: None,
        nodes: 0,
        documents: 0,
        sound: true,
        is_safe: raw == Raw::Safe,
        is_lost: false,
        sink,
    };
    match parser(text).try_load(&mut builder, true) {
        Ok(()) => builder.finish(),
        Err(TryLoadError::Receiver(Stop)) => None,
        Err(TryLoadError::Scan(error)) => {
            let problem = match raw {
                Raw::Safe => Some(syntax_error(text, &error)),
                Raw::Unsafe => despite_unsafe(text, stops),
                Raw::Strange => None,
            };
            // What it follows from may have been reported where it was read.
            if let Some(problem) = problem
                && !sink.sorted().iter().any(|d| (d.code, d.span) == (problem.code, problem.span))
            {
                sink.push(problem);
            }
            None
        }
    }
}

fn parser(text: &str) -> Parser<'_, ByText<'_>> {
    let options = options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        disallow_directives: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
    };
    Parser::with_options(ByText::new(text), options)
}

/// The error at which reading would stop, if there is one.
fn stops(text: &str) -> Option<ScanError> {
    parser(text).find_map(Result::err)
}

/// Reading ends here, and the sink says why.
struct Stop;

/// What is built of the events so far.
struct Builder<'a, 's> {
    text: &'a str,
    arena: &'a Arena,
    open: Vec<Open<'a>>,
    /// The items of all lists that are open, and the entries of all mappings: each goes to the arena when it is whole.
    items: Vec<Node<'a>>,
    entries: Vec<Entry<'a>>,
    root: Option<Node<'a>>,
    nodes: usize,
    documents: usize,
    /// Nothing was refused yet.
    sound: bool,
    /// No unsafe character was met yet.
    is_safe: bool,
    /// Something was refused that leaves nobody knowing where things belong.
    is_lost: bool,
    sink: &'s mut Diagnostics,
}

impl<'a> TrySpannedEventReceiver<'a> for Builder<'a, '_> {
    type Error = Stop;

    fn on_event(&mut self, event: Event<'a>, at: EventSpan) -> Result<(), Stop> {
        let span = span_of(&at, self.text);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.starts(span, tag.is_some())?;
                if style == ScalarStyle::DoubleQuoted
                    && let Some(c) = escaped(&value, &self.text[span.start..span.end])
                {
                    let message = format!("an escape in this text stands for a character that is not allowed ({})", name_of(c));
                    self.refuse(Diagnostic::error(Code::UNSAFE_CHARACTER, span, message).label("in this text").help(ESCAPES));
                    self.is_safe = false;
                }
                // It was reported, and what it stands in is not to be found wrong for it as well.
                let value = if !self.is_safe && value.contains(is_unsafe) { value.replace(is_unsafe, "").into() } else { value };
                let plain = style == ScalarStyle::Plain;
                let value = match value.as_ref() {
                    "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
                    _ => Value::Scalar { text: self.arena.text(value), plain },
                };
                // Who writes `&green` means a text, and that is not to be found missing.
                self.is_lost |= anchor != 0 && matches!(value, Value::Null);
                self.place(Node { span, value });
            }
            Event::SequenceStart(_, _, tag) => {
                self.starts(span, tag.is_some())?;
                self.open.push(Open::Sequence { span, from: self.items.len() });
            }
            Event::MappingStart(_, _, tag) => {
                self.starts(span, tag.is_some())?;
                self.open.push(Open::Mapping { span, from: self.entries.len(), keys: Keys::default(), next: Next::Key });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (start, value) = match self.open.pop() {
                    Some(Open::Sequence { span, from }) => (span, Value::Sequence(self.arena.items(self.items.drain(from..)))),
                    Some(Open::Mapping { span, from, .. }) => {
                        (span, Value::Mapping(self.arena.entries(self.entries.drain(from..))))
                    }
                    // The parser ends nothing that it did not start.
                    None => return Ok(()),
                };
                self.place(Node { span: Span::new(start.start, span.end), value });
            }
            // It comes after what it names, which is read as it is.
            Event::Anchor(..) => self.refuse(anchor_or_alias(span)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.sink.push(anchor_or_alias(span));
                return Err(Stop);
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    // It begins at `---`, or with what comes after `...`.
                    let is_marked = self.text[span.start..].starts_with("---");
                    let message = if is_marked {
                        "a second document starts here (`---`)"
                    } else {
                        "more stands here, after the end of the document (`...`)"
                    };
                    self.sink.push(
                        Diagnostic::error(Code::SEVERAL_DOCUMENTS, span, message)
                            .help("one assessment a file: move the rest to a file of its own"),
                    );
                    return Err(Stop);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Builder<'a, '_> {
    /// Counts a value that starts here.
    fn starts(&mut self, span: Span, tagged: bool) -> Result<(), Stop> {
        if tagged {
            self.refuse(tag(self.text, span));
        }
        self.nodes += 1;
        let (code, message) = if self.nodes > MAX_NODES {
            (Code::TOO_MANY_VALUES, "more than 100,000 values; the rest was not read")
        } else if self.open.len() > MAX_DEPTH {
            (Code::TOO_DEEP, "nested more than 32 levels deep; the rest was not read")
        } else {
            return Ok(());
        };
        self.sink.push(
            Diagnostic::error(code, span, message).help("an assessment never needs this; check that this is the right file"),
        );
        Err(Stop)
    }

    fn refuse(&mut self, problem: Diagnostic) {
        self.sink.push(problem);
        self.sound = false;
    }

    /// Puts a finished value where it belongs: as a key, under a key, in a list, or at the top.
    fn place(&mut self, node: Node<'a>) {
        match self.open.last_mut() {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Open::Sequence { .. }) => self.items.push(node),
            Some(Open::Mapping { from, keys, next, .. }) => match next {
                Next::Key => match key(node, self.text, self.entries.get(*from..).unwrap_or_default(), keys) {
                    Ok(entry) => {
                        self.entries.push(entry);
                        *next = Next::Value;
                    }
                    Err(problem) => {
                        *next = Next::Nothing;
                        // What it names is somewhere else then, or nowhere: all that asks for it would be misled.
                        self.is_lost |= problem.code != Code::DUPLICATE_KEY;
                        self.refuse(*problem);
                    }
                },
                Next::Value => {
                    if let Some(entry) = self.entries.last_mut() {
                        entry.value = node;
                    }
                    *next = Next::Key;
                }
                Next::Nothing => *next = Next::Key,
            },
        }
    }

    fn finish(self) -> Option<Node<'a>> {
        if self.root.is_none() && self.sound {
            self.sink.push(
                Diagnostic::error(Code::EMPTY, Span::default(), "there is nothing in this file")
                    .help("`vpr new` makes an assessment file to fill in"),
            );
        }
        self.root.filter(|_| !self.is_lost)
    }
}

/// An entry that waits for its value, or why there is none.
fn key<'a>(node: Node<'a>, source: &str, entries: &[Entry<'a>], keys: &mut Keys<'a>) -> Result<Entry<'a>, Box<Diagnostic>> {
    let Value::Scalar { text, plain } = node.value else {
        let message = format!("a name belongs here, not {}", node.value.kind());
        return Err(Box::new(Diagnostic::error(Code::WRONG_TYPE, node.span, message).help("write `name: value`")));
    };
    if plain
        && !text.is_ascii()
        && let Some(problem) = hard_space(source, node.span)
    {
        return Err(Box::new(problem));
    }
    match keys.first(&text, entries) {
        None => Ok(Entry { key: text, key_span: node.span, value: Node { span: node.span, value: Value::Null } }),
        Some(first) => {
            let message = format!("`{}` stands here a second time", shown(&text));
            let problem = Diagnostic::error(Code::DUPLICATE_KEY, node.span, message)
                .label("again here")
                .related(first, "first here")
                .note("only one of the two could count, and nobody would see which")
                .help("keep one of them; move what is still needed from the other");
            Err(Box::new(problem))
        }
    }
}

/// Up to so many entries are looked through one by one, which is quicker than an index; more would take for ever.
const FEW: usize = 64;

/// The keys of a mapping so far.
#[derive(Default)]
struct Keys<'a> {
    /// A bit for each kind of key that was there. Most keys are told to be new by it, and looked for nowhere.
    kinds: [u64; 4],
    /// Where each stands, once there are more than a few.
    index: BTreeMap<&'a str, Span>,
}

impl<'a> Keys<'a> {
    /// Where a key stood before, and a note that it stands here now.
    fn first(&mut self, name: &str, entries: &[Entry<'a>]) -> Option<Span> {
        let kind = kind_of(name.as_bytes());
        let kinds = &mut self.kinds[kind / 64 % 4];
        let is_new = *kinds >> (kind % 64) & 1 == 0;
        *kinds |= 1 << (kind % 64);
        if is_new {
            return None;
        }
        if entries.len() <= FEW {
            return entries.iter().find(|e| e.key == name).map(|e| e.key_span);
        }
        for entry in entries.iter().skip(self.index.len()) {
            self.index.insert(entry.key.as_str(), entry.key_span);
        }
        self.index.get(name).copied()
    }
}

/// A number that two different keys of one group seldom share, told by their ends: `what` and `where`, `PLAN-1` and `PLAN-2`.
fn kind_of(key: &[u8]) -> usize {
    let ends = [key.len().checked_sub(2), key.len().checked_sub(1)].map(|at| at.and_then(|at| key.get(at)));
    let of = |byte: Option<&u8>| byte.map_or(0, |b| usize::from(*b));
    of(key.first()).wrapping_mul(29) + of(ends[0]).wrapping_mul(7) + of(ends[1]) + key.len()
}

/// Where an event stands. The end of a block is where the next thing starts, so the space before that is left off. A hard space is part of a
/// text.
fn span_of(at: &EventSpan, text: &str) -> Span {
    let range = at.byte_range().unwrap_or_default();
    let inside = text.get(range.clone()).unwrap_or_default();
    // Nearly always it ends in a letter, a digit, a quote.
    let ends = inside.as_bytes().last().is_none_or(u8::is_ascii_graphic);
    Span::new(range.start, range.start + if ends { inside.len() } else { inside.trim_end_matches([' ', '\t', '\r', '\n']).len() })
}
