//! The serialised form `news.article/1`: the model's own types, plus the text of each span, in the unit asked for.
//!
//! The types of `article/` derive their form; this module only wraps the serializer under them. The wrapper does three
//! things, each in one place: it converts [`Span`] and `Offset` from bytes to the unit of the record, it writes the slice
//! of the text where a type holds a [`Slice`], and it declares the unit. Reading back parses the same types and converts
//! every span to bytes with the span visitor.

mod serializer;
mod units;

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::article::{Article, Container, VisitSpans};
use crate::error::{Error, ErrorKind};
use crate::span::{OffsetUnit, Span};

pub(crate) use units::OffsetTable;

/// Writes the record of an article as one line of JSON, with spans counted in `unit`.
///
/// Keys have a fixed order; the same article gives the same bytes.
///
/// # Panics
/// If a span does not lie in the text of the article: one that was changed by hand.
pub fn to_json(article: &Article, unit: OffsetUnit) -> String {
    let wire = Wire { article, unit };
    let mut record = Vec::with_capacity(article.text.len());
    if article.text.len() > LONG {
        let mut length = Length(0);
        serde_json::to_writer(&mut length, &wire).expect("the model holds only JSON values");
        // A line end may follow.
        record.reserve_exact(length.0 + 1);
    }
    serde_json::to_writer(&mut record, &wire).expect("the model holds only JSON values");
    String::from_utf8(record).expect("JSON is UTF-8")
}

/// With more text than this, in bytes, a record on one line is written twice, first to learn its length: one that grows takes
/// up to three times its room.
const LONG: usize = 1 << 20;

/// Counts what is written.
struct Length(usize);

impl std::io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes the record of an article as indented JSON, with spans counted in `unit`.
///
/// # Panics
/// As [`to_json`].
pub fn to_json_pretty(article: &Article, unit: OffsetUnit) -> String {
    serde_json::to_string_pretty(&Wire { article, unit }).expect("the model holds only JSON values")
}

/// Reads a record that [`to_json`] wrote, in whatever unit it declares.
///
/// # Errors
/// If it is no JSON, no `news.article/1` record, or a span does not fit the text in the declared unit.
pub fn from_json(json: &str) -> Result<Article, Error> {
    let mut article: Article = serde_json::from_str(json).map_err(|error| {
        let before = json.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        Error::new(ErrorKind::BadRecord, error.to_string()).at(json, at).with_source(error)
    })?;
    let table = OffsetTable::new(&article.text, article.offsets);
    let text = std::mem::take(&mut article.text);
    let mut misfit = None;
    article.visit_spans(&mut |span| {
        let bytes = table.byte_at(&text, span.start()).zip(table.byte_at(&text, span.end()));
        match bytes {
            Some((start, end)) => *span = Span::new(start, end),
            None => misfit = misfit.or(Some(*span)),
        }
    });
    if let Some(dateline) = &mut article.dateline {
        match table.byte_at(&text, dateline.rest.0 as usize) {
            Some(at) => dateline.rest.0 = u32::try_from(at).unwrap_or(u32::MAX),
            None => misfit = misfit.or(Some(dateline.span)),
        }
    }
    if let Some(span) = misfit {
        let unit = variant_name(&article.offsets);
        let found = format!("span [{}, {}] does not fit the text, counted in {unit}", span.start(), span.end());
        return Err(Error::new(ErrorKind::BadRecord, found));
    }
    article.text = text;
    article.offsets = OffsetUnit::Utf8;
    Ok(article)
}

/// The record `news.container/1` of a container.
///
/// # Panics
/// Never: all its keys are strings.
pub fn container_to_json(container: &Container) -> String {
    serde_json::to_string(container).expect("containers are JSON")
}

/// An article on its way out.
struct Wire<'a> {
    article: &'a Article,
    unit: OffsetUnit,
}

impl Serialize for Wire<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = OffsetTable::new(&self.article.text, self.unit);
        let context = serializer::Context { text: &self.article.text, unit: self.unit, table, last: Cell::new(None) };
        self.article.serialize(serializer::Adapter::new(serializer, &context))
    }
}

/// The serialised name of a fieldless enum variant.
pub(crate) fn variant_name<T: Serialize>(value: &T) -> String {
    let name = serde_json::to_value(value).expect("fieldless variants are strings");
    name.as_str().unwrap_or_default().to_owned()
}

/// The JSON Schema (2020-12) of the record.
#[cfg(feature = "schema")]
pub fn article_schema() -> serde_json::Value {
    let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Article>();
    let mut schema = schema.to_value();
    schema["$id"] = "news.article/1".into();
    schema
}

/// The JSON Schema (2020-12) of the record of a container.
#[cfg(feature = "schema")]
pub fn container_schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let mut schema = settings.into_generator().into_root_schema_for::<Container>().to_value();
    schema["$id"] = "news.container/1".into();
    schema
}

/// What a record declares about itself; read without the rest.
#[derive(Deserialize)]
pub(crate) struct RecordHead {
    pub(crate) schema: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_record_is_written_as_a_short_one_is() {
        let article = Article { text: "Mills close. ".repeat(LONG / 12), ..Article::default() };
        let record = to_json(&article, OffsetUnit::Utf8);
        assert_eq!(record, serde_json::to_string(&Wire { article: &article, unit: OffsetUnit::Utf8 }).unwrap());
        assert_eq!(record.capacity(), record.len() + 1);
    }
}
