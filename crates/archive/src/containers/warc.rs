//! WARC: what crawlers store.
//!
//! Every record is taken only when its bytes are all there and end as a record does, so that a wrong length spoils its own
//! record alone. Records that hold no document (requests, metadata, revisits) are passed over.

use std::io;

use memchr::memmem;

use super::{Items, Opening, Step};
use crate::compress::Coding;
use crate::error::{Failure, PAYLOAD_BROKEN, RECORD_BROKEN};
use crate::head::{Head, content_type};
use crate::item::{Hints, Item};
use crate::stream::{Fault, Start, Stream, TOLD};

/// How every record starts.
const VERSION: &[u8] = b"WARC/1.";
const START: Start = Start { prefix: VERSION, find: find_record };
/// How much is looked at once for the next record.
const SCAN: usize = 1 << 16;
/// Two line ends stand behind a record.
const GAP: usize = 4;
/// A head that is longer than this is none.
const LONGEST_HEAD: usize = 1 << 16;
/// Larger records hold recordings; no page comes near.
const LARGEST: u64 = 48 << 20;

struct Warc {
    stream: Stream,
    end: u64,
    most: u64,
    /// The address in the record that is being read, for messages.
    address: Option<String>,
    done: bool,
}

pub(super) fn open(opening: &Opening<'_>) -> io::Result<Box<dyn Items>> {
    let mut stream = Stream::open(opening)?;
    let found = opening.start == 0 || stream.seek(opening.start, START)?;
    let done = !found || stream.place() >= opening.end && opening.start > 0;
    let most = opening.most.min(LARGEST);
    Ok(Box::new(Warc { stream, end: opening.end, most, address: None, done }))
}

/// Why a record was not read.
enum Trouble {
    /// It is none, or not as its head says; what follows may still be found in the stream.
    Record(String),
    /// Its bytes cannot be had.
    Fault(Fault),
    /// It was read, and its payload is broken.
    Payload(Failure),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Trouble::Fault(fault)
    }
}

/// The head of a record.
struct Meta {
    kind: String,
    date: Option<String>,
    media: Option<String>,
    truncated: Option<String>,
    /// Bytes of the head, and of the block behind it.
    head: usize,
    block: usize,
}

impl Items for Warc {
    fn next(&mut self, item: &mut Item) -> Option<Step> {
        while !self.done {
            self.address = None;
            match self.record(item) {
                Ok(None) => {}
                Ok(step) => return step,
                Err(trouble) => return Some(Step::Broken(self.settle(trouble))),
            }
        }
        None
    }

    fn position(&self) -> u64 {
        self.stream.position()
    }
}

impl Warc {
    /// Reads one record; nothing where it holds no document, or there is none left.
    fn record(&mut self, item: &mut Item) -> Result<Option<Step>, Trouble> {
        if !self.begin()? {
            self.done = true;
            return Ok(None);
        }
        let meta = self.meta()?;
        let total = meta.head + meta.block;
        self.await_block(total)?;
        let block = self.stream.ready().get(meta.head..total).unwrap_or_default();
        item.offset = self.stream.place();
        let outcome = document(&meta, block, item, self.most);
        self.stream.advance(total);
        item.hints.url.clone_from(&self.address);
        item.hints.retrieved = meta.date;
        outcome.map_err(|message| {
            Trouble::Payload(Failure::new(&PAYLOAD_BROKEN, item.offset, message).named(self.address.as_deref()))
        })
    }

    /// Goes to the start of the next record; false behind the range and at the end.
    fn begin(&mut self) -> Result<bool, Trouble> {
        loop {
            match self.stream.fill(1)?.first().copied() {
                Some(b'\r' | b'\n') => self.stream.advance(1),
                Some(_) if self.stream.is_compressed() || self.stream.place() < self.end => return Ok(true),
                None if self.stream.is_compressed() && self.stream.position() < self.end => {
                    if !self.stream.next_member()? {
                        return Ok(false);
                    }
                }
                _ => break,
            }
        }
        // The next range starts with the first sound record, so what is broken in front of it is told here.
        self.done = true;
        if self.stream.is_sound(VERSION)? {
            return Ok(false);
        }
        Err(Trouble::Record("expected a record, found other bytes".to_owned()))
    }

