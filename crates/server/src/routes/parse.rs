//! `POST /v1/parse`: one document in, its article out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use news_core::{Article, Layout, output_named};
use serde_json::json;

use super::{any_document, json_text, read};
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::html::{self, HTML};
use crate::query::{self, Reading};
use crate::route::{Content, JSON, Route};
use crate::{accept, problems};

const FORMS: &[&str] = &[JSON, HTML];

pub(super) fn route() -> Route {
    // With `include` or `fields` it is a part of the record, of which nothing is required.
    let schema = json!({"anyOf": [{"$ref": "#/components/schemas/Article"}, {"type": "object"}]});
    let summary = "the article, or what `include`, `fields` and `min_confidence` leave of it; as HTML its prose with what was found \
                   in it marked";
    let article = Content { media_types: FORMS.to_vec(), ..Content::json(summary, schema) };
    Route::new("parse", (Method::POST, "/v1/parse"), "Reads one document into one article", article, parse)
        .takes(any_document())
        .with(query::options_parameters().chain(query::excerpt_parameters()).chain([query::offsets_parameter()]))
}

async fn parse(
    State(context): State<Arc<Context>>,
    headers: HeaderMap,
    reading: Reading,
    document: Document,
) -> Result<Response, ApiError> {
    let (offsets, excerpt) = (reading.offsets, reading.excerpt.clone());
    if accept::choose(&headers, FORMS)? == JSON {
        let write = move |article: &Article| excerpt.to_json(article, offsets);
        return read(&context, reading, document, write).await.map(json_text);
    }
    if !excerpt.is_whole() {
        let detail = "Accept: expected application/json with include, fields or min_confidence, got text/html";
        return Err(ApiError::new(problems::NOT_ACCEPTABLE, detail));
    }
    let annotated = output_named("annotated").expect("a row of the table of outputs");
    let write = move |article: &Article| annotated.write(article, Layout::default());
    read(&context, reading, document, write).await.map(html::response)
}
