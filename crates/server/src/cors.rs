//! Which pages of other sites may use the API: those that the operator lists, and none by default.

use std::time::Duration;

use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use tower_http::cors::CorsLayer;

use crate::config::Config;
use crate::headers::{NEWS_VERSION, REQUEST_ID, SERVER_TIMING};
use crate::routes::LOST;

/// For how long a browser need not ask again.
const MAX_AGE: Duration = Duration::from_hours(1);

/// The headers for the sites of a configuration, if it lists any.
pub(crate) fn layer(config: &Config) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = config.cors_origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, IF_NONE_MATCH, REQUEST_ID])
        .expose_headers([ETAG, LOST, NEWS_VERSION, RETRY_AFTER, REQUEST_ID, SERVER_TIMING])
        .max_age(MAX_AGE);
    (!origins.is_empty()).then(|| layer.allow_origin(origins))
}

/// Whether this is an origin as browsers write it: scheme, host and perhaps a port, and nothing else.
pub(crate) fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_of_host = |byte: u8| byte.is_ascii_graphic() && !b"/*?#@".contains(&byte);
    host.is_some_and(|host| !host.is_empty() && host.bytes().all(is_of_host))
}
