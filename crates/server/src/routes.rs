//! The endpoints, one file each, and the table of all of them.

mod detect;
mod formats;
mod livez;
mod openapi;
mod parse;
mod problems;
mod readyz;
mod schema;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use news_core::FORMATS;

use crate::route::{Content, Route};

/// Every endpoint, in the order in which it is documented.
pub(crate) fn table() -> Vec<Route> {
    vec![
        parse::route(),
        detect::route(),
        formats::route(),
        schema::route(),
        problems::route(),
        openapi::route(),
        livez::route(),
        readyz::route(),
    ]
}

/// A request body that is one document of any format.
fn any_document() -> Content {
    let named = FORMATS.iter().flat_map(|format| format.media_types).copied();
    let media_types = named.chain(std::iter::once("application/octet-stream")).collect();
    Content { summary: "one document, raw", media_types, schema: None }
}

/// JSON that is written already.
fn json_text(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
