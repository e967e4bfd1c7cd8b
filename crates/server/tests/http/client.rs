//! A client without a socket.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use news_server::{Config, app};
use serde_json::Value;
use tower::ServiceExt;

pub(crate) const COPY: &str =
    "Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday, the ministry said.\n";

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }
}

/// Sends a request to a server with `config`.
pub(crate) async fn send_to(config: &Config, request: Request<Body>) -> Answer {
    answer(app(config).api.oneshot(request).await.unwrap()).await
}

/// The whole of a response.
pub(crate) async fn answer(response: Response) -> Answer {
    let (parts, body) = response.into_parts();
    let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    Answer { status: parts.status, headers: parts.headers, body }
}

pub(crate) async fn send(method: Method, uri: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let builder = Request::builder().method(method).uri(uri);
    let builder = headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
    send_to(&Config::default(), builder.body(body.into()).unwrap()).await
}

pub(crate) async fn get(uri: &str) -> Answer {
    send(Method::GET, uri, &[], Body::empty()).await
}

pub(crate) async fn post(uri: &str, body: impl Into<Body>) -> Answer {
    send(Method::POST, uri, &[], body).await
}

/// Asserts that an answer is a whole problem, one whose page exists.
pub(crate) async fn assert_problem(answer: &Answer, status: u16, code: &str, detail: &str) {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
    let problem = answer.json();
    assert_eq!((answer.status.as_u16(), problem["status"].as_u64()), (status, Some(status.into())));
    assert_eq!((problem["code"].as_str(), problem["detail"].as_str()), (Some(code), Some(detail)));
    assert_eq!(problem["instance"], answer.header("x-request-id"));
    assert_eq!(problem["title"], code.replace('-', " "));
    assert_eq!(problem["retryable"], [429, 503].contains(&status));
    let page = get(problem["type"].as_str().unwrap()).await;
    assert_eq!((page.status, page.json()["code"].as_str()), (StatusCode::OK, Some(code)));
}
