//! The `OpenAPI` 3.1 document, made from the table of routes.

use serde_json::{Map, Value, json};

use crate::error::PROBLEM_JSON;
use crate::parameter::{Parameter, Place};
use crate::route::{Content, NDJSON, Route};

/// Describes every row of `table`, in its order.
pub(crate) fn describe(table: &[Route]) -> Value {
    let mut paths = Map::new();
    for route in table {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "news",
            "summary": "Reads a news article into one typed record, every value with its exact place in the text",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
    })
}

fn operation(route: &Route) -> Value {
    let problem = Content {
        summary: "a problem; `status` and `code` tell which",
        media_types: vec![PROBLEM_JSON],
        schema: Some(json!({"$ref": "/v1/schema/problem"})),
    };
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.summary,
        "parameters": route.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": {"200": content(&route.response), "default": content(&problem)},
    });
    if let Some(request) = &route.request {
        operation["requestBody"] = content(request);
        operation["requestBody"]["required"] = true.into();
    }
    operation
}

fn parameter(parameter: &Parameter) -> Value {
    let (place, required) = match parameter.place {
        Place::Path => ("path", true),
        Place::Query => ("query", false),
    };
    json!({
        "name": parameter.name,
        "in": place,
        "required": required,
        "description": parameter.summary,
        "example": parameter.example,
        "schema": parameter.schema,
    })
}

fn content(body: &Content) -> Value {
    let media = |name: &str| match &body.schema {
        // Lines and tables of the same rows are no JSON document.
        Some(schema) if name.ends_with("json") && name != NDJSON => json!({"schema": schema}),
        _ => json!({}),
    };
    let types: Map<String, Value> = body.media_types.iter().map(|name| ((*name).to_owned(), media(name))).collect();
    json!({"description": body.summary, "content": types})
}
