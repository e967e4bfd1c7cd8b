//! Requests that have no article for an answer.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use news_server::{Config, Limits, app};
use serde_json::json;
use tower::ServiceExt;

use crate::client::{COPY, answer, assert_problem, get, post, send, send_to};

#[tokio::test]
async fn unknown_parameters_are_refused_with_the_nearest_name() {
    let detail = r#"unknown query parameter "dat", did you mean "date"?"#;
    assert_problem(&post("/v1/parse?dat=2026-07-28", COPY).await, 400, "unknown-parameter", detail).await;
    let detail = r#"unknown query parameter "verbose", expected one of charset"#;
    assert_problem(&post("/v1/detect?verbose=1", COPY).await, 400, "unknown-parameter", detail).await;
    let detail = r#"unknown query parameter "page", expected none"#;
    assert_problem(&get("/v1/formats?page=2").await, 400, "unknown-parameter", detail).await;
}

#[tokio::test]
async fn bad_values_are_refused_by_name() {
    let detail = r#"date: expected YYYY-MM-DD, got "3/5/24""#;
    assert_problem(&post("/v1/parse?date=3%2F5%2F24", COPY).await, 400, "bad-option", detail).await;
    let detail = r#"offsets: expected scalar, utf8 or utf16, got "bytes""#;
    assert_problem(&post("/v1/parse?offsets=bytes", COPY).await, 400, "bad-option", detail).await;
    let detail = r#"unknown character encoding "klingon""#;
    assert_problem(&post("/v1/parse?charset=klingon", COPY).await, 400, "unknown-charset", detail).await;
    let answer = post("/v1/parse?from=nitff", COPY).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (400, &json!("unknown-format")));
}

