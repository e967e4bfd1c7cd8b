//! `GET /v1/limits`: how much this server takes, so that a client need not find out by being refused.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use schemars::JsonSchema;
use serde::Serialize;

use super::batch::OPEN;
use crate::context::Context;
use crate::error::millis;
use crate::route::{Content, Route};

/// How much this server takes. A problem that comes from a limit has its name in `limit.name`.
#[derive(Serialize, JsonSchema)]
struct Limits {
    /// Bytes of a body as it is sent, and of a line of a batch.
    max_body: u64,
    /// Bytes of a compressed body once it is decoded.
    max_decoded: u64,
    /// Bytes of all bodies that are here at once; more are turned away with 503, and batches held back.
    max_bodies: u64,
    /// Words and marks of prose in one story.
    max_words: u64,
    /// Connections at once; more wait to be accepted.
    connections: u64,
    /// Documents that are read at once.
    running: u64,
    /// Documents that may wait; more are turned away with 503.
    waiting: u64,
    /// Requests at once that a client does well to keep to, if it is alone.
    suggested_concurrency: u64,
    /// Documents of one batch that are open at once.
    batch_open: u64,
    /// Documents a minute for each token; absent if there is no such limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_per_minute: Option<u32>,
    /// Milliseconds for the head of a request.
    head_ms: u64,
    /// Milliseconds between two pieces of a body.
    body_idle_ms: u64,
    /// Milliseconds until the client takes the next piece of an answer.
    write_idle_ms: u64,
    /// Milliseconds for a request, unless it is a batch.
    request_ms: u64,
    /// Milliseconds for reading one document.
    document_ms: u64,
    /// Milliseconds that a document may wait for its turn, unless it is of a batch.
    queue_ms: u64,
}

pub(super) fn route() -> Route {
    let content = Content::of::<Limits>("the limits of this server");
    Route::new("limits", (Method::GET, "/v1/limits"), "Tells how much this server takes", content, limits)
}

async fn limits(State(context): State<Arc<Context>>) -> Json<Limits> {
    let (config, limits, parsers) = (&context.config, &context.config.limits, &context.parsers);
    Json(Limits {
        max_body: limits.max_body as u64,
        max_decoded: limits.max_decoded as u64,
        max_bodies: limits.max_bodies as u64,
        max_words: limits.max_words,
        connections: limits.connections as u64,
        running: parsers.most_running as u64,
        waiting: parsers.most_waiting as u64,
        suggested_concurrency: parsers.most_running as u64,
        batch_open: OPEN as u64,
        rate_per_minute: config.rate_per_minute.map(Into::into),
        head_ms: millis(limits.head),
        body_idle_ms: millis(limits.body_idle),
        write_idle_ms: millis(limits.write_idle),
        request_ms: millis(limits.request),
        document_ms: millis(limits.document),
        queue_ms: millis(limits.queue),
    })
}
