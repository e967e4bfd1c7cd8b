//! Rows as JSON, as lines of JSON, or as a table.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use news_core::rows::{Row, csv_head, csv_line, json};

use crate::accept;
use crate::error::ApiError;
use crate::route::{JSON, NDJSON};

/// How rows go out.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Array,
    Lines,
    Csv,
}

const FORMS: [(&str, Form); 3] = [(JSON, Form::Array), (NDJSON, Form::Lines), ("text/csv", Form::Csv)];

/// The media types of all forms.
pub(crate) fn forms() -> Vec<&'static str> {
    FORMS.iter().map(|(media_type, _)| *media_type).collect()
}

impl Form {
    /// The one that the client likes best.
    pub(crate) fn chosen(headers: &HeaderMap) -> Result<Self, ApiError> {
        let media_type = accept::choose(headers, &forms())?;
        let row = FORMS.iter().find(|(name, _)| *name == media_type);
        Ok(row.map(|(_, form)| *form).expect("one of those offered"))
    }

    pub(crate) fn written<R: Row>(self, rows: &[R]) -> String {
        match self {
            Form::Csv => std::iter::once(csv_head::<R>()).chain(rows.iter().map(csv_line)).collect(),
            Form::Lines => rows.iter().map(|row| json(row) + "\n").collect(),
            Form::Array => format!("[{}]", rows.iter().map(json).collect::<Vec<_>>().join(",")),
        }
    }

    pub(crate) fn response(self, body: String) -> Response {
        let content_type = match self {
            Form::Csv => "text/csv; charset=utf-8",
            Form::Lines => NDJSON,
            Form::Array => JSON,
        };
        ([(CONTENT_TYPE, content_type)], body).into_response()
    }
}
