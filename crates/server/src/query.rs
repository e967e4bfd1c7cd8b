//! Query parameters: one for each option of the parser, and the unit of the spans.

mod names;

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use news_core::{FORMATS, OffsetUnit, Options};
use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Value, json};

use crate::error::ApiError;
use crate::parameter::{Parameter, Place};
use crate::problems;

pub(crate) use names::check_names;

/// One row for each field of [`Options`]; a test compares them.
pub(crate) const OPTIONS: &[Parameter] = &[
    option(
        "from",
        "Format of the input: `auto`, or a name of `/v1/formats`; goes before `Content-Type`",
        "text",
        format_names,
    ),
    option("charset", "Character encoding, when the bytes do not tell (a WHATWG label)", "windows-1251", text),
    option(
        "url",
        "Address the document came from: context for dates, never fetched",
        "https://example.org/a.txt",
        text,
    ),
    option("date", "Issue date: decides the year of a dateline", "2026-07-28", day),
    option("not_after", "Upper bound for guessed years", "2026-12-31", day),
    option("lang", "Language of the text (BCP 47), instead of detecting it", "en", text),
    option("max_size", "Largest document in bytes, below what the server takes", "1000000", count),
];

/// The unit of the spans in the answer.
pub(crate) const OFFSETS: Parameter = option("offsets", "What spans count", "utf16", unit_names);

const UNITS: &[(&str, OffsetUnit)] =
    &[("scalar", OffsetUnit::Scalar), ("utf8", OffsetUnit::Utf8), ("utf16", OffsetUnit::Utf16)];

const fn option(name: &'static str, summary: &'static str, example: &'static str, schema: fn() -> Value) -> Parameter {
    Parameter { name, place: Place::Query, summary, example, schema }
}

fn text() -> Value {
    json!({"type": "string"})
}

fn day() -> Value {
    json!({"type": "string", "format": "date"})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn format_names() -> Value {
    let names: Vec<&str> = std::iter::once("auto").chain(FORMATS.iter().map(|format| format.name)).collect();
    json!({"type": "string", "enum": names, "default": "auto"})
}

fn unit_names() -> Value {
    let names: Vec<&str> = UNITS.iter().map(|(name, _)| *name).collect();
    json!({"type": "string", "enum": names, "default": "scalar"})
}

/// How the query wants the document read and the article written.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) options: Options,
    pub(crate) offsets: OffsetUnit,
    /// Whether the query names the format, be it `auto`.
    pub(crate) names_format: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Reading {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        read(&pairs(&parts.uri)?)
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
        if name == OFFSETS.name {
            offsets = unit(value)?;
        } else {
            // Each is read alone first, because the error of the whole would not name the parameter.
            options(std::iter::once((name, value))).map_err(|error| bad_option(&format!("{name}: {error}")))?;
        }
    }
    let others = pairs.iter().filter(|(name, _)| name != OFFSETS.name).map(|(name, value)| (name, value));
    let options = options(others).map_err(|error| bad_option(&error.to_string()))?;
    Ok(Reading { options, offsets, names_format: names.contains(&"from") })
}

fn options<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Result<Options, ValueError> {
    Options::deserialize(MapDeserializer::new(pairs.map(|(name, value)| (name.as_str(), Text(value)))))
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

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
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
    fn every_option_has_a_row_with_an_example_that_is_read() {
        let pairs: Vec<Pair> = OPTIONS.iter().map(|row| (row.name.to_owned(), row.example.to_owned())).collect();
        let reading = read(&pairs).unwrap();
        assert_eq!(reading.options.max_size, 1_000_000);
        assert!(reading.names_format);
        let unknown = options(std::iter::once((&"?".to_owned(), &String::new()))).unwrap_err().to_string();
        let (_, fields) = unknown.split_once("expected one of ").unwrap();
        let rows: Vec<String> = OPTIONS.iter().map(|row| format!("`{}`", row.name)).collect();
        assert_eq!(fields, rows.join(", "), "rows of OPTIONS and fields of Options, in order");
    }

    #[test]
    fn a_bad_value_is_told_with_its_name() {
        assert!(error(&[("date", "3/5/24")]).contains(r#"date: expected YYYY-MM-DD, got \"3/5/24\""#));
        assert!(error(&[("max_size", "-1")]).contains(r#"max_size: expected a whole number, got \"-1\""#));
        assert!(error(&[("offsets", "bytes")]).contains(r#"offsets: expected scalar, utf8 or utf16, got \"bytes\""#));
        assert!(error(&[("lang", "en"), ("lang", "de")]).contains("lang: expected one value, got several"));
    }
}
