//! A row of the table of routes. The router and the `OpenAPI` document are both made from it, so they cannot disagree.

use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::context::Context;
use crate::error::ApiError;
use crate::guard;
use crate::parameter::{Parameter, Place};
use crate::query;

/// An endpoint.
pub(crate) struct Route {
    /// The name of the operation: that of its file under `routes/`.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    /// Path with `{parameters}`; `OpenAPI` and the router write them alike.
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) parameters: Vec<Parameter>,
    /// What the request carries; `None` for no body.
    pub(crate) request: Option<Content>,
    /// What a success answers.
    pub(crate) response: Content,
    endpoint: MethodRouter<Arc<Context>>,
}

impl Route {
    /// A row without parameters and body.
    pub(crate) fn new<H: Handler<T, Arc<Context>>, T: 'static>(
        name: &'static str,
        (method, path): (Method, &'static str),
        summary: &'static str,
        response: Content,
        handler: H,
    ) -> Self {
        let filter = MethodFilter::try_from(method.clone()).expect("GET and POST can be routed");
        Route {
            name,
            method,
            path,
            summary,
            parameters: Vec::new(),
            request: None,
            response,
            endpoint: on(filter, handler),
        }
    }

    pub(crate) fn takes(self, request: Content) -> Self {
        Route { request: Some(request), ..self }
    }

    pub(crate) fn with(self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        Route { parameters: parameters.into_iter().collect(), ..self }
    }

    /// The handler behind its method, behind the check that the query names nothing but the row's parameters, and, if it takes a
    /// document, behind the guard. What tells about the service itself is open.
    pub(crate) fn endpoint(self, context: &Arc<Context>) -> MethodRouter<Arc<Context>> {
        let is_guarded = self.request.is_some();
        let in_query = self.parameters.iter().filter(|parameter| parameter.place == Place::Query);
        let names: Arc<[&str]> = in_query.map(|parameter| parameter.name).collect();
        let endpoint = self.endpoint.route_layer(from_fn(move |request: Request, next: Next| {
            let names = Arc::clone(&names);
            async move {
                query::check_names(request.uri(), &names)?;
                Ok::<_, ApiError>(next.run(request).await)
            }
        }));
        if is_guarded { endpoint.route_layer(from_fn_with_state(Arc::clone(context), guard::check)) } else { endpoint }
    }
}

/// JSON.
pub(crate) const JSON: &str = "application/json";
/// A JSON document per line.
pub(crate) const NDJSON: &str = "application/x-ndjson";

/// What a body holds.
pub(crate) struct Content {
    pub(crate) summary: &'static str,
    pub(crate) media_types: Vec<&'static str>,
    /// The JSON Schema of the body; `None` for raw bytes.
    pub(crate) schema: Option<Value>,
}

impl Content {
    /// JSON of a type of ours. The schema has no `$defs`: a reference to them would be looked up in the whole document.
    pub(crate) fn of<T: JsonSchema>(summary: &'static str) -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        });
        Content::json(summary, settings.into_generator().into_root_schema_for::<T>().to_value())
    }

    pub(crate) fn json(summary: &'static str, schema: Value) -> Self {
        Content { summary, media_types: vec![JSON], schema: Some(schema) }
    }
}
