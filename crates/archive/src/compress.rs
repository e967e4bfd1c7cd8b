//! Compression: by which name, in which bytes, and undone within bounds.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// A way in which bytes are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// The names of HTTP with the extensions of files.
const CODINGS: &[(&str, &str, Coding)] = &[
    ("gzip", "gz", Coding::Gzip),
    ("x-gzip", "tgz", Coding::Gzip),
    ("deflate", "", Coding::Deflate),
    ("br", "br", Coding::Brotli),
    ("zstd", "zst", Coding::Zstd),
];

impl Coding {
    /// By a value of `Content-Encoding`.
    pub(crate) fn named(name: &str) -> Option<Coding> {
        let row = CODINGS.iter().find(|(known, ..)| name.trim().eq_ignore_ascii_case(known));
        row.map(|(.., coding)| *coding)
    }

    /// By the extension of a file.
    pub(crate) fn of_extension(extension: &str) -> Option<Coding> {
        let row = CODINGS.iter().find(|(_, known, _)| !known.is_empty() && extension.eq_ignore_ascii_case(known));
        row.map(|(.., coding)| *coding)
    }

    /// By the first bytes.
    pub(crate) fn of_magic(bytes: &[u8]) -> Option<Coding> {
        [Coding::Gzip, Coding::Zstd].into_iter().find(|coding| bytes.starts_with(coding.magic()))
    }

    /// The first bytes of a member or frame, where the coding has such.
    pub(crate) fn magic(self) -> &'static [u8] {
        match self {
            Coding::Gzip => b"\x1F\x8B\x08",
            Coding::Zstd => b"\x28\xB5\x2F\xFD",
            Coding::Deflate | Coding::Brotli => b"",
        }
    }

    /// Undoes the compression of bytes in memory, up to `most` bytes.
    pub(crate) fn decode(self, bytes: &[u8], most: u64) -> io::Result<Vec<u8>> {
        match self {
            Coding::Gzip => bounded(MultiGzDecoder::new(bytes), most),
            // Some servers send the raw stream that RFC 1951 calls deflate, some the wrapped one that HTTP does.
            Coding::Deflate => {
                bounded(ZlibDecoder::new(bytes), most).or_else(|_| bounded(DeflateDecoder::new(bytes), most))
            }
            Coding::Brotli => bounded(Decompressor::new(bytes, 1 << 12), most),
            Coding::Zstd => bounded(zstd::Decoder::new(bytes)?, most),
        }
    }
}

fn bounded(decoder: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut decoded = Vec::new();
    decoder.take(most.saturating_add(1)).read_to_end(&mut decoded)?;
    if decoded.len() as u64 > most {
        return Err(io::Error::other(format!("more than {most} bytes when decoded")));
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_stops_at_the_limit() -> io::Result<()> {
        let bomb = zstd::encode_all(io::repeat(b'a').take(1 << 20), 3)?;
        assert_eq!(Coding::Zstd.decode(&bomb, 1 << 20)?.len(), 1 << 20);
        assert!(Coding::Zstd.decode(&bomb, (1 << 20) - 1).is_err());
        Ok(())
    }
}
