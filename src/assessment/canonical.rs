//! The canonical form: what an assessment says, whatever its file looks like.
//!
//! A digest has to stay the same when someone lays a file out anew, and to change when someone changes what it says. So it
//! is taken over this form, which anybody can make from the file with a YAML reader, a JSON writer and SHA-256:
//!
//! 1. Every value is a text, as the file has it: `2026-10-30`, `412`, `false`. Space around a text goes.
//! 2. What the reader takes for granted is written out: `status: open` of an action, `publish: false` of a disagreement.
//! 3. Out go `format`, `paper`, every `cleared`, the `parts` of sign-offs, and whatever is then empty.
//! 4. Lists are sorted by the canonical form of their items. Sign-offs are not: they stand in the order given.
//! 5. The whole is written as JSON in UTF-8: keys sorted by code point, no space between tokens, and in texts only `"`, `\`
//!    and characters below U+0020 escaped, as `\n`, `\t` or `\u001f`.
//!
//! `covers` of a sign-off is the SHA-256 of the file so written, cut off after that sign-off and without its own `covers`.
//! The digest of a cycle, as the next one records it, is that of the whole. A paper without names has another one: out go
//! also the `name` and `covers` of every sign-off and the `digest` of the cycle before. `tests/sign/recompute.py` does all of it in
//! Python, and shares no code with this.
//!
//! A field that is added to the format later is covered without a word here: what is left out is named, what is in is not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Assessment, SignOff, write};
use crate::standard::{Digest, RequirementId};

/// Fields of the file that no digest is about.
const LEFT_OUT: &[&str] = &["format", "paper", SIGN_OFF];
/// Fields at any depth that no digest is about: what was cleared for publication, and what is derived from the rest.
const LEFT_OUT_BELOW: &[&str] = &["cleared", "parts"];
/// Groups whose keys are data, not names of fields.
const KEYED_BY_DATA: &[&str] = &["answers", "by"];
/// The field that holds sign-offs.
const SIGN_OFF: &str = "sign_off";
/// The field that holds answers by requirement.
pub(super) const ANSWERS: &str = "answers";
/// The field of a sign-off that holds its digest.
const COVERS: &str = "covers";

/// What an assessment says, field by field, without its sign-offs.
pub(super) type Fields = BTreeMap<String, Value>;

/// A value in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    List(Vec<Value>),
    Group(Fields),
}

/// The digest of all an assessment says, its sign-offs included.
#[must_use]
pub fn digest(assessment: &Assessment) -> Digest {
    seal(fields(assessment), assessment.sign_off.iter().filter_map(sealed).collect())
}

/// The digest of what an assessment says, but for who signed it: the one that may stand where names may not. Any other
/// digest over a name confirms a guess at it to whoever knows the rest, and a name under staff side says who is in a union.
/// So the names are left out, with them each `covers`, and the digest of the last cycle, which has names of its own.
#[must_use]
pub fn digest_without_names(assessment: &Assessment) -> Digest {
    let mut fields = fields(assessment);
    if let Some(Value::Group(cycle)) = fields.get_mut("cycle")
        && let Some(Value::Group(previous)) = cycle.get_mut("previous")
    {
        previous.remove("digest");
    }
    let nameless = |sign_off: &SignOff| {
        let mut value = unsealed(sign_off)?;
        if let Value::Group(fields) = &mut value {
            fields.remove("name");
        }
        Some(value)
    };
    seal(fields, assessment.sign_off.iter().filter_map(nameless).collect())
}

/// The digest of what one of the sign-offs covers: all the assessment says, up to and with that sign-off.
pub(super) fn covers(assessment: &Assessment, index: usize) -> Digest {
    let up_to = assessment.sign_off.iter().take(index + 1).enumerate();
    let sign_offs = up_to.filter_map(|(i, s)| if i == index { unsealed(s) } else { sealed(s) });
    seal(fields(assessment), sign_offs.collect())
}

fn seal(mut fields: Fields, sign_offs: Vec<Value>) -> Digest {
    if !sign_offs.is_empty() {
        fields.insert(SIGN_OFF.to_owned(), Value::List(sign_offs));
    }
    Value::Group(fields).digest()
}

/// What an assessment says besides its sign-offs.
pub(super) fn fields(assessment: &Assessment) -> Fields {
    let Some(Value::Group(mut fields)) = of(&write::in_order_of_id(assessment)) else { return Fields::new() };
    fields.retain(|name, _| !LEFT_OUT.contains(&name.as_str()));
    fields
}

/// The answer to a requirement, if anything was said.
pub(super) fn answer<'a>(fields: &'a Fields, id: &RequirementId) -> Option<&'a Value> {
    match fields.get(ANSWERS)? {
        Value::Group(answers) => answers.get(id.as_str()),
        _ => None,
    }
}

/// A sign-off with the digest that was taken over it.
pub(super) fn sealed(sign_off: &SignOff) -> Option<Value> {
    of(sign_off)
}

