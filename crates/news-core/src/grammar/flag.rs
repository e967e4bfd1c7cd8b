//! Labels of the desk: `UPDATE 1-`, `(LEAD)`, `URGENT`, `Analysis:`.
//!
//! A label is a word of `data/flags.tsv`, perhaps with a number, joined to the headline by a hyphen (capitals only), a
//! colon or its own brackets, or alone on its line.

use crate::generated::{FLAG_INDEX, FlagWord};
use crate::grammar::cursor::Cursor;
use crate::grammar::words::{is_all_caps, lowered};
use crate::span::Span;

/// A label found at the start of a line.
pub(crate) struct Found {
    /// The label itself.
    pub(crate) span: Span,
    /// Where the headline starts; the end of the line for a label alone.
    pub(crate) rest: usize,
    pub(crate) row: &'static FlagWord,
    /// The number of the update.
    pub(crate) version: Option<u32>,
}

/// Longest label in bytes, with its number.
const LONGEST: usize = 40;

/// Reads a label at the start of `span`.
pub(crate) fn find(text: &str, span: Span) -> Option<Found> {
    let mut cursor = Cursor::new(text, span);
    match cursor.peek()? {
        open @ ('(' | '[' | '（') => {
            cursor.bump();
            let close = match open {
                '(' => ')',
                '[' => ']',
                _ => '）',
            };
            let inner = cursor.group(close, LONGEST)?;
            let (row, version) = label(inner.of(text))?;
            let whole = Span::new(span.start(), cursor.at);
            cursor.take_while(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':'));
            Some(Found { span: whole, rest: cursor.at, row, version })
        }
        '*' | '+' | '!' => {
            let body = span.of(text).trim_matches(['*', '+', '!', ' ']);
            let (row, version) = label(body)?;
            Some(Found { span, rest: span.end(), row, version })
        }
        _ => in_front(text, span),
    }
}

/// `UPDATE 1-Headline`, `Analysis: Headline`, or the whole line.
fn in_front(text: &str, span: Span) -> Option<Found> {
    let line = span.of(text);
    let first = line.split(|c: char| !c.is_alphanumeric()).next()?.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = line.starts_with(|c: char| c.is_ascii_digit());
    if !numbered && (first.len() > LONGEST || !lowered(first, |first| FLAG_INDEX.any_starts_with(first))) {
        return None;
    }
    if line.len() <= LONGEST
        && let Some((row, version)) = label(line.trim_end_matches([':', '/', '-', '+', '*', ' ', '!', '.']))
    {
        return Some(Found { span, rest: span.end(), row, version });
    }
    let stop = line.floor_char_boundary(LONGEST);
    let head = line.get(..stop).unwrap_or(line);
    for (at, mark) in head.char_indices().filter(|&(_, c)| matches!(c, '-' | '–' | '—' | ':' | '/')) {
        let Some((row, version)) = label(head.get(..at).unwrap_or_default().trim_end()) else { continue };
        let behind = line.get(at + mark.len_utf8()..).unwrap_or_default();
        let rest = behind.trim_start();
        // A hyphen joins compound words ("Update-fatigue"), so it needs a label in capitals.
        let joined = mark == ':' || is_all_caps(head.get(..at).unwrap_or_default());
        if !joined || rest.is_empty() {
            continue;
        }
        let label = head.get(..at).unwrap_or_default().trim_end().len();
        return Some(Found {
            span: Span::new(span.start(), span.start() + label),
            rest: span.end() - rest.len(),
            row,
            version,
        });
    }
    None
}

/// The row of a label, and its number: `update 1`, `2nd ld`, `update1`, `5th ld-writethru`.
fn label(text: &str) -> Option<(&'static FlagWord, Option<u32>)> {
    let text = text.trim().to_lowercase();
    let exact = |word: &str| FLAG_INDEX.rows(word).first();
    if let Some(row) = exact(&text) {
        return Some((row, None));
    }
    let digits_at = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let version = digits.parse().ok().filter(|&n: &u32| n < 100);
    let behind = text.get(digits_at + digits.len()..)?;
    let word = if digits_at == 0 {
        ["st", "nd", "rd", "th", "-я", "."].iter().find_map(|suffix| behind.strip_prefix(suffix)).unwrap_or(behind)
    } else if behind.is_empty() {
        text.get(..digits_at)?
    } else {
        return None;
    };
    exact(word.trim()).map(|row| (row, version))
}
