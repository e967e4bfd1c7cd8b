//! In which order a batch is answered.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::json;

use super::{bad_option, pairs};
use crate::error::ApiError;
use crate::parameter::{Parameter, Place};

const ORDER: &str = "order";

/// Whether answers come in the order of the documents.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InOrder(pub(crate) bool);

/// The parameter for the order of answers.
pub(crate) fn order_parameter() -> Parameter {
    Parameter {
        name: ORDER,
        place: Place::Query,
        summary: "`input` gives answers in the order of the documents, `ready` as they are done".to_owned(),
        example: "input".into(),
        schema: json!({"type": "string", "enum": ["ready", "input"], "default": "ready"}),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for InOrder {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let pairs = pairs(&parts.uri)?;
        match pairs.iter().find(|(name, _)| name == ORDER).map(|(_, value)| value.as_str()) {
            None | Some("ready") => Ok(InOrder(false)),
            Some("input") => Ok(InOrder(true)),
            Some(other) => Err(bad_option(&format!("{ORDER}: expected ready or input, got \"{other}\""))),
        }
    }
}
