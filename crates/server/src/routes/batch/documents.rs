//! The documents of a batch, one by one as they come: lines of NDJSON, files of a form, or one document as it is.

use axum::body::Bytes;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::Value;

use super::files::Files;
use super::lines::Lines;
use crate::error::{ApiError, Limit};
use crate::limits::Limits;
use crate::problems;

/// Where the documents come from.
pub(super) enum Documents {
    Lines(Lines),
    Files(Files),
    /// Which may hold any number of articles.
    One(Option<Sent>),
}

/// A document, and what is known of it.
#[derive(Default)]
pub(super) struct Sent {
    /// Given back as it came.
    pub(super) id: Option<Value>,
    pub(super) bytes: Bytes,
    /// As the header of the name has it.
    pub(super) content_type: Option<String>,
    /// Whether the query names the format, which then goes before the types that clients write by themselves.
    pub(super) keeps_format: bool,
    pub(super) url: Option<String>,
    pub(super) date: Option<String>,
}

/// What is no document, and why.
pub(super) struct Refused {
    pub(super) id: Option<Value>,
    pub(super) error: ApiError,
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Refused { id: None, error }
    }
}

impl Documents {
    /// The next document, or why it is none; an error where the body breaks off.
    pub(super) async fn next(&mut self) -> Result<Option<Result<Sent, Refused>>, ApiError> {
        match self {
            Documents::Lines(lines) => {
                let line = lines.next().await?;
                Ok(line.map(|line| line.map_err(Refused::from).and_then(|line| of_line(&line))))
            }
            Documents::Files(files) => files.next().await,
            Documents::One(document) => Ok(document.take().map(Ok)),
        }
    }

    /// How long reading one of them may take. One that comes alone may be a feed, of any number of articles.
    pub(super) fn time(&self, limits: &Limits) -> Limit {
        match self {
            Documents::Lines(_) | Documents::Files(_) => Limit::of_time("document_ms", limits.document),
            Documents::One(_) => Limit::of_time("request_ms", limits.request),
        }
    }

    /// Bytes that came until now, where that is not known beforehand.
    pub(super) fn received(&self) -> Option<u64> {
        match self {
            Documents::Lines(lines) => Some(lines.received),
            Documents::Files(files) => Some(files.received),
            Documents::One(_) => None,
        }
    }
}

/// A line of NDJSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    content: Option<String>,
    content_base64: Option<String>,
    content_type: Option<String>,
    url: Option<String>,
    date: Option<String>,
}

fn of_line(line: &[u8]) -> Result<Sent, Refused> {
    let line: Line = serde_json::from_slice(line).map_err(|error| bad(&format!("expected a document: {error}")))?;
    let Line { id, content_type, url, date, .. } = line;
    let bytes = match (line.content, line.content_base64) {
        (Some(content), None) => Ok(content.into_bytes()),
        (None, Some(base64)) => {
            BASE64_STANDARD.decode(base64).map_err(|error| bad(&format!("content_base64: {error}")))
        }
        _ => Err(bad("expected one of content and content_base64")),
    };
    match bytes {
        Ok(bytes) => Ok(Sent { id, bytes: bytes.into(), content_type, url, date, ..Sent::default() }),
        Err(error) => Err(Refused { id, error }),
    }
}

fn bad(detail: &str) -> ApiError {
    ApiError::new(problems::BAD_ENVELOPE, detail)
}
