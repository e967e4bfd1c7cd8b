//! Bytes to text: the character encoding, and the evidence for it.

mod prescan;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::Evidence;
use crate::error::{Error, ErrorKind};
use crate::options::Options;

/// A decoded input.
pub(crate) struct Source<'a> {
    /// The text, without a byte order mark, otherwise as it came.
    pub(crate) text: Cow<'a, str>,
    /// WHATWG name in lower case.
    pub(crate) charset: String,
    pub(crate) via: Evidence,
    /// WHATWG name of an encoding that was declared, when another was read and the difference shows.
    pub(crate) overruled: Option<String>,
    /// Whether invalid bytes became U+FFFD.
    pub(crate) replaced: bool,
    /// Length of the input in bytes.
    pub(crate) bytes: u64,
}

/// Signatures of types that hold no readable text, with their names. The offsets are all 0.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "a ZIP container (DOCX, EPUB, ODT …)"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7FELF", "an executable"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
];

/// Decodes an input: byte order mark first, then valid UTF-8, then what is declared, then a guess from the bytes.
///
/// What the caller or the carrier declares goes before what markup says of itself, as in the HTML standard. Valid UTF-8 goes
/// before both, which the standard does not do: servers label UTF-8 pages with a legacy default, and a stored page has lost
/// the header that corrected its `<meta>`, far more often than legacy text happens to be valid UTF-8. UTF-16 and ISO-2022-JP
/// are the exception: their bytes can be valid UTF-8.
pub(crate) fn decode<'a>(bytes: &'a [u8], options: &Options) -> Result<Source<'a>, Error> {
    if bytes.len() as u64 > options.max_size.min(u64::from(u32::MAX)) {
        let found = format!("input has {} bytes, the limit is {}", bytes.len(), options.max_size);
        return Err(Error::new(ErrorKind::TooLarge, found));
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Error::new(ErrorKind::Binary, format!("expected text, found {name}")));
    }
    let is_markup = is_markup(bytes, &options.from);
    let declared = match &options.charset {
        Some(label) => Some(named(label)?),
        None => bytes.get(bom_length(bytes)..).filter(|_| is_markup).and_then(prescan::head),
    };
    let (encoding, via) = choose(bytes, declared, is_markup);
    let (text, replaced) = match std::str::from_utf8(bytes) {
        Ok(text) if via == Evidence::Valid => (Cow::Borrowed(text), false),
        _ => encoding.decode_with_bom_removal(bytes),
    };
    if is_binary(&text) {
        return Err(Error::new(ErrorKind::Binary, "expected text, found mostly control characters"));
    }
    if text.len() as u64 > u64::from(u32::MAX) {
        return Err(Error::new(ErrorKind::TooLarge, "input grows past 4 GiB when decoded"));
    }
    let name = |encoding: &'static Encoding| encoding.name().to_ascii_lowercase();
    // ASCII reads alike in nearly every encoding.
    let overruled = declared.filter(|declared| *declared != encoding && !text.is_ascii()).map(name);
    Ok(Source { text, charset: name(encoding), via, overruled, replaced, bytes: bytes.len() as u64 })
}

/// The encoding that markup declares as the standard reads it, whatever its bytes look like.
#[cfg(feature = "conformance")]
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    marked.or_else(|| prescan::head(bytes)).or_else(|| prescan::late(bytes))
}

fn named(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| Error::new(ErrorKind::UnknownCharset, format!("unknown character encoding \"{label}\"")))
}

fn bom_length(bytes: &[u8]) -> usize {
    Encoding::for_bom(bytes).map_or(0, |(_, length)| length)
}

/// Whether the bytes may declare their own encoding: plain copy and our own record do not, even where they quote markup.
fn is_markup(bytes: &[u8], from: &str) -> bool {
    match from {
        "text" | "article" => false,
        "auto" => {
            // The NUL is that of UTF-16.
            let mut behind =
                bytes.iter().skip(bom_length(bytes)).filter(|byte| !byte.is_ascii_whitespace() && **byte != 0);
            behind.next() == Some(&b'<')
        }
        _ => true,
    }
}

fn choose(bytes: &[u8], declared: Option<&'static Encoding>, is_markup: bool) -> (&'static Encoding, Evidence) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, Evidence::Bom);
    }
    if let Some(encoding) = declared.filter(|encoding| !encoding.is_ascii_compatible()) {
        return (encoding, Evidence::Declared);
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return (encoding, Evidence::Detected);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, Evidence::Valid);
    }
    if let Some(encoding) = declared.or_else(|| is_markup.then(|| prescan::late(bytes)).flatten()) {
        return (encoding, Evidence::Declared);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // Copy tells its encoding early; the cap keeps the guess linear and cheap on a large file.
    let sample = bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes);
    detector.feed(sample, true);
    (detector.guess(None, Utf8Detection::Allow), Evidence::Detected)
}

/// UTF-16 shows as NUL in every second byte of Latin text.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    memchr::memchr(0, sample)?;
    let nul = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    let many = sample.len() / 4;
    match () {
        () if sample.len() < 8 => None,
        () if odd > many && even < many / 8 + 1 => Some(UTF_16LE),
        () if even > many && odd < many / 8 + 1 => Some(UTF_16BE),
        () => None,
    }
}

/// More than a tenth of control characters: no transmission header has that many over a whole story.
fn is_binary(text: &str) -> bool {
    // Counted with the line ends first, because that is fast, and nearly always settles it.
    let low_in = |bytes: &[u8]| usize::from(bytes.iter().map(|byte| u8::from(*byte < 0x20)).sum::<u8>());
    let low = text.as_bytes().chunks(usize::from(u8::MAX)).map(low_in).sum::<usize>();
    if low * 10 <= text.len() {
        return false;
    }
    let control = text.bytes().filter(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    control > 64 && control * 10 > text.len()
}
