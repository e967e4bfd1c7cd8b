//! `POST /v1/quotes`: one document in, who said what out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use news_core::rows::{QuoteRow, Row, Sheet, csv_head, csv_line, json};

use super::{any_document, read};
use crate::accept;
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::query::{self, Reading, Selection};
use crate::route::{Content, JSON, NDJSON, Route};

const CSV: &str = "text/csv";
const FORMS: &[&str] = &[JSON, NDJSON, CSV];

pub(super) fn route() -> Route {
    let rows = Content::of::<Vec<QuoteRow>>("who said what, a row per statement");
    let rows = Content { media_types: FORMS.to_vec(), ..rows };
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
    let form = accept::choose(&headers, FORMS)?;
    let offsets = reading.offsets;
    let write = move |article: &_| {
        let rows = QuoteRow::all(&Sheet::new(article, "1", offsets));
        let selected: Vec<QuoteRow> = rows.into_iter().filter(|row| selection.takes(row)).collect();
        written(&selected, form)
    };
    let body = read(&context, reading, document, write).await?;
    let content_type = if form == CSV { "text/csv; charset=utf-8" } else { form };
    Ok(([(CONTENT_TYPE, content_type)], body).into_response())
}

fn written(rows: &[QuoteRow], form: &str) -> String {
    match form {
        CSV => std::iter::once(csv_head::<QuoteRow>()).chain(rows.iter().map(csv_line)).collect(),
        NDJSON => rows.iter().map(|row| json(row) + "\n").collect(),
        _ => format!("[{}]", rows.iter().map(json).collect::<Vec<_>>().join(",")),
    }
}
