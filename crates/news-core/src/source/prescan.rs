//! What markup says about its own encoding, read from the bytes before they are decoded.
//!
//! [`head`] is the prescan of the HTML standard (13.2.3.2) over the first 1,024 bytes, XML declaration included. [`late`]
//! stands for "changing the encoding while parsing" (13.2.3.5): a browser that meets the declaration further down starts
//! again, and one page in a hundred has it there (6 of 738 pages measured, 2026-11). Both only ever move forward.
//!
//! Not read: UTF-16 and UTF-32 declarations without a byte order mark beyond those that the standard names; labels that mean
//! the `replacement` encoding, which would turn the whole page into one U+FFFD to keep scripts out, and nothing runs here.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memmem};

/// How far the standard lets a browser look before it decodes.
const HEAD: usize = 1024;

/// Elements whose content is text whatever it looks like. A parser meets no `<meta>` in them.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// The encoding that the first bytes declare (13.2.3.2, "prescan a byte stream to determine its encoding").
pub(super) fn head(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match () {
        () if head.starts_with(b"<\0?\0x\0") => Some(UTF_16LE),
        () if head.starts_with(b"\0<\0?\0x") => Some(UTF_16BE),
        // Looked for first, because documents that are no pages have none, and reading all their tags costs more.
        () if names_charset(head) && memchr_iter(b'<', head).any(|at| head.get(at..).is_some_and(is_meta)) => {
            meta(head, false).or_else(|| xml(head))
        }
        () => xml(head),
    }
}

/// Whether the word stands anywhere without which no `<meta>` declares an encoding.
fn names_charset(bytes: &[u8]) -> bool {
    let is_word = |at: usize| bytes.get(at..at + 7).is_some_and(|word| word.eq_ignore_ascii_case(b"charset"));
    memchr2_iter(b'c', b'C', bytes).any(is_word)
}

/// The encoding that a `<meta>` declares anywhere: what a parser would meet, so comments and raw text hide it.
pub(super) fn late(bytes: &[u8]) -> Option<&'static Encoding> {
    meta(bytes, true)
}

/// The first `<meta>` that declares an encoding; `None` at the end of the bytes, even inside of a tag.
fn meta(bytes: &[u8], skips_raw: bool) -> Option<&'static Encoding> {
    let mut scan = Scan(bytes);
    loop {
        scan.skip(memchr(b'<', scan.0)?)?;
        let (second, third) = (scan.0.get(1).copied()?, scan.0.get(2).copied());
        let is_tag =
            second.is_ascii_alphabetic() || second == b'/' && third.is_some_and(|byte| byte.is_ascii_alphabetic());
        if scan.0.starts_with(b"<!--") {
            // The dashes of `<!-->` open and close the comment.
            scan.skip(2)?;
            scan.skip_behind(b"-->")?;
        } else if is_meta(scan.0) {
            scan.skip(5)?;
            if let Some(encoding) = declaration(&mut scan) {
                return Some(encoding);
            }
        } else if is_tag {
            scan.skip(1)?;
            let name = scan.take_while(|byte| !is_space(byte) && byte != b'>')?;
            while let Part::Attribute(..) = part(&mut scan)? {}
            let is_raw = |raw: &&&str| skips_raw && name.eq_ignore_ascii_case(raw.as_bytes());
            if let Some(raw) = RAW.iter().find(is_raw) {
                scan.skip_raw(raw.as_bytes())?;
            }
        } else if matches!(second, b'!' | b'/' | b'?') {
            scan.skip_behind(b">")?;
        } else {
            scan.skip(1)?;
        }
    }
}

/// `<metadata>` is another element, and `<meta>` without attributes declares nothing.
fn is_meta(bytes: &[u8]) -> bool {
    bytes.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<meta"))
        && bytes.get(5).is_some_and(|&byte| is_space(byte) || byte == b'/')
}

