//! Bylines: the line that names the authors, in front of the story or inside its dateline.
//!
//! - `By Ann Lee and Bo Kim, Associated Press Writers`, `by Xinhua writers Ann Lee, Bo Kim`, `Von Anna Lied, dpa`
//! - `Ann Lee in Geneva`, `Анна Ли`: a name alone, where only a byline can stand
//! - `记者李安`, `TASS Correspondent Ann Lee`
//!
//! The words around the names are rows of `data/bylines.tsv`.

use std::sync::LazyLock;

use crate::article::{Author, Byline, Spanned};
use crate::generated::{BYLINE_INDEX, BYLINES, PAGE_FIELDS};
use crate::grammar::agency;
use crate::grammar::city::is_city;
use crate::grammar::hashed::Hashed;
use crate::grammar::name_word;
use crate::grammar::words::{is_all_caps, is_cjk, is_lowered, lowered, starts_like_name, words};
use crate::span::Span;

/// Longest byline in bytes; longer lines are prose.
const LONGEST: usize = 200;

fn is(word: &str, role: &str) -> bool {
    lowered(word, |word| BYLINE_INDEX.rows(word).iter().any(|row| row.role == role))
}

/// Whether the word joins two names: "and", "und", "et" …
pub(crate) fn is_and(word: &str) -> bool {
    is(word, "and")
}

/// Whether the word names an occupation of a newsroom: "writer", "Korrespondent" …
pub(crate) fn is_role(word: &str) -> bool {
    is(word.trim_matches(['.', ',', '(', ')']), "role")
}

/// Whether the words stand in front of the names: "by", "Von", "Autor:" …
pub(crate) fn is_prefix(words: &str) -> bool {
    is(words, "prefix") || is(words.trim_end_matches([' ', ':']), "prefix")
}

/// What stands in front of names, in copy and on pages.
static OPENINGS: LazyLock<Hashed<()>> = LazyLock::new(|| {
    let of_copy = BYLINES.iter().filter(|row| row.role == "prefix").map(|row| row.text);
    let of_pages = PAGE_FIELDS.iter().filter(|row| row.carrier == "byline" && row.field == "prefix");
    Hashed::openings(of_copy.chain(of_pages.map(|row| row.text)))
});

/// Whether a value may start with what stands in front of names.
pub(crate) fn may_announce(value: &str) -> bool {
    OPENINGS.may_open(value)
}

/// `By Ann Lee` → `Ann Lee`; the longest prefix counts.
pub(crate) fn without_prefix(value: &str) -> &str {
    let value = value.trim();
    let Some(first) = value.chars().next().and_then(|c| c.to_lowercase().next()) else { return value };
    let fits = |prefix: &&str| {
        let head = value.get(..prefix.len()).is_some_and(|head| is_lowered(head, prefix));
        let behind = value.get(prefix.len()..).unwrap_or_default();
        head && (prefix.ends_with(':') || prefix.starts_with(is_cjk) || behind.starts_with([' ', ':', '\u{A0}']))
    };
    let start = BYLINES.partition_point(|row| row.text.chars().next() < Some(first));
    let rows = BYLINES.get(start..).unwrap_or_default().iter().take_while(|row| row.text.starts_with(first));
    let prefix = rows.filter(|row| row.role == "prefix").map(|row| row.text).filter(fits).max_by_key(|text| text.len());
    prefix
        .and_then(|prefix| value.get(prefix.len()..))
        .map_or(value, |rest| rest.trim_start_matches([' ', ':', '：', '\u{A0}']))
}

