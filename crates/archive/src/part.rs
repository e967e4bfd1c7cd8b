//! Part files: the table of their formats, and what a run knows of a written one.

mod jsonl;
mod parquet;
mod rows;

use std::io::{self, Write};

use news_core::OffsetUnit;
use sha2::{Digest, Sha256};

pub(crate) use self::rows::each_row;
use crate::hex::hex;
use crate::record::Record;

/// Writes the records of one part, in order. Dropping it leaves an unfinished part behind, which its owner removes.
pub trait PartWriter {
    /// Adds a record.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn push(&mut self, record: &Record) -> io::Result<()>;

    /// Completes the part and passes everything on to the output.
    ///
    /// # Errors
    /// As [`push`](PartWriter::push).
    fn finish(self: Box<Self>) -> io::Result<Written>;
}

/// How parts are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartOptions {
    /// The unit in which positions are counted.
    pub offsets: OffsetUnit,
}

/// Opens a part over an output. The same records and options give the same bytes.
type Open = fn(Hashed, PartOptions) -> io::Result<Box<dyn PartWriter>>;

/// A format of parts.
#[derive(Clone, Copy, Debug)]
pub struct PartFormat {
    /// The name, and the extension of the files.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Opens a part.
    pub open: Open,
}

/// The formats of parts; the first is the usual one.
pub const PART_FORMATS: &[PartFormat] = &[
    PartFormat { name: "parquet", title: "a table with nested columns, in Parquet", open: parquet::open },
    PartFormat { name: "jsonl.zst", title: "JSON Lines, compressed with Zstandard", open: jsonl::open },
];

/// The row of a name.
pub fn part_format_named(name: &str) -> Option<&'static PartFormat> {
    PART_FORMATS.iter().find(|format| format.name == name)
}

/// A part that is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Records.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Digest of the file, hexadecimal.
    pub sha256: String,
}

/// An output that counts and digests what passes through it.
pub struct Hashed {
    output: Box<dyn Write + Send>,
    digest: Sha256,
    bytes: u64,
}

impl Hashed {
    /// Writes to `output`.
    pub fn new(output: impl Write + Send + 'static) -> Self {
        Hashed { output: Box::new(output), digest: Sha256::new(), bytes: 0 }
    }

    /// What was written, once it has been passed on.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self, rows: u64) -> io::Result<Written> {
        self.output.flush()?;
        Ok(Written { rows, bytes: self.bytes, sha256: hex(&self.digest.finalize()) })
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.output.write(bytes)?;
        self.digest.update(bytes.get(..n).unwrap_or(bytes));
        self.bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// An output that can be looked at from outside.
    struct Sent(mpsc::Sender<Vec<u8>>);

    impl Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(bytes.to_vec()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The file that a format makes of records.
    pub(super) fn file(open: Open, options: PartOptions, records: &[Record]) -> io::Result<Vec<u8>> {
        let (sender, bytes) = mpsc::channel();
        let mut part = open(Hashed::new(Sent(sender)), options)?;
        records.iter().try_for_each(|record| part.push(record))?;
        let written = part.finish()?;
        let bytes: Vec<u8> = bytes.iter().flatten().collect();
        assert_eq!((written.rows, written.bytes), (records.len() as u64, bytes.len() as u64));
        assert_eq!(written.sha256, hex(&Sha256::digest(&bytes)));
        Ok(bytes)
    }
}
