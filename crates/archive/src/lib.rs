//! Archives: containers that hold many articles, and runs over them that lose nothing.

mod fingerprint;
mod hex;
mod part;
mod record;
mod report;
#[cfg(test)]
mod seeds;
pub mod table;

pub use fingerprint::Fingerprint;
pub use part::{Hashed, PART_FORMATS, PartFormat, PartOptions, PartWriter, Written, part_format_named};
pub use record::Record;
pub use report::report;
