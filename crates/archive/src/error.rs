//! What goes wrong with one item of an archive: the run writes it down and goes on.

use std::io;

use news_core::{CODES as LIBRARY, Code};
use serde_json::{Value, json};

/// An input that the system does not let be read.
pub const INPUT_UNREADABLE: Code = error(
    "E1002",
    "input-unreadable",
    "The input exists and the system refused to read it; the message has its reason. The other inputs are read.",
);
/// A panic of the library.
pub const READER_PANIC: Code = error(
    "E1003",
    "reader-panic",
    "The parser broke off with a bug of its own. The input is skipped and the run goes on. Please report the message together with the input, or the shortest part of it that still does it.",
);
/// A record that cannot be taken out of its container.
pub const RECORD_BROKEN: Code = error(
    "E1101",
    "record-broken",
    "A record of an archive could not be read: its compressed bytes are damaged or cut, its head is none, or it does not have the length that its head promises. Reading went on at the next record that starts as one should; what lies between is lost.",
);
/// A payload that is not what its head says.
pub const PAYLOAD_BROKEN: Code = error(
    "E1102",
    "payload-broken",
    "The head of a stored page names a compression (`Content-Encoding`) that its bytes are not in, or a compressed file is damaged. The page is skipped.",
);
/// A container whose rest cannot be read.
pub const CONTAINER_BROKEN: Code = error(
    "E1103",
    "container-broken",
    "The archive cannot be read on from this place, and nothing in it tells where the next item starts. What came before was read.",
);

/// The codes of this crate, sorted.
pub const CODES: &[Code] = &[INPUT_UNREADABLE, READER_PANIC, RECORD_BROKEN, PAYLOAD_BROKEN, CONTAINER_BROKEN];

const fn error(code: &'static str, name: &'static str, help: &'static str) -> Code {
    Code { code, name, level: None, help }
}

/// Why an item gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// A code of this crate or of the library.
    pub code: &'static str,
    /// What was expected and found.
    pub message: String,
    /// Where the item starts, as in [`Record::offset`](crate::Record::offset).
    pub offset: u64,
    /// The address or name of the item, where that is known.
    pub name: Option<String>,
}

impl Failure {
    /// A failure at a place of an input.
    pub fn new(code: &Code, offset: u64, message: impl Into<String>) -> Self {
        Failure { code: code.code, message: message.into(), offset, name: None }
    }

    /// What the system says.
    pub fn of_io(error: &io::Error, offset: u64) -> Self {
        Failure::new(&INPUT_UNREADABLE, offset, error.to_string())
    }

    /// What the library says.
    pub fn of(error: &news_core::Error, offset: u64) -> Self {
        Failure::new(error.code(), offset, error.to_string())
    }

    /// The same with the address or name of the item.
    #[must_use]
    pub fn named(self, name: Option<&str>) -> Self {
        Failure { name: name.map(str::to_owned), ..self }
    }

    /// The line of `errors.jsonl`.
    pub fn to_json(&self, input: &str, part: &str) -> Value {
        let row = CODES.iter().chain(LIBRARY).find(|row| row.code == self.code);
        json!({
            "input": input,
            "offset": self.offset,
            "name": self.name,
            "part": part,
            "error": { "code": self.code, "name": row.map(|row| row.name), "message": self.message },
        })
    }
}