/// A sign-off without that digest.
pub(super) fn unsealed(sign_off: &SignOff) -> Option<Value> {
    let mut value = of(sign_off)?;
    if let Value::Group(fields) = &mut value {
        fields.remove(COVERS);
    }
    Some(value)
}

/// The canonical form of anything the writer of files can write; `None` when it says nothing.
fn of(written: &impl write::Written) -> Option<Value> {
    // Only a type that refuses to be serialised fails here, and none of ours does.
    serde_json::to_value(written.out()).ok().and_then(|value| canonical(value, ""))
}

fn canonical(value: serde_json::Value, under: &str) -> Option<Value> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::Bool(truth) => Some(Value::Text(truth.to_string())),
        serde_json::Value::Number(number) => Some(Value::Text(number.to_string())),
        serde_json::Value::String(text) => Some(Value::Text(text.trim().to_owned())),
        serde_json::Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().filter_map(|item| canonical(item, under)).collect();
            items.sort_by_cached_key(Value::to_json);
            (!items.is_empty()).then_some(Value::List(items))
        }
        serde_json::Value::Object(entries) => {
            let counts = |name: &str| KEYED_BY_DATA.contains(&under) || !LEFT_OUT_BELOW.contains(&name);
            let entries = entries.into_iter().filter(|(name, _)| counts(name));
            let fields: Fields = entries.filter_map(|(name, v)| Some((name.clone(), canonical(v, &name)?))).collect();
            (!fields.is_empty()).then_some(Value::Group(fields))
        }
    }
}

impl Value {
    /// As JSON, in the one way there is to write it.
    pub(super) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    pub(super) fn digest(&self) -> Digest {
        Digest::of(&self.to_json())
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Group(fields) => {
                for (index, (name, value)) in fields.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    write_text(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// In one line for a person: `title: Minute; dated: 2026-03-26`.
    fn in_words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::in_words).collect::<Vec<_>>().join(" / "),
            Self::Group(fields) => {
                fields.iter().map(|(name, v)| format!("{name}: {}", v.in_words())).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// What an item of a list goes by, so that it is found again when something else about it has changed.
    fn name(&self) -> Option<&str> {
        let Self::Group(fields) = self else { return None };
        ["title", "what"].iter().find_map(|key| match fields.get(*key) {
            Some(Self::Text(text)) => Some(text.as_str()),
            _ => None,
        })
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Something that two states of an assessment say differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where: `L1, rating`.
    pub place: String,
    /// What stood there.
    pub then: Option<String>,
    /// What stands there now.
    pub now: Option<String>,
}

/// All that differs in substance between two states of an assessment; of sign-offs,
/// [`standing`](super::sign_off::standing) says more.
#[must_use]
pub fn differences(then: &Assessment, now: &Assessment) -> Vec<Difference> {
    let mut found = Vec::new();
    compare_groups("", &fields(then), &fields(now), &mut found);
    found
}

fn compare_groups(place: &str, then: &Fields, now: &Fields, found: &mut Vec<Difference>) {
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    for name in names {
        // An answer goes by its id alone.
        let below = match place {
            "" if name == ANSWERS => String::new(),
            "" => name.clone(),
            place => format!("{place}, {name}"),
        };
        compare(&below, then.get(name), now.get(name), found);
    }
}

fn compare(place: &str, then: Option<&Value>, now: Option<&Value>, found: &mut Vec<Difference>) {
    match (then, now) {
        (then, now) if then == now => {}
        (Some(Value::Group(then)), Some(Value::Group(now))) => compare_groups(place, then, now, found),
        (Some(Value::Group(then)), None) if place.is_empty() => compare_groups(place, then, &Fields::new(), found),
        (None, Some(Value::Group(now))) if place.is_empty() => compare_groups(place, &Fields::new(), now, found),
        (Some(Value::List(then)), Some(Value::List(now))) => compare_lists(place, then, now, found),
        (then, now) => {
            found.push(Difference { place: place.to_owned(), then: then.map(Value::in_words), now: now.map(Value::in_words) });
        }
    }
}

fn compare_lists(place: &str, then: &[Value], now: &[Value], found: &mut Vec<Difference>) {
    let mut added: Vec<&Value> = now.iter().collect();
    let mut gone = Vec::new();
    for item in then {
        match added.iter().position(|other| *other == item) {
            Some(at) => drop(added.remove(at)),
            None => gone.push(item),
        }
    }
    for item in gone {
        match added.iter().position(|other| item.name().is_some() && other.name() == item.name()) {
            Some(at) => {
                let below = format!("{place}, \"{}\"", item.name().unwrap_or_default());
                compare(&below, Some(item), Some(added.remove(at)), found);
            }
            None => compare(place, Some(item), None, found),
        }
    }
    for item in added {
        compare(place, None, Some(item), found);
    }
}
