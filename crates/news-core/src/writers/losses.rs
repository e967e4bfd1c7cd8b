//! What a format cannot hold: the table of capabilities, read against an article.

use serde_json::Value;

use crate::article::Article;
use crate::generated::{CAPABILITIES, Capability};
use crate::span::OffsetUnit;
use crate::wire::to_json;

/// Whether a format can hold a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// All of it: reading the output gives it back.
    Yes,
    /// Some of it, or not as what it is.
    Part,
    /// Nothing of it.
    No,
}

impl Holds {
    /// The word of the table.
    pub fn name(self) -> &'static str {
        match self {
            Holds::Yes => "yes",
            Holds::Part => "part",
            Holds::No => "no",
        }
    }
}

/// Something that the article has and the output lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The field of the record, dotted.
    pub field: &'static str,
    /// Whether some of it is held.
    pub in_part: bool,
    /// Whether the passes found it in the text, so that reading the output finds it again.
    pub found_again: bool,
}

/// The fields of the record that the table of capabilities knows, in its order.
///
/// Fields that say how the input was read (`source`, `map`, `notes` …) are none: an output is not the input.
pub fn fields() -> impl Iterator<Item = &'static str> {
    CAPABILITIES.iter().map(|row| row.field)
}

pub(super) fn of_field(field: &str, holds: fn(&Capability) -> &'static str) -> Holds {
    match CAPABILITIES.iter().find(|row| row.field == field).map(holds) {
        Some("yes") => Holds::Yes,
        Some("part") => Holds::Part,
        _ => Holds::No,
    }
}

pub(super) fn find(article: &Article, holds: fn(&Capability) -> &'static str) -> Vec<Loss> {
    let record: Value = serde_json::from_str(&to_json(article, OffsetUnit::Utf8)).unwrap_or_default();
    let mut losses: Vec<Loss> = Vec::new();
    for row in CAPABILITIES {
        let cell = holds(row);
        let is_inside =
            |loss: &Loss| !loss.in_part && row.field.strip_prefix(loss.field).is_some_and(|rest| rest.starts_with('.'));
        // The rows are sorted, so what a field is part of stands in front of it.
        if cell != "yes" && is_present(&record, row.field) && !losses.iter().any(is_inside) {
            losses.push(Loss { field: row.field, in_part: cell == "part", found_again: row.origin == "found" });
        }
    }
    losses
}

/// Whether a dotted path leads to something, through lists.
fn is_present(value: &Value, path: &str) -> bool {
    match (value, path.split_once('.')) {
        (Value::Array(items), _) => items.iter().any(|item| is_present(item, path)),
        (_, Some((name, rest))) => value.get(name).is_some_and(|value| is_present(value, rest)),
        (_, None) => value.get(path).is_some_and(|value| value.as_array().is_none_or(|items| !items.is_empty())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_through_lists() {
        let record = json!({"quotes": [{"id": "q1"}, {"speaker": {"name": "Ana"}}], "links": []});
        for (path, there) in [("quotes", true), ("quotes.speaker.name", true), ("quotes.cue", false), ("links", false)]
        {
            assert_eq!(is_present(&record, path), there, "{path}");
        }
    }

    #[test]
    fn cells_are_words_of_the_table() {
        for row in CAPABILITIES {
            let cells = [
                row.text,
                row.markdown,
                row.html,
                row.ninjs,
                row.ninjs_1,
                row.nitf,
                row.newsmlg2,
                row.jsonld,
                row.rss,
                row.standoff,
            ];
            assert!(cells.iter().all(|cell| ["yes", "part", "no"].contains(cell)), "{}", row.field);
            assert!(["given", "found"].contains(&row.origin), "{}", row.field);
        }
    }
}