/// The encoding that the attributes of a `<meta>` declare. A tag that is cut off declares none and ends the bytes.
fn declaration(scan: &mut Scan<'_>) -> Option<&'static Encoding> {
    let (mut is_pragma, mut pragma, mut charset) = (false, None, None);
    let mut seen = [false; 3];
    loop {
        let (name, value) = match part(scan) {
            Some(Part::Attribute(name, value)) => (name, value),
            Some(Part::End) => break,
            None => {
                scan.0 = &[];
                return None;
            }
        };
        let names: [&[u8]; 3] = [b"http-equiv", b"content", b"charset"];
        let Some(known) = names.iter().position(|known| name.eq_ignore_ascii_case(known)) else { continue };
        // The first of several attributes of one name counts.
        if seen.get_mut(known).is_none_or(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        match known {
            0 => is_pragma = value.eq_ignore_ascii_case(b"content-type"),
            1 => pragma = in_content(value),
            _ => charset = Some(labelled(value)),
        }
    }
    // A `charset` that names no encoding still goes before `content`.
    charset.unwrap_or(pragma.filter(|_| is_pragma))
}

/// What stands next in a tag.
enum Part<'a> {
    /// Name and value.
    Attribute(&'a [u8], &'a [u8]),
    /// The end of the tag.
    End,
}

/// The next part of a tag (13.2.3.2, "get an attribute").
fn part<'a>(scan: &mut Scan<'a>) -> Option<Part<'a>> {
    scan.take_while(|byte| is_space(byte) || byte == b'/')?;
    if scan.peek()? == b'>' {
        scan.skip(1)?;
        return Some(Part::End);
    }
    // An equals sign that stands first is part of the name.
    let mut is_first = true;
    let name = scan.take_while(|byte| {
        let is_part = !is_space(byte) && !matches!(byte, b'/' | b'>') && (is_first || byte != b'=');
        is_first = false;
        is_part
    })?;
    scan.take_while(is_space)?;
    if scan.peek()? != b'=' {
        return Some(Part::Attribute(name, b""));
    }
    scan.skip(1)?;
    scan.take_while(is_space)?;
    let quote = scan.peek()?;
    if !matches!(quote, b'"' | b'\'') {
        return Some(Part::Attribute(name, scan.take_while(|byte| !is_space(byte) && byte != b'>')?));
    }
    scan.skip(1)?;
    let value = scan.take_while(|byte| byte != quote)?;
    scan.skip(1)?;
    Some(Part::Attribute(name, value))
}

/// The encoding in `text/html; charset=…` (2.5.2, "extracting a character encoding from a `meta` element").
fn in_content(value: &[u8]) -> Option<&'static Encoding> {
    let mut scan = Scan(value);
    loop {
        scan.skip(memchr2(b'c', b'C', scan.0)?)?;
        if !scan.0.get(..7)?.eq_ignore_ascii_case(b"charset") {
            scan.skip(1)?;
            continue;
        }
        scan.skip(7)?;
        scan.take_while(is_space)?;
        if scan.peek()? == b'=' {
            break;
        }
    }
    scan.skip(1)?;
    scan.take_while(is_space)?;
    match scan.peek()? {
        quote @ (b'"' | b'\'') => {
            scan.skip(1)?;
            labelled(scan.take_while(|byte| byte != quote)?)
        }
        _ => labelled(scan.0.split(|&byte| is_space(byte) || byte == b';').next()?),
    }
}

/// The encoding of an XML declaration (13.2.3.2, "get an XML encoding").
fn xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut scan = Scan(bytes.get(..memchr(b'>', bytes)?)?);
    if !scan.0.starts_with(b"<?xml") {
        return None;
    }
    scan.skip_behind(b"encoding")?;
    scan.take_while(|byte| byte <= b' ')?;
    if scan.peek()? != b'=' {
        return None;
    }
    scan.skip(1)?;
    scan.take_while(|byte| byte <= b' ')?;
    let quote = scan.peek().filter(|byte| matches!(byte, b'"' | b'\''))?;
    scan.skip(1)?;
    let label = scan.take_while(|byte| byte != quote)?;
    if label.iter().any(|byte| *byte <= b' ') { None } else { labelled(label) }
}

/// The encoding of a label that was read as ASCII. UTF-16 cannot be meant then, and the standard reads UTF-8.
fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label)?;
    Some(match encoding {
        _ if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        _ if encoding == X_USER_DEFINED => WINDOWS_1252,
        _ => encoding,
    })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

/// The bytes that are left. Every method gives `None` where they run out.
struct Scan<'a>(&'a [u8]);

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.0 = self.0.get(length..)?;
        Some(())
    }

    fn skip_behind(&mut self, mark: &[u8]) -> Option<()> {
        self.skip(memmem::find(self.0, mark)? + mark.len())
    }

    /// The bytes in front of the first that `is_part` refuses; there must be one.
    fn take_while(&mut self, mut is_part: impl FnMut(u8) -> bool) -> Option<&'a [u8]> {
        let length = self.0.iter().position(|&byte| !is_part(byte))?;
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// To the end tag of a raw text element.
    fn skip_raw(&mut self, name: &[u8]) -> Option<()> {
        loop {
            self.skip(memmem::find(self.0, b"</")?)?;
            if self.0.get(2..2 + name.len())?.eq_ignore_ascii_case(name) {
                return Some(());
            }
            self.skip(2)?;
        }
    }
}
