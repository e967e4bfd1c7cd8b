//! `GET /readyz`: whether a document would be taken now.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;

use crate::context::Context;
use crate::error::ApiError;
use crate::problems;
use crate::route::{Content, Route};

pub(super) fn route() -> Route {
    let ready = Content { summary: "a document would be taken", media_types: vec!["text/plain"], schema: None };
    Route::new("readyz", (Method::GET, "/readyz"), "Tells whether a document would be taken now", ready, readyz)
}

async fn readyz(State(context): State<Arc<Context>>) -> Result<&'static str, ApiError> {
    if context.is_stopping() {
        return Err(ApiError::new(problems::SERVER_BUSY, "the server is about to stop"));
    }
    if context.parsers.is_full() {
        return Err(ApiError::new(problems::SERVER_BUSY, "as many documents are waiting as may"));
    }
    Ok("ok\n")
}
