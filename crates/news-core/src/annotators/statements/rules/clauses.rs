//! An utterance as clauses: what stands between commas, colons and dashes, with whole quotations as clauses of their own.

use std::ops::Range;

use super::Page;
use crate::grammar::token::TokenKind;

/// A piece of an utterance.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// With the marks of a quotation, without the signs around.
    pub(super) tokens: Range<usize>,
    /// The quotation that it is.
    pub(super) stretch: Option<usize>,
    /// The sign directly before it.
    pub(super) sign: Sign,
}

/// What parts two clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing, or the start.
    None,
    /// A comma or semicolon.
    Comma,
    Colon,
    Dash,
}

/// Sentences of a region, put together where a quotation crosses their ends.
pub(super) fn utterances(page: &Page<'_>, sentences: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut utterances: Vec<Range<usize>> = Vec::with_capacity(sentences.len());
    let mut stretches = page.stretches.iter().peekable();
    for sentence in sentences {
        while stretches.next_if(|stretch| Page::behind(stretch) <= sentence.start).is_some() {}
        let inside = stretches.peek().is_some_and(|stretch| stretch.tokens.start <= sentence.start);
        match utterances.last_mut().filter(|last| inside && last.end == sentence.start) {
            Some(last) => last.end = sentence.end,
            None => utterances.push(sentence.clone()),
        }
    }
    utterances
}

/// Parts an utterance into clauses, in text order. Each holds a word or is a quotation.
pub(super) fn part(page: &Page<'_>, utterance: Range<usize>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut push = |tokens: Range<usize>, stretch: Option<usize>, sign: Sign| {
        let holds = stretch.is_some() || tokens.clone().any(|at| page.is_word(at));
        if holds {
            clauses.push(Clause { tokens, stretch, sign });
        }
        holds
    };
    let (mut start, mut at, mut sign) = (utterance.start, utterance.start, Sign::None);
    while at < utterance.end {
        if let Some((n, stretch)) = page.stretch_at(at) {
            let end = Page::behind(stretch).min(utterance.end).max(at + 1);
            let alone = start == at && (end == utterance.end || !page.is_word(end));
            if page.is_whole(n, alone) {
                sign = if push(start..at, None, sign) { Sign::None } else { sign };
                push(at..end, Some(n), sign);
                (start, sign) = (end, Sign::None);
            }
            at = end;
        } else if let Some(here) = sign_at(page, at) {
            push(start..at, None, sign);
            (start, sign, at) = (at + 1, here, at + 1);
        } else {
            at = behind_bracket(page, at).min(utterance.end);
        }
    }
    push(start..utterance.end, None, sign);
    clauses
}

fn sign_at(page: &Page<'_>, at: usize) -> Option<Sign> {
    let token = page.tokens.all.get(at).filter(|token| token.kind == TokenKind::Sign)?;
    match token.span.of(page.text) {
        "," | ";" => Some(Sign::Comma),
        ":" => Some(Sign::Colon),
        "—" | "–" | "―" | "--" | "---" if token.has_space_behind() => Some(Sign::Dash),
        // "Fraktions- und Parteichefs": a hyphen parts clauses only between spaces, or behind a quotation.
        "-" if token.has_space_behind() && (token.has_space_before() || !page.is_word(at - 1)) => Some(Sign::Dash),
        _ => None,
    }
}

/// Tokens that a bracket may hold so that its commas part nothing.
const BRACKET: usize = 24;

/// Behind the bracket that opens at `at`, or behind the token.
fn behind_bracket(page: &Page<'_>, at: usize) -> usize {
    if page.word(at) != "(" {
        return at + 1;
    }
    (at + 1..at + BRACKET).find(|&at| page.word(at) == ")").unwrap_or(at) + 1
}
