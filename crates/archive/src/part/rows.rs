//! Parts read back as rows, whatever format they are in.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use news_core::OffsetUnit;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::record::Record;
use crate::table::ArticleRow;

/// Calls `each` on every row of the parts in a folder, by the names of the parts and in their order. Of tables only these
/// columns are read; the others are empty in the row.
///
/// # Errors
/// When a part cannot be read; the message names it.
pub(crate) fn each_row(folder: &Path, columns: &[&str], each: &mut dyn FnMut(ArticleRow)) -> io::Result<()> {
    for path in parts(folder)? {
        let is_table = path.extension().is_some_and(|extension| extension == "parquet");
        let read = if is_table { of_table(&path, columns, each) } else { of_lines(&path, each) };
        read.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    }
    Ok(())
}

fn parts(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(named)?;
    let is_part = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        super::PART_FORMATS.iter().any(|format| name.strip_suffix(format.name).is_some_and(|stem| stem.ends_with('.')))
    };
    let mut parts: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(is_part).collect();
    parts.sort();
    Ok(parts)
}

fn of_table(path: &Path, columns: &[&str], each: &mut dyn FnMut(ArticleRow)) -> io::Result<()> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?).map_err(io::Error::other)?;
    let roots = reader.schema().fields().iter().enumerate();
    let wanted = roots.filter(|(_, field)| columns.contains(&field.name().as_str())).map(|(at, _)| at);
    let mask = ProjectionMask::roots(reader.parquet_schema(), wanted);
    for batch in reader.with_projection(mask).build().map_err(io::Error::other)? {
        let rows: Vec<ArticleRow> =
            serde_arrow::from_record_batch(&batch.map_err(io::Error::other)?).map_err(io::Error::other)?;
        rows.into_iter().for_each(&mut *each);
    }
    Ok(())
}

fn of_lines(path: &Path, each: &mut dyn FnMut(ArticleRow)) -> io::Result<()> {
    #[derive(Deserialize)]
    struct Line {
        input: String,
        offset: u64,
        n: u32,
        url: Option<String>,
        article: Box<RawValue>,
    }
    for line in BufReader::new(zstd::Decoder::new(File::open(path)?)?).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let article = news_core::from_json(line.article.get()).map_err(io::Error::other)?;
        let record = Record::new(&line.input, line.offset, line.n, line.url, article);
        each(ArticleRow::of(&record, OffsetUnit::Scalar));
    }
    Ok(())
}
