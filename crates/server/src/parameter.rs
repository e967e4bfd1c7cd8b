//! Parameters of endpoints, in path and query.

use serde_json::Value;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
}

/// A parameter of an endpoint.
#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) summary: String,
    /// A value that works.
    pub(crate) example: Value,
    /// The JSON Schema of its values.
    pub(crate) schema: Value,
}
