//! JSON Lines in: one text or page per line, with what the caller knows about it.
//!
//! Lines are taken as they come: from a live pipe each is read, and its record written, before the next one is waited for.

use std::io::{BufRead, BufReader, Read};

use news_core::article::Id;
use news_core::{Options, parse_day};
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::inputs::Input;
use crate::reading::{self, Outcome};

/// One line, or why it could not be had.
pub(super) struct Line {
    number: usize,
    bytes: Result<Vec<u8>, Failure>,
}

/// The lines of an input.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read>>,
    input: String,
    limit: u64,
    number: usize,
    broken: bool,
}

impl Lines {
    pub(super) fn open(input: &Input, limit: u64) -> Result<Lines, Failure> {
        Ok(Lines { reader: input.open()?, input: input.name(), limit, number: 0, broken: false })
    }

    /// The next lines: one, and as many as have already arrived whole, up to `most`. None at the end.
    pub(super) fn batch(&mut self, most: usize) -> Vec<Line> {
        let mut batch: Vec<Line> = self.line().into_iter().collect();
        while !batch.is_empty() && batch.len() < most && self.reader.buffer().contains(&b'\n') {
            batch.extend(self.line());
        }
        batch
    }

    /// The next line that is not blank.
    fn line(&mut self) -> Option<Line> {
        while !self.broken {
            let mut bytes = Vec::new();
            self.number += 1;
            let outcome = self.reader.by_ref().take(self.limit.saturating_add(1)).read_until(b'\n', &mut bytes);
            let bytes = match outcome {
                Ok(0) => return None,
                Ok(read) if read as u64 > self.limit && !bytes.ends_with(b"\n") => self.skip_long_line(),
                Ok(_) if bytes.trim_ascii().is_empty() => continue,
                Ok(_) => Ok(bytes),
                Err(error) => {
                    self.broken = true;
                    Err(Failure::of_io(&error, &self.input))
                }
            };
            return Some(Line { number: self.number, bytes });
        }
        None
    }

    fn skip_long_line(&mut self) -> Result<Vec<u8>, Failure> {
        // An error here comes again with the next line.
        let _ = self.reader.skip_until(b'\n');
        Err(Failure::new("E0003", &self.input, format!("line has more than {} bytes, the limit", self.limit)))
    }
}

/// Reads the articles of one line.
pub(super) fn read(line: &Line, options: &Options, input: &Input) -> Vec<Outcome> {
    let mut id = None;
    let outcomes = match articles(line, options, input, &mut id) {
        Ok(outcomes) => outcomes,
        Err(failure) => vec![Err(failure)],
    };
    let place = |failure: Failure| Failure { id: id.clone(), ..failure.at_line(line.number) };
    outcomes.into_iter().map(|outcome| outcome.map_err(place)).collect()
}

fn articles(line: &Line, options: &Options, input: &Input, id: &mut Option<String>) -> Result<Vec<Outcome>, Failure> {
    let bytes = line.bytes.as_ref().map_err(Clone::clone)?;
    let bad = |message: String| Failure::new("E0010", &input.name(), message);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_end();
    let mut members: Map<String, Value> = match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => members,
        Ok(other) => return Err(bad(format!("expected an object with `text`, got {}", type_name(&other)))),
        Err(error) => return Err(bad(format!("expected a JSON object, got broken JSON: {}", without_line(&error)))),
    };
    *id = match members.shift_remove("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(other) => return Err(bad(format!("id: expected a string or number, got {}", type_name(&other)))),
    };
    let mut take = |name: &str| match members.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(other) => Err(bad(format!("{name}: expected a string, got {}", type_name(&other)))),
    };
    let mut options = reading::utf8(options, "text");
    options.url = take("url")?.or(options.url);
    options.lang = take("lang")?.or(options.lang);
    if let Some(date) = take("date")? {
        options.date =
            Some(parse_day(day_of(&date)).map_err(|_| bad(format!("date: expected YYYY-MM-DD, got \"{date}\"")))?);
    }
    let (text, format) = match (take("text")?, take("html")?) {
        (Some(text), _) => (text, "text"),
        (None, Some(page)) => (page, "html"),
        (None, None) => return Err(bad("expected an object with `text` or `html`, found none".to_owned())),
    };
    let options = options.from(format);
    let mut outcomes = reading::read_items(text.as_bytes(), &options, &input.name());
    for article in outcomes.iter_mut().flatten() {
        article.source.uri = article.source.uri.take().or_else(|| input.uri());
        article.ids.extend(id.iter().map(|id| Id { kind: "caller".to_owned(), value: id.clone() }));
        article.extra.extend(members.iter().map(|(name, value)| (name.clone(), extra(value))));
    }
    Ok(outcomes)
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
