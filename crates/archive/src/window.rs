//! A stretch of a stream that can be looked at before it is taken.

use std::io::{self, Read};

/// How much is read at once.
const CHUNK: usize = 1 << 17;

/// The bytes of a stream from `position` on, as far as they were read.
pub(crate) struct Window {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    position: u64,
}

impl Window {
    /// A stream whose first byte is the byte `position` of its input.
    pub(crate) fn new(reader: Box<dyn Read + Send>, position: u64) -> Self {
        Window { reader, buffer: Vec::new(), start: 0, position }
    }

    /// Where the window starts in the input.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// What was read and not taken.
    pub(crate) fn ready(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Reads until there are `n` bytes, or the stream ends.
    pub(crate) fn fill(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.ready().len() < n && self.read()? > 0 {}
        Ok(self.ready())
    }

    /// Takes `n` bytes.
    pub(crate) fn advance(&mut self, n: usize) {
        self.start += n;
        self.position += n as u64;
    }

    /// Reads some more; 0 at the end.
    fn read(&mut self) -> io::Result<usize> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let len = self.buffer.len();
        self.buffer.resize(len + CHUNK, 0);
        let outcome = self.reader.read(self.buffer.get_mut(len..).unwrap_or_default());
        self.buffer.truncate(len + outcome.as_ref().copied().unwrap_or_default());
        match outcome {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => self.read(),
            outcome => outcome,
        }
    }
}
