//! Our own records, several in one input: what `news parse` writes can be read again by every command.

use std::borrow::Cow;

use news_core::Options;
use serde::de::IgnoredAny;
use serde_json::Value;

/// One record of an input.
pub(crate) struct Record<'a> {
    pub(crate) json: Cow<'a, str>,
    /// The line of the input on which it starts, from 1.
    pub(crate) line: usize,
}

/// Takes an input apart that holds several records: one per line, one after the other, or in an array. Nothing for every
/// other input, also for a single record.
///
/// Records of containers stand between those of articles and are none.
pub(crate) fn split<'a>(bytes: &'a [u8], options: &Options) -> Option<Vec<Record<'a>>> {
    let mut records = all(head(bytes, options)?)?;
    records.retain(|record| !declares(&record.json, "news.container/"));
    Some(records)
}

fn all(text: &str) -> Option<Vec<Record<'_>>> {
    let trimmed = text.trim_start();
    if trimmed.starts_with('[') {
        return array(trimmed);
    }
    let mut lines = trimmed.lines();
    if is_json(lines.next()?) {
        // One broken line does not take the others with it.
        let offset = text.len() - trimmed.len();
        let skipped = text.get(..offset).unwrap_or_default().matches('\n').count();
        let numbered = trimmed.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let records = numbered.map(|(at, line)| Record { json: Cow::Borrowed(line), line: skipped + at + 1 });
        return several(records.collect());
    }
    documents(text)
}

/// Whether an input is one of our records, or several.
pub(crate) fn is_record(bytes: &[u8], options: &Options) -> bool {
    head(bytes, options).is_some()
}

/// The text of an input that may hold records; the key `schema` stands first in all that we write.
fn head<'a>(bytes: &'a [u8], options: &Options) -> Option<&'a str> {
    if !matches!(options.from.as_str(), "auto" | "article") {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let start = text.trim_start();
    let ours = declares(start, "news.article/") || declares(start, "news.container/");
    (start.starts_with(['{', '[']) && ours).then_some(text)
}

/// Whether a record names this schema first.
fn declares(text: &str, schema: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(200)).unwrap_or_default();
    head.find("\"schema\"")
        .and_then(|at| head.get(at..))
        .is_some_and(|rest| rest.split('"').nth(3).is_some_and(|name| name.starts_with(schema)))
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

fn several(records: Vec<Record<'_>>) -> Option<Vec<Record<'_>>> {
    (records.len() > 1).then_some(records)
}

/// Records one after the other, each over several lines.
fn documents(text: &str) -> Option<Vec<Record<'_>>> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let mut records = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(outcome) = stream.next() {
        outcome.ok()?;
        let json = text.get(at..stream.byte_offset())?;
        let lead = json.len() - json.trim_start().len();
        line += json.get(..lead)?.matches('\n').count();
        records.push(Record { json: Cow::Borrowed(json.trim_start()), line });
        line += json.trim_start().matches('\n').count();
        at = stream.byte_offset();
    }
    several(records)
}

/// The elements of an array; all of them are said to stand on its first line, because parsing loses their places.
fn array(text: &str) -> Option<Vec<Record<'static>>> {
    let values: Vec<Value> = serde_json::from_str(text).ok()?;
    Some(values.iter().map(|value| Record { json: Cow::Owned(value.to_string()), line: 1 }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<Vec<(String, usize)>> {
        let records = split(text.as_bytes(), &Options::default())?;
        Some(records.into_iter().map(|record| (record.json.into_owned(), record.line)).collect())
    }

    #[test]
    fn several_records_are_taken_apart() {
        let one = r#"{"schema":"news.article/1"}"#;
        assert_eq!(lines(one), None);
        assert_eq!(lines(&format!("\n{one}\n\n{one}\n")), Some(vec![(one.into(), 2), (one.into(), 4)]));
        assert_eq!(lines(&format!("[{one},{one}]")), Some(vec![(one.into(), 1), (one.into(), 1)]));
        let long = "{\n\"schema\":\"news.article/1\"\n}";
        assert_eq!(lines(&format!("{long}\n{long}\n")), Some(vec![(long.into(), 1), (long.into(), 4)]));
        let container = r#"{"schema":"news.container/1","items":1}"#;
        assert_eq!(lines(&format!("{container}\n{one}\n")), Some(vec![(one.into(), 2)]));
        assert_eq!(lines("{\"text\":\"x\"}\n{\"text\":\"y\"}"), None);
    }
}
