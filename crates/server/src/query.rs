//! Query parameters: one for each option of the parser, the part of the record, and the unit of the spans.

mod conversion;
mod names;
mod order;
mod selection;

use std::sync::{Arc, LazyLock};

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use jiff::civil::Date;
use news_core::{Excerpt, OffsetUnit, Options};
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::ApiError;
use crate::parameter::{Parameter, Place};
use crate::problems;

pub(crate) use conversion::{Conversion, conversion_parameters};
pub(crate) use names::check_names;
pub(crate) use order::{InOrder, order_parameter};
pub(crate) use selection::{Selection, selection_parameters};

/// The schemas of what the library may be asked for: names, descriptions and examples are its own.
static OPTIONS: LazyLock<Value> = LazyLock::new(news_core::options_schema);
static EXCERPT: LazyLock<Value> = LazyLock::new(news_core::excerpt_schema);

const UNITS: &[(&str, OffsetUnit)] =
    &[("scalar", OffsetUnit::Scalar), ("utf8", OffsetUnit::Utf8), ("utf16", OffsetUnit::Utf16)];

/// One parameter for each option of the library.
pub(crate) fn options_parameters() -> impl Iterator<Item = Parameter> {
    parameters(&OPTIONS)
}

/// Which part of the record is the answer.
pub(crate) fn excerpt_parameters() -> impl Iterator<Item = Parameter> {
    parameters(&EXCERPT)
}

fn parameters(schema: &'static Value) -> impl Iterator<Item = Parameter> {
    let fields = schema["properties"].as_object().into_iter().flatten();
    fields.map(|(name, schema)| {
        let mut schema = schema.clone();
        let example = schema["examples"][0].clone();
        let summary = schema["description"].as_str().unwrap_or_default().to_owned();
        if let Some(members) = schema.as_object_mut() {
            members.retain(|member, _| !matches!(member.as_str(), "description" | "examples"));
        }
        Parameter { name, place: Place::Query, summary, example, schema }
    })
}

/// The unit of the spans in the answer.
pub(crate) fn offsets_parameter() -> Parameter {
    let names: Vec<&str> = UNITS.iter().map(|(name, _)| *name).collect();
    Parameter {
        name: OFFSETS,
        place: Place::Query,
        summary: "What spans count".to_owned(),
        example: "utf16".into(),
        schema: json!({"type": "string", "enum": names, "default": "scalar"}),
    }
}

/// The name of the parameter for the unit.
const OFFSETS: &str = "offsets";

/// How the query wants the document read and the article written.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) options: Options,
    pub(crate) offsets: OffsetUnit,
    pub(crate) excerpt: Excerpt,
    /// Whether the query names the format, be it `auto`.
    pub(crate) names_format: bool,
}

impl FromRequestParts<Arc<Context>> for Reading {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, ApiError> {
        let mut reading = read(&pairs(&parts.uri)?)?;
        // A client may ask for less.
        reading.options.max_words = reading.options.max_words.min(context.config.limits.max_words);
        Ok(reading)
    }
}

type Pair = (String, String);

fn pairs(uri: &Uri) -> Result<Vec<Pair>, ApiError> {
    let query = Query::<Vec<Pair>>::try_from_uri(uri);
    query.map(|Query(pairs)| pairs).map_err(|rejection| bad_option(&rejection.body_text()))
}

fn read(pairs: &[Pair]) -> Result<Reading, ApiError> {
    let mut offsets = OffsetUnit::default();
    let mut names: Vec<&str> = Vec::new();
    for (name, value) in pairs {
        if names.contains(&name.as_str()) {
            return Err(bad_option(&format!("{name}: expected one value, got several")));
        }
        names.push(name);
        if name == OFFSETS {
            offsets = unit(value)?;
        }
    }
    let (options, excerpt) = (of_schema(pairs, &OPTIONS)?, of_schema(pairs, &EXCERPT)?);
    Ok(Reading { options, offsets, excerpt, names_format: names.contains(&"from") })
}

