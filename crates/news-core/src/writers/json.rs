//! JSON on its way out: objects without absent values, text without control characters.

use serde_json::{Map, Value};

use super::Layout;
use super::flow::is_forbidden;

/// An object of those members that have a value.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let present = members.into_iter().filter(|(_, value)| !is_absent(value));
    Value::Object(present.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list of those items that hold something.
pub(super) fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(items.into_iter().filter(|item| !is_absent(item)).collect())
}

fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The document, on one line unless the layout is indented.
pub(super) fn document(value: &Value, layout: Layout) -> String {
    let value = clean(value);
    if layout.indent { format!("{value:#}\n") } else { format!("{value}\n") }
}

fn clean(value: &Value) -> Value {
    match value {
        Value::String(text) => text.chars().filter(|c| !is_forbidden(*c)).collect::<String>().into(),
        Value::Array(items) => items.iter().map(clean).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), clean(value))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
