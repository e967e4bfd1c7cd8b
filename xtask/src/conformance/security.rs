//! Hostile and mis-declared documents: what `expected.json` beside them asks for, and what is asked of all of them.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use anyhow::{Context, Result};
use news_core::{OffsetUnit, Options, Reading, read_all, to_json};
use serde_json::Value;

use super::{Tally, file_name};

/// The longest that a document may take.
const LONGEST: Duration = Duration::from_secs(1);

/// Reads every document that `expected.json` names.
pub(super) fn run(folder: &Path) -> Result<Tally> {
    let expected = fs::read(folder.join("expected.json"))?;
    let cases: Vec<Value> = serde_json::from_slice(&expected)?;
    let mut tally = Tally::default();
    for case in &cases {
        let file = Path::new(case["file"].as_str().context("a case names a file")?);
        let bytes = fs::read(folder.join(file.file_name().unwrap_or_default()))?;
        let must = case["must"].as_str().unwrap_or_default();
        let before = Instant::now();
        let reading = read_all(&bytes, &Options::default());
        let time = before.elapsed();
        let mut wrong = reading.as_ref().map_or_else(|_| refused(must), |reading| read(reading, must));
        wrong.extend((time > LONGEST).then(|| format!("takes {time:?}")));
        tally.count(
            (!wrong.is_empty()).then(|| format!("{}: {}; asked for: {must}", file_name(file), wrong.join(", "))),
        );
    }
    Ok(tally)
}

/// What is wrong with a refusal.
fn refused(must: &str) -> Vec<String> {
    if must.contains("error") || must.starts_with('<') { Vec::new() } else { vec!["is refused".to_owned()] }
}

/// What is wrong with the articles of a document.
fn read(reading: &Reading, must: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let records: Vec<String> = reading.articles.iter().map(|article| to_json(article, OffsetUnit::Utf8)).collect();
    let headlines =
        reading.articles.iter().filter_map(|article| Some(article.headline.as_ref()?.span.of(&article.text)));
    let titles: Vec<&str> =
        headlines.chain(reading.container.iter().filter_map(|container| container.title.as_deref())).collect();
    if must.ends_with("error") {
        wrong.push("is read".to_owned());
    }
    if let Some(asked) = must.split('"').nth(1).filter(|asked| !titles.contains(asked)) {
        wrong.push(format!("expected the headline {asked:?}, found {titles:?}"));
    }
    let is_typeset = |title: &&str| title.contains(['“', '”']) && title.contains('–');
    if must.contains("curly quotes") && !titles.iter().any(is_typeset) {
        wrong.push(format!("expected typographic marks, found {titles:?}"));
    }
    let most = if must.contains("64 KiB") { 64 << 10 } else { 1 << 20 };
    if records.iter().map(String::len).sum::<usize>() > most {
        wrong.push("grows".to_owned());
    }
    let is_forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let values = records.iter().map(|record| serde_json::from_str(record).unwrap_or_default());
    if values.map(|record: Value| strings(&record)).any(|strings| strings.contains(is_forbidden)) {
        wrong.push("holds control characters".to_owned());
    }
    // What a file of this machine says, and what no document knows by itself.
    let home = env::var("HOME").unwrap_or_default();
    if !home.is_empty() && records.iter().any(|record| record.contains(&format!(":{home}:"))) {
        wrong.push("holds a file of this machine".to_owned());
    }
    wrong
}

/// All strings of a record behind each other.
fn strings(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(strings).collect(),
        Value::Object(members) => members.values().map(strings).collect(),
        _ => String::new(),
    }
}
