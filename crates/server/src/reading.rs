//! The work of a parser's thread: reading, with an end, and with what the metrics and the log want to know of it.

use std::time::{Duration, Instant};

use news_core::{Error, ErrorKind, Options, Reading};

use crate::context::Context;
use crate::entry::Entry;
use crate::error::{ApiError, Limit};
use crate::problems;

/// When a reading began, and how many milliseconds it may take.
pub(crate) struct Deadline {
    start: Instant,
    limit: Limit,
}

impl Deadline {
    /// Reads all articles of a document, as long as there is time.
    pub(crate) fn read_all(&self, bytes: &[u8], options: &Options) -> Result<Reading, Error> {
        let time = Duration::from_millis(self.limit.max);
        news_core::read_all_while(bytes, options, &|| self.start.elapsed() < time)
    }
}

/// What reading a document came to.
pub(crate) struct Outcome<T> {
    /// The format it has, and what was made of it.
    result: Result<(String, T), Error>,
    took: Duration,
    limit: Limit,
}

impl<T> Outcome<T> {
    /// Reads, on this thread.
    pub(crate) fn of(limit: Limit, read: impl FnOnce(&Deadline) -> Result<(String, T), Error>) -> Self {
        let deadline = Deadline { start: Instant::now(), limit };
        let result = read(&deadline);
        Outcome { result, took: deadline.start.elapsed(), limit: deadline.limit }
    }

    /// What was made of the document, once it is counted and noted.
    pub(crate) fn noted(self, context: &Context, entry: &Entry) -> Result<T, ApiError> {
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
        self.result.map(|(_, made)| made).map_err(|error| match error.kind() {
            ErrorKind::Stopped => {
                let detail = format!("reading the document took longer than {} ms", self.limit.max);
                ApiError::new(problems::DOCUMENT_TOO_COMPLEX, detail).with_limit(self.limit)
            }
            _ => error.into(),
        })
    }
}
