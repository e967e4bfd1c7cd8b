//! Who said what, over HTTP. The record is written by hand, so that nothing here depends on what is recognised.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{Answer, COPY, assert_problem, get, post, send};

/// Two statements of one minister, in `𝄞 “We wait,” Ada Lindgren said, and she called it, bad, "a pity".`
fn record() -> String {
    let text = "𝄞 “We wait,” Ada Lindgren said, and she called it, bad, \"a pity\".\n";
    let speaker = |span: [usize; 2], how: &str| json!({"span": span, "entity": "p1", "how": how});
    json!({
        "schema": "news.article/1", "offsets": "scalar", "text": text, "map": "identity",
        "source": {"format": "text", "charset": "utf-8", "charset_via": "valid", "bytes": 70},
        "body": [{"kind": "paragraph", "span": [0, 65]}],
        "people": [{"id": "p1", "name": "Ada Lindgren", "mentions": [{"span": [13, 25]}]}],
        "quotes": [
            {"id": "q1", "kind": "direct", "span": [2, 12], "inner": [3, 11], "speaker": speaker([13, 25], "name")},
            {"id": "q2", "kind": "mixed", "span": [47, 64], "inner": [47, 64], "speaker": speaker([36, 39], "pronoun")},
        ],
    })
    .to_string()
}

async fn ask(uri: &str, accept: &str) -> Answer {
    send(Method::POST, uri, &[("accept", accept)], record()).await
}

#[tokio::test]
async fn rows_are_a_json_array() {
    let answer = post("/v1/quotes", record()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    let rows = answer.json();
    let first = json!({
        "article": "1", "line": 1, "start": 2, "end": 12, "offsets": "scalar", "id": "q1", "kind": "direct",
        "text": "We wait,", "speaker": "Ada Lindgren", "name": "Ada Lindgren", "entity": "p1", "how": "name",
        "inner_start": 3, "inner_end": 11, "speaker_start": 13, "speaker_end": 25,
    });
    assert_eq!(rows[0], first);
    assert_eq!((rows[1]["speaker"].as_str(), rows[1]["name"].as_str()), (Some("she"), Some("Ada Lindgren")));
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    assert_eq!(ask("/v1/quotes", "*/*").await.body, answer.body);
}

#[tokio::test]
async fn rows_are_lines_or_a_table_when_asked_for() {
    let lines = ask("/v1/quotes", "application/x-ndjson").await;
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    let rows: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(rows), post("/v1/quotes", record()).await.json());
    let table = ask("/v1/quotes?kind=mixed", "text/csv, application/json;q=0.5").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let records: Vec<&str> = table.body.split("\r\n").collect();
    assert!(records[0].starts_with("article,record,line,start,end,offsets,id,kind,text,"), "{}", table.body);
    assert!(records[1].starts_with("1,,1,47,64,scalar,q2,mixed,\"it, bad, \"\"a pity\"\"\",she,"), "{}", table.body);
    assert_eq!(records[2..], [""]);
}

#[tokio::test]
async fn statements_are_selected() {
    let ids = async |query: &str| {
        let rows = post(&format!("/v1/quotes?{query}"), record()).await.json();
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("speaker=Lindgren").await, ["q1", "q2"]);
    assert_eq!(ids("speaker=%5Eshe%24").await, ["q2"]);
    assert_eq!(ids("kind=direct,headline").await, ["q1"]);
    assert!(ids("kind=indirect&speaker=Lindgren").await.is_empty());
}

#[tokio::test]
async fn positions_are_counted_in_the_unit_of_the_query() {
    let start = async |unit: &str| {
        let rows = post(&format!("/v1/quotes?offsets={unit}"), record()).await.json();
        assert_eq!(rows[0]["offsets"], unit);
        rows[0]["start"].as_u64().unwrap()
    };
    assert_eq!([start("scalar").await, start("utf16").await, start("utf8").await], [2, 3, 5]);
}

#[tokio::test]
async fn an_article_without_statements_gives_no_rows() {
    assert_eq!(post("/v1/quotes?kind=headline", COPY).await.body, "[]");
    let lines = ask("/v1/quotes?kind=headline", "application/x-ndjson").await;
    assert_eq!((lines.status, lines.body.as_str()), (StatusCode::OK, ""));
    let table = ask("/v1/quotes?kind=headline", "text/csv").await;
    assert_eq!(table.body.matches("\r\n").count(), 1);
}

#[tokio::test]
async fn problems_are_those_of_parse_and_some_more() {
    let unacceptable = ask("/v1/quotes", "text/html").await;
    let detail = "Accept: expected one of application/json, application/x-ndjson, text/csv, got \"text/html\"";
    assert_problem(&unacceptable, 406, "not-acceptable", detail).await;
    let pattern = post("/v1/quotes?speaker=%5Ba", record()).await;
    assert_problem(&pattern, 400, "bad-option", "speaker: expected a regular expression: unclosed character class")
        .await;
    let huge = post("/v1/quotes?speaker=%5Cw%7B9999%7D", record()).await;
    assert_problem(
        &huge,
        400,
        "bad-option",
        "speaker: expected a regular expression: Compiled regex exceeds size limit of 1048576 bytes.",
    )
    .await;
    let kind = post("/v1/quotes?kind=direct,oblique", record()).await;
    let expected = "kind: unknown variant `oblique`, expected one of `direct`, `mixed`, `indirect`, `headline`";
    assert_problem(&kind, 400, "bad-option", expected).await;
    let empty = post("/v1/quotes", "").await;
    assert_problem(&empty, 422, "empty-input", "input is empty").await;
    let two = post("/v1/quotes", format!("{COPY}\n==========\n\n{COPY}")).await;
    assert_problem(&two, 422, "container-input", "expected one article, found 2").await;
    let elsewhere = post("/v1/parse?speaker=Ruiz", COPY).await;
    assert_eq!((elsewhere.status.as_u16(), elsewhere.json()["code"].as_str()), (400, Some("unknown-parameter")));
}

#[tokio::test]
async fn the_description_knows_the_rows() {
    let document = get("/openapi.json").await.json();
    let content = &document["paths"]["/v1/quotes"]["post"]["responses"]["200"]["content"];
    let members = content["application/json"]["schema"]["items"]["properties"].as_object().unwrap();
    let rows = post("/v1/quotes", record()).await.json();
    assert!(rows[0].as_object().unwrap().keys().all(|name| members.contains_key(name)), "{members:?}");
    assert_eq!(content["text/csv"], json!({}));
}
