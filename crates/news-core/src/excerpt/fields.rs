//! The fields of a record that were asked for.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::nearest::did_you_mean;
use crate::wire::article_schema;

/// A tree of member names; a leaf means everything below.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Fields(BTreeMap<String, Fields>);

impl Fields {
    /// Reads a comma list of dotted paths.
    ///
    /// # Errors
    /// If the schema of the record does not know a name; the message has the nearest that it knows.
    pub fn parse(list: &str) -> Result<Fields, String> {
        let schema = article_schema();
        let mut fields = Fields::default();
        for path in list.split(',').map(str::trim).filter(|path| !path.is_empty()) {
            check(path, &schema)?;
            fields.add(path);
        }
        if fields.0.is_empty() {
            Err("expected at least one field, such as headline.text".to_owned())
        } else {
            Ok(fields)
        }
    }

    fn add(&mut self, path: &str) {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let known = self.0.contains_key(name);
        let below = self.0.entry(name.to_owned()).or_default();
        match rest {
            // `headline,headline.text` means all of the headline, in any order.
            None => below.0.clear(),
            Some(_) if known && below.0.is_empty() => {}
            Some(rest) => below.add(rest),
        }
    }

    /// The record with only these fields, in the record's order. Lists are gone through; what is absent stays absent.
    pub(super) fn pick(&self, value: &Value) -> Value {
        match value {
            _ if self.0.is_empty() => value.clone(),
            Value::Array(items) => items.iter().map(|item| self.pick(item)).collect(),
            Value::Object(members) => {
                let wanted =
                    members.iter().filter_map(|(name, value)| Some((name.clone(), self.0.get(name)?.pick(value))));
                Value::Object(wanted.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }
}

impl TryFrom<String> for Fields {
    type Error = String;

    fn try_from(list: String) -> Result<Self, String> {
        Fields::parse(&list)
    }
}

/// Follows a path through the schema.
fn check(path: &str, schema: &Value) -> Result<(), String> {
    let mut node = schema;
    for name in path.split('.') {
        node = resolve(node, schema);
        let Some(members) = node.get("properties").and_then(Value::as_object) else {
            // Free names, as in `extra`; a value that has no members has none of this name either.
            return match node.get("additionalProperties") {
                Some(_) => Ok(()),
                None => Err(format!("\"{path}\": nothing has a name below a plain value")),
            };
        };
        let names = members.keys().map(String::as_str);
        node = members.get(name).ok_or_else(|| format!("unknown field \"{name}\"{}", did_you_mean(name, names)))?;
    }
    Ok(())
}

/// Steps through references, optional values and lists down to the type that has members.
fn resolve<'a>(node: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = node.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
    let inner = reference
        .and_then(|path| schema.pointer(path))
        .or_else(|| node.get("anyOf")?.as_array()?.iter().find(|choice| choice.get("type") != Some(&"null".into())))
        .or_else(|| node.get("items"));
    inner.map_or(node, |inner| resolve(inner, schema))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_pick_members_through_lists() {
        let record =
            json!({"schema": "s", "headline": {"text": "H", "span": [0, 1]}, "body": [{"text": "a"}, {"text": "b"}]});
        let pick = |list: &str| Fields::parse(list).unwrap().pick(&record).to_string();
        assert_eq!(pick("body.text, headline.text"), r#"{"headline":{"text":"H"},"body":[{"text":"a"},{"text":"b"}]}"#);
        assert_eq!(pick("headline,headline.text"), r#"{"headline":{"text":"H","span":[0,1]}}"#);
        assert_eq!(pick("headline.text,headline"), r#"{"headline":{"text":"H","span":[0,1]}}"#);
        assert_eq!(pick("quotes.speaker.name"), "{}");
    }

    #[test]
    fn names_are_those_of_the_schema() {
        let error = |list: &str| Fields::parse(list).unwrap_err();
        assert_eq!(error("headlin.text"), "unknown field \"headlin\", did you mean \"headline\"?");
        assert_eq!(error("dateline.places.txt"), "unknown field \"txt\", did you mean \"text\"?");
        assert_eq!(error(","), "expected at least one field, such as headline.text");
        assert_eq!(error("kind.name"), "\"kind.name\": nothing has a name below a plain value");
        assert!(Fields::parse("extra.desk,ids.value,dates.published.iso").is_ok());
    }
}
