//! What the handlers share.

use crate::parsers::Parsers;

/// What the handlers share.
pub(crate) struct Context {
    /// Largest body in bytes.
    pub(crate) max_body: usize,
    pub(crate) parsers: Parsers,
    /// The `OpenAPI` document, written once.
    pub(crate) openapi: String,
}
