//! Many documents in one request.

use axum::http::Method;
use serde_json::{Value, json};

use crate::client::{COPY, assert_problem, send};

const NDJSON: &str = "application/x-ndjson";

async fn lines(uri: &str, content_type: &str, body: String) -> Vec<Value> {
    let answer = send(Method::POST, uri, &[("content-type", content_type)], body).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, NDJSON), "{}", answer.body);
    answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn every_line_has_an_article_or_a_problem() {
    let two = include_str!("../../../../seeds/text/two-stories.txt");
    let documents = [
        json!({"id": 7, "content": COPY, "date": "2021-07-28"}).to_string(),
        String::new(),
        json!({"id": "empty", "content": ""}).to_string(),
        "{\"content\"".to_owned(),
        json!({"id": "b", "content_base64": "UmFpbiBjb21lcwoKSXQgcmFpbnMuCg==", "content_type": "text/plain"})
            .to_string(),
        json!({"id": "two", "content": two}).to_string(),
        json!({"id": "both", "content": "a", "content_base64": "YQ=="}).to_string(),
        json!({"id": "type", "content": "a", "content_type": "image/png"}).to_string(),
    ];
    let answers = lines("/v1/batch?order=input&offsets=utf8", NDJSON, documents.join("\n")).await;
    let brief: Vec<String> = answers
        .iter()
        .map(|line| {
            let what = line["problem"]["code"].as_str().or(line["article"]["headline"]["text"].as_str());
            format!("{} {} {} {}", line["index"], line["id"], line["item"], what.unwrap_or("summary"))
        })
        .collect();
    assert_eq!(
        brief[..4],
        ["0 7 null Rivers fall", "1 \"empty\" null empty-input", "2 null null bad-envelope", "3 \"b\" null Rain comes",]
    );
    assert!(brief[4].starts_with("4 \"two\" 1 ") && brief[5].starts_with("4 \"two\" 2 "), "{brief:?}");
    assert_eq!(brief[6..8], ["5 \"both\" null bad-envelope", "6 \"type\" null unsupported-media-type"]);
    assert_eq!(answers[0]["article"]["dateline"]["date"]["iso"], "2021-07-28");
    assert_eq!(answers[0]["article"]["offsets"], "utf8");
    let summary = json!({"received": 7, "articles": 4, "problems": 4, "complete": true});
    assert_eq!(answers.last().unwrap(), &json!({"summary": summary}));
}

#[tokio::test]
async fn answers_as_they_are_done_are_the_same_ones() {
    let document = |n| json!({"id": n, "content": format!("Item {n}\n\n{COPY}")}).to_string();
    let documents = (0..500).map(document).collect::<Vec<_>>().join("\n");
    let ordered = lines("/v1/batch?order=input", NDJSON, documents.clone()).await;
    let mut ready = lines("/v1/batch", NDJSON, documents).await;
    let summary = ready.pop().unwrap();
    assert_eq!(summary["summary"]["articles"], 500);
    ready.sort_by_key(|line| line["index"].as_u64());
    assert_eq!(ready, ordered[..500]);
}

#[tokio::test]
async fn one_document_may_hold_many_articles() {
    let two = include_str!("../../../../seeds/text/two-stories.txt");
    let answers = lines("/v1/batch", "text/plain", two.to_owned()).await;
    assert_eq!((answers.len(), &answers[1]["item"]), (3, &json!(2)));
}

#[tokio::test]
async fn the_order_has_two_names() {
    let answer = send(Method::POST, "/v1/batch?order=size", &[("content-type", NDJSON)], "").await;
    assert_problem(&answer, 400, "bad-option", r#"order: expected ready or input, got "size""#).await;
}
