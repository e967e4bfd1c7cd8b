//! How answers go out: with tags, compressed, to pages of other sites.

use std::io::Read;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use news_server::{Config, app};
use tower::ServiceExt;

use crate::client::{COPY, post, send, send_to};

#[tokio::test]
async fn an_answer_that_the_client_has_is_not_made_again() {
    let first = post("/v1/parse", COPY).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() == 66, "{tag}");
    assert_eq!(post("/v1/parse", COPY).await.header("etag"), tag);
    let known = format!("\"other\", {tag}");
    let again = send(Method::POST, "/v1/parse", &[("if-none-match", &known)], COPY).await;
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (StatusCode::NOT_MODIFIED, "", &*tag));
    assert!(again.headers.get("server-timing").is_none());
    for (uri, header, body) in [
        ("/v1/parse", ("accept", "*/*"), COPY),
        ("/v1/parse", ("content-type", "text/plain"), COPY),
        ("/v1/parse?lang=en", ("accept-language", "en"), COPY),
        ("/v1/quotes", ("accept-language", "en"), COPY),
        ("/v1/parse", ("accept-language", "en"), "Rivers fall\n\nThey do.\n"),
    ] {
        let other = send(Method::POST, uri, &[("if-none-match", &known), header], body).await;
        assert_eq!(other.status, StatusCode::OK, "{uri} {header:?}");
        assert_ne!(other.header("etag"), tag);
    }
    assert!(post("/v1/parse", "").await.headers.get("etag").is_none());
}

#[tokio::test]
async fn the_time_of_reading_is_told() {
    let timing = post("/v1/parse", COPY).await.header("server-timing").to_owned();
    let millis = timing.strip_prefix("parse;dur=").and_then(|millis| millis.parse::<f64>().ok());
    assert!(millis.is_some_and(|millis| millis > 0.0), "{timing}");
}

/// The bytes of an answer, which may be no text.
async fn bytes(uri: &str, coding: &str) -> (Option<String>, Vec<u8>) {
    let request = Request::post(uri).header("accept-encoding", coding).body(Body::from(COPY)).unwrap();
    let response = app(&Config::default()).api.oneshot(request).await.unwrap();
    let coding = response.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
    (coding, response.into_body().collect().await.unwrap().to_bytes().to_vec())
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_take_them_so() {
    for uri in ["/v1/parse", "/v1/batch"] {
        let plain = post(uri, COPY).await.body;
        assert!(plain.len() > 1024);
        let (coding, gzip) = bytes(uri, "gzip").await;
        let mut text = String::new();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut text).unwrap();
        assert_eq!((coding.as_deref(), text), (Some("gzip"), plain.clone()));
        let (coding, zstd) = bytes(uri, "zstd, gzip;q=0.5").await;
        let text = String::from_utf8(zstd::decode_all(&zstd[..]).unwrap()).unwrap();
        assert_eq!((coding.as_deref(), text), (Some("zstd"), plain.clone()));
        let (coding, brotli) = bytes(uri, "br").await;
        let mut text = String::new();
        brotli_decompressor::Decompressor::new(&brotli[..], 4096).read_to_string(&mut text).unwrap();
        assert_eq!((coding.as_deref(), text), (Some("br"), plain));
    }
    let (coding, short) = bytes("/v1/detect", "gzip").await;
    assert_eq!((coding, short.first()), (None, Some(&b'{')));
}

#[tokio::test]
async fn pages_of_listed_sites_may_read_answers() {
    let origin = "https://desk.example";
    let listed = Config { cors_origins: vec![origin.to_owned()], ..Config::default() };
    let ask = async |config: &Config, method: Method, origin: &str| {
        let request = Request::builder().method(method).uri("/v1/parse").header("origin", origin);
        let request = request.header("access-control-request-method", "POST");
        send_to(config, request.body(Body::from(COPY)).unwrap()).await
    };
    let preflight = ask(&listed, Method::OPTIONS, origin).await;
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (StatusCode::OK, origin));
    assert!(preflight.header("access-control-allow-headers").contains("authorization"));
    let answer = ask(&listed, Method::POST, origin).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::OK, origin));
    assert!(answer.header("access-control-expose-headers").contains("etag"));
    assert!(answer.headers.get("access-control-allow-credentials").is_none());
    for (config, origin) in [(&listed, "https://other.example"), (&Config::default(), origin)] {
        let answer = ask(config, Method::POST, origin).await;
        assert!(answer.headers.get("access-control-allow-origin").is_none());
    }
}
