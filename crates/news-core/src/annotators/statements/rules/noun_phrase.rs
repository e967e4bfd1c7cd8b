//! The words that name a speaker, before or behind a verb. No parser: determiners, capitals and a few small words tell where
//! a noun phrase starts and ends.
//!
//! Known failures: adverbials of nouns in lower case behind a verb (`said police chief officers Monday`), and names that
//! start with a small word.

use std::ops::Range;

use super::Page;
use crate::grammar::cue::{
    ADVERB, AND, AUXILIARY, DETERMINER, FINITE, OF, PREPOSITION, PRONOUN, RELATIVE, SUBORDINATE, THAT, VERB,
};
use crate::grammar::token::TokenKind;

/// The most tokens of a noun phrase.
const LONGEST: usize = 14;

/// The phrase that starts at `from` or behind a few adverbs, up to `end`.
pub(super) fn behind(page: &Page<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let skipped = (from..end).take(5).take_while(|&at| is_loose(page, at)).count();
    let start = from + skipped;
    if is_lone_pronoun(page, start, end) {
        return Some(start..start + 1);
    }
    if page.roles(start).is(PREPOSITION | SUBORDINATE | THAT) && !page.roles(start).is(DETERMINER | OF) {
        return None;
    }
    let small = PREPOSITION | ADVERB | THAT | RELATIVE | SUBORDINATE | AND | AUXILIARY | PRONOUN;
    let (mut at, mut last, mut open) = (start, start, true);
    while at < end.min(start + LONGEST) {
        let word = page.roles(at);
        let head = last > start;
        if let Some((_, stretch)) =
            page.stretch_at(at).filter(|(n, stretch)| !page.is_whole(*n, false) && stretch.tokens.len() < 8)
        {
            at = Page::behind(stretch);
            (last, open) = (at, false);
            continue;
        }
        if !page.is_word(at) {
            if head && (page.is_abbreviating_stop(at, end) || page.word(at) == "&") {
                at += 1;
                continue;
            }
            break;
        }
        if page.is_upper(at) && (at > start || !word.is(DETERMINER)) {
            if head && page.is_weekday(at) {
                break;
            }
            (last, open) = (at + 1, false);
        } else if word.is(DETERMINER | OF) && !head || word.is(OF) && page.goes_on(at + 1, end) {
            open = true;
        } else if head && !open || word.is(small) || word.is(VERB) && word.is(FINITE) {
            break;
        } else if !page.grammar.upper_nouns {
            // Without capitals any word that is no small word may be the noun or stand beside it.
            last = at + 1;
        }
        at += 1;
    }
    // "Одна из них": a determiner may stand alone.
    let alone = last == start && start < end && page.roles(start).is(DETERMINER) && !page.grammar.upper_nouns;
    (last > start || alone).then_some(start..last.max(start + 1))
}

/// The last words with capitals of a clause, where nothing else looks like a speaker.
pub(super) fn last_name(page: &Page<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let last = (start..end).rev().take(LONGEST * 2).find(|&at| page.is_upper(at) && !page.is_weekday(at))?;
    let first = (start..=last).rev().take(LONGEST).take_while(|&at| page.is_upper(at)).last()?;
    Some(first..last + 1)
}

/// The phrase that ends before the verb at `verb`, from `floor` on.
pub(super) fn before(page: &Page<'_>, floor: usize, verb: usize) -> Option<Range<usize>> {
    let skipped = (floor..verb).rev().take(5).take_while(|&at| {
        let word = page.roles(at);
        !page.is_upper(at) && (word.is(ADVERB | AUXILIARY) && !word.is(PRONOUN)) || page.is_manner(at)
    });
    let end = verb - skipped.count();
    let end = before_bracket(page, floor, end);
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    if page.roles(last).is(PRONOUN) {
        return Some(last..end);
    }
    let mut start = end;
    for at in (floor..end).rev().take(LONGEST) {
        let word = page.roles(at);
        let lower = !page.is_upper(at);
        let stops = lower && word.is(THAT | SUBORDINATE | RELATIVE | PRONOUN) && !word.is(OF | DETERMINER)
            || lower && word.is(VERB) && word.is(FINITE)
            || word.is(PREPOSITION) && !word.is(OF) && (at == floor || !page.is_word(at - 1));
        if stops || !page.is_word(at) && !page.is_abbreviating_stop(at, end) {
            break;
        }
        start = at;
    }
    let anew = |&at: &usize| {
        page.roles(at).is(DETERMINER) && at > start && !page.roles(at - 1).is(OF | AND | PREPOSITION | DETERMINER)
    };
    start = (start..end).rev().find(anew).unwrap_or(start);
    let loose = |at: &usize| {
        let word = page.roles(*at);
        word.is(AND | ADVERB | PREPOSITION) && !word.is(DETERMINER) || page.is_weekday(*at) || !page.is_word(*at)
    };
    start += (start..end).take_while(loose).count();
    // "Starosta v pondělí řekl": between subject and verb an adverbial may stand.
    let adverbial =
        |&at: &usize| page.grammar.comma_before_content && page.roles(at).is(PREPOSITION) && !page.roles(at).is(OF);
    let end = (start + 1..end).find(adverbial).unwrap_or(end);
    (start < end).then_some(start..end)
}

