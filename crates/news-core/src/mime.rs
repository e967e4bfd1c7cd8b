//! MIME: the headers, parts and transfer encodings of mail, and of pages that browsers save as one file.
//!
//! Parts are places in the source; the content of one is decoded into a [`Carried`] text, so what is read out of it leads
//! back to where it stands: exactly in quoted-printable and unencoded text, the whole of it in base64.

pub(crate) mod words;

use encoding_rs::Encoding;

use crate::carried::Carried;
use crate::grammar::base64;
use crate::span::SourceSpan;

/// The deepest nesting of parts that is followed.
const DEEPEST: usize = 16;
/// The most parts of one container.
const PARTS: usize = 1000;

/// One header: its name as written, and its value with the line breaks in it, as it stands in the source.
#[derive(Clone, Debug)]
pub(crate) struct Header<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

/// A message, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    pub(crate) headers: Vec<Header<'a>>,
    /// Where the content starts in the source.
    start: usize,
    content: &'a str,
    /// The parts of a container, or the message that this part carries.
    pub(crate) parts: Vec<Part<'a>>,
    /// Whether this part carries a message.
    pub(crate) holds_message: bool,
}

/// The content of a part without its transfer encoding.
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    units: Vec<Unit>,
}

/// Bytes of a content with their place in the source.
struct Unit {
    len: usize,
    source: SourceSpan,
    /// Whether they stand there as they are.
    is_verbatim: bool,
}

/// Reads a message: headers, an empty line, content. None if it does not start with a header.
pub(crate) fn read(source: &str) -> Option<Part<'_>> {
    let part = part(source, source, 0, false)?;
    (!part.headers.is_empty()).then_some(part)
}

/// The headers of a message alone, as a part without content.
pub(crate) fn head_of(text: &str) -> Option<Part<'_>> {
    let headers = head(text).0;
    (!headers.is_empty()).then_some(Part { headers, start: 0, content: "", parts: Vec::new(), holds_message: false })
}

fn part<'a>(source: &'a str, text: &'a str, depth: usize, in_digest: bool) -> Option<Part<'a>> {
    let (headers, length) = head(text);
    let content = text.get(length..)?;
    let start = offset(source, content);
    let mut part = Part { headers, start, content, parts: Vec::new(), holds_message: false };
    if depth >= DEEPEST {
        return Some(part);
    }
    let media_type = part.media_type();
    // What a digest holds are messages, unless a part says otherwise (RFC 2046, 5.1.5).
    part.holds_message = media_type == "message/rfc822" || in_digest && part.header("Content-Type").is_none();
    let boundary = part.parameter("boundary").filter(|boundary| !boundary.is_empty());
    let texts = match boundary {
        _ if part.holds_message => vec![content],
        Some(boundary) if media_type.starts_with("multipart/") => split(content, &boundary),
        _ => Vec::new(),
    };
    let is_digest = media_type == "multipart/digest";
    part.parts = texts.into_iter().filter_map(|text| self::part(source, text, depth + 1, is_digest)).collect();
    Some(part)
}

fn offset(source: &str, part: &str) -> usize {
    part.as_ptr() as usize - source.as_ptr() as usize
}

/// The headers, and the length of them with the empty line behind.
fn head(text: &str) -> (Vec<Header<'_>>, usize) {
    let mut headers: Vec<Header<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        if bare.is_empty() {
            return (headers, at + line.len());
        }
        if bare.starts_with([' ', '\t']) {
            if let Some(last) = headers.last_mut() {
                let start = offset(text, last.value);
                last.value = text.get(start..at + bare.len()).unwrap_or(last.value);
            }
        } else if let Some((name, value)) = bare.split_once(':').filter(|(name, _)| is_name(name)) {
            headers.push(Header { name, value: value.trim_start() });
        } else {
            // What is no header is content already.
            return (headers, at);
        }
        at += line.len();
    }
    (headers, at)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What stands between the boundaries; an unclosed last part reaches to the end.
fn split<'a>(content: &'a str, boundary: &str) -> Vec<&'a str> {
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in content.split_inclusive('\n') {
        let end_of_part = at;
        at += line.len();
        let Some(rest) = line.strip_prefix("--").and_then(|line| line.strip_prefix(boundary)) else { continue };
        let rest = rest.trim_end();
        if !rest.is_empty() && rest != "--" {
            continue;
        }
        if let Some(start) = start.take() {
            // The line break in front of a boundary belongs to it.
            let part = content.get(start..end_of_part).unwrap_or_default();
            let part = part.strip_suffix('\n').unwrap_or(part);
            parts.push(part.strip_suffix('\r').unwrap_or(part));
        }
        if rest == "--" || parts.len() >= PARTS {
            return parts;
        }
        start = Some(at);
    }
    parts.extend(start.and_then(|start| content.get(start..)));
    parts
}