/// What the parameters that a schema knows come to.
fn of_schema<T: DeserializeOwned>(pairs: &[Pair], schema: &Value) -> Result<T, ApiError> {
    let known = || pairs.iter().filter(|(name, _)| schema["properties"].get(name).is_some());
    let read = |pairs: &mut dyn Iterator<Item = &Pair>| {
        T::deserialize(MapDeserializer::new(pairs.map(|(name, value)| (name.as_str(), Text(value)))))
    };
    // Each is read alone first, because the error of the whole would not name the parameter.
    for pair in known() {
        read(&mut std::iter::once(pair)).map_err(|error: ValueError| bad_option(&format!("{}: {error}", pair.0)))?;
    }
    read(&mut known()).map_err(|error| bad_option(&error.to_string()))
}

/// A date as the option `date` takes it.
pub(crate) fn date(value: &str) -> Result<Date, ApiError> {
    news_core::parse_day(value).map_err(|error| bad_option(&format!("date: {error}")))
}

fn unit(value: &str) -> Result<OffsetUnit, ApiError> {
    let row = UNITS.iter().find(|(name, _)| *name == value);
    let expected = || bad_option(&format!("offsets: expected scalar, utf8 or utf16, got \"{value}\""));
    row.map(|(_, unit)| *unit).ok_or_else(expected)
}

fn bad_option(detail: &str) -> ApiError {
    ApiError::new(problems::bad_option(), detail)
}

/// A value of a query: text that is read as whatever the field wants.
struct Text<'a>(&'a str);

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_some(self)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let number =
            self.0.parse().map_err(|_| ValueError::custom(format!("expected a whole number, got \"{}\"", self.0)))?;
        visitor.visit_u64(number)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let number =
            self.0.parse().map_err(|_| ValueError::custom(format!("expected a number, got \"{}\"", self.0)))?;
        visitor.visit_f64(number)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let switch =
            self.0.parse().map_err(|_| ValueError::custom(format!("expected true or false, got \"{}\"", self.0)))?;
        visitor.visit_bool(switch)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, ValueError> for Text<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(pairs: &[(&str, &str)]) -> String {
        let pairs: Vec<Pair> = pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        format!("{:?}", read(&pairs).unwrap_err())
    }

    #[test]
    fn every_option_is_a_parameter_with_an_example_that_is_read() {
        let example = |row: &Parameter| row.example.as_str().map_or_else(|| row.example.to_string(), str::to_owned);
        let rows: Vec<Parameter> = options_parameters().chain(excerpt_parameters()).collect();
        assert!(rows.iter().all(|row| !row.summary.is_empty() && !row.example.is_null()));
        let pairs: Vec<Pair> = rows.iter().map(|row| (row.name.to_owned(), example(row))).collect();
        let reading = read(&pairs).unwrap();
        assert_eq!(reading.options.max_size, 1_000_000);
        assert_eq!(reading.excerpt.min_confidence, Some(0.8));
        assert!(reading.names_format);
        assert_eq!(
            reading.options.date,
            reading.options.not_after.map(|_| news_core::parse_day("2026-07-28").unwrap())
        );
    }

    #[test]
    fn a_bad_value_is_told_with_its_name() {
        assert!(error(&[("date", "3/5/24")]).contains(r#"date: expected YYYY-MM-DD, got \"3/5/24\""#));
        assert!(error(&[("max_size", "-1")]).contains(r#"max_size: expected a whole number, got \"-1\""#));
        assert!(
            error(&[("min_confidence", "2")]).contains(r#"min_confidence: expected a number from 0 to 1, got \"2\""#)
        );
        assert!(error(&[("offsets", "bytes")]).contains(r#"offsets: expected scalar, utf8 or utf16, got \"bytes\""#));
        assert!(error(&[("lang", "en"), ("lang", "de")]).contains("lang: expected one value, got several"));
    }
}
