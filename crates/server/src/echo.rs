//! The floor of measurements: the same server, and the body is the answer. Built only with the feature `echo`, and no part of
//! what [`serve`](crate::serve) serves.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::routing::post;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

use crate::app::in_time;
use crate::config::Config;
use crate::context::Context;
use crate::document::Document;
use crate::error::ApiError;
use crate::headers;
use crate::serve::accept_all;

/// Answers `POST /echo` with the body, for as long as it is waited for: by the accept loop, the limits and the pool of the
/// service.
pub async fn echo(listener: TcpListener, config: &Config) {
    let context = Arc::new(Context::new(config, &[]));
    let router = Router::new()
        .route("/echo", post(answer))
        .layer(from_fn_with_state(Arc::clone(&context), in_time))
        .layer(from_fn_with_state(Arc::clone(&context), headers::add))
        .with_state(context);
    accept_all(listener, router, &config.limits, &GracefulShutdown::new()).await;
}

async fn answer(State(context): State<Arc<Context>>, document: Document) -> Result<Bytes, ApiError> {
    context.parsers.run(move || document.bytes).await
}
