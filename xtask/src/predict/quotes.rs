//! Task `quotes`: each statement with its content, cue and speaker.

use serde_json::{Value, json};

pub(super) fn project(gold: &Value, article: Option<&Value>) -> Value {
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
