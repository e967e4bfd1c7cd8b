//! Text of the source as text of the document: character references, line ends, U+0000.
//!
//! Nothing is decoded while a page is parsed, unless a rule of tree construction asks whether a run is white space.

use std::borrow::Cow;

use memchr::{memchr2, memchr3};

use super::arena::reading::{ATTRIBUTE, DROP_NUL, KEEP_NUL, NAME, REFERENCES, VERBATIM};
use super::scan::is_odd;
use crate::generated::{CHARACTER_REFERENCES, CharacterReference};
use crate::span::SourceSpan;

/// A piece of a text run or of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) source: SourceSpan,
    pub(crate) text: PieceText<'a>,
}

/// What the document says where a piece of the source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PieceText<'a> {
    /// The same bytes.
    Verbatim(&'a str),
    /// One character or two.
    Rewritten(char, Option<char>),
    /// Nothing.
    Dropped,
}

/// The pieces of a stretch of the source, in order; they tile it.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    reading: u8,
    /// A piece that was met while the one before it was given.
    waiting: Option<Piece<'a>>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(source: &'a str, start: usize, end: usize, reading: u8) -> Pieces<'a> {
        Pieces { source, at: start, end, reading, waiting: None }
    }

    /// The next byte from `at` on that may not be verbatim, or the end.
    fn may_be_odd(&self, at: usize) -> usize {
        if self.reading & VERBATIM != 0 {
            return self.end;
        }
        if self.reading & NAME != 0 {
            return at;
        }
        let rest = self.source.as_bytes().get(at..self.end).unwrap_or_default();
        memchr3(b'&', b'\r', 0, rest).map_or(self.end, |found| at + found)
    }

    /// What stands at a byte that may not be verbatim, and how long it is.
    fn odd(&self, at: usize) -> Option<(usize, PieceText<'a>)> {
        let bytes = self.source.as_bytes().get(..self.end)?;
        let replaced = |to| Some((1, PieceText::Rewritten(to, None)));
        match *bytes.get(at)? {
            b'&' if self.reading & REFERENCES != 0 => {
                reference(bytes, at, self.reading & ATTRIBUTE != 0).map(|found| (found.len, found.text()))
            }
            b'\r' if self.reading & NAME == 0 => {
                if bytes.get(at + 1) == Some(&b'\n') {
                    Some((1, PieceText::Dropped))
                } else {
                    replaced('\n')
                }
            }
            0 if self.reading & KEEP_NUL != 0 => None,
            0 if self.reading & DROP_NUL != 0 => Some((1, PieceText::Dropped)),
            0 => replaced('\u{FFFD}'),
            letter @ b'A'..=b'Z' if self.reading & NAME != 0 => replaced(char::from(letter.to_ascii_lowercase())),
            _ => None,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(piece) = self.waiting.take() {
            return Some(piece);
        }
        let start = self.at;
        let mut at = start;
        while at < self.end {
            at = self.may_be_odd(at);
            if let Some((len, text)) = self.odd(at) {
                let piece = Piece { source: SourceSpan::new(at, at + len), text };
                self.at = at + len;
                if at == start {
                    return Some(piece);
                }
                self.waiting = Some(piece);
                return Some(self.verbatim(start, at));
            }
            at += 1;
        }
        self.at = self.end;
        (start < self.end).then(|| self.verbatim(start, self.end))
    }
}

impl<'a> Pieces<'a> {
    fn verbatim(&self, start: usize, end: usize) -> Piece<'a> {
        let text = self.source.get(start..end).unwrap_or_default();
        Piece { source: SourceSpan::new(start, end), text: PieceText::Verbatim(text) }
    }
}

/// Whether a stretch of the source reads as it stands.
#[inline]
pub(super) fn is_verbatim(source: &str, start: usize, end: usize, reading: u8) -> bool {
    if reading & (NAME | REFERENCES) == REFERENCES {
        return !is_odd(source.as_bytes(), start, end);
    }
    let bytes = source.as_bytes().get(start..end).unwrap_or_default();
    match reading & NAME {
        0 => memchr2(b'\r', 0, bytes).is_none(),
        _ => !bytes.iter().any(|byte| *byte == 0 || byte.is_ascii_uppercase()),
    }
}

/// A stretch of the source as it reads: borrowed where it is verbatim.
pub(super) fn decode(source: &str, start: usize, end: usize, reading: u8) -> Cow<'_, str> {
    let verbatim = source.get(start..end).unwrap_or_default();
    if is_verbatim(source, start, end, reading) {
        return Cow::Borrowed(verbatim);
    }
    Cow::Owned(joined(Pieces::new(source, start, end, reading), verbatim.len()))
}

