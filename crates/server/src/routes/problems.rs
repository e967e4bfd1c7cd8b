//! `GET /problems/{code}`: what a code means and what to do.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::Method;
use news_core::Code;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::error::ApiError;
use crate::parameter::{Parameter, Place};
use crate::problems::{self, PROBLEMS};
use crate::route::{Content, Route};

/// The help text of a code.
#[derive(Serialize, JsonSchema)]
struct Explanation {
    /// The name of a problem or a note.
    code: &'static str,
    /// Its number in the parser's table, as the notes of an article have it; absent for problems of HTTP.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'static str>,
    /// What it means and what to do.
    help: &'static str,
}

pub(super) fn route() -> Route {
    let help = Content::of::<Explanation>("the help text");
    Route::new("problems", (Method::GET, "/problems/{code}"), "Explains the code of a problem or a note", help, explain)
        .with([Parameter {
            name: "code",
            place: Place::Path,
            summary: "A name such as `empty-input`, or a number such as `N0201`".to_owned(),
            example: "empty-input".into(),
            schema: json!({"type": "string"}),
        }])
}

async fn explain(code: Result<Path<String>, PathRejection>) -> Result<Json<Explanation>, ApiError> {
    let Path(code) = code?;
    let ours = PROBLEMS.iter().find(|problem| problem.code.eq_ignore_ascii_case(&code));
    let ours = ours.map(|problem| Explanation { code: problem.code, number: None, help: problem.help });
    let parsers =
        || Code::find(&code).map(|row| Explanation { code: row.name, number: Some(row.code), help: row.help });
    ours.or_else(parsers).map(Json).ok_or_else(|| {
        ApiError::new(problems::NOT_FOUND, format!("unknown code \"{code}\", expected one like empty-input or N0201"))
    })
}
