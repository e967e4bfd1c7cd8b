//! The parameters of a conversion: to which format, and how strictly.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use news_core::{OUTPUTS, Output, output_named};
use serde_json::json;

use super::{bad_option, pairs};
use crate::error::ApiError;
use crate::parameter::{Parameter, Place};

const TO: &str = "to";
const STRICT: &str = "strict";
const KEEP: &str = "keep";

/// What is asked for.
#[derive(Debug, Default)]
pub(crate) struct Conversion {
    pub(crate) to: Option<&'static Output>,
    pub(crate) strict: bool,
    pub(crate) furniture: bool,
}

/// The parameters of a conversion.
pub(crate) fn conversion_parameters() -> [Parameter; 3] {
    let names: Vec<&str> = OUTPUTS.iter().map(|output| output.name).collect();
    [
        Parameter {
            name: TO,
            place: Place::Query,
            summary: "The format to write: a name of `/v1/formats`; without it the `Accept` header decides".to_owned(),
            example: "ninjs".into(),
            schema: json!({"type": "string", "enum": names}),
        },
        Parameter {
            name: STRICT,
            place: Place::Query,
            summary: "Refuse an article that would lose something; what reading the answer finds again is not lost"
                .to_owned(),
            example: false.into(),
            schema: json!({"type": "boolean", "default": false}),
        },
        Parameter {
            name: KEEP,
            place: Place::Query,
            summary: "`furniture`: among the prose of text, Markdown, HTML and RSS write what is no prose, too"
                .to_owned(),
            example: "furniture".into(),
            schema: json!({"type": "string", "enum": ["furniture"]}),
        },
    ]
}

impl<S: Send + Sync> FromRequestParts<S> for Conversion {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut conversion = Conversion::default();
        for (name, value) in pairs(&parts.uri)? {
            match (name.as_str(), value.as_str()) {
                (TO, name) => {
                    conversion.to = Some(output_named(name).map_err(|error| bad_option(&format!("{TO}: {error}")))?);
                }
                (STRICT, "true" | "false") => conversion.strict = value == "true",
                (STRICT, _) => return Err(bad_option(&format!("{STRICT}: expected true or false, got \"{value}\""))),
                (KEEP, "furniture") => conversion.furniture = true,
                (KEEP, _) => return Err(bad_option(&format!("{KEEP}: expected furniture, got \"{value}\""))),
                _ => {}
            }
        }
        Ok(conversion)
    }
}
