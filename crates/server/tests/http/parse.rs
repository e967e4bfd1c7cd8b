//! Documents that are read.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::client::{COPY, assert_problem, get, post, send};

#[tokio::test]
async fn copy_becomes_an_article() {
    let answer = post("/v1/parse", COPY).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    let article = answer.json();
    assert_eq!(article["schema"], "news.article/1");
    assert_eq!(article["offsets"], "scalar");
    assert_eq!(article["headline"]["text"], "Rivers fall");
    assert_eq!(article["dateline"]["places"][0]["text"], "GENEVA");
    assert_eq!(article["source"]["format"], "text");
}

#[tokio::test]
async fn the_same_request_gives_the_same_bytes() {
    let uri = "/v1/parse?date=2026-07-28&lang=en";
    assert_eq!(post(uri, COPY).await.body, post(uri, COPY).await.body);
}

#[tokio::test]
async fn the_issue_date_settles_the_year() {
    let article = post("/v1/parse?date=2027-07-30", COPY).await.json();
    assert_eq!(article["dateline"]["date"]["iso"], "2027-07-28", "{article}");
}

#[tokio::test]
async fn spans_are_counted_in_the_unit_of_the_query() {
    let copy = format!("𝄞 {COPY}");
    let end = async |unit: &str| {
        let article = post(&format!("/v1/parse?offsets={unit}"), copy.clone()).await.json();
        assert_eq!(article["offsets"], unit);
        article["headline"]["span"][1].clone()
    };
    assert_eq!([end("scalar").await, end("utf16").await, end("utf8").await], [json!(13), json!(14), json!(16)]);
}

#[tokio::test]
async fn a_part_of_the_record_is_given_on_request() {
    let part = async |query: &str| post(&format!("/v1/parse?{query}"), COPY).await.json();
    let fields = "fields=headline.text,dateline.places.text";
    assert_eq!(
        part(fields).await.to_string(),
        r#"{"headline":{"text":"Rivers fall"},"dateline":{"places":[{"text":"GENEVA"}]}}"#
    );
    let (whole, people) = (part("lang=en").await, part("lang=en&include=people,orgs").await);
    assert!(whole["quotes"].is_array() && whole["places"].is_array(), "{whole}");
    assert!(people["quotes"].is_null() && people["places"].is_null(), "{people}");
    assert_eq!((&people["orgs"], &people["body"]), (&whole["orgs"], &whole["body"]));
    let confidence = |article: &serde_json::Value| article["places"][0]["confidence"].clone();
    assert!(confidence(&whole).as_f64().is_some_and(|confidence| confidence < 1.0), "{whole}");
    assert_eq!(confidence(&part("min_confidence=1").await), json!(null));
    assert_eq!(part("source=true").await["source"]["text"], COPY);
    let lines = send(Method::POST, "/v1/batch?fields=headline.text", &[], COPY).await.body;
    assert!(lines.starts_with(r#"{"index":0,"article":{"headline":{"text":"Rivers fall"}}}"#), "{lines}");
}

#[tokio::test]
async fn a_part_that_does_not_exist_is_named() {
    for (query, detail) in [
        ("include=quote", "include: unknown kind \"quote\", did you mean \"quotes\"?"),
        ("fields=headline.txt", "fields: unknown field \"txt\", did you mean \"text\"?"),
        ("min_confidence=1.5", "min_confidence: expected a number from 0 to 1, got \"1.5\""),
    ] {
        assert_problem(&post(&format!("/v1/parse?{query}"), COPY).await, 400, "bad-option", detail).await;
    }
}

#[tokio::test]
async fn html_has_the_prose_with_what_was_found_in_it() {
    let html = async |uri: &str, body: &str| {
        send(Method::POST, uri, &[("accept", "text/html"), ("content-type", "text/html")], body.to_owned()).await
    };
    let page =
        "<h1>Rivers fall</h1><p onclick=x()>“The rivers <script>x()</script>fell,” Ana Ruiz said in <i>Geneva</i>.</p>";
    let answer = html("/v1/parse", page).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "text/html; charset=utf-8"),
        "{}",
        answer.body
    );
    for part in [
        r#"<mark class="quote" data-value="Ana Ruiz" data-id="q1">“The rivers fell,”</mark>"#,
        r#"<mark class="person" data-value="Ana Ruiz" data-id="p1">Ana Ruiz</mark>"#,
    ] {
        assert!(answer.body.contains(part), "{part}: {}", answer.body);
    }
    assert!(!answer.body.contains("script"), "{}", answer.body);
    let part = html("/v1/parse?include=quotes", page).await;
    let detail = "Accept: expected application/json with include, fields or min_confidence, got text/html";
    assert_problem(&part, 406, "not-acceptable", detail).await;
}

