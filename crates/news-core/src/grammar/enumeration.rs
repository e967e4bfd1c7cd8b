//! Words and numbers that count: `Firstly`, `The second task`, `Zweitens:`, `1.`, `(iii)`, `a)`.

use crate::generated::{ENUMERATOR_INDEX, Enumerator};
use crate::grammar::cursor::Cursor;
use crate::grammar::words::lowered;
use crate::span::Span;

/// A counting word at the start of a paragraph.
pub(crate) struct Marker {
    pub(crate) n: u32,
    pub(crate) span: Span,
}

/// Reads a counting word at the start of `span`, behind an opening quotation mark.
pub(crate) fn marker(text: &str, span: Span) -> Option<Marker> {
    let mut cursor = Cursor::new(text, span);
    cursor.take_while(|c| matches!(c, '"' | '“' | '„' | '«' | '‘' | '\'' | '「'));
    let start = cursor.at;
    let mut behind = cursor;
    let first = behind.take_while(is_word).of(text);
    if first.eq_ignore_ascii_case("the") {
        return ordinal_phrase(behind, start);
    }
    // Nearly every paragraph ends the search here.
    if first.len() > 40 || !lowered(first, |first| ENUMERATOR_INDEX.any_starts_with(first)) {
        return None;
    }
    let first = word(&mut cursor)?;
    let mut phrase = first;
    // Markers have at most four words: "en troisième lieu", "in the first place".
    for _ in 0..4 {
        if let Some(row) = row(&phrase, "adverb") {
            return Some(Marker { n: u32::from(row.n), span: Span::new(start, cursor.at) });
        }
        if let Some(row) = row(&phrase, "ordinal")
            && matches!(cursor.peek(), Some(':' | ','))
        {
            return Some(Marker { n: u32::from(row.n), span: Span::new(start, cursor.at) });
        }
        cursor.skip_spaces();
        phrase.push(' ');
        phrase.push_str(&word(&mut cursor)?);
    }
    None
}

/// `The second task`.
fn ordinal_phrase(mut cursor: Cursor<'_>, start: usize) -> Option<Marker> {
    cursor.skip_spaces();
    let n = u32::from(next_row(&mut cursor, "ordinal")?.n);
    cursor.skip_spaces();
    next_row(&mut cursor, "noun")?;
    Some(Marker { n, span: Span::new(start, cursor.at) })
}

fn word(cursor: &mut Cursor<'_>) -> Option<String> {
    let span = cursor.take_while(is_word);
    (!span.is_empty() && span.len() <= 40).then(|| span.of(cursor.text).to_lowercase())
}

/// The row of the next word.
fn next_row(cursor: &mut Cursor<'_>, role: &str) -> Option<&'static Enumerator> {
    let word = cursor.take_while(is_word).of(cursor.text);
    lowered(word, |word| row(word, role))
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '-' | '\u{0301}' | 'ً')
}

fn row(word: &str, role: &str) -> Option<&'static Enumerator> {
    ENUMERATOR_INDEX.rows(word).iter().find(|row| row.role == role)
}

/// The mark of a list item at the start of a line: a bullet, or a number or letter with its bracket or stop.
pub(crate) fn item_mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '*' | '•' | '·' | '‣' | '▪' | '●' | '◦' | '-' | '–' | '—') {
        let mark = line.chars().take_while(|&c| c == first).count();
        let len = mark * first.len_utf8();
        return (mark <= 2 && line.get(len..)?.starts_with([' ', '\t', '\u{A0}'])).then_some(len);
    }
    let open = usize::from(first == '(');
    let label = line.get(open..)?;
    // Labels have at most four characters, "(viii)" is not counted so far.
    let label = label.get(..label.bytes().take(5).position(|b| matches!(b, b')' | b'.'))?)?;
    let is_number = (1..=2).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    let is_letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    let is_roman = (1..=4).contains(&label.len()) && label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let close = line.get(open + label.len()..)?.chars().next()?;
    // "a." opens sentences of initials; a letter needs its bracket.
    let fits = (is_number && (close == ')' || open == 0)) || ((is_letter || is_roman) && close == ')');
    let len = open + label.len() + 1;
    (fits && line.get(len..)?.starts_with([' ', '\t', '\u{A0}'])).then_some(len)
}
