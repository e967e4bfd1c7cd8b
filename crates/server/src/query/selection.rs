//! The parameters that choose statements: by speaker and by kind.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use news_core::article::QuoteKind;
use news_core::rows::QuoteRow;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde_json::json;

use super::{bad_option, pairs};
use crate::error::ApiError;
use crate::parameter::{Parameter, Place};

const SPEAKER: &str = "speaker";
const KIND: &str = "kind";

/// Memory that a compiled pattern may take: names need little, and a client chooses the pattern.
const PATTERN_BYTES: usize = 1 << 20;

/// Which statements are asked for.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    speaker: Option<Regex>,
    kinds: Vec<QuoteKind>,
}

impl Selection {
    /// Whether a statement is asked for.
    pub(crate) fn takes(&self, row: &QuoteRow) -> bool {
        row.is_any_of(&self.kinds)
            && self.speaker.as_ref().is_none_or(|speaker| row.names().any(|name| speaker.is_match(&name)))
    }
}

/// The parameters by which statements are selected.
pub(crate) fn selection_parameters() -> [Parameter; 2] {
    [
        Parameter {
            name: SPEAKER,
            place: Place::Query,
            summary: "Only statements of speakers whose name, canonical or as written, matches this regular expression"
                .to_owned(),
            example: "ministry".into(),
            schema: json!({"type": "string"}),
        },
        Parameter {
            name: KIND,
            place: Place::Query,
            summary: "Only these kinds: a comma list of direct, mixed, indirect and headline".to_owned(),
            example: "direct,mixed".into(),
            schema: json!({"type": "string"}),
        },
    ]
}

impl<S: Send + Sync> FromRequestParts<S> for Selection {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut selection = Selection::default();
        for (name, value) in pairs(&parts.uri)? {
            match name.as_str() {
                SPEAKER => selection.speaker = Some(pattern(&value)?),
                KIND => selection.kinds = value.split(',').map(kind).collect::<Result<_, _>>()?,
                _ => {}
            }
        }
        Ok(selection)
    }
}

fn pattern(value: &str) -> Result<Regex, ApiError> {
    RegexBuilder::new(value).size_limit(PATTERN_BYTES).build().map_err(|error| {
        let message = error.to_string();
        let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
        bad_option(&format!("{SPEAKER}: expected a regular expression: {reason}"))
    })
}

fn kind(name: &str) -> Result<QuoteKind, ApiError> {
    let deserializer: StrDeserializer<'_, ValueError> = name.into_deserializer();
    QuoteKind::deserialize(deserializer).map_err(|error| bad_option(&format!("{KIND}: {error}")))
}