/// The text of pieces that come from `length` bytes.
pub(crate) fn joined<'a>(pieces: impl Iterator<Item = Piece<'a>>, length: usize) -> String {
    let mut text = String::with_capacity(length);
    for piece in pieces {
        match piece.text {
            PieceText::Verbatim(piece) => text.push_str(piece),
            PieceText::Rewritten(first, second) => text.extend(std::iter::once(first).chain(second)),
            PieceText::Dropped => {}
        }
    }
    text
}

/// White space of the standard: tab, line feed, form feed, carriage return, space.
#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

fn is_space_char(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\r' | '\x0C')
}

/// Where the white space at the start of a stretch ends; U+0000 is none, even where it is dropped.
pub(super) fn leading_space(source: &str, start: usize, end: usize, reading: u8) -> usize {
    let bytes = source.as_bytes().get(start..end).unwrap_or_default();
    let spaces = bytes.iter().take_while(|byte| is_space(**byte)).count();
    if !matches!(bytes.get(spaces), Some(b'&')) || reading & REFERENCES == 0 {
        return start + spaces;
    }
    for piece in Pieces::new(source, start, end, reading) {
        match piece.text {
            PieceText::Verbatim(text) => {
                let spaces = text.bytes().take_while(|byte| is_space(*byte)).count();
                if spaces < text.len() {
                    return piece.source.start as usize + spaces;
                }
            }
            PieceText::Rewritten(first, second) => {
                if !is_space_char(first) || second.is_some() {
                    return piece.source.start as usize;
                }
            }
            PieceText::Dropped if source.as_bytes().get(piece.source.start as usize) == Some(&0) => {
                return piece.source.start as usize;
            }
            PieceText::Dropped => {}
        }
    }
    end
}

/// What a stretch holds, for the rules that ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// A character that is not dropped.
    pub(super) any: bool,
    /// One that is no white space.
    pub(super) black: bool,
}

/// What a stretch holds when it is read.
pub(super) fn content(source: &str, start: usize, end: usize, reading: u8) -> Content {
    let mut content = Content::default();
    for piece in Pieces::new(source, start, end, reading) {
        let (any, black) = match piece.text {
            PieceText::Verbatim(text) => (true, !text.bytes().all(is_space)),
            PieceText::Rewritten(first, second) => (true, !is_space_char(first) || second.is_some()),
            PieceText::Dropped => (false, false),
        };
        content = Content { any: content.any | any, black: content.black | black };
        if content.black {
            break;
        }
    }
    content
}

/// Where a line feed at the very start of a stretch ends, in whatever way it is written.
pub(super) fn leading_newline(source: &str, start: usize, end: usize, reading: u8) -> usize {
    let bytes = source.as_bytes().get(start..end).unwrap_or_default();
    match bytes {
        [b'\r', b'\n', ..] => start + 2,
        [b'\r' | b'\n', ..] => start + 1,
        [b'&', ..] => match Pieces::new(source, start, end, reading).next() {
            Some(Piece { source, text: PieceText::Rewritten('\n', None) }) => source.end as usize,
            _ => start,
        },
        _ => start,
    }
}

/// A character reference found in the source.
pub(crate) struct Found {
    pub(crate) len: usize,
    pub(crate) first: char,
    pub(crate) second: Option<char>,
}

impl Found {
    pub(crate) fn text<'a>(&self) -> PieceText<'a> {
        PieceText::Rewritten(self.first, self.second)
    }
}

/// The reference that starts with the `&` at `at`, 13.2.5.72 to 13.2.5.80.
pub(crate) fn reference(bytes: &[u8], at: usize, in_attribute: bool) -> Option<Found> {
    let rest = bytes.get(at + 1..)?;
    match rest.first()? {
        b'#' => numeric(rest),
        first if first.is_ascii_alphanumeric() => named(rest, in_attribute),
        _ => None,
    }
}

/// 13.2.5.73 Named character reference state: the longest name of the table, found letter by letter.
fn named(rest: &[u8], in_attribute: bool) -> Option<Found> {
    let mut rows = CHARACTER_REFERENCES;
    let mut longest = None;
    for (at, byte) in rest.iter().enumerate().take_while(|(_, byte)| byte.is_ascii_alphanumeric()) {
        // Of the rows that agree so far those that agree in this letter, too; they stand beside each other.
        let letter = |row: &CharacterReference| row.name.as_bytes().get(at).copied();
        rows = rows.get(rows.partition_point(|row| letter(row) < Some(*byte))..)?;
        rows = rows.get(..rows.partition_point(|row| letter(row) == Some(*byte)))?;
        let Some(row) = rows.first() else { break };
        let is_closed = rest.get(at + 1) == Some(&b';');
        if row.name.len() == at + 1 && (is_closed || row.bare == "yes") {
            longest = Some((row, at + 1, is_closed));
        }
    }
    let (row, len, is_closed) = longest?;
    // "For historical reasons": `?a=1&copy=2` in a link is no copyright sign.
    let next = rest.get(len).copied().unwrap_or(b' ');
    if in_attribute && (next == b'=' || next.is_ascii_alphanumeric()) {
        return None;
    }
    found(row, 1 + len + usize::from(is_closed))
}

