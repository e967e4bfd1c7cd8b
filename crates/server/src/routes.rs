//! The endpoints, one file each, and the table of all of them.

pub(crate) mod batch;
mod check;
mod convert;
mod detect;
mod docs;
mod formats;
mod limits;
mod openapi;
mod parse;
mod problems;
mod quotes;
mod schema;
mod version;

pub(crate) use convert::LOST;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use news_core::{Article, FORMATS};

use crate::context::Context;
use crate::document::Document;
use crate::error::{ApiError, Limit};
use crate::query::Reading;
use crate::reading::{Deadline, Outcome};
use crate::route::{Content, Route};

/// Every endpoint, in the order in which it is documented.
pub(crate) fn table() -> Vec<Route> {
    vec![
        parse::route(),
        quotes::route(),
        convert::route(),
        batch::route(),
        check::route(),
        detect::route(),
        formats::route(),
        limits::route(),
        schema::route(),
        version::route(),
        problems::route(),
        openapi::route(),
        docs::route(),
    ]
}

/// A request body that is one document of any format.
fn any_document() -> Content {
    let named = FORMATS.iter().flat_map(|format| format.media_types).copied();
    let media_types = named.chain(std::iter::once("application/octet-stream")).collect();
    Content { summary: "one document, raw", media_types, schema: None }
}

/// Reads the one article of a document, on a parser's thread, and makes what `write` makes of it.
async fn read<T: Send + 'static>(
    context: &Context,
    reading: Reading,
    document: Document,
    write: impl FnOnce(&Article) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let Reading { mut options, names_format, .. } = reading;
    if let Some(format) = document.format()?.filter(|_| !names_format) {
        format.clone_into(&mut options.from);
    }
    options.charset = options.charset.or(document.charset);
    let bytes = document.bytes;
    let time = Limit::of_time("document_ms", context.config.limits.document);
    let read = move |deadline: &Deadline| {
        let article = deadline.read_all(&bytes, &options)?.into_article()?;
        let written = write(&article);
        Ok((article.source.format, written))
    };
    let outcome = context.parsers.run(move || Outcome::of(time, read)).await?;
    outcome.noted(context, &document.entry)
}

/// JSON that is written already.
fn json_text(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
