//! Mail, one message behind the other, each with a line `From …` in front (RFC 4155).

use std::io;

use super::lines::Lines;
use super::{Items, Opening, Step, TOO_LARGE};
use crate::error::{CONTAINER_BROKEN, Failure};
use crate::item::{Hints, Item};
use crate::stream::Start;

/// How the line in front of a message starts.
const FROM: &[u8] = b"From ";
const START: Start = Start { prefix: FROM, find: |bytes| memchr::memmem::find(bytes, b"\nFrom ").map(|at| at + 1) };

struct Mbox {
    lines: Lines,
    line: Vec<u8>,
    /// Where the line in front of the next message stands; nothing behind the last.
    next: Option<u64>,
    most: u64,
}

pub(super) fn open(opening: &Opening<'_>) -> io::Result<Box<dyn Items>> {
    let (mut lines, mut line, mut next) = (Lines::open(opening, START)?, Vec::new(), None);
    while next.is_none() && !lines.is_behind() {
        let Some(first) = lines.next(&mut line)? else { break };
        // A range may start with a line of prose.
        next = (opening.start == 0 || is_separator(&line)).then_some(first.at);
    }
    Ok(Box::new(Mbox { lines, line, next, most: opening.most }))
}

impl Items for Mbox {
    fn next(&mut self, item: &mut Item) -> Option<Step> {
        item.offset = self.next.take()?;
        item.bytes.clear();
        item.hints = Hints { format: Some("email"), ..Hints::default() };
        let mut is_whole = is_separator(&self.line);
        if !is_whole {
            let message = "expected a line \"From …\" in front of the first message, found none";
            return Some(Step::Broken(Failure::new(&CONTAINER_BROKEN, item.offset, message)));
        }
        loop {
            let is_behind = self.lines.is_behind();
            let line = match self.lines.next(&mut self.line) {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    return Some(Step::Broken(Failure::new(&CONTAINER_BROKEN, item.offset, error.to_string())));
                }
            };
            if is_separator(&self.line) {
                self.next = (!is_behind).then_some(line.at);
                break;
            }
            is_whole &= line.is_whole && (item.bytes.len() + self.line.len()) as u64 <= self.most;
            if is_whole {
                item.bytes.extend_from_slice(unquoted(&self.line));
            }
        }
        if is_whole {
            return Some(Step::Item);
        }
        let message = "the message is longer than the limit".to_owned();
        Some(Step::Broken(Failure { code: TOO_LARGE, message, offset: item.offset, name: None }))
    }

    fn position(&self) -> u64 {
        self.lines.position()
    }
}

/// Whether a line stands in front of a message: `From`, who, and when. Not every program quotes lines of prose that start so.
fn is_separator(line: &[u8]) -> bool {
    let is_time =
        |part: &[u8]| matches!(part, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    line.starts_with(FROM) && line.windows(5).any(is_time)
}

/// A line of a message that starts with `From ` has one `>` more in the file than in the message.
fn unquoted(line: &[u8]) -> &[u8] {
    let depth = line.iter().take_while(|&&byte| byte == b'>').count();
    let is_quoted = depth > 0 && line.get(depth..).is_some_and(|rest| rest.starts_with(FROM));
    line.get(usize::from(is_quoted)..).unwrap_or(line)
}