    fn meta(&mut self) -> Result<Meta, Trouble> {
        let start = self.stream.fill(VERSION.len())?;
        if !start.starts_with(VERSION) {
            let found = String::from_utf8_lossy(start.get(..VERSION.len()).unwrap_or(start)).into_owned();
            return Err(Trouble::Record(format!("expected a record (WARC/1.0), found {found:?}")));
        }
        // No more is waited for than there is: what comes once may pause behind a record.
        let mut wanted = VERSION.len();
        while Head::of(self.stream.fill(wanted)?).is_none()
            && (wanted..LONGEST_HEAD).contains(&self.stream.ready().len())
        {
            wanted = self.stream.ready().len() + 1;
        }
        let head = Head::of(self.stream.ready()).filter(|head| head.len <= LONGEST_HEAD);
        let head = head.ok_or_else(|| Trouble::Record("the head of the record does not end".to_owned()))?;
        if self.stream.ready().get(1..head.len).and_then(find_record).is_some() {
            return Err(Trouble::Record("the head of the record is cut off by the next record".to_owned()));
        }
        let owned = |name: &str| head.get(name).map(str::to_owned);
        self.address = head.get("WARC-Target-URI").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let length = head.get("Content-Length").unwrap_or("none");
        let block: u64 =
            length.parse().map_err(|_| Trouble::Record(format!("expected Content-Length, found {length}")))?;
        if block > self.most {
            return Err(Trouble::Record(format!("the record has {block} bytes, the limit is {}", self.most)));
        }
        Ok(Meta {
            kind: owned("WARC-Type").unwrap_or_default(),
            date: owned("WARC-Date"),
            media: owned("Content-Type"),
            truncated: owned("WARC-Truncated"),
            head: head.len,
            block: usize::try_from(block).unwrap_or(usize::MAX),
        })
    }

    /// Waits for a whole record, and looks at what follows.
    fn await_block(&mut self, total: usize) -> Result<(), Trouble> {
        // A member ends with its record; other ways of compressing end one anywhere.
        let mut has = self.stream.fill(total + GAP)?.len();
        while has < total && !self.stream.next_is_sound(VERSION)? && self.stream.next_member()? {
            has = self.stream.fill(total + GAP)?.len();
        }
        if has < total {
            return Err(Trouble::Record(format!("the record promises {total} bytes with its head, has {has}")));
        }
        // What comes once may pause behind a record, so more is waited for only where the line ends do not settle it.
        for gap in [GAP, GAP + VERSION.len()] {
            let (record, behind) = self.stream.fill(total + gap)?.split_at(total);
            let next = behind.trim_ascii_start();
            let is_last = next.is_empty() && behind.len() < gap;
            // The next record may be broken; the line ends may be those of a record that stands inside one that was cut.
            let is_whole = || record.get(1..).and_then(find_record).is_none();
            let has_end = behind.starts_with(b"\r\n\r\n") || behind.starts_with(b"\n\n");
            if is_last || next.starts_with(VERSION) || has_end && is_whole() {
                return Ok(());
            }
        }
        Err(Trouble::Record("the record is longer than its head promises".to_owned()))
    }

    /// Goes behind what is broken, and says what it was.
    fn settle(&mut self, trouble: Trouble) -> Failure {
        let place = if self.done { self.stream.position() } else { self.stream.place() };
        let (message, outcome) = match trouble {
            Trouble::Payload(failure) => return failure,
            Trouble::Record(message) => (message, if self.done { Ok(()) } else { self.scan() }),
            Trouble::Fault(Fault::Damaged(message)) => (message, self.seek(place + 1)),
            Trouble::Fault(Fault::Io(error)) => (String::new(), Err(error)),
        };
        match outcome {
            Ok(()) => Failure::new(&RECORD_BROKEN, place, message).named(self.address.as_deref()),
            Err(error) => {
                self.done = true;
                Failure::of_io(&error, place)
            }
        }
    }

    /// Goes to the next record of the member, or to its end.
    fn scan(&mut self) -> io::Result<()> {
        // What starts here is broken.
        let mut passed = 1;
        loop {
            let place = self.stream.place();
            let bytes = match self.stream.fill(SCAN) {
                Err(Fault::Io(error)) => return Err(error),
                Err(Fault::Damaged(_)) => return self.seek(place + 1),
                Ok(bytes) => bytes,
            };
            let (len, passing) = (bytes.len(), passed.min(bytes.len()));
            let found = bytes.get(passing..).and_then(find_record);
            let is_over = found.is_some() || len < SCAN;
            // A record may have begun in the last bytes.
            let behind = found.map_or(if is_over { len } else { len - TOLD }, |at| passing + at);
            self.stream.advance(behind);
            if is_over {
                return Ok(());
            }
            passed = 0;
        }
    }

