//! What the handlers share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::config::Config;
use crate::limits::Limits;
use crate::parsers::Parsers;

/// What the handlers share.
pub(crate) struct Context {
    /// Largest body in bytes.
    pub(crate) max_body: usize,
    /// Longest wait for the next piece of a body.
    pub(crate) body_idle: Duration,
    /// Longest wait for an answer.
    pub(crate) request: Duration,
    stopping: AtomicBool,
    pub(crate) parsers: Parsers,
    /// The `OpenAPI` document, written once.
    pub(crate) openapi: String,
}

impl Context {
    pub(crate) fn new(config: &Config, parsers: Parsers, openapi: String) -> Self {
        let Limits { body_idle, request, .. } = config.limits;
        Context { max_body: config.max_body, body_idle, request, stopping: AtomicBool::new(false), parsers, openapi }
    }

    /// Makes `readyz` fail from now on.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the server is about to end.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}
