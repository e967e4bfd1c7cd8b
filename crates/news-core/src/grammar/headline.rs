//! The source that a headline names for its claim.
//!
//! Behind the claim: `… — defense chief`, `… -sources`, `… --USDA`, `…: report`, `…, says ministry`, `… (minister)`.
//! In front of it: `Ministers: no new tax`. Words of `data/attributions.tsv` and names of agencies decide; behind a spaced
//! em dash, where English copy puts nothing but a source, a short name does too.

use crate::generated::{ATTRIBUTION_INDEX, ATTRIBUTIONS};
use crate::grammar::agency;
use crate::grammar::words::{is_all_caps, starts_like_name, words};
use crate::span::Span;

/// The claim and the source of a headline.
pub(crate) struct Parts {
    pub(crate) title: Span,
    pub(crate) attribution: Option<Span>,
}

/// Most words that name a source: "people familiar with the matter".
const LONGEST: usize = 5;

/// Splits a headline into claim and source.
pub(crate) fn split(text: &str, span: Span) -> Parts {
    let found = behind_dash(text, span)
        .or_else(|| behind_colon(text, span))
        .or_else(|| behind_says(text, span))
        .or_else(|| in_brackets(text, span))
        .or_else(|| before_colon(text, span));
    found.unwrap_or(Parts { title: span, attribution: None })
}

fn behind_dash(text: &str, span: Span) -> Option<Parts> {
    let line = span.of(text);
    // The others are three bytes that start with this one.
    memchr::memchr2(b'-', 0xE2, line.as_bytes())?;
    for (at, dash) in line.rmatch_indices(['—', '–', '―', '-']) {
        let before = line.get(..at)?;
        let tail = line.get(at + dash.len()..)?;
        let spaced = before.ends_with(char::is_whitespace);
        // "--USDA": the first of the two hyphens is stepped over.
        let doubled = before.ends_with('-');
        if !(spaced || doubled || dash == "—") {
            continue;
        }
        let source = inner(span, line, tail);
        let short_name = dash == "—" && is_short_name(tail.trim());
        if names_source(tail.trim()) || short_name || (is_all_caps(tail.trim()) && agency::find(tail.trim()).is_some())
        {
            return claim(text, span, before.trim_end_matches(['-', ' ', '\u{A0}']), source);
        }
        // Only the last dash can set off a source.
        return None;
    }
    None
}

fn behind_colon(text: &str, span: Span) -> Option<Parts> {
    let line = span.of(text);
    memchr::memchr(b':', line.as_bytes())?;
    let at = line.rfind(": ")?;
    let tail = line.get(at + 1..)?;
    // "Rivers rise: report". The whole tail is the source, so "new report" counts and "police seek man" does not.
    let plain = words(text, inner(span, line, tail)).count() <= 2 && names_source(tail.trim());
    plain.then(|| claim(text, span, line.get(..at)?, inner(span, line, tail)))?
}

fn behind_says(text: &str, span: Span) -> Option<Parts> {
    let line = span.of(text);
    memchr::memchr(b',', line.as_bytes())?;
    let at = line.rfind(", ")?;
    let tail = line.get(at + 2..)?;
    let lower = tail.to_lowercase();
    let said = ATTRIBUTIONS.iter().filter(|row| row.role == "says").find_map(|row| {
        let rest = lower.strip_prefix(row.text)?.strip_prefix(' ')?;
        Some(rest.len())
    })?;
    let source = tail.get(tail.len().checked_sub(said)?..)?;
    let short = source.split_whitespace().count() <= LONGEST;
    short.then(|| claim(text, span, line.get(..at)?, inner(span, line, source)))?
}

fn in_brackets(text: &str, span: Span) -> Option<Parts> {
    let line = span.of(text);
    let open = line.ends_with(')').then(|| line.rfind('('))??;
    let tail = line.get(open + 1..)?.strip_suffix(')')?;
    names_source(tail).then(|| claim(text, span, line.get(..open)?, inner(span, line, tail)))?
}

fn before_colon(text: &str, span: Span) -> Option<Parts> {
    let line = span.of(text);
    memchr::memchr(b':', line.as_bytes())?;
    let at = line.find(": ")?;
    let head = line.get(..at)?;
    let title = inner(span, line, line.get(at + 1..)?);
    let long_enough = words(text, title).count() >= 3;
    (names_source(head) && long_enough)
        .then(|| Parts { title, attribution: Some(Span::new(span.start(), span.start() + head.len())) })
}

fn claim(text: &str, span: Span, before: &str, source: Span) -> Option<Parts> {
    let title = Span::new(span.start(), span.start() + before.trim_end().len());
    (words(text, title).count() >= 2).then_some(Parts { title, attribution: Some(source) })
}

/// The span of a slice of `line`, trimmed.
fn inner(span: Span, line: &str, slice: &str) -> Span {
    let trimmed = slice.trim();
    let start = span.start() + (trimmed.as_ptr() as usize - line.as_ptr() as usize);
    Span::new(start, start + trimmed.len())
}

/// Whether the phrase ends in a word that names a source.
fn names_source(phrase: &str) -> bool {
    let lower = phrase.to_lowercase();
    let all: Vec<&str> = lower.split_whitespace().collect();
    let is_source = |words: &[&str]| {
        let phrase = words.join(" ");
        let phrase = phrase.trim_end_matches(['.', ',']);
        ATTRIBUTION_INDEX.rows(phrase).iter().any(|row| row.role == "source")
    };
    let count = all.len();
    if count == 0 || count > LONGEST {
        return false;
    }
    // "familiar sources", "interior ministry", but also "White House" as two words.
    // "Governor Halvorstad": an office in front of a name.
    let office = count == 2 && is_source(all.get(..1).unwrap_or_default());
    office
        || is_source(all.get(count - 1..).unwrap_or_default())
        || (count >= 2 && is_source(all.get(count - 2..).unwrap_or_default()))
}

/// `Kremlin`, `Angela Merkel`, `PM Modi`: up to three words that all start like a name.
fn is_short_name(phrase: &str) -> bool {
    let count = phrase.split_whitespace().count();
    (1..=3).contains(&count)
        && phrase.split_whitespace().all(starts_like_name)
        && !phrase.contains(|c: char| c.is_ascii_digit())
}
