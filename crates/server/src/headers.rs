//! Headers that every response carries.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::Next;
use axum::response::Response;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const NEWS_VERSION: HeaderName = HeaderName::from_static("news-version");

/// Requests of this process so far that brought no id of their own.
static UNNAMED: AtomicU64 = AtomicU64::new(0);

/// Adds the request id, the program's version, and the order not to guess types.
pub(crate) async fn add(request: Request, next: Next) -> Response {
    let given = request.headers().get(REQUEST_ID).filter(|id| is_request_id(id)).cloned();
    let id = given.unwrap_or_else(|| HeaderValue::from(UNNAMED.fetch_add(1, Ordering::Relaxed) + 1));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    headers.insert(NEWS_VERSION, HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// 1 to 64 visible ASCII characters: what can stand in any log without quoting.
fn is_request_id(value: &HeaderValue) -> bool {
    (1..=64).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic)
}
