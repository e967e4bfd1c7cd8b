//! The `OpenAPI` 3.1 document, made from the table of routes. It stands alone: no reference leads out of it.

use serde_json::{Map, Value, json};

use crate::error::{PROBLEM_JSON, ProblemDocument};
use crate::parameter::{Parameter, Place};
use crate::problems::PROBLEMS;
use crate::route::{Content, NDJSON, Route};

/// Describes every row of `table`, in its order.
pub(crate) fn describe(table: &[Route]) -> Value {
    let mut paths = Map::new();
    for route in table {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation(route);
    }
    let problem = json!({
        "description": "a problem; `code` tells which, and `/problems/{code}` what to do",
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "news",
            "summary": "Reads a news article into one typed record, every value with its exact place in the text",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": {"Problem": problem},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "only where the operator gave out tokens"},
            },
        },
    })
}

fn operation(route: &Route) -> Value {
    let statuses = statuses(route).into_iter();
    let problems = statuses.map(|status| (status.to_string(), json!({"$ref": "#/components/responses/Problem"})));
    let mut responses = Map::from_iter([("200".to_owned(), content(&route.response, &json!({})))]);
    if route.is_remembered() {
        responses.insert("304".to_owned(), json!({"description": "the client has the answer already"}));
    }
    responses.extend(problems);
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.summary,
        "parameters": route.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": responses,
        "security": [],
    });
    if let Some(request) = &route.request {
        operation["requestBody"] = content(request, &json!({"schema": {"type": "string", "format": "binary"}}));
        operation["requestBody"]["required"] = true.into();
        // Either is enough: without tokens nobody is asked.
        operation["security"] = json!([{}, {"token": []}]);
    }
    operation
}

/// The statuses of the problems that a route may answer with.
fn statuses(route: &Route) -> Vec<u16> {
    let takes_document = route.request.is_some();
    let mut statuses = vec![400, 405, 500];
    if takes_document {
        statuses.extend(PROBLEMS.iter().map(|problem| problem.status.as_u16()).filter(|status| *status != 404));
    }
    if route.parameters.iter().any(|parameter| parameter.place == Place::Path) {
        statuses.push(404);
    }
    if route.response.media_types.len() > 1 {
        statuses.push(406);
    }
    statuses.sort_unstable();
    statuses.dedup();
    statuses
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

/// What a body holds; `raw` describes all that is no JSON of ours.
fn content(body: &Content, raw: &Value) -> Value {
    let media = |name: &str| match &body.schema {
        // Lines, tables and pages of the same content are no JSON document.
        Some(schema) if name.ends_with("json") && name != NDJSON => json!({"schema": schema}),
        _ => raw.clone(),
    };
    let types: Map<String, Value> = body.media_types.iter().map(|name| ((*name).to_owned(), media(name))).collect();
    json!({"description": body.summary, "content": types})
}

/// The schemas that others refer to, with what they define in their own `$defs` beside them.
fn schemas() -> Map<String, Value> {
    let mut all = Map::new();
    for (name, mut schema) in
        [("Article", news_core::article_schema()), ("Problem", schemars::schema_for!(ProblemDocument).to_value())]
    {
        lift(&mut schema);
        if let Some(members) = schema.as_object_mut() {
            members.retain(|member, _| !matches!(member.as_str(), "$schema" | "$id"));
            if let Some(Value::Object(definitions)) = members.remove("$defs") {
                all.extend(definitions);
            }
        }
        all.insert(name.to_owned(), schema);
    }
    all
}

/// Makes references to `$defs` lead to the components, and one of one be that one.
fn lift(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some([Value::Object(only)]) = members.get("oneOf").and_then(Value::as_array).map(Vec::as_slice) {
                let only = only.clone();
                members.remove("oneOf");
                members.extend(only);
            }
            flatten(members);
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                *reference = reference.replace("#/$defs/", "#/components/schemas/");
            }
            members.values_mut().for_each(lift);
        }
        Value::Array(items) => items.iter_mut().for_each(lift),
        _ => {}
    }
}

/// Makes a choice of words with a description each an enumeration with one for all: generators of clients know no other.
fn flatten(schema: &mut Map<String, Value>) {
    let Some(rows) = schema.get("oneOf").and_then(Value::as_array) else { return };
    let words = |row: &Value| row["enum"].as_array().cloned().or_else(|| Some(vec![row.get("const")?.clone()]));
    let Some(words) = rows.iter().map(words).collect::<Option<Vec<_>>>() else { return };
    let own = schema.get("description").and_then(Value::as_str).map(str::to_owned);
    let told =
        rows.iter().filter_map(|row| Some(format!("`{}`: {}", row["const"].as_str()?, row["description"].as_str()?)));
    let told = own.into_iter().chain(told).collect::<Vec<_>>().join("\n");
    schema.remove("oneOf");
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), words.concat().into());
    if !told.is_empty() {
        schema.insert("description".to_owned(), told.into());
    }
}
