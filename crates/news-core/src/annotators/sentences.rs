//! Sentences: from the first word to the final mark with the quotation marks and brackets that close behind it.
//!
//! A full stop ends a sentence unless it abbreviates (`Gov. Ruiz`, `U.S. troops`, `J. K. Poe`, `No. 5`, `am 5. August`) or
//! the next word is in lower case. Three dots end one only before a word in upper case. A region ends its last sentence
//! whatever its last mark is. Known failures: `at 6 p.m. Mr. Poe left` is one sentence, `vitamin C. Sales` too.

use std::ops::Range;

use super::tokens::Tokens;
use crate::article::Block;
use crate::grammar::stop;
use crate::grammar::token::{Token, TokenKind};
use crate::grammar::words::is_cjk;

/// The sentences of all regions in text order, as ranges of tokens.
pub(crate) fn find(text: &str, tokens: &Tokens) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    for region in &tokens.regions {
        let here = tokens.of(region);
        let (mut start, mut at) = (0, 0);
        while at < here.len() {
            let end = if is_final(text, here, at) { behind_closing(text, here, at + 1) } else { 0 };
            if end > 0 && ends_here(text, here, start, at, end) {
                sentences.push(region.tokens.start + start..region.tokens.start + end);
                start = end;
            }
            at = end.max(at + 1);
        }
        if start < here.len() {
            sentences.push(region.tokens.start + start..region.tokens.end);
        }
    }
    sentences
}

fn is_final(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.kind == TokenKind::Sign) else { return false };
    let sign = token.span.of(text);
    matches!(sign, "." | "!" | "?" | "…" | "。" | "！" | "？" | "؟" | "।" | "۔") || sign.starts_with("..")
}

/// Behind further final marks and the marks and brackets that close without a space.
fn behind_closing(text: &str, tokens: &[Token], from: usize) -> usize {
    let closes = |token: &&Token| {
        !token.has_space_before()
            && (token.kind == TokenKind::Mark
                || matches!(token.span.of(text), ")" | "]" | "）" | "!" | "?" | "." | "？" | "！"))
    };
    from + tokens.get(from..).unwrap_or_default().iter().take_while(closes).count()
}

/// Whether the final mark at `at`, with what closes behind it up to `end`, ends the sentence that began at `start`.
fn ends_here(text: &str, tokens: &[Token], start: usize, at: usize, end: usize) -> bool {
    let (Some(mark), Some(last)) = (tokens.get(at), tokens.get(end - 1)) else { return false };
    let opening =
        |token: &&Token| token.kind == TokenKind::Mark || matches!(token.span.of(text), "(" | "[" | "—" | "–" | "-");
    let Some(next) = tokens.get(end..).unwrap_or_default().iter().find(|token| !opening(token)) else { return true };
    let next = next.span.of(text);
    let sign = mark.span.of(text);
    if matches!(sign, "。" | "！" | "？") || next.chars().next().is_some_and(is_cjk) {
        return true;
    }
    if !last.has_space_behind() || next.chars().next().is_some_and(char::is_lowercase) {
        return false;
    }
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    if sign != "." {
        return !sign.starts_with('.') || next.chars().next().is_some_and(char::is_uppercase);
    }
    // "1. The item": a number that counts opens its sentence.
    if at == start + 1 && before.kind == TokenKind::Number {
        return false;
    }
    before.kind == TokenKind::Mark || end > at + 1 || !before.is_word() || !stop::goes_on(before.span.of(text), next)
}

/// Writes the sentences into the blocks they stand in. Both are in text order.
pub(crate) fn place(blocks: &mut [Block], tokens: &Tokens, sentences: &[Range<usize>]) {
    let mut blocks = blocks.iter_mut().peekable();
    for span in sentences.iter().filter_map(|sentence| tokens.span(sentence.clone())) {
        while blocks.next_if(|block| block.span.end() <= span.start()).is_some() {}
        if let Some(block) = blocks.peek_mut().filter(|block| block.span.contains(span)) {
            block.sentences.push(span);
        }
    }
}