impl Part<'_> {
    /// The value of a header on one line.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let header = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        let lines = header.value.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(lines.collect::<Vec<_>>().join(" "))
    }

    /// The media type in lower case; `text/plain` where none is given.
    pub(crate) fn media_type(&self) -> String {
        let value = self.header("Content-Type").unwrap_or_default();
        let media_type = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if media_type.is_empty() { "text/plain".to_owned() } else { media_type }
    }

    /// A parameter of `Content-Type`.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.header("Content-Type")?, name)
    }

    /// Where the content stands in the source.
    pub(crate) fn place(&self) -> SourceSpan {
        SourceSpan::new(self.start, self.start + self.content.len())
    }

    /// Where the part stands in the source with its headers.
    pub(crate) fn whole(&self) -> SourceSpan {
        let head = self.headers.first().map_or(0, |first| offset(first.name, self.content));
        SourceSpan::new(self.start - head, self.start + self.content.len())
    }

    /// The content without its transfer encoding.
    pub(crate) fn decode(&self) -> Content {
        let encoding = self.header("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase();
        let (bytes, units) = match encoding.as_str() {
            "quoted-printable" => quoted_printable(self.content, self.start),
            "base64" => (base64(self.content), Vec::new()),
            _ => (
                self.content.as_bytes().to_vec(),
                vec![Unit { len: self.content.len(), source: self.place(), is_verbatim: true }],
            ),
        };
        let units = match units.as_slice() {
            [] => vec![Unit { len: bytes.len(), source: self.place(), is_verbatim: false }],
            _ => units,
        };
        Content { bytes, units }
    }
}

/// A parameter of a header value: `name=value` or `name="value"`, behind a semicolon.
pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some((_, behind)) = rest.split_once(';') {
        let (key, value) = behind.split_once('=')?;
        let value = value.trim_start();
        let (value, next) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim().to_owned());
        }
        rest = next;
    }
    None
}

/// Quoted-printable (RFC 2045, 6.7). What is no escape stays as it is.
fn quoted_printable(content: &str, start: usize) -> (Vec<u8>, Vec<Unit>) {
    let (mut bytes, mut units): (Vec<u8>, Vec<Unit>) = (Vec::with_capacity(content.len()), Vec::new());
    let mut rest = content;
    while !rest.is_empty() {
        let at = content.len() - rest.len();
        let plain = memchr::memchr(b'=', rest.as_bytes()).unwrap_or(rest.len());
        let (verbatim, behind) = rest.split_at(plain);
        if !verbatim.is_empty() {
            bytes.extend_from_slice(verbatim.as_bytes());
            units.push(Unit { len: plain, source: SourceSpan::new(start + at, start + at + plain), is_verbatim: true });
        }
        let (escaped, length) = escapes(behind);
        if !escaped.is_empty() {
            let from = start + at + plain;
            units.push(Unit { len: escaped.len(), source: SourceSpan::new(from, from + length), is_verbatim: false });
            bytes.extend_from_slice(&escaped);
        }
        rest = behind.get(length..).unwrap_or_default();
    }
    (bytes, units)
}

/// The bytes of the escapes that stand here one behind the other, and how much of the text they take. Soft line breaks
/// among them give none.
fn escapes(text: &str) -> (Vec<u8>, usize) {
    let (mut bytes, mut at) = (Vec::new(), 0);
    while let Some(behind) = text.get(at..).and_then(|rest| rest.strip_prefix('=')) {
        let line = behind.trim_start_matches([' ', '\t']);
        let soft = ["\r\n", "\n"].iter().find_map(|end| line.strip_prefix(end)).or(line.is_empty().then_some(""));
        let code = behind.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match (code.and_then(|code| u8::from_str_radix(code, 16).ok()), soft) {
            (Some(byte), _) => {
                bytes.push(byte);
                at += 3;
            }
            (None, Some(rest)) => at = text.len() - rest.len(),
            (None, None) => {
                bytes.push(b'=');
                at += 1;
            }
        }
    }
    (bytes, at)
}

/// Base64 (RFC 2045, 6.8): what is no letter of it is read over.
fn base64(content: &str) -> Vec<u8> {
    let letters = content.chars().take_while(|c| *c != '=');
    let letters: String = letters.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/')).collect();
    base64::decode(&letters).unwrap_or_default()
}

