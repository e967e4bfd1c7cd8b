//! Articles as a table with nested columns, for SQL and data frames: one row each, in batches of Arrow.
//!
//! A projection of the record: names are those of the record, values those that `news quotes` and `news list` write. What
//! has no column (blocks, links, the source map) is in the record itself.

mod batches;
mod key;
mod row;

use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, LazyLock};

use arrow_array::RecordBatch;
use arrow_schema::{DataType, FieldRef, Schema, SchemaRef};
use news_core::OffsetUnit;
use serde_arrow::schema::{SchemaLike, TracingOptions};
use serde_json::json;

pub use batches::Batches;
pub(crate) use row::ArticleRow;

/// The name of the form. A removed, renamed or re-typed column makes it `news.articles/2`.
const NAME: &str = "news.articles/1";

/// The columns, by the members of [`ArticleRow`].
static FIELDS: LazyLock<Vec<FieldRef>> = LazyLock::new(|| {
    let options = TracingOptions::default()
        .strings_as_large_utf8(false)
        .sequence_as_large_list(false)
        .overwrite("day", json!({ "name": "day", "data_type": "Date32", "nullable": true }))
        .expect("it is a field");
    Vec::from_type::<ArticleRow>(options).expect("rows are structs of plain values")
});

/// The schema of a table with positions in `unit`. Its metadata say its name and the unit.
pub fn schema(unit: OffsetUnit) -> SchemaRef {
    let unit = serde_json::to_value(unit).unwrap_or_default();
    let metadata = [("news.schema", NAME), ("news.offsets", unit.as_str().unwrap_or_default())];
    let metadata = metadata.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Arc::new(Schema::new(FIELDS.clone()).with_metadata(metadata.into()))
}

/// The columns to read: a line each, `name: type`, members of structs below. A `?` behind a type says that a value may be
/// absent.
pub fn describe() -> String {
    let mut lines = format!("{NAME}\n");
    describe_fields(&FIELDS, 0, &mut lines);
    lines
}

fn describe_fields(fields: &[FieldRef], depth: usize, lines: &mut String) {
    for field in fields {
        let (list, inner) = match field.data_type() {
            DataType::List(item) => ("list of ", item.data_type()),
            plain => ("", plain),
        };
        let absent = if field.is_nullable() { "?" } else { "" };
        let indent = 2 * depth;
        let (name, members) = match inner {
            DataType::Struct(members) => ("struct".to_owned(), &members[..]),
            plain => (plain.to_string(), &[][..]),
        };
        writeln!(lines, "{:indent$}{}: {list}{name}{absent}", "", field.name()).expect("a string takes it");
        describe_fields(members, depth + 1, lines);
    }
}

/// Rows as a batch of the table.
pub(crate) fn batch(rows: &[ArticleRow], unit: OffsetUnit) -> io::Result<RecordBatch> {
    let batch = serde_arrow::to_record_batch(&FIELDS, &rows).map_err(io::Error::other)?;
    batch.with_schema(schema(unit)).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use news_core::Options;

    use super::*;
    use crate::Record;

    #[test]
    fn a_row_leads_to_its_words() {
        let copy = "Älven faller\n\nGENEVA, July 28, 2021 (Reuters) - “They fall,” said José Ruiz, a minister.\n";
        let mut options = Options::default();
        options.lang = Some("en".to_owned());
        let article = news_core::read(copy.as_bytes(), &options).unwrap();
        let url = Some("https://desk@www.Paper.example:80/a?b".to_owned());
        let row = ArticleRow::of(&Record::new("wire/a.txt", 7, 0, url, article), OffsetUnit::Scalar);
        let row = serde_json::to_value(row).unwrap();
        let words = |span: &serde_json::Value| {
            let [start, end] = ["start", "end"].map(|name| usize::try_from(span[name].as_u64().unwrap()).unwrap());
            copy.chars().skip(start).take(end - start).collect::<String>()
        };
        assert_eq!(words(&row["quotes"][0]["inner"]), "They fall,");
        assert_eq!(words(&row["people"][0]["mentions"][0]["span"]), "José Ruiz");
        assert_eq!(words(&row["quotes"][0]["speaker"]["span"]), "José Ruiz, a minister");
        assert_eq!(row["quotes"][0]["speaker"]["key"], "jose ruiz");
        assert_eq!((&row["host"], &row["day"]), (&json!("paper.example"), &json!(18_836)));
        assert_eq!((&row["dateline"]["place"], &row["dateline"]["country"]), (&json!("Geneva"), &json!("CH")));
        assert_eq!((&row["quality"], &row["authors"]), (&json!(null), &json!([])));
    }
}
