//! `GET /version`: which program answers.

use axum::Json;
use axum::http::Method;
use schemars::JsonSchema;
use serde::Serialize;

use crate::route::{Content, Route};

/// Which program answers.
#[derive(Serialize, JsonSchema)]
struct Version {
    /// Its name.
    name: &'static str,
    /// Its version; the header `News-Version` of every answer has it, too.
    version: &'static str,
}

pub(super) fn route() -> Route {
    let content = Content::of::<Version>("name and version");
    Route::new("version", (Method::GET, "/version"), "Tells which program answers", content, version)
}

async fn version() -> Json<Version> {
    Json(Version { name: "news", version: env!("CARGO_PKG_VERSION") })
}
