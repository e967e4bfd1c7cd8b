//! What the API says about itself.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{COPY, get, post, send};

#[tokio::test]
async fn the_description_lists_every_route_and_each_answers() {
    let document = get("/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut listed = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            listed.push(format!("{method} {path}"));
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = send(method, &example(path, operation), &[], COPY).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            let types = &operation["responses"]["200"]["content"];
            let media_type = answer.header("content-type").split(';').next().unwrap();
            assert!(types.get(media_type).is_some(), "{path}: {media_type}");
        }
    }
    let expected = [
        "post /v1/parse",
        "post /v1/quotes",
        "post /v1/convert",
        "post /v1/batch",
        "post /v1/check",
        "post /v1/detect",
        "get /v1/formats",
        "get /v1/limits",
        "get /v1/schema/{name}",
        "get /version",
        "get /problems/{code}",
        "get /openapi.json",
        "get /docs",
    ];
    assert_eq!(listed, expected);
}

/// The path of an operation with every parameter at its example.
fn example(path: &str, operation: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parameters = operation["parameters"].as_array().unwrap();
    let (in_path, in_query): (Vec<_>, Vec<_>) = parameters.iter().partition(|parameter| parameter["in"] == "path");
    let path = in_path.iter().fold(path.to_owned(), |path, parameter| {
        path.replace(&format!("{{{}}}", text(&parameter["name"])), &text(&parameter["example"]))
    });
    let query: Vec<String> = in_query
        .iter()
        .map(|parameter| format!("{}={}", text(&parameter["name"]), text(&parameter["example"])))
        .collect();
    format!("{path}?{}", query.join("&"))
}

#[tokio::test]
async fn every_reference_of_the_description_leads_somewhere() {
    let document = get("/openapi.json").await.json();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50, "{references:?}");
    for reference in references {
        let place = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        assert!(place.is_some(), "{reference}");
    }
}

/// The whole description as it is published: a difference is a change of the contract.
#[tokio::test]
async fn the_description_is_the_one_that_was_reviewed() {
    let document = get("/openapi.json").await.json();
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document).unwrap());
}

#[tokio::test]
async fn the_statuses_of_problems_are_those_that_are_described() {
    let document = get("/openapi.json").await.json();
    let described = |path: &str| document["paths"][path]["post"]["responses"].clone();
    for path in ["/v1/parse", "/v1/convert", "/v1/batch"] {
        let described = described(path);
        for (headers, body, status) in [
            (("content-type", "image/png"), COPY, "415"),
            (("content-encoding", "compress"), COPY, "415"),
            (("sec-fetch-site", "cross-site"), COPY, "403"),
        ] {
            let answer = send(Method::POST, path, &[headers], body).await;
            assert_eq!(answer.status.as_str(), status);
            assert!(described.get(status).is_some(), "{path}: {status}");
        }
    }
    let article = &document["components"]["schemas"]["Article"]["properties"];
    assert!(article["quotes"].is_object(), "{article}");
}

#[tokio::test]
async fn the_reference_is_a_page_with_every_route_and_problem() {
    let page = get("/docs").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.header("content-security-policy").starts_with("default-src 'self';"));
    let document = get("/openapi.json").await.json();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.body.contains(path), "{path}");
    }
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for link in links.filter(|link| link.starts_with('/')) {
        assert_eq!(get(link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn the_version_and_the_limits_are_told() {
    assert_eq!(get("/version").await.json(), json!({"name": "news", "version": env!("CARGO_PKG_VERSION")}));
    let limits = get("/v1/limits").await.json();
    assert_eq!((&limits["max_body"], &limits["document_ms"]), (&json!(16 << 20), &json!(2000)));
    assert_eq!(limits["suggested_concurrency"], limits["running"]);
    assert!(limits.get("rate_per_minute").is_none());
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[tokio::test]
async fn schemas_are_those_of_what_is_answered() {
    let article = get("/v1/schema/article").await.json();
    assert_eq!(article, news_core::article_schema());
    let schema = get("/v1/schema/problem").await.json();
    let members = schema["properties"].as_object().unwrap();
    let problem = post("/v1/parse", format!("<nitf>{}", "<p>".repeat(300))).await.json();
    assert_eq!(problem.as_object().unwrap().keys().collect::<Vec<_>>(), members.keys().collect::<Vec<_>>());
}

#[tokio::test]
async fn formats_are_the_rows_of_the_table() {
    let formats = get("/v1/formats").await.json();
    let names = |list: &str| -> Vec<String> {
        formats[list].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("inputs"), news_core::FORMATS.iter().map(|format| format.name).collect::<Vec<_>>());
    assert_eq!(names("outputs"), news_core::OUTPUTS.iter().map(|output| output.name).collect::<Vec<_>>());
    let ninjs = formats["outputs"].as_array().unwrap().iter().find(|row| row["name"] == "ninjs").unwrap();
    assert_eq!((&ninjs["holds"]["headline"], &ninjs["holds"]["extra"]), (&"yes".into(), &"no".into()));
}

#[tokio::test]
async fn codes_are_explained_by_name_and_number() {
    let by_number = get("/problems/n0201").await.json();
    assert_eq!(by_number, get("/problems/year-inferred").await.json());
    assert_eq!(by_number["number"], "N0201");
    let page = send(Method::GET, "/problems/empty-input", &[("accept", "text/html,*/*;q=0.8")], "").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.body.contains("<h1>empty-input</h1>"), "{}", page.body);
    for row in news_core::CODES {
        assert_eq!(get(&format!("/problems/{}", row.code)).await.json()["help"], row.help);
    }
}
