//! Stored bytes as decoded ones, member by member.
//!
//! Gzip and Zstandard let compressed pieces (members, frames) stand one behind the other, and archives of the web compress
//! every record by itself. So a record can be found from any byte of a file, and damage ends with its member.

use std::io::{self, Read};

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;
use zstd::stream::raw::{DParameter, Decoder as Zstd, InBuffer, Operation, OutBuffer};

use crate::compress::{Coding, window_log};
use crate::containers::Opening;
use crate::input::Input;
use crate::window::Window;

/// Why there are no further bytes.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The system refuses.
    Io(io::Error),
    /// The bytes are not what they should be.
    Damaged(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Fault::Io(error)
    }
}

/// Decoded bytes are made in steps of this size.
const STEP: usize = 1 << 16;
/// What a member is told by: enough of it to decode its first line.
const SAMPLE: usize = 1 << 12;
/// A skippable frame of Zstandard has this number in front, its last four bits free.
const SKIPPABLE: u32 = 0x184D_2A50;

/// How an item starts.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    /// Its first bytes.
    pub(crate) prefix: &'static [u8],
    /// Finds the first one in some bytes of which a few more may follow.
    pub(crate) find: fn(&[u8]) -> Option<usize>,
}

/// So many bytes tell that an item starts.
pub(crate) const TOLD: usize = 16;

/// An input, decoded. A plain one is a single member.
pub(crate) struct Stream {
    input: Input,
    coding: Option<Coding>,
    /// Larger items are of no use, and so are windows.
    most: u64,
    stored: Window,
    decoder: Decoder,
    decoded: Vec<u8>,
    start: usize,
    /// Where the member starts in the input.
    member: u64,
    /// Bytes of the member taken.
    taken: u64,
    /// The member is decoded to its end.
    ended: bool,
}

enum Decoder {
    Plain,
    Gzip(Box<Decompress>),
    Zstd(Zstd<'static>),
}

impl Decoder {
    fn new(coding: Option<Coding>, most: u64) -> io::Result<Decoder> {
        Ok(match coding {
            Some(Coding::Gzip) => Decoder::Gzip(Box::new(Decompress::new_gzip(15))),
            Some(Coding::Zstd) => {
                let mut zstd = Zstd::new()?;
                zstd.set_parameter(DParameter::WindowLogMax(window_log(most)))?;
                Decoder::Zstd(zstd)
            }
            _ => Decoder::Plain,
        })
    }

    /// Decodes some of `stored` behind `decoded`: how many bytes were used, and whether the member is over.
    fn step(&mut self, stored: &[u8], decoded: &mut Vec<u8>) -> io::Result<(usize, bool)> {
        decoded.reserve(STEP);
        match self {
            Decoder::Plain => {
                decoded.extend_from_slice(stored);
                Ok((stored.len(), false))
            }
            Decoder::Gzip(inflate) => {
                let before = inflate.total_in();
                let status = inflate.decompress_vec(stored, decoded, FlushDecompress::None)?;
                let used = usize::try_from(inflate.total_in() - before).unwrap_or(stored.len());
                Ok((used, status == Status::StreamEnd))
            }
            Decoder::Zstd(zstd) => {
                let (mut input, len) = (InBuffer::around(stored), decoded.len());
                let hint = zstd.run(&mut input, &mut OutBuffer::around_pos(decoded, len))?;
                Ok((input.pos(), hint == 0))
            }
        }
    }
}

impl Stream {
    /// Opens an input at its start.
    pub(crate) fn open(opening: &Opening<'_>) -> io::Result<Stream> {
        let &Opening { input, coding, most, .. } = opening;
        let stored = Window::new(input.open(0)?, 0);
        let (decoder, ended) = (Decoder::new(coding, most)?, coding.is_some());
        let (decoded, input) = (Vec::new(), input.clone());
        Ok(Stream { input, coding, most, stored, decoder, decoded, start: 0, member: 0, taken: 0, ended })
    }

    /// Where the next byte comes from: in a plain input its place, in a compressed one the start of its member.
    pub(crate) fn place(&self) -> u64 {
        if self.coding.is_none() { self.member + self.taken } else { self.member }
    }

    /// Whether the input has members.
    pub(crate) fn is_compressed(&self) -> bool {
        self.coding.is_some()
    }

    /// How far the input was read.
    pub(crate) fn position(&self) -> u64 {
        self.stored.position()
    }

    /// What is decoded and not taken.
    pub(crate) fn ready(&self) -> &[u8] {
        self.decoded.get(self.start..).unwrap_or_default()
    }

    /// Takes `n` bytes of [`ready`](Self::ready).
    pub(crate) fn advance(&mut self, n: usize) {
        self.start += n;
        self.taken += n as u64;
    }

    /// Decodes until there are `n` bytes, or the member ends.
    pub(crate) fn fill(&mut self, n: usize) -> Result<&[u8], Fault> {
        if self.ready().len() < n {
            self.decoded.drain(..self.start);
            self.start = 0;
        }
        while self.decoded.len() < n && !self.ended {
            self.decode()?;
        }
        Ok(self.ready())
    }

