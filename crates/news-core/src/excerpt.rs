//! A part of a record, for a caller to whom the whole is too much.

mod fields;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::article::Article;
use crate::nearest::did_you_mean;
use crate::span::OffsetUnit;
use crate::wire::to_json;

pub use fields::Fields;

/// Which part of a record is written. Ids lead to the same things as in the whole, also where those are left out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "clap", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Excerpt {
    /// Of the annotations only these: a comma list, as in `quotes,people`; the parts of the story stay
    #[cfg_attr(feature = "clap", arg(long, value_name = "KINDS", value_parser = Kinds::parse))]
    #[schemars(with = "Option<String>", example = &"quotes,people")]
    pub include: Option<Kinds>,
    /// Write only these fields: a comma list, dotted, as in `headline.text,quotes.text`
    #[cfg_attr(feature = "clap", arg(long, value_name = "PATHS", value_parser = Fields::parse))]
    #[schemars(with = "Option<String>", example = &"headline.text,quotes.text")]
    pub fields: Option<Fields>,
    /// Nothing with a `confidence` below this, from 0 to 1; what is stated outright has none, and stays
    #[cfg_attr(feature = "clap", arg(long, value_name = "NUMBER", value_parser = parse_confidence))]
    #[serde(deserialize_with = "confidence")]
    #[schemars(with = "Option<f64>", range(min = 0, max = 1), example = 0.8)]
    pub min_confidence: Option<f64>,
}

/// The JSON Schema of [`Excerpt`]: a property with its description and an example for each.
pub fn excerpt_schema() -> Value {
    schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Excerpt>().to_value()
}

impl Excerpt {
    /// Whether it is the whole record.
    pub fn is_whole(&self) -> bool {
        *self == Excerpt::default()
    }

    /// Writes the part of an article's record as one line of JSON, with spans counted in `unit`.
    ///
    /// ```
    /// use news_core::{Excerpt, Fields, OffsetUnit, Options, read};
    ///
    /// let article = read(b"Rivers fall\n\nThe rivers fell on Wednesday.\n", &Options::default())?;
    /// let mut excerpt = Excerpt::default();
    /// excerpt.fields = Some(Fields::parse("headline.text")?);
    /// assert_eq!(excerpt.to_json(&article, OffsetUnit::Scalar), r#"{"headline":{"text":"Rivers fall"}}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    /// As [`to_json`].
    pub fn to_json(&self, article: &Article, unit: OffsetUnit) -> String {
        let record = to_json(article, unit);
        if self.is_whole() {
            return record;
        }
        self.pick(serde_json::from_str(&record).expect("records are JSON")).to_string()
    }

    /// The part of a record.
    pub fn pick(&self, mut record: Value) -> Value {
        if let (Some(include), Some(members)) = (&self.include, record.as_object_mut()) {
            members.retain(|name, _| !KINDS.contains(&name.as_str()) || include.0.contains(&name.as_str()));
        }
        if let Some(least) = self.min_confidence {
            drop_unsure(&mut record, least);
        }
        match &self.fields {
            Some(fields) => fields.pick(&record),
            None => record,
        }
    }
}

/// The annotations of a record, as it names them.
const KINDS: &[&str] = &["quotes", "people", "orgs", "places", "events", "abbreviations", "times", "amounts", "points"];

/// Some kinds of annotations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Kinds(Vec<&'static str>);

impl Kinds {
    /// Reads a comma list.
    ///
    /// # Errors
    /// Names all kinds, if one is none.
    pub fn parse(list: &str) -> Result<Kinds, String> {
        let kind = |name: &str| {
            KINDS.iter().find(|kind| **kind == name).copied().ok_or_else(|| {
                let hint = did_you_mean(name, KINDS.iter().copied());
                let hint = if hint.is_empty() { format!(", expected some of {}", KINDS.join(", ")) } else { hint };
                format!("unknown kind \"{name}\"{hint}")
            })
        };
        list.split(',').map(|name| kind(name.trim())).collect::<Result<_, _>>().map(Kinds)
    }
}

impl TryFrom<String> for Kinds {
    type Error = String;

    fn try_from(list: String) -> Result<Self, String> {
        Kinds::parse(&list)
    }
}

/// Leaves out every object that is less sure than `least`, with all that is in it.
fn drop_unsure(value: &mut Value, least: f64) {
    let is_sure = |value: &Value| value["confidence"].as_f64().is_none_or(|confidence| confidence >= least);
    match value {
        Value::Array(items) => {
            items.retain(is_sure);
            for item in items {
                drop_unsure(item, least);
            }
        }
        Value::Object(members) => {
            members.retain(|_, member| is_sure(member));
            for member in members.values_mut() {
                drop_unsure(member, least);
            }
        }
        _ => {}
    }
}

fn confidence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let number = Option::<f64>::deserialize(deserializer)?;
    number.map(between).transpose().map_err(serde::de::Error::custom)
}

#[cfg(feature = "clap")]
fn parse_confidence(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| format!("expected a number from 0 to 1, got \"{text}\"")).and_then(between)
}

fn between(number: f64) -> Result<f64, String> {
    let is_one = (0.0..=1.0).contains(&number);
    is_one.then_some(number).ok_or_else(|| format!("expected a number from 0 to 1, got \"{number}\""))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn kinds_are_lists_of_the_record() {
        let schema = crate::wire::article_schema();
        assert!(KINDS.iter().all(|kind| schema["properties"][kind]["type"] == "array"));
        assert_eq!(Kinds::parse("quotes, people"), Ok(Kinds(vec!["quotes", "people"])));
        assert_eq!(Kinds::parse("quote").unwrap_err(), "unknown kind \"quote\", did you mean \"quotes\"?");
        assert!(Kinds::parse("").unwrap_err().starts_with("unknown kind \"\", expected some of quotes, people, "));
    }

    #[test]
    fn an_excerpt_has_what_was_asked_for() {
        let record = || {
            json!({
                "lang": {"tag": "en", "confidence": 0.4},
                "quotes": [{"id": "q1", "speaker": {"entity": "p1", "confidence": 0.7}}],
                "people": [{"id": "p1", "mentions": [{"span": [0, 1]}, {"span": [2, 3], "confidence": 0.5}]}],
            })
        };
        let given: Excerpt = serde_json::from_value(json!({"include": "quotes", "min_confidence": 0.7})).unwrap();
        assert_eq!(
            given.pick(record()),
            json!({"quotes": [{"id": "q1", "speaker": {"entity": "p1", "confidence": 0.7}}]})
        );
        let given: Excerpt =
            serde_json::from_value(json!({"fields": "people.mentions", "min_confidence": 0.8})).unwrap();
        assert_eq!(given.pick(record()), json!({"people": [{"mentions": [{"span": [0, 1]}]}]}));
        assert!(Excerpt::default().is_whole());
        assert!(serde_json::from_value::<Excerpt>(json!({"min_confidence": 1.5})).is_err());
    }
}
