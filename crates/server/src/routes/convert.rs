//! `POST /v1/convert`: one document in, its article in another format out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::{IntoResponse, Response};
use news_core::{Article, Layout, Loss, OUTPUTS, Output};

use super::{any_document, read};
use crate::accept;
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::problems;
use crate::query::{self, Conversion, Reading};
use crate::route::{Content, Route};

/// The fields that the format has no place for, or holds only in part; none of those that reading the answer finds again.
pub(crate) const LOST: HeaderName = HeaderName::from_static("news-lost");

pub(super) fn route() -> Route {
    let media_types = OUTPUTS.iter().map(|output| output.media_type).collect();
    let converted = Content {
        summary: "the article in the format of `to`, else of `Accept`; the header `News-Lost` lists fields that it has no place for",
        media_types,
        schema: None,
    };
    Route::new("convert", (Method::POST, "/v1/convert"), "Converts one document to another format", converted, convert)
        .takes(any_document())
        .with(query::options_parameters().chain([query::offsets_parameter()]).chain(query::conversion_parameters()))
}

async fn convert(
    State(context): State<Arc<Context>>,
    headers: HeaderMap,
    reading: Reading,
    conversion: Conversion,
    document: Document,
) -> Result<Response, ApiError> {
    let output = chosen(&headers, &conversion)?;
    let layout = Layout { indent: false, furniture: conversion.furniture, offsets: reading.offsets };
    let write = move |article: &Article| {
        let lost = lost(&output.losses(article, layout));
        (output.write(article, layout), lost)
    };
    let (text, lost) = read(&context, reading, document, write).await?;
    if conversion.strict && !lost.is_empty() {
        let detail = format!("{} has no place for all of {lost}", output.name);
        return Err(ApiError::new(problems::FIELDS_LOST, detail));
    }
    let charset = if output.media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    let content_type = format!("{}{charset}", output.media_type);
    let mut response = ([(CONTENT_TYPE, content_type)], text).into_response();
    if let (Ok(lost), false) = (HeaderValue::from_str(&lost), lost.is_empty()) {
        response.headers_mut().insert(LOST, lost);
    }
    Ok(response)
}

/// The format that the query names, if the client takes its type; without a name the first of the type it likes best.
fn chosen(headers: &HeaderMap, conversion: &Conversion) -> Result<&'static Output, ApiError> {
    if let Some(output) = conversion.to {
        accept::choose(headers, &[output.media_type])?;
        return Ok(output);
    }
    let offered: Vec<&str> = OUTPUTS.iter().map(|output| output.media_type).collect();
    let media_type = accept::choose(headers, &offered)?;
    Ok(OUTPUTS.iter().find(|output| output.media_type == media_type).expect("one of those offered"))
}

fn lost(losses: &[Loss]) -> String {
    let lost = losses.iter().filter(|loss| !loss.found_again).map(|loss| loss.field);
    lost.collect::<Vec<_>>().join(", ")
}
