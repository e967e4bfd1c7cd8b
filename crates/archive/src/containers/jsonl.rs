//! JSON Lines: a text or page per line.

use std::io;

use super::lines::Lines;
use super::{Items, Opening, Step, TOO_LARGE};
use crate::error::{CONTAINER_BROKEN, Failure};
use crate::item::Item;
use crate::line::read_line;
use crate::stream::Start;

/// The library's code for a line that is none.
const BAD_LINE: &str = "E0010";

/// How a line starts.
const START: Start = Start { prefix: b"", find: |bytes| memchr::memchr(b'\n', bytes).map(|at| at + 1) };

struct Jsonl {
    lines: Lines,
    line: Vec<u8>,
}

pub(super) fn open(opening: &Opening<'_>) -> io::Result<Box<dyn Items>> {
    Ok(Box::new(Jsonl { lines: Lines::open(opening, START)?, line: Vec::new() }))
}

impl Items for Jsonl {
    fn next(&mut self, item: &mut Item) -> Option<Step> {
        while !self.lines.is_behind() {
            let line = match self.lines.next(&mut self.line) {
                Ok(line) => line?,
                Err(error) => {
                    self.lines.stop();
                    return Some(Step::Broken(Failure::new(&CONTAINER_BROKEN, self.lines.at, error.to_string())));
                }
            };
            if line.is_whole && self.line.trim_ascii().is_empty() {
                continue;
            }
            item.offset = line.at;
            let failure = |code, message, name| Failure { code, message, offset: line.at, name };
            if !line.is_whole {
                let message = "the line is longer than the limit".to_owned();
                return Some(Step::Broken(failure(TOO_LARGE, message, None)));
            }
            return Some(match read_line(&self.line) {
                Ok(line) => {
                    (item.bytes, item.hints) = (line.text.into_bytes(), line.hints);
                    Step::Item
                }
                Err(bad) => Step::Broken(failure(BAD_LINE, bad.message, bad.id)),
            });
        }
        None
    }

    fn position(&self) -> u64 {
        self.lines.position()
    }
}
