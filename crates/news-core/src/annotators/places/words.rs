//! The prose as places see it.

use std::ops::Range;

use super::super::names::{Entity, Names};
use super::super::tokens::Tokens;
use crate::article::{Article, MentionHow};
use crate::grammar::name_word::{self, Roles};
use crate::grammar::place_word::{self, PlaceRoles};
use crate::grammar::token::{Token, TokenKind, word_hash};
use crate::span::Span;

/// Bits of the filter of words in lower case; a story has some hundred.
const FILTER: usize = 1 << 15;

/// The text, its tokens, and whose names stand where.
pub(super) struct Prose<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    /// First tokens of sentences, sorted.
    starts: Vec<usize>,
    /// Which words stand in lower case somewhere, by the lowest bits of their hashes.
    lower: Vec<u64>,
    /// For each region, whether its capitals tell nothing.
    weak: Vec<bool>,
    /// Whether articles and prepositions are glued to names ("l'Allemagne").
    pub(super) has_elision: bool,
    /// Where people and organisations are named, in text order.
    taken: Vec<(Span, Entity)>,
}

/// Reads every token once.
pub(super) fn read<'a>(
    article: &'a Article,
    tokens: &'a Tokens,
    sentences: &[Range<usize>],
    names: &Names,
) -> Prose<'a> {
    let text = article.text.as_str();
    let lang = article.lang.as_ref().and_then(|lang| lang.tag.get(..2));
    let mut lower = vec![0_u64; FILTER / 64];
    let mut weak = Vec::with_capacity(tokens.regions.len());
    for region in &tokens.regions {
        let (mut long, mut capital) = (0, 0);
        for token in tokens.of(region).iter().filter(|token| token.kind == TokenKind::Word) {
            if token.is_upper() {
                capital += usize::from(token.span.len() > 4);
            } else {
                let bit = token.hash as usize % FILTER;
                lower.get_mut(bit / 64).into_iter().for_each(|word| *word |= 1 << (bit % 64));
            }
            long += usize::from(token.span.len() > 4);
        }
        weak.push(long >= 3 && capital * 10 >= long * 9);
    }
    let named = names.mentions.iter().filter(|named| !matches!(named.how, MentionHow::Role | MentionHow::Pronoun));
    let mut starts: Vec<usize> = sentences.iter().map(|sentence| sentence.start).collect();
    starts.sort_unstable();
    let mut taken: Vec<(Span, Entity)> = named.map(|named| (named.name, named.entity)).collect();
    taken.sort_by_key(|named| named.0);
    Prose { text, tokens, starts, lower, weak, has_elision: matches!(lang, Some("ca" | "fr" | "it")), taken }
}

impl Prose<'_> {
    pub(super) fn token(&self, at: usize) -> Option<Token> {
        self.tokens.all.get(at).copied()
    }

    pub(super) fn str(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.span.of(self.text))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word && token.is_upper())
    }

    pub(super) fn is_all_upper(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_all_upper)
    }

    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word && token.is_possessive())
    }

    /// The hash and letters of the word without a possessive ending.
    pub(super) fn bare(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.token(at)?;
        let span = if token.is_possessive() { token.bare(self.text) } else { token.span };
        let hash = if token.is_possessive() { word_hash(span.of(self.text)) } else { token.hash };
        Some((hash, span.of(self.text).chars().count()))
    }

    fn hash(&self, at: usize) -> u32 {
        self.bare(at).map_or(0, |bare| bare.0)
    }

    /// What the word tells of places.
    pub(super) fn is(&self, at: usize, roles: PlaceRoles) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word)
            && place_word::roles(self.hash(at)) & roles != 0
    }

    /// What the word tells of names.
    pub(super) fn names(&self, at: usize, roles: Roles) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word)
            && name_word::roles(self.hash(at)) & roles != 0
    }

    /// Whether the word stands in lower case somewhere.
    pub(super) fn is_in_lower_case(&self, at: usize) -> bool {
        let bit = self.hash(at) as usize % FILTER;
        self.lower.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    /// Whether the word opens a sentence or a quotation, where every word has a capital.
    pub(super) fn opens(&self, at: usize) -> bool {
        self.starts.binary_search(&at).is_ok()
            || at.checked_sub(1).is_none_or(|before| {
                self.token(before).is_some_and(|token| !token.is_word() && token.kind == TokenKind::Mark)
                    || matches!(self.str(before), ":" | "•" | "—" | "–" | "*")
            })
    }

    pub(super) fn regions(&self) -> impl Iterator<Item = (Range<usize>, bool)> {
        self.tokens.regions.iter().zip(&self.weak).map(|(region, weak)| (region.tokens.clone(), *weak))
    }

    /// The name of a person or organisation that a span touches: the first one.
    pub(super) fn owner(&self, span: Span) -> Option<(Span, Entity)> {
        let first = self.taken.partition_point(|(taken, _)| taken.end() <= span.start());
        self.taken.get(first).copied().filter(|(taken, _)| taken.start() < span.end())
    }

    /// From a first word to a last one, without a possessive ending.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        let edge = |at: usize| match self.token(at) {
            Some(token) if token.kind == TokenKind::Word => token.bare(self.text),
            token => token.map_or(Span::new(0, 0), |token| token.span),
        };
        edge(words.start).to(edge(words.end.saturating_sub(1).max(words.start)))
    }
}
