//! Words and numbers that count: `Firstly`, `The second task`, `Zweitens:`, `1.`, `(iii)`, `a)`; and what announces them.

use crate::generated::{ENUMERATOR_INDEX, Enumerator};
use crate::grammar::cursor::Cursor;
use crate::grammar::token::is_mark;
use crate::grammar::words::{lowered, words};
use crate::span::Span;

/// A counting word at the start of a sentence.
#[derive(Clone, Copy)]
pub(crate) struct Marker {
    /// Its number; `None` counts on from the one before: `Finally`.
    pub(crate) n: Option<u32>,
    pub(crate) span: Span,
}

/// Reads a counting word at the start of `span`, behind opening quotation marks and a small word: `and second, …`.
pub(crate) fn marker(text: &str, span: Span) -> Option<Marker> {
    let mut cursor = Cursor::new(text, span);
    cursor.take_while(|c| is_mark(c) || matches!(c, '¿' | '¡' | ' ' | '\u{A0}'));
    let first = { cursor }.take_while(is_word).of(text);
    // Nearly every sentence ends the search here.
    if first.is_empty() || first.len() > 40 || !lowered(first, |first| ENUMERATOR_INDEX.any_starts_with(first)) {
        return None;
    }
    counted(cursor).or_else(|| {
        lowered(first, |first| row(first, "and"))?;
        cursor.take_while(is_word);
        cursor.skip_spaces();
        counted(cursor)
    })
}

fn counted(cursor: Cursor<'_>) -> Option<Marker> {
    adverb(cursor).or_else(|| ordinal_phrase(cursor))
}

/// `Firstly`, `In the first place`, `Second,`.
fn adverb(mut cursor: Cursor<'_>) -> Option<Marker> {
    let start = cursor.at;
    let mut phrase = word(&mut cursor)?;
    // Markers have at most four words: "en troisième lieu", "in the first place".
    for _ in 0..4 {
        let span = Span::new(start, cursor.at);
        if let Some(row) = row(&phrase, "adverb") {
            return Some(Marker { n: Some(u32::from(row.n)), span });
        }
        let parted =
            cursor.peek().is_some_and(|c| matches!(c, ':' | ',' | '，' | '、' | '：' | '—' | '–') || is_mark(c));
        if parted {
            let row = row(&phrase, "ordinal").or_else(|| row(&phrase, "last"))?;
            return Some(Marker { n: (row.n > 0).then_some(u32::from(row.n)), span });
        }
        cursor.skip_spaces();
        phrase.push(' ');
        phrase.push_str(&word(&mut cursor)?);
    }
    None
}

/// `The second task`, `The second most urgent task`, `Вторая задача`, and `The second` before a verb.
fn ordinal_phrase(mut cursor: Cursor<'_>) -> Option<Marker> {
    let start = cursor.at;
    let mut behind = cursor;
    let has_article = next_row(&mut behind, "article").is_some();
    if has_article {
        behind.skip_spaces();
        cursor = behind;
    }
    let n = u32::from(next_row(&mut cursor, "ordinal")?.n);
    let bare = Marker { n: Some(n), span: Span::new(start, cursor.at) };
    if has_article && said_of_point(cursor.text, Span::new(cursor.at, cursor.end())) > cursor.at {
        return Some(bare);
    }
    for _ in 0..4 {
        if cursor.skip_spaces().is_empty() {
            return None;
        }
        let mut noun = cursor;
        if next_row(&mut noun, "noun").is_some() {
            return Some(Marker { n: Some(n), span: Span::new(start, noun.at) });
        }
        // Only adjectives part number and noun.
        if !has_article || cursor.take_while(is_word).of(cursor.text).starts_with(|c: char| !c.is_lowercase()) {
            return None;
        }
    }
    None
}

/// Behind the verb that leads from `The second task` to what it is: `stipulates`, `is to`, `consiste à`. The longest one counts;
/// without one, the start.
pub(crate) fn said_of_point(text: &str, behind: Span) -> usize {
    let mut cursor = Cursor::new(text, behind);
    let (mut best, mut phrase) = (behind.start(), String::new());
    for _ in 0..4 {
        cursor.skip_spaces();
        let Some(word) = word(&mut cursor) else { break };
        phrase.push_str(&word);
        if row(&phrase, "verb").is_some() {
            best = cursor.at;
        }
        phrase.push(' ');
    }
    best
}

/// The last announcement of points in a stretch of text: `several key tasks`, `drei Bedingungen`.
pub(crate) fn announcement(text: &str, span: Span) -> Option<Span> {
    let mut found = None;
    let mut open: Option<(usize, u32)> = None;
    for (at, word) in words(text, span) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at.start() + (bare.as_ptr() as usize - word.as_ptr() as usize);
        let is_number = bare.parse::<u8>().is_ok_and(|n| (2..=20).contains(&n));
        if is_number || (bare.len() <= 40 && lowered(bare, |bare| row(bare, "quantity")).is_some()) {
            open = Some((start, 0));
        } else if let Some((first, between)) = open {
            let ends = Span::new(first, start + bare.len());
            if bare.len() <= 40 && lowered(bare, |bare| row(bare, "noun").is_some() || is_plural(bare)) {
                found = Some(ends);
            }
            // "several new and urgent tasks": at most three words between.
            open = (between < 3).then_some((first, between + 1));
        }
        if word.ends_with([',', '.', ';', ':', '!', '?', ')']) {
            open = None;
        }
    }
    found
}

/// Whether the word is the English plural of a noun of the table.
fn is_plural(word: &str) -> bool {
    let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular = singular.as_deref().or_else(|| word.strip_suffix('s'));
    singular.is_some_and(|singular| row(singular, "noun").is_some())
}

/// Whether one of the words goes on with what was said before: `also`, `auch`.
pub(crate) fn goes_on(text: &str, span: Span) -> bool {
    words(text, span).any(|(_, word)| lowered(word.trim_matches(','), |word| row(word, "also").is_some()))
}

fn word(cursor: &mut Cursor<'_>) -> Option<String> {
    let span = cursor.take_while(is_word);
    (!span.is_empty() && span.len() <= 40).then(|| span.of(cursor.text).to_lowercase().replace('’', "'"))
}

/// The row of the next word.
fn next_row(cursor: &mut Cursor<'_>, role: &str) -> Option<&'static Enumerator> {
    let word = cursor.take_while(is_word).of(cursor.text);
    lowered(word, |word| row(word, role))
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '\u{0301}' | 'ً')
}

fn row(word: &str, role: &str) -> Option<&'static Enumerator> {
    ENUMERATOR_INDEX.rows(word).iter().find(|row| row.role == role)
}

/// The label of a list item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Bullet,
    Number(u32),
    Letter(u32),
}

/// What an item mark counts, given the mark: `2.`, `b)`, `(iii)`, `•`. Dashes are no bullets here: they open speech.
pub(crate) fn label(mark: &str) -> Option<Label> {
    let word = mark.trim_matches(['(', ')', '.', ' ']);
    let mut letters = word.chars();
    match (word.parse(), letters.next(), letters.next()) {
        (Ok(n), ..) => Some(Label::Number(n)),
        (_, Some('*' | '•' | '·' | '‣' | '▪' | '●' | '◦'), _) => Some(Label::Bullet),
        (_, Some(c), None) if ('a'..='h').contains(&c) => Some(Label::Letter(u32::from(c) - u32::from('a') + 1)),
        _ => {
            let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"];
            roman.iter().zip(1..).find(|(roman, _)| **roman == word).map(|(_, n)| Label::Number(n))
        }
    }
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
