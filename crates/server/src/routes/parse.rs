//! `POST /v1/parse`: one document in, its article out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use news_core::ErrorKind;
use serde_json::json;

use super::{any_document, json_text};
use crate::context::Context;
use crate::document::Document;
use crate::error::{ApiError, Limit};
use crate::query::{self, Reading};
use crate::route::{Content, Route};

pub(super) fn route() -> Route {
    let article = Content::json("the article", json!({"$ref": "/v1/schema/article"}));
    Route::new("parse", (Method::POST, "/v1/parse"), "Reads one document into one article", article, parse)
        .takes(any_document())
        .with(query::options_parameters().chain([query::offsets_parameter()]))
}

async fn parse(
    State(context): State<Arc<Context>>,
    reading: Reading,
    document: Document,
) -> Result<Response, ApiError> {
    let Reading { mut options, offsets, names_format } = reading;
    if !names_format {
        document.format()?.clone_into(&mut options.from);
    }
    options.charset = options.charset.or(document.charset);
    let limit = Limit { name: "max_size", max: options.max_size, actual: Some(document.bytes.len() as u64) };
    let bytes = document.bytes;
    let work = move || news_core::read(&bytes, &options).map(|article| news_core::to_json(&article, offsets));
    match context.parsers.run(work).await? {
        Ok(json) => Ok(json_text(json)),
        Err(error) if error.kind() == ErrorKind::TooLarge => Err(ApiError::from(error).with_limit(limit)),
        Err(error) => Err(error.into()),
    }
}
