//! When to end early.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Units that are finished within this time are kept; longer ones are dropped and done again by the next run.
const GRACE: Duration = Duration::from_secs(8);

/// Tells workers to end.
#[derive(Debug, Default)]
pub struct Stop {
    /// Set by a signal.
    asked: Arc<AtomicBool>,
    /// When the first worker saw it.
    since: OnceLock<Instant>,
    now: AtomicBool,
}

impl Stop {
    /// A stop that `flag` asks for, as handlers of signals set one.
    pub fn on(flag: Arc<AtomicBool>) -> Self {
        Stop { asked: flag, ..Stop::default() }
    }

    /// No further unit is to be started.
    pub(super) fn is_asked(&self) -> bool {
        self.now.load(Ordering::Relaxed) || self.asked.load(Ordering::Relaxed)
    }

    /// Units under work are to be dropped.
    pub(super) fn is_due(&self) -> bool {
        self.now.load(Ordering::Relaxed)
            || self.asked.load(Ordering::Relaxed) && self.since.get_or_init(Instant::now).elapsed() > GRACE
    }

    /// Ends the run without waiting.
    pub(super) fn now(&self) {
        self.now.store(true, Ordering::Relaxed);
    }
}
