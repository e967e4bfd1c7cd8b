//! Reads a news article of any format into one typed article, every value with its exact place in the source.
//!
//! ```
//! use news_core::{OffsetUnit, Options, read, to_json};
//!
//! let copy = "Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday.\n";
//! let article = read(copy.as_bytes(), &Options::default())?;
//! let headline = article.headline.as_ref().expect("the copy has one");
//! assert_eq!(headline.span.of(&article.text), "Rivers fall");
//! assert!(to_json(&article, OffsetUnit::Scalar).starts_with(r#"{"schema":"news.article/1""#));
//! # Ok::<(), news_core::Error>(())
//! ```
//!
//! Pure: no files, no network, no clock, no threads, no global state. The same bytes and options give the same article.

mod annotators;
pub mod article;
mod carried;
#[cfg(feature = "conformance")]
pub mod conformance;
mod diff;
mod draft;
mod error;
#[cfg(feature = "schema")]
mod excerpt;
mod generated;
mod grammar;
#[allow(dead_code, reason = "the readers of pages use a part of it; tests and fuzzing the rest")]
mod html;
mod json;
mod mime;
mod nearest;
mod options;
mod pipeline;
mod readers;
mod review;
pub mod rows;
mod source;
mod span;
#[cfg(feature = "training")]
pub mod training;
mod wire;
mod writers;
mod xml;

pub use article::{Article, Container};
pub use diff::{Difference, Happened, Side, Word, diff};
pub use error::{CODES, Code, Error, ErrorKind, PassedLimit, SourcePlace};
#[cfg(feature = "schema")]
pub use excerpt::{Excerpt, Fields, Kinds, excerpt_schema};
pub use nearest::did_you_mean;
#[cfg(feature = "schema")]
pub use options::options_schema;
pub use options::{Options, parse_day};
pub use pipeline::{Reading, read, read_all, read_all_while, read_items};
pub use readers::{FORMATS, Format, format_named};
pub use review::review;
pub use span::{Offset, OffsetUnit, Piece, PieceKind, Slice, SourceMap, SourceSpan, Span};
#[cfg(feature = "schema")]
pub use wire::{article_schema, container_schema};
pub use wire::{container_to_json, from_json, to_json, to_json_pretty};
pub use writers::{Holds, Layout, Loss, OUTPUTS, Output, Several, fields, output_named};
