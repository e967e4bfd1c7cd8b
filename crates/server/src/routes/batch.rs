//! `POST /v1/batch`: many documents in, an article or a problem for each out, while they still come.
//!
//! NDJSON holds a document a line, a form a document a file. A document of any other format is taken as well, a feed or a package
//! for all of its items.
//! The answer is NDJSON. No more documents are read than may be open, and one is open until its answer is sent: a client that
//! does not read its answers is not read either.

mod documents;
mod files;
mod lines;
mod write;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use http_body_util::channel::Channel;
use news_core::{OffsetUnit, Options};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};

use self::documents::{Documents, Refused, Sent};
use self::files::{FORM, Files};
use self::lines::Lines;
use self::write::Answer;
use super::any_document;
use crate::context::Context;
use crate::document::{Document, header, media_type, named_format};
use crate::entry::Entry;
use crate::error::{ApiError, Limit};
use crate::query::{self, InOrder, Reading};
use crate::reading::{Deadline, Outcome};
use crate::route::{Content, NDJSON, Route};

/// The path, which has no limit of time as a whole.
pub(crate) const PATH: &str = "/v1/batch";

/// Documents of one request that are open at once: read, and not yet answered.
pub(crate) const OPEN: usize = 64;

pub(super) fn route() -> Route {
    let lines = Content {
        summary: "a line for each article, with `index`, `id`, `item` where a document holds several, and `article` or `problem`; \
                  the last line is the `summary`, and without it the answer was cut",
        media_types: vec![NDJSON],
        schema: None,
    };
    let mut documents = any_document();
    documents.media_types.splice(0..0, [NDJSON, FORM]);
    documents.summary = "a line for each document: `content` or `content_base64`, and what is known of `id`, `content_type`, `url` \
                         and `date`; or a form of files; or one document with any number of articles";
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
    let entry = Entry::of(request.extensions());
    let Reading { options, offsets, names_format } = reading;
    let documents = documents(request, names_format, &context).await?;
    let (answers, answered) = mpsc::channel(OPEN);
    let job = Arc::new(Job { context, entry, options, offsets, answers });
    tokio::spawn(job.read(documents));
    let (sender, body) = Channel::<Bytes>::new(1);
    tokio::spawn(write::write(sender, answered, in_order));
    Ok(([(CONTENT_TYPE, NDJSON)], Body::new(body)).into_response())
}

/// The documents of a request. What is compressed, and what is one document, is here as a whole before the first is read.
async fn documents(request: Request, names_format: bool, context: &Arc<Context>) -> Result<Documents, ApiError> {
    let content_type = header(request.headers(), CONTENT_TYPE).to_owned();
    let (media_type, _) = media_type(&content_type);
    let is_one = ![NDJSON, FORM].contains(&media_type.as_str());
    if is_one && !names_format {
        named_format(&media_type)?;
    }
    if is_one {
        let bytes = Document::of(request, context).await?.bytes;
        let sent = Sent { bytes, content_type: Some(content_type), keeps_format: names_format, ..Sent::default() };
        return Ok(Documents::One(Some(sent)));
    }
    let is_coded = !header(request.headers(), CONTENT_ENCODING).is_empty();
    let body = if is_coded { Document::of(request, context).await?.bytes.into() } else { request.into_body() };
    Ok(match media_type.as_str() {
        FORM => Documents::Files(Files::new(body, &content_type, names_format, context)?),
        _ => Documents::Lines(Lines::new(body, context)),
    })
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
    /// Reads the documents, several at a time.
    async fn read(self: Arc<Self>, mut documents: Documents) {
        let open = Arc::new(Semaphore::new(OPEN));
        let client = self.entry.facts().client.unwrap_or_default();
        let time = documents.time(&self.context.config.limits);
        let mut index = 0;
        // Nobody waits for answers any more when the client is gone.
        while !self.answers.is_closed() {
            let sent = match documents.next().await {
                Ok(Some(sent)) => sent,
                Ok(None) => break,
                Err(error) => {
                    self.entry.count_problem(&error);
                    // What was cut has no summary.
                    let _ = self.answers.send(Answer::broken(index, error)).await;
                    break;
                }
            };
            // The first was taken from the quota with the request; of the others none is refused, the body waits.
            if let Some(limiter) = self.context.limiter.as_ref().filter(|_| index > 0) {
                limiter.wait(client).await;
            }
            let room = Arc::clone(&open).acquire_owned().await.expect("nobody closes the semaphore");
            let job = Arc::clone(&self);
            tokio::spawn(async move {
                let answer = job.answer(index, sent, time).await;
                let _ = job.answers.send(answer.while_open(room)).await;
            });
            index += 1;
        }
        self.entry.note(|facts| facts.bytes = facts.bytes.or(documents.received()));
    }

    async fn answer(&self, index: usize, sent: Result<Sent, Refused>, time: Limit) -> Answer {
        let (id, articles) = match sent {
            Err(Refused { id, error }) => (id, Err(error)),
            Ok(mut sent) => (sent.id.take(), self.articles(sent, time).await),
        };
        if let Err(error) = &articles {
            self.entry.count_problem(error);
        }
        Answer::of(index, id.as_ref(), &articles)
    }

    /// The articles of a document as JSON.
    async fn articles(&self, sent: Sent, time: Limit) -> Result<Vec<String>, ApiError> {
        let options = self.options(&sent)?;
        let offsets = self.offsets;
        let read = move |deadline: &Deadline| {
            let articles = deadline.read_all(&sent.bytes, &options)?.articles;
            let format = articles.first().map(|article| article.source.format.clone()).unwrap_or_default();
            Ok((format, articles.iter().map(|article| news_core::to_json(article, offsets)).collect()))
        };
        let outcome = self.context.parsers.run_patiently(move || Outcome::of(time, read)).await?;
        outcome.noted(&self.context, &self.entry)
    }

    /// How a document is to be read.
    fn options(&self, sent: &Sent) -> Result<Options, ApiError> {
        let mut options = self.options.clone();
        if let Some(content_type) = &sent.content_type {
            let (media_type, charset) = media_type(content_type);
            if !sent.keeps_format {
                named_format(&media_type)?.clone_into(&mut options.from);
            }
            options.charset = options.charset.or(charset);
        }
        options.url = sent.url.clone().or(options.url);
        if let Some(date) = &sent.date {
            options.date = query::date(date)?.date;
        }
        Ok(options)
    }
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
