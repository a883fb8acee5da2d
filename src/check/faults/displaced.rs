//! What stands where none of its name belongs.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics};
use crate::standard::Standard;
use crate::tree::{Node, Value};

/// Fields that nobody knows, and what may be meant by them. What is indented too far or too little is missing elsewhere, and takes
/// along what stands below it.
#[derive(Debug, Default)]
pub(super) struct Displaced {
    /// The names at and below such fields, each with the place of the first such field.
    names: BTreeMap<String, usize>,
    /// Those whose name is one that belongs elsewhere, by their places: they are no misspelt ones.
    own: BTreeMap<usize, String>,
}

impl Displaced {
    pub(super) fn of<'a>(
        root: &Node<'_>,
        belong: impl Iterator<Item = &'a str>,
        standard: &'a Standard,
        sink: &Diagnostics,
    ) -> Self {
        let is_unknown = |code: Code| code == Code::UNKNOWN_FIELD || code == Code::UNKNOWN_REQUIREMENT;
        let unknown: BTreeSet<usize> = sink.sorted().into_iter().filter(|d| is_unknown(d.code)).map(|d| d.span.start).collect();
        let mut found = Self::default();
        if !unknown.is_empty() {
            let rows = standard.requirements.iter().map(|row| row.id.as_str());
            let belong: BTreeSet<String> = belong.chain(rows).map(plain).collect();
            found.look_through(root, None, &unknown, &belong);
        }
        found
    }

    fn look_through(&mut self, node: &Node<'_>, within: Option<usize>, unknown: &BTreeSet<usize>, belong: &BTreeSet<String>) {
        match &node.value {
            Value::Sequence(items) => items.iter().for_each(|item| self.look_through(item, within, unknown, belong)),
            Value::Mapping(entries) => {
                for entry in *entries {
                    let at = entry.key_span.start;
                    let name = plain(&entry.key);
                    if unknown.contains(&at) && belong.contains(&name) {
                        self.own.insert(at, name.clone());
                    }
                    let within = within.or_else(|| unknown.contains(&at).then_some(at));
                    if let Some(within) = within {
                        self.names.entry(name).or_insert(within);
                    }
                    self.look_through(&entry.value, within, unknown, belong);
                }
            }
            Value::Null | Value::Scalar { .. } => {}
        }
    }

    /// The place of the field that is one of this name or holds one.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        // Nearly always there is none.
        if self.names.is_empty() { None } else { self.names.get(&plain(name)).copied() }
    }

    /// The place of the field that is itself of this name.
    pub(super) fn place_of_itself(&self, name: &str) -> Option<usize> {
        self.place(name).filter(|at| self.own.get(at).is_some_and(|own| *own == plain(name)))
    }

    /// Whether the field at a place bears a name that belongs elsewhere.
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.own.contains_key(&at)
    }
}

/// A name as it is compared: `Sign-off` is meant for `sign_off`, and `L-1` for `L1`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}
