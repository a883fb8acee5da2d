//! The few shapes that all schemas are built of.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::day;
use crate::standard::{Digest, RequirementId, Standard, StandardRef};
use crate::text::is_unsafe;

/// A group of fields that has no others.
pub struct Group {
    fields: Map<String, Value>,
    required: Vec<&'static str>,
}

impl Group {
    pub fn new() -> Self {
        Self { fields: Map::new(), required: Vec::new() }
    }

    /// A field that has to be there.
    pub fn must(mut self, name: &'static str, about: &str, schema: Value) -> Self {
        self.required.push(name);
        self.may(name, about, schema)
    }

    /// A field that can be left out.
    pub fn may(mut self, name: &str, about: &str, schema: Value) -> Self {
        self.fields.insert(name.to_owned(), told(about, schema));
        self
    }

    pub fn done(self) -> Value {
        let mut schema = json!({ "type": "object", "properties": self.fields, "additionalProperties": false });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        schema
    }

    /// The same with something that holds between its fields.
    pub fn done_with(self, keyword: &str, rule: Value) -> Value {
        with(self.done(), keyword, rule)
    }
}

/// A schema with one more keyword.
pub fn with(mut schema: Value, keyword: &str, rule: Value) -> Value {
    schema[keyword] = rule;
    schema
}

/// A schema that says what it is about, for the reader who points at the field.
pub fn told(about: &str, schema: Value) -> Value {
    // Beside a `$ref` draft-07 ignores everything.
    let schema = if schema.get("$ref").is_some() { json!({ "allOf": [schema] }) } else { schema };
    with(schema, "description", json!(about))
}

/// A whole file.
pub fn file(title: &str, about: &str, group: Value) -> Value {
    let mut schema = with(group, "$schema", json!("http://json-schema.org/draft-07/schema#"));
    schema["title"] = json!(title);
    told(about, schema)
}

/// A text of a YAML file that is not blank and holds nothing unsafe. A number or truth value written without quotes is read as the
/// text it is.
pub fn text() -> Value {
    with(quoted(), "type", json!(["string", "number", "boolean"]))
}

/// The same of a TOML file, where a text has quotes.
pub fn quoted() -> Value {
    let safe = format!("^[^{}]*$", &*UNSAFE);
    json!({ "type": "string", "allOf": [{ "pattern": "\\S" }, { "pattern": safe }] })
}

/// The characters of which none may stand in a file, as a class of a regular expression holds them. They all have four digits.
static UNSAFE: LazyLock<String> = LazyLock::new(|| {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for c in ('\0'..='\u{ffff}').filter(|c| is_unsafe(*c)).map(u32::from) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == c => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    ranges.iter().map(|(first, last)| format!("\\u{first:04x}-\\u{last:04x}")).collect()
});

/// A day.
pub fn date() -> Value {
    json!({ "type": "string", "format": "date", "pattern": day::PATTERN })
}

/// One of the words of a list.
pub fn word<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>() })
}

/// A whole number, zero or more.
pub fn number() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// A whole number within limits.
pub fn integer(limits: RangeInclusive<u64>) -> Value {
    json!({ "type": "integer", "minimum": limits.start(), "maximum": limits.end() })
}

pub fn truth() -> Value {
    json!({ "type": "boolean" })
}

#[expect(clippy::needless_pass_by_value, reason = "made for it")]
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// The one format there is.
pub fn format(number: u64) -> Value {
    json!({ "enum": [number] })
}

pub fn digest() -> Value {
    json!({ "type": "string", "pattern": Digest::PATTERN })
}

/// The name of any edition, at hand or not.
pub fn edition() -> Value {
    json!({ "type": "string", "pattern": StandardRef::PATTERN })
}

/// The id of a requirement in any edition; one that is called `true` is read as that.
pub fn id() -> Value {
    json!({ "type": ["string", "boolean"], "pattern": RequirementId::PATTERN })
}

/// Every name of an edition: its own, then its aliases.
pub fn names(standard: &Standard) -> Vec<String> {
    std::iter::once(&standard.reference).chain(&standard.aliases).map(ToString::to_string).collect()
}

/// The ids of an edition's rows.
pub fn ids(standard: &Standard) -> Value {
    word(standard.requirements.iter().map(|r| r.id.as_str()))
}

/// The ids of the rows that the organisation is rated on.
pub fn rated_ids(standard: &Standard) -> Value {
    word(standard.rated().map(|r| r.id.as_str()))
}

/// What holds where a field names this edition.
#[expect(clippy::needless_pass_by_value, reason = "made for it")]
pub fn where_named(field: &str, standard: &Standard, then: Value) -> Value {
    json!({ "if": { "properties": { field: { "enum": names(standard) } }, "required": [field] }, "then": { "properties": then } })
}
