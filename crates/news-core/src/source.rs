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
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "PostScript"),
    (b"PK\x03\x04", "a ZIP container"),
    (b"PK\x05\x06", "an empty ZIP container"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (DOC, XLS, PPT)"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"BZh9", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"OggS\0", "Ogg sound or video"),
    (b"ID3\x03", "MP3 sound"),
    (b"ID3\x04", "MP3 sound"),
    (b"\x1A\x45\xDF\xA3", "Matroska or WebM video"),
    (b"\x7FELF", "an executable"),
];

/// What a ZIP container is, by a name that stands in it.
const IN_ZIP: &[(&[u8], &str)] = &[
    (b"word/document.xml", "a Word document (DOCX)"),
    (b"xl/workbook.xml", "an Excel workbook (XLSX)"),
    (b"ppt/presentation.xml", "a PowerPoint presentation (PPTX)"),
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"),
];

/// How much of a ZIP container is looked through at each end: the first entries, and the directory.
const ZIP_END: usize = 64 << 10;

/// The name of a type that holds no readable text, if the bytes are of one.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    // Readers of documents skip what stands in front of the first two, so it is found there.
    let behind = bytes.trim_ascii_start();
    let riff = bytes.strip_prefix(b"RIFF").and_then(|rest| rest.get(4..8));
    let found = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .or_else(|| SIGNATURES.iter().take(2).find(|(signature, _)| behind.starts_with(signature)));
    match (found, riff) {
        (Some((b"PK\x03\x04", name)), _) => {
            let ends = [
                bytes.get(..ZIP_END).unwrap_or(bytes),
                bytes.get(bytes.len().saturating_sub(ZIP_END)..).unwrap_or(bytes),
            ];
            let holds = |name: &[u8]| ends.iter().any(|end| memchr::memmem::find(end, name).is_some());
            Some(IN_ZIP.iter().find(|(inner, _)| holds(inner)).map_or(name, |(_, name)| name))
        }
        (Some((_, name)), _) => Some(name),
        (None, Some(b"WEBP")) => Some("a WebP picture"),
        (None, Some(b"WAVE")) => Some("WAV sound"),
        (None, Some(b"AVI ")) => Some("AVI video"),
        _ if bytes.get(4..8) == Some(b"ftyp") => Some("MP4 video or an HEIC or AVIF picture"),
        _ => None,
    }
}

/// Decodes an input: byte order mark first, then valid UTF-8, then what is declared, then a guess from the bytes.
///
/// What the caller or the carrier declares goes before what markup says of itself, as in the HTML standard. Valid UTF-8 goes
/// before both, which the standard does not do: servers label UTF-8 pages with a legacy default, and a stored page has lost
/// the header that corrected its `<meta>`, far more often than legacy text happens to be valid UTF-8. UTF-16 and ISO-2022-JP
/// are the exception: their bytes can be valid UTF-8.
pub(crate) fn decode<'a>(bytes: &'a [u8], options: &Options) -> Result<Source<'a>, Error> {
    if bytes.len() as u64 > options.max_size.min(u64::from(u32::MAX)) {
        let found = format!("input has {} bytes, the limit is {}", bytes.len(), options.max_size);
        let error = Error::new(ErrorKind::TooLarge, found);
        return Err(error.beyond("max_size", options.max_size, Some(bytes.len() as u64)));
    }
    if let Some(name) = foreign(bytes) {
        return Err(Error::new(ErrorKind::Binary, format!("expected text, found {name}")));
    }
    let is_markup = is_markup(bytes, &options.from);
    let declared = match &options.charset {
        Some(label) => Some(named(label)?),
        None => bytes.get(bom_length(bytes)..).filter(|_| is_markup).and_then(prescan::head),
    };
    let (encoding, via, valid) = choose(bytes, declared, is_markup);
    let (text, replaced) = match valid {
        Some(text) => (Cow::Borrowed(text), false),
        None => encoding.decode_with_bom_removal(bytes),
    };
    if is_binary(text.get(..text.floor_char_boundary(HEAD)).unwrap_or(&text)) {
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

/// The encoding, the evidence for it, and the text where the bytes are valid UTF-8 and that is the evidence.
fn choose<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
    is_markup: bool,
) -> (&'static Encoding, Evidence, Option<&'a str>) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, Evidence::Bom, None);
    }
    if let Some(encoding) = declared.filter(|encoding| !encoding.is_ascii_compatible()) {
        return (encoding, Evidence::Declared, None);
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return (encoding, Evidence::Detected, None);
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (UTF_8, Evidence::Valid, Some(text));
    }
    if let Some(encoding) = declared.or_else(|| is_markup.then(|| prescan::late(bytes)).flatten()) {
        return (encoding, Evidence::Declared, None);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // Copy tells its encoding early; the cap keeps the guess linear and cheap on a large file.
    let sample = bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes);
    detector.feed(sample, true);
    (detector.guess(None, Utf8Detection::Allow), Evidence::Detected, None)
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

/// How much of a text tells whether it is one: what is binary shows that at once.
const HEAD: usize = 64 << 10;
/// So many bytes are counted in one byte; whole vectors of them, so that nothing is left over.
const CHUNK: usize = 240;

/// More than a tenth of control characters: no transmission header has that many over a whole story.
fn is_binary(text: &str) -> bool {
    // Counted with the line ends first, because that is fast, and nearly always settles it.
    let low_in = |bytes: &[u8]| usize::from(bytes.iter().map(|byte| u8::from(*byte < 0x20)).sum::<u8>());
    let low = text.as_bytes().chunks(CHUNK).map(low_in).sum::<usize>();
    if low * 10 <= text.len() {
        return false;
    }
    let control = text.bytes().filter(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    control > 64 && control * 10 > text.len()
}