#[tokio::test]
async fn the_media_type_names_the_format() {
    let typed = async |uri: &str, media_type: &str, body: String| {
        let answer = send(Method::POST, uri, &[("content-type", media_type)], body).await;
        assert_eq!(answer.status, StatusCode::OK, "{media_type}: {}", answer.body);
        answer.json()
    };
    let html = "<html><body>Rivers fall</body></html>";
    assert_eq!(typed("/v1/parse", "text/plain", html.to_owned()).await["source"]["format"], "text");
    assert_eq!(typed("/v1/parse?from=text", "text/html", html.to_owned()).await["source"]["format"], "text");
    let record = post("/v1/parse", COPY).await.body;
    let again = typed("/v1/parse", "application/vnd.news.article+json", record.clone()).await;
    assert_eq!(again.to_string(), record);
    for silent in ["application/octet-stream", "application/x-www-form-urlencoded", ""] {
        assert_eq!(typed("/v1/parse", silent, record.clone()).await.to_string(), record);
    }
}

#[tokio::test]
async fn the_charset_parameter_is_evidence_and_the_query_goes_before_it() {
    let latin = b"Fl\xFCsse fallen\n\nGENF, 28. Juli (dpa) - Die Fl\xFCsse sind gefallen.\n";
    let read = async |uri: &str| {
        let headers = [("content-type", "Text/Plain; format=flowed; Charset=\"iso-8859-2\"")];
        let article = send(Method::POST, uri, &headers, &latin[..]).await.json();
        assert_eq!(article["source"]["charset_via"], "declared", "{article}");
        article["source"]["charset"].as_str().unwrap().to_owned()
    };
    assert_eq!(read("/v1/parse").await, "iso-8859-2");
    assert_eq!(read("/v1/parse?charset=latin1").await, "windows-1252");
}

#[tokio::test]
async fn detect_tells_what_a_document_is() {
    let long =
        "The rivers of the region fell again on Wednesday, and the ministry said that more was to come.\n".repeat(2000);
    let answer = send(Method::POST, "/v1/detect", &[("content-type", "image/png")], format!("{COPY}\n{long}é")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let mut detected = answer.json();
    let confidence = detected["lang"]["confidence"].take();
    assert!(confidence.as_f64().is_some_and(|confidence| (0.0..=1.0).contains(&confidence)));
    let lang = json!({"tag": "en", "confidence": null});
    let expected = json!({"format": "text", "charset": "utf-8", "charset_via": "valid", "lang": lang, "articles": 1});
    assert_eq!(detected, expected);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    for answer in [post("/v1/parse", COPY).await, get("/nowhere").await, post("/v1/formats", "").await] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("news-version"), env!("CARGO_PKG_VERSION"));
        assert!(answer.header("x-request-id").bytes().all(|byte| byte.is_ascii_digit()));
    }
    let id = async |given: &str| {
        let answer = send(Method::GET, "/openapi.json", &[("x-request-id", given)], "").await;
        answer.header("x-request-id").to_owned()
    };
    let longest = "a".repeat(64);
    assert_eq!(id("desk-7/a").await, "desk-7/a");
    assert_eq!(id(&longest).await, longest);
    for refused in ["", "two words", &format!("{longest}a")] {
        assert_ne!(id(refused).await, refused);
    }
}
