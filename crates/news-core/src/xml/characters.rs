//! Text of the source as text of the document: character references, line ends, control characters.
//!
//! Of the references all that HTML names are read, but only with their semicolon: `?a=1&copy=2` in a link stays. Numbers and
//! bytes from 0x80 to 0x9F mean windows-1252, as they do in HTML; the other control characters are dropped.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use crate::html::{Piece, PieceText, WINDOWS_1252, joined, reference};
use crate::span::SourceSpan;

/// How a stretch of the source is read.
pub(super) mod reading {
    /// `&amp;` is a reference, and one may occur.
    pub(in crate::xml) const REFERENCES: u8 = 1;
    /// White space is a space each.
    pub(in crate::xml) const VALUE: u8 = 2;
    /// Control characters may occur.
    pub(in crate::xml) const CONTROLS: u8 = 4;
    /// Carriage returns may occur.
    pub(in crate::xml) const RETURNS: u8 = 8;
}

use reading::{CONTROLS, REFERENCES, VALUE};

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
    pub(super) fn new(source: &'a str, place: SourceSpan, reading: u8) -> Self {
        Pieces { source, at: place.start as usize, end: place.end as usize, reading, waiting: None }
    }

    /// All pieces as one text: borrowed where it stands verbatim.
    pub(super) fn text(self) -> Cow<'a, str> {
        let verbatim = self.source.get(self.at..self.end).unwrap_or_default();
        if self.is_verbatim(verbatim.as_bytes()) {
            return Cow::Borrowed(verbatim);
        }
        let length = verbatim.len();
        Cow::Owned(joined(self, length))
    }

    fn is_verbatim(&self, bytes: &[u8]) -> bool {
        match self.reading {
            0 => true,
            // What is left of a value that holds no reference is white space that is no space.
            VALUE => !has_low(bytes),
            reading => reading & CONTROLS == 0 && self.next_odd(bytes).is_none(),
        }
    }

    /// Where the next byte stands that may not be verbatim. What cannot occur is not looked for.
    fn next_odd(&self, bytes: &[u8]) -> Option<usize> {
        match self.reading {
            0 => None,
            REFERENCES => memchr(b'&', bytes),
            reading if reading & (CONTROLS | VALUE) == 0 => memchr2(b'&', b'\r', bytes),
            _ => bytes.iter().position(|byte| *byte < 0x20 || matches!(byte, b'&' | 0x7F | 0xC2)),
        }
    }

    /// What stands at a byte that may not be verbatim, and how long it is.
    fn odd(&self, at: usize) -> Option<(usize, PieceText<'a>)> {
        let bytes = self.source.as_bytes().get(..self.end)?;
        let replaced = |to| Some((1, PieceText::Rewritten(to, None)));
        match *bytes.get(at)? {
            b'&' if self.reading & REFERENCES != 0 => read_reference(bytes, at),
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => Some((1, PieceText::Dropped)),
            b'\r' if self.reading & VALUE == 0 => replaced('\n'),
            b'\r' | b'\n' | b'\t' if self.reading & VALUE != 0 => replaced(' '),
            b'\n' | b'\t' => None,
            0..0x20 | 0x7F => Some((1, PieceText::Dropped)),
            0xC2 => {
                let code = usize::from(bytes.get(at + 1)?.checked_sub(0x80)?);
                WINDOWS_1252.get(code).map(|meant| (2, readable(*meant, None)))
            }
            _ => None,
        }
    }

    fn verbatim(&self, start: usize, end: usize) -> Piece<'a> {
        let text = self.source.get(start..end).unwrap_or_default();
        Piece { source: SourceSpan::new(start, end), text: PieceText::Verbatim(text) }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.reading == 0 {
            let start = std::mem::replace(&mut self.at, self.end);
            return (start < self.end).then(|| self.verbatim(start, self.end));
        }
        if let Some(piece) = self.waiting.take() {
            return Some(piece);
        }
        let start = self.at;
        while let Some(rest) = self.source.as_bytes().get(self.at..self.end)
            && let Some(step) = self.next_odd(rest)
        {
            let at = self.at + step;
            self.at = at + 1;
            let Some((length, text)) = self.odd(at) else { continue };
            let piece = Piece { source: SourceSpan::new(at, at + length), text };
            self.at = at + length;
            if at == start {
                return Some(piece);
            }
            self.waiting = Some(piece);
            return Some(self.verbatim(start, at));
        }
        self.at = self.end;
        (start < self.end).then(|| self.verbatim(start, self.end))
    }

    /// All pieces at once: nothing waits for its turn.
    fn fold<B, F: FnMut(B, Piece<'a>) -> B>(mut self, first: B, mut add: F) -> B {
        let mut folded = match self.waiting.take() {
            Some(piece) => add(first, piece),
            None => first,
        };
        let mut start = self.at;
        while let Some(rest) = self.source.as_bytes().get(self.at..self.end)
            && let Some(step) = self.next_odd(rest)
        {
            let at = self.at + step;
            self.at = at + 1;
            let Some((length, text)) = self.odd(at) else { continue };
            if start < at {
                folded = add(folded, self.verbatim(start, at));
            }
            folded = add(folded, Piece { source: SourceSpan::new(at, at + length), text });
            self.at = at + length;
            start = self.at;
        }
        if start < self.end { add(folded, self.verbatim(start, self.end)) } else { folded }
    }
}

