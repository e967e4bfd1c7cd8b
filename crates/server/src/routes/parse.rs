//! `POST /v1/parse`: one document in, its article out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde_json::json;

use super::{any_document, json_text, read};
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::query::{self, Reading};
use crate::route::{Content, Route};

pub(super) fn route() -> Route {
    let article = Content::json("the article", json!({"$ref": "#/components/schemas/Article"}));
    Route::new("parse", (Method::POST, "/v1/parse"), "Reads one document into one article", article, parse)
        .takes(any_document())
        .with(query::options_parameters().chain([query::offsets_parameter()]))
}

async fn parse(
    State(context): State<Arc<Context>>,
    reading: Reading,
    document: Document,
) -> Result<Response, ApiError> {
    let offsets = reading.offsets;
    read(&context, reading, document, move |article| news_core::to_json(article, offsets)).await.map(json_text)
}
