//! The schemas for editors, held against the parsers by a validator that knows neither.

mod assessments;
mod packs;

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;
use vpr::standard::Catalogue;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);

/// A validator of draft-07 that looks at formats as editors do.
fn validator(schema: &Value) -> Validator {
    let draft = jsonschema::meta::validate(schema);
    assert!(draft.is_ok(), "not a schema: {:?}", draft.err().map(|e| e.to_string()));
    jsonschema::draft7::options().should_validate_formats(true).build(schema).expect("a schema")
}

/// What the validator has to say, each with its place.
fn said(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// Everything in a value that a schema can refuse: a group or list with one thing gone, of another type, or too many.
/// Items of a list are alike, so only the first is spoilt.
fn spoilt(value: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    walk(value, "", &mut |path, how, spoil| all.push((format!("{path} {how}"), spoil)), &|whole| whole);
    all
}

type Put<'a> = &'a dyn Fn(Value) -> Value;

fn walk(value: &Value, path: &str, take: &mut dyn FnMut(&str, &str, Value), put: Put<'_>) {
    if !path.is_empty() {
        let wrong: &[Value] = match value {
            Value::Object(_) => &[serde_json::json!("x"), serde_json::json!(["x"])],
            Value::Array(_) => &[serde_json::json!("x"), serde_json::json!({ "x": "y" })],
            _ => &[serde_json::json!(["x"]), serde_json::json!({ "x": "y" }), serde_json::json!("  "), serde_json::json!("qqqq")],
        };
        for wrong in wrong {
            take(path, &format!("as {wrong}"), put(wrong.clone()));
        }
    }
    match value {
        Value::Object(fields) => {
            let more = |name: &str, new: Option<Value>| {
                let mut fields = fields.clone();
                match new {
                    Some(new) => drop(fields.insert(name.to_owned(), new)),
                    None => drop(fields.remove(name)),
                }
                put(Value::Object(fields))
            };
            take(path, "with a field nobody knows", more("qqqq", Some("x".into())));
            for (name, field) in fields {
                let path = format!("{path}.{name}");
                take(&path, "gone", more(name, None));
                walk(field, &path, take, &|new| more(name, Some(new)));
            }
        }
        Value::Array(items) => {
            take(path, "with nothing in it", put(Value::Array(Vec::new())));
            if let Some((first, rest)) = items.split_first() {
                walk(first, &format!("{path}[]"), take, &|new| {
                    put(Value::Array(std::iter::once(new).chain(rest.iter().cloned()).collect()))
                });
            }
        }
        _ => {}
    }
}
