//! What the operator's own machines ask, on an address of its own: `/livez`, `/readyz` and `/metrics`.
//!
//! It asks for no token and counts against no quota, so that a probe never fails for lack of one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::context::Context;
use crate::error::ApiError;
use crate::metrics::OPEN_METRICS;
use crate::parsers::stopping;

pub(crate) fn router() -> Router<Arc<Context>> {
    Router::new().route("/livez", get(livez)).route("/readyz", get(readyz)).route("/metrics", get(metrics))
}

/// Whether the process answers at all.
async fn livez() -> &'static str {
    "ok\n"
}

/// Whether the process is to be asked further. A full queue is over in a moment, and under one load all machines have one, so
/// that it is no reason to take any away.
async fn readyz(State(context): State<Arc<Context>>) -> Result<&'static str, ApiError> {
    if context.is_stopping() { Err(stopping()) } else { Ok("ok\n") }
}

async fn metrics(State(context): State<Arc<Context>>) -> Response {
    ([(CONTENT_TYPE, OPEN_METRICS)], context.metrics.text(&context.parsers)).into_response()
}
