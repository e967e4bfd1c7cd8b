//! `POST /v1/check`: one document in, what is odd about it out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use news_core::rows::{FindingRow, Row, Sheet};

use super::{any_document, read};
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::query::{self, Reading};
use crate::route::{Content, Route};
use crate::table::{Form, forms};

pub(super) fn route() -> Route {
    let rows = Content { media_types: forms(), ..Content::of::<Vec<FindingRow>>("what was found, a row each") };
    let summary = "Lists what is odd about one document, and what it leaves open";
    Route::new("check", (Method::POST, "/v1/check"), summary, rows, check)
        .takes(any_document())
        .with(query::options_parameters().chain([query::offsets_parameter()]))
}

async fn check(
    State(context): State<Arc<Context>>,
    headers: HeaderMap,
    reading: Reading,
    document: Document,
) -> Result<Response, ApiError> {
    let form = Form::chosen(&headers)?;
    let offsets = reading.offsets;
    let write = move |article: &_| form.written(&FindingRow::all(&Sheet::new(article, "1", offsets)));
    Ok(form.response(read(&context, reading, document, write).await?))
}
