//! Archives: containers that hold many articles, and runs over them that lose nothing.
//!
//! ```
//! use news_archive::{Item, read_item};
//! use news_core::Options;
//!
//! let mut item = Item { bytes: b"Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell.\n".to_vec(), ..Item::default() };
//! item.hints.url = Some("https://example.org/2026/rivers".to_owned());
//! let articles = read_item(&item, &Options::default()).map_err(|failure| failure.message)?;
//! assert_eq!(articles[0].ids[0].value, "https://example.org/2026/rivers");
//! # Ok::<(), String>(())
//! ```

pub mod batch;
mod compress;
pub mod containers;
pub mod dedup;
mod error;
mod fingerprint;
pub mod guard;
mod head;
mod hex;
mod input;
mod item;
mod line;
mod part;
mod reading;
mod record;
mod report;
#[cfg(test)]
mod seeds;
pub mod store;
mod stream;
pub mod table;
mod window;

pub use compress::Coding;
pub use error::{CODES, CONTAINER_BROKEN, Failure, INPUT_UNREADABLE, PAYLOAD_BROKEN, READER_PANIC, RECORD_BROKEN};
pub use fingerprint::Fingerprint;
pub use input::{Identity, Input};
pub use item::{Hints, Item};
pub use line::{BadLine, Line, read_line};
pub use part::{Hashed, PART_FORMATS, PartFormat, PartOptions, PartWriter, Written, part_format_named};
pub use reading::read_item;
pub use record::Record;
pub use report::report;
