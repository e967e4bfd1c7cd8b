//! Sets of WARC records.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use encoding_rs::Encoding;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::negatives::story;

/// How records are stored.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Storage {
    Plain,
    Gzip,
    Zstd,
}

impl Storage {
    pub(crate) fn of(path: &Path) -> Storage {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => Storage::Gzip,
            Some("zst") => Storage::Zstd,
            _ => Storage::Plain,
        }
    }

    fn store(self, record: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Storage::Plain => Ok(record.to_vec()),
            Storage::Gzip => gzip(record),
            Storage::Zstd => zstandard(record),
        }
    }
}

/// What a set holds.
#[derive(Default)]
pub(crate) struct Planted {
    /// Addresses of the stories that are intact, in order.
    pub(crate) stories: Vec<String>,
    /// Where broken records start.
    pub(crate) broken: Vec<u64>,
    /// Bytes of the largest record.
    pub(crate) largest: u64,
}

/// Encodings of old, by language.
const CHARSETS: &[(&str, &[&str])] = &[
    ("en", &["windows-1252"]),
    ("de", &["iso-8859-1", "windows-1252"]),
    ("fr", &["iso-8859-15"]),
    ("es", &["iso-8859-1"]),
    ("it", &["windows-1252"]),
    ("pl", &["iso-8859-2", "windows-1250"]),
    ("tr", &["windows-1254"]),
    ("ru", &["windows-1251", "koi8-r"]),
    ("ja", &["shift_jis", "euc-jp"]),
    ("ar", &["windows-1256"]),
];

/// One record in so many is broken.
const BROKEN: usize = 100;
/// Something else stands in front of one in so many.
const OTHERS: usize = 4;

/// Writes a set: `records` stories from the `first`th on, a hundredth of them broken.
pub(crate) fn write(out: &mut impl Write, storage: Storage, first: usize, records: usize) -> Result<Planted> {
    let (mut planted, mut at) = (Planted::default(), 0);
    let mut put = |bytes: &[u8]| -> Result<u64> {
        out.write_all(bytes)?;
        at += bytes.len() as u64;
        Ok(at - bytes.len() as u64)
    };
    put(&storage.store(&record("warcinfo", "", "application/warc-fields", b"software: news\r\n"))?)?;
    for n in first..first + records {
        if n % OTHERS == 0 {
            put(&storage.store(&other(n / OTHERS))?)?;
        }
        let url = format!("https://www.example.org/story/{n}");
        let record = record("response", &url, "application/http; msgtype=response", &response(n)?);
        planted.largest = planted.largest.max(record.len() as u64);
        if n % BROKEN == BROKEN / 2 {
            planted.broken.push(put(&broken(n / BROKEN, &record, storage)?)?);
        } else {
            put(&storage.store(&record)?)?;
            planted.stories.push(url);
        }
    }
    Ok(planted)
}

fn record(kind: &str, url: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let target = if url.is_empty() { String::new() } else { format!("WARC-Target-URI: {url}\r\n") };
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-11-20T10:00:00Z\r\n{target}Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// What crawlers store beside pages.
fn other(n: usize) -> Vec<u8> {
    let url = format!("https://www.example.org/other/{n}");
    let answer = |block: &[u8]| record("response", &url, "application/http; msgtype=response", block);
    match n % 4 {
        0 => record(
            "request",
            &url,
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\nHost: www.example.org\r\n\r\n",
        ),
        1 => answer(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1A\n\0\0"),
        2 => answer(b"HTTP/1.1 301 Moved Permanently\r\nLocation: /story\r\n\r\n"),
        _ => record("revisit", &url, "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n"),
    }
}

/// A page as it was sent, in a member of its own.
pub(crate) fn page(url: &str, html: &[u8]) -> Result<Vec<u8>> {
    let block = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", html].concat();
    Ok(gzip(&record("response", url, "application/http; msgtype=response", &block))?)
}

/// The answer of a server with a story, by turns in every way of storing one.
fn response(n: usize) -> Result<Vec<u8>> {
    let (page, lang) = story(n);
    let charsets = CHARSETS.iter().find(|(known, _)| *known == lang).map_or(&[][..], |(_, charsets)| charsets);
    let label = if n.is_multiple_of(3) { charsets.get(n % charsets.len().max(1)).copied() } else { None };
    let label = label.unwrap_or("utf-8");
    let html = page.html.replacen("charset=\"utf-8\"", &format!("charset=\"{label}\""), 1);
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let body = encoding.encode(&html).0;
    // Some servers name the encoding, some leave it to the page.
    let media = if n.is_multiple_of(2) { format!("text/html; charset={label}") } else { "text/html".to_owned() };
    let (fields, body) = match n % 5 {
        0 => ("Transfer-Encoding: chunked\r\n", chunked(&body)),
        1 => ("Content-Encoding: gzip\r\n", gzip(&body)?),
        // As crawlers leave it that undo a coding and keep its field.
        2 => ("Content-Encoding: gzip\r\n", body.into_owned()),
        _ => ("", body.into_owned()),
    };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nServer: example\r\n{fields}\r\n");
    Ok([head.as_bytes(), &body].concat())
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut chunks: Vec<u8> = body
        .chunks(4_000)
        .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
        .collect();
    chunks.extend(b"0\r\n\r\n");
    chunks
}

/// A record, broken in one of the ways in which they break, as stored.
fn broken(way: usize, record: &[u8], storage: Storage) -> io::Result<Vec<u8>> {
    let replaced = |from: &str, to: &str| {
        let text = String::from_utf8_lossy(record.get(..400).unwrap_or(record)).into_owned();
        let at = text.find(from).unwrap_or_default();
        [record.get(..at).unwrap_or_default(), to.as_bytes(), record.get(at + from.len()..).unwrap_or_default()]
            .concat()
    };
    Ok(match way % 5 {
        0 => storage.store(&replaced("Content-Length: ", "Content-Length: 9"))?,
        1 => storage.store(&replaced("Content-Length: ", "Content-Length: 1\r\nX: "))?,
        2 => storage.store(&replaced("Content-Length: ", "X-Length: "))?,
        3 => storage.store(record.get(..record.len() / 2).unwrap_or(record))?,
        _ => {
            let mut bytes = storage.store(record)?;
            let middle = if storage == Storage::Plain { 2 } else { bytes.len() / 2 };
            for byte in bytes.iter_mut().skip(middle).take(6) {
                *byte ^= 0x55;
            }
            bytes
        }
    })
}

/// A frame with a checksum, as the command `zstd` writes it: without one, damage may pass unseen.
fn zstandard(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3)?;
    encoder.include_checksum(true)?;
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}
