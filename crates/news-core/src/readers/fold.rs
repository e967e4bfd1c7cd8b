//! Text out of markup: white space is folded, and every character keeps its place in the source.
//!
//! A block starts with its first word, so what holds no word leaves nothing behind.

use crate::draft::Draft;
use crate::html::{Piece, PieceText};
use crate::span::{SourceSpan, Span};

/// The text of one block in the making.
#[derive(Debug, Default)]
pub(super) struct Fold<'a> {
    /// Where the block starts, once it has a word.
    start: Option<usize>,
    /// White space that waits for a word.
    gap: Option<Gap<'a>>,
}

#[derive(Clone, Copy, Debug)]
struct Gap<'a> {
    /// What it becomes.
    text: &'a str,
    source: SourceSpan,
    /// Whether the source writes it like that.
    is_plain: bool,
}

impl<'a> Fold<'a> {
    /// Whether the block has a word.
    pub(super) fn is_open(&self) -> bool {
        self.start.is_some()
    }

    /// Ends the block and gives its place.
    pub(super) fn finish(&mut self, draft: &Draft) -> Option<Span> {
        self.gap = None;
        self.start.take().map(|start| Span::new(start, draft.article.text.len()))
    }

    pub(super) fn pieces(&mut self, draft: &mut Draft, pieces: impl Iterator<Item = Piece<'a>>) {
        pieces.for_each(|piece| match piece.text {
            PieceText::Dropped => {}
            PieceText::Rewritten(first, _) if is_space(first) => self.widen(" ", piece.source, false),
            PieceText::Rewritten(first, second) => self.rewritten(draft, first, second, piece.source),
            PieceText::Verbatim(text) => self.verbatim(draft, piece.source.start, text),
        });
    }

    /// A mark that stands for white space: a line break, the edge of a cell.
    pub(super) fn mark(&mut self, text: &'a str, source: SourceSpan) {
        self.gap = Some(Gap { text, source, is_plain: false });
    }

    /// As [`Fold::mark`], where no other white space waits.
    pub(super) fn mark_weakly(&mut self, text: &'a str, source: SourceSpan) {
        if self.gap.is_none() {
            self.mark(text, source);
        }
    }

    /// White space that is kept as it is.
    pub(super) fn keep(&mut self, text: &'a str, source: SourceSpan) {
        self.gap = Some(Gap { text, source, is_plain: true });
    }

    pub(super) fn rewritten(&mut self, draft: &mut Draft, first: char, second: Option<char>, source: SourceSpan) {
        self.open(draft);
        match second {
            None => draft.add_rewritten(first.encode_utf8(&mut [0; 4]), source),
            Some(second) => draft.add_rewritten(&String::from_iter([first, second]), source),
        }
    }

    pub(super) fn word(&mut self, draft: &mut Draft, text: &str, source: SourceSpan) {
        self.open(draft);
        draft.add_verbatim(text, source);
    }

    fn verbatim(&mut self, draft: &mut Draft, base: u32, text: &'a str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let gap = spaces(bytes, at);
            let end = if gap == 0 { words_end(bytes, at) } else { at + gap };
            if gap == 0 {
                self.word(draft, text.get(at..end).unwrap_or_default(), place(base, at, end));
            } else {
                self.widen(" ", place(base, at, end), bytes.get(at..end) == Some(b" "));
            }
            at = end;
        }
    }

    fn widen(&mut self, text: &'a str, source: SourceSpan, is_plain: bool) {
        self.gap = Some(match self.gap {
            None => Gap { text, source, is_plain },
            Some(Gap { text, source: before, .. }) if before.end == source.start => {
                Gap { text, source: SourceSpan { start: before.start, end: source.end }, is_plain: false }
            }
            // What stands between may be text that is not shown: the place is that of the first white space.
            Some(first) => first,
        });
    }

    /// Writes what parts the next word from the one before, or from the block before.
    fn open(&mut self, draft: &mut Draft) {
        let gap = self.gap.take();
        if self.start.is_none() {
            part(draft);
            self.start = Some(draft.article.text.len());
            return;
        }
        match gap {
            Some(Gap { text, source, is_plain: true }) => draft.add_verbatim(text, source),
            Some(Gap { text, source, is_plain: false }) => draft.add_rewritten(text, source),
            None => {}
        }
    }
}

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// White space, however much.
    Space,
    /// Words with single spaces between them.
    Words(&'t str),
}

