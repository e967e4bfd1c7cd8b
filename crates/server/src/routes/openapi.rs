//! `GET /openapi.json`: the description of the API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde_json::json;

use super::json_text;
use crate::context::Context;
use crate::route::{Content, Route};

pub(super) fn route() -> Route {
    let document = Content::json("an OpenAPI 3.1 document", json!({"type": "object"}));
    Route::new("openapi", (Method::GET, "/openapi.json"), "Describes this API", document, openapi)
}

async fn openapi(State(context): State<Arc<Context>>) -> Response {
    json_text(context.openapi.clone())
}
