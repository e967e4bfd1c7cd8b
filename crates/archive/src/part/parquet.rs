//! The table of articles as a file of Parquet.

use std::io;

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::{Hashed, PartOptions, PartWriter, Written};
use crate::record::Record;
use crate::table::{ArticleRow, batch, schema};

/// Rows are given to the writer in batches of so many bytes of text.
const BATCH: usize = 1 << 20;
/// A row group is written out when the writer holds so many bytes for it: what bounds the memory of a worker. Of short stories
/// with many statements that is six times what the group takes in the file.
const ROW_GROUP: usize = 24 << 20;

/// A part being written.
struct Table {
    writer: ArrowWriter<Hashed>,
    options: PartOptions,
    waiting: Vec<ArticleRow>,
    /// Bytes of text in `waiting`.
    size: usize,
    rows: u64,
}

pub(super) fn open(output: Hashed, options: PartOptions) -> io::Result<Box<dyn PartWriter>> {
    let writer = ArrowWriter::try_new(output, schema(options.offsets), Some(properties())).map_err(io::Error::other)?;
    Ok(Box::new(Table { writer, options, waiting: Vec::new(), size: 0, rows: 0 }))
}

impl PartWriter for Table {
    fn push(&mut self, record: &Record) -> io::Result<()> {
        self.rows += 1;
        self.size += record.article.text.len();
        self.waiting.push(ArticleRow::of(record, self.options.offsets));
        if self.size >= BATCH { self.write() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.write()?;
        self.writer.into_inner().map_err(io::Error::other)?.finish(self.rows)
    }
}

impl Table {
    fn write(&mut self) -> io::Result<()> {
        self.writer.write(&batch(&self.waiting, self.options.offsets)?).map_err(io::Error::other)?;
        self.waiting.clear();
        self.size = 0;
        if self.writer.memory_size() >= ROW_GROUP {
            self.writer.flush().map_err(io::Error::other)?;
        }
        Ok(())
    }
}

fn properties() -> WriterProperties {
    let text = ColumnPath::from("text");
    WriterProperties::builder()
        .set_created_by(concat!("news version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        // No story is like another: a dictionary of them is tried in vain, and their first letters help no query.
        .set_column_dictionary_enabled(text.clone(), false)
        .set_column_statistics_enabled(text, EnabledStatistics::None)
        .build()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use news_core::OffsetUnit;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::super::tests::file;
    use super::*;
    use crate::seeds::seeds;

    #[test]
    fn every_seed_is_read_back_as_it_was() {
        let records = seeds(None);
        assert!(records.len() > 100, "{}", records.len());
        for offsets in [OffsetUnit::Scalar, OffsetUnit::Utf16] {
            let options = PartOptions { offsets };
            let bytes = file(open, options, &records).unwrap();
            assert_eq!(bytes, file(open, options, &records).unwrap());
            let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).unwrap();
            assert_eq!(reader.schema(), &schema(offsets));
            let batches = reader.build().unwrap().map(|batch| serde_arrow::from_record_batch(&batch.unwrap()).unwrap());
            let rows: Vec<ArticleRow> = batches.flat_map(|rows: Vec<ArticleRow>| rows).collect();
            let expected: Vec<ArticleRow> = records.iter().map(|record| ArticleRow::of(record, offsets)).collect();
            assert_eq!(rows, expected);
        }
    }

    #[test]
    fn row_groups_end_by_size() {
        let story = seeds(None).swap_remove(0);
        // No two texts alike, so that compression does not hide them from the writer.
        let mut state = 1_u64;
        let mut letter = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _"[(state >> 58) as usize])
        };
        let long = |_| {
            let mut record = story.clone();
            record.article.text.extend((0..BATCH).map(|_| letter()));
            record
        };
        let records: Vec<Record> = (0..30).map(long).collect();
        let bytes = file(open, PartOptions::default(), &records).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).unwrap();
        let groups = reader.metadata().row_groups();
        let sizes: Vec<i64> = groups.iter().map(parquet::file::metadata::RowGroupMetaData::compressed_size).collect();
        let most = i64::try_from(ROW_GROUP + BATCH + BATCH).unwrap();
        assert!(sizes.len() == 2 && sizes.iter().all(|size| *size < most), "{sizes:?}");
    }
}