fn found(row: &CharacterReference, len: usize) -> Option<Found> {
    let mut codes = row.codes.split(' ').filter_map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
    Some(Found { len, first: codes.next()?, second: codes.next() })
}

/// 13.2.5.75 Numeric character reference state; `rest` starts at the `#`.
fn numeric(rest: &[u8]) -> Option<Found> {
    let (radix, prefix) = match rest.get(1)? {
        b'x' | b'X' => (16, 2),
        _ => (10, 1),
    };
    let digits = rest.get(prefix..)?.iter().map_while(|byte| char::from(*byte).to_digit(radix));
    let (n_digits, code) =
        digits.fold((0, 0_u32), |(n, code), digit| (n + 1, code.saturating_mul(radix).saturating_add(digit)));
    if n_digits == 0 {
        return None;
    }
    let semicolon = usize::from(rest.get(prefix + n_digits) == Some(&b';'));
    Some(Found { len: 1 + prefix + n_digits + semicolon, first: character(code), second: None })
}

/// 13.2.5.80 Numeric character reference end state.
fn character(code: u32) -> char {
    let high_control = code.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(at as usize));
    match high_control {
        Some(replaced) => *replaced,
        None if code == 0 => '\u{FFFD}',
        None => char::from_u32(code).unwrap_or('\u{FFFD}'),
    }
}

/// What the numbers 0x80 to 0x9F mean: pages count in windows-1252.
pub(crate) const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}',
    '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}',
    '\u{17E}', '\u{178}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str, reading: u8) -> String {
        decode(source, 0, source.len(), reading).into_owned()
    }

    #[test]
    fn references_are_read_as_in_text_and_as_in_values() {
        for (source, in_text, in_value) in [
            ("a &amp; b", "a & b", "a & b"),
            ("&copy=1", "\u{A9}=1", "&copy=1"),
            ("&copy", "\u{A9}", "\u{A9}"),
            ("&copyx", "\u{A9}x", "&copyx"),
            ("&notin;", "\u{2209}", "\u{2209}"),
            ("&notit;", "\u{AC}it;", "&notit;"),
            ("&nosuch;", "&nosuch;", "&nosuch;"),
            ("&#8220;x&#x201D;", "\u{201C}x\u{201D}", "\u{201C}x\u{201D}"),
            (
                "&#147;&#0;&#xD800;&#99999999999;",
                "\u{201C}\u{FFFD}\u{FFFD}\u{FFFD}",
                "\u{201C}\u{FFFD}\u{FFFD}\u{FFFD}",
            ),
            ("&#; &#x; & &", "&#; &#x; & &", "&#; &#x; & &"),
            ("&NotEqualTilde;", "\u{2242}\u{338}", "\u{2242}\u{338}"),
        ] {
            assert_eq!(text(source, REFERENCES), in_text, "{source}");
            assert_eq!(text(source, REFERENCES | ATTRIBUTE), in_value, "{source}");
        }
    }

    #[test]
    fn line_ends_and_nul() {
        assert_eq!(text("a\r\nb\rc\0", 0), "a\nb\nc\u{FFFD}");
        assert_eq!(text("a\0b", DROP_NUL), "ab");
        assert_eq!(text("DIV\0", NAME), "div\u{FFFD}");
    }

    #[test]
    fn pieces_tile_their_stretch() {
        let source = "a&amp;b\r\n&#10;c&d\0";
        let mut at = 0;
        for piece in Pieces::new(source, 0, source.len(), REFERENCES) {
            assert_eq!(piece.source.start as usize, at);
            at = piece.source.end as usize;
        }
        assert_eq!(at, source.len());
    }

    #[test]
    fn white_space_is_known_in_every_spelling() {
        let source = " \r&#32;&Tab;x ";
        assert_eq!(leading_space(source, 0, source.len(), REFERENCES), 12);
        let content = |source: &str, reading| content(source, 0, source.len(), reading);
        assert_eq!(content("\0\0", DROP_NUL), Content { any: false, black: false });
        assert_eq!(content(" &#32;", REFERENCES), Content { any: true, black: false });
        assert_eq!(content(" &nbsp;", REFERENCES), Content { any: true, black: true });
    }
}
