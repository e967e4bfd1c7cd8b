//! Slug lines and transmission headers.
//!
//! - `BC-KENYA-EXPLOSION, 5th Ld-Writethru`, `u f BC-BAHIA-COCOA-REVIEW   02-26 0105`, `a0412----r i AM-Floods-Aid`:
//!   a keyword behind a cycle mark.
//! - `MINISTERS-FLOODS/AID (UPDATE 2, PIX, TV)`: capitals joined by hyphens and slashes.
//! - `FRA/EU/politique/inondations`: one word of slashes.
//! - `ZCZC …`: the start-of-message group of telex lines.
//! - the ANPA 1312 header with its control bytes.

use crate::article::{Slug, Spanned};
use crate::grammar::cursor::trimmed;
use crate::grammar::words::{is_all_caps, words};
use crate::span::{Slice, Span};

/// Cycle marks in front of an American keyword: morning papers, evening papers, both cycles.
const CYCLES: &[&str] = &["BC-", "AM-", "PM-", "bc-", "am-", "pm-"];

/// Reads a line as a slug line.
pub(crate) fn line(text: &str, span: Span) -> Option<Slug> {
    let line = span.of(text);
    if line.len() > 120 {
        return None;
    }
    let mut slug = empty(span);
    if line.starts_with("ZCZC") {
        return Some(slug);
    }
    let tokens: Vec<(Span, &str)> = words(text, span).collect();
    if let Some(n) = tokens.iter().position(|(_, word)| CYCLES.iter().any(|cycle| is_keyword(word, cycle))) {
        // Words in front are priority and selector codes, so they are short, or the number of the transmission.
        if tokens.iter().take(n).all(|(_, word)| word.len() <= 2 || word.contains("--")) {
            anpa_keyword_line(text, &tokens, n, &mut slug);
            return Some(slug);
        }
    }
    let &(first, word) = tokens.first()?;
    let slashes = word.matches('/').count();
    let one_path = tokens.len() == 1 && slashes >= 2 && is_path(word);
    let capitals = slashes >= 1 && is_all_caps(word) && is_path(word) && line.ends_with(')') && tokens.len() > 1;
    if one_path || capitals {
        slug.keyword = Some(first.into());
        return Some(slug);
    }
    None
}

fn empty(span: Span) -> Slug {
    Slug {
        span,
        text: Slice,
        keyword: None,
        take_key: None,
        priority: None,
        categories: Vec::new(),
        number: None,
        service: None,
        date: None,
    }
}

fn is_keyword(word: &str, cycle: &str) -> bool {
    word.strip_prefix(cycle).is_some_and(|rest| rest.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// `eca/la/rp` are initials of a desk, `FRA/EU/politique` are subjects: both file the story when they stand above it.
fn is_path(word: &str) -> bool {
    word.split('/').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '&'))
}

/// The header of ANPA 1312 in front of the start-of-text control: the story number behind SYN SYN SOH, then the service
/// behind US, then the keyword line; category codes stand in the routing line before.
///
/// Gives the slug and the byte behind the header.
pub(crate) fn transmission_header(text: &str) -> Option<(Slug, usize)> {
    const ROUTING: char = '\u{05}';
    const SYNC: char = '\u{16}';
    const UNIT_SEPARATOR: char = '\u{1F}';
    const START_OF_TEXT: char = '\u{02}';
    let lead = text.chars().find(|c| !c.is_whitespace())?;
    if lead != ROUTING && lead != SYNC && lead != '\u{01}' {
        return None;
    }
    let head = text.get(..text.len().min(800)).or_else(|| text.get(..text.floor_char_boundary(800)))?;
    let end = head.find(START_OF_TEXT)?;
    let mut slug = empty(trimmed(text, Span::new(0, end)));
    slug.span = Span::new(text.find(lead)?, slug.span.end().max(text.find(lead)?));
    let mut at = 0;
    for raw in head.get(..end)?.split_inclusive('\n') {
        let line = Span::new(at, at + raw.len());
        at = line.end();
        if raw.contains(UNIT_SEPARATOR) {
            let separator = line.start() + raw.find(UNIT_SEPARATOR)?;
            slug.number = part(text, Span::new(line.start(), separator));
            slug.service = part(text, Span::new(separator, line.end()));
        } else if raw.starts_with(ROUTING) {
            slug.categories = words(text, trimmed(text, line)).map(|(span, _)| span.into()).collect();
        } else {
            let tokens: Vec<(Span, &str)> = words(text, trimmed(text, line)).collect();
            if let Some(n) = tokens.iter().position(|(_, word)| word.len() > 2) {
                anpa_keyword_line(text, &tokens, n, &mut slug);
            }
        }
    }
    Some((slug, end))
}

/// `u f BC-BAHIA-COCOA-REVIEW   02-26 0105`: priority, selector, keyword at word `n`, date, word count.
fn anpa_keyword_line(text: &str, tokens: &[(Span, &str)], n: usize, slug: &mut Slug) {
    let is_letter = |word: &str| word.len() == 1 && word.chars().all(char::is_alphabetic);
    slug.priority = tokens.iter().take(n).find(|(_, word)| is_letter(word)).map(|&(span, _)| span.into());
    let behind = tokens.get(n + 1..).unwrap_or_default();
    let date = behind.iter().position(|(_, word)| is_month_day(word));
    // Without a date behind it the keyword is one word; in front of a date it may hold spaces.
    let last = date.filter(|_| n < 3).map_or(n, |date| n + date);
    if let (Some(&(first, _)), Some(&(last, _))) = (tokens.get(n), tokens.get(last)) {
        // In front of a date the keyword is cut to its column, comma and all; elsewhere the comma parts it from the rest.
        let keyword = first.to(last);
        slug.keyword = Some(if date.is_some() { keyword } else { trim_comma(text, keyword) }.into());
    }
    if let Some(&(span, _)) = date.and_then(|date| behind.get(date)) {
        slug.date = Some(span.into());
    }
}

/// The number of words as transmitted: it stands behind the date.
pub(crate) fn word_count(text: &str, slug: &Slug) -> Option<u32> {
    let behind = Span::new(slug.date?.span.end(), slug.span.end());
    words(text, behind).next()?.1.parse().ok()
}

fn is_month_day(word: &str) -> bool {
    matches!(word.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b'-', b'0'..=b'9', b'0'..=b'9'])
}

fn trim_comma(text: &str, span: Span) -> Span {
    Span::new(span.start(), span.start() + span.of(text).trim_end_matches(',').len())
}

fn part(text: &str, span: Span) -> Option<Spanned> {
    let span = trimmed(text, span);
    (!span.is_empty()).then(|| span.into())
}
