//! What the operator asks, on an address of its own.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use news_server::{App, Config, Token, app};
use tower::ServiceExt;

use crate::client::{Answer, COPY, answer, get};

async fn ask(app: &App, path: &str) -> Answer {
    answer(app.admin.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()).await
}

async fn post(app: &App, uri: &str, body: &str) -> Answer {
    let request = Request::post(uri).header("x-request-id", "desk-7").body(Body::from(body.to_owned())).unwrap();
    answer(app.api.clone().oneshot(request).await.unwrap()).await
}

#[tokio::test]
async fn probes_ask_for_no_token_and_are_not_on_the_address_of_the_api() {
    let tokens = vec![Token::new("desk", &"0f".repeat(32)).unwrap()];
    let app = app(&Config { tokens, ..Config::default() });
    for probe in ["/livez", "/readyz"] {
        let answer = ask(&app, probe).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "ok\n"));
        assert_eq!(get(probe).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(ask(&app, "/v1/formats").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn metrics_count_requests_documents_and_limits() {
    let app = app(&Config::default());
    post(&app, "/v1/parse", COPY).await;
    post(&app, "/v1/parse?max_size=3", COPY).await;
    post(&app, "/v1/quotes?from=invented", "").await;
    post(&app, "/made-up-by-a-client", "").await;
    let answer = ask(&app, "/metrics").await;
    assert_eq!(answer.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    for line in [
        "news_requests_total{route=\"/v1/parse\",status=\"200\"} 1",
        "news_requests_total{route=\"/v1/parse\",status=\"413\"} 1",
        "news_requests_total{route=\"none\",status=\"404\"} 1",
        "news_documents_total{format=\"text\",outcome=\"article\"} 1",
        "news_documents_total{format=\"unknown\",outcome=\"input-too-large\"} 1",
        "news_documents_total{format=\"unknown\",outcome=\"unknown-format\"} 1",
        "news_limit_hits_total{limit=\"max_size\"} 1",
        "news_parse_seconds_count{format=\"text\"} 1",
        "news_input_bytes_count 3",
        "news_request_seconds_count 4",
        "news_parses_in_flight 0",
        "news_queue_depth 0",
        "# EOF",
    ] {
        assert!(answer.body.lines().any(|other| other == line), "{line}: {}", answer.body);
    }
    for secret in ["Rivers", "made-up", "invented", "desk-7"] {
        assert!(!answer.body.contains(secret), "{secret}");
    }
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn metrics_tell_what_the_process_takes() {
    let text = ask(&app(&Config::default()), "/metrics").await.body;
    let value = |name: &str| -> f64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().parse().unwrap()
    };
    assert!(value("process_resident_memory_bytes ") > 1e6);
    assert!(value("process_open_fds ") > 2.0);
    assert!(value("process_cpu_seconds_total ") >= 0.0);
}
