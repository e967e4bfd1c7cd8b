//! What is odd about a document, over HTTP. The record is written by hand, so that nothing here depends on what is recognised.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::client::{assert_problem, post, send};

/// A statement without a speaker, whose mark is never closed: `𝄞 “We wait.`
fn record() -> String {
    json!({
        "schema": "news.article/1", "offsets": "scalar", "text": "𝄞 “We wait.\n", "map": "identity",
        "source": {"format": "text", "charset": "utf-8", "charset_via": "valid", "bytes": 17},
        "body": [{"kind": "paragraph", "span": [0, 11]}],
        "quotes": [{"id": "q1", "kind": "direct", "span": [2, 11], "inner": [3, 11]}],
    })
    .to_string()
}

#[tokio::test]
async fn findings_have_code_and_place() {
    let answer = post("/v1/check?offsets=utf16", record()).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    let rows = answer.json();
    let first = json!({
        "article": "1", "line": 1, "start": 3, "end": 4, "offsets": "utf16", "code": "N0601", "name": "quote-unclosed",
        "level": "warning", "message": "quotation is never closed", "text": "“",
    });
    assert_eq!(rows[0], first);
    assert_eq!((&rows[1]["name"], &rows[1]["text"]), (&"quote-without-speaker".into(), &"“We wait.".into()));
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn findings_are_lines_or_a_table_when_asked_for() {
    let ask = async |accept: &str| send(Method::POST, "/v1/check", &[("accept", accept)], record()).await;
    assert_eq!(ask("application/x-ndjson").await.body.lines().count(), 2);
    let table = ask("text/csv").await.body;
    let head = "article,record,line,start,end,offsets,code,name,level,message,text\r\n";
    assert!(table.starts_with(&format!("{head}1,,1,2,3,scalar,N0601,quote-unclosed,")), "{table}");
    assert_eq!(ask("text/html").await.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn what_is_no_article_has_no_findings() {
    assert_problem(&post("/v1/check", "").await, 422, "empty-input", "input is empty").await;
}
