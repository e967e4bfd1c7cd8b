//! Abbreviations and what they stand for: one entry a short form, or one a definition where there are several.
//!
//! In this order of trust:
//! - **defined in brackets**, `Shanghai Cooperation Organization (SCO)` or `CSTO (Collective Security …)`: the letters stand
//!   for the words ([`abbreviation::align`]), are their initials in the order of another language, the words are the known
//!   long form, or they name a body (`Institute for Economic Research (WIFO)`);
//! - **defined by a phrase**, `the Port Workers Union, known as PWU,`: the letters stand for the words;
//! - **by initials**: a name of three words or more elsewhere in the copy has them;
//! - **known**: `CIS`, by the table `abbreviations.tsv`;
//! - **neither**: a word of two to six letters in upper case, without a long form.
//!
//! Deliberately none: parties and states (`R-Ohio`), tickers (`NYSE: XYZ`), agencies in brackets (`AP`), Roman numbers, initials
//! of people, and anything but definitions in lines set in capitals. Known failures: a short form of another language
//! beside a long form that names no body (`short-term bills (BOTs)`); scripts without spaces have known abbreviations only.

use std::collections::BTreeSet;

use super::tokens::Tokens;
use crate::article::{Abbrev, AbbrevOrder};
use crate::grammar::abbreviation::{self, Abbreviation, Part};
use crate::grammar::agency;
use crate::grammar::token::{Token, TokenKind};
use crate::span::{Slice, Span};

/// The most tokens of a long form, and of a bracket that is looked into.
const WINDOW: usize = 24;

/// Finds abbreviations, in text order of their short forms.
pub(crate) fn find(text: &str, lang: Option<&str>, tokens: &Tokens) -> Vec<Abbrev> {
    let mut found = Found { text, list: Vec::new(), keys: BTreeSet::new() };
    for region in &tokens.regions {
        let here = tokens.of(region);
        for (at, token) in here.iter().enumerate() {
            match token.span.of(text) {
                "(" => found.in_brackets(here, at),
                word if is_candidate(token, word) => found.by_phrase(here, at),
                _ => {}
            }
        }
    }
    let open = open(text, tokens, &found.keys);
    found.by_initials(tokens, &open);
    found.remaining(lang, open);
    let mut list = found.list;
    list.sort_by_key(|abbrev| (abbrev.short_span, abbrev.long_span));
    list
}

/// A short form that no definition expands, where it first stands.
struct Open {
    key: String,
    span: Span,
    known: &'static [Abbreviation],
}

struct Found<'a> {
    text: &'a str,
    list: Vec<Abbrev>,
    /// The letters of the short forms found so far.
    keys: BTreeSet<String>,
}

