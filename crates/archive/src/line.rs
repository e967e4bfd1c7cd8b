//! A text or page on a line of JSON, with what the caller knows about it.

use std::collections::BTreeMap;

use news_core::parse_day;
use serde_json::{Map, Value};

use crate::item::Hints;

/// A line that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The document.
    pub text: String,
    /// What the line says of it; the format is `text` or `html`.
    pub hints: Hints,
}

/// Why a line is none, and the caller's name of it where that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The caller's name of the line.
    pub id: Option<String>,
    /// What was expected and found.
    pub message: String,
}

/// Reads an object with `text` or `html`, optional `id`, `url`, `date`, `lang`; other members are kept as `extra`.
///
/// # Errors
/// If it is none.
pub fn read_line(bytes: &[u8]) -> Result<Line, BadLine> {
    let mut id = None;
    read(bytes, &mut id).map_err(|message| BadLine { id, message })
}

fn read(bytes: &[u8], id: &mut Option<String>) -> Result<Line, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_end();
    let mut members: Map<String, Value> = match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => members,
        Ok(other) => return Err(format!("expected an object with `text`, got {}", type_name(&other))),
        Err(error) => return Err(format!("expected a JSON object, got broken JSON: {}", without_line(&error))),
    };
    *id = match members.shift_remove("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(other) => return Err(format!("id: expected a string or number, got {}", type_name(&other))),
    };
    let mut take = |name: &str| match members.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(other) => Err(format!("{name}: expected a string, got {}", type_name(&other))),
    };
    let (url, lang) = (take("url")?, take("lang")?);
    let date = match take("date")? {
        Some(date) => Some(parse_day(day_of(&date)).map_err(|_| format!("date: expected YYYY-MM-DD, got \"{date}\""))?),
        None => None,
    };
    let (text, format) = match (take("text")?, take("html")?) {
        (Some(text), _) => (text, "text"),
        (None, Some(page)) => (page, "html"),
        (None, None) => return Err("expected an object with `text` or `html`, found none".to_owned()),
    };
    let extra: BTreeMap<String, String> = members.iter().map(|(name, value)| (name.clone(), extra(value))).collect();
    let hints =
        Hints { id: id.clone(), url, lang, date, format: Some(format), is_decoded: true, extra, ..Hints::default() };
    Ok(Line { text, hints })
}

/// The day of a date with or without a time of day behind it.
fn day_of(date: &str) -> &str {
    date.split_once(['T', ' ']).map_or(date, |(day, _)| day)
}

/// Strings as they are, everything else as JSON.
fn extra(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The parser's words without its own line number, which is always 1 and would contradict ours.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let words = message.split(" at line ").next().unwrap_or_default();
    format!("{words} at column {}", error.column())
}