impl Content {
    /// The text of the bytes in an encoding, with the place of each piece.
    pub(crate) fn text(&self, encoding: &'static Encoding) -> Carried {
        let mut decoder = encoding.new_decoder_with_bom_removal();
        let mut carried = Carried::default();
        // Bytes whose character ends in a later unit.
        let mut open: Option<SourceSpan> = None;
        let mut at = 0;
        for (n, unit) in self.units.iter().enumerate() {
            let bytes = self.bytes.get(at..at + unit.len).unwrap_or_default();
            at += unit.len;
            let is_last = n + 1 == self.units.len();
            let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
            let _ = decoder.decode_to_string(bytes, &mut text, is_last);
            let source = open.map_or(unit.source, |open| SourceSpan { start: open.start, end: unit.source.end });
            if text.is_empty() {
                open = Some(source);
                continue;
            }
            if unit.is_verbatim && open.is_none() && text.as_bytes() == bytes {
                carried.push_verbatim(&text, source);
            } else {
                carried.push_rewritten(&text, source);
            }
            open = None;
        }
        carried
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, UTF_8};

    use super::*;

    const MAIL: &str = "Subject: Rivers\r\n fall\r\nContent-Type: multipart/mixed;\r\n\tboundary=\"a;b\"\r\n\r\npreamble\r\n--a;b\r\n\r\nOne\r\n\
        --a;b\r\nContent-Type: Text/HTML; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        caf=C3=\r\n=A9 =3D 1=\r\n0 50=%\r\n--a;b--\r\nepilogue";

    #[test]
    fn parts_are_places() {
        let mail = read(MAIL).unwrap();
        assert_eq!(mail.header("subject").as_deref(), Some("Rivers fall"));
        assert_eq!((mail.media_type().as_str(), mail.parts.len()), ("multipart/mixed", 2));
        assert_eq!(mail.parts[0].place().of(MAIL), "One");
        assert_eq!(mail.parts[1].media_type(), "text/html");
        assert_eq!(mail.parts[1].parameter("Charset").as_deref(), Some("gbk"));
    }

    #[test]
    fn quoted_printable_leads_back() {
        let content = read(MAIL).unwrap().parts[1].decode();
        let text = content.text(UTF_8);
        assert_eq!(text.text(), "café = 10 50=%");
        let source_of = |start, end| text.map().lead(SourceSpan { start, end }).of(MAIL);
        assert_eq!(source_of(0, 3), "caf");
        assert_eq!(source_of(3, 5), "=C3=\r\n=A9");
        assert_eq!(source_of(6, 7), "=3D");
        assert_eq!(content.text(GBK).text(), "caf茅 = 10 50=%");
    }

    #[test]
    fn a_character_may_end_in_a_plain_letter() {
        let part = read("Content-Transfer-Encoding: quoted-printable\n\n=81@ =D6=D0a").unwrap();
        let text = part.decode().text(GBK);
        assert_eq!(text.text(), "丂 中a");
    }

    #[test]
    fn base64_is_read_over_line_breaks() {
        let part = read("Content-Transfer-Encoding: BASE64\n\nUml2\nZXJz\nIGZhbGw=\n").unwrap();
        let text = part.decode().text(UTF_8);
        assert_eq!((text.text(), text.map().lead(SourceSpan { start: 2, end: 3 })), ("Rivers fall", part.place()));
    }

    #[test]
    fn a_part_may_carry_a_message() {
        let mail = "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: One\n\n1\n--x\n\
                    Content-Type: message/rfc822\n\nSubject: Two\n\n2\n--x\nContent-Type: text/plain\n\nThree\n--x--\n";
        let mail = read(mail).unwrap();
        let subjects = mail.parts.iter().map(|part| part.parts.first().and_then(|inner| inner.header("Subject")));
        assert_eq!(subjects.collect::<Vec<_>>(), [Some("One".to_owned()), Some("Two".to_owned()), None]);
        assert_eq!(mail.parts.iter().map(|part| part.holds_message).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn odd_messages_are_read() {
        assert!(read("no header at all\n\ntext").is_none());
        assert!(read("").is_none());
        let unclosed = read("Content-Type: multipart/related; boundary=x\n\n--x\n\nOne").unwrap();
        assert_eq!(unclosed.parts.len(), 1);
        let nested = "Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(100);
        assert!(read(&nested).is_some());
        assert!(read(&"Content-Type: message/rfc822\n\n".repeat(100)).is_some());
    }
}