impl Found<'_> {
    fn define(&mut self, key: String, short: Span, long: Span, confidence: Option<f32>) {
        let name = folded_spaces(long.of(self.text));
        if !self.keys.insert(key) && self.list.iter().rev().take(WINDOW).any(|one| one.long.as_ref() == Some(&name)) {
            return;
        }
        let order = if long.start() < short.start() { AbbrevOrder::LongShort } else { AbbrevOrder::ShortLong };
        self.list.push(Abbrev {
            short_span: short,
            short: Slice,
            long_span: Some(long),
            long: Some(name),
            order,
            confidence,
        });
    }

    /// `long (SHORT)` or `SHORT (long)`, the bracket at `open`.
    fn in_brackets(&mut self, tokens: &[Token], open: usize) {
        let text = self.text;
        let inside = tokens.get(open + 1..).unwrap_or_default();
        let Some(len) = inside.iter().take(WINDOW).position(|token| token.span.of(text) == ")") else { return };
        let inside = inside.get(..len).unwrap_or_default();
        let (before, first) = (tokens.get(..open).unwrap_or_default(), leading(text, inside));
        let Some(token) = inside.get(first) else { return };
        // "(AMRO; in Dutch …)" still defines, "(NYSE: AMRO)" does not.
        let end = inside.get(first + 1..).unwrap_or_default().iter().find(|token| token.kind != TokenKind::Mark);
        let alone = end.is_none_or(|token| matches!(token.span.of(text), "." if !token.has_space_before()));
        if alone || end.is_some_and(|token| matches!(token.span.of(text), "," | ";")) {
            let short = token.bare(text);
            if let Some(key) = abbreviation::letters(short.of(text))
                && let Some((long, confidence)) = self.long_before(before, short, &key, alone)
            {
                self.define(key, short, long, confidence);
                return;
            }
        }
        if let Some(short) = before.last().filter(|token| !token.has_space_before() || inside.len() > 1)
            && let Some(key) = abbreviation::letters(short.bare(text).of(text))
            && let Some(long) = long_inside(text, inside, &key)
        {
            self.define(key, short.bare(text), long, None);
        }
    }

    /// The long form that ends right before a bracket, and how sure it is.
    fn long_before(&self, before: &[Token], short: Span, key: &str, alone: bool) -> Option<(Span, Option<f32>)> {
        let text = self.text;
        let parts = backward(text, before);
        // The stop of "Port Bank Corp. (PB)" is part of the name.
        let end = before.last().filter(|token| token.span.of(text) == ".");
        let end = end.map_or(parts.last()?.span.end(), |stop| stop.span.end());
        let long = |start: usize| parts.get(start).map(|part| Span::new(part.span.start(), end));
        let known = abbreviation::known(short.of(text));
        if let Some(start) = known.iter().find_map(|row| abbreviation::ends_with(text, &parts, row.long)) {
            return Some((long(start)?, None));
        }
        // "(AP)" behind any two words is the agency; its own name is known.
        let is_agency = agency::find(short.of(text)).is_some();
        let aligned = abbreviation::align(text, &parts, key);
        if let Some((start, cost)) = aligned.filter(|(_, cost)| !is_agency || (*cost == 0 && key.len() > 2)) {
            return Some((long(start)?, (cost > 0).then_some(0.9)));
        }
        if is_agency {
            return None;
        }
        if let Some(start) = abbreviation::shuffled(text, &parts, key) {
            return Some((long(start)?, Some(0.8)));
        }
        let is_foreign = alone && known.is_empty() && key.chars().count() > 2;
        let start = abbreviation::body(text, &parts).filter(|_| is_foreign)?;
        Some((long(start)?, Some(0.6)))
    }

    /// `long, known as SHORT`, the short form at `at`.
    fn by_phrase(&mut self, tokens: &[Token], at: usize) {
        let text = self.text;
        let Some(token) = tokens.get(at) else { return };
        let mut end = at;
        while end > 0 && tokens.get(end - 1).is_some_and(|token| is_opening(text, token)) {
            end -= 1;
        }
        // Cues have at most five words; the longest one that fits is it.
        let words =
            tokens.get(..end).unwrap_or_default().iter().rev().take(5).take_while(|token| token.is_word()).count();
        let cue = (1..=words).rev().find(|words| {
            let phrase = tokens.get(end - words..end).unwrap_or_default();
            let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else { return false };
            abbreviation::has_role(first.span.to(last.span).of(text), "cue")
        });
        let Some(cue) = cue else { return };
        let mut before = tokens.get(..end - cue).unwrap_or_default();
        let parted =
            before.last().is_some_and(|token| matches!(token.span.of(text), "," | "(" | "–" | "—" | "-" | "--"));
        if parted {
            before = before.get(..before.len() - 1).unwrap_or_default();
        } else if cue == 1 {
            return;
        }
        let short = token.bare(text);
        let Some(key) = abbreviation::letters(short.of(text)) else { return };
        let parts = backward(text, before);
        if let Some((start, cost)) = abbreviation::align(text, &parts, &key)
            && let (Some(first), Some(last)) = (parts.get(start), parts.last())
        {
            self.define(key, short, first.span.to(last.span), (cost > 0).then_some(0.9));
        }
    }

    /// Names of three words or more whose initials are an open short form.
    fn by_initials(&mut self, tokens: &Tokens, open: &[Open]) {
        let text = self.text;
        if open.is_empty() {
            return;
        }
        let mut name: Vec<Part> = Vec::new();
        for region in &tokens.regions {
            for token in tokens.of(region) {
                // Initials of people are no name of a body: "J.K. Rowling".
                let is_dotted = token.span.of(text).contains('.');
                let goes_on = token.kind == TokenKind::Word && !is_dotted && (token.is_upper() || !name.is_empty());
                let from = name.len();
                if goes_on {
                    abbreviation::parts(text, token.bare(text), &mut name);
                }
                let fits = |part: &Part| part.is_upper || abbreviation::joins_names(part.span.of(text), part);
                if !goes_on || !name.get(from..).unwrap_or_default().iter().all(fits) {
                    name.truncate(from);
                    self.try_name(&name, open);
                    name.clear();
                } else if token.is_possessive() {
                    self.try_name(&name, open);
                    name.clear();
                }
            }
            self.try_name(&name, open);
            name.clear();
        }
    }

    fn try_name(&mut self, name: &[Part], open: &[Open]) {
        let text = self.text;
        // Three words are the least.
        if name.len() < 3 {
            return;
        }
        let end = name.iter().rposition(|part| part.is_upper && !part.is_small()).map_or(0, |last| last + 1);
        let name = name.get(end.saturating_sub(WINDOW)..end).unwrap_or_default();
        let mut initials: Vec<(char, usize)> = Vec::with_capacity(name.len());
        let counts = |part: &&Part| !part.is_small() && !part.is_suffix();
        for (at, part) in name.iter().enumerate().filter(|(_, part)| counts(part)) {
            initials.extend(abbreviation::folded(part.span.of(text)).next().map(|c| (c, at)));
        }
        for from in 0..initials.len().saturating_sub(2) {
            let rest = initials.get(from..).unwrap_or_default();
            let (Some((_, start)), Some(last)) = (rest.first(), name.last()) else { continue };
            let order = |one: &Open| one.key.chars().cmp(rest.iter().map(|(c, _)| *c));
            let Ok(at) = open.binary_search_by(order) else { continue };
            let (Some(one), Some(parts)) = (open.get(at), name.get(*start..)) else { continue };
            let fits = one.known.is_empty()
                || one.known.iter().any(|row| abbreviation::ends_with(text, parts, row.long) == Some(0));
            let Some(first) = parts.first().filter(|_| fits && !self.keys.contains(&one.key)) else { continue };
            self.define(one.key.clone(), one.span, first.span.to(last.span), Some(0.8));
        }
    }

    /// What is known without a definition, or not at all.
    fn remaining(&mut self, lang: Option<&str>, open: Vec<Open>) {
        for one in open.into_iter().filter(|one| !self.keys.contains(&one.key)) {
            let speaks = |row: &&Abbreviation| row.langs.split(',').any(|tag| Some(tag) == lang);
            let row = one.known.iter().find(speaks).or(one.known.first());
            let (order, confidence) = match row {
                Some(_) => (AbbrevOrder::Lexicon, Some(0.9)),
                None => (AbbrevOrder::None, None),
            };
            let long = row.map(|row| row.long.to_owned());
            self.list.push(Abbrev { short_span: one.span, short: Slice, long_span: None, long, order, confidence });
        }
    }
}

