//! The router, built from the table of routes.

use std::sync::Arc;
use std::thread::available_parallelism;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::time::timeout;

use crate::config::Config;
use crate::context::Context;
use crate::error::ApiError;
use crate::parsers::Parsers;
use crate::{headers, openapi, page, problems, routes};

/// The whole API as a router, without a socket.
///
/// The address of `config` plays no part here; [`serve`](crate::serve) looks at it.
pub fn app(config: &Config) -> Router {
    router(config).0
}

/// The router, and what its handlers share.
pub(crate) fn router(config: &Config) -> (Router, Arc<Context>) {
    let table = routes::table();
    let parsers = Parsers::new(available_parallelism().map_or(1, usize::from), config.limits.queue);
    let context = Arc::new(Context::new(config, parsers, openapi::describe(&table).to_string()));
    let routed =
        table.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.endpoint(&context)));
    let router = routed
        .merge(page::router())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(Arc::clone(&context), in_time))
        .layer(middleware::from_fn(headers::add))
        .with_state(Arc::clone(&context));
    (router, context)
}

/// Ends a request that takes too long. Its parse goes on to the end, where it ends by its own limits, and still counts.
async fn in_time(State(context): State<Arc<Context>>, request: Request, next: Next) -> Result<Response, ApiError> {
    // A batch has no end of its own, and each of its waits has one.
    if request.uri().path() == routes::batch::PATH {
        return Ok(next.run(request).await);
    }
    let late = |_| ApiError::new(problems::REQUEST_TIMEOUT, "the request took longer than this server gives one");
    timeout(context.config.limits.request, next.run(request)).await.map_err(late)
}

async fn not_found(uri: Uri) -> ApiError {
    ApiError::new(problems::NOT_FOUND, format!("no such path \"{}\"; GET /openapi.json lists all", uri.path()))
}

async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    let detail = format!("{method} is not a method of {}; the Allow header lists those it has", uri.path());
    ApiError::new(problems::METHOD_NOT_ALLOWED, detail)
}