#[tokio::test]
async fn types_that_cannot_be_read_are_refused() {
    let answer = send(Method::POST, "/v1/parse", &[("content-type", "image/png")], COPY).await;
    let known: Vec<&str> = news_core::FORMATS.iter().flat_map(|format| format.media_types).copied().collect();
    let detail = format!(r#"Content-Type: expected {}, or none, got "image/png""#, known.join(", "));
    assert_problem(&answer, 415, "unsupported-media-type", &detail).await;
    let answer = send(Method::POST, "/v1/parse", &[("content-encoding", "compress")], COPY).await;
    let detail = r#"Content-Encoding: expected one of gzip, x-gzip, deflate, br, zstd, or none, got "compress""#;
    assert_problem(&answer, 415, "unsupported-encoding", detail).await;
    assert_problem(&post("/v1/parse", "%PDF-1.7").await, 415, "binary-input", "expected text, found PDF").await;
    let other = post("/v1/parse", "<?xml version=\"1.0\"?><catalog/>").await;
    assert_eq!((other.status.as_u16(), &other.json()["code"]), (415, &json!("unreadable-format")));
}

#[tokio::test]
async fn a_large_body_names_the_limit() {
    let limits = Limits { max_body: 20, ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let request = |body: Body| Request::post("/v1/parse").body(body).unwrap();
    let answer = send_to(&config, request(COPY.into())).await;
    let (size, limit) = (COPY.len(), &answer.json()["limit"]);
    assert_eq!(limit, &json!({"name": "max_body", "max": 20, "actual": size}));
    assert_problem(&answer, 413, "body-too-large", &format!("body: expected at most 20 bytes, got {size}")).await;
    // A mapped body does not say its size, as a chunked one does not.
    let unsized_body = Body::from(COPY).map_frame(|frame| frame);
    let answer = send_to(&config, request(Body::new(unsized_body))).await;
    assert_eq!(answer.json()["limit"], json!({"name": "max_body", "max": 20}));
    let exact = send_to(&config, request("Rivers fall\n\nIt is.".into())).await;
    assert_ne!(exact.status.as_u16(), 413, "{}", exact.body);
}

#[tokio::test]
async fn bodies_have_only_so_much_room_together() {
    let limits = Limits { max_body: 1 << 20, max_bodies: 2 << 20, ..Limits::default() };
    let api = app(&Config { limits, ..Config::default() }).api;
    let copy = format!("{COPY}\n{}\n", "The rivers fell. ".repeat(60_000));
    let mut open = Vec::new();
    for _ in 0..2 {
        let (mut sender, body) = Channel::<Bytes>::new(1);
        let request = Request::post("/v1/detect").body(Body::new(body)).unwrap();
        let (api, copy) = (api.clone(), Bytes::from(copy.clone()));
        let response = tokio::spawn(async move { api.oneshot(request).await.unwrap().status().as_u16() });
        // The second piece is taken once there is room for the first.
        sender.send_data(copy).await.unwrap();
        sender.send_data(Bytes::new()).await.unwrap();
        sender.send_data(Bytes::new()).await.unwrap();
        open.push((sender, response));
    }
    let ask = async |body: Body| {
        answer(api.clone().oneshot(Request::post("/v1/detect").body(body).unwrap()).await.unwrap()).await
    };
    for body in [Body::from(copy.clone()), Body::new(Body::from(copy.clone()).map_frame(|frame| frame))] {
        let refused = ask(body).await;
        assert_eq!(refused.json()["limit"], json!({"name": "max_bodies", "max": 2 << 20}));
        assert_eq!(refused.header("retry-after"), "1");
        let detail = "the bodies of all requests together are as large as they may be; try again in a second";
        assert_problem(&refused, 503, "server-busy", detail).await;
    }
    for (sender, response) in open {
        drop(sender);
        assert_eq!(response.await.unwrap(), 200);
    }
    assert_eq!(ask(Body::from(copy)).await.status.as_u16(), 200);
}

#[tokio::test]
async fn the_limit_of_the_query_is_named_too() {
    let answer = post("/v1/parse?max_size=10", COPY).await;
    let size = COPY.len();
    assert_eq!(answer.json()["limit"], json!({"name": "max_size", "max": 10, "actual": size}));
    let detail = format!("input has {size} bytes, the limit is 10");
    assert_problem(&answer, 413, "input-too-large", &detail).await;
}

#[tokio::test]
async fn a_document_that_takes_too_long_is_422() {
    let limits = Limits { document: Duration::ZERO, ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    for path in ["/v1/parse", "/v1/quotes", "/v1/convert", "/v1/check", "/v1/detect"] {
        let answer = send_to(&config, Request::post(path).body(COPY.into()).unwrap()).await;
        assert_eq!(answer.json()["limit"], json!({"name": "document_ms", "max": 0}), "{path}");
        let detail = "reading the document took longer than 0 ms";
        assert_problem(&answer, 422, "document-too-complex", detail).await;
    }
}

#[tokio::test]
async fn a_document_that_holds_too_much_is_422_with_the_limit() {
    let limits = Limits { max_words: 10, ..Limits::default() };
    let config = Config { limits, ..Config::default() };
    let answer = send_to(&config, Request::post("/v1/quotes?max_words=1000").body(COPY.into()).unwrap()).await;
    assert_eq!(answer.json()["limit"], json!({"name": "max_words", "max": 10, "actual": 12}));
    let detail = "the story has 12 words and marks, the limit is 10";
    assert_problem(&answer, 422, "document-too-complex", detail).await;
    let answer = post("/v1/parse?max_words=11", COPY).await;
    assert_eq!(answer.json()["limit"], json!({"name": "max_words", "max": 11, "actual": 12}));
    let deep = format!("<nitf>{}", "\n<p>".repeat(300));
    let answer = post("/v1/parse", deep).await;
    let detail = "the XML has more than 256 elements inside each other";
    assert_problem(&answer, 422, "document-too-complex", detail).await;
    assert_eq!(answer.json()["limit"], json!({"name": "xml_depth", "max": 256}));
    assert_eq!(answer.json()["span"]["line"], 257);
}

#[tokio::test]
async fn a_problem_of_a_document_tells_its_place() {
    let broken = post("/v1/parse?from=ninjs", "{\"uri\": \"é\",\n  \"headline\" oops}").await;
    let detail = "JSON is broken on line 2: expected a colon";
    assert_problem(&broken, 422, "bad-json", detail).await;
    assert_eq!(broken.json()["span"], json!({"start": 27, "end": 28, "line": 2, "column": 14}));
    let record = post("/v1/parse?from=article", "{\n\"schema\": 7}").await;
    assert_eq!((&record.json()["code"], &record.json()["span"]["line"]), (&json!("bad-record"), &json!(2)));
    assert!(post("/v1/parse", "").await.json()["span"].is_null());
}

#[tokio::test]
async fn no_article_is_422() {
    for empty in ["", " \n\n"] {
        assert_problem(&post("/v1/parse", empty).await, 422, "empty-input", "input is empty").await;
    }
    let record = post("/v1/parse?from=article", "{}").await;
    assert_eq!((record.status.as_u16(), &record.json()["code"]), (422, &json!("bad-record")));
}

#[tokio::test]
async fn several_articles_are_422() {
    let two = include_str!("../../../../seeds/text/two-stories.txt");
    assert_problem(&post("/v1/parse", two).await, 422, "container-input", "expected one article, found 2").await;
    assert_eq!(post("/v1/detect", two).await.json()["articles"], 2);
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let detail = r#"no such path "/v2/parse"; GET /openapi.json lists all"#;
    assert_problem(&get("/v2/parse").await, 404, "not-found", detail).await;
    let detail = r#"unknown schema "quote", expected one of article, problem"#;
    assert_problem(&get("/v1/schema/quote").await, 404, "not-found", detail).await;
    let detail = r#"unknown code "N9999", expected one like empty-input or N0201"#;
    assert_problem(&get("/problems/N9999").await, 404, "not-found", detail).await;
    let answer = get("/v1/parse").await;
    assert_eq!(answer.header("allow"), "POST");
    let detail = "GET is not a method of /v1/parse; the Allow header lists those it has";
    assert_problem(&answer, 405, "method-not-allowed", detail).await;
    assert_eq!(get("/problems/%FF").await.json()["code"], "not-found");
}
