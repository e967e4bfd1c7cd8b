//! `GET /v1/formats`: the formats that can be read.

use axum::Json;
use axum::http::Method;
use news_core::FORMATS;
use schemars::JsonSchema;
use serde::Serialize;

use crate::route::{Content, Route};

/// A format that can be read.
#[derive(Serialize, JsonSchema)]
struct Row {
    /// The name: `?from=NAME`, `source.format` of the article.
    name: &'static str,
    /// What it is.
    title: &'static str,
    /// Values of `Content-Type`.
    media_types: &'static [&'static str],
    /// File name extensions without the dot.
    extensions: &'static [&'static str],
}

pub(super) fn route() -> Route {
    let rows = Content::of::<Vec<Row>>("the formats");
    Route::new("formats", (Method::GET, "/v1/formats"), "Lists the formats that can be read", rows, formats)
}

async fn formats() -> Json<Vec<Row>> {
    let rows = FORMATS.iter().map(|format| Row {
        name: format.name,
        title: format.title,
        media_types: format.media_types,
        extensions: format.extensions,
    });
    Json(rows.collect())
}
