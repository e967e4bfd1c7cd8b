//! The document of a request: its bytes, and what the headers say about them.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use http_body_util::BodyExt;
use news_core::FORMATS;
use tokio::time::timeout;

use crate::coding::Coding;
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
    /// The document of a request.
    pub(crate) async fn of(request: Request, context: &Arc<Context>) -> Result<Self, ApiError> {
        let headers = request.headers();
        let coding = Coding::named(header(headers, CONTENT_ENCODING))?;
        let content_type = header(headers, CONTENT_TYPE);
        let mut parts = content_type.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(charset).map(str::to_owned);
        let body = read(request.into_body(), context).await?;
        let bytes = match coding {
            None => body,
            Some(coding) => {
                let most = context.config.limits.max_decoded;
                context.parsers.run(move || coding.decode(&body, most)).await??.into()
            }
        };
        Ok(Document { bytes, media_type, charset })
    }

    /// The format that the media type names; `auto` if it leaves that to the content.
    pub(crate) fn format(&self) -> Result<&'static str, ApiError> {
        named_format(&self.media_type)
    }
}

/// The format that a media type names; `auto` if it leaves that to the content.
pub(crate) fn named_format(media_type: &str) -> Result<&'static str, ApiError> {
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

impl FromRequest<Arc<Context>> for Document {
    type Rejection = ApiError;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, ApiError> {
        Document::of(request, context).await
    }
}

/// The whole body, if it is not too large and its pieces keep coming.
async fn read(mut body: Body, context: &Context) -> Result<Bytes, ApiError> {
    let max = context.config.limits.max_body;
    // A client that says the size beforehand gets its answer before it has sent anything.
    let promised = body.size_hint().lower();
    if promised > max as u64 {
        return Err(too_large(max, Some(promised)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(promised).unwrap_or_default());
    loop {
        let late = |_| ApiError::new(problems::REQUEST_TIMEOUT, "body: no byte came for a while");
        let Some(frame) = timeout(context.config.limits.body_idle, body.frame()).await.map_err(late)? else { break };
        let frame = frame.map_err(|error| ApiError::new(problems::BODY_UNREADABLE, error.to_string()))?;
        let piece = frame.into_data().unwrap_or_default();
        if bytes.len() + piece.len() > max {
            return Err(too_large(max, None));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.into())
}

fn too_large(max: usize, actual: Option<u64>) -> ApiError {
    let found = actual.map_or_else(|| "more".to_owned(), |actual| actual.to_string());
    let detail = format!("body: expected at most {max} bytes, got {found}");
    ApiError::new(problems::BODY_TOO_LARGE, detail).with_limit(Limit { name: "body", max: max as u64, actual })
}

/// A header as text; empty if there is none, or none that is ASCII.
pub(crate) fn header(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.eq_ignore_ascii_case("charset").then(|| value.trim_matches('"'))
}