/// The short forms that no definition expands, sorted by their letters.
fn open(text: &str, tokens: &Tokens, defined: &BTreeSet<String>) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    for region in tokens.regions.iter().filter(|region| !is_shouted(tokens.of(region))) {
        let here = tokens.of(region);
        for (at, token) in here.iter().enumerate().filter(|(_, token)| is_candidate(token, token.span.of(text))) {
            let mut span = token.bare(text);
            let Some(key) = abbreviation::letters(span.of(text)).filter(|key| !defined.contains(key)) else { continue };
            let known = abbreviation::known(span.of(text));
            let is_dotted = span.of(text).contains('.');
            let in_row = || shouts(text, here, at.checked_sub(1)) || shouts(text, here, Some(at + 1));
            let is_unknown = known.is_empty() && (!is_plain(text, token, &key) || in_row() || labels(text, here, at));
            if is_unknown || is_ticker(text, here, at) {
                continue;
            }
            if is_dotted
                && let Some(stop) = here.get(at + 1).filter(|stop| stop.span == Span::new(span.end(), span.end() + 1))
            {
                span = span.to(stop.span);
            }
            open.push(Open { key, span, known });
        }
    }
    open.sort_by(|a, b| (&a.key, a.span).cmp(&(&b.key, b.span)));
    open.dedup_by(|later, first| later.key == first.key);
    open
}

/// Whether an unknown word may be an abbreviation: two to six capitals, perhaps with a plural s; no month or form of a company.
fn is_plain(text: &str, token: &Token, key: &str) -> bool {
    let word = token.bare(text).of(text);
    let is_upper = word.strip_suffix('s').unwrap_or(word).chars().all(char::is_uppercase);
    is_upper && key.chars().count() <= 6 && !abbreviation::has_role(word, "suffix") && !abbreviation::is_month(word)
}

/// Whether a word labels the line that it opens: `NOTE: …`, `REUTER -`.
fn labels(text: &str, tokens: &[Token], at: usize) -> bool {
    at == 0 && tokens.get(1).is_none_or(|next| matches!(next.span.of(text), ":" | "-" | "--" | "–" | "—"))
}

/// Whether a word is how an exchange lists a share: `NYSE: XYZ`.
fn is_ticker(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    word(1).is_some_and(|colon| colon.span.of(text) == ":") && word(2).is_some_and(|exchange| exchange.is_all_upper())
}

/// Whether most words of a region are set in capitals, so that capitals tell nothing.
fn is_shouted(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word && token.span.len() > 1);
    let (all, upper) = words.fold((0, 0), |(all, upper), token| (all + 1, upper + usize::from(token.is_all_upper())));
    upper * 2 > all && upper > 2
}

