//! Many documents in one request.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::channel::Channel;
use news_server::{Config, Limits, app};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::client::{COPY, answer, assert_problem, send, send_to};

const NDJSON: &str = "application/x-ndjson";

async fn lines(uri: &str, content_type: &str, body: impl Into<Body>) -> Vec<Value> {
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

/// A form of files, each a name, a type and its bytes.
fn form(files: &[(&str, &str, &str)]) -> String {
    let part = |(name, media_type, content): &(&str, &str, &str)| {
        format!(
            "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: {media_type}\r\n\r\n{content}\r\n"
        )
    };
    files.iter().map(part).collect::<String>() + "--cut--\r\n"
}

const FORM: &str = "multipart/form-data; boundary=cut";

#[tokio::test]
async fn files_of_a_form_are_documents() {
    let page =
        "<html><body><h1>Rain comes</h1><p>It rains in the north, the ministry said on Monday.</p></body></html>";
    let files = [
        ("rivers.txt", "text/plain", COPY),
        ("rain.html", "text/html; charset=utf-8", page),
        ("picture.png", "image/png", "a"),
        ("unknown", "application/octet-stream", COPY),
        ("empty.txt", "text/plain", ""),
    ];
    let answers = lines("/v1/batch?order=input", FORM, form(&files)).await;
    let brief: Vec<String> = answers
        .iter()
        .map(|line| {
            let what = line["problem"]["code"].as_str().or(line["article"]["source"]["format"].as_str());
            format!("{} {} {}", line["index"], line["id"], what.unwrap_or("summary"))
        })
        .collect();
    let expected = [
        "0 \"rivers.txt\" text",
        "1 \"rain.html\" html",
        "2 \"picture.png\" unsupported-media-type",
        "3 \"unknown\" text",
        "4 \"empty.txt\" empty-input",
        "null null summary",
    ];
    assert_eq!(brief, expected);
    let as_text = lines("/v1/batch?from=text", FORM, form(&files[1..2])).await;
    assert_eq!(as_text[0]["article"]["source"]["format"], "text");
}

#[tokio::test]
async fn a_form_that_is_cut_or_holds_too_much_says_so() {
    let files = [("long.txt", "text/plain", COPY), ("short.txt", "text/plain", "Rain comes\n\nIt is.")];
    let whole = form(&files);
    let limits = Limits { max_body: 30, ..Limits::default() };
    let request =
        |body: String| Request::post("/v1/batch?order=input").header("content-type", FORM).body(body.into()).unwrap();
    let answer = send_to(&Config { limits, ..Config::default() }, request(whole.clone())).await;
    let problem: Value = serde_json::from_str(answer.body.lines().next().unwrap()).unwrap();
    assert_eq!(problem["problem"]["limit"], json!({"name": "max_body", "max": 30, "actual": COPY.len()}));
    assert!(answer.body.contains("\"articles\":1,\"problems\":1,\"complete\":true"), "{}", answer.body);
    let cut = send_to(&Config::default(), request(whole.get(..whole.len() - 20).expect("ASCII").to_owned())).await;
    let last: Value = serde_json::from_str(cut.body.lines().last().unwrap()).unwrap();
    assert_eq!(last["problem"]["code"], "body-unreadable", "{}", cut.body);
    let unbounded = send(Method::POST, "/v1/batch", &[("content-type", "multipart/form-data")], whole).await;
    let detail = "Content-Type: expected a form with its boundary";
    assert_problem(&unbounded, 400, "bad-envelope", detail).await;
}

/// A page as a crawler stores it.
fn record(n: usize) -> String {
    let page = format!(
        "<html><body><h1>Rain {n}</h1><p>It rains in the north, the ministry said on Monday.</p></body></html>"
    );
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\nWARC-Date: 2026-11-02T10:00:00Z\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

#[tokio::test]
async fn archives_are_taken_apart_compressed_or_not() {
    let records = [record(1), record(2).replace("</html>", "</html>and more"), record(3)].concat();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(records.as_bytes()).unwrap();
    for body in [records.clone().into_bytes(), gzip.finish().unwrap()] {
        let answers = lines("/v1/batch?order=input", "application/warc", body).await;
        let brief: Vec<String> = answers
            .iter()
            .map(|line| format!("{} {}", line["id"], line["problem"]["code"].as_str().unwrap_or("article")))
            .collect();
        let expected = [
            "\"https://example.org/1\" article",
            "\"https://example.org/2\" record-broken",
            "\"https://example.org/3\" article",
            "null article",
        ];
        assert_eq!(brief, expected);
        let article = &answers[0]["article"];
        assert_eq!(article["source"]["retrieved"], "2026-11-02T10:00:00Z");
        assert_eq!(article["ids"], json!([{"kind": "url", "value": "https://example.org/1"}]));
        let summary = json!({"received": 3, "articles": 2, "problems": 1, "complete": true});
        assert_eq!(answers[3]["summary"], summary);
    }
}

#[tokio::test]
async fn the_query_may_name_an_archive() {
    let mail = "From a@example.org Tue Jul 28 10:00:00 2026\nSubject: Rivers fall\n\nThe rivers fell.\n";
    let answers = lines("/v1/batch?from=mbox&order=input", "application/octet-stream", mail.repeat(2)).await;
    assert_eq!((answers.len(), &answers[1]["article"]["headline"]["text"]), (3, &json!("Rivers fall")));
    let alone = send(Method::POST, "/v1/parse", &[("content-type", "application/mbox")], mail).await;
    let detail = "Content-Type: expected one document, got \"application/mbox\"; POST /v1/batch takes archives";
    assert_problem(&alone, 422, "container-input", detail).await;
}

#[tokio::test]
async fn an_archive_that_breaks_off_has_no_summary() {
    let limits = Limits { body_idle: Duration::from_millis(50), ..Limits::default() };
    let (mut sender, body) = Channel::<Bytes>::new(1);
    let request = Request::post("/v1/batch").header("content-type", "application/warc").body(Body::new(body)).unwrap();
    // The rest never comes.
    sender.send_data((record(1) + "WARC/1.0\r\n").into()).await.unwrap();
    let answer = send_to(&Config { limits, ..Config::default() }, request).await;
    let last: Value = serde_json::from_str(answer.body.lines().last().unwrap()).unwrap();
    assert_eq!(last["problem"]["code"], "request-timeout", "{}", answer.body);
    assert!(answer.body.contains("https://example.org/1"), "{}", answer.body);
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answers_is_not_read() {
    const DOCUMENTS: usize = 400;
    let line = json!({ "content": COPY }).to_string() + "\n";
    for (content_type, document) in [(NDJSON, line), ("application/warc", record(1))] {
        let sent = Arc::new(AtomicUsize::new(0));
        let (mut sender, body) = Channel::<Bytes>::new(1);
        let request = Request::post("/v1/batch?anatomy=true").header("content-type", content_type);
        let counted = Arc::clone(&sent);
        let client = tokio::spawn(async move {
            for _ in 0..DOCUMENTS {
                sender.send_data(document.clone().into()).await.unwrap();
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        let response = app(&Config::default()).api.oneshot(request.body(Body::new(body)).unwrap()).await.unwrap();
        let mut before = usize::MAX;
        while sent.load(Ordering::Relaxed) != before {
            before = sent.load(Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        // 64 are open; a few more are on the way.
        assert!(before < 80, "{content_type}: {before}");
        let answer = answer(response).await;
        client.await.unwrap();
        let summary = json!({"received": DOCUMENTS, "articles": DOCUMENTS, "problems": 0, "complete": true});
        assert_eq!(answer.body.lines().last(), Some(json!({ "summary": summary }).to_string().as_str()));
    }
}

#[tokio::test]
async fn a_feed_without_items_is_a_problem() {
    let feed = "<rss version=\"2.0\"><channel><title>The Paper</title></channel></rss>";
    let answers = lines("/v1/batch", "application/rss+xml", feed).await;
    assert_eq!(answers[0]["problem"]["code"], "no-article", "{answers:?}");
    let two =
        feed.replace("</title>", "</title><item><title>Rivers fall</title></item><item><title>Rain</title></item>");
    let answers = lines("/v1/batch", "application/rss+xml", two).await;
    assert_eq!((&answers[1]["item"], &answers[2]["summary"]["articles"]), (&json!(2), &json!(2)));
}

#[tokio::test]
async fn the_order_has_two_names() {
    let answer = send(Method::POST, "/v1/batch?order=size", &[("content-type", NDJSON)], "").await;
    assert_problem(&answer, 400, "bad-option", r#"order: expected ready or input, got "size""#).await;
}