/// Reads a line that says it is a byline.
pub(crate) fn with_prefix(text: &str, line: Span) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let slice = line.of(text);
    let names = if slice.starts_with(is_cjk) {
        let prefix = BYLINES.iter().find(|row| row.role == "prefix" && slice.starts_with(row.text))?;
        let rest = slice.get(prefix.text.len()..)?.trim_start_matches(['：', ':', '/', ' ', '\u{3000}']);
        (rest.chars().count() <= 24 && !rest.is_empty()).then(|| Span::new(line.end() - rest.len(), line.end()))?
    } else {
        if !may_announce(slice.trim_start()) {
            return None;
        }
        // "By", "Story by": prefixes have at most two words.
        let first = slice.split_whitespace().next()?;
        if first.len() > 20 || !lowered(first, |first| BYLINE_INDEX.any_starts_with(first)) {
            return None;
        }
        let found: Vec<(Span, &str)> = words(text, line).take(3).collect();
        let prefix = (1..=2).rev().find(|&n| {
            let phrase: Vec<&str> = found.iter().take(n).map(|(_, word)| *word).collect();
            found.len() > n && is(&phrase.join(" "), "prefix")
        })?;
        // "PAR PHARMACEUTICAL SEEKS LISTING" is a headline; desks that shout write "BY".
        if is_all_caps(slice) && !slice.starts_with("BY ") {
            return None;
        }
        found
            .get(prefix)
            .filter(|(_, word)| starts_like_name(word))
            .map(|(span, _)| Span::new(span.start(), line.end()))?
    };
    let byline = names_of(text, line, names);
    // "By Friday the water had gone down." is no byline: names, roles and houses only, and no sentence.
    let sentence = slice.ends_with('.') && words(text, line).count() > 8;
    (!byline.authors.is_empty() && !sentence).then_some(byline)
}

/// Reads a line that its carrier calls a byline: whatever it says, there are names where names are found, or a house.
pub(crate) fn carried(text: &str, line: Span) -> Byline {
    let names = if line.len() > LONGEST { Span::new(line.start(), line.start()) } else { line };
    let mut byline = with_prefix(text, line).unwrap_or_else(|| names_of(text, line, names));
    if let Some(house) = of_house(text, names).filter(|_| byline.authors.is_empty()) {
        byline.authors.push(Author { org: Some(house.into()), ..Author::named(house) });
    }
    byline
}

/// `By The Associated Press`: the house that signs a line.
pub(crate) fn of_house(text: &str, line: Span) -> Option<Span> {
    let house = without_prefix(line.of(text));
    let known = agency::find(house.trim_start_matches("The ")).is_some();
    known.then(|| Span::new(line.end() - house.len(), line.end()))
}

/// Reads a line as names without a prefix; only where nothing but a byline can stand, between headline and lead.
pub(crate) fn bare_names(text: &str, line: Span) -> Option<Byline> {
    let slice = line.of(text);
    let count = words(text, line).count();
    let is_name_text = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | ',' | '&');
    if line.len() > 80 || !(2..=8).contains(&count) || !slice.chars().all(is_name_text) {
        return None;
    }
    let byline = names_of(text, line, line);
    let fits = |author: &Author| {
        let name = author.span.of(text);
        let count = name.split_whitespace().count();
        (2..=3).contains(&count) && name.split_whitespace().all(starts_like_name) && !is_all_caps(name)
    };
    let known = is_city(slice);
    (!byline.authors.is_empty() && byline.authors.iter().all(fits) && !known).then_some(byline)
}

/// Splits `names` into authors with their roles, houses and places.
fn names_of(text: &str, line: Span, names: Span) -> Byline {
    let mut byline = Byline::at(line);
    for part in parts(text, names) {
        // "Press Association" is a house although "press" is a role.
        let is_house = agency::find(part.of(text)).is_some();
        let part = if is_house { part } else { without_leading_role(text, part) };
        let slice = part.of(text);
        let mut last = byline.authors.last_mut();
        if is_house || agency::find(slice).is_some() {
            if let Some(author) = last {
                author.org = Some(part.into());
            }
        } else if let Some(author) = last.as_deref_mut().filter(|_| is_house_name(slice) && !is_full_name(slice)) {
            author.org = Some(part.into());
        } else if (slice.split_whitespace().any(is_role) && !is_full_name(slice))
            || slice.starts_with(char::is_lowercase)
        {
            // A role stands behind the names it belongs to; a house in front of it is part of it.
            if let Some(author) = last {
                author.role = Some(part.into());
            }
        } else if !slice.is_empty() && starts_like_name(slice) {
            let (name, place) = name_and_place(text, part);
            byline.authors.push(Author { place, ..Author::named(name) });
        }
    }
    byline
}

/// `The Arvan Post`, `Arvan State University`: the house of the author in front.
fn is_house_name(part: &str) -> bool {
    let last = part.rsplit(' ').next().unwrap_or_default();
    part.contains(' ') && (part.starts_with("The ") || name_word::roles_of(last) & name_word::ORG_HEAD != 0)
}

/// A given name and a family name, which may be the word of a role: "Jordan Press".
fn is_full_name(slice: &str) -> bool {
    let mut words = slice.split_whitespace();
    let (first, last) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_pair = starts_like_name(last) && words.next().is_none();
    is_pair && name_word::roles_of(first) & name_word::GIVEN != 0 && !is_role(first)
}