/// Whether the word at `at` is set in capitals and no known abbreviation: in a row of such words none need be one.
fn shouts(text: &str, tokens: &[Token], at: Option<usize>) -> bool {
    at.and_then(|at| tokens.get(at)).is_some_and(|token| {
        token.kind == TokenKind::Word
            && token.is_all_upper()
            && token.span.len() > 1
            && abbreviation::known(token.span.of(text)).is_empty()
    })
}

/// Whether a word looks like a short form, without a closer look at its letters: its second letter is a capital too.
fn is_candidate(token: &Token, word: &str) -> bool {
    token.kind == TokenKind::Word
        && token.is_upper()
        && word.chars().skip(1).find(|c| *c != '.').is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// How many tokens stand before a short form in its bracket: marks, an article, words that say that it is one.
fn leading(text: &str, inside: &[Token]) -> usize {
    inside.iter().take(3).take_while(|token| is_opening(text, token)).count()
}

/// A quotation mark or an article.
fn is_opening(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark
        || (token.kind == TokenKind::Word
            && matches!(token.span.of(text), "the" | "die" | "der" | "das" | "la" | "le" | "el" | "il" | "o" | "a"))
}

/// The parts of the words before a position, as far as a long form may reach, in text order.
fn backward(text: &str, before: &[Token]) -> Vec<Part> {
    let mut tokens = before;
    // "<Port Bank Ltd> (PB)": the angles hold the name; "Port Bank <PB.L> (PB)": or a ticker behind it.
    if let Some(last) = tokens.last().filter(|token| token.span.of(text) == ">")
        && let Some(len) = tokens.iter().rev().take(WINDOW).position(|token| token.span.of(text) == "<")
    {
        let inside = tokens.get(tokens.len() - len..tokens.len() - 1).unwrap_or_default();
        let is_ticker = last.has_space_before() || inside.iter().all(|token| !token.has_space_behind());
        tokens = if is_ticker { tokens.get(..tokens.len() - len - 1).unwrap_or_default() } else { inside };
    }
    let reaches =
        |(back, token): (usize, &Token)| back < WINDOW && belongs(text, tokens, tokens.len() - 1 - back, token);
    let len = tokens.iter().rev().enumerate().take_while(|&pair| reaches(pair)).count();
    let (mut parts, mut is_parted) = (Vec::new(), false);
    for token in tokens.get(tokens.len() - len..).unwrap_or_default() {
        let from = parts.len();
        if token.is_word() {
            abbreviation::parts(text, token.bare(text), &mut parts);
        }
        if let Some(first) = parts.get_mut(from) {
            first.is_parted = is_parted;
        }
        is_parted = token.span.of(text) == "," || owns(text, token);
    }
    parts
}

/// Whether a possessive is an owner outside the name: "Spain's General Union", not "the People's Party".
fn owns(text: &str, token: &Token) -> bool {
    let is_part = || matches!(token.bare(text).of(text), "People" | "Women" | "Men" | "Children");
    token.is_possessive() && !is_part()
}

/// Whether the token at `at` may stand inside a long form.
fn belongs(text: &str, tokens: &[Token], at: usize, token: &Token) -> bool {
    let word_before = || at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|_| !token.has_space_before());
    match token.span.of(text) {
        "," | "-" | "–" | "—" | "/" | "&" => at + 1 < tokens.len(),
        // "the U.S. Agency", "Port Bank Corp. (PB)", but not "… in May. The Agency".
        "." => word_before().is_some_and(|word| {
            let word = word.span.of(text);
            word.contains('.') || word.len() == 1 || abbreviation::has_role(word, "suffix")
        }),
        // "Societies' Association".
        "'" | "’" => word_before().is_some_and(|word| word.is_word()),
        _ => token.is_word(),
    }
}

/// The long form that opens a bracket and fills it, or what stands before its first comma or semicolon.
fn long_inside(text: &str, inside: &[Token], key: &str) -> Option<Span> {
    let first = leading(text, inside);
    let inside = inside.get(first..)?;
    let cuts = inside.iter().enumerate().filter(|(_, token)| matches!(token.span.of(text), "," | ";"));
    let ends = [inside.len()].into_iter().chain(cuts.map(|(at, _)| at).take(2));
    ends.into_iter().find_map(|end| {
        let parts = backward(text, inside.get(..end)?);
        let (first, last) = (parts.first()?, parts.last()?);
        let opens = inside.first().is_some_and(|token| token.span.start() == first.span.start());
        let aligned = abbreviation::align(text, &parts, key).map(|(start, _)| start);
        let start = aligned.or_else(|| abbreviation::shuffled(text, &parts, key))?;
        (opens && start == 0 && parts.len() > 1).then_some(first.span.to(last.span))
    })
}

fn folded_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
