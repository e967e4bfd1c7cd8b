//! `POST /v1/batch`: many documents in, an article or a problem for each out, while they still come.
//!
//! NDJSON holds a document a line, a form a document a file, an archive any number of them. A document of any other format is
//! taken as well, a feed or a package for all of its items.
//! The answer is NDJSON. No more documents are read than may be open, and one is open until its answer is sent: a client that
//! does not read its answers is not read either.

mod archive;
mod documents;
mod files;
mod line;
mod lines;
mod write;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use news_archive::Item;
use news_archive::containers::{CONTAINERS, container_named};
use news_core::{Excerpt, OffsetUnit, Options};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};

use self::archive::Archive;
use self::documents::{Documents, Sent};
use self::files::{FORM, Files};
use self::lines::Lines;
use self::write::Answer;
use super::any_document;
use crate::context::Context;
use crate::document::{Document, header, hints, media_type, named_container};
use crate::entry::Entry;
use crate::error::{ApiError, Limit};
use crate::query::{self, InOrder, Reading};
use crate::reading::{Deadline, Outcome};
use crate::route::{Content, NDJSON, Route};

/// The path, which has no limit of time as a whole.
pub(crate) const PATH: &str = "/v1/batch";

/// Documents of one request that are open at once: read, and not yet answered.
pub(crate) const OPEN: usize = 64;

/// Archives of all requests that are taken apart at once.
pub(crate) const ARCHIVES: usize = 16;

pub(super) fn route() -> Route {
    let lines = Content {
        summary: "a line for each article, with `index`, `id`, `item` where a document holds several, and `article` or `problem`; \
                  the last line is the `summary`, and without it the answer was cut",
        media_types: vec![NDJSON],
        schema: None,
    };
    let mut documents = any_document();
    let archives = CONTAINERS.iter().flat_map(|container| container.media_types).copied();
    documents.media_types.splice(0..0, [NDJSON, FORM].into_iter().chain(archives));
    documents.summary = "a line for each document: `content` or `content_base64`, and what is known of `id`, `content_type`, `url` \
                         and `date`; or a form of files; or an archive, compressed or not; or one document with any number of articles";
    Route::new("batch", (Method::POST, PATH), "Reads many documents and answers while they come", lines, batch)
        .takes(documents)
        .with(
            query::options_parameters()
                .chain(query::excerpt_parameters())
                .chain([query::offsets_parameter(), query::order_parameter()]),
        )
}

async fn batch(
    State(context): State<Arc<Context>>,
    reading: Reading,
    InOrder(in_order): InOrder,
    request: Request,
) -> Result<Response, ApiError> {
    let entry = Entry::of(request.extensions());
    let Reading { mut options, offsets, excerpt, names_format } = reading;
    let documents = documents(request, &mut options, names_format, &context).await?;
    let (answers, answered) = mpsc::channel(OPEN);
    let job = Arc::new(Job { context, entry, options, offsets, excerpt, answers });
    tokio::spawn(job.read(documents));
    let (sender, body) = Channel::<Bytes>::new(1);
    tokio::spawn(write::write(sender, answered, in_order));
    // Compression asks for trailers behind the end.
    Ok(([(CONTENT_TYPE, NDJSON)], Body::new(body.fuse())).into_response())
}

/// The documents of a request. What is compressed, and what is one document, is here as a whole before the first is read.
///
/// An archive that the options name is no format of its items.
async fn documents(
    request: Request,
    options: &mut Options,
    names_format: bool,
    context: &Arc<Context>,
) -> Result<Documents, ApiError> {
    let content_type = header(request.headers(), CONTENT_TYPE).to_owned();
    let (media_type, _) = media_type(&content_type);
    let asked = container_named(&options.from).filter(|container| !container.media_types.is_empty());
    if asked.is_some() {
        options.from = Options::default().from;
    }
    let container = asked.or_else(|| named_container(&media_type));
    if container.is_none() && ![NDJSON, FORM].contains(&media_type.as_str()) {
        let hints = hints(&content_type, names_format)?;
        let bytes = Document::of(request, context).await?.bytes.into();
        let sent = Sent { id: None, item: Ok(Item { bytes, hints, offset: 0 }) };
        return Ok(Documents::One(Some(Box::new(sent))));
    }
    let is_coded = !header(request.headers(), CONTENT_ENCODING).is_empty();
    let body = if is_coded { Document::of(request, context).await?.bytes.into() } else { request.into_body() };
    Ok(match container {
        Some(container) => Documents::Archive(Archive::open(container, body, context)?),
        None if media_type == FORM => Documents::Files(Files::new(body, &content_type, names_format, context)?),
        None => Documents::Lines(Lines::new(body, context)),
    })
}

/// What the readings of one request share.
struct Job {
    context: Arc<Context>,
    entry: Arc<Entry>,
    options: Options,
    offsets: OffsetUnit,
    excerpt: Excerpt,
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
            let place = Arc::clone(&open).acquire_owned().await.expect("nobody closes the semaphore");
            let mut room = self.context.bodies.room();
            let sent = match room.resize_patiently(sent.size(), self.context.config.limits.body_idle).await {
                Ok(()) => sent,
                Err(error) => Sent { item: Err(error), ..sent },
            };
            let job = Arc::clone(&self);
            tokio::spawn(async move {
                let answer = job.answer(index, sent, time).await;
                let _ = job.answers.send(answer.while_open(place, room)).await;
            });
            index += 1;
        }
        self.entry.note(|facts| facts.bytes = facts.bytes.or(documents.received()));
    }

    async fn answer(&self, index: usize, sent: Sent, time: Limit) -> Answer {
        let articles = match sent.item {
            Ok(item) => self.articles(item, time).await,
            Err(error) => Err(error),
        };
        if let Err(error) = &articles {
            self.entry.count_problem(error);
        }
        Answer::of(index, sent.id.as_ref(), &articles)
    }

    /// The articles of a document as JSON; at least one.
    async fn articles(&self, item: Item, time: Limit) -> Result<Vec<String>, ApiError> {
        let options = item.hints.options(&self.options);
        let (offsets, excerpt) = (self.offsets, self.excerpt.clone());
        let read = move |deadline: &Deadline| {
            let reading = deadline.read_all(&item.bytes, &options)?;
            let mut articles =
                if reading.articles.is_empty() { vec![reading.into_article()?] } else { reading.articles };
            for article in &mut articles {
                item.hints.complete(article);
            }
            let format = articles.first().map(|article| article.source.format.clone()).unwrap_or_default();
            Ok((format, articles.iter().map(|article| excerpt.to_json(article, offsets)).collect()))
        };
        let outcome = self.context.parsers.run_patiently(move || Outcome::of(time, read)).await?;
        outcome.noted(&self.context, &self.entry)
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
