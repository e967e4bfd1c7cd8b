//! A line of NDJSON: a document, and what the client knows of it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use news_archive::{Hints, Item};
use serde::Deserialize;
use serde_json::Value;

use super::documents::Sent;
use crate::document::hints;
use crate::error::ApiError;
use crate::{problems, query};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    content: Option<String>,
    content_base64: Option<String>,
    content_type: Option<String>,
    url: Option<String>,
    date: Option<String>,
}

/// The document of a line, or why it is none.
pub(super) fn document(line: Result<Vec<u8>, ApiError>) -> Sent {
    let line = line.and_then(|line| {
        serde_json::from_slice::<Line>(&line).map_err(|error| bad(&format!("expected a document: {error}")))
    });
    match line {
        Ok(line) => Sent { id: line.id.clone(), item: line.item() },
        Err(error) => Sent { id: None, item: Err(error) },
    }
}

impl Line {
    fn item(self) -> Result<Item, ApiError> {
        let is_decoded = self.content.is_some();
        let bytes = match (self.content, self.content_base64) {
            (Some(content), None) => content.into_bytes(),
            (None, Some(base64)) => {
                BASE64_STANDARD.decode(base64).map_err(|error| bad(&format!("content_base64: {error}")))?
            }
            _ => return Err(bad("expected one of content and content_base64")),
        };
        let typed = self.content_type.map(|content_type| hints(&content_type, false)).transpose()?;
        let date = self.date.map(|date| query::date(&date)).transpose()?;
        let hints = Hints { is_decoded, url: self.url, date, ..typed.unwrap_or_default() };
        Ok(Item { bytes, hints, ..Item::default() })
    }
}

fn bad(detail: &str) -> ApiError {
    ApiError::new(problems::BAD_ENVELOPE, detail)
}
