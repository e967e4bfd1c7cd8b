//! Files in a tar archive (POSIX and GNU), read as they come.

use std::io::{self, BufReader, Read};

use super::{Items, Opening, Step, TOO_LARGE, is_hidden, unpack};
use crate::error::{CONTAINER_BROKEN, Failure};
use crate::item::{Hints, Item};
use crate::stream::Stream;

/// Everything in an archive starts at a multiple of this.
const BLOCK: usize = 512;

struct Tar {
    reader: BufReader<Stream>,
    /// Where the next head stands in the decoded archive.
    at: u64,
    most: u64,
    done: bool,
}

/// The head of an entry.
struct Entry {
    name: String,
    size: u64,
    kind: u8,
}

pub(super) fn open(opening: &Opening<'_>) -> io::Result<Box<dyn Items>> {
    let stream = Stream::open(opening)?;
    let reader = BufReader::with_capacity(1 << 16, stream);
    Ok(Box::new(Tar { reader, at: 0, most: opening.most, done: false }))
}

impl Items for Tar {
    fn next(&mut self, item: &mut Item) -> Option<Step> {
        if self.done {
            return None;
        }
        item.hints = Hints::default();
        item.offset = self.at;
        match self.entry(item) {
            Ok(step) => step,
            Err(error) => {
                self.done = true;
                Some(Step::Broken(Failure::new(&CONTAINER_BROKEN, item.offset, error.to_string())))
            }
        }
    }

    fn position(&self) -> u64 {
        self.reader.get_ref().position()
    }
}

impl Tar {
    fn entry(&mut self, item: &mut Item) -> io::Result<Option<Step>> {
        // Names that are too long for a head stand in an entry of their own in front of it.
        let mut long_name = None;
        loop {
            item.offset = self.at;
            let Some(mut entry) = self.head()? else {
                self.done = true;
                return Ok(None);
            };
            match entry.kind {
                b'L' => long_name = Some(text(&self.content(entry.size)?)),
                b'x' => long_name = path_of(&self.content(entry.size)?).or(long_name),
                b'0' | 0 => {
                    entry.name = long_name.unwrap_or(entry.name);
                    return self.file(&entry, item).map(Some);
                }
                _ => {
                    long_name = None;
                    self.pass(entry.size)?;
                }
            }
        }
    }

    fn file(&mut self, entry: &Entry, item: &mut Item) -> io::Result<Step> {
        if is_hidden(&entry.name) || entry.size > self.most {
            self.pass(entry.size)?;
            let message = format!("the file has {} bytes, the limit is {}", entry.size, self.most);
            let failure = Failure { code: TOO_LARGE, message, offset: item.offset, name: Some(entry.name.clone()) };
            return Ok(if is_hidden(&entry.name) { Step::Skipped } else { Step::Broken(failure) });
        }
        item.bytes = self.content(entry.size)?;
        item.hints.name = Some(entry.name.clone());
        Ok(unpack(&entry.name, item, self.most).map_or_else(Step::Broken, |()| Step::Item))
    }

    /// The next head; nothing at the end, which is an empty block or that of the file.
    fn head(&mut self) -> io::Result<Option<Entry>> {
        let mut block = [0; BLOCK];
        let mut n = 0;
        while n < BLOCK {
            match self.reader.read(&mut block[n..])? {
                0 if n == 0 => return Ok(None),
                0 => return Err(io::Error::other("the archive ends inside a head")),
                more => n += more,
            }
        }
        self.at += BLOCK as u64;
        if block.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let sum = |bytes: &[u8]| bytes.iter().map(|&byte| u64::from(byte)).sum::<u64>();
        // The digits of the sum count as spaces.
        let found = sum(&block[..148]) + 8 * u64::from(b' ') + sum(&block[156..]);
        if number(&block[148..156]) != Some(found) {
            return Err(io::Error::other("expected the head of a file, found other bytes"));
        }
        let size = number(&block[124..136]).ok_or_else(|| io::Error::other("a file has no size"))?;
        let (name, prefix) = (text(&block[..100]), text(&block[345..500]));
        let is_posix = &block[257..263] == b"ustar\0";
        let name = if is_posix && !prefix.is_empty() { format!("{prefix}/{name}") } else { name };
        Ok(Some(Entry { name, size, kind: block[156] }))
    }

    /// The content of an entry. Sizes are believed as far as bytes come.
    fn content(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader.by_ref().take(size.min(self.most)).read_to_end(&mut bytes)?;
        self.pass_counted(size, bytes.len() as u64)?;
        Ok(bytes)
    }

    fn pass(&mut self, size: u64) -> io::Result<()> {
        self.pass_counted(size, 0)
    }

    /// Passes over what is left of an entry, and the rest of its last block.
    fn pass_counted(&mut self, size: u64, read: u64) -> io::Result<()> {
        let whole = size.checked_next_multiple_of(BLOCK as u64).ok_or_else(|| io::Error::other("a file has no end"))?;
        let passed = io::copy(&mut self.reader.by_ref().take(whole - read), &mut io::sink())?;
        self.at += whole;
        if read + passed < size {
            return Err(io::Error::other("the archive ends inside a file"));
        }
        Ok(())
    }
}

/// Octal digits, or with the first bit set a number in bytes.
fn number(field: &[u8]) -> Option<u64> {
    match field.first() {
        Some(first) if first & 0x80 != 0 => field
            .iter()
            .skip(1)
            .try_fold(u64::from(first & 0x7F), |number, &byte| number.checked_mul(256)?.checked_add(u64::from(byte))),
        _ => u64::from_str_radix(text(field).trim(), 8).ok(),
    }
}

/// Text up to a NUL.
fn text(field: &[u8]) -> String {
    let end = memchr::memchr(0, field).unwrap_or(field.len());
    String::from_utf8_lossy(field.get(..end).unwrap_or_default()).into_owned()
}

/// The path among records `length name=value` of POSIX.
fn path_of(records: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(records);
    let path = text.lines().find_map(|line| line.split_once(' ')?.1.strip_prefix("path="));
    path.map(str::to_owned)
}
