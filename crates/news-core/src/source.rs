//! Bytes to text: the character encoding, and the evidence for it.

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
/// Valid UTF-8 goes before the declaration, because servers label UTF-8 pages with a legacy default far more often than
/// legacy text happens to be valid UTF-8. UTF-16 and ISO-2022-JP are the exception: their bytes can be valid UTF-8.
pub(crate) fn decode<'a>(bytes: &'a [u8], options: &Options) -> Result<Source<'a>, Error> {
    if bytes.len() as u64 > options.max_size.min(u64::from(u32::MAX)) {
        let found = format!("input has {} bytes, the limit is {}", bytes.len(), options.max_size);
        return Err(Error::new(ErrorKind::TooLarge, found));
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Error::new(ErrorKind::Binary, format!("expected text, found {name}")));
    }
    let (encoding, via) = choose(bytes, options)?;
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
    let charset = encoding.name().to_ascii_lowercase();
    Ok(Source { text, charset, via, replaced, bytes: bytes.len() as u64 })
}

fn choose(bytes: &[u8], options: &Options) -> Result<(&'static Encoding, Evidence), Error> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok((encoding, Evidence::Bom));
    }
    let declared = options.charset.as_deref().map(|label| {
        Encoding::for_label(label.as_bytes())
            .ok_or_else(|| Error::new(ErrorKind::UnknownCharset, format!("unknown character encoding \"{label}\"")))
    });
    let declared = declared.transpose()?;
    if let Some(encoding) = declared.filter(|encoding| !encoding.is_ascii_compatible()) {
        return Ok((encoding, Evidence::Declared));
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return Ok((encoding, Evidence::Detected));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((UTF_8, Evidence::Valid));
    }
    if let Some(encoding) = declared {
        return Ok((encoding, Evidence::Declared));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // Copy tells its encoding early; the cap keeps the guess linear and cheap on a large file.
    let sample = bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    Ok((guess, Evidence::Detected))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn charset(bytes: &[u8], declared: Option<&str>) -> (String, Evidence) {
        let options = Options { charset: declared.map(str::to_owned), ..Options::default() };
        let source = decode(bytes, &options).unwrap();
        (source.charset, source.via)
    }

    #[test]
    fn the_evidence_is_named() {
        assert_eq!(charset(b"\xEF\xBB\xBFplain", None), ("utf-8".into(), Evidence::Bom));
        assert_eq!(charset("été".as_bytes(), Some("iso-8859-1")), ("utf-8".into(), Evidence::Valid));
        assert_eq!(charset(b"\xE9t\xE9", Some("iso-8859-1")), ("windows-1252".into(), Evidence::Declared));
        assert_eq!(charset(b"h\0e\0l\0l\0o\0 \0", None), ("utf-16le".into(), Evidence::Detected));
        let cyrillic = encoding_rs::WINDOWS_1251.encode("Министры договорились оплатить новые дамбы").0;
        assert_eq!(charset(&cyrillic, None), ("windows-1251".into(), Evidence::Detected));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let refused = |bytes: &[u8]| decode(bytes, &Options::default()).map(|_| ()).unwrap_err().to_string();
        assert_eq!(refused(b"%PDF-1.7"), "expected text, found PDF");
        assert_eq!(refused(&[1; 1000]), "expected text, found mostly control characters");
    }
}
