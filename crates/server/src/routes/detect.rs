//! `POST /v1/detect`: what a document is, from its beginning.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use news_core::Article;
use news_core::article::{Evidence, Input, Lang};
use schemars::JsonSchema;
use serde::Serialize;

use super::any_document;
use crate::context::Context;
use crate::document::Document;
use crate::error::{ApiError, Limit};
use crate::query::{self, Reading};
use crate::reading::{Deadline, Outcome};
use crate::route::{Content, Route};

/// How much of a document is looked at.
const HEAD: usize = 64 << 10;

/// What a document is.
#[derive(Serialize, JsonSchema)]
struct Detected {
    /// The format: a name of `/v1/formats`.
    format: String,
    /// The character encoding, by its WHATWG name in lower case.
    charset: String,
    /// What the choice of the encoding rests on.
    charset_via: Evidence,
    /// The language of the first story.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    /// Stories in the part that was looked at.
    articles: usize,
}

pub(super) fn route() -> Route {
    let summary = "Tells format, encoding and language from the first 64 KiB, whatever `Content-Type` says";
    let detected = Content::of::<Detected>("what the document is");
    Route::new("detect", (Method::POST, "/v1/detect"), summary, detected, detect)
        .takes(any_document())
        .with(query::options_parameters().filter(|option| option.name == "charset"))
}

async fn detect(
    State(context): State<Arc<Context>>,
    reading: Reading,
    document: Document,
) -> Result<Json<Detected>, ApiError> {
    let mut options = reading.options;
    options.charset = options.charset.or(document.charset);
    let bytes = document.bytes;
    let time = Limit::of_time("document_ms", context.config.limits.document);
    let look = move |deadline: &Deadline| {
        let articles = deadline.read_all(head(&bytes), &options)?.articles;
        let detected = detected(articles);
        Ok((detected.format.clone(), detected))
    };
    let outcome = context.parsers.run(move || Outcome::of(time, look)).await?;
    Ok(Json(outcome.noted(&context, &document.entry)?))
}

fn detected(articles: Vec<Article>) -> Detected {
    let n_articles = articles.len();
    let first = articles.into_iter().next().unwrap_or_default();
    let Input { format, charset, charset_via, .. } = first.source;
    Detected { format, charset, charset_via, lang: first.lang, articles: n_articles }
}

/// The first 64 KiB, cut between characters: half a character at the end would make valid UTF-8 look like another encoding.
///
/// JSON is looked at as a whole, because a record is told from copy by its last bracket.
fn head(bytes: &[u8]) -> &[u8] {
    let Some(head) = bytes.get(..HEAD) else { return bytes };
    if let None | Some(b'{' | b'[') = head.iter().find(|byte| byte.is_ascii_graphic()) {
        return bytes;
    }
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or(head),
        _ => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_ends_between_characters() {
        let copy = format!("x{}", "é".repeat(HEAD));
        assert_eq!(head(copy.as_bytes()).len(), HEAD - 1);
        let latin = [b"x".to_vec(), vec![0xE9; HEAD]].concat();
        assert_eq!(head(&latin).len(), HEAD);
        assert_eq!(head(b"short").len(), 5);
    }

    #[test]
    fn json_and_white_space_are_not_cut() {
        let long = " ".repeat(HEAD);
        assert_eq!(head(format!("\u{FEFF}{{{long}}}").as_bytes()).len(), HEAD + 5);
        assert_eq!(head(format!("{long}Rivers").as_bytes()).len(), HEAD + 6);
    }
}
