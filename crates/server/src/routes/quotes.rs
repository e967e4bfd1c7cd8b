//! `POST /v1/quotes`: one document in, who said what out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use news_core::rows::{QuoteRow, Row, Sheet};

use super::{any_document, read};
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::query::{self, Reading, Selection};
use crate::route::{Content, Route};
use crate::table::{Form, forms};

pub(super) fn route() -> Route {
    let rows = Content::of::<Vec<QuoteRow>>("who said what, a row per statement");
    let rows = Content { media_types: forms(), ..rows };
    Route::new("quotes", (Method::POST, "/v1/quotes"), "Lists who said what in one document", rows, quotes)
        .takes(any_document())
        .with(query::options_parameters().chain([query::offsets_parameter()]).chain(query::selection_parameters()))
}

async fn quotes(
    State(context): State<Arc<Context>>,
    headers: HeaderMap,
    reading: Reading,
    selection: Selection,
    document: Document,
) -> Result<Response, ApiError> {
    let form = Form::chosen(&headers)?;
    let offsets = reading.offsets;
    let write = move |article: &_| {
        let rows = QuoteRow::all(&Sheet::new(article, "1", offsets));
        let selected: Vec<QuoteRow> = rows.into_iter().filter(|row| selection.takes(row)).collect();
        form.written(&selected)
    };
    Ok(form.response(read(&context, reading, document, write).await?))
}
