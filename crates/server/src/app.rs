//! The routers: the API, built from the table of routes, and what the operator asks.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::time::timeout;

use crate::config::Config;
use crate::context::Context;
use crate::error::{ApiError, Limit};
use crate::{admin, headers, openapi, page, problems, routes};

/// What is served, without sockets.
#[derive(Clone, Debug)]
pub struct App {
    /// The API and its page, for [`Config::addr`].
    pub api: Router,
    /// Probes and metrics, for [`Config::admin_addr`].
    pub admin: Router,
}

/// The API and what the operator asks, as routers that share one state.
///
/// The addresses of `config` play no part here; [`serve`](crate::serve) looks at them.
pub fn app(config: &Config) -> App {
    with_context(config).0
}

/// The routers, and what their handlers share.
pub(crate) fn with_context(config: &Config) -> (App, Arc<Context>) {
    let table = routes::table();
    let context = Arc::new(Context::new(config, openapi::describe(&table).to_string()));
    let routed =
        table.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.endpoint(&context)));
    let api = routed
        .merge(page::router())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(Arc::clone(&context), in_time));
    let [api, admin] = [api, admin::router().fallback(not_found)].map(|router| {
        let headers = middleware::from_fn_with_state(Arc::clone(&context), headers::add);
        router.layer(headers).with_state(Arc::clone(&context))
    });
    (App { api, admin }, context)
}

/// Ends a request that takes too long. Its parse goes on to the end, where it ends by its own limits, and still counts.
async fn in_time(State(context): State<Arc<Context>>, request: Request, next: Next) -> Result<Response, ApiError> {
    // A batch has no end of its own, and each of its waits has one.
    if request.uri().path() == routes::batch::PATH {
        return Ok(next.run(request).await);
    }
    let time = context.config.limits.request;
    let late = |_| {
        let error = ApiError::new(problems::REQUEST_TIMEOUT, "the request took longer than this server gives one");
        error.with_limit(Limit::of_time("request_ms", time))
    };
    timeout(time, next.run(request)).await.map_err(late)
}

async fn not_found(uri: Uri) -> ApiError {
    ApiError::new(problems::NOT_FOUND, format!("no such path \"{}\"; GET /openapi.json lists all", uri.path()))
}

async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    let detail = format!("{method} is not a method of {}; the Allow header lists those it has", uri.path());
    ApiError::new(problems::METHOD_NOT_ALLOWED, detail)
}
