//! The work of a parser's thread, with what the metrics and the log want to know of it.

use std::time::{Duration, Instant};

use news_core::Error;

use crate::context::Context;
use crate::entry::Entry;

/// What reading a document came to.
pub(crate) struct Outcome<T> {
    /// The format it has, and what was made of it.
    result: Result<(String, T), Error>,
    took: Duration,
}

impl<T> Outcome<T> {
    /// Reads, on this thread.
    pub(crate) fn of(read: impl FnOnce() -> Result<(String, T), Error>) -> Self {
        let start = Instant::now();
        Outcome { result: read(), took: start.elapsed() }
    }

    /// What was made of the document, once it is counted and noted.
    pub(crate) fn noted(self, context: &Context, entry: &Entry) -> Result<T, Error> {
        let (format, outcome) = match &self.result {
            Ok((format, _)) => (format.as_str(), "article"),
            // The name that was asked for may be anything.
            Err(error) => ("unknown", error.code().name),
        };
        context.metrics.document(format, outcome, self.took);
        entry.note(|facts| {
            facts.format = Some(format.to_owned());
            facts.parse = Some(facts.parse.unwrap_or_default() + self.took);
        });
        self.result.map(|(_, made)| made)
    }
}
