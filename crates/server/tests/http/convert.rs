//! Documents that are converted.

use axum::http::{Method, StatusCode};

use crate::client::{COPY, assert_problem, post, send};

#[tokio::test]
async fn the_query_names_the_format() {
    let answer = post("/v1/convert?to=nitf", COPY).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/nitf+xml"));
    assert!(answer.body.contains("<hl1>Rivers fall</hl1>"), "{}", answer.body);
    let answer = post("/v1/convert?to=markdown", COPY).await;
    assert_eq!(answer.header("content-type"), "text/markdown; charset=utf-8");
    assert!(answer.body.contains("# Rivers fall"), "{}", answer.body);
}

#[tokio::test]
async fn without_a_name_the_accept_header_decides() {
    let typed = async |accept: &str| send(Method::POST, "/v1/convert", &[("accept", accept)], COPY).await;
    assert_eq!(typed("*/*").await.json()["schema"], "news.article/1");
    assert_eq!(typed("application/ninjs+json").await.json()["standard"]["version"], "3.1");
    assert_eq!(typed("application/ld+json, */*;q=0.1").await.json()["@type"], "NewsArticle");
    assert_eq!(typed("text/html;q=0.2, text/plain").await.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(typed("image/png").await.status, StatusCode::NOT_ACCEPTABLE);
    let both = send(Method::POST, "/v1/convert?to=nitf", &[("accept", "text/html")], COPY).await;
    assert_eq!(both.status, StatusCode::NOT_ACCEPTABLE, "{}", both.body);
}

#[tokio::test]
async fn what_is_lost_is_told_and_refused_on_request() {
    let copy = COPY.replace("Rivers fall", "UPDATE 2-Rivers fall");
    let answer = post("/v1/convert?to=ninjs", copy.clone()).await;
    assert_eq!((answer.status, answer.header("news-lost")), (StatusCode::OK, "status.flags"));
    let refused = post("/v1/convert?to=ninjs&strict=true", copy).await;
    let detail = "ninjs has no place for all of status.flags";
    assert_problem(&refused, 422, "fields-lost", detail).await;
}

#[tokio::test]
async fn a_format_or_a_switch_that_does_not_exist_is_named() {
    let answer = post("/v1/convert?to=nitff", COPY).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer.json()["detail"].as_str().unwrap().starts_with("to: unknown output format \"nitff\", expected one of")
    );
    assert_problem(
        &post("/v1/convert?strict=yes", COPY).await,
        400,
        "bad-option",
        "strict: expected true or false, got \"yes\"",
    )
    .await;
}
