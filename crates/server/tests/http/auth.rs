//! Who may have a document read.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request};
use news_server::{Config, Token, app};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::client::{Answer, COPY, answer, assert_problem, send_to};

/// Of `open sesame`, by sha256sum.
const DIGEST: &str = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";

fn tokens() -> Vec<Token> {
    vec![Token::new("other", &"0f".repeat(32)).unwrap(), Token::new("desk", DIGEST).unwrap()]
}

async fn ask(config: &Config, method: Method, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let builder = Request::builder().method(method).uri(uri);
    let builder = headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
    send_to(config, builder.body(COPY.into()).unwrap()).await
}

/// Every way to take a document.
async fn guarded() -> Vec<String> {
    let document = ask(&Config::default(), Method::GET, "/openapi.json", &[]).await.json();
    let takes_body = |methods: &Value| !methods["post"]["requestBody"].is_null();
    let paths = document["paths"].as_object().unwrap();
    paths.iter().filter(|(_, methods)| takes_body(methods)).map(|(path, _)| path.clone()).collect()
}

#[tokio::test]
async fn a_document_is_read_for_a_token_alone() {
    let config = Config { tokens: tokens(), ..Config::default() };
    let paths = guarded().await;
    assert!(paths.len() > 4, "{paths:?}");
    for path in paths {
        for (authorization, detail) in [
            (None, "Authorization: expected Bearer and a token"),
            (Some("Basic b3Blbjpz"), "Authorization: expected Bearer and a token"),
            (Some("Bearer"), "Authorization: expected Bearer and a token"),
            (Some("Bearer open"), "Authorization: this server does not know the token"),
            (Some(&*format!("Bearer {DIGEST}")), "Authorization: this server does not know the token"),
        ] {
            let headers: Vec<_> = authorization.map(|value| ("authorization", value)).into_iter().collect();
            let answer = ask(&config, Method::POST, &path, &headers).await;
            assert_problem(&answer, 401, "unauthorized", detail).await;
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        for right in ["Bearer open sesame", "bearer  open sesame"] {
            let answer = ask(&config, Method::POST, &path, &[("authorization", right)]).await;
            assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{path}");
        }
    }
}

#[tokio::test]
async fn nobody_is_asked_where_there_are_no_tokens() {
    for path in guarded().await {
        for authorization in ["", "Bearer open sesame"] {
            let answer = ask(&Config::default(), Method::POST, &path, &[("authorization", authorization)]).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.headers.get("cache-control").is_none());
        }
    }
}

#[tokio::test]
async fn what_tells_about_the_service_is_open() {
    let config = Config { tokens: tokens(), ..Config::default() };
    for path in ["/", "/openapi.json", "/v1/formats", "/problems/unauthorized"] {
        assert_eq!(ask(&config, Method::GET, path, &[]).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_are_refused_unless_listed() {
    let origin = "https://desk.example";
    let listed = Config { cors_origins: vec![origin.to_owned()], ..Config::default() };
    for (config, site, status) in [
        (&Config::default(), "cross-site", 403),
        (&Config::default(), "same-site", 403),
        (&Config::default(), "same-origin", 200),
        (&Config::default(), "none", 200),
        (&listed, "cross-site", 200),
    ] {
        let answer = ask(config, Method::POST, "/v1/parse", &[("sec-fetch-site", site), ("origin", origin)]).await;
        assert_eq!(answer.status, status, "{site}");
    }
    let answer = ask(&listed, Method::POST, "/v1/parse", &[("sec-fetch-site", "cross-site")]).await;
    let detail = "Origin: expected this site or one that the operator lists, got \"\"";
    assert_problem(&answer, 403, "foreign-site", detail).await;
}

#[tokio::test]
async fn each_token_has_a_quota() {
    let two = NonZeroU32::new(2);
    let other = Token::new("more", "187897ce0afcf20b50ba2b37dca84a951b7046f29ed5ab94f010619f69d6e189").unwrap();
    let tokens = tokens().into_iter().chain([other]).collect();
    let router = app(&Config { tokens, rate_per_minute: two, ..Config::default() }).api;
    let ask = async |secret: &str| {
        let request = Request::post("/v1/parse").header("authorization", format!("Bearer {secret}"));
        answer(router.clone().oneshot(request.body(Body::from(COPY)).unwrap()).await.unwrap()).await
    };
    let first = ask("open sesame").await;
    assert_eq!((first.status.as_u16(), first.header("ratelimit")), (200, "\"documents\";r=1;t=30"));
    assert_eq!(first.header("ratelimit-policy"), "\"documents\";q=2;w=60");
    assert_eq!(ask("open sesame").await.header("ratelimit"), "\"documents\";r=0;t=60");
    let third = ask("open sesame").await;
    let wait = third.header("retry-after").to_owned();
    assert!(["29", "30"].contains(&wait.as_str()), "{wait}");
    let detail = format!("the documents of this minute are used up; the next may come in {wait} s");
    assert_problem(&third, 429, "rate-limited", &detail).await;
    assert_eq!(ask("more").await.status, 200);
    assert_eq!(ask("wrong").await.status, 401);
}

#[tokio::test]
async fn the_documents_of_a_batch_wait_for_the_quota() {
    let config = Config { rate_per_minute: NonZeroU32::new(240), ..Config::default() };
    let document = json!({ "content": COPY }).to_string() + "\n";
    let request = |n: usize| {
        Request::post("/v1/batch").header("content-type", "application/x-ndjson").body(document.repeat(n).into())
    };
    let start = Instant::now();
    let answer = send_to(&config, request(241).unwrap()).await;
    assert!(answer.body.contains("\"articles\":241,\"problems\":0"), "{}", answer.body);
    assert!(start.elapsed() >= Duration::from_millis(250));
}
