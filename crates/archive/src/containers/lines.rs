//! Containers of lines.

use std::io::{self, BufRead, BufReader};

use super::Opening;
use crate::stream::{Start, Stream};

/// Lines of a range, with their places in the decoded input.
pub(super) struct Lines {
    reader: BufReader<Stream>,
    /// Where the next line starts.
    pub(super) at: u64,
    end: u64,
    most: u64,
}

/// A line.
pub(super) struct Line {
    /// Its place.
    pub(super) at: u64,
    /// All of it is there; else it was longer than allowed, and the rest was passed over.
    pub(super) is_whole: bool,
}

impl Lines {
    /// Opens a range at its first line that `start` finds, by the end of the line in front of it.
    pub(super) fn open(opening: &Opening<'_>, start: Start) -> io::Result<Lines> {
        let mut stream = Stream::open(opening)?;
        let mut end = if opening.coding.is_some() { u64::MAX } else { opening.end };
        if opening.start > 0 && !stream.seek(opening.start - 1, start)? {
            end = 0;
        }
        let at = stream.place();
        Ok(Lines { reader: BufReader::with_capacity(1 << 16, stream), at, end, most: opening.most })
    }

    /// Whether the next line lies behind the range.
    pub(super) fn is_behind(&self) -> bool {
        self.at >= self.end
    }

    /// Ends the range here.
    pub(super) fn stop(&mut self) {
        self.end = 0;
    }

    /// How far the stored input was read.
    pub(super) fn position(&self) -> u64 {
        self.reader.get_ref().position()
    }

    /// Reads the next line with its end into `line`, which is emptied before.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Option<Line>> {
        line.clear();
        let (at, mut is_whole) = (self.at, true);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok((self.at > at).then_some(Line { at, is_whole }));
            }
            let end = memchr::memchr(b'\n', buffer);
            let n = end.map_or(buffer.len(), |end| end + 1);
            is_whole &= (line.len() + n) as u64 <= self.most;
            if is_whole {
                line.extend_from_slice(buffer.get(..n).unwrap_or_default());
            }
            self.reader.consume(n);
            self.at += n as u64;
            if end.is_some() {
                return Ok(Some(Line { at, is_whole }));
            }
        }
    }
}
