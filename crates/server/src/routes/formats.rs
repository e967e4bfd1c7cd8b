//! `GET /v1/formats`: the formats that can be read and written.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::Method;
use news_core::{FORMATS, OUTPUTS, fields};
use schemars::JsonSchema;
use serde::Serialize;

use crate::route::{Content, Route};

/// What can be read and written.
#[derive(Serialize, JsonSchema)]
struct Formats {
    inputs: Vec<Input>,
    outputs: Vec<Written>,
}

/// A format that can be read.
#[derive(Serialize, JsonSchema)]
struct Input {
    /// The name: `?from=NAME`, `source.format` of the article.
    name: &'static str,
    /// What it is.
    title: &'static str,
    /// Values of `Content-Type`.
    media_types: &'static [&'static str],
    /// File name extensions without the dot.
    extensions: &'static [&'static str],
}

/// A format that can be written.
#[derive(Serialize, JsonSchema)]
struct Written {
    /// The name: `?to=NAME`.
    name: &'static str,
    /// What it is.
    title: &'static str,
    /// The value of `Content-Type`, and of `Accept`.
    media_types: [&'static str; 1],
    /// File name extensions without the dot.
    extensions: [&'static str; 1],
    /// Whether it can hold a field of the article: `yes`, `part` or `no`.
    holds: BTreeMap<&'static str, &'static str>,
}

pub(super) fn route() -> Route {
    let rows = Content::of::<Formats>("the formats");
    Route::new("formats", (Method::GET, "/v1/formats"), "Lists the formats that can be read and written", rows, formats)
}

async fn formats() -> Json<Formats> {
    let inputs = FORMATS.iter().map(|format| Input {
        name: format.name,
        title: format.title,
        media_types: format.media_types,
        extensions: format.extensions,
    });
    let outputs = OUTPUTS.iter().map(|output| Written {
        name: output.name,
        title: output.title,
        media_types: [output.media_type],
        extensions: [output.extension],
        holds: fields().map(|field| (field, output.holds(field).name())).collect(),
    });
    Json(Formats { inputs: inputs.collect(), outputs: outputs.collect() })
}
