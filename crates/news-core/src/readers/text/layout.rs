//! Lines and paragraphs of plain copy, in the three layouts of the trade.
//!
//! - a blank line between paragraphs, each on one line or hard-wrapped;
//! - an indent in front of each paragraph (wire copy of the telex age, East Asian copy);
//! - one paragraph on each line.
//!
//! Which line goes on with the paragraph before is decided line by line, see [`continues`].

use crate::article::BlockKind;
use crate::grammar::cursor::is_blank;
use crate::grammar::dateline;
use crate::grammar::enumeration::item_mark;
use crate::grammar::line_kind;
use crate::grammar::words::ends_sentence;
use crate::span::Span;

/// A line with something on it.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its text without the white space around.
    span: Span,
    /// Columns of white space in front.
    indent: usize,
    /// Whether nothing but a line break stands between this line and the one before.
    follows: bool,
}

/// A paragraph or a line of its own, before its kind is known.
#[derive(Clone, Copy, Debug)]
pub(in crate::readers) struct Chunk {
    pub(in crate::readers) span: Span,
    /// Number of lines.
    pub(super) lines: u32,
    /// Columns in front of its first line.
    pub(super) indent: usize,
    /// Its kind, where it says that it is no prose.
    pub(super) known: Option<BlockKind>,
}

impl Chunk {
    /// A paragraph whose ends its carrier marks.
    pub(in crate::readers) fn marked(text: &str, span: Span) -> Self {
        Chunk { span, lines: 1, indent: 0, known: line_kind::find(text, span) }
    }

    /// Whether its words do not say that it is no prose.
    pub(in crate::readers) fn is_unknown(&self) -> bool {
        self.known.is_none()
    }

    /// The same of a kind that its carrier marks.
    pub(in crate::readers) fn of_kind(self, kind: BlockKind) -> Self {
        Chunk { known: Some(kind), ..self }
    }
}

/// The columns of an indent that starts a paragraph. One column is a slip, or the habit of a sign-off.
const INDENT: usize = 2;
/// The widest line that counts as hard-wrapped; longer lines are whole paragraphs.
const WIDEST: usize = 132;

/// The paragraphs of `story`, in order. White space and control characters between them belong to none.
pub(super) fn chunks(text: &str, story: Span) -> Vec<Chunk> {
    let lines = lines(text, story);
    let widest = lines.iter().map(|line| width(text, line)).max().unwrap_or(0);
    let page = Page {
        text,
        width: if widest > WIDEST { 0 } else { widest },
        indented: lines.windows(2).any(|pair| {
            matches!(pair, [first, second] if first.indent >= INDENT && second.follows && second.indent < INDENT)
        }),
    };
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut before: Option<Line> = None;
    for (number, line) in lines.into_iter().enumerate() {
        match (before, chunks.last_mut()) {
            (Some(last), Some(chunk)) if line.follows && page.continues(number, &last, &line, chunk) => {
                chunk.span = chunk.span.to(line.span);
                chunk.lines += 1;
            }
            _ => chunks.push(Chunk { span: line.span, lines: 1, indent: line.indent, known: None }),
        }
        before = Some(line);
    }
    for chunk in &mut chunks {
        chunk.known = line_kind::find(text, chunk.span);
    }
    chunks
}

struct Page<'a> {
    text: &'a str,
    /// The width to which the copy is wrapped, 0 for copy that is not.
    width: usize,
    /// Whether paragraphs start with an indent: some indented line is followed by one that is not.
    indented: bool,
}

impl Page<'_> {
    /// Whether `line` goes on with the paragraph that `last` belongs to.
    fn continues(&self, number: usize, last: &Line, line: &Line, chunk: &Chunk) -> bool {
        let (before, here) = (last.span.of(self.text), line.span.of(self.text));
        let hangs = line.indent > chunk.indent && item_mark(chunk.span.of(self.text)).is_some();
        if hangs && item_mark(here).is_none() {
            return true;
        }
        if line.indent >= INDENT && (self.indented || line.indent > last.indent) {
            return false;
        }
        if self.width == 0 || here.starts_with(['*', '•']) {
            return false;
        }
        // A row of marks under a line of a table belongs to neither.
        if !here.starts_with(char::is_alphanumeric) && !here.contains(char::is_alphanumeric) {
            return false;
        }
        // A dash or a number opens an item only where the line before had room for it.
        let full = self.is_full(last, here);
        if !full && item_mark(here).is_some() {
            return false;
        }
        // Right below the headline the dateline opens a paragraph whatever its indent.
        if number == 1 && is_dateline(self.text, line.span) {
            return false;
        }
        // A line of a known kind goes on only with a line that had no room for its first word.
        if (!full || ends_sentence(before)) && is_odd(here) && line_kind::find(self.text, line.span).is_some() {
            return false;
        }
        // "  REUTER" in a paragraph of one line: the line before had room, and no paragraph goes on after it.
        if self.indented && chunk.indent >= INDENT {
            return line.indent < INDENT;
        }
        full || (here.starts_with(char::is_lowercase) && !before.ends_with('.'))
    }

    /// Whether the first word of the next line had no room on this one. Copy is wrapped with a ragged edge, so a few
    /// columns are allowed for words that were hyphenated or kept together.
    fn is_full(&self, line: &Line, next: &str) -> bool {
        const RAGGED: usize = 4;
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        line.indent + width(self.text, line) + 1 + word + RAGGED > self.width
    }
}