    fn seek(&mut self, from: u64) -> io::Result<()> {
        self.done = !self.stream.seek(from, START)? || self.stream.place() >= self.end;
        Ok(())
    }
}

/// Finds the first line of a record. Behind one that was cut it need not stand at the start of a line.
fn find_record(bytes: &[u8]) -> Option<usize> {
    let is_line = |at: &usize| {
        let rest = bytes.get(at + VERSION.len()..).unwrap_or_default();
        matches!(rest, [b'0'..=b'9', b'\n', ..] | [b'0'..=b'9', b'\r', b'\n', ..])
    };
    memmem::find_iter(bytes, VERSION).find(is_line)
}

/// Fills the item with the document of a block; nothing where the record holds none.
fn document(meta: &Meta, block: &[u8], item: &mut Item, most: u64) -> Result<Option<Step>, String> {
    item.bytes.clear();
    item.hints = Hints::default();
    if let Some(reason) = &meta.truncated {
        item.hints.extra.insert("warc-truncated".to_owned(), reason.clone());
    }
    match meta.kind.as_str() {
        "response" => response(meta, block, item, most),
        "resource" | "conversion" => {
            if !is_text(meta.media.as_deref(), item) {
                return Ok(Some(Step::Skipped));
            }
            if meta.kind == "conversion" {
                item.hints.format = Some("text");
            }
            item.bytes.extend_from_slice(block);
            Ok(Some(Step::Item))
        }
        _ => Ok(None),
    }
}

fn response(meta: &Meta, block: &[u8], item: &mut Item, most: u64) -> Result<Option<Step>, String> {
    let Some(head) = Head::of(block).filter(|head| head.first_line().starts_with("HTTP/")) else {
        return Ok(Some(Step::Skipped));
    };
    let is_answer = head.first_line().split_ascii_whitespace().nth(1).is_some_and(|status| status.starts_with('2'));
    if !is_answer || !is_text(head.get("Content-Type"), item) {
        return Ok(Some(Step::Skipped));
    }
    let body = block.get(head.len..).unwrap_or_default();
    // Some crawlers undo both codings and keep the fields that told of them.
    let is_chunked = head.get("Transfer-Encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    let chunks = if is_chunked { unchunk(body) } else { None };
    if chunks.as_ref().is_some_and(|chunks| !chunks.complete) && meta.truncated.is_none() {
        return Err("the chunked body ends in front of its last chunk".to_owned());
    }
    let body = chunks.as_ref().map_or(body, |chunks| &chunks.bytes);
    let coding = head.get("Content-Encoding").and_then(Coding::named);
    match coding.filter(|coding| body.starts_with(coding.magic())) {
        None => item.bytes.extend_from_slice(body),
        Some(coding) => match coding.decode(body, most) {
            Ok(decoded) => item.bytes = decoded,
            Err(_) if coding.magic().is_empty() && body.trim_ascii_start().starts_with(b"<") => {
                item.bytes.extend_from_slice(body);
            }
            Err(error) => return Err(format!("expected a body in {coding:?}: {error}").to_lowercase()),
        },
    }
    Ok(Some(Step::Item))
}

/// Whether a media type may be that of a story. The encoding that stands with it is kept.
fn is_text(value: Option<&str>, item: &mut Item) -> bool {
    let Some((media, charset)) = value.map(content_type) else { return true };
    item.hints.charset = charset.map(str::to_owned);
    let media = media.to_ascii_lowercase();
    let is_other = ["css", "javascript", "calendar", "vcard"].iter().any(|part| media.ends_with(part));
    media.is_empty() || ["text/", "html", "xml", "json"].iter().any(|part| media.contains(part)) && !is_other
}

/// A body that came in chunks.
struct Chunks {
    bytes: Vec<u8>,
    complete: bool,
}

/// Puts chunks together; nothing where the body has none.
fn unchunk(body: &[u8]) -> Option<Chunks> {
    let mut chunks = Chunks { bytes: Vec::with_capacity(body.len()), complete: false };
    let mut rest = body;
    loop {
        let line = memchr::memchr(b'\n', rest).and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?)));
        let Some((line, behind)) = line else { break };
        let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
        let size = std::str::from_utf8(digits).ok().and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let Some(size) = size else { break };
        if size == 0 {
            chunks.complete = true;
            break;
        }
        let n = size.min(behind.len());
        chunks.bytes.extend_from_slice(behind.get(..n)?);
        rest = behind.get(n..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    (chunks.complete || !chunks.bytes.is_empty()).then_some(chunks)
}

#[cfg(test)]
mod tests;
