//! The document of a request: its bytes, and what the headers say about them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use news_archive::containers::{CONTAINERS, Container};
use news_archive::{Coding, Hints};
use news_core::FORMATS;
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use crate::coding;
use crate::context::Context;
use crate::entry::Entry;
use crate::error::{ApiError, Limit};
use crate::problems;
use crate::tag::Tag;

/// Types that say nothing about the content. The last is what `curl --data-binary` sends when nobody asked it for a type.
const SILENT: &[&str] = &["application/octet-stream", "application/x-www-form-urlencoded"];

/// One document, raw.
pub(crate) struct Document {
    pub(crate) bytes: Bytes,
    /// Media type of `Content-Type` in lower case, without parameters; empty if there is none.
    media_type: String,
    /// The `charset` parameter of `Content-Type`.
    pub(crate) charset: Option<String>,
    /// Where to note what is learned of it.
    pub(crate) entry: Arc<Entry>,
}

impl Document {
    /// The document of a request.
    pub(crate) async fn of(request: Request, context: &Arc<Context>) -> Result<Self, ApiError> {
        Received::of(request, context).await?.decoded(context).await
    }

    /// The format that the media type names; none if it leaves that to the content.
    pub(crate) fn format(&self) -> Result<Option<&'static str>, ApiError> {
        named_format(&self.media_type)
    }
}

/// The archive that a media type names.
pub(crate) fn named_container(media_type: &str) -> Option<&'static Container> {
    CONTAINERS.iter().find(|container| container.media_types.contains(&media_type))
}

/// What a `Content-Type` tells of a document; where the query names the format, only the encoding.
pub(crate) fn hints(content_type: &str, names_format: bool) -> Result<Hints, ApiError> {
    let (media_type, charset) = media_type(content_type);
    let format = if names_format { None } else { named_format(&media_type)? };
    Ok(Hints { format, charset, ..Hints::default() })
}

/// The format that a media type names; none if it leaves that to the content.
fn named_format(media_type: &str) -> Result<Option<&'static str>, ApiError> {
    if media_type.is_empty() || SILENT.contains(&media_type) {
        return Ok(None);
    }
    if named_container(media_type).is_some() {
        let detail =
            format!("Content-Type: expected one document, got \"{media_type}\"; POST /v1/batch takes archives");
        return Err(ApiError::new(problems::CONTAINER_INPUT, detail));
    }
    let format = FORMATS.iter().find(|format| format.media_types.contains(&media_type));
    format.map(|format| Some(format.name)).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().flat_map(|format| format.media_types).copied().collect();
        let detail = format!("Content-Type: expected {}, or none, got \"{media_type}\"", known.join(", "));
        ApiError::new(problems::UNSUPPORTED_MEDIA_TYPE, detail)
    })
}

impl FromRequest<Arc<Context>> for Document {
    /// A problem, or that the client has the answer already.
    type Rejection = Response;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Response> {
        let tag = Tag::of(&request);
        let received = Received::of(request, context).await.map_err(IntoResponse::into_response)?;
        let (tag, is_known) = tag.with(&received.digest);
        received.document.entry.note(|facts| facts.tag = Some(tag));
        if is_known {
            return Err(StatusCode::NOT_MODIFIED.into_response());
        }
        received.decoded(context).await.map_err(IntoResponse::into_response)
    }
}

/// A document as it was sent.
struct Received {
    document: Document,
    coding: Option<Coding>,
    digest: [u8; 32],
}

impl Received {
    async fn of(request: Request, context: &Context) -> Result<Self, ApiError> {
        let entry = Entry::of(request.extensions());
        let headers = request.headers();
        let coding = coding::named(header(headers, CONTENT_ENCODING))?;
        let content_type = header(headers, CONTENT_TYPE);
        let (media_type, charset) = media_type(content_type);
        let (bytes, digest) = read(request.into_body(), context).await?;
        entry.note(|facts| {
            facts.bytes = Some(bytes.len() as u64);
            facts.digest = Some(digest);
        });
        Ok(Received { document: Document { bytes, media_type, charset, entry }, coding, digest })
    }

    async fn decoded(self, context: &Context) -> Result<Document, ApiError> {
        let Some(coding) = self.coding else { return Ok(self.document) };
        let (body, most) = (self.document.bytes, context.config.limits.max_decoded);
        let mut room = context.bodies.room();
        let bytes = context.parsers.run(move || coding::decoded(coding, &body, most)).await??;
        room.resize(bytes.len())?;
        Ok(Document { bytes: room.with(bytes), ..self.document })
    }
}

/// The whole body and its digest, if it is not too large and its pieces keep coming.
async fn read(mut body: Body, context: &Context) -> Result<(Bytes, [u8; 32]), ApiError> {
    let max = context.config.limits.max_body;
    // A client that says the size beforehand gets its answer before it has sent anything.
    let promised = body.size_hint().lower();
    if promised > max as u64 {
        return Err(too_large(max, Some(promised)));
    }
    let promised = usize::try_from(promised).unwrap_or_default();
    context.bodies.check(promised)?;
    // What is promised and never comes takes no room.
    let mut room = context.bodies.room();
    let mut bytes = Vec::with_capacity(promised);
    let mut digest = Sha256::new();
    while let Some(piece) = next_piece(&mut body, context).await? {
        if bytes.len() + piece.len() > max {
            return Err(too_large(max, None));
        }
        room.resize(bytes.len() + piece.len())?;
        digest.update(&piece);
        bytes.extend_from_slice(&piece);
    }
    Ok((room.with(bytes), digest.finalize().into()))
}

/// The next piece of a body, which must come in time.
pub(crate) async fn next_piece(body: &mut Body, context: &Context) -> Result<Option<Bytes>, ApiError> {
    let idle = context.config.limits.body_idle;
    let Some(frame) = timeout(idle, body.frame()).await.map_err(|_| too_slow(idle))? else { return Ok(None) };
    let frame = frame.map_err(|error| ApiError::new(problems::BODY_UNREADABLE, error.to_string()))?;
    Ok(Some(frame.into_data().unwrap_or_default()))
}

pub(crate) fn too_slow(idle: Duration) -> ApiError {
    let error = ApiError::new(problems::REQUEST_TIMEOUT, "body: no byte came for a while");
    error.with_limit(Limit::of_time("body_idle_ms", idle))
}

pub(crate) fn too_large(max: usize, actual: Option<u64>) -> ApiError {
    let found = actual.map_or_else(|| "more".to_owned(), |actual| actual.to_string());
    let detail = format!("body: expected at most {max} bytes, got {found}");
    ApiError::new(problems::BODY_TOO_LARGE, detail).with_limit(Limit { name: "max_body", max: max as u64, actual })
}

/// A header as text; empty if there is none, or none that is ASCII.
pub(crate) fn header(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The media type of a `Content-Type` in lower case, without parameters, and its `charset`.
pub(crate) fn media_type(content_type: &str) -> (String, Option<String>) {
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    (media_type, parts.find_map(charset).map(str::to_owned))
}

fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.eq_ignore_ascii_case("charset").then(|| value.trim_matches('"'))
}
