//! Compressed bodies (`Content-Encoding`), and how far they may grow.

use std::io::ErrorKind;

use news_archive::Coding;

use crate::error::{ApiError, Limit};
use crate::problems;

/// A decoded body has at most this many times the bytes that were sent: copy shrinks to a tenth, only bombs shrink to less
/// than a hundredth.
const RATIO: u64 = 100;
/// Short bodies may grow to this size at any ratio.
const ALWAYS: u64 = 64 << 10;

/// By the value of the header; nothing where the body is as it is.
pub(crate) fn named(value: &str) -> Result<Option<Coding>, ApiError> {
    let value = value.trim();
    if value.is_empty() || value.eq_ignore_ascii_case("identity") {
        return Ok(None);
    }
    Coding::named(value).map(Some).ok_or_else(|| {
        let names: Vec<&str> = Coding::names().collect();
        let detail = format!("Content-Encoding: expected one of {}, or none, got \"{value}\"", names.join(", "));
        ApiError::new(problems::UNSUPPORTED_ENCODING, detail)
    })
}

/// The body as it was before it was compressed, if that was `most` bytes at most.
pub(crate) fn decoded(coding: Coding, body: &[u8], most: usize) -> Result<Vec<u8>, ApiError> {
    let most = (most as u64).min(ALWAYS.max((body.len() as u64).saturating_mul(RATIO)));
    coding.decode(body, most).map_err(|error| {
        if error.kind() == ErrorKind::FileTooLarge {
            let limit = Limit { name: "max_decoded", max: most, actual: None };
            let detail = format!("decoded body: expected at most {most} bytes, got more");
            return ApiError::new(problems::BODY_TOO_LARGE, detail).with_limit(limit);
        }
        ApiError::new(problems::BODY_UNREADABLE, format!("body: not what its Content-Encoding says: {error}"))
    })
}
