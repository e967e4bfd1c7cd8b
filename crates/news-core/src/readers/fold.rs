//! Text out of markup: white space is folded, and every character keeps its place in the source.
//!
//! A block starts with its first word, so what holds no word leaves nothing behind.

use memchr::{memchr2, memchr3, memmem};

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
        for piece in pieces {
            match piece.text {
                PieceText::Dropped => {}
                PieceText::Rewritten(first, _) if is_space(first) => self.widen(" ", piece.source, false),
                PieceText::Rewritten(first, second) => self.rewritten(draft, first, second, piece.source),
                PieceText::Verbatim(text) => self.verbatim(draft, piece.source.start, text),
            }
        }
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
        let mut text = String::with_capacity(8);
        text.push(first);
        text.extend(second);
        draft.add_rewritten(&text, source);
    }

    pub(super) fn word(&mut self, draft: &mut Draft, text: &str, source: SourceSpan) {
        self.open(draft);
        draft.add_verbatim(text, source);
    }

    fn verbatim(&mut self, draft: &mut Draft, base: u32, text: &'a str) {
        if let Some(words) = plain_words(text) {
            let start = text.len() - text.trim_start_matches(' ').len();
            if start > 0 {
                self.widen(" ", place(base, 0, start), true);
            }
            let end = start + words.len();
            self.word(draft, words, place(base, start, end));
            if end < text.len() {
                self.widen(" ", place(base, end, text.len()), true);
            }
            return;
        }
        let bytes = text.as_bytes();
        let mut word = None;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let length = space_at(bytes, at, byte);
            if length == 0 {
                word = word.or(Some(at));
                at += 1;
                continue;
            }
            let end = at + length;
            if let Some(start) = word {
                // A single space between two words is text as it is.
                if byte == b' ' && bytes.get(end).is_some_and(|next| space_at(bytes, end, *next) == 0) {
                    at = end;
                    continue;
                }
                self.word(draft, text.get(start..at).unwrap_or_default(), place(base, start, at));
                word = None;
            }
            self.widen(" ", place(base, at, end), byte == b' ');
            at = end;
        }
        if let Some(start) = word {
            self.word(draft, text.get(start..).unwrap_or_default(), place(base, start, text.len()));
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

    fn next(&mut self) -> Option<Part<'t>> {
        let bytes = self.text.as_bytes();
        let (start, mut at) = (self.at, self.at);
        let mut length = space_at(bytes, at, *bytes.get(at)?);
        let is_space = length > 0;
        while let Some(&byte) = bytes.get(at) {
            length = if byte > b' ' && byte != 0xE2 { 0 } else { space_at(bytes, at, byte) };
            let is_single = |next: &u8| byte == b' ' && space_at(bytes, at + 1, *next) == 0;
            if is_space != (length > 0) && (is_space || !bytes.get(at + 1).is_some_and(is_single)) {
                break;
            }
            at += length.max(1);
        }
        self.at = at;
        Some(if is_space { Part::Space } else { Part::Words(self.text.get(start..at).unwrap_or_default()) })
    }
}

/// Words with single spaces between them and at most one at the ends: nearly all text is, and needs no look at each byte.
fn plain_words(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let is_plain = memchr3(b'\n', b'\t', b'\r', bytes).is_none()
        && memmem::find(bytes, b"  ").is_none()
        && memchr2(0x0C, 0xE2, bytes).is_none_or(|_| !text.contains(['\u{C}', '\u{2028}', '\u{2029}']));
    Some(text.trim_matches(' ')).filter(|words| is_plain && !words.is_empty())
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