/// A text in parts.
pub(super) struct Parts<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parts<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Parts { text, at: 0 }
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    #[inline]
    fn next(&mut self) -> Option<Part<'t>> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        bytes.get(start)?;
        let gap = spaces(bytes, start);
        self.at = if gap > 0 { start + gap } else { words_end(bytes, start) };
        Some(if gap > 0 { Part::Space } else { Part::Words(self.text.get(start..self.at).unwrap_or_default()) })
    }
}

/// The length of the white space that starts at a byte.
fn spaces(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&byte) = bytes.get(end)
        && let length @ 1.. = space_at(bytes, end, byte)
    {
        end += length;
        // Lines are indented.
        while bytes.get(end..end + PART) == Some(&[b' '; PART]) {
            end += PART;
        }
    }
    end - at
}

/// Where the words that start at a byte end; a single space between two words is text as it is.
///
/// A block at a time is looked at without a branch, because nearly all text is words with single spaces between them.
fn words_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() {
        if is_plain::<BLOCK>(bytes, at) {
            at += BLOCK;
            continue;
        }
        // Its parts in the same way: most texts of a page are shorter than a block.
        let block_end = bytes.len().min(at + BLOCK);
        while at < block_end {
            let end = block_end.min(at + PART);
            if !is_plain::<PART>(bytes, at)
                && let Some(gap) = (at..end).find(|at| is_gap(bytes, *at))
            {
                return gap;
            }
            at = end;
        }
    }
    bytes.len()
}

/// Whether all white space behind the first character is single spaces between words.
pub(super) fn has_single_spaces(text: &str) -> bool {
    words_end(text.as_bytes(), 0) == text.len()
}

/// Bytes that are looked at together.
const BLOCK: usize = 32;
const PART: usize = 8;

/// Whether no white space but single spaces can start in the next bytes.
#[inline]
fn is_plain<const LEN: usize>(bytes: &[u8], at: usize) -> bool {
    let (Some(block), Some(next)) = (bytes.get(at..at + LEN), bytes.get(at + 1..=at + LEN)) else { return false };
    let is = u8::from;
    let starts = |byte: u8| is(byte < b' ') | is(byte == 0xE2);
    let odd = |odd: u8, (byte, next): (&u8, &u8)| odd | starts(*byte) | is(*byte == b' ') & is(*next == b' ');
    // The byte behind the block counts, too: white space may go on there.
    block.iter().zip(next).fold(next.last().map_or(0, |last| starts(*last)), odd) == 0
}

/// Whether white space starts at a byte that is more than a single space between two words.
fn is_gap(bytes: &[u8], at: usize) -> bool {
    let length = |at: usize| bytes.get(at).map(|byte| space_at(bytes, at, *byte));
    match bytes.get(at) {
        Some(b' ') => length(at + 1) != Some(0),
        _ => length(at).is_some_and(|length| length > 0),
    }
}

/// An empty line between two blocks.
pub(super) fn part(draft: &mut Draft) {
    if !draft.article.text.is_empty() {
        draft.add_inserted("\n\n");
    }
}

/// A place inside a stretch that starts at `base`.
pub(super) fn place(base: u32, start: usize, end: usize) -> SourceSpan {
    let at = |at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    SourceSpan { start: at(start), end: at(end) }
}

/// White space that a browser folds, and line separators; no-break spaces stay.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{2028}' | '\u{2029}')
}

/// The length of the white space character that starts with this byte; 0 for what is none.
fn space_at(bytes: &[u8], at: usize, byte: u8) -> usize {
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' | 0x0C => 1,
        0xE2 if bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0xA8 | 0xA9)) => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_at_white_space_that_is_no_single_space() {
        let parts = |text: &'static str| {
            let part = |part| if let Part::Words(words) = part { words } else { "_" };
            Parts::of(text).map(part).collect::<Vec<_>>()
        };
        assert_eq!(parts("Mill closes"), ["Mill closes"]);
        assert_eq!(parts("\n\t Mill closes "), ["_", "Mill closes", "_"]);
        assert_eq!(parts(" Mill  closes\nin\u{2028}Arvan"), ["_", "Mill", "_", "closes", "_", "in", "_", "Arvan"]);
        assert_eq!(parts("“Mill” – closes"), ["“Mill” – closes"]);
        assert_eq!(parts(" \n"), ["_"]);
        assert_eq!(parts(""), [""; 0]);
    }
}
