//! `GET /livez`: whether the process answers at all.

use axum::http::Method;

use crate::route::{Content, Route};

pub(super) fn route() -> Route {
    let alive = Content { summary: "the process answers", media_types: vec!["text/plain"], schema: None };
    Route::new("livez", (Method::GET, "/livez"), "Tells whether the process answers", alive, livez)
}

async fn livez() -> &'static str {
    "ok\n"
}
