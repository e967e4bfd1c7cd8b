//! The outermost layer: it opens an entry for every request, and adds the headers that every response carries,
//! and the body of a problem.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CONTENT_LENGTH, ETAG, HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::context::Context;
use crate::entry::Entry;
use crate::error::ApiError;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
pub(crate) const NEWS_VERSION: HeaderName = HeaderName::from_static("news-version");
pub(crate) const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// Requests of this process so far that brought no id of their own.
static UNNAMED: AtomicU64 = AtomicU64::new(0);

/// Adds the request id, the program's version, the order not to guess types, and what the entry knows.
pub(crate) async fn add(State(context): State<Arc<Context>>, mut request: Request, next: Next) -> Response {
    let given = request.headers().get(REQUEST_ID).filter(|id| is_request_id(id)).cloned();
    let id = given.unwrap_or_else(|| HeaderValue::from(UNNAMED.fetch_add(1, Ordering::Relaxed) + 1));
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let name = id.to_str().unwrap_or_default().to_owned();
    let entry = Arc::new(Entry::new(context, name, request.method().clone(), route));
    request.extensions_mut().insert(Arc::clone(&entry));
    let mut response = next.run(request).await;
    let error = response.extensions_mut().remove::<ApiError>();
    entry.answered(response.status(), error.as_ref());
    if let Some(error) = error {
        *response.body_mut() = error.to_json(id.to_str().ok()).into();
        response.headers_mut().remove(CONTENT_LENGTH);
    }
    let facts = entry.facts();
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    headers.insert(NEWS_VERSION, HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let timing = facts.parse.map(|parse| format!("parse;dur={:.3}", parse.as_secs_f64() * 1000.0));
    let tag = facts.tag.filter(|_| [StatusCode::OK, StatusCode::NOT_MODIFIED].contains(&response.status()));
    for (name, value) in [(SERVER_TIMING, timing), (ETAG, tag)] {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// 1 to 64 visible ASCII characters: what can stand in any log without quoting.
fn is_request_id(value: &HeaderValue) -> bool {
    (1..=64).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic)
}
