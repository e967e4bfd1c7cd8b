//! Slug lines and transmission headers.
//!
//! - `BC-KENYA-EXPLOSION, 5th Ld-Writethru`, `u f BC-BAHIA-COCOA-REVIEW   02-26 0105`, `a0412----r i AM-Floods-Aid`:
//!   a keyword behind a cycle mark.
//! - `MINISTERS-FLOODS/AID (UPDATE 2, PIX, TV)`: capitals joined by hyphens and slashes.
//! - `FRA/EU/politique/inondations`: one word of slashes.
//! - `ZCZC …`: the start-of-message group of telex lines.
//! - the ANPA 1312 header, see `readers/anpa.rs`.

use crate::article::Slug;
use crate::grammar::cursor::trimmed;
use crate::grammar::words::{is_all_caps, words};
use crate::span::Span;

/// Cycle marks in front of an American keyword: morning papers, evening papers, both cycles.
const CYCLES: &[&str] = &["BC-", "AM-", "PM-", "bc-", "am-", "pm-"];

/// Reads a line as a slug line.
pub(crate) fn line(text: &str, span: Span) -> Option<Slug> {
    let line = span.of(text);
    if line.len() > 120 {
        return None;
    }
    let mut slug = Slug::at(span);
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

fn is_keyword(word: &str, cycle: &str) -> bool {
    word.strip_prefix(cycle).is_some_and(|rest| rest.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// `eca/la/rp` are initials of a desk, `FRA/EU/politique` are subjects: both file the story when they stand above it.
fn is_path(word: &str) -> bool {
    word.split('/').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '&'))
}

/// The lines of an ANPA 1312 header without their controls: routing, number and service, keyword line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AnpaLines {
    pub(crate) routing: Option<Span>,
    pub(crate) number: Option<Span>,
    pub(crate) service: Option<Span>,
    pub(crate) keyword: Option<Span>,
}

/// Reads the header of an ANPA 1312 transmission that stands at `span`.
pub(crate) fn anpa(text: &str, span: Span, lines: &AnpaLines) -> Slug {
    let mut slug =
        Slug { number: lines.number.map(Into::into), service: lines.service.map(Into::into), ..Slug::at(span) };
    if let Some(line) = lines.keyword {
        let tokens: Vec<(Span, &str)> = words(text, line).collect();
        if let Some(n) = tokens.iter().position(|(_, word)| word.len() > 2) {
            anpa_keyword_line(text, &tokens, n, &mut slug);
        }
        // AP writes the category behind the priority; Reuters writes a selector there, and the categories in the routing line.
        let letters = tokens.iter().take_while(|(_, word)| word.len() <= 2);
        slug.categories = letters.skip(1).map(|&(span, _)| span.into()).collect();
    }
    if let Some(line) = lines.routing {
        slug.categories = words(text, line).map(|(span, _)| span.into()).collect();
    }
    slug
}

/// The widest keyword of the header in columns; what stands behind it is the take key.
const KEYWORD: usize = 24;

/// `u f BC-BAHIA-COCOA-REVIEW   02-26 0105`: priority, selector, keyword at word `n`, date, word count.
fn anpa_keyword_line(text: &str, tokens: &[(Span, &str)], n: usize, slug: &mut Slug) {
    let is_letter = |word: &str| word.len() == 1 && word.chars().all(char::is_alphabetic);
    slug.priority = tokens.iter().take(n).find(|(_, word)| is_letter(word)).map(|&(span, _)| span.into());
    let behind = tokens.get(n + 1..).unwrap_or_default();
    let date = behind.iter().position(|(_, word)| is_month_day(word));
    let Some(&(first, _)) = tokens.get(n) else { return };
    // Without a date behind it the keyword is one word; in front of a date it may hold spaces.
    let between = behind.get(..date.filter(|_| n < 3).unwrap_or_default()).unwrap_or_default();
    let is_keyword = |span: &Span| span.end() - first.start() <= KEYWORD;
    let last = between.iter().map(|(span, _)| *span).take_while(is_keyword).last().unwrap_or(first);
    // In front of a date the keyword is cut to its column, comma and all; elsewhere the comma parts it from the rest.
    let keyword = first.to(last);
    slug.keyword = Some(if date.is_some() { keyword } else { trim_comma(text, keyword) }.into());
    let mut key = between.iter().map(|(span, _)| *span).filter(|span| !is_keyword(span));
    slug.take_key = key.next().map(|start| start.to(key.next_back().unwrap_or(start)).into());
    if let Some(&(span, _)) = date.and_then(|date| behind.get(date)) {
        slug.date = Some(span.into());
    }
}

/// `BC-US--Dry Fields, 1st Ld-Writethru,1140`: the keyword in full, the take key, the number of words of this take.
pub(crate) fn anpa_title(text: &str, line: Span) -> (Option<Span>, Option<Span>) {
    let slice = line.of(text);
    let (keyword, rest) = slice.split_once(',').unwrap_or((slice, ""));
    let bare = |part: &str, start: usize| {
        let span = trimmed(text, Span::new(start, start + part.len()));
        (!span.is_empty()).then_some(span)
    };
    let key = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',' || c == ' ');
    (bare(keyword, line.start()), bare(key, line.start() + slice.len() - rest.len()))
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
