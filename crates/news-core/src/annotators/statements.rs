//! Statements: what is said, the words that say so, and the words that name the speaker. Who that is, `speakers` tells.

pub(crate) mod assembly;
mod frames;
mod headline;
mod rules;
pub(crate) mod tagger;

use std::ops::Range;

use super::marks::Stretch;
use super::tokens::Tokens;
use crate::article::{Article, QuoteKind};
use crate::options::Options;
use crate::span::Span;

/// Something said, before its speaker is known.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) kind: QuoteKind,
    /// What is said, marks included, without the frame; in text order, at least one.
    pub(crate) content: Vec<Span>,
    /// Indices of the stretches in quotation marks that belong to it.
    pub(crate) stretches: Vec<usize>,
    pub(crate) cue: Option<Span>,
    /// The words that name the speaker.
    pub(crate) source: Option<Span>,
    pub(crate) addressee: Option<Span>,
}

/// Finds the statements of an article, in text order.
pub(crate) fn find(
    article: &Article,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    stretches: &[Stretch],
    options: &Options,
) -> Vec<Statement> {
    let (text, lang) = (&article.text, article.lang.as_ref().map(|lang| lang.tag.as_str()));
    let mut statements = if lang == Some("en") && !options.rules {
        let mut tagged = tagger::tag(text, tokens, sentences, stretches, &tagger::weights::ENGLISH);
        frames::mark(text, tokens, stretches, &mut tagged.tags);
        assembly::build(text, tokens, sentences, stretches, tagged)
    } else {
        rules::find(text, lang, tokens, sentences, stretches)
    };
    article.headline.iter().for_each(|headline| headline::claim(text, headline, &mut statements));
    statements
}
