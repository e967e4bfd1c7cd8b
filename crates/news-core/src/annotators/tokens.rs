//! The prose of an article as tokens: headline, deck, key points and body in text order.
//!
//! Each of them is a region; no later pass looks across its ends. Sections, slugs, bylines, lead-ins and furniture are no
//! prose. Nothing here is written out.

use std::ops::Range;

use crate::article::{Article, BlockKind};
use crate::grammar::token::{self, Token};
use crate::span::Span;

/// What a region is in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RegionKind {
    Headline,
    /// Deck or key point.
    Deck,
    /// A block of the body.
    Block(BlockKind),
}

/// A stretch of prose that is read on its own.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) span: Span,
    pub(crate) kind: RegionKind,
    /// Its tokens, as indices into [`Tokens::all`].
    pub(crate) tokens: Range<usize>,
}

/// All tokens in text order, and the regions they stand in.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) all: Vec<Token>,
    pub(crate) regions: Vec<Region>,
}

impl Tokens {
    /// The tokens of a region.
    pub(crate) fn of(&self, region: &Region) -> &[Token] {
        self.all.get(region.tokens.clone()).unwrap_or_default()
    }

    /// The index of the region that a span starts in.
    pub(crate) fn region(&self, span: Span) -> usize {
        self.regions.partition_point(|region| region.span.end() <= span.start())
    }

    /// The index of the first token that ends behind `at` (bytes).
    pub(crate) fn from(&self, at: usize) -> usize {
        self.all.partition_point(|token| token.span.end() <= at)
    }

    /// The indices of the tokens that a span touches.
    pub(crate) fn within(&self, span: Span) -> Range<usize> {
        let start = self.from(span.start());
        let end = self.all.partition_point(|token| token.span.start() < span.end());
        start..end.max(start)
    }

    /// From the start of the first token to the end of the last one of a range.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span> {
        let tokens = self.all.get(range)?;
        Some(tokens.first()?.span.to(tokens.last()?.span))
    }
}

/// Splits the prose of an article.
pub(crate) fn split(article: &Article) -> Tokens {
    let mut regions: Vec<(Span, RegionKind)> = Vec::with_capacity(article.body.len() + 2);
    regions.extend(article.headline.iter().map(|headline| (headline.span, RegionKind::Headline)));
    regions.extend(article.deck.iter().map(|deck| (deck.span, RegionKind::Deck)));
    regions.extend(article.summary.iter().map(|point| (point.span, RegionKind::Deck)));
    regions.extend(article.body.iter().map(|block| (block.prose(), RegionKind::Block(block.kind))));
    regions.sort_by_key(|(span, _)| *span);
    let mut tokens =
        Tokens { all: Vec::with_capacity(article.text.len() / 5), regions: Vec::with_capacity(regions.len()) };
    let mut end = 0;
    for (span, kind) in regions {
        // Fields may share text with a block (a headline that is also the first block): it is read once.
        if span.start() < end {
            continue;
        }
        end = span.end();
        let first = tokens.all.len();
        token::split(&article.text, span, &mut tokens.all);
        let range = first..tokens.all.len();
        tokens.regions.push(Region { span, kind, tokens: range });
    }
    tokens
}
