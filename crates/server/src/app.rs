//! The router, built from the table of routes.

use std::sync::Arc;
use std::thread::available_parallelism;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use axum::middleware;

use crate::config::Config;
use crate::context::Context;
use crate::error::ApiError;
use crate::parsers::Parsers;
use crate::{headers, openapi, page, problems, routes};

/// The whole API as a router, without a socket.
///
/// The address of `config` plays no part here; [`serve`](crate::serve) looks at it.
pub fn app(config: &Config) -> Router {
    let table = routes::table();
    let context = Context {
        max_body: config.max_body,
        parsers: Parsers::new(available_parallelism().map_or(1, usize::from)),
        openapi: openapi::describe(&table).to_string(),
    };
    let routed = table.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.endpoint()));
    routed
        .merge(page::router())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(config.max_body))
        .layer(middleware::from_fn(headers::add))
        .with_state(Arc::new(context))
}

async fn not_found(uri: Uri) -> ApiError {
    ApiError::new(problems::NOT_FOUND, format!("no such path \"{}\"; GET /openapi.json lists all", uri.path()))
}

async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    let detail = format!("{method} is not a method of {}; the Allow header lists those it has", uri.path());
    ApiError::new(problems::METHOD_NOT_ALLOWED, detail)
}
