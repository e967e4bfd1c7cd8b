//! What the API says about itself.

use axum::http::{Method, StatusCode};
use serde_json::Value;

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
        "post /v1/detect",
        "get /v1/formats",
        "get /v1/schema/{name}",
        "get /problems/{code}",
        "get /openapi.json",
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
    let mut references = Vec::new();
    collect(&get("/openapi.json").await.json(), &mut references);
    assert!(references.len() > 8, "{references:?}");
    for reference in references {
        assert_eq!(get(&reference).await.status, StatusCode::OK, "{reference}");
    }
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
    let problem = post("/v1/parse?max_size=1", COPY).await.json();
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
    for row in news_core::CODES {
        assert_eq!(get(&format!("/problems/{}", row.code)).await.json()["help"], row.help);
    }
}
