//! Counters for the operator, in the text form of `OpenMetrics`. No label holds anything of what was sent.

mod process;

use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric, Registry};

use crate::entry::Facts;
use crate::parsers::Parsers;

/// The media type of the text.
pub(crate) const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From a short item to the longest that a request may take.
const SECONDS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];
/// From a flash to the largest body.
const BYTES: [f64; 8] = [1024.0, 4096.0, 16384.0, 65536.0, 262_144.0, 1_048_576.0, 4_194_304.0, 16_777_216.0];

type Labels<const N: usize> = [(&'static str, String); N];

/// The counters.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Labels<2>, Counter>,
    request_seconds: Histogram,
    parse_seconds: Family<Labels<1>, Histogram, fn() -> Histogram>,
    input_bytes: Histogram,
    documents: Family<Labels<2>, Counter>,
    limit_hits: Family<Labels<1>, Counter>,
    parses_in_flight: Gauge,
    queue_depth: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(process::Process));
        let known = &mut registry;
        Metrics {
            requests: named(known, "news_requests", "Requests by route and status", Family::default()),
            request_seconds: named(known, "news_request_seconds", "From a head to the end of the work", seconds()),
            parse_seconds: named(
                known,
                "news_parse_seconds",
                "Time of reading a document",
                Family::new_with_constructor(seconds),
            ),
            input_bytes: named(known, "news_input_bytes", "Size of bodies as they were sent", Histogram::new(BYTES)),
            documents: named(
                known,
                "news_documents",
                "Documents by format, and by article or the code of the problem",
                Family::default(),
            ),
            limit_hits: named(known, "news_limit_hits", "What passed a limit of /v1/limits", Family::default()),
            parses_in_flight: named(known, "news_parses_in_flight", "Documents being read", Gauge::default()),
            queue_depth: named(known, "news_queue_depth", "Documents waiting to be read", Gauge::default()),
            registry,
        }
    }

    /// Counts a request that is over.
    pub(crate) fn request(&self, route: Option<&str>, facts: &Facts, took: Duration) {
        let status = facts.status.map_or_else(|| "none".to_owned(), |status| status.as_str().to_owned());
        let labels = [("route", route.unwrap_or("none").to_owned()), ("status", status)];
        self.requests.get_or_create(&labels).inc();
        self.request_seconds.observe(took.as_secs_f64());
        if let Some(bytes) = facts.bytes {
            #[expect(clippy::cast_precision_loss, reason = "a histogram of sizes needs no more than 53 bits")]
            self.input_bytes.observe(bytes as f64);
        }
    }

    /// Counts a document that was read, or could not be.
    pub(crate) fn document(&self, format: &str, outcome: &str, took: Duration) {
        self.documents.get_or_create(&[("format", format.to_owned()), ("outcome", outcome.to_owned())]).inc();
        self.parse_seconds.get_or_create(&[("format", format.to_owned())]).observe(took.as_secs_f64());
    }

    /// Counts that a limit was passed.
    pub(crate) fn limit_hit(&self, limit: &str) {
        self.limit_hits.get_or_create(&[("limit", limit.to_owned())]).inc();
    }

    /// All of them as text.
    pub(crate) fn text(&self, parsers: &Parsers) -> String {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.parses_in_flight.set(count(parsers.running()));
        self.queue_depth.set(count(parsers.waiting()));
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes all that is written");
        text
    }
}

/// The metric, once the registry knows it.
fn named<M: Metric + Clone>(registry: &mut Registry, name: &str, help: &str, metric: M) -> M {
    registry.register(name, help, metric.clone());
    metric
}

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}
