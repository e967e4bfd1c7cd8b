//! Whether an article is the same after it was written and read again.

use news_core::article::{Article, BlockKind};
use news_core::{Holds, Layout, OffsetUnit, Options, Output, fields, output_named, read_items, to_json};
use serde_json::Value;

/// Formats that are written and read again.
const FORMATS: [&str; 2] = ["nitf", "ninjs"];

/// The fields that come back changed from a format of which the table of capabilities says that it holds them.
///
/// # Panics
/// If a format is not written any more.
pub fn changed(article: &Article) -> Vec<String> {
    FORMATS.iter().flat_map(|name| changed_in(article, output_named(name).expect("a name of the table"))).collect()
}

fn changed_in(article: &Article, output: &Output) -> Vec<String> {
    let text = output.write(article, Layout::default());
    let again = match read_items(text.as_bytes(), &Options::default()) {
        Ok(again) if again.len() == 1 && again[0].source.format == output.name => again,
        other => return vec![format!("{}: {other:?} of {text}", output.name)],
    };
    let again = &again[0];
    let held = fields().filter(|field| output.holds(field) == Holds::Yes);
    held.filter_map(|field| {
        let (before, after) = match field {
            // An identifier that the format must have is made, and a language that nobody gives is detected.
            "ids" if article.ids.is_empty() => return None,
            "lang" if article.lang.is_none() => return None,
            "body" => (prose(article, article), prose(again, article)),
            field => (outline(article, field), outline(again, field)),
        };
        let difference = || format!("{}: {field}\n  written {before:?}\n  read    {after:?}", output.name);
        (before != after).then(difference)
    })
    .collect()
}

/// What a field says, without its place, how it was found, and what is lost with the lines of the copy: white space and
/// control characters.
fn outline(article: &Article, field: &str) -> Vec<String> {
    let record: Value = serde_json::from_str(&to_json(article, OffsetUnit::Scalar)).expect("records are JSON");
    let mut values = vec![&record];
    for name in field.split('.') {
        let below = values.into_iter().flat_map(|value| match value {
            Value::Array(items) => items.iter().collect::<Vec<_>>(),
            value => vec![value],
        });
        values = below.filter_map(|value| value.get(name)).collect();
    }
    let mut told = Vec::new();
    for value in values {
        match value {
            Value::Array(items) if items.iter().all(|item| !item.is_number()) => {
                told.extend(items.iter().map(|item| tell(field, item)));
            }
            value => told.push(tell(field, value)),
        }
    }
    // Of several dates that disagree formats have the best.
    told.truncate(if field.starts_with("dates.") { 1 } else { told.len() });
    told
}

/// The texts of the body without dividers, which have no text but their line. Of a story that was written with a table they are
/// one text, because rows and columns are lines of one block in one format and blocks in another.
fn prose(article: &Article, written: &Article) -> Vec<String> {
    let blocks = article.body.iter().filter(|block| block.kind != BlockKind::Divider);
    let texts: Vec<String> = blocks.map(|block| words(block.span.of(&article.text))).collect();
    let has_table = written.body.iter().any(|block| block.kind == BlockKind::Table);
    if has_table { vec![texts.join(" ")] } else { texts }
}

/// White space folded, control characters gone. Where a line ends in a hyphen or between letters that no space parts, white
/// space tells nothing.
fn words(text: &str) -> String {
    let text: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let is_unspaced = |c: char| c >= '\u{2E80}';
    let mut folded = String::new();
    for word in text.split_whitespace() {
        let goes_on = folded.ends_with('-') || (folded.ends_with(is_unspaced) && word.starts_with(is_unspaced));
        if !folded.is_empty() && !goes_on {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Members that say where something stands or how it was found.
const OF_THE_PLACE: &[&str] =
    &["via", "basis", "confidence", "candidates", "rest", "lead_in", "sentences", "zone", "grain", "type"];

fn tell(field: &str, value: &Value) -> String {
    match value {
        Value::String(text) => words(text),
        // A day is printed in one format and normalised in another.
        Value::Object(members) if field.starts_with("dates.") => tell(field, &members["iso"]),
        // Of a block and of a line the text is all; what stands in it has fields of its own.
        Value::Object(members) => {
            match members.get("text").or_else(|| members.get("raw")).or_else(|| members.get("notice")) {
                Some(Value::String(text)) if !matches!(field, "links") => words(text),
                _ => {
                    let told = members.iter().filter(|(name, value)| {
                        !OF_THE_PLACE.contains(&name.as_str())
                            && !value.as_array().is_some_and(|items| items.iter().all(Value::is_number))
                    });
                    told.map(|(name, value)| format!("{name}={}", tell(name, value))).collect::<Vec<_>>().join(" ")
                }
            }
        }
        Value::Array(items) => items.iter().map(|item| tell(field, item)).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}
