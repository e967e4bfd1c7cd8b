//! Compressed bodies (`Content-Encoding`), and how far they may grow.

use std::io::{self, BufReader, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use crate::error::{ApiError, Limit};
use crate::problems;

/// A way in which a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// The names of the codings.
const CODINGS: &[(&str, Coding)] =
    &[("gzip", Coding::Gzip), ("deflate", Coding::Deflate), ("br", Coding::Brotli), ("zstd", Coding::Zstd)];

/// A decoded body has at most this many times the bytes that were sent: copy shrinks to a tenth, only bombs shrink to less
/// than a hundredth.
const RATIO: usize = 100;
/// Short bodies may grow to this size at any ratio.
const ALWAYS: usize = 64 << 10;

impl Coding {
    /// By the value of the header; nothing where the body is as it is.
    pub(crate) fn named(value: &str) -> Result<Option<Self>, ApiError> {
        let value = value.trim();
        if value.is_empty() || value.eq_ignore_ascii_case("identity") {
            return Ok(None);
        }
        let row = CODINGS.iter().find(|(name, _)| value.eq_ignore_ascii_case(name));
        row.map(|(_, coding)| Some(*coding)).ok_or_else(|| {
            let names: Vec<&str> = CODINGS.iter().map(|(name, _)| *name).collect();
            let detail = format!("Content-Encoding: expected one of {}, or none, got \"{value}\"", names.join(", "));
            ApiError::new(problems::UNSUPPORTED_ENCODING, detail)
        })
    }

    /// The body as it was before it was compressed, if that was `most` bytes at most.
    pub(crate) fn decode(self, body: &[u8], most: usize) -> Result<Vec<u8>, ApiError> {
        let most = most.min(ALWAYS.max(body.len().saturating_mul(RATIO)));
        let decoded = match self {
            Coding::Gzip => read(MultiGzDecoder::new(body), most),
            Coding::Deflate => read(ZlibDecoder::new(body), most),
            Coding::Brotli => read(Decompressor::new(body, 4096), most),
            Coding::Zstd => {
                StreamingDecoder::new(BufReader::new(body)).map_err(io::Error::other).and_then(|zstd| read(zstd, most))
            }
        };
        let decoded = decoded.map_err(|error| {
            ApiError::new(problems::BODY_UNREADABLE, format!("body: not what its Content-Encoding says: {error}"))
        })?;
        if decoded.len() > most {
            let detail = format!("decoded body: expected at most {most} bytes, got more");
            let limit = Limit { name: "max_decoded", max: most as u64, actual: None };
            return Err(ApiError::new(problems::BODY_TOO_LARGE, detail).with_limit(limit));
        }
        Ok(decoded)
    }
}

/// What a decoder gives, and no more than one byte above the limit.
fn read(decoder: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut decoded = Vec::new();
    decoder.take(most as u64 + 1).read_to_end(&mut decoded)?;
    Ok(decoded)
}
