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
    /// Whether it was found in the text itself, so that reading the output finds it again.
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
        if cell == "yes" || losses.iter().any(is_inside) {
            continue;
        }
        let mut values = Vec::new();
        collect(&record, row.field, &mut values);
        match row.field {
            "body.kind" => values.retain(|kind| !PLAIN.contains(&kind.as_str().unwrap_or_default())),
            // A format that holds links holds those of its prose.
            "links" if cell == "part" => values.retain(|link| !is_in_prose(article, link)),
            // ninjs counts the words of a body.
            "word_count" if cell == "part" => values.retain(|_| article.body.is_empty()),
            _ => {}
        }
        if !values.is_empty() {
            let found_again = match row.origin {
                "found" => true,
                "printed" => values.iter().all(|value| is_in_prose(article, value)),
                _ => false,
            };
            losses.push(Loss { field: row.field, in_part: cell == "part", found_again });
        }
    }
    losses
}

/// The kinds of blocks that every format with paragraphs has.
const PLAIN: &[&str] = &["paragraph", "heading", "list", "list_item", "blockquote", "table", "divider"];

/// The values that a dotted path leads to, through lists.
fn collect<'a>(value: &'a Value, path: &str, values: &mut Vec<&'a Value>) {
    match (value, path.split_once('.')) {
        (Value::Array(items), _) => items.iter().for_each(|item| collect(item, path, values)),
        (_, Some((name, rest))) => value.get(name).into_iter().for_each(|value| collect(value, rest, values)),
        (_, None) => match value.get(path) {
            Some(Value::Array(items)) => values.extend(items),
            value => values.extend(value),
        },
    }
}

/// Whether a value is printed in a block of the body, which every format has: the dateline with its date and its agency.
fn is_in_prose(article: &Article, value: &Value) -> bool {
    let Some([start, end]) = value.get("span").and_then(Value::as_array).map(Vec::as_slice) else { return false };
    let end_of = |at: &Value| at.as_u64().and_then(|at| usize::try_from(at).ok());
    let (Some(start), Some(end)) = (end_of(start), end_of(end)) else { return false };
    let last = article.body.partition_point(|block| block.span.start() <= start).checked_sub(1);
    last.and_then(|last| article.body.get(last)).is_some_and(|block| end <= block.span.end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_through_lists() {
        let record = json!({"quotes": [{"id": "q1"}, {"speaker": {"name": "Ana"}}], "links": []});
        for (path, n) in [("quotes", 2), ("quotes.speaker.name", 1), ("quotes.cue", 0), ("links", 0)] {
            let mut values = Vec::new();
            collect(&record, path, &mut values);
            assert_eq!(values.len(), n, "{path}");
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
            assert!(["given", "printed", "found"].contains(&row.origin), "{}", row.field);
        }
    }
}
