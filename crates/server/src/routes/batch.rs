//! `POST /v1/batch`: many documents in, an article or a problem for each out, while they still come.
//!
//! NDJSON holds a document a line. A document of any other format is taken as well, a feed or a package for all of its items.
//! The answer is NDJSON. No more documents are read than may be open, and one is open until its answer is sent: a client that
//! does not read its answers is not read either.

mod lines;
mod write;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http_body_util::channel::Channel;
use news_core::{Article, OffsetUnit, Options, read_items};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};

use self::lines::Lines;
use self::write::Answer;
use super::any_document;
use crate::context::Context;
use crate::document::{Document, header, named_format};
use crate::entry::Entry;
use crate::error::ApiError;
use crate::problems;
use crate::query::{self, InOrder, Reading};
use crate::reading::Outcome;
use crate::route::{Content, NDJSON, Route};

/// The path, which has no limit of time as a whole.
pub(crate) const PATH: &str = "/v1/batch";

/// Documents of one request that are open at once: read, and not yet answered.
const OPEN: usize = 64;

pub(super) fn route() -> Route {
    let lines = Content {
        summary: "a line for each article, with `index`, `id`, `item` where a document holds several, and `article` or `problem`; \
                  the last line is the `summary`, and without it the answer was cut",
        media_types: vec![NDJSON],
        schema: None,
    };
    let mut documents = any_document();
    documents.media_types.insert(0, NDJSON);
    documents.summary = "a line for each document: `content` or `content_base64`, and what is known of `id`, `content_type`, `url` \
                         and `date`; or one document with any number of articles";
    Route::new("batch", (Method::POST, PATH), "Reads many documents and answers while they come", lines, batch)
        .takes(documents)
        .with(query::options_parameters().chain([query::offsets_parameter(), query::order_parameter()]))
}

async fn batch(
    State(context): State<Arc<Context>>,
    reading: Reading,
    InOrder(in_order): InOrder,
    request: Request,
) -> Result<Response, ApiError> {
    let headers = request.headers();
    let is_lines = header(headers, CONTENT_TYPE).split(';').next().is_some_and(|name| name.trim() == NDJSON);
    let is_coded = !header(headers, CONTENT_ENCODING).is_empty();
    let (answers, answered) = mpsc::channel(OPEN);
    let entry = Entry::of(request.extensions());
    let Reading { options, offsets, names_format } = reading;
    let job = Arc::new(Job { context: Arc::clone(&context), entry, options, offsets, answers });
    if is_lines && !is_coded {
        tokio::spawn(job.read(Lines::new(request.into_body(), &context)));
    } else {
        let document = Document::of(request, &context).await?;
        if is_lines {
            tokio::spawn(job.read(Lines::new(document.bytes.into(), &context)));
        } else {
            let mut options = job.options.clone();
            if !names_format {
                document.format()?.clone_into(&mut options.from);
            }
            options.charset = options.charset.or(document.charset);
            tokio::spawn(async move { job.whole(document.bytes, options).await });
        }
    }
    let (sender, body) = Channel::<Bytes>::new(1);
    tokio::spawn(write::write(sender, answered, in_order));
    Ok(([(CONTENT_TYPE, NDJSON)], Body::new(body)).into_response())
}

/// A document of a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Given back as it came.
    #[serde(default)]
    id: Option<Value>,
    content: Option<String>,
    content_base64: Option<String>,
    content_type: Option<String>,
    url: Option<String>,
    date: Option<String>,
}

/// What the readings of one request share.
struct Job {
    context: Arc<Context>,
    entry: Arc<Entry>,
    options: Options,
    offsets: OffsetUnit,
    answers: mpsc::Sender<Answer>,
}

impl Job {
    /// Reads the documents of the lines, several at a time.
    async fn read(self: Arc<Self>, mut lines: Lines) {
        let open = Arc::new(Semaphore::new(OPEN));
        let client = self.entry.facts().client.unwrap_or_default();
        let mut index = 0;
        // Nobody waits for answers any more when the client is gone.
        while !self.answers.is_closed() {
            let line = match lines.next().await {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    // What was cut has no summary.
                    let _ = self.answers.send(Answer::broken(index, error)).await;
                    return;
                }
            };
            // The first was taken from the quota with the request; of the others none is refused, the body waits.
            if let Some(limiter) = self.context.limiter.as_ref().filter(|_| index > 0) {
                limiter.wait(client).await;
            }
            let room = Arc::clone(&open).acquire_owned().await.expect("nobody closes the semaphore");
            let job = Arc::clone(&self);
            tokio::spawn(async move {
                let answer = job.answer(index, line).await;
                let _ = job.answers.send(answer.while_open(room)).await;
            });
            index += 1;
        }
        self.entry.note(|facts| facts.bytes = facts.bytes.or(Some(lines.received)));
    }

    async fn whole(&self, bytes: Bytes, options: Options) {
        let answer = Answer::of(0, None, &self.articles(bytes, options).await);
        let _ = self.answers.send(answer).await;
    }

    async fn answer(&self, index: usize, line: Result<Vec<u8>, ApiError>) -> Answer {
        let line = line.and_then(|line| {
            serde_json::from_slice::<Line>(&line).map_err(|error| bad_line(&format!("expected a document: {error}")))
        });
        let mut line = match line {
            Ok(line) => line,
            Err(error) => return Answer::of(index, None, &Err(error)),
        };
        let id = line.id.take();
        let articles = match self.document(line) {
            Ok((bytes, options)) => self.articles(bytes, options).await,
            Err(error) => Err(error),
        };
        Answer::of(index, id.as_ref(), &articles)
    }

    /// The bytes of a line, and how they are to be read.
    fn document(&self, line: Line) -> Result<(Bytes, Options), ApiError> {
        let bytes = match (line.content, line.content_base64) {
            (Some(content), None) => content.into_bytes(),
            (None, Some(base64)) => {
                BASE64_STANDARD.decode(base64).map_err(|error| bad_line(&format!("content_base64: {error}")))?
            }
            _ => return Err(bad_line("expected one of content and content_base64")),
        };
        let mut options = self.options.clone();
        if let Some(content_type) = line.content_type {
            named_format(&content_type)?.clone_into(&mut options.from);
        }
        options.url = line.url.or(options.url);
        if let Some(date) = line.date {
            options.date = query::date(&date)?.date;
        }
        Ok((bytes.into(), options))
    }

    /// The articles of a document as JSON.
    async fn articles(&self, bytes: Bytes, options: Options) -> Result<Vec<String>, ApiError> {
        let offsets = self.offsets;
        let written = move |article: &Article| news_core::to_json(article, offsets);
        let read = move || {
            let articles = read_items(&bytes, &options)?;
            let format = articles.first().map(|article| article.source.format.clone()).unwrap_or_default();
            Ok((format, articles.iter().map(written).collect()))
        };
        let outcome = self.context.parsers.run_patiently(|| Outcome::of(read)).await?;
        Ok(outcome.noted(&self.context, &self.entry)?)
    }
}

fn bad_line(detail: &str) -> ApiError {
    ApiError::new(problems::BAD_ENVELOPE, detail)
}

/// The envelope of an answer.
fn envelope(index: usize, id: Option<&Value>, item: Option<usize>) -> String {
    let mut head = json!({"index": index});
    if let Some(id) = id {
        head["id"] = id.clone();
    }
    if let Some(item) = item {
        head["item"] = item.into();
    }
    let mut head = head.to_string();
    head.pop();
    head
}
