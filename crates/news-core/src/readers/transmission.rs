//! What the control-byte formats of the wire share: a start of the header, of the text and an end of it.

use crate::draft::Draft;
use crate::grammar::cursor::trimmed;
use crate::span::{SourceSpan, Span};

pub(super) const START_OF_HEADER: char = '\u{01}';
pub(super) const START_OF_TEXT: char = '\u{02}';
pub(super) const END_OF_TEXT: char = '\u{03}';
pub(super) const ROUTING: char = '\u{05}';
pub(super) const SYNC: char = '\u{16}';

/// Longest header in bytes.
const HEADER: usize = 800;

/// The header of a text that opens with a transmission.
pub(super) fn header(text: &str) -> Option<&str> {
    let head = text.get(..text.floor_char_boundary(HEADER)).unwrap_or_default();
    head.split_once(START_OF_TEXT).map(|(header, _)| header).filter(|header| header.starts_with(opens))
}

/// Whether a character opens a transmission.
fn opens(c: char) -> bool {
    matches!(c, START_OF_HEADER | ROUTING | SYNC)
}

/// One transmission of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transmission {
    pub(super) whole: Span,
    pub(super) header: Span,
    pub(super) text: Span,
    pub(super) trailer: Span,
}

/// The transmissions of a file: each starts behind the end of the text before.
pub(super) fn split(text: &str) -> Vec<Transmission> {
    let mut found = Vec::new();
    let (mut start, mut at, mut closed) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        if closed && line.trim_start().starts_with(opens) {
            found.push(parts(text, Span::new(start, at)));
            (start, closed) = (at, false);
        }
        closed |= line.contains(END_OF_TEXT);
        at += line.len();
    }
    found.push(parts(text, Span::new(start, text.len())));
    found.retain(|transmission| !trim(text, transmission.text).is_empty());
    found
}

fn parts(text: &str, whole: Span) -> Transmission {
    let start = whole.of(text).find(START_OF_TEXT).map_or(whole.start(), |at| whole.start() + at);
    let behind = Span::new(start, whole.end()).of(text);
    let end = behind.find(END_OF_TEXT).map_or(whole.end(), |at| start + at);
    Transmission {
        whole,
        header: Span::new(whole.start(), start),
        text: Span::new(start, end),
        trailer: Span::new(end, whole.end()),
    }
}

/// Adds a stretch of the source without its controls; gives where it stands in the text, trimmed.
pub(super) fn add(draft: &mut Draft, source: &str, span: Span) -> Option<Span> {
    let start = draft.article.text.len();
    let mut at = span.start();
    for part in span.of(source).split_inclusive(is_dropped) {
        let bare = part.trim_end_matches(is_dropped);
        draft.add_verbatim(bare, SourceSpan::new(at, at + bare.len()));
        at += part.len();
    }
    written(draft, start)
}

/// Controls that stand for nothing in the text.
pub(super) fn is_dropped(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// A stretch without white space and controls at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let is_nothing = |c: char| c.is_whitespace() || c.is_control();
    let slice = span.of(text);
    let start = span.start() + slice.len() - slice.trim_start_matches(is_nothing).len();
    Span::new(start, start + slice.trim_matches(is_nothing).len())
}

/// What was written since the text was `start` bytes long.
pub(super) fn written(draft: &Draft, start: usize) -> Option<Span> {
    let text = &draft.article.text;
    let span = trimmed(text, Span::new(start, text.len()));
    (!span.is_empty()).then_some(span)
}

/// Starts a new line of the text.
pub(super) fn break_line(draft: &mut Draft) {
    if !draft.article.text.is_empty() && !draft.article.text.ends_with('\n') {
        draft.add_inserted("\n");
    }
}

/// The lines of a stretch that hold something, without white space and controls at their ends, and with them.
pub(super) fn lines(text: &str, span: Span) -> impl Iterator<Item = (Span, Span)> {
    let mut at = span.start();
    let all = span.of(text).split_inclusive('\n').map(move |line| {
        at += line.len();
        Span::new(at - line.len(), at)
    });
    all.map(move |raw| (trim(text, raw), raw)).filter(|(line, _)| !line.is_empty())
}

/// `18` is 2018: of a moment of sending, which is not in the future of the wire.
pub(super) fn century(year: &str) -> &'static str {
    if year < "70" { "20" } else { "19" }
}
