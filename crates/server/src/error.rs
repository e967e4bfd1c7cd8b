//! The one error of the API, and its form on the wire (RFC 9457).

use std::time::Duration;

use axum::extract::rejection::PathRejection;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use news_core::{PassedLimit, SourcePlace};
use schemars::JsonSchema;
use serde::Serialize;

use crate::problems::{self, Problem};

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request has no other answer.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) problem: Problem,
    detail: String,
    pub(crate) limit: Option<Limit>,
    place: Option<Box<Place>>,
}

impl ApiError {
    pub(crate) fn new(problem: Problem, detail: impl Into<String>) -> Self {
        ApiError { problem, detail: detail.into(), limit: None, place: None }
    }

    /// The same error with the limit that was passed.
    pub(crate) fn with_limit(self, limit: Limit) -> Self {
        ApiError { limit: Some(limit), ..self }
    }
}

impl From<news_core::Error> for ApiError {
    fn from(error: news_core::Error) -> Self {
        let limit = error.limit().map(|PassedLimit { name, max, actual }| Limit { name, max, actual });
        let place = error.place().map(|SourcePlace { span, line, column }| {
            Box::new(Place { start: span.start, end: span.end, line, column })
        });
        ApiError { problem: problems::of_error(&error), detail: error.to_string(), limit, place }
    }
}

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> Self {
        ApiError::new(problems::NOT_FOUND, rejection.body_text())
    }
}

impl ApiError {
    /// The problem as JSON: with the request that it answers, or for a line of an answer that goes on.
    pub(crate) fn to_json(&self, request: Option<&str>) -> String {
        let Problem { code, status, retryable, .. } = self.problem;
        let document = ProblemDocument {
            r#type: format!("/problems/{code}"),
            title: code.replace('-', " "),
            status: status.as_u16(),
            detail: self.detail.clone(),
            instance: request.map(str::to_owned),
            code: code.to_owned(),
            retryable,
            limit: self.limit,
            span: self.place.as_deref().copied(),
        };
        serde_json::to_string(&document).expect("a problem is plain data")
    }
}

/// The body is written by the outermost layer, which knows the request.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.problem.status;
        let mut response = (status, [(CONTENT_TYPE, PROBLEM_JSON)]).into_response();
        response.extensions_mut().insert(self);
        let advice = match status {
            StatusCode::SERVICE_UNAVAILABLE => Some((RETRY_AFTER, "1")),
            StatusCode::UNAUTHORIZED => Some((WWW_AUTHENTICATE, "Bearer")),
            _ => None,
        };
        if let Some((name, value)) = advice {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// A problem, as RFC 9457 has it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemDocument {
    /// Where the kind of problem is explained: a path of this server.
    r#type: String,
    /// The kind of problem in a few words, the same for every occurrence.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What was expected, what was found.
    detail: String,
    /// The request: its `X-Request-Id`; absent in a line of a batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// A stable name of the kind of problem, for programs.
    code: String,
    /// Whether the same request may succeed later.
    retryable: bool,
    /// The limit that was passed, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<Limit>,
    /// Where in the document the problem lies, if it has one place.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Place>,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
struct Place {
    /// First byte of the document as UTF-8.
    start: u32,
    /// First byte behind.
    end: u32,
    /// From 1.
    line: u32,
    /// Characters from the start of the line, from 1.
    column: u32,
}

/// A limit and what passed it.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Limit {
    /// What is limited: a name of `GET /v1/limits`, the parameter that sets the limit, or one that nothing sets, such as
    /// `xml_depth`.
    pub(crate) name: &'static str,
    /// The most that is let through: bytes, a number, or milliseconds.
    pub(crate) max: u64,
    /// What came; absent when it was not waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) actual: Option<u64>,
}

impl Limit {
    /// A limit of time, in milliseconds.
    pub(crate) fn of_time(name: &'static str, time: Duration) -> Self {
        Limit { name, max: millis(time), actual: None }
    }
}

/// Whole milliseconds.
pub(crate) fn millis(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}
