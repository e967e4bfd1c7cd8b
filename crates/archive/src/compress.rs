//! Compression: by which name, in which bytes, and undone within bounds.
//!
//! What is undone may be made to do harm: no more is held than the caller asks for, and a window.

use std::io::{self, Read};
use std::ops::RangeInclusive;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// A way in which bytes are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Coding {
    /// RFC 1952.
    Gzip,
    /// RFC 1950, or the bare stream of RFC 1951.
    Deflate,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
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

/// Every decoder of Zstandard has room for a window of 8 MiB (RFC 9659), and the library by itself for 128.
const WINDOW_LOGS: RangeInclusive<u32> = 23..=27;

/// The widest window of Zstandard that is given room where nothing has more than `most` bytes: what needs a wider one is a bomb,
/// or holds more than it may.
pub(crate) fn window_log(most: u64) -> u32 {
    most.max(1).ilog2().saturating_add(1).clamp(*WINDOW_LOGS.start(), *WINDOW_LOGS.end())
}

impl Coding {
    /// The names that [`Coding::named`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CODINGS.iter().map(|(name, ..)| *name)
    }

    /// By a value of `Content-Encoding`.
    pub fn named(name: &str) -> Option<Coding> {
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

    /// Undoes the compression of bytes in memory.
    ///
    /// # Errors
    /// When the bytes are not what the coding makes, or end too early; of kind [`FileTooLarge`](io::ErrorKind::FileTooLarge)
    /// when they would be more than `most`.
    pub fn decode(self, bytes: &[u8], most: u64) -> io::Result<Vec<u8>> {
        match self {
            Coding::Gzip => bounded(MultiGzDecoder::new(bytes), most),
            // Some servers send the raw stream that RFC 1951 calls deflate, some the wrapped one that HTTP does.
            Coding::Deflate => match bounded(ZlibDecoder::new(bytes), most) {
                Err(error) if error.kind() != io::ErrorKind::FileTooLarge => bounded(DeflateDecoder::new(bytes), most),
                decoded => decoded,
            },
            Coding::Brotli => bounded(Decompressor::new(bytes, 1 << 12), most),
            Coding::Zstd => {
                let mut decoder = zstd::Decoder::new(bytes)?;
                decoder.window_log_max(window_log(most))?;
                bounded(decoder, most)
            }
        }
    }
}

fn bounded(decoder: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut decoded = Vec::new();
    decoder.take(most.saturating_add(1)).read_to_end(&mut decoded)?;
    if decoded.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {most} bytes when decoded")));
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    #[test]
    fn a_bomb_stops_at_the_limit() -> io::Result<()> {
        let bomb = zstd::encode_all(io::repeat(b'a').take(1 << 20), 3)?;
        assert_eq!(Coding::Zstd.decode(&bomb, 1 << 20)?.len(), 1 << 20);
        let kind = |coding: Coding, bomb: &[u8]| coding.decode(bomb, (1 << 20) - 1).map_err(|error| error.kind());
        assert_eq!(kind(Coding::Zstd, &bomb), Err(io::ErrorKind::FileTooLarge));
        let mut wrapped = ZlibEncoder::new(Vec::new(), Compression::fast());
        wrapped.write_all(&vec![b'a'; 1 << 20])?;
        assert_eq!(kind(Coding::Deflate, &wrapped.finish()?), Err(io::ErrorKind::FileTooLarge));
        Ok(())
    }

    #[test]
    fn a_window_that_is_too_wide_is_not_made_room_for() -> io::Result<()> {
        for (window, most, is_taken) in [(23, 1, true), (24, 1, false), (24, 16 << 20, true), (27, 16 << 20, false)] {
            let mut encoder = zstd::Encoder::new(Vec::new(), 1)?;
            encoder.window_log(window)?;
            encoder.write_all(b"Rivers fall")?;
            let kind = Coding::Zstd.decode(&encoder.finish()?, most).map_err(|error| error.kind());
            assert_eq!(kind == Err(io::ErrorKind::Other), !is_taken, "{window}: {kind:?}");
        }
        Ok(())
    }

    #[test]
    fn deflate_is_taken_wrapped_and_bare() -> io::Result<()> {
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(b"Rivers fall")?;
        let mut wrapped = ZlibEncoder::new(Vec::new(), Compression::fast());
        wrapped.write_all(b"Rivers fall")?;
        for body in [bare.finish()?, wrapped.finish()?] {
            assert_eq!(Coding::Deflate.decode(&body, 11)?, b"Rivers fall");
        }
        Ok(())
    }
}