/// The parts of a list of names: at commas, semicolons, conjunctions and East Asian marks.
fn parts(text: &str, names: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut current: Option<Span> = None;
    for (span, word) in words(text, names) {
        if is_and(word) || matches!(word, "/" | "|" | "-" | "–" | "—") {
            parts.extend(current.take());
            continue;
        }
        let bare = word.trim_end_matches([',', ';', '、', '，']);
        let piece = Span::new(span.start(), span.start() + bare.len());
        current = Some(current.map_or(piece, |before| before.to(piece)));
        if bare.len() < word.len() {
            parts.extend(current.take());
        }
    }
    parts.extend(current);
    parts
}

/// `Xinhua writers Ann Lee`: the house and the role in front of the first name.
fn without_leading_role(text: &str, part: Span) -> Span {
    let found: Vec<(Span, &str)> = words(text, part).collect();
    let Some(role) = found.iter().take(4).rposition(|(_, word)| is_role(word)) else { return part };
    // "Associated Press Writer" has nothing behind it: the whole part is a role.
    found.get(role + 1).map_or(part, |(span, _)| Span::new(span.start(), part.end()))
}

/// `Ann Lee in Geneva`.
fn name_and_place(text: &str, part: Span) -> (Span, Option<Spanned>) {
    let found: Vec<(Span, &str)> = words(text, part).collect();
    let joint =
        found.iter().enumerate().skip(1).find(|(_, (_, word))| is(word, "in") && word.chars().all(char::is_lowercase));
    match joint {
        Some((n, _)) if found.get(n + 1).is_some_and(|(_, word)| starts_like_name(word)) => {
            let name = found.get(n - 1).map_or(part, |(span, _)| Span::new(part.start(), span.end()));
            let place = found.get(n + 1).map(|(span, _)| Spanned::from(Span::new(span.start(), part.end())));
            (name, place)
        }
        _ => (part, None),
    }
}

/// `TASS Correspondent Ann Lee`, `Корр. ТАСС Анна Ли`: the agency and the author inside the brackets of a dateline.
pub(crate) fn agency_and_author(text: &str, inner: Span) -> Option<(Span, Option<Span>)> {
    let found: Vec<(Span, &str)> = words(text, inner).collect();
    let house = found.iter().take(3).position(|(_, word)| agency::find(word).is_some())?;
    found.iter().take(3).position(|(_, word)| is_role(word))?;
    let named = found.iter().enumerate().find(|(n, (_, word))| *n > house && !is_role(word));
    let author = named.map(|(_, (span, _))| Span::new(span.start(), inner.end()));
    found.get(house).map(|(span, _)| (*span, author))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(line: &str) -> String {
        let span = Span::new(0, line.len());
        let Some(byline) = with_prefix(line, span).or_else(|| bare_names(line, span)) else { return "none".to_owned() };
        let of = |part: &Option<Spanned>| part.map(|part| part.span.of(line)).unwrap_or_default().to_owned();
        let draw = |author: &Author| {
            format!("{}|{}|{}|{}", author.span.of(line), of(&author.role), of(&author.org), of(&author.place))
        };
        byline.authors.iter().map(draw).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn lines_that_announce_no_name_are_told_by_their_first_word() {
        for line in ["By Ann Lee", "BY ANN LEE", "Autor: Ann Lied", "Text und Interview: Ann Lied", "记者李安"] {
            assert!(may_announce(line), "{line}");
        }
        assert!(!may_announce("Rivers fall"));
    }

    #[test]
    fn the_shapes_of_bylines() {
        for (line, expected) in [
            ("By ANN LEE and BO KIM", "ANN LEE|||; BO KIM|||"),
            ("By Ann Lee, Associated Press Writer", "Ann Lee|Associated Press Writer||"),
            ("By Stephen Powell, Reuters", "Stephen Powell||Reuters|"),
            ("by Xinhua writers Ann Lee, Bo Kim", "Ann Lee|||; Bo Kim|||"),
            ("Ann Lee in Geneva", "Ann Lee|||Geneva"),
            ("Von Anna Lied, dpa", "Anna Lied||dpa|"),
            ("Анна Ли", "Анна Ли|||"),
            ("记者李安", "李安|||"),
            ("By Friday the water had gone down in all the villages.", "none"),
            ("New York", "none"),
        ] {
            assert_eq!(draw(line), expected, "{line}");
        }
    }
}
