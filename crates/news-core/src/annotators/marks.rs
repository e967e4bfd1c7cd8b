//! Quotation marks: which one opens, which one closes, and the stretches between them.
//!
//! Every paragraph is paired on its own. A paragraph that opens and does not close runs to its end; whether the next one
//! goes on is told by its first mark.

use std::ops::Range;

use super::tokens::Tokens;
use crate::grammar::token::{Token, TokenKind};
use crate::span::Span;

/// How a stretch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Close {
    /// By a closing mark.
    Mark,
    /// With its paragraph; the next paragraph opens with a mark again.
    Continued,
    /// With its paragraph.
    Never,
}

/// Text between quotation marks.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// With the marks.
    pub(crate) span: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// The tokens of `inner`.
    pub(crate) tokens: Range<usize>,
    /// The region it stands in.
    pub(crate) region: usize,
    pub(crate) close: Close,
    /// Whether the paragraph before was left open, so that this goes on with it.
    pub(crate) continues: bool,
    /// Between single marks.
    pub(crate) single: bool,
}

/// Pairs the marks of every region. Stretches come in text order and never overlap.
pub(crate) fn pair(text: &str, tokens: &Tokens) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (n, region) in tokens.regions.iter().enumerate() {
        let mut open: Option<usize> = None;
        for at in region.tokens.clone() {
            let Some(token) = tokens.all.get(at).filter(|token| is_double(text, token)) else { continue };
            match open.take() {
                None => open = Some(at),
                Some(first) => stretches.push(stretch(tokens, n, first, at, Close::Mark, token.span)),
            }
        }
        if let Some(first) = open {
            let end = Span::new(region.span.end(), region.span.end());
            stretches.push(stretch(tokens, n, first, region.tokens.end, Close::Never, end));
        }
    }
    for at in 1..stretches.len() {
        let opens = |stretch: &Stretch| {
            tokens.regions.get(stretch.region).is_some_and(|region| region.tokens.start + 1 == stretch.tokens.start)
        };
        let [.., before, here] = stretches.get_mut(..=at).unwrap_or_default() else { continue };
        if before.close == Close::Never && before.region + 1 == here.region && opens(here) {
            before.close = Close::Continued;
            here.continues = true;
        }
    }
    stretches.retain(|stretch| !stretch.inner.is_empty());
    stretches
}

fn stretch(tokens: &Tokens, region: usize, first: usize, last: usize, close: Close, closing: Span) -> Stretch {
    let opening = tokens.all.get(first).map_or(closing, |token| token.span);
    let inner = Span::new(opening.end().min(closing.start()), closing.start());
    Stretch {
        span: opening.to(closing),
        inner,
        tokens: first + 1..last,
        region,
        close,
        continues: false,
        single: false,
    }
}

fn is_double(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark
        && matches!(
            token.span.of(text),
            "\"" | "“" | "”" | "„" | "‟" | "«" | "»" | "＂" | "''" | "``" | "「" | "」" | "『" | "』"
        )
}