/// The phrase that ends before a postposition at `end`: `Angaben der Polizei zufolge`.
pub(super) fn dative(page: &Page<'_>, floor: usize, end: usize) -> Option<Range<usize>> {
    let belongs = |at: &usize| {
        let word = page.roles(*at);
        let beside = at.checked_sub(1).is_some_and(|before| page.roles(before).is(DETERMINER));
        page.is_upper(*at) || word.is(DETERMINER | OF | PRONOUN) || beside
    };
    let start = (floor..end).rev().take(LONGEST).take_while(belongs).last()?;
    Some(start..end)
}

/// The subject of a clause whose verb is not known.
pub(super) fn subject(page: &Page<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let first = start + (start..end).take_while(|&at| page.roles(at).is(AND) || !page.is_word(at)).count();
    // "Ursprünglich wollte er": a pronoun behind the verb is the subject whatever stands before.
    let pronoun = |&at: &usize| at > first + 1 && is_lone_pronoun(page, at, end) && !page.is_upper(at - 1);
    if page.grammar.verb_second
        && let Some(at) = (first..end).take(5).find(pronoun)
    {
        return Some(at..at + 1);
    }
    if !page.is_adverbial(first) {
        return behind(page, first, end);
    }
    // Behind an adverbial a pronoun or the words behind the verb.
    let small = DETERMINER | OF | PREPOSITION | ADVERB | AND;
    let is_verb = |&at: &usize| {
        at > first && page.is_word(at) && !page.is_upper(at) && !page.roles(at).is(small) && page.is_upper(at - 1)
    };
    let verb = (first..end).take(LONGEST * 2).find(is_verb)?;
    behind(page, if page.grammar.verb_second { verb + 1 } else { verb }, end)
}

/// Before the bracket that ends at `end`: `Ruiz (North) said`.
fn before_bracket(page: &Page<'_>, floor: usize, end: usize) -> usize {
    if end <= floor || page.word(end - 1) != ")" {
        return end;
    }
    (floor..end).rev().take(8).find(|&at| page.word(at) == "(").unwrap_or(end)
}

/// What may stand between a verb and its subject.
fn is_loose(page: &Page<'_>, at: usize) -> bool {
    let word = page.roles(at);
    word.is(ADVERB) && !word.is(DETERMINER | PRONOUN) && !page.is_upper(at) || page.is_weekday(at)
}

fn is_lone_pronoun(page: &Page<'_>, at: usize, end: usize) -> bool {
    let word = page.roles(at);
    let noun_follows = || at + 1 < end && page.is_word(at + 1) && page.goes_on(at + 1, end);
    at < end && word.is(PRONOUN) && !(word.is(DETERMINER) && noun_follows())
}

impl Page<'_> {
    /// Whether a noun phrase may go on with the word at `at`: a capital, or an adjective or noun in lower case.
    pub(super) fn goes_on(&self, at: usize, end: usize) -> bool {
        let word = self.roles(at);
        let small = PREPOSITION | ADVERB | THAT | SUBORDINATE | AUXILIARY | PRONOUN;
        at < end && (self.is_upper(at) || word.is(DETERMINER) || self.is_word(at) && !word.is(small) && !word.is(VERB))
    }

    /// The full stop of `Dr.` or of an initial inside a name.
    fn is_abbreviating_stop(&self, at: usize, end: usize) -> bool {
        let short = at
            .checked_sub(1)
            .and_then(|before| self.tokens.all.get(before))
            .is_some_and(|token| token.is_upper() && token.span.len() <= 4);
        self.word(at) == "." && short && at + 1 < end && self.is_upper(at + 1)
    }

    fn is_manner(&self, at: usize) -> bool {
        self.grammar.manner.is_some_and(|ending| self.word(at).ends_with(ending))
            && self.tokens.all.get(at).is_some_and(|token| token.kind == TokenKind::Word && !token.is_upper())
    }
}
