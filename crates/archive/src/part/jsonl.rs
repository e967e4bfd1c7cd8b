//! JSON Lines under Zstandard: one record per line, the article as `news parse` writes it.

use std::io::{self, BufWriter, Write};

use news_core::to_json;
use serde::Serialize;
use serde_json::value::RawValue;
use zstd::Encoder;

use super::{Hashed, PartOptions, PartWriter, Written};
use crate::record::Record;

/// The level that the command `zstd` takes.
const LEVEL: i32 = 3;

/// A part being written.
struct Lines {
    output: Encoder<'static, BufWriter<Hashed>>,
    options: PartOptions,
    rows: u64,
}

/// A record as a line.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    input: &'a str,
    offset: u64,
    n: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// Hexadecimal, like `near`.
    exact: String,
    near: String,
    article: Box<RawValue>,
}

pub(super) fn open(output: Hashed, options: PartOptions) -> io::Result<Box<dyn PartWriter>> {
    let mut output = Encoder::new(BufWriter::new(output), LEVEL)?;
    output.include_checksum(true)?;
    Ok(Box::new(Lines { output, options, rows: 0 }))
}

impl PartWriter for Lines {
    fn push(&mut self, record: &Record) -> io::Result<()> {
        let line = Line {
            id: &record.id,
            input: &record.input,
            offset: record.offset,
            n: record.n,
            url: record.url.as_deref(),
            exact: record.fingerprint.exact_hex(),
            near: format!("{:016x}", record.fingerprint.near),
            article: RawValue::from_string(to_json(&record.article, self.options.offsets))?,
        };
        serde_json::to_writer(&mut self.output, &line)?;
        self.output.write_all(b"\n")?;
        self.rows += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<Written> {
        let buffer = self.output.finish()?;
        buffer.into_inner().map_err(io::IntoInnerError::into_error)?.finish(self.rows)
    }
}

#[cfg(test)]
mod tests {
    use news_core::{OffsetUnit, Options};
    use serde_json::Value;

    use super::super::tests::file;
    use super::*;

    #[test]
    fn a_line_holds_the_article_as_parse_writes_it() -> io::Result<()> {
        let copy = "Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday.\n";
        let article = news_core::read(copy.as_bytes(), &Options::default()).map_err(io::Error::other)?;
        let record = Record::new("wire/a.txt", 7, 0, Some("https://example.org/a".to_owned()), article);
        let records = [record.clone(), record.clone()];
        let bytes = file(open, PartOptions { offsets: OffsetUnit::Utf16 }, &records)?;
        let text = String::from_utf8(zstd::decode_all(bytes.as_slice())?).map_err(io::Error::other)?;
        let json = to_json(&record.article, OffsetUnit::Utf16);
        assert!(text.lines().all(|line| line.ends_with(&format!("\"article\":{json}}}"))), "{text}");
        let line: Value = serde_json::from_str(text.lines().next().unwrap_or_default())?;
        assert_eq!((&line["offset"], &line["url"]), (&Value::from(7), &Value::from("https://example.org/a")));
        Ok(())
    }
}
