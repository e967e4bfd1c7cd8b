//! The span law of a record: every span lies inside the text on character boundaries, and every stored text is the slice
//! of the span it belongs to.
//!
//! This works on the JSON, not on the model: reading a record back drops the stored texts, which are what is in doubt.

use serde_json::{Map, Value};

/// Members that hold the slice of a span, with the member that holds the span. The first pair whose span is there counts.
const SLICES: &[(&str, &str)] = &[
    // The text of a quote is without its marks.
    ("text", "inner"),
    ("text", "span"),
    ("raw", "span"),
    ("notice", "span"),
    ("marker", "marker_span"),
    ("short", "short_span"),
];

/// Lists whose elements carry a name as printed; elsewhere (`credit`, `agencies`, `people`) `name` is the canonical one.
const NAMES_AS_PRINTED: &[&str] = &["authors", "editors", "events"];

/// Members that are no spans of the text, whatever they hold: the map counts bytes of the source, `extra` is the caller's.
const NO_SPANS: &[&str] = &["map", "source", "extra", "offsets", "schema", "stats"];

/// What breaks the law: JSON pointers with messages, in the order of the record.
pub(super) fn check(record: &Value) -> Vec<(String, String)> {
    let text = record.get("text").and_then(Value::as_str).unwrap_or_default();
    let unit = record.get("offsets").and_then(Value::as_str).unwrap_or("scalar");
    let mut law = Law { text, bytes: positions(text, unit), broken: Vec::new() };
    if let Value::Object(members) = record {
        for (name, value) in members.iter().filter(|(name, _)| !NO_SPANS.contains(&name.as_str()) && *name != "text") {
            law.value(value, &format!("/{name}"), name);
        }
    }
    law.broken
}

/// The byte of each position in the unit of the record; none inside a character.
fn positions(text: &str, unit: &str) -> Vec<Option<usize>> {
    let mut positions = Vec::with_capacity(text.len() + 1);
    for (byte, c) in text.char_indices() {
        positions.push(Some(byte));
        let inside = match unit {
            "utf8" => c.len_utf8() - 1,
            "utf16" => c.len_utf16() - 1,
            _ => 0,
        };
        positions.extend(std::iter::repeat_n(None, inside));
    }
    positions.push(Some(text.len()));
    positions
}

struct Law<'a> {
    text: &'a str,
    bytes: Vec<Option<usize>>,
    broken: Vec<(String, String)>,
}

impl Law<'_> {
    /// Checks a value at `pointer`; `list` is the name of the member or list it stands in.
    fn value(&mut self, value: &Value, pointer: &str, list: &str) {
        match value {
            Value::Array(items) if as_span(value).is_none() => {
                for (at, item) in items.iter().enumerate() {
                    self.value(item, &format!("{pointer}/{at}"), list);
                }
            }
            Value::Array(_) => self.span(value, pointer),
            Value::Object(members) => self.object(members, pointer, list),
            Value::Number(at) if list == "rest" => {
                let at = at.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
                if self.byte(at).is_none() {
                    self.broken.push((pointer.to_owned(), format!("position {at} is not one of the text")));
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, members: &Map<String, Value>, pointer: &str, list: &str) {
        for (name, value) in members {
            self.value(value, &format!("{pointer}/{name}"), name);
        }
        let name = NAMES_AS_PRINTED.contains(&list).then_some(("name", "span"));
        let mut done: Vec<&str> = Vec::new();
        for &(text, span) in SLICES.iter().chain(&name) {
            let (Some(Value::String(stored)), Some(span)) = (members.get(text), members.get(span)) else { continue };
            if !done.contains(&text) {
                done.push(text);
                self.slice(stored, span, &format!("{pointer}/{text}"));
            }
        }
        if let (Some(part), Some(whole)) =
            (members.get("lead_in").and_then(as_span), members.get("span").and_then(as_span))
            && !(whole.0 <= part.0 && part.1 <= whole.1)
        {
            let message = format!("lead-in [{}, {}] lies outside its block [{}, {}]", part.0, part.1, whole.0, whole.1);
            self.broken.push((format!("{pointer}/lead_in"), message));
        }
    }

    fn span(&mut self, value: &Value, pointer: &str) {
        let Some((start, end)) = as_span(value) else { return };
        if self.slice_of(start, end).is_none() {
            let message = format!("span [{start}, {end}] does not fit the text of {} positions", self.bytes.len() - 1);
            self.broken.push((pointer.to_owned(), message));
        }
    }

    fn slice(&mut self, stored: &str, span: &Value, pointer: &str) {
        // A span that does not fit is reported as such, not again for its text.
        let Some((start, end)) = as_span(span) else { return };
        let Some(slice) = self.slice_of(start, end) else { return };
        if slice != stored {
            let message =
                format!("expected the text at [{start}, {end}], \"{}\", got \"{}\"", short(slice), short(stored));
            self.broken.push((pointer.to_owned(), message));
        }
    }

    fn slice_of(&self, start: usize, end: usize) -> Option<&str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    fn byte(&self, position: usize) -> Option<usize> {
        self.bytes.get(position).copied().flatten()
    }
}

/// Two whole numbers are a span wherever they stand in a record.
fn as_span(value: &Value) -> Option<(usize, usize)> {
    let [start, end] = value.as_array()?.as_slice() else { return None };
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    Some((number(start)?, number(end)?))
}

/// The beginning of a text, for a message of one line.
fn short(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_unit_and_every_pair_is_checked() {
        let record = |unit: &str, span: [u32; 2], stored: &str| {
            let value = json!({"offsets": unit, "text": "a😀b", "headline": {"span": span, "text": stored}});
            check(&value).into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>()
        };
        assert!(record("scalar", [1, 3], "😀b").is_empty());
        assert!(record("utf16", [1, 4], "😀b").is_empty());
        assert!(record("utf8", [1, 6], "😀b").is_empty());
        assert_eq!(record("utf16", [2, 4], "b"), ["/headline/span"]);
        assert_eq!(record("scalar", [0, 9], "a"), ["/headline/span"]);
        assert_eq!(record("scalar", [2, 1], ""), ["/headline/span"]);
        assert_eq!(record("scalar", [0, 1], "A"), ["/headline/text"]);
    }

    #[test]
    fn names_are_slices_only_where_they_are_as_printed() {
        let value = json!({
            "text": "By Ana, ТАСС",
            "byline": {"span": [0, 6], "authors": [{"span": [3, 6], "name": "Bea"}]},
            "credit": [{"span": [8, 12], "name": "TASS"}],
            "quotes": [{"span": [0, 6], "inner": [3, 6], "text": "Ana"}],
            "body": [{"span": [0, 6], "lead_in": [3, 8]}],
        });
        let found: Vec<String> = check(&value).into_iter().map(|(pointer, _)| pointer).collect();
        assert_eq!(found, ["/byline/authors/0/name", "/body/0/lead_in"]);
    }
}
