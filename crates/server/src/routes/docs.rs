//! `GET /docs`: the reference as a page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;

use crate::context::Context;
use crate::html::{self, HTML};
use crate::route::{Content, Route};

pub(super) fn route() -> Route {
    let page = Content { summary: "a page", media_types: vec![HTML], schema: None };
    Route::new("docs", (Method::GET, "/docs"), "Describes this API for people", page, docs)
}

async fn docs(State(context): State<Arc<Context>>) -> Response {
    html::response(context.docs.clone())
}
