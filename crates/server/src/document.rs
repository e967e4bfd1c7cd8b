//! The document of a request: its bytes, and what the headers say about them.

use std::sync::Arc;

use axum::body::{Bytes, HttpBody};
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use news_core::FORMATS;

use crate::context::Context;
use crate::error::{ApiError, Limit};
use crate::problems;

/// Types that say nothing about the content. The last is what `curl --data-binary` sends when nobody asked it for a type.
const SILENT: &[&str] = &["application/octet-stream", "application/x-www-form-urlencoded"];

/// One document, raw.
pub(crate) struct Document {
    pub(crate) bytes: Bytes,
    /// Media type of `Content-Type` in lower case, without parameters; empty if there is none.
    media_type: String,
    /// The `charset` parameter of `Content-Type`.
    pub(crate) charset: Option<String>,
}

impl Document {
    /// The format that the media type names; `auto` if it leaves that to the content.
    pub(crate) fn format(&self) -> Result<&'static str, ApiError> {
        let media_type = self.media_type.as_str();
        if media_type.is_empty() || SILENT.contains(&media_type) {
            return Ok("auto");
        }
        let format = FORMATS.iter().find(|format| format.media_types.contains(&media_type));
        format.map(|format| format.name).ok_or_else(|| {
            let known: Vec<&str> = FORMATS.iter().flat_map(|format| format.media_types).copied().collect();
            let detail = format!("Content-Type: expected {}, or none, got \"{media_type}\"", known.join(", "));
            ApiError::new(problems::UNSUPPORTED_MEDIA_TYPE, detail)
        })
    }
}

impl FromRequest<Arc<Context>> for Document {
    type Rejection = ApiError;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, ApiError> {
        let headers = request.headers();
        refuse_compression(headers)?;
        let content_type = header(headers, CONTENT_TYPE);
        let mut parts = content_type.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(charset).map(str::to_owned);
        // A client that says the size beforehand gets its answer before it has sent anything.
        let promised = request.body().size_hint().lower();
        if promised > context.max_body as u64 {
            return Err(too_large(context.max_body, Some(promised)));
        }
        let bytes = Bytes::from_request(request, context).await.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
                too_large(context.max_body, None)
            }
            other => ApiError::new(problems::BODY_UNREADABLE, other.body_text()),
        })?;
        Ok(Document { bytes, media_type, charset })
    }
}

/// The compressed bytes would be read as copy in an unknown encoding, or refused as binary with no hint of the reason.
fn refuse_compression(headers: &HeaderMap) -> Result<(), ApiError> {
    let encoding = header(headers, CONTENT_ENCODING).trim();
    if encoding.is_empty() || encoding.eq_ignore_ascii_case("identity") {
        return Ok(());
    }
    let detail = format!("Content-Encoding: expected none, got \"{encoding}\"");
    Err(ApiError::new(problems::UNSUPPORTED_ENCODING, detail))
}

fn too_large(max: usize, actual: Option<u64>) -> ApiError {
    let found = actual.map_or_else(|| "more".to_owned(), |actual| actual.to_string());
    let detail = format!("body: expected at most {max} bytes, got {found}");
    ApiError::new(problems::BODY_TOO_LARGE, detail).with_limit(Limit { name: "body", max: max as u64, actual })
}

/// A header as text; empty if there is none, or none that is ASCII.
fn header(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.eq_ignore_ascii_case("charset").then(|| value.trim_matches('"'))
}
