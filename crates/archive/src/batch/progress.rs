//! How far a run is, for whoever shows it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::journal::Entry;
use super::plan::Unit;

/// Counters that workers move.
#[derive(Debug)]
pub struct Progress {
    started: Instant,
    total: u64,
    inputs: u64,
    bytes: AtomicU64,
    articles: AtomicU64,
    errors: AtomicU64,
    inputs_done: AtomicU64,
    /// Bytes and articles that an earlier run did.
    before: [AtomicU64; 2],
}

/// What can be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Bytes of all inputs, as stored, and how many are done.
    pub total: u64,
    /// See `total`.
    pub bytes: u64,
    /// Inputs, and how many are done.
    pub inputs: u64,
    /// See `inputs`.
    pub inputs_done: u64,
    /// Articles so far, with those of earlier runs.
    pub articles: u64,
    /// Items that gave none.
    pub errors: u64,
    /// Articles and bytes a second, of this run.
    pub articles_per_second: f64,
    /// See `articles_per_second`.
    pub bytes_per_second: f64,
    /// Seconds since the run started.
    pub seconds: f64,
}

impl Progress {
    /// For a run over these units.
    pub fn new(units: &[Unit]) -> Self {
        let zero = || AtomicU64::new(0);
        Progress {
            started: Instant::now(),
            total: units.iter().map(|unit| unit.bytes).sum(),
            inputs: units.iter().map(|unit| unit.inputs).sum(),
            bytes: zero(),
            articles: zero(),
            errors: zero(),
            inputs_done: zero(),
            before: [zero(), zero()],
        }
    }

    /// How far the run is.
    pub fn shown(&self) -> Shown {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let seconds = self.started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "rates for people")]
        let rate = |now: u64, before: u64| now.saturating_sub(before) as f64 / seconds.max(1e-3);
        let (bytes, articles) = (get(&self.bytes), get(&self.articles));
        Shown {
            total: self.total,
            bytes,
            inputs: self.inputs,
            inputs_done: get(&self.inputs_done),
            articles,
            errors: get(&self.errors),
            articles_per_second: rate(articles, get(&self.before[1])),
            bytes_per_second: rate(bytes, get(&self.before[0])),
            seconds,
        }
    }

    pub(super) fn add(&self, bytes: u64, articles: u64, errors: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.articles.fetch_add(articles, Ordering::Relaxed);
        self.errors.fetch_add(errors, Ordering::Relaxed);
    }

    pub(super) fn resumed(&self, entry: &Entry) {
        self.add(entry.input_bytes, entry.articles, entry.errors);
        self.before[0].fetch_add(entry.input_bytes, Ordering::Relaxed);
        self.before[1].fetch_add(entry.articles, Ordering::Relaxed);
    }

    pub(super) fn unit_done(&self, unit: &Unit) {
        self.inputs_done.fetch_add(unit.inputs, Ordering::Relaxed);
    }
}