/// Whether a byte below the space occurs; eight are looked at together, because values are short.
fn has_low(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    // The high bit of a byte that borrows, and had none itself, is set.
    let is_low = |word: u64| word.wrapping_sub(0x2020_2020_2020_2020) & !word & 0x8080_8080_8080_8080 != 0;
    words.iter().any(|word| is_low(u64::from_le_bytes(*word))) || rest.iter().any(|byte| *byte < 0x20)
}

/// Whether a text holds control characters that no document may hold.
pub(super) fn has_controls(source: &str) -> bool {
    let bytes = source.as_bytes();
    let is_low = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F;
    // Counted without a branch, because that is fast and nearly always settles it.
    bytes.iter().fold(false, |found, byte| found | is_low(*byte))
        || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1).is_some_and(|byte| *byte < 0xA0))
}

/// The references that XML itself has, without the ampersand.
const OWN: [(&[u8], char); 5] = [(b"lt;", '<'), (b"gt;", '>'), (b"amp;", '&'), (b"quot;", '"'), (b"apos;", '\'')];

/// What references of a text are wrong: whether one is of HTML alone, whether an ampersand is none.
pub(super) fn references(bytes: &[u8]) -> (bool, bool) {
    let (mut entities, mut ampersands) = (false, false);
    for at in memchr::memchr_iter(b'&', bytes) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        if !rest.starts_with(b"#") && !OWN.iter().any(|(name, _)| rest.starts_with(name)) {
            match read_reference(bytes, at) {
                Some(_) => entities = true,
                None => ampersands = true,
            }
        }
    }
    (entities, ampersands)
}

fn read_reference<'a>(bytes: &[u8], at: usize) -> Option<(usize, PieceText<'a>)> {
    let rest = bytes.get(at + 1..).unwrap_or_default();
    if let Some((name, meant)) = OWN.iter().find(|(name, _)| rest.starts_with(name)) {
        return Some((name.len() + 1, PieceText::Rewritten(*meant, None)));
    }
    let found = reference(bytes, at, true)?;
    let is_number = bytes.get(at + 1) == Some(&b'#');
    let is_closed = bytes.get(at + found.len - 1) == Some(&b';');
    (is_number || is_closed).then(|| (found.len, readable(found.first, found.second)))
}

fn readable<'a>(first: char, second: Option<char>) -> PieceText<'a> {
    if first.is_control() && !matches!(first, '\t' | '\n' | '\r') {
        PieceText::Dropped
    } else {
        PieceText::Rewritten(first, second)
    }
}