/// Whether a line inside a paragraph may be one of a known kind at all: short, or with marks that lists of names have.
fn is_odd(line: &str) -> bool {
    line.len() <= 40 || !line.starts_with(char::is_alphanumeric) || line.bytes().any(|b| matches!(b, b':' | b';'))
}

/// Whether a line opens with a dateline that a date or an agency vouches for.
fn is_dateline(text: &str, line: Span) -> bool {
    dateline::find(text, line).is_some_and(|found| found.is_sure())
}

fn width(text: &str, line: &Line) -> usize {
    let slice = line.span.of(text);
    if slice.is_ascii() { slice.len() } else { slice.chars().count() }
}

/// The lines that hold more than white space and control characters.
fn lines(text: &str, story: Span) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut follows = false;
    for line in breaks(text, story) {
        let (indent, span) = indent_and_text(text, line);
        if !span.is_empty() {
            lines.push(Line { span, indent, follows });
        }
        follows = !span.is_empty();
    }
    lines
}

/// Splits at every line break of Unicode: LF, CR, CRLF, VT, FF, NEL, LINE and PARAGRAPH SEPARATOR.
fn breaks(text: &str, story: Span) -> impl Iterator<Item = Span> {
    let bytes = story.of(text).as_bytes();
    let base = story.start();
    let mut start = 0;
    // End of the bytes in which only rare breaks can stand: found once, however many those are.
    let mut common = next_common(bytes, 0);
    let mut ascii = bytes.get(..common).is_some_and(<[u8]>::is_ascii);
    std::iter::from_fn(move || {
        let from = start;
        if from > bytes.len() {
            return None;
        }
        let line = bytes.get(from..common).unwrap_or_default();
        let (len, mark) = rare_break(line, ascii).unwrap_or((line.len(), 0));
        if mark > 0 {
            start = from + len + mark;
        } else {
            let crlf = bytes.get(common..).is_some_and(|rest| rest.starts_with(b"\r\n"));
            start = common + 1 + usize::from(crlf);
            common = next_common(bytes, start);
            ascii = bytes.get(start..common).is_some_and(<[u8]>::is_ascii);
        }
        Some(Span::new(base + from, base + from + len))
    })
}

fn next_common(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |at| from + at)
}

/// Place and length of the first rare line break.
fn rare_break(bytes: &[u8], ascii: bool) -> Option<(usize, usize)> {
    // ASCII lines have none but VT and FF.
    if ascii {
        return memchr::memchr2(0x0B, 0x0C, bytes).map(|at| (at, 1));
    }
    bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, 0x0B | 0x0C | 0xC2 | 0xE2)).find_map(|(at, _)| {
        match bytes.get(at..)? {
            [0x0B | 0x0C, ..] => Some((at, 1)),
            [0xC2, 0x85, ..] => Some((at, 2)),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some((at, 3)),
            _ => None,
        }
    })
}

/// The columns in front of a line, and its text without the white space and control characters around.
fn indent_and_text(text: &str, line: Span) -> (usize, Span) {
    let slice = line.of(text);
    let mut columns = 0;
    let mut start = slice.len();
    for (at, c) in slice.char_indices() {
        match c {
            ' ' | '\u{A0}' => columns += 1,
            '\t' => columns += 8,
            '\u{3000}' => columns += 2,
            c if is_blank(c) => {}
            _ => {
                start = at;
                break;
            }
        }
    }
    let end = slice.trim_end_matches(is_blank).len().max(start);
    (columns, Span::new(line.start() + start, line.start() + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        chunks(text, Span::new(0, text.len())).iter().map(|chunk| chunk.span.of(text)).collect()
    }

    #[test]
    fn every_line_break_parts_lines() {
        let text = "one\n\ntwo\r\n\r\nthree\r\rfour\u{85}\u{85}five\u{2029}\u{2028}six\x0C\x0Cseven é";
        assert_eq!(paragraphs(text), ["one", "two", "three", "four", "five", "six", "seven é"]);
    }

    #[test]
    fn indented_copy_is_parted_by_its_indents() {
        let text = "HEADLINE OF THE STORY\n    SANTOS, March 12 - Striking seamen said they would\noffer their \
                    resignation.\n    One line.\n    The seamen said they were spurred to their decision\nby it.\n REUTER\n";
        let found = paragraphs(text);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert_eq!(found[2], "One line.");
        assert_eq!(found[4], "REUTER");
    }

    #[test]
    fn hard_wrapped_copy_is_joined_and_short_lines_stay() {
        let text = "The council agreed on Tuesday to close the bridge over\nthe river for a year, and the mayor said it \
                    would open\nagain in spring.\nShare\n\nA second paragraph stands behind a blank line and goes on\nhere.\n";
        let found = paragraphs(text);
        assert_eq!(found.len(), 3, "{found:#?}");
        assert_eq!(found[1], "Share");
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let line = "A sentence of some length that nobody wrapped. ".repeat(5);
        assert_eq!(paragraphs(&format!("{line}\n{line}\n")).len(), 2);
    }
}
