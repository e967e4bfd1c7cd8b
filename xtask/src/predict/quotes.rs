//! Task `quotes`: each statement with its content, cue and speaker.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Predicted, gold_files, per_line, per_record};

const SCORER: &str = "score_quotes.py";

/// Every gold file, and English once more by rules alone.
pub(super) fn predict(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    let mut done = per_record(data, "quotes", "", out, SCORER, project)?;
    for gold in gold_files(&data.join("quotes"), "polnear")? {
        done.push(per_line(gold, out, SCORER, project, true)?);
    }
    Ok(done)
}

fn project(gold: &Value, article: Option<&Value>) -> Value {
    let quotes = article.and_then(|article| article["quotes"].as_array());
    let quotes: Vec<Value> = quotes.into_iter().flatten().map(quote).collect();
    json!({ "id": gold["id"], "quotes": quotes })
}

fn quote(quote: &Value) -> Value {
    let content = if quote["parts"].is_array() { quote["parts"].clone() } else { json!([quote["span"]]) };
    let quoted = match quote["kind"].as_str() {
        Some("direct") => content.clone(),
        _ => quote.get("quoted").cloned().unwrap_or_else(|| json!([])),
    };
    let kind = if quote["kind"] == "headline" { json!("indirect") } else { quote["kind"].clone() };
    let cue = quote["cue"]["span"].is_array().then(|| json!([quote["cue"]["span"]]));
    json!({
        "kind": kind, "content": content, "quoted": quoted, "cue": cue,
        "speaker": { "mention": quote["speaker"]["span"], "name": quote["speaker"]["name"] },
    })
}
