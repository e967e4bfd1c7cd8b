//! What is odd about the copy, as rows.

use serde::Serialize;

use super::{Origin, Row, Sheet};
use crate::article::Note;
use crate::error::Code;
use crate::review::review;
use crate::wire::variant_name;

/// Something odd about the copy, a choice that was made in reading it, or what it leaves open.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingRow {
    /// Where it is.
    #[serde(flatten)]
    pub origin: Origin,
    /// The number of its code, such as `N0601`.
    pub code: String,
    /// The name of its code, such as `quote-unclosed`.
    pub name: Option<String>,
    /// `info`, `warning` or `error`.
    pub level: String,
    /// What was expected and what was found.
    pub message: String,
    /// The words that are meant.
    pub text: Option<String>,
}

impl Row for FindingRow {
    /// The notes of the article and those of [`review`].
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let mut notes: Vec<Note> = sheet.article.notes.iter().cloned().chain(review(sheet.article)).collect();
        notes.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
        let rows = notes.into_iter().map(|note| FindingRow {
            origin: sheet.origin(note.span),
            // A record may carry notes of a later version.
            name: Code::find(&note.code).map(|row| row.name.to_owned()),
            code: note.code,
            level: variant_name(&note.level),
            message: note.message,
            text: note.span.map(|span| sheet.text(span)),
        });
        rows.collect()
    }
}
