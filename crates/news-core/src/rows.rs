//! Articles as tables: one flat row per annotation, for spreadsheets, SQL and data frames.
//!
//! A row says which article it is from and where it stands; its members are columns. The command and the server write
//! the same rows. A projection only: nothing is recognised here, and what the article does not have is absent.
//!
//! ```
//! use news_core::rows::{QuoteRow, Row, Sheet, csv_head, csv_line};
//! use news_core::{OffsetUnit, Options, read};
//!
//! let article = read("Rivers fall\n\n\"They fall,\" Ana Ruiz said.\n".as_bytes(), &Options::default())?;
//! let sheet = Sheet::new(&article, "1", OffsetUnit::Scalar);
//! assert!(csv_head::<QuoteRow>().starts_with("article,record,line,start,end,offsets,id,kind,"));
//! let records: Vec<String> = QuoteRow::all(&sheet).iter().map(csv_line).collect();
//! assert_eq!(records.len(), article.quotes.len());
//! # Ok::<(), news_core::Error>(())
//! ```

mod entities;
mod findings;
mod passages;
mod quotes;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

pub use entities::{AbbreviationRow, EventRow, MentionRow, OrgRow, PersonRow, PlaceRow, feature};
pub use findings::FindingRow;
pub use passages::{AmountRow, PointRow, SentenceRow, TimeRow};
pub(crate) use quotes::words;
pub use quotes::{QuoteRow, Voice, voices};

use crate::article::{Article, Person};
use crate::span::{OffsetUnit, Span};
use crate::wire::OffsetTable;

/// A kind of row. The members of the type, in their order, are the columns.
pub trait Row: Serialize + Default {
    /// The rows of an article, in text order.
    fn all(sheet: &Sheet<'_>) -> Vec<Self>;
}

/// From where a row is: the first columns of every row.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// `source.uri` of the article, or the number that the caller gave it.
    pub article: String,
    /// Which story of an input that holds several, from 1.
    pub record: Option<u32>,
    /// The line of the article's text on which the span starts, from 1.
    pub line: Option<usize>,
    /// First position of the span.
    pub start: Option<usize>,
    /// First position behind the span.
    pub end: Option<usize>,
    /// The unit of all positions in the row.
    pub offsets: OffsetUnit,
}

/// An article about to be written as rows: what rows look up in it, made once.
pub struct Sheet<'a> {
    article: &'a Article,
    name: &'a str,
    unit: OffsetUnit,
    table: OffsetTable,
    /// First byte of each line.
    lines: Vec<usize>,
    people: BTreeMap<&'a str, &'a Person>,
    orgs: BTreeMap<&'a str, &'a str>,
}

impl<'a> Sheet<'a> {
    /// A sheet that counts positions in `unit`. `name` stands for an article that has no `source.uri`.
    pub fn new(article: &'a Article, name: &'a str, unit: OffsetUnit) -> Self {
        let behind_ends = article.text.match_indices('\n').map(|(at, _)| at + 1);
        Sheet {
            article,
            name: article.source.uri.as_deref().unwrap_or(name),
            unit,
            table: OffsetTable::new(&article.text, unit),
            lines: std::iter::once(0).chain(behind_ends).collect(),
            people: article.people.iter().map(|person| (person.id.as_str(), person)).collect(),
            orgs: article.orgs.iter().map(|org| (org.id.as_str(), org.name.as_str())).collect(),
        }
    }

    fn origin(&self, span: Option<Span>) -> Origin {
        let [start, end] = self.ends(span);
        Origin {
            article: self.name.to_owned(),
            record: self.article.source.record.map(|record| record.n),
            line: span.map(|span| self.lines.partition_point(|&start| start <= span.start())),
            start,
            end,
            offsets: self.unit,
        }
    }

    /// Both ends of a span in the unit of the sheet.
    fn ends(&self, span: Option<Span>) -> [Option<usize>; 2] {
        let convert = |at| self.table.unit_at(&self.article.text, at);
        [span.map(|span| convert(span.start())), span.map(|span| convert(span.end()))]
    }

    fn text(&self, span: Span) -> String {
        span.of(&self.article.text).to_owned()
    }

    /// The canonical name of a person or organisation.
    fn name_of(&self, entity: &str) -> Option<&'a str> {
        let person = self.people.get(entity).map(|person| person.name.as_str());
        person.or_else(|| self.orgs.get(entity).copied())
    }

    /// The first office that the article gives a person, on one line.
    fn role_of(&self, entity: &str) -> Option<String> {
        self.people.get(entity)?.roles.first().map(|role| on_one_line(role.span.of(&self.article.text)))
    }
}

/// A text without its line breaks and runs of white space, for a cell or a line of a list.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of the columns, in order.
pub fn columns<R: Row>() -> Vec<String> {
    members(&R::default()).into_iter().map(|(name, _)| name).collect()
}

/// A row as the cells of its columns: absent values are empty, lists are joined with `; `.
pub fn cells<R: Row>(row: &R) -> Vec<String> {
    members(row).into_iter().map(|(_, value)| cell(value)).collect()
}

/// A row as JSON on one line, without its absent values and without a line end.
pub fn json<R: Row>(row: &R) -> String {
    let mut members = members(row);
    members.retain(|_, value| !value.is_null());
    Value::Object(members).to_string()
}

/// The head of a CSV table (RFC 4180), with its line end.
pub fn csv_head<R: Row>() -> String {
    csv(&columns::<R>())
}

/// A row as a record of CSV (RFC 4180), with its line end.
///
/// Cells are the text as it is: one that starts with `=`, `+`, `-` or `@` is a formula to a spreadsheet that is told to
/// read it so.
pub fn csv_line<R: Row>(row: &R) -> String {
    csv(&cells(row))
}

fn csv(cells: &[String]) -> String {
    let escaped = |cell: &String| {
        let is_plain = !cell.contains(['"', ',', '\n', '\r']);
        if is_plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    cells.iter().map(escaped).collect::<Vec<_>>().join(",") + "\r\n"
}

fn members<R: Row>(row: &R) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(members)) => members,
        _ => unreachable!("rows are structs of plain values"),
    }
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(items) => items.into_iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// A confidence by way of its shortest text, or 0.85 would become 0.8500000238418579.
fn confidence(value: Option<f32>) -> Option<f64> {
    value.and_then(|value| value.to_string().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_csv_needs_it() {
        let cells = ["plain", "", "a, b", "say \"so\"", "two\nlines", "=1+1"].map(str::to_owned);
        assert_eq!(csv(&cells), "plain,,\"a, b\",\"say \"\"so\"\"\",\"two\nlines\",=1+1\r\n");
    }

    #[test]
    fn every_row_has_the_columns_of_its_kind() {
        let article = Article { text: "Rivers fall\n\nThey fall.\n".to_owned(), ..Article::default() };
        let sheet = Sheet::new(&article, "7", OffsetUnit::Scalar);
        let origin = sheet.origin(Some(Span::new(13, 17)));
        assert_eq!((origin.article.as_str(), origin.line, origin.start), ("7", Some(3), Some(13)));
        assert!(columns::<QuoteRow>().contains(&"speaker_start".to_owned()));
        assert_eq!(columns::<PointRow>().len(), cells(&PointRow::default()).len());
    }
}
