//! The HTTP API of `news`: one document in, one article out, nothing kept.
//!
//! Stateless: no job store, no stored results, no outgoing requests, and no log of what was sent. Parsing runs on blocking
//! threads, a bounded number at once; every failure is `application/problem+json` (RFC 9457).
//!
//! ```
//! use news_server::{Config, app};
//!
//! let router = app(&Config::default());
//! assert!(router.has_routes());
//! ```
//!
//! This version has no authentication, so [`serve`] binds loopback addresses only unless it is told otherwise. Every wait for
//! a client has an end ([`Limits`]).

mod accept;
mod app;
mod coding;
mod config;
mod context;
mod document;
mod error;
mod headers;
mod limits;
mod openapi;
mod page;
mod parameter;
mod parsers;
mod patient;
mod problems;
mod query;
mod route;
mod routes;
mod serve;

pub use app::app;
pub use config::Config;
pub use limits::Limits;
pub use serve::{serve, serve_until};
