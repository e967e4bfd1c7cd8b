//! What a run gave: `run.json`.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::Batch;
use super::journal::{self, Journal};
use super::progress::Progress;

/// Totals of all finished units, and the rates of the last run.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Version of the program.
    pub version: String,
    /// Digest of the options, as in the manifest.
    pub options: String,
    /// Format of the parts.
    pub format: String,
    /// Units of the plan, and how many are finished.
    pub units: u64,
    /// See `units`.
    pub finished: u64,
    /// Documents that were read.
    pub records: u64,
    /// Articles that were written.
    pub articles: u64,
    /// What is no document.
    pub skipped: u64,
    /// Articles below the least quality.
    pub below: u64,
    /// Items that gave no article.
    pub errors: u64,
    /// Bytes of the inputs as stored.
    pub input_bytes: u64,
    /// Bytes of the parts.
    pub bytes: u64,
    /// Seconds, workers and rates of the last run.
    pub seconds: f64,
    /// See `seconds`.
    pub jobs: u64,
    /// See `seconds`.
    pub articles_per_second: f64,
    /// See `seconds`.
    pub input_megabytes_per_second: f64,
}

impl Summary {
    pub(super) fn new(batch: &Batch, journal: &Journal, units: usize, progress: &Progress, options: &str) -> Self {
        let sum = |field: fn(&journal::Entry) -> u64| journal.entries().map(field).sum();
        let shown = progress.shown();
        let rounded = |number: f64| (number * 100.0).round() / 100.0;
        Summary {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            options: options.to_owned(),
            format: batch.format.name.to_owned(),
            units: units as u64,
            finished: journal.entries().count() as u64,
            records: sum(|entry| entry.records),
            articles: sum(|entry| entry.articles),
            skipped: sum(|entry| entry.skipped),
            below: sum(|entry| entry.below),
            errors: sum(|entry| entry.errors),
            input_bytes: sum(|entry| entry.input_bytes),
            bytes: sum(|entry| entry.bytes),
            seconds: rounded(shown.seconds),
            jobs: batch.jobs as u64,
            articles_per_second: rounded(shown.articles_per_second),
            input_megabytes_per_second: rounded(shown.bytes_per_second / 1e6),
        }
    }

    pub(super) fn write(&self, out: &Path) -> io::Result<()> {
        journal::replace(&out.join("run.json"), |file| {
            serde_json::to_writer_pretty(&mut *file, self)?;
            file.write_all(b"\n")
        })
    }
}
