//! `GET /v1/schema/{name}`: JSON Schemas of what the API answers.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::Method;
use serde_json::{Value, json};

use crate::error::{ApiError, ProblemDocument};
use crate::parameter::{Parameter, Place};
use crate::problems;
use crate::route::{Content, Route};

/// A name, and what writes the schema.
type Row = (&'static str, fn() -> Value);

const SCHEMAS: &[Row] = &[("article", news_core::article_schema), ("problem", problem)];

pub(super) fn route() -> Route {
    let schema = Content::json("a JSON Schema (2020-12)", json!({"type": "object"}));
    Route::new(
        "schema",
        (Method::GET, "/v1/schema/{name}"),
        "Gives the schema of an article or a problem",
        schema,
        of_name,
    )
    .with([Parameter {
        name: "name",
        place: Place::Path,
        summary: "The name of the schema".to_owned(),
        example: "article".into(),
        schema: json!({"type": "string", "enum": names()}),
    }])
}

async fn of_name(name: Result<Path<String>, PathRejection>) -> Result<Json<Value>, ApiError> {
    let Path(name) = name?;
    let row = SCHEMAS.iter().find(|(known, _)| *known == name);
    row.map(|(_, schema)| Json(schema())).ok_or_else(|| {
        let detail = format!("unknown schema \"{name}\", expected one of {}", names().join(", "));
        ApiError::new(problems::NOT_FOUND, detail)
    })
}

fn names() -> Vec<&'static str> {
    SCHEMAS.iter().map(|(name, _)| *name).collect()
}

fn problem() -> Value {
    schemars::schema_for!(ProblemDocument).to_value()
}
