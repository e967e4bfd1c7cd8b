//! The page and its parts.

use axum::http::StatusCode;

use crate::client::{get, post};

#[tokio::test]
async fn the_page_asks_this_server_alone() {
    let page = get("/").await;
    assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'self';"));
    assert!(!page.body.contains("://"), "an address of another host");
    let parts = page.body.split('"').filter(|value| value.starts_with("/assets/"));
    for part in parts {
        assert_eq!(get(part).await.status, StatusCode::OK, "{part}");
    }
}

#[tokio::test]
async fn every_example_is_read_with_statements() {
    let examples = get("/assets/examples.json").await.json();
    for example in examples.as_array().unwrap() {
        let copy = example["copy"].as_str().unwrap();
        let article = post("/v1/parse?offsets=utf16", copy.to_owned()).await.json();
        assert!(article["quotes"].as_array().is_some_and(|quotes| quotes.len() > 1), "{}", example["title"]);
    }
}
