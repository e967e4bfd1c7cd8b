//! The HTTP API of `news`: one document in, one article out, nothing kept.
//!
//! Stateless: no job store, no stored results, no outgoing requests, and no log of what was sent. Parsing runs on blocking
//! threads, a bounded number at once; every failure is `application/problem+json` (RFC 9457).
//!
//! ```
//! use news_server::{Config, app};
//!
//! let app = app(&Config::default());
//! assert!(app.api.has_routes() && app.admin.has_routes());
//! ```
//!
//! Without tokens ([`Config::tokens`]) nobody is asked who they are, so [`serve`] then binds loopback addresses only unless it is
//! told otherwise. Every wait for a client has an end ([`Limits`]).

mod accept;
mod admin;
mod app;
mod bodies;
mod coding;
mod config;
mod context;
mod cors;
mod docs;
mod document;
#[cfg(feature = "echo")]
mod echo;
mod entry;
mod error;
mod guard;
mod headers;
mod html;
mod limits;
mod metrics;
mod openapi;
mod page;
mod parameter;
mod parsers;
mod patient;
mod problems;
mod query;
mod rate;
mod reading;
mod route;
mod routes;
mod serve;
mod table;
mod tag;
mod token;

pub use app::{App, app};
pub use config::Config;
#[cfg(feature = "echo")]
pub use echo::echo;
pub use limits::Limits;
pub use serve::{serve, serve_until};
pub use token::{BadToken, Token};
