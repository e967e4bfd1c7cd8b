//! What the handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use tokio::sync::Semaphore;

use crate::bodies::Bodies;
use crate::config::Config;
use crate::metrics::Metrics;
use crate::parsers::Parsers;
use crate::rate::Limiter;
use crate::route::Route;
use crate::routes::batch;
use crate::{docs, openapi};

/// What the handlers share.
pub(crate) struct Context {
    pub(crate) config: Config,
    stopping: AtomicBool,
    pub(crate) parsers: Parsers,
    /// Room for the bodies that are here.
    pub(crate) bodies: Bodies,
    /// A permit for each archive that is being taken apart, by a thread of its own.
    pub(crate) archives: Arc<Semaphore>,
    /// The quotas of the tokens, or one for all where there is no token.
    pub(crate) limiter: Option<Limiter>,
    pub(crate) metrics: Metrics,
    /// The `OpenAPI` document, written once.
    pub(crate) openapi: String,
    /// The reference as a page, written once.
    pub(crate) docs: String,
}

impl Context {
    pub(crate) fn new(config: &Config, routes: &[Route]) -> Self {
        let parsers = Parsers::new(available_parallelism().map_or(1, usize::from), config.limits.queue);
        let limiter = config.rate_per_minute.map(|quota| Limiter::new(quota, config.tokens.len().max(1)));
        Context {
            config: config.clone(),
            stopping: AtomicBool::new(false),
            archives: Arc::new(Semaphore::new(batch::ARCHIVES)),
            parsers,
            bodies: Bodies::new(&config.limits),
            limiter,
            metrics: Metrics::new(),
            openapi: openapi::describe(routes).to_string(),
            docs: docs::describe(routes),
        }
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