    fn decode(&mut self) -> Result<(), Fault> {
        if self.stored.fill(1)?.is_empty() {
            self.ended = true;
            return match self.coding {
                None => Ok(()),
                Some(_) => Err(Fault::Damaged("the file ends inside compressed data".to_owned())),
            };
        }
        let outcome = self.decoder.step(self.stored.ready(), &mut self.decoded);
        let damaged = |error: io::Error| Fault::Damaged(format!("compressed data is damaged: {error}"));
        let (used, ended) = outcome.inspect_err(|_| self.ended = true).map_err(damaged)?;
        self.stored.advance(used);
        self.ended = ended;
        Ok(())
    }

    /// Goes on to the next member, behind what is left of this one; false at the end of the input.
    pub(crate) fn next_member(&mut self) -> Result<bool, Fault> {
        let Some(coding) = self.coding else { return Ok(false) };
        self.skip_frames()?;
        if self.stored.fill(coding.magic().len())?.is_empty() {
            return Ok(false);
        }
        if self.ready().is_empty() {
            (self.member, self.taken) = (self.stored.position(), 0);
        }
        if !self.stored.ready().starts_with(coding.magic()) {
            return Err(Fault::Damaged("expected compressed data, found other bytes".to_owned()));
        }
        self.decoder = Decoder::new(self.coding, self.most)?;
        self.ended = false;
        Ok(true)
    }

    /// Frames of Zstandard that say of themselves that they hold no data.
    fn skip_frames(&mut self) -> Result<(), Fault> {
        while let Some(head) = self.stored.fill(8)?.first_chunk::<8>() {
            let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
            if self.coding != Some(Coding::Zstd) || word(0) & !0xF != SKIPPABLE {
                break;
            }
            let mut rest = word(4) as usize + 8;
            while rest > 0 {
                let n = self.stored.fill(1)?.len().min(rest);
                if n == 0 {
                    break;
                }
                self.stored.advance(n);
                rest -= n;
            }
        }
        Ok(())
    }

    /// Goes to the first item at or behind `from`, in a compressed input to the first member that starts with one; false if there
    /// is none. An input that comes once is searched from where it was read to.
    pub(crate) fn seek(&mut self, from: u64, start: Start) -> io::Result<bool> {
        if self.input.is_kept() {
            self.stored = Window::new(self.input.open(from)?, from);
        } else {
            let ahead = usize::try_from(from.saturating_sub(self.stored.position())).unwrap_or(usize::MAX);
            let n = self.stored.fill(ahead)?.len().min(ahead);
            self.stored.advance(n);
        }
        self.decoded.clear();
        (self.start, self.taken, self.ended) = (0, 0, true);
        loop {
            let bytes = self.stored.fill(SAMPLE)?;
            let is_last = bytes.len() < SAMPLE;
            let found = match self.coding {
                Some(coding) => memmem::find(bytes, coding.magic()),
                None => (start.find)(bytes),
            };
            let Some(at) = found else {
                if is_last {
                    return Ok(false);
                }
                let n = bytes.len() - TOLD;
                self.stored.advance(n);
                continue;
            };
            self.stored.advance(at);
            if self.coding.is_none() || self.starts_member(start.prefix)? {
                return self.begin().map(|()| true);
            }
            self.stored.advance(1);
        }
    }

    /// Starts a member at the window's start.
    fn begin(&mut self) -> io::Result<()> {
        self.member = self.stored.position();
        self.decoder = Decoder::new(self.coding, self.most)?;
        self.ended = false;
        Ok(())
    }

    /// Whether what comes next is the end of the input, or starts as a member with `prefix` does.
    pub(crate) fn is_sound(&mut self, prefix: &[u8]) -> Result<bool, Fault> {
        if !self.ready().is_empty() {
            return Ok(self.fill(prefix.len())?.starts_with(prefix));
        }
        self.next_is_sound(prefix)
    }

    /// Whether the member is over, and what comes next is the end of the input or starts with `prefix`.
    pub(crate) fn next_is_sound(&mut self, prefix: &[u8]) -> Result<bool, Fault> {
        Ok(self.stored.fill(SAMPLE)?.is_empty() || self.starts_member(prefix)?)
    }

    /// Whether what is stored next decodes to something that starts with `prefix`.
    fn starts_member(&mut self, prefix: &[u8]) -> io::Result<bool> {
        let (mut decoder, mut decoded) = (Decoder::new(self.coding, self.most)?, Vec::new());
        let is_sound = decoder.step(self.stored.fill(SAMPLE)?, &mut decoded).is_ok();
        Ok(is_sound && decoded.starts_with(prefix))
    }
}

/// All members as one stream, for containers that are compressed as a whole.
impl Read for Stream {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let io = |fault| match fault {
            Fault::Io(error) => error,
            Fault::Damaged(message) => io::Error::new(io::ErrorKind::InvalidData, message),
        };
        while self.fill(1).map_err(io)?.is_empty() {
            if !self.next_member().map_err(io)? {
                return Ok(0);
            }
        }
        let n = self.ready().len().min(bytes.len());
        if let (Some(to), Some(from)) = (bytes.get_mut(..n), self.ready().get(..n)) {
            to.copy_from_slice(from);
        }
        self.advance(n);
        Ok(n)
    }
}
