//! Task `wire`, beside the anatomy: sentences and abbreviations of plain copy.

use serde_json::{Value, json};

use super::{slice, span};

pub(super) fn sentences(gold: &Value, article: Option<&Value>) -> Value {
    let blocks = article.and_then(|article| article["body"].as_array());
    let spans =
        blocks.into_iter().flatten().filter_map(|block| block["sentences"].as_array()).flatten().filter_map(span);
    let sentences: Vec<String> =
        article.map_or_else(Vec::new, |article| spans.map(|(start, end)| slice(article, start, end)).collect());
    json!({ "id": gold["id"], "sentences": sentences })
}

pub(super) fn abbreviations(gold: &Value, article: Option<&Value>) -> Value {
    let list = article.and_then(|article| article["abbreviations"].as_array());
    let abbreviation = |value: &Value| json!({ "short": value["short_span"], "long": value["long_span"] });
    let list: Vec<Value> = list.into_iter().flatten().map(abbreviation).collect();
    json!({ "id": gold["id"], "abbreviations": list })
}
