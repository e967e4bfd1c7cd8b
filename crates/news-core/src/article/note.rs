use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// How a value was found.
    Info,
    /// Something a reader of the copy may want to look at.
    Warning,
    /// The copy breaks a rule of the trade.
    Error,
}

/// Something odd about the copy, or a choice that was made in reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Stable code, a row of [`CODES`](crate::CODES).
    pub code: String,
    /// How much it matters.
    pub level: Level,
    /// The place meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// What was expected and what was found.
    pub message: String,
}
