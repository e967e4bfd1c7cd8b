//! Task `wire`, beside the anatomy: sentences and abbreviations of plain copy.

use std::path::Path;

use anyhow::Result;
use news_core::Options;
use serde_json::{Value, json};

use super::{Predicted, article, gold_files, records, slice, span, stem};

/// A few sentences alone would be a headline; below these lines they are body.
const ABOVE: &str = "Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday.\n\n";

pub(super) fn sentences(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    let mut done = Vec::new();
    for gold in gold_files(&data.join("wire"), "sentences")? {
        let pred = out.join(format!("{}.pred.jsonl", stem(&gold)));
        let mut lines = String::new();
        for record in records(&gold)? {
            let text = format!("{ABOVE}{}\n", record["text"].as_str().unwrap_or_default());
            let sentences = article(&text, &Options::default()).map(|article| below(&article)).unwrap_or_default();
            lines.push_str(&json!({ "id": record["id"], "sentences": sentences }).to_string());
            lines.push('\n');
        }
        std::fs::write(&pred, lines)?;
        done.push(Predicted { gold, pred, scorer: "score_wire.py" });
    }
    Ok(done)
}

fn below(article: &Value) -> Vec<String> {
    let blocks = article["body"].as_array().into_iter().flatten();
    let spans = blocks.filter_map(|block| block["sentences"].as_array()).flatten().filter_map(span);
    spans.filter(|(start, _)| *start >= ABOVE.len()).map(|(start, end)| slice(article, start, end)).collect()
}

pub(super) fn abbreviations(gold: &Value, article: Option<&Value>) -> Value {
    let list = article.and_then(|article| article["abbreviations"].as_array());
    let abbreviation = |value: &Value| json!({ "short": value["short_span"], "long": value["long_span"] });
    let list: Vec<Value> = list.into_iter().flatten().map(abbreviation).collect();
    json!({ "id": gold["id"], "abbreviations": list })
}
