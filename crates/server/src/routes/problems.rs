//! `GET /problems/{code}`: what a code means and what to do.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use news_core::Code;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::accept;
use crate::error::ApiError;
use crate::html::{self, HTML};
use crate::parameter::{Parameter, Place};
use crate::problems::{self, ARCHIVES, PROBLEMS};
use crate::route::{Content, JSON, Route};

const FORMS: &[&str] = &[JSON, HTML];

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
    let help = Content { media_types: FORMS.to_vec(), ..Content::of::<Explanation>("the help text") };
    Route::new("problems", (Method::GET, "/problems/{code}"), "Explains the code of a problem or a note", help, explain)
        .with([Parameter {
            name: "code",
            place: Place::Path,
            summary: "A name such as `empty-input`, or a number such as `N0201`".to_owned(),
            example: "empty-input".into(),
            schema: json!({"type": "string"}),
        }])
}

async fn explain(headers: HeaderMap, code: Result<Path<String>, PathRejection>) -> Result<Response, ApiError> {
    let Path(code) = code?;
    let form = accept::choose(&headers, FORMS)?;
    let ours = PROBLEMS.iter().find(|problem| problem.code.eq_ignore_ascii_case(&code));
    let ours = ours.map(|problem| Explanation { code: problem.code, number: None, help: problem.help });
    let row = Code::find(&code).or_else(|| ARCHIVES.iter().find(|row| code.eq_ignore_ascii_case(row.name)));
    let parsers = row.map(|row| Explanation { code: row.name, number: Some(row.code), help: row.help });
    let found = ours.or(parsers).ok_or_else(|| {
        ApiError::new(problems::NOT_FOUND, format!("unknown code \"{code}\", expected one like empty-input or N0201"))
    })?;
    if form == HTML {
        return Ok(html::response(html::page(found.code, &format!("<p>{}</p>\n", html::prose(found.help)))));
    }
    Ok(Json(found).into_response())
}
