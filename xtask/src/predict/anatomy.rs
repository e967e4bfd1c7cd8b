//! Task `wire`: headline, byline, dateline, paragraphs, slug.

use serde_json::{Value, json};

use super::{slice, span};

pub(super) fn project(record: &Value, article: Option<&Value>) -> Value {
    let Some(article) = article else { return json!({ "id": record["id"] }) };
    json!({
        "id": record["id"],
        "headline": article["headline"]["text"],
        "byline": names(&article["byline"]),
        "dateline": dateline(&article["dateline"]),
        "paragraphs": paragraphs(article),
        "slug": slug(article),
    })
}

fn names(byline: &Value) -> Value {
    let authors = byline["authors"].as_array();
    authors.map_or(Value::Null, |authors| authors.iter().map(|author| author["name"].clone()).collect())
}

fn dateline(dateline: &Value) -> Value {
    if dateline.is_null() {
        return Value::Null;
    }
    let empty = Vec::new();
    let places = dateline["places"].as_array().unwrap_or(&empty);
    let qualifiers = places.iter().filter_map(|place| place["qualifier"].as_array()).flatten();
    let qualifier: Vec<&str> = qualifiers.filter_map(|qualifier| qualifier["text"].as_str()).collect();
    let date = &dateline["date"];
    // `XXXX-07-28` in the scorer's words is `--07-28`; a day without a month has no such form.
    let open = date["edtf"].as_str().and_then(|edtf| edtf.strip_prefix("XXXX")).filter(|open| !open.contains('X'));
    let written = open.map_or(date["iso"].clone(), |open| json!(format!("-{open}")));
    json!({
        "places": places.iter().map(|place| &place["text"]).collect::<Vec<_>>(),
        "qualifier": (!qualifier.is_empty()).then(|| qualifier.join(", ")),
        "date": if date["edtf"].as_str().is_some_and(|edtf| edtf.contains("XX-")) && open.is_none() { Value::Null } else { written },
        "iso": date["iso"],
        "agency": agency(&dateline["agencies"][0]),
    })
}

/// The name under which the agency signs, or else the printed one.
fn agency(agency: &Value) -> &Value {
    agency.get("name").unwrap_or(&agency["text"])
}

/// The prose of the body blocks, without the dateline.
fn paragraphs(article: &Value) -> Value {
    let empty = Vec::new();
    let blocks = article["body"].as_array().unwrap_or(&empty);
    let prose = blocks.iter().map(|block| match (span(&block["lead_in"]), span(&block["span"])) {
        (Some((_, start)), Some((_, end))) => Value::from(slice(article, start, end)),
        _ => block["text"].clone(),
    });
    prose.collect()
}

fn slug(article: &Value) -> Value {
    let slug = &article["slug"];
    if slug.is_null() {
        return Value::Null;
    }
    let text = |value: &Value| value["text"].clone();
    json!({
        "keyword": text(&slug["keyword"]),
        "priority": text(&slug["priority"]),
        "words": article["word_count"],
        "categories": slug["categories"].as_array().map(|codes| codes.iter().map(text).collect::<Vec<_>>()),
    })
}
