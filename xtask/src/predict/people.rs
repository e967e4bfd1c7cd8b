//! Task `people`: people, organisations and places with their mentions.

use serde_json::{Value, json};

use super::span;

pub(super) fn project(gold: &Value, article: Option<&Value>) -> Value {
    let list = |kind: &str| article.map_or(Value::Null, |article| entities(&article[kind]));
    json!({ "id": gold["id"], "people": list("people"), "orgs": list("orgs"), "places": list("places") })
}

fn entities(list: &Value) -> Value {
    let entity = |entity: &Value| json!({ "id": entity["id"], "name": entity["name"], "mentions": mentions(&entity["mentions"]) });
    list.as_array().map_or_else(|| json!([]), |list| list.iter().map(entity).collect())
}

fn mentions(list: &Value) -> Value {
    let mention = |mention: &Value| {
        let (start, end) = span(&mention["span"])?;
        Some(json!({ "start": start, "end": end, "kind": mention["how"] }))
    };
    list.as_array().into_iter().flatten().filter_map(mention).collect()
}
